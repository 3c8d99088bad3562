from __future__ import annotations

import random
from fractions import Fraction

import pytest
from apportionment.methods import TiesException, compute  # type: ignore[import-untyped]
from hypothesis import assume, example, given
from hypothesis import strategies as st

from optimizer.allocation.apportion import Apportioned, apportion
from optimizer.allocation.methods import Method
from optimizer.allocation.ties import TieBreak, TieRule, Undecided
from optimizer.allocation.words import Impossible
from tests.allocation.cases import (
    DIVISOR_METHODS,
    POSITIVE,
    Case,
    cases,
    free_cases,
    is_rounded,
    names,
    point,
    surplus,
    vectors,
    ways,
)
from tests.strategies import drawn

ANY_METHOD = st.sampled_from(Method)
ANY_DIVISOR = st.sampled_from(DIVISOR_METHODS)
ELSEWHERE = {
    Method.HAMILTON: "hamilton",
    Method.WEBSTER: "webster",
    Method.DHONDT: "dhondt",
    Method.HUNTINGTON_HILL: "huntington",
    Method.ADAMS: "adams",
}


def shared(numbers: list[int], seats: int, method: Method, **bounds: tuple[int, int | None]) -> Apportioned:
    weights = {unit: Fraction(number) for unit, number in zip("abcdefgh", numbers, strict=False)}
    return apportion(weights, seats, method=method, bounds=bounds, breaking=TieBreak())


def given_out(found: Apportioned) -> list[int]:
    return list(found.seats.values())


@drawn(150)
@given(cases(), ANY_DIVISOR)
def test_a_divisor_method_is_the_min_max_definition_and_tells_each_tie(case: Case, method: Method) -> None:
    right = [seats for seats in vectors(case, method) if is_rounded(case, method, seats)]
    if not any(True for _ in vectors(case, method)):
        with pytest.raises(Impossible):
            case.by(method)
        return
    found = case.by(method)
    assert tuple(found.seats.values()) in right
    assert len(right) == ways(found.ties)


@drawn(100)
@given(cases())
def test_hamilton_is_nearest_to_the_exact_shares_and_tells_each_tie(case: Case) -> None:
    every = list(vectors(case, Method.HAMILTON))
    if not every:
        with pytest.raises(Impossible):
            case.by(Method.HAMILTON)
        return
    found = case.by(Method.HAMILTON)
    nearest = min(surplus(case, seats, found.quotas) for seats in every)
    best = [seats for seats in every if surplus(case, seats, found.quotas) == nearest]
    assert tuple(found.seats.values()) in best
    assert len(best) == ways(found.ties)


@drawn(100)
@given(cases(most_units=7, most_seats=30), ANY_METHOD)
def test_the_exact_shares_add_up_and_are_proportional_between_the_bounds(case: Case, method: Method) -> None:
    try:
        quotas = case.by(method).quotas
    except Impossible:
        assume(False)
    assert sum(quotas.values()) == case.seats
    rising, falling = [], []
    for unit, weight in case.weights.items():
        least, most = case.bounds.get(unit, (0, None))
        assert least <= quotas[unit]
        assert most is None or quotas[unit] <= most
        if weight == 0:
            assert quotas[unit] == least
            continue
        if most is None or quotas[unit] < most:
            rising.append(quotas[unit] / weight)
        if quotas[unit] > least:
            falling.append(quotas[unit] / weight)
    # Who could have more has no less to the member than anybody who could have less.
    assert max(falling, default=Fraction(0)) <= min(rising, default=max(falling, default=Fraction(0)))


@drawn(100)
@given(cases(), ANY_DIVISOR)
def test_the_divisor_rounds_every_unit_to_its_seats(case: Case, method: Method) -> None:
    try:
        found = case.by(method)
    except Impossible:
        assume(False)
    divisor = found.people_to_a_seat
    assume(divisor is not None)
    assert divisor is not None
    for unit, weight in case.weights.items():
        least, most = case.bounds.get(unit, (0, None))
        held, share = found.seats[unit], (weight / divisor) ** 2
        below = held == least or point(method, held - 1) <= share
        above = held == most or weight == 0 or share <= point(method, held)
        assert below
        assert above
        if not found.ties and weight > 0:
            assert held == least or point(method, held - 1) != share
            assert held == most or share != point(method, held)


@drawn(150)
@given(free_cases(), ANY_METHOD)
@example(Case(weights={"a": Fraction(6), "b": Fraction(6), "c": Fraction(2)}, seats=10, bounds={}), Method.HAMILTON)
def test_the_package_apportionment_agrees_where_there_is_no_tie(case: Case, method: Method) -> None:
    # It breaks ties by the order of the list and knows no bounds; it takes whole numbers. Its Huntington–Hill counts in floats,
    # so that it sees no tie where the claims differ by less than a float can hold.
    whole = [int(3 * weight) for weight in case.weights.values()]
    assume(method is not Method.HUNTINGTON_HILL or max(whole) < 10**6)
    try:
        theirs = compute(ELSEWHERE[method], whole, case.seats, fractions=True, tiesallowed=False)
    except TiesException:
        assume(False)
    assert given_out(case.by(method)) == theirs
    assert case.by(method).ties == ()


@drawn(60)
@given(cases(most_seats=20), ANY_DIVISOR)
def test_with_one_seat_more_no_unit_gets_fewer_by_a_divisor_method(case: Case, method: Method) -> None:
    try:
        before = case.by(method)
        after = Case(weights=case.weights, seats=case.seats + 1, bounds=case.bounds).by(method)
    except Impossible:
        assume(False)
    assert all(after.seats[unit] >= held for unit, held in before.seats.items())


def test_with_one_seat_more_a_unit_gets_fewer_by_hamilton() -> None:
    # The textbook case of the Alabama paradox: the small state has two of ten seats and one of eleven.
    assert given_out(shared([6, 6, 2], 10, Method.HAMILTON)) == [4, 4, 2]
    assert given_out(shared([6, 6, 2], 11, Method.HAMILTON)) == [5, 5, 1]


@drawn(100)
@given(free_cases(), ANY_DIVISOR, st.data())
def test_a_unit_that_grows_never_loses_to_one_that_shrinks_by_a_divisor_method(
    case: Case, method: Method, data: st.DataObject
) -> None:
    units = list(case.weights)
    grown = {unit: data.draw(POSITIVE) for unit in units}
    growing, shrinking = units[0], units[1]
    grown[growing] = case.weights[growing] + data.draw(POSITIVE)
    grown[shrinking] = case.weights[shrinking] * Fraction(data.draw(st.integers(1, 9)), 10)
    before = case.by(method).seats
    after = Case(weights=grown, seats=case.seats, bounds={}).by(method).seats
    assert not (after[growing] < before[growing] and after[shrinking] > before[shrinking])


def test_a_unit_that_grows_loses_to_one_that_shrinks_by_hamilton() -> None:
    assert given_out(shared([30, 7, 20], 5, Method.HAMILTON)) == [3, 0, 2]
    assert given_out(shared([31, 6, 30], 5, Method.HAMILTON)) == [2, 1, 2]


@drawn(60)
@given(free_cases())
def test_hamilton_stays_within_a_seat_of_the_exact_share(case: Case) -> None:
    found = case.by(Method.HAMILTON)
    assert all(abs(held - found.quotas[unit]) < 1 for unit, held in found.seats.items())


@pytest.mark.parametrize(("method", "large"), [(Method.DHONDT, 9), (Method.WEBSTER, 9), (Method.ADAMS, 5)])
def test_a_divisor_method_may_leave_the_quota(method: Method, large: int) -> None:
    # A large unit with 7.56 of 9 seats beside four small ones with 0.36 each; D'Hondt gives it all, Adams 5.
    assert shared([840, 40, 40, 40, 40], 9, method).quotas["a"] == Fraction(189, 25)
    assert shared([840, 40, 40, 40, 40], 9, method).seats["a"] == large


@drawn(80)
@given(cases(most_units=6), ANY_METHOD, st.sampled_from([TieRule.DRAW, TieRule.LARGER, TieRule.SMALLER]), st.randoms())
def test_the_order_of_the_units_changes_nothing(
    case: Case, method: Method, rule: TieRule, order: random.Random
) -> None:
    units = list(case.weights)
    order.shuffle(units)
    mixed = Case(weights={unit: case.weights[unit] for unit in units}, seats=case.seats, bounds=case.bounds)
    try:
        found = case.by(method, TieBreak(rule=rule))
    except Impossible:
        with pytest.raises(Impossible):
            mixed.by(method)
        return
    assert mixed.by(method, TieBreak(rule=rule)) == found


@drawn(60)
@given(cases(most_units=6), ANY_METHOD)
def test_other_names_change_nothing_where_nothing_is_tied(case: Case, method: Method) -> None:
    other = {unit: f"改名{number}" for number, unit in enumerate(reversed(list(case.weights)))}
    renamed = Case(
        weights={other[unit]: weight for unit, weight in case.weights.items()},
        seats=case.seats,
        bounds={other[unit]: bounds for unit, bounds in case.bounds.items()},
    )
    try:
        found = case.by(method, TieBreak(rule=TieRule.REFUSE))
    except (Impossible, Undecided):
        assume(False)
    assert renamed.by(method).seats == {other[unit]: held for unit, held in found.seats.items()}


@pytest.mark.parametrize("method", Method)
def test_numbers_that_no_float_tells_apart_are_told_apart(method: Method) -> None:
    large = 10**40
    found = shared([large, large + 1], 3, method)
    assert (given_out(found), found.ties) == ([1, 2], ())


@pytest.mark.parametrize("method", Method)
def test_a_billion_seats_take_no_longer_than_a_few(method: Method) -> None:
    found = shared([1, 2, 4], 7 * 10**9, method, c=(0, 10**9))
    assert given_out(found) == [2 * 10**9, 4 * 10**9, 10**9]


@pytest.mark.parametrize("method", [Method.HAMILTON, Method.HUNTINGTON_HILL])
def test_three_thousand_units_share_ten_thousand_seats(method: Method) -> None:
    drawing = random.Random(1)
    weights = {unit: Fraction(drawing.randint(1, 10**6)) for unit in names(3000)}
    bounds: dict[str, tuple[int, int | None]] = dict.fromkeys(weights, (1, 9))
    found = apportion(weights, 10_000, method=method, bounds=bounds, breaking=TieBreak())
    assert sum(found.seats.values()) == 10_000
    assert (min(found.seats.values()), max(found.seats.values())) == (1, 6)


def test_minima_come_first_and_a_maximum_ends_a_units_claims() -> None:
    # Without bounds D'Hondt gives 8, 1, 1; with them the large unit stops at 5 and what it leaves goes by the claims.
    assert given_out(shared([80, 15, 10], 10, Method.DHONDT)) == [8, 1, 1]
    assert given_out(shared([80, 15, 10], 10, Method.DHONDT, a=(0, 5), c=(2, None))) == [5, 3, 2]
    assert given_out(shared([80, 15, 10], 10, Method.HAMILTON, a=(0, 5), c=(2, None))) == [5, 3, 2]


@pytest.mark.parametrize("method", [Method.HUNTINGTON_HILL, Method.ADAMS])
def test_a_unit_that_may_have_none_has_no_first_seat(method: Method) -> None:
    assert given_out(shared([80, 15, 10], 2, method, a=(0, 0))) == [0, 1, 1]


def test_a_unit_without_members_gets_its_minimum_only() -> None:
    for method in Method:
        assert given_out(shared([0, 5, 5], 7, method, a=(1, None))) == [1, 3, 3]


@pytest.mark.parametrize(
    ("numbers", "seats", "method", "bounds", "said"),
    [
        ([5, 5], 30, Method.WEBSTER, {"a": (16, None), "b": (15, None)}, "下限相加是 31 席，要分的只有 30 席，差 1 席"),
        (
            [5, 5],
            30,
            Method.HAMILTON,
            {"a": (0, 16), "b": (0, 13)},
            "上限相加是 29 席，要分 30 席，有 1 席没有单位可给",
        ),
        (
            [5, 5, 5],
            2,
            Method.ADAMS,
            {},
            "给每个有人数的单位第一席（3 个单位靠它得到），连同下限至少要 3 席，要分的只有 2 席",
        ),
        ([5, 0], 3, Method.DHONDT, {"a": (0, 2)}, "没有人数的单位只得下限：b"),
    ],
)
def test_what_is_impossible_is_said_with_the_arithmetic(
    numbers: list[int], seats: int, method: Method, bounds: dict[str, tuple[int, int | None]], said: str
) -> None:
    with pytest.raises(Impossible) as reason:
        shared(numbers, seats, method, **bounds)
    assert said in reason.value.said.zh


@pytest.mark.parametrize(
    ("numbers", "seats", "bounds"), [([-1], 2, {}), ([1], -2, {}), ([1], 2, {"a": (3, 2)}), ([1], 2, {"b": (0, 1)})]
)
def test_nonsense_is_refused(numbers: list[int], seats: int, bounds: dict[str, tuple[int, int | None]]) -> None:
    with pytest.raises(ValueError, match=r"negative|range|not among"):
        shared(numbers, seats, Method.WEBSTER, **bounds)


def test_the_range_of_divisors_ends_where_a_seat_would_move() -> None:
    # Webster, 100 and 70 share five seats: 100/2.5 = 40 is served last, 100/3.5 = 200/7 would be the next before 70/2.5 = 28.
    found = shared([100, 70], 5, Method.WEBSTER)
    assert given_out(found) == [3, 2]
    assert found.divisor == (Fraction(200, 7), Fraction(40))
    assert found.people_to_a_seat == 30
    assert shared([100, 70], 5, Method.HAMILTON).people_to_a_seat is None
