from __future__ import annotations

import pytest

from optimizer.allocation.sizes import size_of


@pytest.mark.parametrize(
    ("population", "at_most", "seats"),
    [
        (0, 1000, 350),
        (149_999, 1000, 350),
        (150_000, 1000, 351),
        (101_527_453, 1000, 1000),
        (97_499_999, 1000, 999),
        (97_500_000, 1000, 1000),
        (101_527_453, None, 1026),
    ],
)
def test_350_and_one_per_150_000_at_most_1_000(population: int, at_most: int | None, seats: int) -> None:
    # Electoral Law art. 12 (1): provinces 350, one more per 150,000 people, at most 1,000.
    assert size_of(population, 350, 150_000, at_most).seats == seats


def test_one_seat_for_every_person_is_a_rate_too() -> None:
    assert size_of(7, 0, 1, None).seats == 7


def test_the_arithmetic_is_told() -> None:
    assert "上限" not in size_of(460_000, 350, 150_000, 353).said.zh
    assert (
        size_of(460_000, 350, 150_000, None).said.zh
        == "基数 350 席，每满 150000 人加 1 席：460000 人加 3 席，共 353 席。"
    )
    assert size_of(460_000, 350, 150_000, 352).said.en == (
        "350 seats, and one more for every full 150000 people: 460000 people make 3 more, 353 in all. That is above the ceiling: "
        "352 seats."
    )


@pytest.mark.parametrize("numbers", [(-1, 350, 150_000, None), (1, -1, 1, None), (1, 1, 0, None), (1, 1, 1, -1)])
def test_nonsense_is_refused(numbers: tuple[int, int, int, int | None]) -> None:
    with pytest.raises(ValueError, match="not negative"):
        size_of(*numbers)
