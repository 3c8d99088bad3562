"""Opening a project store: a SQLite file by default, PostgreSQL by URL for a shared server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError, SQLAlchemyError

from optimizer.basis.text import Filled, Text, same
from optimizer.store.schema import NewerStore, bring_up_to_date, schema

APPLICATION = 0x58697765
"""What SQLite files of Xiwei say they are ("Xiwe"), so that another program's database is not taken for a project."""
_BUSY_SECONDS = 15


class StoreError(Exception):
    """The store could not be opened, read or written; what it held is as before. `said` is for people."""

    def __init__(self, said: Filled) -> None:
        self.said = said
        super().__init__(said.en)


class Database:
    """A store that is open. Threads and processes may share one; writers wait for each other."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state and changes nothing. Raises StoreError."""
        with _told(), self.engine.connect().execution_options(xiwei_reads=True) as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction whose changes all happen, or none; one writer at a time, as SQLite has it. Raises StoreError."""
        with _told(), self.engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"LOCK TABLE {schema.name} IN EXCLUSIVE MODE")
            yield connection

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()


def open_database(where: Path | str) -> Database:
    """The store at a path (made if need be) or a URL, brought up to date. Raises StoreError."""
    with _told():
        engine = _engine(_url(where))
        try:
            with engine.begin() as connection:
                bring_up_to_date(connection)
        except Exception:
            engine.dispose()
            raise
    return Database(engine)


def _url(where: Path | str) -> URL:
    if isinstance(where, str) and "://" in where:
        url = make_url(where)
        # Without a driver named, the one that comes with Xiwei's server extra.
        return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgresql", "postgres") else url
    path = Path(where)
    path.parent.mkdir(parents=True, exist_ok=True)
    return URL.create("sqlite+pysqlite", database=str(path))


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def claim_sqlite(connection: Any, application: int, foreign: Filled) -> None:
    """Mark a new SQLite file as ours, in WAL mode, transactions begun by hand. Raises StoreError for another program's file.

    Python's own transactions would begin too late to read and write in one.
    """
    connection.isolation_level = None
    known = connection.execute("PRAGMA application_id").fetchone()[0]
    if known not in (0, application) or (known == 0 and connection.execute("SELECT 1 FROM sqlite_master").fetchone()):
        raise StoreError(foreign)
    connection.execute(f"PRAGMA application_id = {application}")
    connection.execute("PRAGMA journal_mode = WAL")


def _set_up_sqlite(connection: Any, record: object) -> None:
    """A kill loses nothing that was committed; readers do not wait for a writer; rows of other rows go with them."""
    del record
    claim_sqlite(connection, APPLICATION, _FOREIGN)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Connection) -> None:
    reads = connection.get_execution_options().get("xiwei_reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


@contextmanager
def _told() -> Iterator[None]:
    """Whatever the database refuses, as a sentence."""
    try:
        yield
    except NewerStore as error:
        raise StoreError(_NEWER) from error
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise StoreError(_NO_SUCH.fill(why=str(error).splitlines()[0])) from error
    except OperationalError as error:
        raise StoreError(_UNUSABLE.fill(why=_reason(error))) from error
    except DatabaseError as error:
        raise StoreError(_DAMAGED.fill(why=_reason(error))) from error
    except (SQLAlchemyError, OSError) as error:
        raise StoreError(_UNUSABLE.fill(why=_reason(error))) from error


def _reason(error: Exception) -> Filled:
    return same(str(getattr(error, "orig", None) or error).splitlines()[0])


_FOREIGN = Filled(
    zh="这个文件是别的程序的数据库，不是席位的项目。请换一个文件。",
    en="This file is another program's database, not one of Xiwei's. Choose another file.",
)
_NEWER = Filled(
    zh="这个项目库是更新版本的席位写的，没有改动它。请升级席位后再打开。",
    en="This store was written by a newer Xiwei; it was not changed. Update Xiwei and open it again.",
)
_NO_SUCH = Text(
    zh="项目库的地址不能用（{why}）。写文件的位置，或 postgresql://用户@主机/库名。",
    en="This address of a store cannot be used ({why}). Give a file, or postgresql://user@host/name.",
)
_UNUSABLE = Text(
    zh="项目库现在不能用（{why}）。原有内容没有改动；检查位置、权限和磁盘空间后再试。",
    en="The store cannot be used now ({why}). What it held is unchanged; check place, permissions and disk space, then try again.",
)
_DAMAGED = Text(
    zh="项目库读不出来（{why}）。文件可能损坏，或不是席位的项目；没有改动它。",
    en="The store cannot be read ({why}). The file may be damaged or not one of Xiwei's; it was not changed.",
)
