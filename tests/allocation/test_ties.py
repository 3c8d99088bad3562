from __future__ import annotations

import hashlib
from fractions import Fraction

import pytest

from optimizer.allocation.apportion import apportion
from optimizer.allocation.methods import Method
from optimizer.allocation.ties import Tie, TieBreak, TieRule, Undecided

ALIKE = {name: Fraction(10) for name in "甲乙丙丁戊"}
# Webster: the third claim is 4 for all three, 4/1, 12/3 and 20/5.
UNLIKE = {"small": Fraction(2), "middle": Fraction(6), "large": Fraction(10)}


def lots(seed: int, where: str, names: str) -> list[str]:
    return sorted(names, key=lambda name: hashlib.sha256(f"{seed}:{where}:{name}".encode()).hexdigest())


def tied(weights: dict[str, Fraction], seats: int, breaking: TieBreak) -> Tie:
    (tie,) = apportion(weights, seats, method=Method.WEBSTER, breaking=breaking).ties
    return tie


@pytest.mark.parametrize("seed", range(6))
def test_the_draw_is_the_published_hash_of_seed_place_and_name(seed: int) -> None:
    tie = tied(ALIKE, 7, TieBreak(seed=seed, where="class:学会"))
    assert (tie.seats, tie.between) == (2, tuple(sorted(ALIKE)))
    assert tie.given == tuple(sorted(lots(seed, "class:学会", "甲乙丙丁戊")[:2]))
    assert tie.drawn == tie.between


def test_unless_told_otherwise_the_draw_has_the_seed_0() -> None:
    assert tied(ALIKE, 2, TieBreak()).given == tuple(sorted(lots(0, "units", "甲乙丙丁戊")[:2]))


def test_other_seeds_and_places_draw_otherwise() -> None:
    assert len({tied(ALIKE, 1, TieBreak(seed=seed)).given for seed in range(30)}) == 5
    assert len({tied(ALIKE, 1, TieBreak(where=f"class:{number}")).given for number in range(30)}) == 5


@pytest.mark.parametrize(("rule", "given"), [(TieRule.LARGER, ("large",)), (TieRule.SMALLER, ("small",))])
def test_size_decides_without_a_draw(rule: TieRule, given: tuple[str, ...]) -> None:
    # Claims 20, 12, 20/3, 4, 4, 4: with four seats there is one for the three whose claim is 4.
    tie = tied(UNLIKE, 4, TieBreak(rule=rule))
    assert (tie.between, tie.given, tie.drawn) == (("large", "middle", "small"), given, ())
    assert "seed" not in tie.said().en


def test_where_size_is_equal_too_the_draw_decides_and_is_told() -> None:
    weights = {**UNLIKE, "large too": Fraction(10)}
    tie = tied(weights, 6, TieBreak(rule=TieRule.LARGER, seed=4))
    first = min(("large", "large too"), key=lambda name: hashlib.sha256(f"4:units:{name}".encode()).hexdigest())
    assert (tie.seats, tie.given, tie.drawn) == (1, (first,), ("large", "large too"))
    assert tie.said().en == (
        "Among the units, large, large too, middle, small have exactly equal claims and 1 to share; the larger goes first, "
        f"and among large, large too, whose members are equal too, the draw with the public seed 4 decides: given to {first}."
    )


def test_size_may_go_by_other_members_than_the_weights() -> None:
    members = {"small": Fraction(3), "middle": Fraction(2), "large": Fraction(1)}
    assert tied(UNLIKE, 4, TieBreak(rule=TieRule.LARGER, members=members)).given == ("small",)


def test_who_is_not_known_has_no_members() -> None:
    members = {"small": Fraction(1, 2)}
    assert tied(UNLIKE, 4, TieBreak(rule=TieRule.LARGER, members=members)).given == ("small",)
    assert "small" not in tied(UNLIKE, 4, TieBreak(rule=TieRule.SMALLER, members=members)).given


@pytest.mark.parametrize("method", Method)
def test_refusing_names_the_units_and_the_seats(method: Method) -> None:
    with pytest.raises(Undecided) as refused:
        apportion(ALIKE, 7, method=method, breaking=TieBreak(rule=TieRule.REFUSE))
    (tie,) = refused.value.ties
    assert (tie.seats, tie.between, tie.given) == (2, tuple(sorted(ALIKE)), ())
    assert (
        refused.value.said.zh
        == f"各单位之间，{'、'.join(sorted(ALIKE))}的份额完全相等，还剩 2 席可分，没有规则决定给谁。"
    )


def test_refusing_is_silent_where_nothing_is_tied() -> None:
    found = apportion(ALIKE, 10, method=Method.HAMILTON, breaking=TieBreak(rule=TieRule.REFUSE))
    assert set(found.seats.values()) == {2}


@pytest.mark.parametrize(
    ("where", "zh"),
    [("classes", "各类别之间"), ("class:学会", "“学会”类内"), ("target:frontline", "分解指标“frontline”时")],
)
def test_a_tie_says_where_it_is(where: str, zh: str) -> None:
    assert tied(ALIKE, 1, TieBreak(where=where)).said().zh.startswith(f"{zh}，")
