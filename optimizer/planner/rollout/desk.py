"""Roll-outs as the pages keep them: a folder each, with the table of units, the files it names, results and settings.

`ROOT/OWNER/NAME/` holds `settings.json`, `inputs/` (the table and the files it names, seen from there) and
`results/rollout.sqlite`. A folder is there as a whole or not at all.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from optimizer.basis.text import Filled, Text, same
from optimizer.planner.inputs import DATA
from optimizer.planner.rollout.named_files import laid_out, unplaced
from optimizer.planner.rollout.rollout import Place
from optimizer.planner.rollout.setup import Setup, read_setup
from optimizer.planner.rollout.table import Units, read_units
from optimizer.store.database import StoreError
from optimizer.store.files import WriteError, write_files

ROLLOUTS = "XIWEI_ROLLOUTS"
"""The environment variable that names another folder for the roll-outs of the pages."""
_HOME = Path.home() / ".xiwei" / "rollouts"
_SETTINGS, _INPUTS, _RESULTS = "settings.json", "inputs", "results"
_NOBODY, _SOMEBODY = "own", "user-"
_LONGEST = 60
"""Characters of a name; a Chinese one takes three bytes, and folder names end at 255."""
_REFUSED = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]|^\.|[. ]$')
SAMPLE_CITIES = 2
_SAMPLE_TABLE = "units.csv"
_SAMPLE_SECONDS = 120


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A roll-out that is kept: its folder and its settings."""

    folder: Path
    setup: Setup

    @property
    def name(self) -> str:
        """The name of the roll-out, which is that of its folder."""
        return self.folder.name

    @property
    def place(self) -> Place:
        """Where it works."""
        return Place(inputs=self.folder / _INPUTS, out=self.folder / _RESULTS)

    def table(self) -> bytes:
        """The bytes of its table of units. Raises StoreError."""
        with _told():
            return (self.place.inputs / self.setup.table).read_bytes()

    def units(self) -> Units:
        """Its units. Raises InputFaults, StoreError."""
        return read_units(self.table(), source=self.setup.table)


def rollouts_folder() -> Path:
    """Where all roll-outs of the pages are."""
    named = os.environ.get(ROLLOUTS)
    return Path(named) if named else _HOME


class Rollouts:
    """The roll-outs of one owner ("" for nobody in particular)."""

    def __init__(self, owner: str = "", root: Path | None = None) -> None:
        self.owner = owner
        self._folder = (root or rollouts_folder()) / (_SOMEBODY + quote(owner, safe="@") if owner else _NOBODY)

    def listed(self) -> tuple[Kept, ...]:
        """All of them, the one changed last first; a folder that cannot be read is left out. Raises StoreError."""
        with _told():
            if not self._folder.is_dir():
                return ()
            names = sorted(path.name for path in self._folder.iterdir() if path.is_dir() and _fits(path.name))
        found = [kept for name in names if (kept := self._readable(name)) is not None]
        return tuple(sorted(found, key=lambda kept: (-_changed(kept), kept.name)))

    def _readable(self, name: str) -> Kept | None:
        try:
            return self.open(name)
        except StoreError:
            return None

    def open(self, name: str) -> Kept:
        """The roll-out of a name. Raises StoreError where there is none."""
        folder = self._folder / name
        if not _fits(name) or not (folder / _SETTINGS).is_file():
            raise StoreError(_GONE.fill(name=name))
        with _told():
            data = (folder / _SETTINGS).read_bytes()
        try:
            return Kept(folder=folder, setup=read_setup(data))
        except ValueError as error:
            raise StoreError(_DAMAGED.fill(path=str(folder / _SETTINGS))) from error

    def begin(self, name: str, table: tuple[str, bytes], files: Mapping[str, bytes], *, as_of: date) -> Kept:
        """A new roll-out from a table of units (file name and bytes) and the files it names, by the names they came with.

        Raises InputFaults for everything wrong with the table and the files, StoreError for a name that will not do or is
        taken and where nothing can be written.
        """
        source, data = PurePosixPath(table[0].replace("\\", "/")).name, table[1]
        name = self._free(name)
        units = read_units(data, source=source)
        inputs = {source: data, **laid_out(units.units, files, source)}
        with self._made(name) as folder:
            _put(folder / _INPUTS, inputs)
            self._settle(folder, name, source, as_of)
        return self.open(name)

    def begin_sample(self, name: str, *, as_of: date, target: date | None = None) -> Kept:
        """A new roll-out on a part of the synthetic province. Raises StoreError."""
        name = self._free(name)
        with self._made(name) as folder:
            _generate(folder / _INPUTS)
            self._settle(folder, name, _SAMPLE_TABLE, as_of, target)
        return self.open(name)

    def remove(self, name: str) -> None:
        """Delete a roll-out with everything in it. Raises StoreError."""
        kept = self.open(name)
        with _told():
            # Out of sight at once; whatever cannot be deleted then is no half of a roll-out.
            gone = Path(tempfile.mkdtemp(prefix=".gone-", dir=self._folder))
            kept.folder.replace(gone / "it")
            shutil.rmtree(gone, ignore_errors=True)

    def _free(self, name: str) -> str:
        """The name, tidied. Raises StoreError."""
        tidy = " ".join(name.split())
        if not _fits(tidy):
            raise StoreError(_NAME.fill(longest=_LONGEST))
        if (self._folder / tidy).exists():
            raise StoreError(_TAKEN.fill(name=tidy))
        return tidy

    @contextmanager
    def _made(self, name: str) -> Iterator[Path]:
        """A folder that gets its name once all is in it, and goes if something fails."""
        with _told():
            self._folder.mkdir(parents=True, exist_ok=True)
            aside = Path(tempfile.mkdtemp(prefix=".new-", dir=self._folder))
        try:
            with _told():
                (aside / _INPUTS).mkdir()
                (aside / _RESULTS).mkdir()
                yield aside
                aside.chmod(0o755)
                aside.replace(self._folder / name)
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    def _settle(self, folder: Path, name: str, table: str, as_of: date, target: date | None = None) -> None:
        setup = Setup(id=secrets.token_hex(8), name=name, table=table, as_of=as_of, target=target, first=as_of.year)
        (folder / _SETTINGS).write_bytes(setup.data())


def with_setup(kept: Kept, setup: Setup) -> Kept:
    """The roll-out with other settings, written. Raises StoreError."""
    try:
        write_files(kept.folder, {_SETTINGS: setup.data()})
    except WriteError as error:
        raise StoreError(_UNUSABLE.fill(why=same(str(error)))) from error
    return replace(kept, setup=setup)


def once_more(kept: Kept, **changed: object) -> Kept:
    """The roll-out with one more run asked for, and other settings changed. Raises StoreError."""
    setup = replace(kept.setup, runs=kept.setup.runs + 1, **changed)  # type: ignore[arg-type]
    return with_setup(kept, setup)


def with_files(kept: Kept, files: Mapping[str, bytes]) -> Kept:
    """The roll-out with more files, or others in their place: the table of units, by its name, or what it names.

    Raises InputFaults for what is wrong with them, StoreError.
    """
    source = kept.setup.table
    data = files.get(source)
    rest = {name: each for name, each in files.items() if name != source}
    units = kept.units() if data is None else read_units(data, source=source)
    inputs = laid_out(units.units, rest, source) | ({} if data is None else {source: data})
    with _told():
        _put(kept.place.inputs, inputs)
    return once_more(kept)


def missing_files(kept: Kept, units: Units) -> tuple[str, ...]:
    """The files that the table names and that are not there."""
    return unplaced(units.units, kept.place.inputs)


def _put(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write files, some of them in folders below; folders are made."""
    for parent in sorted({(folder / name).parent for name in contents}):
        within = {Path(name).name: data for name, data in contents.items() if (folder / name).parent == parent}
        try:
            write_files(parent, within)
        except WriteError as error:
            raise StoreError(_UNUSABLE.fill(why=same(str(error)))) from error


def _generate(folder: Path) -> None:
    """The sample's files, by the command that the documentation names: the generator is no part of what is installed."""
    command = [sys.executable, "-m", "data.province.generate", str(folder), "--cities", str(SAMPLE_CITIES)]
    try:
        subprocess.run(command, cwd=DATA.parent, check=True, capture_output=True, timeout=_SAMPLE_SECONDS)
    except (subprocess.SubprocessError, OSError) as error:
        raise StoreError(_NO_SAMPLE) from error


def _fits(name: str) -> bool:
    return bool(name.strip()) and len(name) <= _LONGEST and not _REFUSED.search(name)


def _changed(kept: Kept) -> float:
    try:
        return (kept.folder / _SETTINGS).stat().st_mtime
    except OSError:
        return 0.0


@contextmanager
def _told() -> Iterator[None]:
    """Whatever the disk refuses, as a sentence."""
    try:
        yield
    except OSError as error:
        raise StoreError(_UNUSABLE.fill(why=same(str(error.strerror or error)))) from error


_NAME = Text(
    zh='名称要写，不超过{longest}个字，不能有 / \\ : * ? " < > |，也不能以点开头。',
    en='Write a name of at most {longest} characters, without / \\ : * ? " < > | and no dot at the beginning.',
)
_TAKEN = Text(
    zh="已经有一个叫“{name}”的，请换个名称。", en='There is one called "{name}" already; choose another name.'
)
_GONE = Text(
    zh="没有叫“{name}”的换届推进，可能已经删除。", en='There is no roll-out called "{name}"; it may have been deleted.'
)
_DAMAGED = Text(
    zh="设置读不出来（{path}）。没有改动它；请从备份恢复这个文件。",
    en="The settings cannot be read ({path}). They were not changed; restore the file from a backup.",
)
_UNUSABLE = Text(
    zh="现在写不了（{why}）。原来的没有改动；检查位置、权限和磁盘空间后再试。",
    en="It cannot be read or written now ({why}). What was there is unchanged; check place, permissions and disk space.",
)
_NO_SAMPLE = Filled(
    zh="生成样例没有成功。请检查安装是否完整（data 文件夹）和磁盘空间。",
    en="The sample could not be made. Check that the installation is whole (the folder data) and that the disk has space.",
)
