"""A project as one file that can be copied to a colleague: a store of its own with this project alone."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, RowMapping, insert, select

from optimizer.basis.text import Filled
from optimizer.store.database import Database, StoreError, open_database
from optimizer.store.projects import Project, Projects
from optimizer.store.schema import blob, file, project, revision, scenario

SUFFIX = ".xiwei"
_MAGIC = b"SQLite format 3\x00"


def project_file(database: Database, which: str, *, owner: str = "") -> bytes:
    """The project with its scenarios, their histories and their files. Raises StoreError."""
    with tempfile.TemporaryDirectory(prefix="xiwei-") as folder, _store_in(Path(folder) / "project") as own:
        with database.reading() as source, own.writing() as target:
            _copy(source, target, which, owner=owner, to_owner="")
        with own.engine.connect() as connection:
            # Without its write-ahead log the store is this one file.
            connection.connection.execute("PRAGMA journal_mode = DELETE")
            connection.connection.execute("VACUUM")
        own.close()
        return (Path(folder) / "project").read_bytes()


def open_project_file(database: Database, data: bytes, *, owner: str = "") -> Project:
    """The project of a file, taken into the store as a project of its own. Raises StoreError; nothing is taken in then."""
    if not data.startswith(_MAGIC):
        raise StoreError(_NO_PROJECT)
    with tempfile.TemporaryDirectory(prefix="xiwei-") as folder:
        path = Path(folder) / "project"
        path.write_bytes(data)
        with _store_in(path) as own, own.reading() as source, database.writing() as target:
            if source.exec_driver_sql("PRAGMA integrity_check").scalar_one() != "ok":
                raise StoreError(_NO_PROJECT)
            listed = source.execute(select(project.c.id, project.c.owner)).all()
            if len(listed) != 1:
                raise StoreError(_NO_PROJECT)
            taken = _copy(source, target, listed[0].id, owner=listed[0].owner, to_owner=owner)
    return next(each for each in Projects(database, owner=owner).projects() if each.id == taken)


@contextmanager
def _store_in(path: Path) -> Iterator[Database]:
    with closing(open_database(path)) as database:
        yield database


def _copy(source: Connection, target: Connection, which: str, *, owner: str, to_owner: str) -> str:
    """Copy a project under new ids, so that one opened twice stands there twice; the new id."""
    head = source.execute(select(project).where(project.c.id == which, project.c.owner == owner)).first()
    if head is None:
        raise StoreError(_NO_PROJECT)
    known: dict[str, str] = {}

    def named(row: RowMapping, *columns: str) -> dict[str, Any]:
        ids = {name: known.setdefault(row[name], uuid4().hex) for name in columns if row[name] is not None}
        return {**{str(name): value for name, value in row.items()}, **ids}

    made = named(head._mapping, "id")
    target.execute(insert(project).values({**made, "owner": to_owner}))
    scenarios = source.execute(select(scenario).where(scenario.c.project == which)).all()
    for each in scenarios:
        target.execute(insert(scenario).values(named(each._mapping, "id", "project", "head", "tip")))
        rows = source.execute(select(revision).where(revision.c.scenario == each.id).order_by(revision.c.number)).all()
        for row in rows:
            target.execute(insert(revision).values(named(row._mapping, "id", "scenario", "parent")))
            _copy_files(source, target, row.id, known[row.id])
    return str(made["id"])


def _copy_files(source: Connection, target: Connection, old: str, new: str) -> None:
    for row in source.execute(select(file).where(file.c.revision == old)):
        if target.execute(select(blob.c.sha256).where(blob.c.sha256 == row.sha256)).first() is None:
            data = source.execute(select(blob.c.data).where(blob.c.sha256 == row.sha256)).scalar_one()
            target.execute(insert(blob).values(sha256=row.sha256, data=data))
        target.execute(insert(file).values(revision=new, name=row.name, sha256=row.sha256))


_NO_PROJECT = Filled(
    zh="这不是席位的项目文件，或文件损坏了；没有读入任何内容。",
    en="This is no project file of Xiwei's, or it is damaged; nothing was taken in.",
)
