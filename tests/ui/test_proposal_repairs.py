"""Where no roster is possible: what clashes, repairs that can be applied and taken back; and rosters as good as the plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import ui.desk
from optimizer.basis.text import LANGS, Lang, same
from optimizer.planner.desk.draft import Draft, Pin, draft_pins, draft_policy, draft_pool, with_pin
from optimizer.planner.desk.policy_file import own_copy
from optimizer.planner.desk.repair import with_repair
from optimizer.planner.explain import Diagnosis, diagnose
from optimizer.planner.naming import read_distance
from optimizer.planner.plan import Options, plan
from optimizer.planner.room import alternatives_of, labels_of
from optimizer.report.blocks import Table
from optimizer.report.conflicts import conflict_words, ending_words
from optimizer.report.repairs import nomination_lines, repair_words
from optimizer.report.words import STATUS_WORDS
from optimizer.roster.roster import Proposal
from optimizer.solve.status import Status
from tests.samples import COUNTY, ROOT
from tests.ui.desk import begun as begin
from tests.ui.desk import finish, open_view, own_store, stored
from tests.ui.test_proposal import POLICY, TOY, propose, said
from ui.tables import plain
from ui.views.proposal import making, words
from ui.views.proposal.others import side_by_side


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with own_store(tmp_path, monkeypatch) as path:
        yield path
    making.made.clear()


def planned(draft: Draft) -> Proposal:
    policy = draft_policy(draft)
    pool = draft_pool(draft, policy)
    return plan(pool=pool, policy=policy, options=Options(pins=draft_pins(draft, pool, policy)))


@cache
def impossible() -> tuple[Draft, Proposal, Diagnosis]:
    policy = own_copy(str(ROOT / "docs" / "examples" / "impossible.toml"))
    draft = Draft(pool_name="county.csv", pool=COUNTY.read_bytes(), policy_name="impossible.toml", policy=policy)
    proposal = planned(draft)
    return draft, proposal, diagnose(proposal.problem)


CLASH = replace(TOY, policy=POLICY.replace(b'"1/2"', b'"100%"'))


@pytest.mark.parametrize("lang", LANGS)
def test_what_clashes_and_what_would_help_is_the_planners_own(store: Path, lang: Lang) -> None:
    draft = CLASH
    found = diagnose(planned(draft).problem)
    page = finish(propose(open_view(begin(store, draft), "proposal", lang)), "stop:diagnose")
    assert said(page.error) == [plain(STATUS_WORDS[Status.IMPOSSIBLE].to(lang))]
    shown = said(page.markdown)
    for number, conflict in enumerate(found.conflicts.found, 1):
        assert plain(conflict_words(found.problem, conflict, number).to(lang)) in shown
    assert plain(ending_words(found.conflicts).to(lang)) in shown
    for number, repair in enumerate(found.repairs.listed, 1):
        text = words.NUMBERED.fill(number=number, said=repair_words(found.problem, repair))
        assert f"**{plain(text.to(lang))}**" in shown
        assert not page.button(key=f"apply:{number}").disabled
    for line in nomination_lines(found.problem, found.nominations):
        assert not isinstance(line, Table)
        assert plain(line.text.to(lang)) in shown
    assert not page.dataframe or "section" not in [each.key for each in page.segmented_control]


def test_every_repair_applied_makes_the_plan_possible() -> None:
    draft, proposal, found = impossible()
    assert len(found.repairs.listed) == 4
    for repair in found.repairs.listed:
        change = with_repair(draft, proposal.problem, repair)
        assert change is not None
        assert planned(change.draft).status is Status.OPTIMAL


def test_a_repair_is_applied_in_one_step_and_undone(store: Path) -> None:
    draft = CLASH
    problem = planned(draft).problem
    found = diagnose(problem)
    scenario = begin(store, draft)
    page = finish(propose(open_view(scenario, "proposal")), "stop:diagnose")
    page.button(key="apply:1").click().run()
    assert not page.exception
    change = with_repair(draft, problem, found.repairs.listed[0])
    assert change is not None
    assert stored(store, scenario) == change.draft
    page.button(key="undo").click().run()
    assert stored(store, scenario) == draft
    assert page.button(key="apply:1")
    page.button(key="redo").click().run()
    page = propose(page)
    assert said(page.success) == [plain(STATUS_WORDS[Status.OPTIMAL].zh)]


def test_pins_that_clash_can_be_dropped_by_a_repair() -> None:
    draft = TOY
    for who in ("P1", "P2"):
        draft = with_pin(draft, Pin(person=who, scope="council", hold="in"), who, same("council")).draft
    proposal = planned(draft)
    assert proposal.status is Status.IMPOSSIBLE
    for repair in diagnose(proposal.problem).repairs.listed:
        change = with_repair(draft, proposal.problem, repair)
        assert change is not None
        assert len(change.draft.pins) == 2 - len(repair.dropped)
        assert planned(change.draft).seats


EXTRA = b'[[rule]]\nid = "X"\nscope = "council"\n'


@pytest.mark.parametrize(
    "rule",
    [
        b'kind = "count"\ngroup = { sex = "male" }\nexactly = 2\n',
        b'kind = "share"\ngroup = { sex = "male" }\nmore_than = "2/3"\n',
        b'kind = "share"\ngroup = { sex = "female" }\nless_than = "1/2"\n',
        b'kind = "each"\nby = "sex"\nat_least = { "male" = 2, "female" = 1 }\n',
        b'kind = "barred"\ngroup = { sex = "female" }\nstrength = "as_a_rule"\n',
        b'kind = "barred"\ngroup = { sex = "female" }\n',
        b'kind = "named"\npeople = ["P1", "P2"]\nhold = "in"\n',
    ],
)
def test_rules_of_many_kinds_are_repaired_in_the_file(rule: bytes) -> None:
    draft = replace(TOY, policy=POLICY + EXTRA + rule)
    proposal = planned(draft)
    assert proposal.status is Status.IMPOSSIBLE
    found = diagnose(proposal.problem).repairs.listed
    assert {name for repair in found for name in repair.names} >= {"R1"}
    for repair in found:
        change = with_repair(draft, proposal.problem, repair)
        if change is None:
            # The one thing a policy cannot say: a body without any seat.
            assert [seats.most for _, seats in repair.seats] == [0]
            continue
        assert planned(change.draft).seats, change.draft.policy.decode()


def test_with_a_roster_in_hand_a_repair_tells_how_it_would_differ(store: Path) -> None:
    scenario = begin(store, TOY)
    page = propose(open_view(scenario, "proposal"))
    page.selectbox(key="who").select("P1").run()
    page.segmented_control(key="pin:P1:council").set_value("in").run()
    page.selectbox(key="who").select("P2").run()
    page.segmented_control(key="pin:P2:council").set_value("in").run()
    page = finish(propose(page), "stop:diagnose")
    assert said(page.error) == [plain(STATUS_WORDS[Status.IMPOSSIBLE].zh)]
    labels = [each.label for each in page.expander]
    assert any(label.startswith(words.AGAINST_LAST.zh) for label in labels)
    assert stored(store, scenario).roster


def test_a_diagnosis_that_was_stopped_can_be_asked_for_again(store: Path) -> None:
    page = propose(open_view(begin(store, CLASH), "proposal"))
    job = next(job for key, job in ui.desk.jobs()._jobs.items() if key.startswith("diagnose"))
    job.stop()
    page = finish(page, "stop:diagnose")
    page.button(key="diagnose").click().run()
    page = finish(page, "stop:diagnose")
    assert page.button(key="apply:1")


NEAR = replace(TOY, pool="编号,姓名,性别,得分\nP1,甲,男,90\nP2,乙,女,90\nP3,丙,女,89\nP4,丁,男,88\n".encode())


def others(store: Path, distance: str, lang: Lang = "zh") -> AppTest:
    page = propose(open_view(begin(store, NEAR), "proposal", lang))
    page.segmented_control(key="section").set_value("others").run()
    return page.selectbox(key="distance").select(distance).run()


def test_other_rosters_stand_side_by_side(store: Path) -> None:
    page = others(store, "1%")
    page.button(key="ask:alternatives").click().run()
    page = finish(page, "stop:alternatives")
    proposal = planned(NEAR)
    distance = read_distance(proposal, ["1%"])
    assert distance.ratio == Fraction(1, 100)
    found = alternatives_of(proposal, 2, distance).found
    assert len(found.found) == 2
    rosters = [proposal.seats, *(each.seats for each in found.found)]
    differ, common = side_by_side(proposal, rosters)
    inside = [frozenset(seat.person for seat in seats) for seats in rosters]
    common_ids = frozenset.intersection(*inside)
    assert {row[0].zh[2:-1] for row in common.rows} == common_ids
    assert {row[0].zh[2:-1] for row in differ.rows} == frozenset.union(*inside) - common_ids
    grids = [frame.value.astype(str).to_numpy().tolist() for frame in page.dataframe]
    assert grids == [[[cell.zh for cell in row] for row in table.rows] for table in (differ, common)]
    assert plain(words.COMMON.fill(count=len(common.rows), differ=len(differ.rows)).zh) in said(page.markdown)
    assert page.button(key="ask:alternatives").disabled


def test_that_no_other_roster_is_as_good_is_said(store: Path) -> None:
    page = others(store, "0%", "en")
    page.button(key="ask:alternatives").click().run()
    page = finish(page, "stop:alternatives")
    assert said(page.info) == [words.NONE_FOUND.en]


def test_who_is_core_and_who_could_change(store: Path) -> None:
    page = others(store, "1%")
    page.button(key="ask:labels").click().run()
    page = finish(page, "stop:labels")
    proposal = planned(NEAR)
    blocks = labels_of(proposal, read_distance(proposal, ["1%"])).blocks()
    tables = [block for block in blocks if isinstance(block, Table)]
    drawn = [table.value.to_numpy().tolist() for table in page.table]
    assert drawn == [[[plain(cell.zh) for cell in row] for row in table.rows] for table in tables]
