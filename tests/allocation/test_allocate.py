from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from optimizer.allocation.allocate import Allocation, Settings, allocate
from optimizer.allocation.apportion import apportion
from optimizer.allocation.methods import Method
from optimizer.allocation.ties import TieBreak, TieRule, Undecided
from optimizer.allocation.units import ElectingUnit
from optimizer.allocation.words import Impossible
from tests.allocation.cases import WEIGHTS
from tests.strategies import drawn


def unit(
    name: str, kind: str, members: int, *, least: int = 0, most: int | None = None, ex_officio: int = 0
) -> ElectingUnit:
    return ElectingUnit(name=name, kind=kind, members=Fraction(members), least=least, most=most, ex_officio=ex_officio)


NATIONAL = (
    *(unit(f"学会{number}", "学会", 1000 * number) for number in range(1, 9)),
    *(unit(f"省{number}", "省", 3000 * number) for number in range(1, 6)),
    unit("部队", "其他", 500),
    unit("国资系统", "其他", 1500),
)
CAST = {"学会": Fraction(32, 100), "省": Fraction(62, 100)}


def said(allocation: Allocation) -> str:
    return "".join(sentence.zh for sentence in allocation.said)


def test_class_shares_of_the_congress_of_2006() -> None:
    # 中国科协七大: 1,200 seats, societies 32 %, provinces 62 %, so 384, 744 and 72 for all others.
    found = allocate(NATIONAL, 1200, Settings(classes=CAST))
    assert dict(found.classes) == {"学会": 384, "省": 744, "其他": 72}
    assert (found.seats["部队"], found.seats["国资系统"]) == (18, 54)
    assert "学会 32% × 1200 = 384 席（含当然代表）" in said(found)
    assert "其他类别共 72 席（含当然代表）" in said(found)


def test_class_totals_that_are_not_whole_go_by_largest_remainders_and_are_told() -> None:
    # 32.32, 62.62 and 6.06 of 101: the one seat left goes to the provinces.
    found = allocate(NATIONAL, 101, Settings(classes=CAST))
    assert dict(found.classes) == {"学会": 32, "省": 63, "其他": 6}
    assert "省 62% × 101 = 62.62 席，不是整数，按最大余数定为 63 席（含当然代表）" in said(found)


def test_reserve_and_ex_officio_seats_are_of_the_total_and_of_the_class_share() -> None:
    units = (
        unit("甲", "学会", 10, ex_officio=2),
        unit("乙", "学会", 10),
        unit("丙", "市", 40, ex_officio=1),
        unit("丁", "市", 10),
    )
    found = allocate(units, 25, Settings(classes={"学会": Fraction(2, 5)}, reserve=4))
    assert dict(found.classes) == {"学会": 10, "市": 11}
    assert dict(found.seats) == {"甲": 4, "乙": 4, "丙": 8, "丁": 2}
    assert (dict(found.ex_officio), found.reserve) == ({"甲": 2, "乙": 0, "丙": 1, "丁": 0}, 4)
    assert found.said[0].zh == "总数 25 席：分配 18 席，当然代表 3 席，机动 4 席。"


def test_a_class_may_have_a_number_of_seats() -> None:
    found = allocate(NATIONAL, 100, Settings(classes={"学会": 41}))
    assert dict(found.classes) == {"学会": 41, "省": 56, "其他": 3}


def test_classes_not_named_share_what_is_left_unit_by_unit() -> None:
    # Ten seats are left for 6 : 6 : 2, which largest remainders share out as 4, 4, 2.
    units = (unit("学会", "学会", 1), unit("a", "市", 6), unit("b", "校", 6), unit("c", "企", 2))
    found = allocate(units, 15, Settings(classes={"学会": 5}))
    assert dict(found.seats) == {"学会": 5, "a": 4, "b": 4, "c": 2}


def test_general_and_own_bounds_hold_together() -> None:
    units = (unit("甲", "", 100, most=6), unit("乙", "", 10, least=3), unit("丙", "", 1), unit("丁", "", 0))
    found = allocate(units, 14, Settings(minimum=1, maximum=8))
    assert dict(found.seats) == {"甲": 6, "乙": 6, "丙": 1, "丁": 1}
    text = said(found)
    assert "没有人数的单位只得下限：丁。" in text
    assert "正好是下限的单位：丙。" in text
    assert "正好是上限的单位：甲。" in text


def test_the_number_to_divide_by_is_told_for_every_class() -> None:
    # Societies by 940: 1 + 2 + 3 + 4 + 5 + 6 + 7 + 9 = 37; the others by 740: 4 + 8 + 12 + 16 + 20, 1 and 2 = 63.
    told = allocate(NATIONAL, 100, Settings(classes={"学会": 37}, method=Method.WEBSTER)).said
    assert [sentence.zh for sentence in told if "可以验算" in sentence.zh] == [
        "“学会”类内按每席 940 人计算，可以验算。",
        "其他各类内按每席 740 人计算，可以验算。",
    ]


@drawn(40)
@given(st.data())
def test_seats_ex_officio_and_reserve_always_make_the_total(data: st.DataObject) -> None:
    units = [
        ElectingUnit(
            name=f"u{number}",
            kind=data.draw(st.sampled_from(["学会", "市", "校"])),
            members=data.draw(WEIGHTS),
            least=data.draw(st.integers(0, 2)),
            ex_officio=data.draw(st.integers(0, 2)),
        )
        for number in range(data.draw(st.integers(1, 7)))
    ]
    kinds = {own.kind for own in units}
    classes = {kind: data.draw(st.fractions(0, 1, max_denominator=7)) for kind in ("学会", "市") if kind in kinds}
    settings = Settings(
        method=data.draw(st.sampled_from(Method)),
        minimum=data.draw(st.integers(0, 1)),
        maximum=data.draw(st.none() | st.integers(3, 20)),
        classes={kind: share for kind, share in classes.items() if data.draw(st.booleans())},
        reserve=data.draw(st.integers(0, 3)),
    )
    total = data.draw(st.integers(0, 60))
    try:
        found = allocate(units, total, settings)
    except Impossible:
        assume(False)
    assert sum(found.seats.values()) + sum(found.ex_officio.values()) + found.reserve == total
    assert sum(found.classes.values()) + found.reserve == total
    for kind, share in settings.classes.items():
        assert -1 < found.classes[kind] - share * total < 1
    for own in units:
        assert max(own.least, settings.minimum) <= found.seats[own.name]
        assert settings.maximum is None or found.seats[own.name] <= settings.maximum
    assert len(set(found.classes)) == len(kinds)


@pytest.mark.parametrize("method", Method)
def test_without_classes_it_is_the_method_over_all_units(method: Method) -> None:
    found = allocate(NATIONAL, 100, Settings(method=method, minimum=1, reserve=10))
    plain = apportion(
        {own.name: own.members for own in NATIONAL},
        90,
        method=method,
        bounds={own.name: (1, None) for own in NATIONAL},
        breaking=TieBreak(),
    )
    assert (dict(found.seats), dict(found.quotas)) == (dict(plain.seats), dict(plain.quotas))
    assert found.divisors == ({} if plain.divisor is None else {"units": plain.divisor})
    assert ("可以验算" in said(found)) == (plain.divisor is not None)


def test_the_order_of_the_units_changes_no_seat() -> None:
    units = [unit(f"u{number}", "甲乙丙"[number % 3], number // 3, ex_officio=number % 2) for number in range(12)]
    settings = Settings(classes={"甲": Fraction(1, 3), "乙": Fraction(1, 3)}, method=Method.WEBSTER)
    found = allocate(units, 37, settings)
    random.Random(2).shuffle(units)
    mixed = allocate(units, 37, settings)
    assert (found.seats, found.classes, set(found.ties)) == (mixed.seats, mixed.classes, set(mixed.ties))
    assert list(mixed.seats) == [own.name for own in units]


def test_all_ties_are_told_at_once_when_the_rule_is_to_refuse() -> None:
    units = [unit(name, kind, 5) for kind in "甲乙" for name in (f"{kind}1", f"{kind}2")]
    settings = Settings(classes={"甲": 3, "乙": 3}, tie_rule=TieRule.REFUSE)
    with pytest.raises(Undecided) as refused:
        allocate(units, 6, settings)
    assert [tie.where for tie in refused.value.ties] == ["class:甲", "class:乙"]


def test_classes_with_equal_remainders_are_a_tie_of_classes() -> None:
    units = (unit("a", "甲", 9), unit("b", "乙", 5))
    settings = Settings(classes={"甲": Fraction(1, 2), "乙": Fraction(1, 2)}, tie_rule=TieRule.SMALLER)
    found = allocate(units, 7, settings)
    assert dict(found.classes) == {"甲": 3, "乙": 4}
    assert [(tie.where, tie.given) for tie in found.ties] == [("classes", ("乙",))]


def test_a_tie_with_the_classes_not_named_says_so() -> None:
    units = (unit("a", "甲", 9), unit("b", "乙", 5))
    settings = Settings(classes={"甲": Fraction(1, 2)}, tie_rule=TieRule.LARGER)
    (tie,) = allocate(units, 7, settings).ties
    assert tie.said().zh == "各类别之间，其他各类、甲的份额完全相等，还剩 1 席可分；人数多的优先，给了甲。"


@pytest.mark.parametrize(
    ("b_least", "a_most", "totals"),
    [
        (0, None, {"甲": 5, "乙": 2}),
        (0, 5, {"甲": 5, "乙": 2}),
        (3, None, {"甲": 4, "乙": 3}),
        (0, 4, {"甲": 4, "乙": 3}),
    ],
)
def test_a_class_total_is_rounded_so_that_the_bounds_of_its_units_hold(
    b_least: int, a_most: int | None, totals: dict[str, int]
) -> None:
    # 4.69 and 2.31 of seven: the remainder is the first class's, unless that breaks a bound.
    units = (unit("a", "甲", 1, most=a_most), unit("b", "乙", 1, least=b_least))
    found = allocate(units, 7, Settings(classes={"甲": Fraction(67, 100)}))
    assert dict(found.classes) == totals


def test_a_whole_class_total_is_not_moved_for_a_bound() -> None:
    units = (unit("a", "甲", 1), unit("b", "乙", 1, least=3), unit("c", "丙", 1))
    with pytest.raises(Impossible, match="乙"):
        allocate(units, 8, Settings(classes={"甲": Fraction(11, 32), "乙": Fraction(1, 4)}))


@pytest.mark.parametrize(
    ("total", "settings", "words"),
    [
        (10, Settings(reserve=11), "机动名额 11 席，多于总数 10 席"),
        (
            100,
            Settings(classes=CAST, reserve=7),
            "（学会 32% × 100 = 32，省 62% × 100 = 62）加上机动 7 席，比总数 100 席多 1 席",
        ),
        (10, Settings(minimum=1), "各单位的下限相加是 15 席，要分的只有 10 席，差 5 席"),
        (10, Settings(minimum=2, maximum=1), "这些单位的下限高于上限"),
        (20, Settings(classes=CAST, minimum=1), "“学会”类：各单位的下限相加是 8 席，要分的只有 6 席"),
        (20, Settings(classes=CAST, minimum=1), "其他各类：各单位的下限相加是 2 席，要分的只有 1 席"),
    ],
)
def test_what_is_impossible_is_said_with_the_arithmetic(total: int, settings: Settings, words: str) -> None:
    with pytest.raises(Impossible) as reason:
        allocate(NATIONAL, total, settings)
    assert words in reason.value.said.zh


def test_seats_that_no_class_takes_are_told() -> None:
    units = NATIONAL[:13]
    with pytest.raises(Impossible) as reason:
        allocate(units, 100, Settings(classes=CAST, reserve=1))
    assert reason.value.said.en == (
        "The classes (学会 32% of 100 = 32, 省 62% of 100 = 62) and the reserve of 1 leave 5 of the 100 seats to nobody, "
        "for there is no other class. Raise a share or the reserve."
    )


def test_half_a_seat_that_no_class_takes_is_told_too() -> None:
    with pytest.raises(Impossible, match=r"leave 0.5 of the 25 seats to nobody"):
        allocate(NATIONAL[:13], 25, Settings(classes={"学会": Fraction(19, 50), "省": Fraction(3, 5)}))


def test_more_posts_than_seats_are_told() -> None:
    with pytest.raises(Impossible) as reason:
        allocate((unit("甲", "", 5, ex_officio=4),), 3, Settings())
    assert reason.value.said.zh == "当然代表有 4 席，而总共只有 3 席。请增加席位。"


def test_seats_without_units_are_told() -> None:
    with pytest.raises(Impossible) as reason:
        allocate((), 5, Settings(reserve=2))
    assert reason.value.said.zh == "没有单位，3 席无处可分。"


def test_posts_may_take_all_the_seats() -> None:
    assert dict(allocate((unit("甲", "", 5, ex_officio=4), unit("乙", "", 5)), 4, Settings()).seats) == {
        "甲": 0,
        "乙": 0,
    }


def test_minimum_and_maximum_may_be_the_same() -> None:
    assert set(allocate(NATIONAL, 30, Settings(minimum=2, maximum=2)).seats.values()) == {2}


@pytest.mark.parametrize(
    ("units", "settings", "words"),
    [
        ([unit("甲", "", 1), unit("甲", "", 2)], Settings(), "same name"),
        ([unit("甲", "市", 1)], Settings(classes={"省": 1}), "no unit has"),
        ([unit("甲", "市", 1)], Settings(reserve=-1), "not negative"),
    ],
)
def test_nonsense_is_refused(units: Sequence[ElectingUnit], settings: Settings, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        allocate(units, 5, settings)


@pytest.mark.parametrize(
    ("members", "least", "most", "ex_officio"),
    [(-1, 0, 9, 0), (1, -1, 9, 0), (1, 0, -1, 0), (1, 0, 9, -1), (1, 3, 2, 0)],
)
def test_a_unit_has_no_negative_numbers_and_no_crossed_bounds(
    members: int, least: int, most: int, ex_officio: int
) -> None:
    with pytest.raises(ValueError, match="甲"):
        unit("甲", "", members, least=least, most=most, ex_officio=ex_officio)


def test_a_unit_has_no_negative_supply() -> None:
    with pytest.raises(ValueError, match="甲"):
        ElectingUnit(name="甲", supply={"women": -1})
