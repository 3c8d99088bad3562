from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.allocation.targets import HandedDown, Line, Target, hand_down
from optimizer.allocation.ties import TieBreak, TieRule, Undecided
from optimizer.basis.text import Filled, same
from tests.strategies import drawn

FRONTLINE = Filled(zh="基层一线", en="frontline")


def floor(asked: Fraction | int) -> Target:
    return Target(id="frontline", title=FRONTLINE, at_least=asked)


def ceiling(asked: Fraction | int) -> Target:
    return Target(id="cadres", title=same("领导干部"), at_most=asked)


def plain(*seats: int) -> list[Line]:
    return [Line(name=f"u{number}", seats=held) for number, held in enumerate(seats)]


def said(found: HandedDown) -> str:
    return "".join(sentence.zh for sentence in found.proof)


@st.composite
def lines_drawn(draw: st.DrawFn) -> list[Line]:
    lines = []
    for number in range(draw(st.integers(1, 4))):
        seats = draw(st.integers(0, 5))
        supply = draw(st.none() | st.integers(0, 6))
        known = draw(st.none() | st.none() | st.integers(0, seats))
        lines.append(Line(name=f"u{number}", seats=seats, supply=supply, known=known))
    return lines


RATIOS = st.fractions(0, 1, max_denominator=9)


def can_send(line: Line) -> range:
    """How many of the group may sit on the line's seats."""
    if line.known is not None:
        return range(line.known, line.known + 1)
    return range(min(line.seats, line.seats if line.supply is None else line.supply) + 1)


def sums_to(lines: Sequence[Line], total: int) -> Iterator[tuple[int, ...]]:
    return (parts for parts in product(*map(can_send, lines)) if sum(parts) == total)


def distance(parts: Sequence[int], lines: Sequence[Line], found: HandedDown) -> Fraction:
    return sum(
        ((part - found.fair[line.name]) ** 2 for part, line in zip(parts, lines, strict=True) if line.known is None),
        Fraction(0),
    )


def is_fair(lines: Sequence[Line], found: HandedDown) -> bool:
    """Who could take more has no less to the seat than anybody who could take less: proportional but for supply."""
    free = [line for line in lines if line.known is None and line.seats > 0]
    rising = [found.fair[line.name] / line.seats for line in free if found.fair[line.name] < can_send(line)[-1]]
    falling = [found.fair[line.name] / line.seats for line in free if found.fair[line.name] > 0]
    return not rising or not falling or max(falling) <= min(rising)


@drawn(100)
@given(lines_drawn(), RATIOS)
def test_a_floor_handed_down_is_the_whole_floor_as_fair_as_can_be_or_impossible(
    lines: list[Line], ratio: Fraction
) -> None:
    found = hand_down(lines, floor(ratio), TieBreak())
    size = sum(line.seats for line in lines)
    best = max(sum(parts) for parts in product(*map(can_send, lines)))
    assert found.required == min(heads for heads in range(size + 1) if heads >= ratio * size)
    assert found.short == max(0, found.required - best)
    assert found.holds == any(sum(parts) >= found.required for parts in product(*map(can_send, lines)))
    if not found.holds:
        assert sum(found.parts.values()) == best
        return
    known = sum(line.known or 0 for line in lines)
    exact = list(sums_to(lines, max(found.required, known)))
    parts = tuple(found.parts.values())
    assert parts in exact
    assert is_fair(lines, found)
    nearest = min(distance(other, lines, found) for other in exact)
    assert distance(parts, lines, found) == nearest
    assert all(abs(found.parts[name] - share) < 1 for name, share in found.fair.items())
    # Whatever the lines send that keeps their own floors keeps the whole floor, and one head less somewhere would not.
    sent = [heads for heads in product(*map(can_send, lines)) if all(map(int.__ge__, heads, parts))]
    assert min(map(sum, sent)) == max(found.required, known)


@drawn(60)
@given(lines_drawn(), RATIOS)
def test_a_ceiling_handed_down_is_the_whole_ceiling_used_to_the_full_or_impossible(
    lines: list[Line], ratio: Fraction
) -> None:
    found = hand_down(lines, ceiling(ratio), TieBreak())
    size = sum(line.seats for line in lines)
    least = min(sum(parts) for parts in product(*map(can_send, lines)))
    assert found.required == max(heads for heads in range(size + 1) if heads <= ratio * size)
    assert found.holds == (least <= found.required)
    assert found.short == max(0, least - found.required)
    parts = tuple(found.parts.values())
    allowed = [heads for heads in product(*map(can_send, lines)) if all(map(int.__le__, heads, parts))]
    most = max(sum(heads) for heads in product(*map(can_send, lines)))
    assert max(map(sum, allowed)) == max(least, min(most, found.required))
    assert is_fair(lines, found)
    assert all(abs(found.parts[name] - share) < 1 for name, share in found.fair.items())


@drawn(60)
@given(lines_drawn(), RATIOS)
def test_rounding_every_share_alone_never_asks_less_and_never_allows_more(lines: list[Line], ratio: Fraction) -> None:
    up = hand_down(lines, floor(ratio), TieBreak())
    down = hand_down(lines, ceiling(ratio), TieBreak())
    assert up.each_alone is not None
    assert down.each_alone is not None
    assert up.each_alone == sum(-(-ratio * line.seats // 1) for line in lines) >= up.required
    assert down.each_alone == sum(ratio * line.seats // 1 for line in lines) <= down.required


def test_seventy_percent_of_the_whole_is_less_than_seventy_percent_of_each_rounded_up() -> None:
    found = hand_down(plain(*[3] * 100, 20), floor(Fraction(7, 10)), TieBreak())
    assert (found.size, found.required, found.each_alone) == (320, 224, 314)
    assert sorted(found.parts.values()) == [2] * 90 + [3] * 10 + [14]
    assert [sentence.zh for sentence in found.proof] == [
        "全体 320 席，基层一线不少于 70%：70% × 320 = 224 人。",
        "101 行各自的最少人数相加：224 ≥ 224。所以各行都达到，全体就达到，不论推荐的是谁。",
        "各行按席位分摊，与应摊的数相差都不到 1 人。",
        "如果各行各自按比例进一，相加是 314 人，比需要的多 90 人。",
    ]


def test_supply_binds_and_the_others_make_up_for_it() -> None:
    lines = [Line(name="甲", seats=40), Line(name="乙", seats=20, supply=3), Line(name="丙", seats=20, supply=30)]
    found = hand_down(lines, floor(Fraction(7, 10)), TieBreak())
    # 56 of 80: 3 from 乙, the other 53 in the proportion 40 : 20 but never above the seats.
    assert dict(found.parts) == {"甲": 35, "乙": 3, "丙": 18}
    assert "可推荐的人不够按席位分摊、以可推荐人数为准的：乙 3；" in said(found)
    assert "35 + 3 + 18 = 56 ≥ 56" in said(found)
    assert (dict(found.lacking), dict(found.spare)) == ({}, {})


def test_reserve_takes_its_part_and_posts_count_as_they_are_known() -> None:
    lines = [*plain(50, 30), Line(name="机动名额", seats=10), Line(name="当然代表", seats=10, known=1)]
    found = hand_down(lines, floor(Fraction(1, 2)), TieBreak())
    # 49 of the other 90: 27.2, 16.3 and 5.4, so that the reserve has the largest remainder.
    assert dict(found.parts) == {"u0": 27, "u1": 16, "机动名额": 6, "当然代表": 1}
    assert "其中当然代表按 1 人计。" in said(found)


def test_what_cannot_be_is_told_with_who_lacks_people_and_who_has_more_than_seats() -> None:
    lines = [Line(name="甲", seats=40), Line(name="乙", seats=17, supply=3), Line(name="丙", seats=9, supply=20)]
    found = hand_down(lines, floor(Fraction(9, 10)), TieBreak())
    assert (found.holds, found.required, found.short) == (False, 60, 8)
    assert (dict(found.lacking), dict(found.spare)) == ({"乙": 13}, {"丙": 11})
    assert [sentence.en for sentence in found.proof] == [
        "66 seats in all, frontline at least 90%: 90% of 66 = 59.4, that is 60 whole heads.",
        "It cannot be done: 60 are needed, and the lines can have 52 at most (of seats and people who can be sent the fewer): "
        "8 are missing.",
        "Too few people to send for an even share (and by how many): 乙 13.",
        "More people to send than seats (and by how many): 丙 11; seats that others cannot fill, moved to them, would make up "
        "for 8.",
    ]


def test_moving_seats_makes_up_for_no_more_than_seats_nobody_can_fill() -> None:
    # 9 of 10 wanted: 甲 fills 4 of 6, 乙 2 of 2, the posts none; 乙 has four more people, and two seats of 甲 are free.
    lines = [
        Line(name="甲", seats=6, supply=4),
        Line(name="乙", seats=2, supply=6),
        Line(name="当然代表", seats=2, known=0),
    ]
    found = hand_down(lines, floor(9), TieBreak())
    assert (found.short, dict(found.spare)) == (3, {"乙": 4})
    assert "能补上 2 人" in said(found)
    moved = [replace(lines[0], seats=4), replace(lines[1], seats=4), lines[2]]
    assert hand_down(moved, floor(9), TieBreak()).short == 1


def test_what_is_known_is_told_where_it_does_not_reach() -> None:
    found = hand_down([*plain(3), Line(name="当然代表", seats=2, known=1)], floor(5), TieBreak())
    assert "做不到：要 5 人，各行最多只能有 4 人（席位和可推荐人数取小的，加上已知的 1 人），差 1 人。" in said(found)


def test_a_single_line_is_no_sum() -> None:
    assert "1 行各自的最少人数相加：7 ≥ 7。" in said(hand_down(plain(9), floor(7), TieBreak()))


def test_a_ceiling_already_passed_is_told() -> None:
    found = hand_down([*plain(9), Line(name="当然代表", seats=3, known=3)], ceiling(2), TieBreak())
    assert (found.holds, found.short, dict(found.parts)) == (False, 1, {"u0": 0, "当然代表": 3})
    assert "最多 2 人，已知的就有 3 人，多 1 人" in said(found)
    assert (dict(found.lacking), dict(found.spare)) == ({}, {})


def test_a_ceiling_used_to_the_full_is_told_with_the_sum() -> None:
    found = hand_down(plain(10, 20), ceiling(Fraction(1, 4)), TieBreak())
    assert [sentence.zh for sentence in found.proof] == [
        "全体 30 席，领导干部不超过 25%：25% × 30 = 7.5，舍为 7 人。",
        "2 行各自的最多人数相加：2 + 5 = 7 ≤ 7。所以各行都不超过，全体就不超过，不论推荐的是谁。",
        "各行按席位分摊，与应摊的数相差都不到 1 人。",
    ]


def test_what_rounding_down_alone_gives_away_is_told() -> None:
    found = hand_down(plain(3, 3, 3, 3), ceiling(Fraction(1, 2)), TieBreak())
    assert (
        found.proof[-1].en == "Were every line to round its own share down, the sum would be 4: 2 fewer than allowed."
    )


def test_a_ceiling_above_all_there_are_needs_no_sharing() -> None:
    found = hand_down([Line(name="甲", seats=11, supply=2), *plain(4)], ceiling(Fraction(1, 2)), TieBreak())
    assert dict(found.parts) == {"甲": 2, "u0": 4}
    assert "2 行最多也只能有 2 + 4 = 6 人 ≤ 7，不论推荐的是谁，全体都不会超过。" in said(found)


def test_a_number_of_heads_is_handed_down_too() -> None:
    found = hand_down(plain(10, 20, 30), floor(20), TieBreak())
    assert (list(found.parts.values()), found.each_alone) == ([3, 7, 10], None)
    assert found.proof[0].en == "60 seats in all, frontline at least 20."


def test_more_heads_than_seats_lack_no_supply() -> None:
    found = hand_down(plain(2, 3), floor(7), TieBreak())
    assert (found.short, dict(found.lacking), dict(found.spare)) == (2, {}, {})


def test_a_tie_is_told_and_drawn_for_the_target() -> None:
    found = hand_down(plain(5, 5, 5), floor(7), TieBreak())
    (tie,) = found.ties
    assert (tie.where, tie.seats, tie.between) == ("target:frontline", 1, ("u0", "u1", "u2"))
    with pytest.raises(Undecided, match="handing down"):
        hand_down(plain(5, 5, 5), floor(7), TieBreak(rule=TieRule.REFUSE))


def test_a_target_of_two_bounds_is_handed_down_side_by_side() -> None:
    both = Target(id="women", title=same("女"), at_least=Fraction(1, 4), at_most=Fraction(1, 2))
    assert [(side.at_least, side.at_most) for side in both.sides()] == [(Fraction(1, 4), None), (None, Fraction(1, 2))]
    assert both.sides()[0].sides() == both.sides()[:1]
    with pytest.raises(ValueError, match="one bound"):
        hand_down(plain(4), both, TieBreak())


@pytest.mark.parametrize(
    "lines",
    [
        [Line(name="甲", seats=1), Line(name="甲", seats=2)],
        [Line(name="甲", seats=-1)],
        [Line(name="甲", seats=1, supply=-1)],
        [Line(name="甲", seats=1, known=2)],
    ],
)
def test_nonsense_is_refused(lines: list[Line]) -> None:
    with pytest.raises(ValueError, match=r"same name|甲"):
        hand_down(lines, floor(1), TieBreak())
