"""Contested elections in a policy file: margins, units, stages, promises."""

from __future__ import annotations

from fractions import Fraction

import pytest

from optimizer.basis.position import Position
from optimizer.policy.extends import resolve
from optimizer.policy.policy import Margin
from optimizer.policy.reading import read_policy
from optimizer.policy.writing import write_policy
from tests.toy import HEAD, policy_faults, policy_of

ONE = HEAD + '[[body]]\nid = "congress"\nseats = 20\n'
OFFICE = '[[body]]\nid = "committee"\nseats = 5\nwithin = "congress"\n[[office]]\nid = "chair"\nbody = "committee"\nseats = 1\n'
RULE = '[[rule]]\nid = "R"\nkind = "count"\nscope = "congress"\nat_most = 3\n'


def margin_of(written: str) -> Margin | None:
    return policy_of(f"{ONE}{written}\n").bodies[0].margin


def test_a_margin_is_a_share_a_number_a_range_or_one_for_each_stage() -> None:
    assert margin_of('margin = "20%"') == Margin(stages=(("", Fraction(1, 5)),))
    assert margin_of("margin = 3") == Margin(stages=(("", 3),))
    assert margin_of("margin = [1, 3]") == Margin(stages=(("", (1, 3)),))
    assert margin_of("margin = [2, 2]") == Margin(stages=(("", 2),))
    assert margin_of('margin = "1/3"\nmargin_by = "unit"') == Margin(stages=(("", Fraction(1, 3)),), by="unit")
    stages = margin_of('margin = { preliminary = "30%", prepared = [1, 2] }')
    assert stages == Margin(stages=(("preliminary", Fraction(3, 10)), ("prepared", (1, 2))))


def test_a_share_is_rounded_up_to_whole_candidates() -> None:
    margin = Margin(stages=(("", Fraction(1, 5)),))
    assert [margin.posts("", seats) for seats in (20, 21, 24, 25)] == [(4, 4), (5, 5), (5, 5), (5, 5)]


@pytest.mark.parametrize(
    ("written", "kind", "path"),
    [
        ("margin = 0.2", "policy.margin", "body[1].margin"),
        ('margin = "a fifth"', "policy.margin", "body[1].margin"),
        ("margin = -1", "policy.margin", "body[1].margin"),
        ("margin = [3, 1]", "policy.margin", "body[1].margin"),
        ("margin = [1, 2, 3]", "policy.margin", "body[1].margin"),
        ("margin = true", "policy.margin", "body[1].margin"),
        ("margin = {}", "policy.margin", "body[1].margin"),
        ("margin = { prepared = 0.2 }", "policy.margin", "body[1].margin.prepared"),
        ('margin_by = "unit"', "policy.margin", "body[1].margin_by"),
        ("margin = 1\nmargin_by = 3", "policy.text", "body[1].margin_by"),
    ],
)
def test_what_is_no_margin_is_a_fault(written: str, kind: str, path: str) -> None:
    (fault,) = policy_faults(f"{ONE}{written}\n")
    assert (fault.kind, fault.path) == (kind, path)
    assert fault.line is not None
    assert fault.cure.en


def test_seats_that_are_contested_are_a_fixed_number() -> None:
    text = ONE.replace("seats = 20", "seats = { at_least = 3, at_most = 5 }") + "margin = 1\n"
    (fault,) = policy_faults(text)
    assert (fault.kind, fault.value) == ("policy.margin", "3–5")
    assert "fixed number" in fault.message.en


@pytest.mark.parametrize(
    ("head", "kind"),
    [('stage = "prepraed"\n', "policy.stage"), ("stage = 3\n", "policy.text"), ('announced = "yes"\n', "policy.value")],
)
def test_a_wrong_stage_or_announcement_is_a_fault(head: str, kind: str) -> None:
    (fault,) = policy_faults(f"{head}{ONE}margin = {{ preliminary = 2, prepared = 1 }}\n")
    assert fault.kind == kind
    if kind == "policy.stage":
        assert "prepared" in fault.cure.en


def test_promises_are_keys_of_every_kind() -> None:
    always, upsets = (policy_of(ONE + RULE + extra).rules[0] for extra in ('guarantee = "always"\n', "upsets = 2\n"))
    assert (always.guarantee, always.upsets, always.promised) == ("always", None, True)
    assert (upsets.guarantee, upsets.upsets, upsets.promised) == ("", 2, True)
    assert "无论谁当选" in always.sentence({}).zh
    assert "up to 2 planned winners" in upsets.sentence({}).en
    assert not policy_of(ONE + RULE).rules[0].promised


@pytest.mark.parametrize(
    ("written", "kind", "path"),
    [
        ('guarantee = "often"', "policy.value", "rule[1].guarantee"),
        ("upsets = 0", "policy.count", "rule[1].upsets"),
        ("upsets = true", "policy.count", "rule[1].upsets"),
        ('guarantee = "always"\nupsets = 2', "policy.guarantee", "rule[1].upsets"),
        ('guarantee = "always"\nstrength = "prefer"', "policy.guarantee", "rule[1].guarantee"),
        ('upsets = 1\nstrength = "prefer"', "policy.guarantee", "rule[1].upsets"),
    ],
)
def test_a_promise_that_cannot_be_read_is_a_fault(written: str, kind: str, path: str) -> None:
    (fault,) = policy_faults(f"{ONE}{RULE}{written}\n")
    assert (fault.kind, fault.path) == (kind, path)


def test_paths_and_positions_after_a_win() -> None:
    policy = policy_of(f"{ONE}{OFFICE}margin = 1\n")
    assert policy.path("chair") == ("congress", "committee", "chair")
    runs = Position(bodies=("congress", "committee"), runs_for="chair", run_mode="part_time")
    won = Position(bodies=("congress", "committee"), office="chair", mode="part_time")
    assert policy.elected(runs) == won
    assert policy.elected(won) == won
    assert policy.elected(Position(bodies=("congress",), runs_for="committee")).bodies == ("congress", "committee")
    assert runs.scopes == {"congress", "committee"}


def test_margins_survive_being_written_and_extended() -> None:
    text = (
        ONE + 'margin = { preliminary = "30%", prepared = [1, 3] }\nmargin_by = "unit"\n' + RULE + "upsets = 2\n"
    ).strip()
    raw = resolve(text.encode(), "toy.toml").raw
    again = read_policy(write_policy(raw, origin=lambda _: "", above={}).encode(), source="again.toml")
    first = policy_of(text)
    assert (again.bodies, again.rules, again.sha256) == (first.bodies, first.rules, first.sha256)


def test_the_order_of_stages_counts_in_the_hash() -> None:
    one, other = (policy_of(f"{ONE}margin = {{ {inner} }}\n") for inner in ("a = 1, b = 2", "b = 2, a = 1"))
    assert one.bodies[0].margin != other.bodies[0].margin
    assert one.sha256 != other.sha256


def test_the_column_of_units_is_one_the_policy_uses() -> None:
    policy = policy_of(f'{ONE}margin = 1\nmargin_by = "region"\n')
    assert ("region", "congress") in list(policy.columns())
