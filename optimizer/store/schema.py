"""The tables of a project store, and the steps that bring an older store up to date.

A step is never changed once it has shipped; a change of the tables is a new step at the end. Texts are Unicode, times ISO 8601
in UTC, ids random (so that projects from two stores can meet), `facts` JSON with sorted keys.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    select,
)

metadata = MetaData()

schema = Table("xiwei_schema", metadata, Column("version", Integer, nullable=False))

project = Table(
    "project",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("owner", String(200), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("created", String(32), nullable=False),
)

scenario = Table(
    "scenario",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("project", ForeignKey("project.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", String(200), nullable=False),
    Column("note", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("head", String(32), nullable=False),
    Column("tip", String(32), nullable=False),
    Column("created", String(32), nullable=False),
    Column("changed", String(32), nullable=False),
    UniqueConstraint("project", "name"),
)
"""`head` is the revision shown, `tip` the last of its line: what can be done again lies between them. `version` goes up with
every write; a write that has seen an older one is refused."""

revision = Table(
    "revision",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("scenario", ForeignKey("scenario.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("parent", String(32)),
    Column("number", Integer, nullable=False),
    Column("said_zh", Text, nullable=False),
    Column("said_en", Text, nullable=False),
    Column("author", String(200), nullable=False),
    Column("at", String(32), nullable=False),
    Column("facts", Text, nullable=False),
)

blob = Table(
    "blob",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

file = Table(
    "file",
    metadata,
    Column("revision", ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(200), primary_key=True),
    Column("sha256", ForeignKey("blob.sha256"), nullable=False, index=True),
)
"""The files of a revision by name; the bytes are kept once however many revisions share them."""


def _first_tables(connection: Connection) -> None:
    metadata.create_all(connection)


type Step = Callable[[Connection], None]

STEPS: tuple[Step, ...] = (_first_tables,)
"""Step n brings a store from version n to n + 1."""


class NewerStore(Exception):
    """The store was written by a newer Xiwei than this one; nothing was changed."""


def bring_up_to_date(connection: Connection) -> None:
    """Run the steps a store lacks, inside the transaction under way: all of them or none. Raises NewerStore."""
    schema.create(connection, checkfirst=True)
    found = connection.execute(select(schema.c.version)).scalar_one_or_none()
    if found is None:
        connection.execute(schema.insert().values(version=0))
    at = found or 0
    if at > len(STEPS):
        raise NewerStore(f"store version {at}, this program knows {len(STEPS)}")
    for number in range(at, len(STEPS)):
        STEPS[number](connection)
        connection.execute(schema.update().values(version=number + 1))
