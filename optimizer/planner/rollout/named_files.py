"""The files that a table of units names, and which of the files somebody handed in is which."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.text import Text
from optimizer.planner.rollout.table import UNIT_HEADERS
from optimizer.rollout.unit import Unit

_COLUMNS = ("pool", "roster", "policy")
_POLICY_ENDING = ".toml"


def named_in(units: Sequence[Unit]) -> dict[str, Fault | None]:
    """Every file that is named, in the order of the units; with the fault of a name that leads out of the folder."""
    found: dict[str, Fault | None] = {}
    for unit in units:
        for column, file in _files(unit):
            if file not in found:
                found[file] = None if _inside(file) else _outside(unit, column, file)
    return found


def laid_out(units: Sequence[Unit], files: Mapping[str, bytes], source: str) -> dict[str, bytes]:
    """The files handed in, under the names by which the table sees them.

    A file is the one whose name in the table ends as its own does. `source` is the table. Raises InputFaults: a name in the
    table, or in a policy, that leads out of its folder, a file that the table does not name, or that could be several of
    those it names.
    """
    named = named_in(units)
    faults = [fault for fault in named.values() if fault is not None]
    by_end: dict[str, list[str]] = defaultdict(list)
    for name in named:
        by_end[PurePosixPath(name).name].append(name)
    placed: dict[str, bytes] = {}
    for given, data in files.items():
        meant = _meant(given, by_end)
        if len(meant) == 1:
            placed[meant[0]] = data
        else:
            message, cure = (_SEVERAL, _RENAME) if meant else (_UNNAMED, _LEAVE_OUT)
            fault = Fault(kind="rollout.files", value=given, message=message.fill(count=len(meant)), cure=cure.fill())
            faults.append(fault)
    faults += filter(None, (_leading_out(name, data) for name, data in placed.items()))
    if source in placed:
        faults.append(Fault(kind="rollout.files", value=source, message=_IS_TABLE.fill(), cure=_RENAME.fill()))
    if faults:
        raise InputFaults(source, faults)
    return placed


def unplaced(units: Sequence[Unit], folder: Path) -> tuple[str, ...]:
    """The files that are named and not in the folder."""
    return tuple(
        sorted(name for name, fault in named_in(units).items() if fault is None and not (folder / name).is_file())
    )


def _files(unit: Unit) -> Iterator[tuple[str, str]]:
    """The columns of a unit that name a file, and the file."""
    for column in _COLUMNS:
        said = getattr(unit, column)
        file, mark, which = said.partition("#")
        if column == "pool" and mark and file and "=" in which:
            yield column, file
        elif said and (column != "policy" or said.endswith(_POLICY_ENDING) or "/" in said or "\\" in said):
            yield column, said


def _inside(name: str) -> bool:
    """Whether a name stays in the folder it is seen from, on whatever system."""
    posix, windows = PurePosixPath(name), PureWindowsPath(name)
    return not (posix.is_absolute() or windows.drive or windows.root or ".." in windows.parts or "\\" in name)


def _outside(unit: Unit, column: str, file: str) -> Fault:
    header = UNIT_HEADERS[column][0]
    return Fault(
        kind="rollout.path",
        row=unit.row or None,
        column=header,
        value=file,
        message=_OUTSIDE.fill(),
        cure=_INSIDE.fill(),
    )


def _leading_out(name: str, data: bytes) -> Fault | None:
    """The fault of a policy that takes rules from a file elsewhere; what else is wrong with it is told when it is used."""
    if not name.endswith(_POLICY_ENDING):
        return None
    try:
        extends = tomllib.loads(data.decode("utf-8-sig")).get("extends")
    except ValueError:
        return None
    if not isinstance(extends, str) or _inside(extends):
        return None
    return Fault(
        kind="rollout.path", file=name, path="extends", value=extends, message=_OUTSIDE.fill(), cure=_INSIDE.fill()
    )


def _meant(given: str, by_end: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """The names of the table that a file may be: of those that end in its own name, the ones that agree furthest."""
    parts = PurePosixPath(given.replace("\\", "/")).parts
    likely = by_end.get(parts[-1], ()) if parts else ()
    if len(likely) < 2:
        return likely
    agree = {name: _common(parts, PurePosixPath(name).parts) for name in likely}
    return [name for name in likely if agree[name] == max(agree.values())]


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many parts at the end are the same."""
    count = 0
    for mine, theirs in zip(reversed(one), reversed(other), strict=False):
        if mine != theirs:
            break
        count += 1
    return count


_OUTSIDE = Text(zh="文件不在单位表所在的文件夹里", en="the file is not in the folder of the table")
_INSIDE = Text(
    zh="写从单位表看去的位置，如 townships/900101001.csv，不能有盘符、“..”和反斜杠",
    en="Write where it is as seen from the table, as townships/900101001.csv; no drive, no .., no backslash",
)
_UNNAMED = Text(zh="单位表里没有提到这个文件", en="the table of units does not name this file")
_LEAVE_OUT = Text(zh="不要选它，或在单位表里写上它", en="Leave it out, or name it in the table")
_SEVERAL = Text(
    zh="单位表里有{count}个文件叫这个名字，分不清是哪一个",
    en="{count} files of the table have this name",
)
_RENAME = Text(zh="给文件改个名，单位表里也照改", en="Rename the file, in the table as well")
_IS_TABLE = Text(zh="有单位把单位表本身写作自己的文件", en="a unit names the table itself as its file")
