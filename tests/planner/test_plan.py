"""Planning with pins, an earlier roster, a seed; the foreign table; the core without Streamlit."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from optimizer.basis.faults import InputFaults
from optimizer.basis.position import Position
from optimizer.export.roster_json import roster_document, to_bytes
from optimizer.planner.inputs import open_base, open_pins, open_policy, open_pool, shipped_policies
from optimizer.planner.plan import Options, check, plan
from optimizer.roster.roster import Proposal
from tests.samples import ROOT, SMALL_POOL, county, small_plan, small_policy, small_pool

FOREIGN = ROOT.parent / "shared" / "data" / "contested-pool-2019.csv"


def members(proposal: Proposal, scope: str) -> set[str]:
    return {seat.person for seat in proposal.holding(scope)}


def test_the_small_case_by_hand() -> None:
    # Two women at least: P1 (90) and P3 (70) are the best two, P2 (80) the best man; P4 and P5 tie for the last seat.
    proposal = small_plan()
    assert members(proposal, "congress") - {"P4", "P5"} == {"P1", "P2", "P3"}
    assert members(proposal, "committee") == {"P1", "P2"}
    assert members(proposal, "chair") == {"P1"}
    assert [goal.value for goal in proposal.solved.goals[:-1]] == [310, 170, 90]


def test_the_draw_decides_ties_and_the_seed_decides_the_draw() -> None:
    seen = {
        tuple(sorted(members(plan(pool=small_pool(), policy=small_policy(), options=Options(seed=seed)), "congress")))
        for seed in range(12)
    }
    assert seen == {("P1", "P2", "P3", "P4"), ("P1", "P2", "P3", "P5")}


def test_pins_hold_people_in_and_out() -> None:
    table = "编号,机构或职务,锁定,理由\nP6,委员会,进,上届主席\n王一,主席,不进,年龄\n"
    pool, policy = small_pool(), small_policy()
    pins = open_pins(table.encode(), pool, policy, source="keep.csv")
    proposal = plan(pool=pool, policy=policy, options=Options(pins=pins))
    assert "P6" in members(proposal, "committee")
    assert members(proposal, "chair") != {"P1"}
    assert {verdict.rule for verdict in proposal.verdicts} == {"W", "keep:1", "keep:2"}


def test_every_fault_of_a_keep_table_is_told_at_once() -> None:
    table = "编号,机构或职务,锁定\nP9,委员会,进\nP1,理事会,进\nP2,主席,也许\n"
    with pytest.raises(InputFaults) as refused:
        open_pins(table.encode(), small_pool(), small_policy(), source="keep.csv")
    assert [(fault.kind, fault.row, fault.value) for fault in refused.value.faults] == [
        ("keep.person", 2, "P9"),
        ("keep.scope", 3, "理事会"),
        ("keep.hold", 4, "也许"),
    ]


def test_an_earlier_roster_is_changed_as_little_as_possible() -> None:
    first = small_plan()
    base = open_base(to_bytes(roster_document(first)), source="roster.json")
    # P2 has withdrawn: one delegate's and one committee seat change hands, nothing else.
    without = SMALL_POOL.replace("P2,王二,男,1981-05,80\n", "")
    pool = small_pool(without)
    proposal = plan(pool=pool, policy=small_policy(), options=Options(base=base))
    changes = next(goal for goal in proposal.solved.goals if goal.id == "changes")
    assert (changes.value, changes.bound) == (4, 4)
    assert members(first, "congress") - {"P2"} < members(proposal, "congress")
    assert members(proposal, "chair") == {"P1"}


def test_without_need_an_earlier_roster_stays_even_if_a_better_one_exists() -> None:
    base = {
        who: (Position(bodies=bodies, office=office),)
        for who, bodies, office in (
            ("P6", ("congress", "committee"), "chair"),
            ("P4", ("congress", "committee"), None),
            ("P3", ("congress",), None),
            ("P5", ("congress",), None),
        )
    }
    proposal = plan(pool=small_pool(), policy=small_policy(), options=Options(base=base))
    assert {seat.person: seat.position for seat in proposal.seats} == {who: held[0] for who, held in base.items()}


def test_check_agrees_with_plan_and_sees_an_edit() -> None:
    proposal = county()
    pool, policy = proposal.problem.pool, proposal.problem.policy
    assert check(pool=pool, policy=policy, seats=proposal.seats).kept
    assert not check(pool=pool, policy=policy, seats=proposal.seats[1:]).kept


@pytest.mark.parametrize("name", [policy.name for policy in shipped_policies()])
def test_every_shipped_policy_reads(name: str) -> None:
    policy = open_policy(name)
    assert name in (policy.name, f"{policy.name}-{policy.version}")


def test_a_foreign_table_is_planned_and_proven() -> None:
    if not FOREIGN.exists():
        pytest.skip("the foreign table lies outside the project and is not here")
    policy = open_policy("contested-2019-sample")
    pool = open_pool(FOREIGN.read_bytes(), policy, source=FOREIGN.name)
    proposal = plan(pool=pool, policy=policy)
    assert proposal.status == "optimal"
    assert len(members(proposal, "chamber")) == 110
    assert check(pool=pool, policy=policy, seats=proposal.seats).kept


def test_the_core_works_with_streamlit_not_installed(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['streamlit'] = None\n"
        "from optimizer.cli.main import app\n"
        f"app(['plan', 'data/pools/county.csv', '--policy', 'county-sample', '--out', {str(tmp_path)!r}])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "roster.json").exists()
