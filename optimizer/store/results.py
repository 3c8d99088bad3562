"""The results of a roll-out: one SQLite file with a row for each unit, written in batches as the units are planned.

A kill loses the batch under way and nothing else; writing a unit again replaces its row, so that nothing is there twice.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from itertools import batched
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import Column, Connection, Engine, LargeBinary, MetaData, String, Table, create_engine, event, select
from sqlalchemy import Text as LongText
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError, OperationalError, SQLAlchemyError

from optimizer.basis.text import Filled, Text, same
from optimizer.rollout.planned import Holder, Outcome, Planned
from optimizer.rollout.unit import Route
from optimizer.store.database import StoreError, claim_sqlite

APPLICATION = 0x58697772
"""What the file says it is ("Xiwr")."""
BATCH = 200
"""Results are written so many at a time."""
PAUSE = 1.0
"""Seconds after which fewer are written too."""
SETTLED = frozenset((Outcome.PROVEN, Outcome.FOUND, Outcome.IMPOSSIBLE))
"""What another run would only find again. What is wrong with a file is looked at each time: it is told with its rows."""

_BUSY_SECONDS = 15
_metadata = MetaData()
_result = Table(
    "result",
    _metadata,
    Column("code", String, primary_key=True),
    Column("key", String, nullable=False),
    Column("record", LongText, nullable=False),
    Column("roster", LargeBinary),
    sqlite_with_rowid=False,
)
"""`record` is the unit's `Planned` as JSON, `roster` its roster.json, compressed; NULL without one."""


class Results:
    """An open file of results. Not for several threads at once; several readers and one writer may have the file open."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: dict[str, dict[str, Any]] = {}
        self._written = monotonic()

    def add(self, planned: Planned, roster: bytes | None = None) -> None:
        """Keep a unit's result, in place of an earlier one. Raises StoreError when a batch cannot be written."""
        packed = None if roster is None else zlib.compress(roster)
        self._waiting[planned.code] = {
            "code": planned.code,
            "key": planned.key,
            "record": _record(planned),
            "roster": packed,
        }
        if len(self._waiting) >= BATCH or monotonic() - self._written > PAUSE:
            self.flush()

    def amend(self, planned: Planned) -> None:
        """Change what is told of a unit whose roster stays as it is. Raises StoreError."""
        with self._writing() as connection:
            change = _result.update().where(_result.c.code == planned.code)
            connection.execute(change.values(key=planned.key, record=_record(planned)))

    def flush(self) -> None:
        """Write what is waiting. Raises StoreError; what the file held is then as before."""
        if self._waiting:
            with self._writing() as connection:
                new = insert(_result)
                kept = {name: new.excluded[name] for name in ("key", "record", "roster")}
                connection.execute(new.on_conflict_do_update(["code"], set_=kept), list(self._waiting.values()))
            self._waiting.clear()
        self._written = monotonic()

    def keep_only(self, codes: Collection[str]) -> int:
        """Remove the results of all other units; returns how many there were. Raises StoreError."""
        self.flush()
        with self._writing() as connection:
            others = [code for code in connection.scalars(select(_result.c.code)) if code not in codes]
            for some in batched(others, BATCH):
                connection.execute(_result.delete().where(_result.c.code.in_(some)))
        return len(others)

    def known(self, keys: Mapping[str, str]) -> dict[str, Planned]:
        """Of the units with these keys, by code, those whose result is there under the same key and worth keeping."""
        found: dict[str, Planned] = {}
        for some in batched(keys, BATCH):
            with self._reading() as connection:
                rows = connection.execute(
                    select(_result.c.code, _result.c.key, _result.c.record).where(_result.c.code.in_(some))
                ).all()
            for code, key, record in rows:
                if key and key == keys[code]:
                    planned = _planned(record)
                    if planned.outcome in SETTLED:
                        found[code] = planned
        return found

    def planned(self) -> Iterator[Planned]:
        """All results by code, a batch at a time."""
        last = ""
        while True:
            with self._reading() as connection:
                page = select(_result.c.code, _result.c.record).where(_result.c.code > last)
                rows = connection.execute(page.order_by(_result.c.code).limit(BATCH)).all()
            if not rows:
                return
            yield from (_planned(record) for _, record in rows)
            last = rows[-1].code

    def of(self, code: str) -> Planned | None:
        """The result of one unit."""
        with self._reading() as connection:
            record = connection.scalar(select(_result.c.record).where(_result.c.code == code))
        return None if record is None else _planned(record)

    def roster_of(self, code: str) -> bytes | None:
        """The roster.json of one unit; None where it has none."""
        with self._reading() as connection:
            packed = connection.scalar(select(_result.c.roster).where(_result.c.code == code))
        with _read():
            return None if packed is None else zlib.decompress(packed)

    def close(self) -> None:
        """Close the file; what is waiting and was not flushed is given up."""
        self._engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with _told(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with _told(), self._engine.connect() as connection:
            yield connection


def open_results(path: Path) -> Results:
    """The results at a path, made if need be. Raises StoreError for a file that is damaged or not one of these."""
    with _told():
        path.parent.mkdir(parents=True, exist_ok=True)
        url = URL.create("sqlite+pysqlite", database=str(path))
        engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS})
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
        try:
            with engine.begin() as connection:
                # A file cut short opens like a whole one; it shows only where its pages are looked at.
                sound = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
                if sound != "ok":
                    raise StoreError(_DAMAGED.fill(why=same(str(sound).splitlines()[-1])))
                _metadata.create_all(connection)
        except Exception:
            engine.dispose()
            raise
    return Results(engine)


def _set_up(connection: Any, record: object) -> None:
    """A kill loses nothing that was committed; readers do not wait for a writer."""
    del record
    claim_sqlite(connection, APPLICATION, _FOREIGN)
    connection.execute("PRAGMA synchronous = NORMAL")


def _record(planned: Planned) -> str:
    """A result as JSON; what says nothing is left out."""
    record = {
        "code": planned.code,
        "key": planned.key,
        "outcome": planned.outcome.value,
        "route": planned.route.value,
        "day": planned.day.isoformat() if planned.day else None,
        "policy": planned.policy,
        "seated": dict(planned.seated),
        "heads": dict(planned.heads),
        "holders": [vars(holder) for holder in planned.holders],
        "by_post": dict(planned.by_post),
        "unmet": planned.unmet,
        "clash": planned.clash,
        "why": [[said.zh, said.en] for said in planned.why],
        "seconds": planned.seconds,
        "solving": planned.solving,
    }
    told = {name: value for name, value in record.items() if value}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _planned(record: str) -> Planned:
    """A result from its JSON. Raises StoreError where it is none."""
    with _read():
        read: dict[str, Any] = json.loads(record)
        told = {name: value for name, value in read.items() if name in _PLAIN}
        day = read.get("day")
        return Planned(
            **told,
            outcome=Outcome(read["outcome"]),
            route=Route(read["route"]),
            key=read.get("key", ""),
            day=date.fromisoformat(day) if day else None,
            holders=tuple(Holder(**holder) for holder in read.get("holders", ())),
            unmet=tuple(read.get("unmet", ())),
            clash=tuple(read.get("clash", ())),
            why=tuple(Filled(zh=zh, en=en) for zh, en in read.get("why", ())),
        )


_PLAIN = frozenset(("code", "policy", "seated", "heads", "by_post", "seconds", "solving"))
"""What is the same in JSON as in a result."""


@contextmanager
def _read() -> Iterator[None]:
    """What is written in the file but cannot be understood, as a sentence."""
    try:
        yield
    except (ValueError, KeyError, TypeError, zlib.error) as error:
        raise StoreError(_DAMAGED.fill(why=_reason(error))) from error


@contextmanager
def _told() -> Iterator[None]:
    """Whatever the file refuses, as a sentence."""
    try:
        yield
    except OperationalError as error:
        raise StoreError(_UNUSABLE.fill(why=_reason(error))) from error
    except DatabaseError as error:
        raise StoreError(_DAMAGED.fill(why=_reason(error))) from error
    except (SQLAlchemyError, OSError) as error:
        raise StoreError(_UNUSABLE.fill(why=_reason(error))) from error


def _reason(error: Exception) -> Filled:
    return same((str(getattr(error, "orig", None) or error).splitlines() or [""])[0])


_FOREIGN = Filled(
    zh="这个文件是别的程序的数据库，不是各单位方案的结果文件。请换一个位置。",
    en="This file is another program's database, not the results of a roll-out. Choose another place.",
)
_UNUSABLE = Text(
    zh="结果文件现在不能用（{why}）。已经写好的结果没有改动；检查位置、权限和磁盘空间后再运行一次，会接着做。",
    en="The file of results cannot be used now ({why}). What was written is unchanged; check place, permissions and disk "
    "space, then run again: it goes on from there.",
)
_DAMAGED = Text(
    zh="结果文件读不出来（{why}）。文件可能损坏；没有改动它。把它移走再运行一次，会全部重做。",
    en="The file of results cannot be read ({why}). It may be damaged; it was not changed. Move it away and run again: "
    "everything is then planned anew.",
)
