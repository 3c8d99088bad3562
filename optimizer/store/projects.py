"""Projects, their scenarios, and every scenario's history: what was done, undone and done again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from optimizer.basis.text import Filled, Text
from optimizer.store.database import Database, StoreError
from optimizer.store.schema import blob, file, project, revision, scenario

LONGEST_NAME = 200


@dataclass(frozen=True, kw_only=True)
class Project:
    """A turnover being planned; `owner` is who signed in, "" where nobody has to."""

    id: str
    owner: str
    name: str
    created: str


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a scenario is at one point: small facts as JSON (decisions, pins, seed) and files by name (pool, policy, roster)."""

    facts: Mapping[str, Any]
    files: Mapping[str, bytes]


@dataclass(frozen=True, kw_only=True)
class Revision:
    """One step of a scenario's history: what was done, by whom, when. `undone` when it lies beyond the one shown."""

    id: str
    number: int
    said: Filled
    author: str
    at: str
    undone: bool = False


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """A named variant of a project. `version` is to be given back with a write: an older one is refused."""

    id: str
    project: str
    name: str
    note: str
    version: int
    head: str
    created: str
    changed: str


class ChangedMeanwhile(StoreError):
    """Somebody else has changed the scenario since it was read; nothing was written. `now` is how it stands."""

    def __init__(self, now: Scenario) -> None:
        self.now = now
        super().__init__(_CHANGED.fill(name=now.name))


class Projects:
    """The projects of a store. Every method is one transaction; all raise StoreError."""

    def __init__(self, database: Database, *, owner: str = "") -> None:
        self._database = database
        self.owner = owner

    def projects(self) -> tuple[Project, ...]:
        """The owner's projects, oldest first."""
        wanted = select(project).where(project.c.owner == self.owner).order_by(project.c.created, project.c.id)
        with self._database.reading() as connection:
            return tuple(Project(**row._mapping) for row in connection.execute(wanted))

    def add_project(self, name: str) -> Project:
        """A new project without scenarios."""
        made = Project(id=_new_id(), owner=self.owner, name=_checked(name), created=_now())
        with self._database.writing() as connection:
            connection.execute(insert(project).values(**vars(made)))
        return made

    def rename_project(self, which: str, name: str) -> None:
        """Another name for a project."""
        with self._database.writing() as connection:
            connection.execute(update(project).where(self._mine(which)).values(name=_checked(name)))

    def drop_project(self, which: str) -> None:
        """The project with all that belongs to it, and the files nothing else needs."""
        with self._database.writing() as connection:
            connection.execute(delete(project).where(self._mine(which)))
            _drop_unused_blobs(connection)

    def scenarios(self, of: str) -> tuple[Scenario, ...]:
        """The scenarios of a project, oldest first."""
        wanted = _scenarios(self.owner).where(scenario.c.project == of).order_by(scenario.c.created, scenario.c.id)
        with self._database.reading() as connection:
            return tuple(_scenario(row) for row in connection.execute(wanted))

    def scenario(self, which: str) -> Scenario:
        """A scenario as it stands."""
        with self._database.reading() as connection:
            return self._found(connection, which)

    def add_scenario(self, of: str, name: str, content: Content, said: Filled) -> Scenario:
        """A new scenario whose history begins with this content."""
        now = _now()
        with self._database.writing() as connection:
            if connection.execute(select(project.c.id).where(self._mine(of))).first() is None:
                raise StoreError(_GONE)
            self._refuse_taken(connection, of, _checked(name))
            made, first = _new_id(), _new_id()
            values = {"id": made, "project": of, "name": _checked(name), "note": "", "version": 1}
            times = {"created": now, "changed": now}
            connection.execute(insert(scenario).values(**values, head=first, tip=first, **times))
            self._add_revision(connection, made, (first, None, 1), content, said)
            return self._found(connection, made)

    def duplicate(self, which: str, name: str, said: Filled) -> Scenario:
        """A scenario that begins where another one stands."""
        found = self.scenario(which)
        return self.add_scenario(found.project, name, self.content(which), said)

    def record(self, seen: Scenario, content: Content, said: Filled) -> Scenario:
        """Go on from where the scenario stands; what had been undone is left behind. Raises ChangedMeanwhile."""
        with self._database.writing() as connection:
            self._claim(connection, seen)
            number = (
                1
                + connection.execute(
                    select(func.max(revision.c.number)).where(revision.c.scenario == seen.id)
                ).scalar_one()
            )
            made = _new_id()
            self._add_revision(connection, seen.id, (made, seen.head, number), content, said)
            connection.execute(update(scenario).where(scenario.c.id == seen.id).values(head=made, tip=made))
            return self._found(connection, seen.id)

    def undo(self, seen: Scenario) -> Scenario:
        """One step back; the scenario as it is where there is none. Raises ChangedMeanwhile."""
        return self._moved(seen, -1)

    def redo(self, seen: Scenario) -> Scenario:
        """One step forward again; the scenario as it is where there is none. Raises ChangedMeanwhile."""
        return self._moved(seen, 1)

    def go_to(self, seen: Scenario, which: str) -> Scenario:
        """To any step of the scenario's line. Raises ChangedMeanwhile."""
        with self._database.writing() as connection:
            if which not in [row.id for row in _line(connection, seen.id)]:
                raise StoreError(_GONE)
            return self._headed(connection, seen, which)

    def rename(self, seen: Scenario, name: str) -> Scenario:
        """Another name. Raises ChangedMeanwhile."""
        with self._database.writing() as connection:
            if name != seen.name:
                self._refuse_taken(connection, seen.project, _checked(name))
            self._claim(connection, seen)
            connection.execute(update(scenario).where(scenario.c.id == seen.id).values(name=_checked(name)))
            return self._found(connection, seen.id)

    def annotate(self, seen: Scenario, note: str) -> Scenario:
        """Another note. Raises ChangedMeanwhile."""
        with self._database.writing() as connection:
            self._claim(connection, seen)
            connection.execute(update(scenario).where(scenario.c.id == seen.id).values(note=note))
            return self._found(connection, seen.id)

    def drop(self, seen: Scenario) -> None:
        """The scenario with its history. Raises ChangedMeanwhile."""
        with self._database.writing() as connection:
            self._claim(connection, seen)
            connection.execute(delete(scenario).where(scenario.c.id == seen.id))
            _drop_unused_blobs(connection)

    def content(self, which: str, *, at: str | None = None) -> Content:
        """What a scenario is where it stands, or was at a step of its history."""
        with self._database.reading() as connection:
            point = at or self._found(connection, which).head
            wanted = select(revision.c.facts).where(revision.c.id == point, revision.c.scenario == which)
            facts = connection.execute(wanted).scalar_one_or_none()
            if facts is None:
                raise StoreError(_GONE)
            rows = connection.execute(
                select(file.c.name, blob.c.data).join(blob).where(file.c.revision == point).order_by(file.c.name)
            )
            return Content(facts=json.loads(facts), files={row.name: row.data for row in rows})

    def history(self, which: str) -> tuple[Revision, ...]:
        """The scenario's line, first step first, with what was undone after the one shown."""
        with self._database.reading() as connection:
            head, undone, steps = self._found(connection, which).head, False, []
            for row in _line(connection, which):
                said = Filled(zh=row.said_zh, en=row.said_en)
                steps.append(
                    Revision(id=row.id, number=row.number, said=said, author=row.author, at=row.at, undone=undone)
                )
                undone = undone or row.id == head
            return tuple(steps)

    def _mine(self, which: str) -> Any:
        return (project.c.id == which) & (project.c.owner == self.owner)

    def _found(self, connection: Connection, which: str) -> Scenario:
        row = connection.execute(_scenarios(self.owner).where(scenario.c.id == which)).first()
        if row is None:
            raise StoreError(_GONE)
        return _scenario(row)

    def _claim(self, connection: Connection, seen: Scenario) -> None:
        """Count the version up if it is still the one seen; the database lets only one writer do so."""
        self._found(connection, seen.id)
        claimed = connection.execute(
            update(scenario)
            .where(scenario.c.id == seen.id, scenario.c.version == seen.version)
            .values(version=seen.version + 1, changed=_now())
        )
        if claimed.rowcount != 1:
            raise ChangedMeanwhile(self._found(connection, seen.id))

    def _moved(self, seen: Scenario, step: int) -> Scenario:
        with self._database.writing() as connection:
            line = [row.id for row in _line(connection, seen.id)]
            place = line.index(seen.head) + step if seen.head in line else -1
            if not 0 <= place < len(line):
                return self._found(connection, seen.id)
            return self._headed(connection, seen, line[place])

    def _headed(self, connection: Connection, seen: Scenario, head: str) -> Scenario:
        self._claim(connection, seen)
        connection.execute(update(scenario).where(scenario.c.id == seen.id).values(head=head))
        return self._found(connection, seen.id)

    def _add_revision(
        self, connection: Connection, of: str, place: tuple[str, str | None, int], content: Content, said: Filled
    ) -> None:
        made, parent, number = place
        facts = json.dumps(content.facts, ensure_ascii=False, sort_keys=True)
        said_words = {"said_zh": said.zh, "said_en": said.en}
        values = {"id": made, "scenario": of, "parent": parent, "number": number, "facts": facts}
        connection.execute(insert(revision).values(**values, **said_words, author=self.owner, at=_now()))
        for name, data in sorted(content.files.items()):
            sha = hashlib.sha256(data).hexdigest()
            if connection.execute(select(blob.c.sha256).where(blob.c.sha256 == sha)).first() is None:
                connection.execute(insert(blob).values(sha256=sha, data=data))
            connection.execute(insert(file).values(revision=made, name=name, sha256=sha))

    def _refuse_taken(self, connection: Connection, of: str, name: str) -> None:
        taken = select(scenario.c.id).where(scenario.c.project == of, scenario.c.name == name)
        if connection.execute(taken).first() is not None:
            raise StoreError(_TAKEN.fill(name=name))


def _scenarios(owner: str) -> Any:
    return select(scenario).join(project).where(project.c.owner == owner)


def _scenario(row: Row[Any]) -> Scenario:
    return Scenario(**{name: value for name, value in row._mapping.items() if name != "tip"})


def _line(connection: Connection, which: str) -> list[Row[Any]]:
    """The revisions from the first to the last of the line, following parents back from the last."""
    rows = {row.id: row for row in connection.execute(select(revision).where(revision.c.scenario == which))}
    at = connection.execute(select(scenario.c.tip).where(scenario.c.id == which)).scalar_one_or_none()
    line: list[Row[Any]] = []
    while at in rows:
        line.append(rows[at])
        at = rows[at].parent
    return line[::-1]


def _drop_unused_blobs(connection: Connection) -> None:
    connection.execute(delete(blob).where(blob.c.sha256.not_in(select(file.c.sha256))))


def _checked(name: str) -> str:
    plain = name.strip()
    if not plain or len(plain) > LONGEST_NAME:
        raise StoreError(_NO_NAME.fill(most=LONGEST_NAME))
    return plain


def _new_id() -> str:
    return uuid4().hex


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


_CHANGED = Text(
    zh="“{name}”刚被别处改过，你的这一步没有存。看一看现在的样子，再做一次，或另存为新的方案。",
    en='"{name}" was changed elsewhere; this step was not saved. Look how it stands; do it again or save it as a new scenario.',
)
_GONE = Filled(
    zh="没有这个项目或方案，可能已经删除。", en="There is no such project or scenario; it may have been deleted."
)
_TAKEN = Text(
    zh="已经有名为“{name}”的方案，请换一个名称。",
    en='There is a scenario called "{name}" already; choose another name.',
)
_NO_NAME = Text(zh="名称要写，不超过{most}个字。", en="A name is needed, of at most {most} characters.")
