"""People who sit: rows and head-count of the pin agree on every roster of a toy pool."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.basis.text import same
from optimizer.contest.fixed import Sitting, sitting, unchanged
from optimizer.roster.roster import Seat
from tests.rules.agreement import TOY_POOL, every_roster, heads_missing, kept_by
from tests.toy import STRUCTURES, problem_of

TEXTS = st.sampled_from(STRUCTURES)


@settings(max_examples=40, deadline=None)
@given(st.data(), TEXTS, st.booleans())
def test_rows_and_heads_agree_on_every_roster(data: st.DataObject, text: str, exactly: bool) -> None:
    problem = problem_of(TOY_POOL, text)
    rosters = every_roster(problem)
    held = rosters[data.draw(st.integers(0, len(rosters) - 1))]
    some = sorted(data.draw(st.sets(st.sampled_from(held), min_size=1)))
    seats = [Seat(person=problem.pool.people[who].id, position=problem.positions[what]) for who, what in some]
    parts = tuple(data.draw(st.sets(st.sampled_from(sorted(problem.policy.seats)))))
    pin: Sitting = (
        unchanged("s", seats, same("s")) if exactly else sitting("s", seats, same("s"), closed=tuple(sorted(parts)))
    )
    with_pin = problem.varied(pins=(pin,))
    by_rows = [heads == 0 for heads in heads_missing(with_pin, rosters, list(pin.rows(with_pin)))]
    assert by_rows == kept_by(with_pin, pin)
    assert by_rows[rosters.index(held)] or (parts and len(some) < len(held))


@pytest.mark.parametrize("text", STRUCTURES)
def test_a_whole_roster_that_is_unchanged_is_the_only_one_left(text: str) -> None:
    problem = problem_of(TOY_POOL, text)
    rosters = every_roster(problem)
    held = rosters[len(rosters) // 2]
    seats = [Seat(person=problem.pool.people[who].id, position=problem.positions[what]) for who, what in held]
    pin = unchanged("s", seats, same("s"))
    left = [roster for roster, kept in zip(rosters, kept_by(problem.varied(pins=(pin,)), pin), strict=True) if kept]
    # Where seats are a range, others may join; whoever sits holds the same.
    assert held in left
    assert all(set(held) <= set(roster) for roster in left)
    assert any(part.seats.fixed is None for part in problem.policy.parts) or left == [held]


def test_the_pin_says_what_it_was_told_and_names_its_people() -> None:
    problem = problem_of(TOY_POOL, STRUCTURES[0])
    held = every_roster(problem)[0]
    seats = [Seat(person=problem.pool.people[who].id, position=problem.positions[what]) for who, what in held]
    pin = sitting("s", seats, same("they stay"), closed=("congress",))
    assert pin.sentence(problem.policy.titles).en == "they stay"
    assert set(pin.people) == {seat.person for seat in seats}
    assert "congress" in pin.scope
    assert pin.limits(problem) == ()
