"""Projects, scenarios and histories, on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Barrier

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from optimizer.basis.text import Filled
from optimizer.store import schema as tables
from optimizer.store.bundle import open_project_file, project_file
from optimizer.store.database import Database, StoreError, open_database
from optimizer.store.projects import ChangedMeanwhile, Content, Projects, Scenario
from tests.store import postgres

SAID = Filled(zh="改界限", en="changed a bound")


def content(step: object, **files: bytes) -> Content:
    return Content(facts={"step": step}, files=files or {"pool": b"pool", "policy": b"policy"})


@pytest.fixture(scope="module")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if postgres.programs() is None:
        pytest.skip("PostgreSQL is not installed")
    with postgres.server(tmp_path_factory.mktemp("postgres")) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        opened = open_database(tmp_path / "deep" / "store.db")
    else:
        opened = open_database(request.getfixturevalue("postgres_url"))
    yield opened
    with opened.writing() as connection:
        tables.metadata.drop_all(connection)
    opened.close()


def begun(database: Database) -> tuple[Projects, Scenario]:
    store = Projects(database)
    project = store.add_project("换届 2026")
    return store, store.add_scenario(project.id, "方案一", content(0), SAID)


def steps(store: Projects, scenario: Scenario) -> list[tuple[int, bool]]:
    return [(step.number, step.undone) for step in store.history(scenario.id)]


def test_what_was_saved_is_there_after_opening_again(database: Database) -> None:
    store, scenario = begun(database)
    scenario = store.record(scenario, content("二", pool="张三，李四".encode(), policy=b"\x00\xff"), SAID)
    again = Projects(open_database(database.engine.url.render_as_string(hide_password=False)))
    assert [project.name for project in again.projects()] == ["换届 2026"]
    assert again.scenarios(scenario.project) == (scenario,)
    found = again.content(scenario.id)
    assert found.facts == {"step": "二"}
    assert dict(found.files) == {"pool": "张三，李四".encode(), "policy": b"\x00\xff"}
    again._database.close()


def test_undo_and_redo_walk_the_line_and_a_new_step_leaves_what_was_undone(database: Database) -> None:
    store, scenario = begun(database)
    for step in (1, 2):
        scenario = store.record(scenario, content(step), SAID)
    scenario = store.undo(store.undo(scenario))
    assert store.content(scenario.id).facts == {"step": 0}
    assert steps(store, scenario) == [(1, False), (2, True), (3, True)]
    scenario = store.redo(scenario)
    assert store.content(scenario.id).facts == {"step": 1}
    scenario = store.record(scenario, content("other"), SAID)
    assert steps(store, scenario) == [(1, False), (2, False), (4, False)]
    assert store.redo(scenario) == scenario
    first = store.history(scenario.id)[0]
    assert store.content(scenario.id, at=first.id).facts == {"step": 0}
    assert store.content(store.go_to(scenario, first.id).id).facts == {"step": 0}


def test_undo_at_the_first_step_changes_nothing(database: Database) -> None:
    store, scenario = begun(database)
    assert store.undo(scenario) == scenario


def test_a_write_that_has_not_seen_the_last_one_is_refused_and_loses_nothing(database: Database) -> None:
    store, seen = begun(database)
    now = store.record(seen, content("hers"), SAID)
    for write in (
        lambda: store.record(seen, content("his"), SAID),
        lambda: store.undo(now.__class__(**{**vars(now), "version": seen.version})),
        lambda: store.rename(seen, "别名"),
        lambda: store.annotate(seen, "note"),
        lambda: store.drop(seen),
    ):
        with pytest.raises(ChangedMeanwhile) as refused:
            write()
        assert refused.value.now == now
    assert store.content(now.id).facts == {"step": "hers"}
    assert len(store.history(now.id)) == 2


def test_of_writers_at_the_same_time_one_wins_each_round(database: Database) -> None:
    store, scenario = begun(database)
    writers, rounds = 6, 4

    def race(seen: Scenario, who: int, start: Barrier) -> bool:
        start.wait(timeout=30)
        try:
            store.record(seen, content(who, pool=b"same for all", policy=bytes([who])), SAID)
        except ChangedMeanwhile:
            return False
        return True

    with ThreadPoolExecutor(writers) as threads:
        for _ in range(rounds):
            seen, start = store.scenario(scenario.id), Barrier(writers)
            assert sum(threads.map(race, [seen] * writers, range(writers), [start] * writers)) == 1
    assert [step.number for step in store.history(scenario.id)] == list(range(1, rounds + 2))


def test_files_are_kept_once_and_go_with_the_last_scenario_that_needs_them(database: Database) -> None:
    store, scenario = begun(database)
    other = store.duplicate(scenario.id, "方案二", SAID)
    assert store.content(other.id) == store.content(scenario.id)

    def blobs() -> int:
        with database.reading() as connection:
            return int(connection.execute(text("SELECT count(*) FROM blob")).scalar_one())

    assert blobs() == 2
    store.drop(scenario)
    assert blobs() == 2
    store.drop_project(other.project)
    assert (blobs(), store.projects()) == (0, ())


def test_names_are_needed_and_unique_in_a_project(database: Database) -> None:
    store, scenario = begun(database)
    for name in ("方案一", " ", "长" * 201):
        with pytest.raises(StoreError):
            store.add_scenario(scenario.project, name, content(1), SAID)
    renamed = store.rename(scenario, "报审稿")
    assert store.annotate(renamed, "给部长看过").note == "给部长看过"
    store.rename_project(scenario.project, "换届")
    assert [project.name for project in store.projects()] == ["换届"]


def test_owners_do_not_see_each_other(database: Database) -> None:
    store, scenario = begun(database)
    stranger = Projects(database, owner="b@example.org")
    assert stranger.projects() == ()
    assert stranger.scenarios(scenario.project) == ()
    for reach in (stranger.scenario, stranger.content, stranger.history):
        with pytest.raises(StoreError):
            reach(scenario.id)
    with pytest.raises(StoreError):
        stranger.record(scenario, content(1), SAID)
    stranger.drop_project(scenario.project)
    assert store.content(scenario.id).facts == {"step": 0}


def test_a_project_file_opens_elsewhere_with_its_history(database: Database, tmp_path: Path) -> None:
    store, scenario = begun(database)
    scenario = store.undo(store.record(store.annotate(scenario, "备注"), content(1, roster=b"r"), SAID))
    store.add_scenario(scenario.project, "方案二", content(2), SAID)
    store.add_project("别的项目")
    data = project_file(database, scenario.project)
    elsewhere = open_database(tmp_path / "elsewhere.db")
    for name in ("colleague", "colleague"):
        opened = open_project_file(elsewhere, data, owner=name)
    there = Projects(elsewhere, owner="colleague")
    assert [project.name for project in there.projects()] == ["换届 2026"] * 2
    first, second = there.scenarios(opened.id)
    assert (first.name, first.note, second.name) == ("方案一", "备注", "方案二")
    assert there.content(first.id) == store.content(scenario.id)
    assert steps(there, first) == steps(store, scenario)
    assert there.content(there.redo(first).id).files == {"roster": b"r"}
    assert steps(store, scenario) == [(1, False), (2, True)]
    elsewhere.close()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"SQLite format 3\x00" + b"\x07" * 4000])
def test_what_is_no_project_file_is_refused(data: bytes, tmp_path: Path) -> None:
    database = open_database(tmp_path / "store.db")
    with pytest.raises(StoreError):
        open_project_file(database, data)
    assert Projects(database).projects() == ()
    database.close()


def test_a_cut_off_project_file_is_refused_and_takes_nothing_in(tmp_path: Path) -> None:
    database = open_database(tmp_path / "store.db")
    store, scenario = begun(database)
    scenario = store.record(scenario, content(1, pool=os.urandom(60_000)), SAID)
    data = project_file(database, scenario.project)
    with pytest.raises(StoreError):
        open_project_file(database, data[: len(data) // 2])
    assert len(store.projects()) == 1
    database.close()


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE notes (text)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        open_database(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("where", ["nosuch://x", "postgresql://xiwei@127.0.0.1:1/none", "/proc/nowhere/store.db"])
def test_a_store_that_cannot_be_opened_says_so(where: str) -> None:
    with pytest.raises(StoreError):
        open_database(where)


def _add_a_colour(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE project ADD COLUMN colour TEXT"))
    connection.execute(text("UPDATE project SET colour = 'red'"))


def _fail_half_way(connection: Connection) -> None:
    _add_a_colour(connection)
    connection.execute(text("SELECT * FROM no_such_table"))


def test_an_older_store_is_brought_up_to_date_or_left_as_it_was(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, scenario = begun(database)
    url = database.engine.url.render_as_string(hide_password=False)
    monkeypatch.setattr(tables, "STEPS", (*tables.STEPS, _fail_half_way))
    with pytest.raises(StoreError):
        open_database(url)
    assert store.content(scenario.id).facts == {"step": 0}
    monkeypatch.setattr(tables, "STEPS", (*tables.STEPS[:1], _add_a_colour))
    open_database(url).close()
    with database.reading() as connection:
        assert connection.execute(text("SELECT colour FROM project")).scalar_one() == "red"
        assert connection.execute(text("SELECT version FROM xiwei_schema")).scalar_one() == 2
    monkeypatch.setattr(tables, "STEPS", tables.STEPS[:1])
    with pytest.raises(StoreError, match="newer"):
        open_database(url)


def _write_for_ever(path: str, scenario: Scenario) -> None:
    store = Projects(open_database(path))
    step = 0
    while True:
        step += 1
        scenario = store.record(scenario, content(step, pool=os.urandom(20_000), policy=b"policy"), SAID)


def test_a_killed_writer_leaves_whole_steps_only(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    database = open_database(path)
    store, scenario = begun(database)
    for _ in range(3):
        writer = multiprocessing.get_context("spawn").Process(
            target=_write_for_ever, args=(str(path), store.scenario(scenario.id))
        )
        writer.start()
        before = store.scenario(scenario.id).version
        while store.scenario(scenario.id).version < before + 5:
            writer.join(0.02)
            assert writer.is_alive()
        assert writer.pid is not None
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
    line = store.history(scenario.id)
    assert [step.number for step in line] == list(range(1, len(line) + 1))
    for step in line[1:]:
        assert len(store.content(scenario.id, at=step.id).files["pool"]) == 20_000
    with database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
    database.close()


@settings(max_examples=25)
@given(st.lists(st.sampled_from(["do", "undo", "redo"]), max_size=12))
def test_undo_and_redo_are_those_of_an_editor(moves: list[str]) -> None:
    with TemporaryDirectory() as folder, closing(open_database(Path(folder) / "store.db")) as database:
        _like_an_editor(database, moves)


def _like_an_editor(database: Database, moves: list[str]) -> None:
    store, scenario = begun(database)
    done, undone = [0], list[int]()
    for number, move in enumerate(moves, 1):
        if move == "do":
            scenario = store.record(scenario, content(number, pool=b""), SAID)
            done, undone = [*done, number], []
        elif move == "undo":
            scenario = store.undo(scenario)
            if len(done) > 1:
                undone.append(done.pop())
        else:
            scenario = store.redo(scenario)
            if undone:
                done.append(undone.pop())
        assert store.content(scenario.id).facts == {"step": done[-1]}
