"""People marked in a small table or a plain list: who was elected, who has left."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.similar import suggest
from optimizer.basis.text import Filled, Text
from optimizer.people.person import Pool
from optimizer.people.table import match_header, read_table
from optimizer.people.words import clean_code, clean_name, clean_text
from optimizer.policy.policy import Policy
from optimizer.rules.people import find_people

HEADERS: Mapping[str, tuple[str, ...]] = {
    "id": ("编号", "工号"),
    "name": ("姓名",),
    "scope": ("机构或职务", "机构", "职务", "body", "office"),
    "elected": ("当选", "是否当选", "结果", "result"),
}
_CELLS = {"id": clean_code, "name": clean_name}
_SAYS = {
    "是": True,
    "当选": True,
    "yes": True,
    "y": True,
    "1": True,
    "√": True,
    "✓": True,
    "否": False,
    "未当选": False,
    "落选": False,
    "no": False,
    "n": False,
    "0": False,
    "×": False,
    "": False,
}


@dataclass(frozen=True, kw_only=True)
class Marked:
    """Somebody listed: their id, the body or office ("" where none is named), whether elected, and the row (0: a list)."""

    person: str
    part: str = ""
    elected: bool = True
    row: int = 0


def read_marked(
    data: bytes, pool: Pool, policy: Policy, *, source: str, also: Collection[str] = ()
) -> tuple[Marked, ...]:
    """People from a table (id or name, and if need be body or office, elected yes or no) or from a list of one a line.

    `also` are ids known besides those of the pool. Raises InputFaults with every fault of the table.
    """
    reader = _Reader(pool=pool, policy=policy, also=frozenset(also))
    listed = reader.list_of(data)
    return reader.table_of(data, source) if listed is None else listed


def part_names(policy: Policy) -> dict[str, str]:
    """Ids of bodies and offices by id and by both titles."""
    return {name: part.id for part in policy.parts for name in (part.title.en, part.title.zh, part.id)}


@dataclass(frozen=True, kw_only=True)
class _Reader:
    pool: Pool
    policy: Policy
    also: frozenset[str]

    def list_of(self, data: bytes) -> tuple[Marked, ...] | None:
        """People one a line, without a header; None where the file is not that."""
        try:
            lines = [line.strip() for line in data.decode("utf-8-sig").splitlines()]
        except UnicodeDecodeError:
            return None
        found = [self._ids(clean_code(line)) for line in lines if line]
        if not found or any(len(ids) != 1 for ids in found):
            return None
        return tuple(Marked(person=ids[0]) for ids in found)

    def table_of(self, data: bytes, source: str) -> tuple[Marked, ...]:
        """People from a table with a header. Raises InputFaults."""
        table = read_table(data, source=source, synonyms=HEADERS, needed=("id", "name"))
        columns = match_header(table.header, HEADERS)
        faults = [*columns.faults, *table.faults]
        marked: list[Marked] = []
        for row in () if faults else table.rows:
            cells = {name: _CELLS.get(name, clean_text)(row.cells[at]) for name, at in columns.index.items()}
            wrong = list(self._faults(cells, row.number, columns.headers))
            faults += wrong
            if not wrong:
                marked.append(self._marked(cells, row.number))
        if faults:
            raise InputFaults(source, faults)
        return tuple(marked)

    def _ids(self, who: str) -> list[str]:
        return [person.id for person in find_people(self.pool, who)] or [who] * (who in self.also)

    def _marked(self, cells: Mapping[str, str], row: int) -> Marked:
        part = part_names(self.policy).get(cells.get("scope", ""), "")
        said = _SAYS[cells["elected"].lower()] if "elected" in cells else True
        return Marked(person=self._ids(_who(cells))[0], part=part, elected=said, row=row)

    def _faults(self, cells: Mapping[str, str], row: int, headers: Mapping[str, str]) -> Iterator[Fault]:
        who = _who(cells)
        found = self._ids(who)
        named = headers["id" if cells.get("id") or "name" not in headers else "name"]
        person = self.pool.by_id.get(found[0]) if found else None
        if len(found) != 1:
            yield _fault("marked.person", row, named, who, _SEVERAL if found else _NOBODY, _ID_CURE.fill())
        elif person is not None and cells.get("name") and cells["name"] != person.name:
            yield _fault("marked.person", row, headers["name"], cells["name"], _OTHER_NAME, _ID_CURE.fill())
        if cells.get("scope") and cells["scope"] not in part_names(self.policy):
            cure = suggest(cells["scope"], [part.title.zh for part in self.policy.parts])
            yield _fault("marked.part", row, headers["scope"], cells["scope"], _NO_PART, cure)
        if "elected" in cells and cells["elected"].lower() not in _SAYS:
            yield _fault("marked.elected", row, headers["elected"], cells["elected"], _NO_RESULT, _YES_NO.fill())


def _who(cells: Mapping[str, str]) -> str:
    return cells.get("id") or cells.get("name", "")


def _fault(kind: str, row: int, column: str, value: str, message: Text, cure: Filled) -> Fault:
    return Fault(kind=kind, row=row, column=column, value=value or None, message=message.fill(), cure=cure)


_NOBODY = Text(zh="候选人中没有这个人", en="nobody in the pool is this")
_SEVERAL = Text(zh="候选人中不止一人叫这个名字", en="several people in the pool have this name")
_OTHER_NAME = Text(zh="编号和姓名不是同一个人", en="the id and the name are not of one person")
_ID_CURE = Text(zh="写候选人表里的编号", en="Write the id from the pool")
_NO_PART = Text(zh="政策里没有这个机构或职务", en="the policy has no such body or office")
_NO_RESULT = Text(zh="看不出是否当选", en="it is not clear whether elected")
_YES_NO = Text(zh="写“是”或“否”", en="Write yes or no")
