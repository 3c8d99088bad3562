"""Thousands of units by one command: nobody's trouble is another's, nothing is lost with what dies, nothing is done twice."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from optimizer.basis.progress import Step
from optimizer.export.roster_json import read_roster, roster_document, to_bytes
from optimizer.planner.cooption import coopt
from optimizer.planner.documents import Drafting
from optimizer.planner.inputs import open_policy, open_pool
from optimizer.planner.plan import plan
from optimizer.planner.rollout import run as runs
from optimizer.planner.rollout import tasks as making
from optimizer.planner.rollout import unit_plan
from optimizer.planner.rollout.tasks import Tasks, Terms
from optimizer.planner.rollout.unit_plan import UnitTask, plan_unit
from optimizer.rollout.planned import Outcome, Planned
from optimizer.rollout.unit import Route, Unit
from optimizer.roster.recount import RecountError
from tests.hands.clusters import a_cluster
from tests.planner.rollout_scene import (
    AS_OF,
    MARK,
    Losing,
    Mortal,
    csv_bytes,
    deadly_once,
    good_units,
    ran,
    records,
    township,
    troubled_units,
    unit,
)
from tests.samples import ROOT

GOOD = 8
LONGEST = 60.0

type Records = dict[str, tuple[Planned, bytes | None]]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of all units, and the results of an undisturbed run by one process in `alone`."""
    folder = tmp_path_factory.mktemp("rollout")
    ran(folder, good_units(folder, GOOD), "alone")
    troubled_units(folder)
    return folder


@pytest.fixture(scope="module")
def alone(place: Path) -> Records:
    return records(place, "alone")


@pytest.fixture
def in_small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "MOST", 2)


def test_each_unit_gets_what_planning_it_alone_gives(place: Path, alone: Records) -> None:
    assert len(alone) == GOOD
    for each in good_units(place, 2):
        planned, roster = alone[each.code]
        policy = open_policy(each.policy)
        proposal = plan(pool=open_pool((place / each.pool).read_bytes(), policy, source=each.pool), policy=policy)
        assert roster == to_bytes(roster_document(proposal))
        assert (planned.outcome, planned.route, planned.day) == (Outcome.PROVEN, Route.ELECTION, AS_OF)
        assert planned.policy == each.policy
        assert planned.seated == {body.id: len(proposal.holding(body.id)) for body in policy.bodies}
        leaders = Counter(proposal.person(seat.person).head for seat in proposal.holding("committee"))
        assert planned.heads == {kind: count for kind, count in leaders.items() if kind}
        assert [(holder.person, holder.office, holder.body) for holder in planned.holders] == [
            (seat.person, office, "committee")
            for office in ("chair", "vice_chair")
            for seat in proposal.holding(office)
        ]
        assert [holder.post for holder in planned.holders] == [
            proposal.person(holder.person).value("post") for holder in planned.holders
        ]
    assert alone["A00"][0].by_post == {"W2a": True, "W2b": True}


def test_an_impossible_unit_says_which_rules_clash(tmp_path: Path) -> None:
    (tmp_path / "men.csv").write_bytes(csv_bytes([row | {"性别": "男"} for row in township(0)]))
    done = plan_unit(the_task(tmp_path, unit("A", pool="men.csv")))
    assert (done.planned.outcome, done.planned.clash, done.roster) == (Outcome.IMPOSSIBLE, ("S2",), None)
    assert "S2" in done.planned.why[0].zh
    assert "at least 2" in done.planned.why[1].en


def test_wishes_that_are_not_met_and_posts_that_are_not_kept_are_told(tmp_path: Path) -> None:
    (tmp_path / "pool.csv").write_bytes(csv_bytes(township(0)))
    (tmp_path / "policy.toml").write_text(
        'extends = "wanning-township"\n'
        + "".join(
            f'[[rule]]\nid = "{name}"\nkind = "share"\nscope = "committee"\ngroup = "women"\nat_least = "{least}"\n'
            'strength = "prefer"\n'
            for name, least in (("P1", "100%"), ("P2", "10%"))
        )
        + '[[rule]]\nid = "P3"\nkind = "by_post"\nscope = "chair"\nposts = ["农业服务中心主任"]\nstrength = "prefer"\n',
        encoding="utf-8",
    )
    planned = plan_unit(the_task(tmp_path, unit("A", pool="pool.csv", policy="policy.toml"))).planned
    assert (planned.outcome, planned.unmet) == (Outcome.PROVEN, ("P1", "P3"))
    assert planned.by_post == {"W2a": True, "W2b": True, "P3": False}


def test_trouble_stays_with_its_unit(
    place: Path, alone: Records, in_small_chunks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "Processes", Mortal)
    units = [*troubled_units(place), *good_units(place, GOOD)]
    found = ran(place, units, "trouble", workers=2)
    told = records(place, "trouble")
    assert {code: told[code] for code in alone} == alone
    assert {code: planned.outcome for code, (planned, _) in told.items() if code not in alone} == {
        "B1": Outcome.IMPOSSIBLE,
        "B2": Outcome.FAULTY,
        "B3": Outcome.FAULTY,
        "B4": Outcome.FAULTY,
        "B5": Outcome.WAITING,
        "B6": Outcome.WAITING,
        "B7": Outcome.LOST,
    }
    assert all(planned.why and roster is None for code, (planned, roster) in told.items() if code not in alone)
    assert (found.lost, found.complete, found.planned) == (("B7",), True, GOOD + 2)
    assert sum(found.counts.values()) == len(units)
    assert "出生年月" in told["B2"][0].why[0].zh
    assert "第5行" in told["B2"][0].why[0].zh
    assert "B3.csv" in told["B3"][0].why[0].zh
    assert "wanning-township" in told["B4"][0].why[0].en


def test_a_killed_run_goes_on_where_it_stopped(place: Path, alone: Records) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "1"}
    script = [sys.executable, "-m", "tests.planner.rollout_scene", str(place), str(GOOD), "killed", "3"]
    subprocess.run(script, cwd=ROOT, env=environment, timeout=LONGEST, check=False)
    done = records(place, "killed")
    assert 3 <= len(done) < GOOD
    found = ran(place, good_units(place, GOOD), "killed")
    assert (found.reused, found.planned, found.complete) == (len(done), GOOD - len(done), True)
    assert records(place, "killed") == alone


def test_what_is_lost_once_is_planned_all_the_same(
    place: Path, alone: Records, in_small_chunks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "Processes", Losing)
    found = ran(place, good_units(place, GOOD), "losing", workers=3)
    assert (found.planned, found.lost) == (GOOD, ())
    assert records(place, "losing") == alone


def test_a_process_that_dies_takes_nothing_with_it(
    place: Path, alone: Records, in_small_chunks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "plan_chunk", deadly_once)
    mark = place / "died"
    rows = township(1)
    (place / "D1.csv").write_bytes(csv_bytes([row | {"备注": f"{MARK}{mark}{MARK}"} for row in rows]))
    found = ran(place, [*good_units(place, GOOD), unit("D1")], "process", workers=2)
    assert mark.exists()
    assert (found.planned, found.lost, found.counts[Outcome.PROVEN]) == (GOOD + 1, (), GOOD + 1)
    told = records(place, "process")
    assert {code: told[code] for code in alone} == alone


class KillsAWorker:
    """Kills one worker of a cluster once some units are done."""

    def __init__(self, local: Any) -> None:
        self._local = local
        self.killed = 0

    def report(self, step: Step) -> None:
        if step.done and not self.killed:
            self.killed = next(iter(self._local.workers.values())).pid
            os.kill(self.killed, 9)

    def cancelled(self) -> bool:
        return False


def test_a_cluster_gives_the_same_though_a_worker_dies(place: Path, alone: Records, in_small_chunks: None) -> None:
    with a_cluster(3) as local:
        killing = KillsAWorker(local)
        units = good_units(place, GOOD)
        found = ran(place, units, "cluster", scheduler=local.scheduler_address, progress=killing)
    assert killing.killed
    assert (found.planned, found.lost, found.complete) == (GOOD, (), True)
    assert records(place, "cluster") == alone


def test_the_order_of_the_units_changes_nothing(place: Path, alone: Records) -> None:
    units = good_units(place, GOOD)
    random.Random(1).shuffle(units)
    ran(place, iter(units), "shuffled")
    assert records(place, "shuffled") == alone


class Counting:
    """Asks to stop once so many reports were made."""

    def __init__(self, most: int) -> None:
        self._left = most

    def report(self, step: Step) -> None:
        self._left -= step.done > 0

    def cancelled(self) -> bool:
        return self._left <= 0


def test_a_cancel_keeps_what_is_done(place: Path, alone: Records, in_small_chunks: None) -> None:
    found = ran(place, good_units(place, GOOD), "cancelled", progress=Counting(2))
    assert not found.complete
    done = records(place, "cancelled")
    assert 0 < len(done) < GOOD
    assert done.items() <= alone.items()
    again = ran(place, good_units(place, GOOD), "cancelled")
    assert (again.complete, again.reused) == (True, len(done))
    assert records(place, "cancelled") == alone


def test_a_result_is_reused_until_something_it_depends_on_changes(tmp_path: Path) -> None:
    units = good_units(tmp_path, 1)

    def planned_now(**means: Any) -> tuple[int, int]:
        found = ran(tmp_path, units, "again", **means)
        return found.reused, found.planned

    assert planned_now() == (0, 1)
    assert planned_now() == (1, 0)
    later = date(2026, 12, 20)
    assert planned_now(terms=Terms(as_of=later)) == (1, 0)
    assert records(tmp_path, "again")["A00"][0].day == later
    assert planned_now(terms=Terms(as_of=AS_OF, seed=1)) == (0, 1)
    assert planned_now() == (0, 1)
    (tmp_path / units[0].pool).write_bytes(csv_bytes(township(5)))
    assert planned_now() == (0, 1)
    units = [replace(units[0], policy="shandong-township-2020")]
    assert planned_now() == (0, 1)


def test_units_that_left_the_table_leave_the_results(tmp_path: Path) -> None:
    ran(tmp_path, good_units(tmp_path, 3), "left")
    ran(tmp_path, good_units(tmp_path, 2), "left", prune=False)
    assert sorted(records(tmp_path, "left")) == ["A00", "A01", "A02"]
    found = ran(tmp_path, good_units(tmp_path, 2), "left")
    assert (found.removed, sorted(records(tmp_path, "left"))) == (1, ["A00", "A01"])


def test_the_version_in_force_on_the_day_of_the_congress_is_used(tmp_path: Path) -> None:
    text = (ROOT / "data" / "policies" / "wanning-township.toml").read_text(encoding="utf-8")
    for name, since, seats in (("old", "2020-01-01", 6), ("new", "2027-01-01", 7)):
        changed = text.replace('name = "wanning-township"', f'name = "ours"\neffective = {since}')
        (tmp_path / f"{name}.toml").write_text(changed.replace("seats = 7", f"seats = {seats}"), encoding="utf-8")
    (tmp_path / "pool.csv").write_bytes(csv_bytes(township(0)))
    held = date(2022, 3, 1)
    units = [
        unit(f"C{month:02d}", policy="old.toml", pool="pool.csv", last_congress=held, planned=date(year, month, 1))
        for year, month in ((2026, 12), (2027, 1), (2027, 3), (2027, 2))
    ]
    ran(tmp_path, units, "versions")
    told = {code: planned for code, (planned, _) in records(tmp_path, "versions").items()}
    assert {code: (planned.policy, planned.seated["committee"]) for code, planned in told.items()} == {
        "C01": ("new", 7),
        "C02": ("new", 7),
        "C03": ("new", 7),
        "C12": ("old", 6),
    }
    assert told["C03"].day == date(2027, 3, 1)


def the_task(folder: Path, each: Unit) -> UnitTask:
    tasks = Tasks(folder, folder, Terms(as_of=AS_OF))
    made = tasks.of(each)
    tasks.close()
    assert isinstance(made, UnitTask)
    return made


def test_a_cooption_holds_who_sits_and_fills_what_is_vacant(place: Path, alone: Records) -> None:
    sat = good_units(place, GOOD)[1]
    roster = alone[sat.code][1]
    assert roster is not None
    (place / "sitting.json").write_bytes(roster)
    seats = read_roster(roster, source="sitting.json").seats
    gone = next(seat.person for seat in seats if seat.position.office == "chair")
    (place / "less.csv").write_bytes(csv_bytes([row for row in township(1) if row["编号"] != gone]))
    running = replace(sat, pool="less.csv", roster="sitting.json", last_congress=date(2025, 6, 1))
    task = the_task(place, running)
    done = plan_unit(task)
    policy = open_policy(sat.policy)
    pool = open_pool((place / "less.csv").read_bytes(), policy, source="less.csv")
    expected = coopt(pool=pool, policy=policy, seats=seats, left={gone: ("",)})
    assert (task.route, done.planned.route, done.planned.day) == (Route.COOPTION, Route.COOPTION, AS_OF)
    assert done.planned.outcome is Outcome.PROVEN
    assert done.roster == expected.files("zh", Drafting(formats=()))["roster.json"]
    assert [said.en for said in done.planned.why] == [
        "People of sitting.json who are not in the pool count as having left: 1."
    ]


def test_whatever_goes_wrong_with_its_files_is_told_of_that_unit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(named: str) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(making, "resolve_policy", broken)
    ran(tmp_path, good_units(tmp_path, 1), "broken")
    planned, _ = records(tmp_path, "broken")["A00"]
    assert planned.outcome is Outcome.FAULTY
    assert "ZeroDivisionError" in planned.why[0].en


def test_whatever_goes_wrong_inside_is_told_of_that_unit(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    task = the_task(place, good_units(place, 1)[0])
    for error in (RecountError("S2", "found 1, bounds 2 to None"), ZeroDivisionError()):

        def broken(error: Exception = error, **given: object) -> None:
            raise error

        monkeypatch.setattr(unit_plan, "plan", broken)
        done = plan_unit(task)
        assert (done.planned.outcome, done.roster) == (Outcome.FAULTY, None)
        assert getattr(error, "rule", "ZeroDivisionError") in done.planned.why[0].en
