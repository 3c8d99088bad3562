"""`modes` is what a person can serve in, several perhaps; `mode` is what they were appointed in."""

from __future__ import annotations

from datetime import date

import pytest

from optimizer.basis.position import Position, Truth
from optimizer.groups.masks import Masks
from optimizer.groups.predicate import OneOf, judge
from optimizer.people.person import Person

ON = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("values", "belongs"),
    [(("seconded",), True), (("part_time",), True), (("full_time",), False), (("full_time", "seconded"), True)],
)
def test_one_of_several_modes_is_enough(values: tuple[str, ...], belongs: bool) -> None:
    person = Person(id="P1", name="王一", modes=("part_time", "seconded"))
    group = OneOf("modes", values)
    assert judge(group, person, None, ON) is (Truth.YES if belongs else Truth.NO)
    masks = Masks([person], [Position(bodies=("b",))], ON)
    assert masks.sure(group).tolist() == masks.possible(group).tolist() == [[belongs]]


def test_an_empty_cell_is_undecided_where_it_says_nothing() -> None:
    person = Person(id="P1", name="王一")
    for column in ("ethnicity", "cadre", "sex", "sector", "frontline"):
        assert judge(OneOf(column, ("x",)), person, None, ON) is Truth.UNSURE
    for column in ("head", "incumbent", "获奖"):
        assert judge(OneOf(column, ("x",)), person, None, ON) is Truth.NO
    assert judge(OneOf("ethnicity", ("",)), person, None, ON) is Truth.YES
