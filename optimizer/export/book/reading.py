"""A roster read back from its workbook, after people have worked on it: who holds what, and every place that is unclear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.position import Position
from optimizer.basis.similar import nearest
from optimizer.basis.text import Filled, Text
from optimizer.export.book.differences import differences
from optimizer.export.book.opened import Cell, NoText, OpenBook
from optimizer.export.book.origin import POLICY, POOL, parts_in
from optimizer.export.roster_json import RosterFile
from optimizer.people.cells import Bad, read_modes
from optimizer.people.person import Pool
from optimizer.policy.policy import Office, Policy
from optimizer.report.words import mode_word
from optimizer.roster.roster import Seat

_LOOKED_UP = 20


def read_roster_book(data: bytes, *, policy: Policy, pool: Pool | None, source: str) -> RosterFile:
    """The roster that the lists of a workbook say, people and modes followed to the cells where they are typed.

    A person holds every body and office whose list has their id; blank rows are vacancies. Without a pool anybody may be
    listed. Where its pool sheet differs from the pool given, notices say so. Raises InputFaults with every fault.
    """
    book = OpenBook(data, source=source)
    reading = _Reading(book=book, policy=policy, pool=pool)
    lists = reading.lists()
    seats = tuple(sorted(reading.seats(lists), key=lambda seat: (seat.person, seat.position.bodies)))
    if reading.faults:
        raise InputFaults(source, reading.faults)
    return RosterFile(
        seats=seats,
        pool_sha256=book.properties.get(POOL, ""),
        policy_sha256=book.properties.get(POLICY, ""),
        notices=() if pool is None else tuple(differences(book, pool)),
    )


@dataclass(frozen=True, kw_only=True)
class _Entry:
    """One person in one list: the row's own cell, where the id is typed, and the mode with its own cell, if there is one."""

    person: str
    cell: Cell
    mode: str | None = None
    mode_cell: Cell | None = None


@dataclass(frozen=True, kw_only=True)
class _List:
    """The list of a body or office, or of the further candidates for one."""

    part: str
    further: bool
    entries: tuple[_Entry, ...]


@dataclass(frozen=True, kw_only=True)
class _Held:
    """What the lists say of one person in one chain."""

    person: str
    bodies: tuple[str, ...]
    offices: tuple[tuple[str, _Entry], ...]
    runs: tuple[tuple[str, _Entry], ...]
    entries: tuple[_Entry, ...]


@dataclass(kw_only=True)
class _Reading:
    book: OpenBook
    policy: Policy
    pool: Pool | None
    faults: list[Fault] = field(default_factory=list)
    told: set[Cell] = field(default_factory=set)

    def lists(self) -> list[_List]:
        """Every list there is; those of the policy that are not there are faults."""
        listed = parts_in(self.book.properties) or tuple(part.id for part in self.policy.parts)
        number = {part: n for n, part in enumerate(listed, 1)}
        found = []
        for part in self.policy.parts:
            at = number.get(part.id)
            ids = None if at is None else self.book.cells(f"xw_ids_{at}")
            if ids is None:
                self._add("roster.list", None, part.id, _NO_LIST.fill(title=part.title), _NO_LIST_CURE.fill())
            else:
                found.append(self._list(part.id, ids, self.book.cells(f"xw_modes_{at}"), further=False))
            further = self.book.cells(f"xw_further_{at}")
            if further is not None:
                found.append(self._list(part.id, further, self.book.cells(f"xw_run_modes_{at}"), further=True))
        for unknown in (part for part in listed if part not in self.policy.by_id):
            self._add("roster.list", None, unknown, _OTHER_LIST.fill(), _SAME_POLICY.fill())
        return found

    def _list(self, part: str, ids: list[Cell], modes: list[Cell] | None, *, further: bool) -> _List:
        mode_at = {cell.row: cell for cell in modes or ()}
        entries: dict[str, _Entry] = {}
        for cell in ids:
            person, known = self._person(cell)
            mode_cell = mode_at.get(cell.row) if person else None
            mode = None if mode_cell is None else self._mode(mode_cell)
            if known and person in entries:
                message = _TWICE.fill(place=str(entries[person].cell))
                self._add("roster.twice", cell, person, message, _TWICE_CURE.fill())
            elif known:
                entries[person] = _Entry(person=person, cell=cell, mode=mode, mode_cell=mode_cell)
        self._outside(ids)
        return _List(part=part, further=further, entries=tuple(entries.values()))

    def _person(self, cell: Cell) -> tuple[str, bool]:
        """The id in a cell, "" for a vacancy, and whether it is one of the pool."""
        said, typed = self._followed(cell)
        if said and self.pool is not None and said not in self.pool.by_id:
            if typed not in self.told:
                # Looking for a like id takes long; of many unknown ones only the first are shown anyway.
                few = len(self.faults) < _LOOKED_UP
                cure = _person_cure(self.pool, said) if few else _NOBODY_CURE.fill()
                self._add("roster.person", typed, said, _NOBODY.fill(), cure)
            self.told.add(typed)
            return said, False
        return said, bool(said)

    def _mode(self, cell: Cell) -> str | None:
        said, typed = self._followed(cell)
        modes = read_modes(said) if said else ()
        if isinstance(modes, Bad) or len(modes) > 1:
            if typed not in self.told:
                self._add("roster.mode", typed, said, _NO_MODE.fill(), _MODE_CURE.fill())
            self.told.add(typed)
            return None
        return modes[0] if modes else None

    def _followed(self, cell: Cell) -> tuple[str, Cell]:
        try:
            return self.book.followed(cell)
        except NoText as unclear:
            if unclear.cell not in self.told:
                self._add("roster.formula", unclear.cell, None, _FORMULA.fill(), _FORMULA_CURE.fill())
            self.told.add(unclear.cell)
            return "", cell

    def _outside(self, ids: list[Cell]) -> None:
        """Ids of the pool that stand in the column of the list, above or below its rows, are not taken for seats."""
        inside = set(ids)
        for cell in self.book.column_of(ids[0]) if self.pool is not None else ():
            if cell not in inside and (said := self.book.shown(cell)) and said in self.pool.by_id:  # type: ignore[union-attr]
                self._add("roster.outside", cell, said, _OUTSIDE.fill(), _OUTSIDE_CURE.fill())

    def seats(self, lists: Iterable[_List]) -> Iterator[Seat]:
        """A seat for each person and chain."""
        for held in self._held(lists):
            if len(held.offices) > 1:
                self._several(held, held.offices, _TWO_OFFICES)
            if len(held.runs) > 1:
                self._several(held, held.runs, _TWO_RUNS)
            office, sits = held.offices[0] if held.offices else (None, None)
            runs_for, runs = held.runs[0] if held.runs else (None, None)
            position = Position(
                bodies=held.bodies,
                office=office,
                mode=None if sits is None else sits.mode,
                runs_for=runs_for,
                run_mode=None if runs is None else runs.mode,
            )
            if len(held.offices) < 2 and len(held.runs) < 2:
                self._compare_modes(held, position)
            yield Seat(person=held.person, position=position)

    def _held(self, lists: Iterable[_List]) -> Iterator[_Held]:
        """What each person has in each chain, in the order of the policy."""
        by_chain: Mapping[tuple[str, str], list[tuple[_List, _Entry]]] = defaultdict(list)
        for each in lists:
            for entry in each.entries:
                by_chain[entry.person, self.policy.path(each.part)[0]].append((each, entry))
        for (person, _), listed in sorted(by_chain.items(), key=lambda item: item[0]):
            held = [(each.part, entry) for each, entry in listed if not each.further]
            offices = tuple(pair for pair in held if isinstance(self.policy.by_id[pair[0]], Office))
            yield _Held(
                person=person,
                bodies=tuple(part for part, _ in held if part not in dict(offices)),
                offices=offices,
                runs=tuple((each.part, entry) for each, entry in listed if each.further),
                entries=tuple(entry for _, entry in listed),
            )

    def _several(self, held: _Held, parts: Iterable[tuple[str, _Entry]], message: Text) -> None:
        (first, _), *more = parts
        for part, entry in more:
            words = {"first": self.policy.titles[first], "other": self.policy.titles[part]}
            self._add("roster.several", entry.cell, held.person, message.fill(**words), _SEVERAL_CURE.fill())

    def _compare_modes(self, held: _Held, position: Position) -> None:
        """A mode somebody typed where it only follows the office must not be lost without a word."""
        for entry in held.entries:
            if entry.mode and entry.mode_cell and entry.mode not in (position.mode, position.run_mode):
                said = mode_word(position.mode or position.run_mode)
                message = _OTHER_MODE.fill(mode=said) if said.zh else _MODELESS.fill()
                self._add("roster.mode", entry.mode_cell, mode_word(entry.mode).zh, message, _OTHER_MODE_CURE.fill())

    def _add(self, kind: str, cell: Cell | None, value: str | None, message: Filled, cure: Filled) -> None:
        path = None if cell is None else str(cell)
        self.faults.append(Fault(kind=kind, path=path, value=value, message=message, cure=cure))


def _person_cure(pool: Pool, said: str) -> Filled:
    """The id of whoever has that name, or one much like what is written."""
    named = [person.id for person in pool.people if person.name == said]
    if named:
        return _NAME_CURE.fill(ids=", ".join(named))
    near = nearest(said, pool.by_id)
    return _NEAR_CURE.fill(near=near, name=pool.by_id[near].name) if near else _NOBODY_CURE.fill()


_NO_LIST = Text(zh="工作簿里没有“{title}”的名单", en='the workbook has no list of "{title}"')
_NO_LIST_CURE = Text(
    zh="名单被删掉了，或工作簿是按别的政策生成的；恢复它，或用生成它的政策",
    en="The list was deleted, or the workbook was made under another policy: restore it, or give that policy",
)
_OTHER_LIST = Text(
    zh="工作簿里有这份名单，政策里没有这个机构或职务",
    en="the workbook lists a body or office that the policy has not",
)
_SAME_POLICY = Text(zh="用生成工作簿的政策", en="Give the policy the workbook was made under")
_TWICE = Text(zh="同一份名单里出现两次（另一处在 {place}）", en="twice in one list (the other place is {place})")
_TWICE_CURE = Text(zh="改掉或清空其中一处", en="Change or clear one of the two")
_NOBODY = Text(zh="候选人表里没有这个编号", en="nobody in the pool has this id")
_NOBODY_CURE = Text(zh="写候选人表里的编号", en="Write an id from the pool")
_NAME_CURE = Text(zh="这里要写编号：{ids}", en="Write the id: {ids}")
_NEAR_CURE = Text(zh="是否想写 {near}（{name}）？", en="Did you mean {near} ({name})?")
_NO_MODE = Text(zh="看不懂的任职方式", en="the mode of appointment cannot be read")
_MODE_CURE = Text(zh="写“专职”“兼职”“挂职”之一", en="Write one of full-time, part-time, seconded")
_OTHER_MODE = Text(
    zh="与职务名单里写的不同（那里是“{mode}”）", en="differs from the list of the office, which says {mode}"
)
_MODELESS = Text(zh="这个人所任的没有任职方式之分", en="what this person holds has no mode of appointment")
_OTHER_MODE_CURE = Text(
    zh="任职方式只在职务的名单里改；这一格清空",
    en="Write the mode in the list of the office alone, and clear this cell",
)
_FORMULA = Text(zh="这是公式，文件里没有存它的结果", en="this is a formula, and the file does not hold its value")
_FORMULA_CURE = Text(zh="直接写编号（或任职方式）", en="Write the id (or mode) itself")
_OUTSIDE = Text(
    zh="编号写在名单的行之外，工作簿没有把它算进去",
    en="an id outside the rows of the list, which the workbook does not count",
)
_OUTSIDE_CURE = Text(zh="在名单中间插入一行来写，或删掉它", en="Insert a row inside the list for it, or remove it")
_TWO_OFFICES = Text(zh="一个人任两个职务：{first}、{other}", en="one person in two offices: {first} and {other}")
_TWO_RUNS = Text(
    zh="一个人是两处的差额人选：{first}、{other}", en="one person a further candidate for both {first} and {other}"
)
_SEVERAL_CURE = Text(zh="只留一处", en="Leave one of them")
