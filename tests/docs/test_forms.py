"""The page of forms: every form of rule that real documents use has a kind, and its example runs and changes something."""

from __future__ import annotations

import re
import shutil
import tomllib
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from optimizer.planner.inputs import open_policy, open_pool
from optimizer.planner.plan import check, plan
from optimizer.policy.policy import Policy
from optimizer.roster.roster import Proposal, Seat
from optimizer.rules.base import Strength
from optimizer.solve.status import Status
from tests.cli.running import POSSIBLE, xiwei
from tests.docs.pages import ROOT, fences, text_of

PAGE = ROOT / "docs" / "forms.md"
EXAMPLES = ROOT / "docs" / "examples"
WITHOUT_RULES = ("11", "25", "27")
"""Forms that the bodies themselves state, that say what happens between congresses, or from when on."""

PROMISED = ("13",)
"""Forms whose rule is promised for every outcome of a vote: the roster without it may keep it all the same."""


def sections() -> dict[str, str]:
    """The TOML of each section by its heading."""
    parts = re.split(r"^## (\w+)$", text_of(PAGE), flags=re.MULTILINE)[1:]
    return {
        heading: re.findall(r"```toml\n(.*?)```", body, flags=re.DOTALL)[0]
        for heading, body in zip(parts[::2], parts[1::2], strict=True)
        if "```toml" in body
    }


SECTIONS = sections()


def policy_of(folder: Path, fragment: str) -> Policy:
    """The fragment on top of the page's own policy, as the page says to write it."""
    shutil.copy(EXAMPLES / "forms.toml", folder)
    path = folder / "example.toml"
    path.write_text(f'name = "example"\nextends = "forms.toml"\n{fragment}', encoding="utf-8")
    return open_policy(str(path))


@cache
def planned(folder: Path, fragment: str) -> Proposal:
    policy = policy_of(folder, fragment)
    pool = open_pool((EXAMPLES / "forms.csv").read_bytes(), policy, source="forms.csv")
    return plan(pool=pool, policy=policy)


def without_rules(fragment: str) -> str:
    """The fragment's groups and bodies alone."""
    kept = [part for part in re.split(r"\n(?=\[)", fragment) if not re.match(r"\[\[(rule|waiver)", part)]
    return "\n".join(kept)


def short(policy: Policy, seats: tuple[Seat, ...]) -> dict[str, int]:
    """Heads short by rule, counted on a roster."""
    pool = open_pool((EXAMPLES / "forms.csv").read_bytes(), policy, source="forms.csv")
    found: dict[str, int] = {}
    for verdict in check(pool=pool, policy=policy, seats=seats).verdicts:
        found[verdict.rule] = found.get(verdict.rule, 0) + verdict.short
    return found


def test_the_page_has_all_twenty_eight_forms_and_an_example_of_each_rule_form() -> None:
    listed = re.findall(r"^\| \[?(\d+)\]?", text_of(PAGE), flags=re.MULTILINE)
    assert [int(number) for number in listed] == list(range(1, 29))
    assert {int(heading) for heading in SECTIONS if heading.isdigit()} == set(range(1, 29))
    assert len(fences(PAGE)) == len(SECTIONS) + 1


@pytest.mark.parametrize("heading", SECTIONS)
def test_an_example_is_planned_with_proof_and_kept(heading: str, tmp_path: Path) -> None:
    proposal = planned(tmp_path, SECTIONS[heading])
    assert proposal.status is Status.OPTIMAL
    assert check(pool=proposal.problem.pool, policy=proposal.problem.policy, seats=proposal.seats).kept


@pytest.mark.parametrize("heading", [heading for heading in SECTIONS if heading not in (*WITHOUT_RULES, *PROMISED)])
def test_each_rule_of_an_example_changes_the_roster(heading: str, tmp_path: Path) -> None:
    """Without the rules, the best roster breaks every one of them; with them, it keeps each, or is less short of it."""
    fragment = SECTIONS[heading]
    policy = policy_of(tmp_path, fragment)
    before = short(policy, planned(tmp_path, without_rules(fragment)).seats)
    after = short(policy, planned(tmp_path, fragment).seats)
    assert {rule["id"] for rule in tomllib.loads(fragment)["rule"]} == before.keys()
    for rule in policy.rules:
        assert before[rule.id] > after[rule.id], rule.id
        assert rule.strength is Strength.PREFER or after[rule.id] == 0


def test_a_body_within_a_body_is_filled_from_it(tmp_path: Path) -> None:
    proposal = planned(tmp_path, SECTIONS["11"])
    inner = {seat.person for seat in proposal.holding("secretariat")}
    assert len(inner) == 2
    assert inner <= {seat.person for seat in proposal.holding("standing")}


def test_a_promise_holds_whoever_is_elected(tmp_path: Path) -> None:
    """Every six of the slate of eight: with the promise at least two women, without it fewer in some outcome."""
    fragment = SECTIONS["13"]
    assert fewest_women(planned(tmp_path, fragment)) >= 2
    assert fewest_women(planned(tmp_path, fragment.replace('guarantee = "always"', ""))) < 2


def fewest_women(proposal: Proposal) -> int:
    slate = [
        seat.person
        for seat in proposal.seats
        if "committee" in seat.position.bodies or seat.position.runs_for == "committee"
    ]
    assert len(slate) == 8
    return min(sum(proposal.person(who).sex == "female" for who in elected) for elected in combinations(slate, 6))


def test_alternates_are_outside_the_committee(tmp_path: Path) -> None:
    proposal = planned(tmp_path, SECTIONS["24"])
    assert {seat.person for seat in proposal.holding("alternates")}.isdisjoint(
        seat.person for seat in proposal.holding("committee")
    )


def test_co_option_is_read_from_the_policy(tmp_path: Path) -> None:
    found = policy_of(tmp_path, SECTIONS["25"]).cooption
    assert found is not None
    assert (found.route, found.approved_by) == ("委员会增补", "县委组织部")


def test_a_roll_out_takes_the_version_in_force_on_the_day_of_each_unit(tmp_path: Path) -> None:
    earlier = policy_of(tmp_path, 'version = "2020"\neffective = 2020-06-01\n')
    (tmp_path / "example.toml").rename(tmp_path / "earlier.toml")
    later = policy_of(tmp_path, SECTIONS["27"])
    assert (earlier.version, later.version) == ("2020", "2027")
    for day, version in (("2026-12-31", "2020"), ("2027-01-01", "2027")):
        assert open_policy(f"{tmp_path / 'example'}@{day}").version == version


def test_the_rules_of_seat_allocation_are_those_that_the_command_writes(tmp_path: Path) -> None:
    section = re.split(r"^## 2[01]$", text_of(PAGE), flags=re.MULTILINE)[1]
    members = re.findall(r"([县企卫教农]\w+?) (\d+)(?=[、\n])", section)
    units = tmp_path / "units.csv"
    units.write_text("单位,人数\n" + "".join(f"{unit},{count}\n" for unit, count in members), encoding="utf-8")
    shutil.copy(EXAMPLES / "forms.toml", tmp_path)
    policy, out = tmp_path / "forms.toml", tmp_path / "out"
    done = xiwei("allocate", units, "--policy", policy, "--target", "women=1/3", "--out", out, "--format", "md")
    assert done.exit_code == POSSIBLE, done.output
    written = tomllib.loads((out / "allocation.toml").read_text(encoding="utf-8"))
    rules = [{key: value for key, value in rule.items() if key != "source"} for rule in written["rule"]]
    assert rules == tomllib.loads(SECTIONS["20"])["rule"]
