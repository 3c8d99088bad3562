"""Opening what the user names: policies (shipped or files), pools, pins, an earlier roster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.position import Position
from optimizer.basis.similar import suggest
from optimizer.basis.text import Filled, Text, same
from optimizer.export.roster_json import read_roster
from optimizer.people.person import Person, Pool
from optimizer.people.table import match_header, read_pool, read_table
from optimizer.people.words import clean_code, clean_name, clean_text
from optimizer.planner.rosters import open_roster
from optimizer.policy.extends import PolicyFile, Resolved, resolve
from optimizer.policy.policy import Policy
from optimizer.policy.reading import read_policy, read_resolved
from optimizer.policy.versions import in_force, name_of, versions_of
from optimizer.rules.base import Rule
from optimizer.rules.named import Named
from optimizer.rules.people import find_people

DATA = Path(__file__).resolve().parents[2] / "data"
KEEP_HEADERS: Mapping[str, tuple[str, ...]] = {
    "id": ("编号", "工号"),
    "name": ("姓名",),
    "scope": ("机构或职务", "机构", "拟任职务", "body", "office"),
    "hold": ("锁定", "进出", "keep"),
    "reason": ("理由", "原因", "备注"),
}
_KEEP_CELLS = {"id": clean_code, "name": clean_name}
"""Ids and names are tidied as the pool's own are, so that they meet."""

_HOLD = {
    "in": "in",
    "进": "in",
    "保留": "in",
    "锁定": "in",
    "入选": "in",
    "out": "out",
    "不进": "out",
    "排除": "out",
    "回避": "out",
}


@dataclass(frozen=True, kw_only=True)
class ShippedPolicy:
    """A policy that comes with Xiwei."""

    name: str
    path: Path


def shipped_policies() -> list[ShippedPolicy]:
    """The policies under data/policies, by name."""
    return [ShippedPolicy(name=path.stem, path=path) for path in _toml_files(DATA / "policies")]


def open_policy(named: str) -> Policy:
    """A policy by the name of a shipped one, by `NAME@2019-06-30` (the version in force on that day), or by path.

    Raises InputFaults.
    """
    return read_resolved(resolve_policy(named))


def resolve_policy(named: str) -> Resolved:
    """A policy's table with what it takes from others; `named` as for `open_policy`. Raises InputFaults."""
    file = _policy_file(named, folder=Path())
    return resolve(file.data, file.source, parent=file.parent)


def policy_from(data: bytes, *, source: str) -> Policy:
    """A policy from the bytes of a file, which may extend shipped policies only. Raises InputFaults."""
    return read_policy(data, source=source, parent=partial(_policy_file, folder=None))


def policy_resolved(data: bytes, *, source: str) -> Resolved:
    """The table of a policy's bytes with what it takes from the shipped policies it extends. Raises InputFaults."""
    return resolve(data, source, parent=partial(_policy_file, folder=None))


def _policy_file(named: str, *, folder: Path | None) -> PolicyFile:
    """The file of a shipped policy or, as seen from a folder, at a path; without a folder, shipped ones only."""
    shipped = {policy.name: policy.path for policy in shipped_policies()}
    name, at, said = named.rpartition("@")
    if named in shipped:
        return _opened(shipped[named])
    if folder is not None and _is_file(folder / named):
        return _opened(folder / named)
    day = _day(named, said) if at else None
    name, files = _candidates(name, folder) if at else (named, list(shipped.values()))
    versions = versions_of(name, map(_opened, files))
    if versions:
        return in_force(versions, name, day)
    message = _NO_SHIPPED if folder is None else _NO_POLICY
    raise InputFaults(
        named, [Fault(kind="policy.file", value=named, message=message.fill(), cure=suggest(name, shipped))]
    )


def _candidates(named: str, folder: Path | None) -> tuple[str, list[Path]]:
    """The policy's name before an @, and the files that may be versions of it: the shipped ones, or those of one folder."""
    shipped = {policy.name: policy.path for policy in shipped_policies()}
    if named in shipped:
        return name_of(_opened(shipped[named])), list(shipped.values())
    path = Path(named) if folder is None else folder / named
    if folder is None or (path.parent == folder and not _is_file(path)):
        return named, list(shipped.values())
    name = name_of(_opened(path)) if _is_file(path) else path.name
    return name, _toml_files(path.parent)


def _opened(path: Path) -> PolicyFile:
    return PolicyFile(
        data=read_bytes(path),
        source=path.name,
        parent=partial(_policy_file, folder=path.parent),
        identity=str(path.resolve()),
    )


def _toml_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.toml") if path.is_file())


def _is_file(path: Path) -> bool:
    """Whether there is such a file; a text that can be no path is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _day(named: str, said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        fault = Fault(kind="policy.date", value=said, message=_NO_DAY.fill(), cure=_DAY_CURE.fill())
        raise InputFaults(named, [fault]) from None


def open_pool(data: bytes, policy: Policy | None, *, source: str, sheet: str | None = None) -> Pool:
    """A pool that has the columns the policy uses, if there is one already.

    Raises InputFaults; a missing column names the rules that need it.
    """
    users: dict[str, list[str]] = {}
    for column, user in policy.columns() if policy else ():
        users.setdefault(column, []).append(user)
    return read_pool(data, source=source, sheet=sheet, required=users)


def read_bytes(path: Path) -> bytes:
    """A file's bytes. Raises InputFaults when it cannot be read."""
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        why = _WHY.get(type(error), same(getattr(error, "strerror", None) or str(error)))
        fault = Fault(kind="file.unreadable", message=_UNREADABLE.fill(why=why), cure=_UNREADABLE_CURE.fill())
        raise InputFaults(str(path), [fault]) from None


def open_pins(data: bytes, pool: Pool, policy: Policy, *, source: str) -> tuple[Rule, ...]:
    """Pins from a small table: 编号 or 姓名 (or both), 机构或职务, 锁定 (进 / 不进), 理由.

    Raises InputFaults with every fault of the table.
    """
    table = read_table(data, source=source, synonyms=KEEP_HEADERS, needed=("id", "name"))
    columns = match_header(table.header, KEEP_HEADERS)
    faults = [*columns.faults, *table.faults]
    for needed in ("scope", "hold"):
        if needed not in columns.index:
            header = KEEP_HEADERS[needed][0]
            faults.append(Fault(kind="keep.column", column=header, message=_NO_COLUMN.fill(), cure=_COLUMNS.fill()))
    if faults:
        raise InputFaults(source, faults)
    pins: list[Rule] = []
    for row in table.rows:
        cells = {name: _KEEP_CELLS.get(name, clean_text)(row.cells[at]) for name, at in columns.index.items()}
        wrong = _pin_faults(cells, row.number, columns.headers, pool, policy)
        faults += wrong
        if not wrong:
            pins.append(_pin(cells, len(pins) + 1, pool, policy))
    if faults:
        raise InputFaults(source, faults)
    return tuple(pins)


def _pin(cells: Mapping[str, str], number: int, pool: Pool, policy: Policy) -> Rule:
    (person,) = find_people(pool, _who(cells))
    hold = _HOLD[cells["hold"].lower()]
    return pin_rule(number, person, _scopes(policy)[cells["scope"]], hold, cells.get("reason", ""))


def pin_rule(number: int, person: Person, scope: str, hold: str, reason: str) -> Rule:
    """A pin as a rule: the person held `in` or `out` of a body or office, with the reason that is printed."""
    return Named(
        id=f"keep:{number}",
        scope=(scope,),
        people=(person.id,),
        hold=hold,
        called=(person.name if person.name == person.id else f"{person.name}（{person.id}）",),
        source=reason or "keep",
        note=reason,
    )


def _who(cells: Mapping[str, str]) -> str:
    return cells.get("id") or cells.get("name", "")


def _pin_faults(
    cells: Mapping[str, str], row: int, headers: Mapping[str, str], pool: Pool, policy: Policy
) -> list[Fault]:
    faults = []
    found = find_people(pool, _who(cells))
    named = headers["id" if cells.get("id") else "name" if "name" in headers else "id"]
    if len(found) != 1:
        message = _SEVERAL if found else _NOBODY
        faults.append(_cell_fault("keep.person", row, named, _who(cells), message, _ID_CURE.fill()))
    elif cells.get("name") and cells["name"] != found[0].name:
        faults.append(_cell_fault("keep.person", row, headers["name"], cells["name"], _OTHER_NAME, _ID_CURE.fill()))
    if cells["scope"] not in _scopes(policy):
        cure = suggest(cells["scope"], [part.title.zh for part in policy.parts])
        faults.append(_cell_fault("keep.scope", row, headers["scope"], cells["scope"], _NO_SCOPE, cure))
    if cells["hold"].lower() not in _HOLD:
        faults.append(_cell_fault("keep.hold", row, headers["hold"], cells["hold"], _NO_HOLD, _HOLD_CURE.fill()))
    return faults


def _cell_fault(kind: str, row: int, column: str, value: str, message: Text, cure: Filled) -> Fault:
    return Fault(kind=kind, row=row, column=column, value=value or None, message=message.fill(), cure=cure)


def _scopes(policy: Policy) -> dict[str, str]:
    """Bodies and offices by id and by both titles."""
    return {name: part.id for part in policy.parts for name in (part.title.en, part.title.zh, part.id)}


def open_base(data: bytes, *, source: str, policy: Policy | None = None) -> dict[str, tuple[Position, ...]]:
    """What each person held in an earlier roster; who has left the pool since counts as a change.

    Of a roster.json, or, with the policy, of a roster's workbook. Raises InputFaults.
    """
    file = read_roster(data, source=source) if policy is None else open_roster(data, policy=policy, source=source)
    held: dict[str, tuple[Position, ...]] = {}
    for seat in file.seats:
        held[seat.person] = (*held.get(seat.person, ()), seat.position)
    return held


_NO_POLICY = Text(zh="没有这个政策文件，也没有同名的自带政策", en="no such file, and no shipped policy of that name")
_NO_SHIPPED = Text(zh="没有这个自带政策", en="there is no shipped policy of that name")
_NO_DAY = Text(zh="@ 后面不是日期", en="what follows @ is no date")
_DAY_CURE = Text(zh="写成 county-sample@2019-06-30", en="Write it as county-sample@2019-06-30")
_UNREADABLE = Text(zh="读不到这个文件（{why}）", en="the file cannot be read ({why})")
_UNREADABLE_CURE = Text(zh="检查文件名、位置和权限", en="Check its name, place and permissions")
_NO_COLUMN = Text(zh="缺少这一列", en="this column is missing")
_WHY: dict[type[Exception], Filled] = {
    FileNotFoundError: Filled(zh="没有这个文件", en="there is no such file"),
    PermissionError: Filled(zh="没有读取权限", en="no permission to read it"),
    IsADirectoryError: Filled(zh="这是文件夹", en="it is a folder"),
}
_COLUMNS = Text(
    zh="表头写：编号、机构或职务、锁定、理由",
    en="The headers are: id, body, keep, reason (编号、机构或职务、锁定、理由)",
)
_NOBODY = Text(zh="候选人中没有这个人", en="nobody in the pool is this")
_OTHER_NAME = Text(zh="编号和姓名不是同一个人", en="the id and the name are not of one person")
_SEVERAL = Text(zh="候选人中不止一人叫这个名字", en="several people in the pool have this name")
_ID_CURE = Text(zh="写候选人表里的编号", en="Write the id from the pool")
_NO_SCOPE = Text(zh="政策里没有这个机构或职务", en="the policy has no such body or office")
_NO_HOLD = Text(zh="只能写“进”或“不进”", en="only in or out is possible")
_HOLD_CURE = Text(zh="写“进”或“不进”", en="Write in or out")
