"""The synthetic province: the table that ships is the one made, pools meet policies, and what was planted is there."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from data.province.generate import FOLDER, main, write_province, write_units
from data.province.planted import BROTHERS, LIKELY_SAME, NOBODY_FULL_TIME, SHARED_DIRECTORS
from data.province.turnover import AS_OF
from optimizer.diagnose.conflicts import first_conflict
from optimizer.planner.inputs import open_policy, open_pool
from optimizer.planner.plan import Options, plan
from optimizer.planner.rollout.pools import Pools
from optimizer.planner.rollout.table import read_units
from optimizer.planner.rollout.tasks import Tasks, Terms
from optimizer.planner.rollout.unit_plan import UnitTask, plan_unit
from optimizer.policy.policy import Policy
from optimizer.rollout.dates import due
from optimizer.rollout.planned import Outcome
from optimizer.rollout.unit import HEADS, Level, Route, Stage, Unit
from optimizer.roster.roster import Proposal
from optimizer.solve.status import Status

UNITS = FOLDER / "units.csv"
LIMIT = Options(time_limit=30)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first city's files."""
    made = tmp_path_factory.mktemp("province")
    main([str(made), "--cities", "1"])
    return made


@pytest.fixture(scope="module")
def pools(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pools]:
    """The first city's tables of candidates."""
    found = Pools(folder, tmp_path_factory.mktemp("scratch"))
    yield found
    found.close()


@cache
def units() -> dict[str, Unit]:
    """The units of the table that ships, by code."""
    return {unit.code: unit for unit in read_units(UNITS.read_bytes(), source=UNITS.name).units}


@cache
def policy_on(name: str, day: date) -> Policy:
    return open_policy(f"{name}@{day}")


def policy_of(unit: Unit) -> Policy:
    """The version in force on the day of the congress, the table's own day where none is set."""
    return policy_on(unit.policy, unit.planned or AS_OF)


def planned(pools: Pools, unit: Unit) -> Proposal:
    policy = policy_of(unit)
    found = pools.find(unit.pool)
    return plan(pool=open_pool(found.data, policy, source=found.source), policy=policy, options=LIMIT)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def digests(folder: Path) -> dict[str, str]:
    """Every file below a folder by its path, as a hash."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def with_pools(level: Level) -> Iterator[Unit]:
    """The first city's units of a level that have a table of candidates."""
    return (unit for unit in units().values() if unit.level is level and unit.city == "海平市" and unit.pool)


def test_the_table_that_ships_is_the_one_that_is_made(tmp_path: Path) -> None:
    write_units(tmp_path)
    assert (tmp_path / "units.csv").read_bytes() == UNITS.read_bytes()
    assert UNITS.read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_city_is_made_the_same_again_and_as_a_part_of_two(folder: Path, tmp_path: Path) -> None:
    write_province(tmp_path / "again", cities=1)
    assert digests(tmp_path / "again") == digests(folder)
    write_province(tmp_path / "two", cities=2)
    one, two = digests(folder), digests(tmp_path / "two")
    assert len(two) > len(one)
    assert all(two[path] == digest for path, digest in one.items() if path.startswith("townships"))
    for file in ("units.csv", "counties.csv"):
        assert (tmp_path / "two" / file).read_bytes().startswith((folder / file).read_bytes())


def test_the_candidates_are_those_made_before(folder: Path) -> None:
    """They do not ship: this is what stands for their bytes."""
    made = hashlib.sha256()
    for path in (folder / "counties.csv", *sorted((folder / "townships").iterdir())):
        made.update(path.read_bytes())
    assert made.hexdigest() == "a881635a31d643daad13be8552639bd0e937d67aa541271699bf173c6b6699de"


def test_the_table_reads_without_faults_or_notes() -> None:
    read = read_units(UNITS.read_bytes(), source=UNITS.name)
    assert read.notices == ()
    assert Counter(unit.level for unit in read.units) == {
        Level.PROVINCE: 1,
        Level.CITY: 16,
        Level.COUNTY: 136,
        Level.TOWNSHIP: 1295,
    }


def test_every_unit_lies_in_the_one_its_code_begins_with() -> None:
    for unit in units().values():
        if unit.level is Level.TOWNSHIP:
            assert unit.code.startswith(unit.parent)
            assert unit.name.startswith(units()[unit.parent].name)
        if unit.level in (Level.COUNTY, Level.TOWNSHIP):
            assert unit.city == units()[f"{unit.code[:4]}00"].name


def test_the_mixture_is_the_one_promised() -> None:
    below = [unit for unit in units().values() if unit.level in (Level.COUNTY, Level.TOWNSHIP)]
    there = [unit for unit in below if unit.association]
    blank = Counter(unit.level for unit in below if not unit.association)
    assert blank == {Level.TOWNSHIP: 52, Level.COUNTY: 1}
    assert sum(bool(unit.roster) for unit in below) == 56
    assert round(100 * sum(bool(unit.heads) for unit in below) / len(below)) == 82
    assert round(100 * sum(all(kind in unit.heads for kind in HEADS) for unit in below) / len(below)) == 38
    filed = sum(unit.filed is not None for unit in below) / sum(bool(unit.heads) for unit in below)
    assert 0.78 < filed < 0.88
    terms = [due(unit) for unit in there]
    late = sum(day is None or day < AS_OF for day in terms)
    assert 0.3 < late / len(there) < 0.37
    assert sum(day is not None and day.year < AS_OF.year - 25 for day in terms) > 10
    days = [unit.planned for unit in units().values() if unit.planned]
    assert AS_OF < min(days) < max(days)
    assert max(days).year == 2028
    assert max(unit.planned for unit in units().values() if unit.planned and unit.stage is Stage.PILOT).year == 2027


def test_every_policy_named_is_there_and_versions_matter() -> None:
    named = {unit.policy for unit in units().values() if unit.policy}
    for name in sorted(named):
        open_policy(name)
    ours = [unit for unit in with_pools(Level.TOWNSHIP) if unit.policy == "lanhai-township"]
    assert {policy_of(unit).version for unit in ours} == {"2020", "2027"}


def test_every_pool_named_is_made_and_no_other(folder: Path) -> None:
    townships = {unit.pool for unit in with_pools(Level.TOWNSHIP)}
    assert townships == {f"townships/{path.name}" for path in (folder / "townships").iterdir()}
    people = Counter(row["县"] for row in rows_of(folder / "counties.csv"))
    assert {unit.pool for unit in with_pools(Level.COUNTY)} == {f"counties.csv#县={name}" for name in people}
    assert 120 <= min(people.values()) < max(people.values()) == 300


def test_a_number_is_one_persons_in_the_whole_city(folder: Path) -> None:
    towns: dict[str, list[str]] = {}
    for path in sorted((folder / "townships").iterdir()):
        for row in rows_of(path):
            towns.setdefault(row["编号"], []).append(path.stem)
    assert sorted(tuple(each) for each in towns.values() if len(each) > 1) == sorted(SHARED_DIRECTORS)
    counties = rows_of(folder / "counties.csv")
    assert len({row["编号"] for row in counties} | towns.keys()) == len(counties) + len(towns)


@pytest.mark.parametrize("kind", ["医院院长", "学校校长", "农技站站长"])
def test_a_house_has_one_head(folder: Path, kind: str) -> None:
    houses = Counter(
        (row["县"], row["工作单位"]) for row in rows_of(folder / "counties.csv") if row["三长类别"] == kind
    )
    assert set(houses.values()) == {1}


def test_employers_are_in_the_county_and_its_townships(folder: Path) -> None:
    """No place of the mould is left over."""
    for row in rows_of(folder / "counties.csv"):
        found = re.match(r".{2}(镇|乡|街道)(?=科协|人民政府|办事处|卫生|中|农业|水产|果业)", row["推荐单位"])
        if found:
            assert any(unit.name == row["县"] + found[0] for unit in units().values()), row["推荐单位"]
        assert row["县"] == "清屿县" or "清屿县" not in row["工作单位"] + row["推荐单位"]


@pytest.mark.parametrize("level", [Level.COUNTY, Level.TOWNSHIP])
def test_the_pools_meet_their_policies(pools: Pools, level: Level) -> None:
    """One unit for each policy and version, on the day of its congress."""
    tried: dict[tuple[str, str], Unit] = {}
    for unit in with_pools(level):
        if unit.code not in (NOBODY_FULL_TIME, BROTHERS):
            policy = policy_of(unit)
            tried.setdefault((policy.name, policy.version), unit)
    assert len(tried) == {Level.COUNTY: 3, Level.TOWNSHIP: 4}[level]
    for unit in tried.values():
        assert planned(pools, unit).status is Status.OPTIMAL, unit.name


@pytest.mark.parametrize(
    ("code", "rules"), [(NOBODY_FULL_TIME, {"T2", "S3", "modes:own"}), (BROTHERS, {"W2a", "W2b", "S4"})]
)
def test_two_units_cannot_be_filled_and_the_clash_is_the_planted_one(pools: Pools, code: str, rules: set[str]) -> None:
    proposal = planned(pools, units()[code])
    assert proposal.status is Status.IMPOSSIBLE
    conflict = first_conflict(proposal.problem, time_limit=30)
    assert conflict is not None
    assert set(conflict.rules) == rules


def test_whoever_left_is_followed_by_co_option(folder: Path, tmp_path: Path) -> None:
    tasks = Tasks(folder, tmp_path, Terms(as_of=AS_OF, time_limit=30))
    held = [unit for unit in with_pools(Level.TOWNSHIP) if unit.roster]
    assert {unit.roster for unit in held} == {f"rosters/{path.name}" for path in (folder / "rosters").iterdir()}
    for unit in held:
        task = tasks.of(unit)
        assert isinstance(task, UnitTask)
        assert task.route is Route.COOPTION
        done = plan_unit(task).planned
        assert done.outcome is Outcome.PROVEN
        assert [words.zh for words in done.why] == [f"{unit.code}.json 里不在候选人表中的人视为已经离任：1 人。"]
    tasks.close()


@pytest.mark.parametrize("pair", SHARED_DIRECTORS)
def test_a_shared_director_holds_an_office_in_both_towns(pools: Pools, pair: tuple[str, str]) -> None:
    held = []
    for code in pair:
        proposal = planned(pools, units()[code])
        held.append(
            {(seat.person, proposal.person(seat.person).name) for seat in proposal.seats if seat.position.office}
        )
    assert len(held[0] & held[1]) == 1


def test_likely_the_same_person_has_two_numbers_and_two_offices(pools: Pools) -> None:
    found = []
    for code in LIKELY_SAME:
        proposal = planned(pools, units()[code])
        found += [
            (proposal.person(seat.person).name, str(proposal.person(seat.person).birth), seat.person)
            for seat in proposal.seats
            if seat.position.office and proposal.person(seat.person).name == "柳泊生"
        ]
    (one, other) = found
    assert one[:2] == other[:2]
    assert one[2] != other[2]
