"""Coverage against a province counted by hand, and against a naive recount of drawn ones."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from optimizer.basis.text import same
from optimizer.rollout.coverage import BASE, Coverage, Reach, Tally, coverage, timeline
from optimizer.rollout.planned import Outcome, Planned
from optimizer.rollout.prospects import Prospects, gather
from optimizer.rollout.unit import HEADS, SINCE_BEFORE, Level, Route, Stage, Unit
from tests.strategies import drawn

AS_OF, TARGET = date(2026, 11, 20), date(2026, 12, 31)
NOBODY = Prospects()
ALL = dict.fromkeys(HEADS, date(2024, 1, 1))


def unit(code: str, level: Level = Level.TOWNSHIP, city: str = "东市", **given: object) -> Unit:
    return Unit(**{"code": code, "name": code, "level": level, "city": city} | given)  # type: ignore[arg-type]


def planned(code: str, day: date | None = AS_OF, **given: object) -> Planned:
    fields = {"code": code, "key": "k", "outcome": Outcome.PROVEN, "route": Route.COOPTION, "day": day} | given
    return Planned(**fields)  # type: ignore[arg-type]


PROVINCE = (
    unit("00", Level.PROVINCE, city="", heads=ALL),
    unit("10", Level.CITY, last_congress=date(2000, 1, 1)),
    unit("11", Level.COUNTY, heads=ALL, filed=date(2026, 11, 20), last_congress=date(2021, 11, 20), stage=Stage.PILOT),
    unit("1101", heads={"school": SINCE_BEFORE}, last_congress=date(2021, 11, 19)),
    unit("1102", heads={"school": date(2026, 11, 21)}, last_congress=date(2024, 1, 1)),
    unit("1103", association=None),
    unit("21", Level.COUNTY, city="西市", heads={"enterprise": SINCE_BEFORE}, filed=SINCE_BEFORE),
    unit("2101", city="西市", association=date(2026, 12, 1), last_congress=date(1990, 1, 1)),
)


def test_a_province_counted_by_hand() -> None:
    found = coverage(PROVINCE, NOBODY, as_of=AS_OF, target=TARGET)
    # 11, 1101, 1102 and 21 have associations, 11 and 1101 one of the three heads; 21's head is of a fourth kind.
    then = Reach(associations=5, headed=3, complete=1)
    assert found.whole == Tally(units=6, associations=4, headed=2, complete=1, filed=1, overdue=1, never=1, target=then)
    assert found.whole.share(found.whole.headed) == Fraction(1, 3)
    assert [each.code for each in found.blanks] == ["1103", "2101"]
    assert [each.code for each in found.gaps] == ["1102", "21"]
    assert [each.code for each in found.partial] == ["1101"]
    assert {level: tally.units for level, tally in found.by_level.items()} == {Level.COUNTY: 2, Level.TOWNSHIP: 4}
    assert {city: (tally.units, tally.headed) for city, tally in found.by_city.items()} == {
        "东市": (4, 2),
        "西市": (2, 0),
    }
    assert {stage: tally.complete for stage, tally in found.by_stage.items()} == {Stage.PILOT: 1, Stage.FULL: 0}


def test_what_counts_can_be_said() -> None:
    everyone = coverage(PROVINCE, NOBODY, as_of=AS_OF, levels=tuple(Level))
    assert (everyone.whole.units, everyone.whole.headed, everyone.whole.overdue) == (8, 3, 2)
    four = coverage(PROVINCE, gather((), (*HEADS, "enterprise")), as_of=AS_OF)
    assert (four.whole.headed, four.whole.complete, four.whole.filed) == (3, 0, 2)


def test_no_units_have_no_share() -> None:
    empty = coverage((), NOBODY, as_of=AS_OF, target=TARGET)
    assert empty.whole == Tally()
    assert empty.whole.share(0) is None
    assert (empty.by_level, empty.by_city, empty.by_stage) == ({}, {}, {})


def test_a_roster_replaces_whoever_sat_from_its_day_on() -> None:
    units = (unit("1", heads=ALL), unit("2", association=None), unit("3", heads=ALL), unit("4"))
    rosters = gather((
        planned("1", TARGET, heads={"school": 2}),
        planned("2", TARGET, heads=dict.fromkeys(HEADS, 1)),
        planned("3", TARGET + timedelta(days=1), heads={}),
        planned("4", None, heads={"school": 1}),
        planned("5", AS_OF, heads={"school": 1}),
    ))  # fmt: skip
    found = coverage(units, rosters, as_of=AS_OF, target=TARGET)
    assert found.whole.reach == Reach(associations=3, headed=2, complete=2)
    assert found.whole.target == Reach(associations=4, headed=3, complete=2)


def test_only_rosters_count_as_seated() -> None:
    rosters = gather([planned(str(at), outcome=outcome, heads={"school": 1}) for at, outcome in enumerate(Outcome)])
    assert sorted(rosters.comes) == ["0", "1"]
    assert [trouble.outcome for trouble in rosters.troubles] == [each for each in Outcome if each is not Outcome.PROVEN]
    assert rosters.total == len(Outcome)


def test_offices_by_post_are_counted_with_their_broken_rules() -> None:
    rosters = gather((
        planned("3", by_post={"B": False, "A": False}, unmet=("W",)),
        planned("2", by_post={"A": True}),
        planned("1"),
        planned("4", outcome=Outcome.WAITING, by_post={"A": False}, why=(same("no pool"),)),
    ))  # fmt: skip
    assert (rosters.posts, dict(rosters.broken), rosters.unmet) == (2, {"3": ("A", "B")}, 1)


def test_months_run_up_to_the_day_and_on_to_the_target() -> None:
    days = [point.day for point in timeline((), NOBODY, as_of=AS_OF, until=date(2027, 1, 15), back=2)]
    assert days == [date(2026, 9, 30), date(2026, 10, 31), AS_OF, date(2026, 11, 30), TARGET, date(2027, 1, 15)]
    at_the_end = [point.day for point in timeline((), NOBODY, as_of=TARGET, until=TARGET, back=1)]
    assert at_the_end == [date(2026, 11, 30), TARGET]


DAYS = st.sampled_from(
    [SINCE_BEFORE, date(2026, 8, 31), date(2026, 9, 15), AS_OF, date(2026, 12, 15), date(2027, 2, 1)]
)
CONGRESSES = st.none() | st.sampled_from([SINCE_BEFORE, date(2020, 2, 29), date(2021, 11, 19), date(2021, 11, 20)])


@st.composite
def provinces(draw: st.DrawFn) -> tuple[list[Unit], list[Planned]]:
    units, rosters = [], []
    for number in range(draw(st.integers(0, 8))):
        founded = draw(st.none() | DAYS)
        heads = draw(st.dictionaries(st.sampled_from((*HEADS, "enterprise")), DAYS)) if founded else {}
        units.append(
            unit(
                f"{number}",
                draw(st.sampled_from(Level)),
                draw(st.sampled_from(("", "东市", "西市"))),
                stage=draw(st.sampled_from(Stage)),
                association=founded,
                heads=heads,
                filed=draw(st.none() | DAYS) if heads else None,
                last_congress=draw(CONGRESSES) if founded else None,
            )
        )
        if draw(st.booleans()):
            seated = draw(st.dictionaries(st.sampled_from((*HEADS, "enterprise")), st.integers(0, 2)))
            outcome = draw(st.sampled_from((Outcome.PROVEN, Outcome.FOUND, Outcome.IMPOSSIBLE)))
            rosters.append(planned(f"{number}", draw(st.none() | DAYS), heads=seated, outcome=outcome))
    return draw(st.permutations(units)), draw(st.permutations(rosters))


def state(each: Unit, rosters: list[Planned], day: date) -> tuple[bool, bool, bool]:
    """Association, a head, all three, read off one unit as a person would."""
    for roster in rosters:
        has = roster.outcome in (Outcome.PROVEN, Outcome.FOUND) and roster.day is not None
        if has and roster.code == each.code and roster.day <= day and day > AS_OF:  # type: ignore[operator]
            sit = [kind for kind in HEADS if roster.heads.get(kind, 0)]
            return True, len(sit) > 0, len(sit) == 3
    sit = [kind for kind in HEADS if kind in each.heads and each.heads[kind] <= day]
    return each.association is not None and each.association <= day, len(sit) > 0, len(sit) == 3


def recount(units: list[Unit], rosters: list[Planned], day: date) -> Reach:
    states = [state(each, rosters, day) for each in units if each.level in BASE]
    return Reach(
        associations=sum(each[0] for each in states),
        headed=sum(each[1] for each in states),
        complete=sum(each[2] for each in states),
    )


def tallies(found: Coverage) -> list[tuple[Tally, ...]]:
    return [tuple(group.values()) for group in (found.by_level, found.by_city, found.by_stage)]


@drawn(70)
@given(provinces())
def test_figures_equal_a_naive_recount(province: tuple[list[Unit], list[Planned]]) -> None:
    units, rosters = province
    found = coverage(units, gather(rosters), as_of=AS_OF, target=TARGET)
    base = [each for each in units if each.level in BASE]
    assert found.whole.units == len(base)
    assert found.whole.reach == recount(units, rosters, AS_OF)
    assert found.whole.target == recount(units, rosters, TARGET)
    for group in tallies(found):
        assert sum(each.units for each in group) == len(base)
        assert sum(each.target.headed for each in group) == found.whole.target.headed
        assert sum(each.overdue + each.never for each in group) == found.whole.overdue + found.whole.never
    late = [each for each in base if each.last_congress in (date(2020, 2, 29), date(2021, 11, 19))]
    assert found.whole.overdue == sum(state(each, [], AS_OF)[0] for each in late)
    filed = [each for each in base if each.filed and each.filed <= AS_OF and state(each, [], AS_OF)[1]]
    assert found.whole.filed == len(filed)


@drawn(70)
@given(provinces())
def test_each_point_of_the_way_is_a_naive_recount(province: tuple[list[Unit], list[Planned]]) -> None:
    units, rosters = province
    points = timeline(units, gather(rosters), as_of=AS_OF, until=date(2027, 2, 10), back=3)
    assert [point.reach for point in points] == [recount(units, rosters, point.day) for point in points]
    assert [point.planned for point in points] == [point.day > AS_OF for point in points]


@drawn(20)
@given(provinces())
def test_the_order_of_rows_and_results_plays_no_part(province: tuple[list[Unit], list[Planned]]) -> None:
    units, rosters = province
    again, others = units[::-1], rosters[::-1]
    first = coverage(units, gather(rosters), as_of=AS_OF, target=TARGET)
    assert repr(coverage(again, gather(others), as_of=AS_OF, target=TARGET)) == repr(first)
