"""The pools of many units: a file each, or the rows of a shared file that have a unit's value in some column."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.similar import suggest
from optimizer.basis.text import Text, same
from optimizer.people.headers import header_key
from optimizer.people.words import clean_text
from optimizer.planner.inputs import read_bytes
from optimizer.planner.rollout.shared import Shared
from optimizer.store.database import StoreError


@dataclass(frozen=True, kw_only=True)
class PoolFile:
    """A unit's pool as the bytes of a table of its own. `source` names it in faults.

    `rows` are the rows of the shared file that follow its header, as runs of (first, how many); empty where the file is the
    unit's own, whose row numbers are right as they are.
    """

    data: bytes
    source: str
    rows: tuple[tuple[int, int], ...] = ()

    def row_in_file(self, row: int) -> int:
        """The row of the file it comes from, for a row of `data` (the header is row 1)."""
        left = row - 2
        for first, count in self.rows:
            if 0 <= left < count:
                return first + left
            left -= count
        return row


class Pools:
    """Finds pools by what the table of units says of them: `FILE` or `FILE#COLUMN=VALUE`, seen from its folder.

    A shared file is read once for each column asked for. Close when done.
    """

    def __init__(self, folder: Path, scratch: Path) -> None:
        """The rows of shared files wait in unnamed files in the folder `scratch`."""
        self._folder = folder
        self._scratch = scratch
        self._shared: dict[tuple[str, str], Shared | InputFaults] = {}

    def find(self, reference: str) -> PoolFile:
        """The pool that is meant. Raises InputFaults, StoreError where there is no room to lay out a shared file."""
        file, _, which = reference.partition("#")
        column, equals, value = which.partition("=")
        if not (file and equals) or _is_file(self._folder / reference):
            return PoolFile(data=read_named(self._folder, reference), source=Path(reference).name)
        shared = self._of_many(file, column)
        found = shared.of(clean_text(value))
        source = f"{Path(file).name}#{which}"
        if found is None:
            fault = Fault(kind="pool.value", value=value, message=_NOBODY.fill(), cure=suggest(value, shared.values))
            raise InputFaults(source, [fault])
        return PoolFile(data=found[0], source=source, rows=found[1])

    def close(self) -> None:
        """Give the scratch files back."""
        for shared in self._shared.values():
            if isinstance(shared, Shared):
                shared.close()
        self._shared.clear()

    def _of_many(self, file: str, column: str) -> Shared:
        key = (file, header_key(column))
        if key not in self._shared:
            try:
                self._shared[key] = Shared(self._folder / file, column, self._scratch)
            except InputFaults as faults:
                # What is wrong with the file is said of each of its units, but looked for once.
                self._shared[key] = faults
            except OSError as error:
                raise StoreError(_NO_ROOM.fill(file=file, why=same(error.strerror or str(error)))) from error
        found = self._shared[key]
        if isinstance(found, InputFaults):
            raise InputFaults(found.source, found.faults)
        return found


def read_named(folder: Path, named: str) -> bytes:
    """The bytes of a file that the table of units names, seen from its folder. Raises InputFaults, with that name."""
    try:
        return read_bytes(folder / named)
    except InputFaults as faults:
        raise InputFaults(named, faults.faults) from None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


_NOBODY = Text(zh="共用的候选人表里没有一行是这个值", en="no row of the shared pool has this value")
_NO_ROOM = Text(
    zh="{file} 没有地方展开（{why}）。检查输出文件夹的权限和磁盘空间后再运行一次，会接着做。",
    en="There is no room to lay out {file} ({why}). Check permissions and space of the output folder, then run again: it goes "
    "on from there.",
)
