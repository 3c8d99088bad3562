from __future__ import annotations

from fractions import Fraction

import pytest

from optimizer.allocation.methods import Method, claim, properties, surely
from optimizer.allocation.ties import TieRule
from optimizer.basis.text import LANGS
from tests.allocation.cases import DIVISOR_METHODS, point


@pytest.mark.parametrize(
    ("method", "promises"),
    [
        (Method.HAMILTON, (True, False, False, False, "none")),
        (Method.WEBSTER, (False, True, True, False, "none")),
        (Method.DHONDT, (False, True, True, False, "large")),
        (Method.HUNTINGTON_HILL, (False, True, True, True, "small")),
        (Method.ADAMS, (False, True, True, True, "small")),
    ],
)
def test_the_promises_are_those_of_the_books(method: Method, promises: tuple[bool, bool, bool, bool, str]) -> None:
    # Balinski and Young, Fair Representation: Hamilton alone stays within the quota, the divisor methods alone are monotone.
    kept = properties(method)
    found = kept.keeps_quota, kept.more_seats_never_hurt, kept.growth_never_hurts, kept.seats_everybody, kept.leaning
    assert found == promises


@pytest.mark.parametrize("method", DIVISOR_METHODS)
def test_what_is_surely_due_is_every_rounding_point_passed(method: Method) -> None:
    for share in (Fraction(number, 12) for number in range(61)):
        assert surely(method, share) == sum(point(method, held) < share * share for held in range(7))


def test_hamilton_has_neither_claims_nor_a_divisor() -> None:
    with pytest.raises(ValueError, match="Hamilton"):
        claim(Method.HAMILTON, Fraction(5), 1)
    with pytest.raises(ValueError, match="Hamilton"):
        surely(Method.HAMILTON, Fraction(5))


def test_the_promises_are_said_in_both_languages() -> None:
    assert properties(Method.HAMILTON).said().zh == (
        "与应得席位相差总不到 1 席，总席位增加时有的单位反而可能减少，人数增加的单位可能把席位让给人数减少的单位，"
        "人数很少的单位可能没有席位；不偏大单位，也不偏小单位"
    )
    assert properties(Method.ADAMS).said().en == (
        "may be a seat or more from the exact share; no unit loses when there are more seats in all; no unit that grows loses a "
        "seat to one that shrinks; every unit with members has a seat; favours small units"
    )


@pytest.mark.parametrize("lang", LANGS)
def test_every_method_and_rule_has_words_of_its_own(lang: str) -> None:
    said = [method.words.to("zh" if lang == "zh" else "en") for method in Method]
    said += [method.explained.to("zh" if lang == "zh" else "en") for method in Method]
    said += [rule.words.to("zh" if lang == "zh" else "en") for rule in TieRule]
    assert len(set(said)) == 2 * len(Method) + len(TieRule)
