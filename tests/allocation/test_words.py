from __future__ import annotations

from fractions import Fraction

import pytest

from optimizer.allocation.units import ElectingUnit
from optimizer.allocation.words import in_a_row, listed, number_words, ratio_words
from optimizer.basis.text import Filled


@pytest.mark.parametrize(
    ("ratio", "said"),
    [
        (Fraction(7, 10), "70%"),
        (Fraction(667, 1000), "66.7%"),
        (Fraction(1, 8), "12.5%"),
        (Fraction(12345, 100_000), "12.345%"),
        (Fraction(123_456, 1_000_000), "1929/15625"),
        (Fraction(2, 3), "2/3"),
        (Fraction(1), "100%"),
        (Fraction(1, 100), "1%"),
        (Fraction(1, 2000), "0.05%"),
    ],
)
def test_a_ratio_is_written_exactly(ratio: Fraction, said: str) -> None:
    assert ratio_words(ratio) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (Fraction(224), "224"),
        (Fraction(449, 2), "224.5"),
        (Fraction(1001, 1000), "1.001"),
        (Fraction(10_001, 10_000), "1 1/10000"),
        (Fraction(80, 3), "26 2/3"),
        (Fraction(2, 3), "2/3"),
        (Fraction(1, 20), "0.05"),
        (Fraction(0), "0"),
    ],
)
def test_a_number_is_written_exactly(number: Fraction, said: str) -> None:
    assert number_words(number) == said


def test_many_names_are_counted() -> None:
    assert listed(["甲", "乙"]) == Filled(zh="甲、乙", en="甲, 乙")
    assert listed(["甲", "乙", "丙"], 2) == Filled(zh="甲、乙等 3 个", en="甲, 乙 … (3 in all)")
    assert listed(["甲"] * 8) == Filled(zh="、".join(["甲"] * 8), en=", ".join(["甲"] * 8))
    assert listed(["甲"] * 9).zh.endswith("等 9 个")


def test_sentences_stand_one_after_the_other() -> None:
    said = [Filled(zh="一。", en="One."), Filled(zh="二。", en="Two.")]
    assert in_a_row(said) == Filled(zh="一。二。", en="One. Two.")


def test_a_unit_of_a_name_alone_has_nothing_but_the_name() -> None:
    unit = ElectingUnit(name="甲")
    assert (unit.kind, unit.members, unit.least, unit.most, unit.ex_officio) == ("", Fraction(0), 0, None, 0)
    assert dict(unit.supply) == {}
