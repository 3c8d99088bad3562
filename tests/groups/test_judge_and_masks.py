"""Two independent readings of a group, one person at a time and a whole pool at once, must agree exactly."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.basis.position import Position, Truth
from optimizer.groups.masks import Masks
from optimizer.groups.predicate import (
    EVERYONE,
    Age,
    AllOf,
    AnyOf,
    Appointed,
    Born,
    Not,
    Number,
    OneOf,
    Predicate,
    age_on,
    judge,
)
from optimizer.people.person import Birth, Person
from tests.strategies import births, drawn, people
from tests.toy import birth

POSITIONS = (
    Position(bodies=("congress",)),
    Position(bodies=("congress", "committee")),
    Position(bodies=("congress", "committee"), office="vice_chair", mode="part_time"),
    Position(bodies=("congress", "committee"), office="chair", mode=None),
)
SIGNS = st.sampled_from(["<=", ">=", "<", ">", "="])
YEARS = st.integers(43, 48) | st.sampled_from([0, 100, 2025, 2026, 5000, 10**9])
FIGURES = st.sampled_from([Decimal(0), Decimal(2), Decimal("2.5"), Decimal("90.000001")])
CUTOFFS = births().map(lambda each: each or Birth(1980)) | st.sampled_from([Birth(1), Birth(9999)])
TEXTS = st.sampled_from(
    [
        ("sex", ("female",)),
        ("sex", ("female", "")),
        ("frontline", ("yes",)),
        ("frontline", ("no", "unsure")),
        ("frontline", ("unsure",)),
        ("frontline", ("",)),
        ("head", ("hospital", "school")),
        ("unit", ("east",)),
        ("nowhere", ("",)),
        ("name", ("人001",)),
    ]
)
HELD = st.sampled_from([("mode", "part_time"), ("office", "chair"), ("office", "vice_chair"), ("body", "committee")])
PREDICATES: st.SearchStrategy[Predicate] = st.recursive(
    st.one_of(
        st.lists(st.tuples(SIGNS, YEARS), min_size=1, max_size=3).map(lambda tests: Age(tuple(tests))),
        st.lists(st.tuples(SIGNS, CUTOFFS), min_size=1, max_size=3).map(lambda tests: Born(tuple(tests))),
        st.tuples(st.sampled_from(["score", "rank"]), st.lists(st.tuples(SIGNS, FIGURES), min_size=1, max_size=2)).map(
            lambda pair: Number(pair[0], tuple(pair[1]))
        ),
        TEXTS.map(lambda pair: OneOf(*pair)),
        HELD.map(lambda pair: Appointed(pair[0], (pair[1],))),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: AllOf(tuple(parts))),
        st.lists(inner, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=5,
)
DATES = st.dates(date(2024, 1, 1), date(2028, 12, 31)) | st.sampled_from(
    [date(2024, 2, 29), date(2028, 2, 29), date(2025, 2, 28), date(2025, 3, 1), date(2026, 12, 1), date.min, date.max]
)


@drawn(300)
@given(crowd=people(1, 6), predicate=PREDICATES, on=DATES)
def test_judge_and_masks_agree(crowd: tuple[Person, ...], predicate: Predicate, on: date) -> None:
    masks = Masks(crowd, POSITIONS, on)
    answers = np.array([[judge(predicate, person, position, on) for position in POSITIONS] for person in crowd])
    assert (masks.sure(predicate) == (answers == Truth.YES)).all()
    assert (masks.possible(predicate) == (answers != Truth.NO)).all()


@drawn(80)
@given(born=births(), tests=st.lists(st.tuples(SIGNS, st.integers(43, 48)), min_size=1, max_size=3), on=DATES)
def test_an_age_is_decided_exactly_when_every_possible_birthday_says_the_same(
    born: Birth | None, tests: list[tuple[str, int]], on: date
) -> None:
    person = Person(id="P", name="P", birth=born)
    if born is None:
        assert judge(Age(tuple(tests)), person, None, on) is Truth.UNSURE
        return
    days = range(born.earliest.toordinal(), born.latest.toordinal() + 1)
    answers = {_passes(date.fromordinal(day), tests, on) for day in days}
    expected = Truth.UNSURE if len(answers) == 2 else Truth.YES if answers == {True} else Truth.NO
    assert judge(Age(tuple(tests)), person, None, on) is expected


def _passes(born: date, tests: list[tuple[str, int]], on: date) -> bool:
    """The law spelled out: someone is as old as the birthdays they have had."""
    had = sum(_birthday(born, year) <= on for year in range(born.year + 1, on.year + 1)) if on.year > 1000 else -1
    if had < 0 or on < born:
        return all({"<=": True, "<": True}.get(sign, False) for sign, _ in tests)
    compare = {"<=": had.__le__, ">=": had.__ge__, "<": had.__lt__, ">": had.__gt__, "=": had.__eq__}
    return all(compare[sign](years) for sign, years in tests)


def _birthday(born: date, year: int) -> date:
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


# The 46th birthday of the first is the day after the reference date, that of the second the date itself.
AGED = """
birth,      on,         age
1980-12-02, 2026-12-01, 45
1980-12-01, 2026-12-01, 46
1981-12-01, 2026-12-01, 45
1980-02-29, 2026-02-28, 45
1980-02-29, 2026-03-01, 46
1980-02-29, 2028-02-29, 48
1979-03-01, 2024-02-29, 44
1979-02-28, 2024-02-29, 45
"""


@pytest.mark.parametrize("line", AGED.strip().splitlines()[1:])
def test_completed_years(line: str) -> None:
    born, on, age = (cell.strip() for cell in line.split(","))
    reference = date.fromisoformat(on)
    assert age_on(date.fromisoformat(born), reference) == int(age)
    person = Person(id="P", name="P", birth=birth(born))
    young = Truth.YES if int(age) <= 45 else Truth.NO
    assert judge(Age((("<=", 45),)), person, None, reference) is young
    assert Masks([person], POSITIONS, reference).sure(Age((("<=", 45),))).all() == (young is Truth.YES)


@pytest.mark.parametrize(
    ("born", "truth"),
    [
        ("1980", Truth.UNSURE),
        ("1980-11", Truth.NO),
        ("1980-12", Truth.UNSURE),
        ("1981", Truth.YES),
        ("1979", Truth.NO),
        ("", Truth.UNSURE),
    ],
)
def test_45_and_under_with_births_of_a_year_or_month(born: str, truth: Truth) -> None:
    assert judge(Age((("<=", 45),)), Person(id="P", name="P", birth=birth(born)), None, date(2026, 12, 1)) is truth


def test_everybody_is_in_the_group_of_everyone() -> None:
    nobody = Person(id="P", name="P")
    assert judge(EVERYONE, nobody, None, date(2026, 12, 1)) is Truth.YES
    assert Masks([nobody], POSITIONS, date(2026, 12, 1)).sure(EVERYONE).all()


def test_an_appointment_is_undecided_without_a_position() -> None:
    person = Person(id="P", name="P")
    assert judge(Appointed("mode", ("part_time",)), person, None, date(2026, 12, 1)) is Truth.UNSURE
