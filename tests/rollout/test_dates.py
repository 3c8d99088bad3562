"""Terms, routes and filings of single units, by hand."""

from __future__ import annotations

from datetime import date

import pytest

from optimizer.rollout.dates import Term, due, months_after, never_held, overdue, term
from optimizer.rollout.filing import Filing, filing, filing_counts, seated_kinds
from optimizer.rollout.route import day_of, route
from optimizer.rollout.unit import SINCE_BEFORE, Level, Route, Unit

AS_OF = date(2026, 11, 20)


def unit(**given: object) -> Unit:
    return Unit(**{"code": "1", "name": "甲县", "level": Level.COUNTY} | given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("last", "ends"),
    [
        (date(2021, 11, 25), date(2026, 11, 25)),
        # Civil Code art. 202: where the month of expiry has no such day, its last day.
        (date(2020, 2, 29), date(2025, 2, 28)),
        (date(2019, 2, 28), date(2024, 2, 28)),
        (SINCE_BEFORE, None),
        (None, None),
    ],
)
def test_a_term_ends_five_years_after_the_congress(last: date | None, ends: date | None) -> None:
    assert due(unit(last_congress=last)) == ends


@pytest.mark.parametrize(
    ("last", "days", "state"),
    [
        (date(2021, 11, 21), 0, Term.RUNNING),
        (date(2021, 11, 20), 0, Term.RUNNING),
        (date(2021, 11, 19), 1, Term.OVERDUE),
        # The last congress of Wanning before 2019 was in 1982 (W5).
        (date(1982, 11, 20), 14_245, Term.OVERDUE),
        (SINCE_BEFORE, 0, Term.RUNNING),
        (None, 0, Term.NEVER),
    ],
)
def test_the_due_day_itself_is_not_overdue(last: date | None, days: int, state: Term) -> None:
    seen = unit(last_congress=last)
    day = date(2026, 11, 20)
    assert overdue(seen, day) == days
    assert term(seen, day) is state
    assert never_held(seen, day) is (state is Term.NEVER)


def test_a_unit_without_an_association_has_no_term() -> None:
    for founded in (None, date(2026, 11, 21)):
        seen = unit(association=founded)
        assert term(seen, AS_OF) is Term.NONE
        assert not never_held(seen, AS_OF)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 31), -2, date(2025, 11, 30)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
    ],
)
def test_months_are_counted_by_the_calendar(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then


def test_months_beyond_the_calendar_are_refused() -> None:
    with pytest.raises(ValueError, match="no date"):
        months_after(date.max, 1)


ELECTION, COOPTION = Route.ELECTION, Route.COOPTION


@pytest.mark.parametrize(
    ("given", "way", "day"),
    [
        # Within its term, nothing set: co-opted now.
        ({"last_congress": date(2024, 5, 1)}, COOPTION, AS_OF),
        # Due on the last day of the twelve months, and a day after them.
        ({"last_congress": date(2022, 11, 20)}, ELECTION, date(2027, 11, 20)),
        ({"last_congress": date(2022, 11, 21)}, COOPTION, AS_OF),
        # A day that is set goes before the due day; one far off does not make a congress near.
        ({"last_congress": date(2022, 11, 20), "planned": date(2027, 3, 1)}, ELECTION, date(2027, 3, 1)),
        ({"last_congress": date(2024, 5, 1), "planned": date(2027, 3, 1)}, ELECTION, date(2027, 3, 1)),
        ({"last_congress": date(2024, 5, 1), "planned": date(2028, 3, 1)}, COOPTION, AS_OF),
        # Overdue, whatever is set; days that have passed count as today.
        ({"last_congress": date(2010, 5, 1)}, ELECTION, AS_OF),
        ({"last_congress": date(2010, 5, 1), "planned": date(2028, 3, 1)}, ELECTION, date(2028, 3, 1)),
        ({"last_congress": date(2010, 5, 1), "planned": date(2026, 3, 1)}, ELECTION, AS_OF),
        # The day set was that of the congress held.
        ({"last_congress": date(2025, 6, 1), "planned": date(2025, 6, 1)}, COOPTION, AS_OF),
        # First congresses elect.
        ({"last_congress": None}, ELECTION, AS_OF),
        ({"association": None, "planned": date(2027, 1, 5)}, ELECTION, date(2027, 1, 5)),
        # Held on a day nobody wrote down: nothing says that it is over.
        ({"last_congress": SINCE_BEFORE}, COOPTION, AS_OF),
    ],
)
def test_the_route_and_its_day(given: dict[str, object], way: Route, day: date) -> None:
    assert (route(unit(**given), AS_OF), day_of(unit(**given), AS_OF)) == (way, day)


def test_how_far_ahead_a_turnover_is_near_can_be_said() -> None:
    seen = unit(last_congress=date(2023, 1, 1))
    assert route(seen, AS_OF, 13) is COOPTION
    assert route(seen, AS_OF, 14) is ELECTION


def test_filings_are_open_once_a_head_sits() -> None:
    nobody = unit()
    later = unit(heads={"hospital": date(2026, 11, 21)})
    seated = unit(heads={"enterprise": date(2026, 11, 20)})
    filed = unit(heads={"school": SINCE_BEFORE}, filed=date(2026, 11, 20))
    not_yet = unit(heads={"school": SINCE_BEFORE}, filed=date(2026, 11, 21))
    states = [filing(each, AS_OF) for each in (nobody, later, seated, filed, not_yet)]
    assert states == [Filing.NOTHING, Filing.NOTHING, Filing.OPEN, Filing.FILED, Filing.OPEN]
    counted = filing_counts((nobody, later, seated, filed, not_yet), AS_OF)
    assert counted == {Filing.FILED: 1, Filing.OPEN: 2, Filing.NOTHING: 2}


def test_kinds_seated_come_in_the_order_asked_for() -> None:
    seen = unit(heads={"school": AS_OF, "hospital": SINCE_BEFORE, "agrotech": date(2027, 1, 1)})
    assert seated_kinds(seen, AS_OF) == ("hospital", "school")
    assert seated_kinds(seen, AS_OF, ("school", "agrotech", "hospital")) == ("school", "hospital")
