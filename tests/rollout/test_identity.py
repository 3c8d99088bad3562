"""Who is one person across associations: what binds, what only a person can settle, and what is neither."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.rollout.identity import MONTH, Doubt, Held, agree, born_of, doubts, groups, is_made, local_ids
from tests.strategies import drawn


def held(code: str, person: str, birth: str = "", name: str = "王一") -> Held:
    return Held(code=code, person=person, name=name, birth=birth, body="committee", office="chair")


def codes(people: list[list[Held]]) -> list[str]:
    return ["".join(each.code for each in person) for person in people]


@pytest.mark.parametrize(
    ("births", "found"),
    [
        (("1980-05", "1980-05"), ["AB"]),
        (("1980-05", "1980-05-03"), ["AB"]),
        (("1980年5月", "1980.05"), ["AB"]),
        (("1980", "1980-05"), ["AB"]),
        (("", "1980-05"), ["AB"]),
        (("", ""), ["AB"]),
        (("1980-05", "1980-06"), ["A", "B"]),
        (("1980-05-03", "1980-05-04"), ["A", "B"]),
        (("1979", "1980-05"), ["A", "B"]),
    ],
)
def test_equal_ids_and_names_bind_unless_births_contradict(births: tuple[str, str], found: list[str]) -> None:
    assert codes(groups([held("A", "P1", births[0]), held("B", "P1", births[1])])) == found


def test_a_birth_that_agrees_with_two_others_that_differ_joins_neither() -> None:
    people = [held("A", "P1", "1980-05"), held("B", "P1", "1981-02"), held("C", "P1"), held("D", "P1")]
    assert sorted(codes(groups(people))) == ["A", "B", "CD"]
    assert [(doubt, codes([who])) for doubt, who in doubts(people)] == [(Doubt.BIRTHS, ["ABCD"])]


def test_an_id_that_stands_for_several_names_binds_only_with_a_birth_to_the_month() -> None:
    local = local_ids([("1", "王一"), ("1", "李二"), ("2", "王一"), ("2", "王一")])
    assert local == {"1"}
    assert codes(groups([held("A", "1", "1980-05"), held("B", "1", "1980-05-03")], local=local)) == ["AB"]
    for one, two in (("", ""), ("1980", "1980"), ("1980-05", "1980")):
        people = [held("A", "1", one), held("B", "1", two)]
        assert codes(groups(people, local=local)) == ["A", "B"]
        assert [doubt for doubt, _ in doubts(people, local=local)] == [Doubt.NUMBER]


def test_an_id_made_from_the_name_says_no_more_than_name_and_birth() -> None:
    assert is_made("王一", "王一")
    assert is_made("王一-1980-05", "王一")
    assert is_made("王一#2", "王一")
    assert not is_made("王一二", "王一")
    made = [held("A", "王一-1980-05", "1980-05"), held("B", "王一-1980-05", "1980-05")]
    assert codes(groups(made)) == ["A", "B"]
    assert codes(groups(made, likely_too=True)) == ["AB"]
    assert doubts(made) == [(Doubt.IDS, made)]
    assert codes(groups([held("A", "王一"), held("B", "王一")], likely_too=True)) == ["A", "B"]


def test_name_and_birth_under_different_ids_are_told_and_bind_only_when_asked() -> None:
    people = [held("A", "P1", "1980-05"), held("B", "P2", "1980-05-03"), held("C", "P3", "1980-05")]
    assert codes(groups(people)) == ["A", "B", "C"]
    assert doubts(people) == [(Doubt.IDS, people)]
    assert codes(groups(people, likely_too=True)) == ["ABC"]


@pytest.mark.parametrize("births", [("1980", "1980"), ("", ""), ("1980-05", "1980-06"), ("1980-05-01", "1980-05-02")])
def test_namesakes_whose_births_say_nothing_or_differ_are_not_even_likely(births: tuple[str, str]) -> None:
    people = [held("A", "P1", births[0]), held("B", "P2", births[1])]
    assert doubts(people) == []
    assert codes(groups(people, likely_too=True)) == ["A", "B"]


def test_who_binds_by_id_stays_together_when_namesakes_of_the_month_join() -> None:
    people = [held("A", "P1", "1980-05"), held("B", "P1", "1980-05-03"), held("C", "P2", "1980-05-07")]
    assert sorted(codes(groups(people, likely_too=True))) == ["AB", "C"]
    assert doubts(people) == []


def test_a_birth_to_the_month_may_be_any_of_its_days_for_somebody_to_settle() -> None:
    people = [held("A", "P1", "1980-05"), held("B", "P2", "1980-05-03"), held("C", "P3", "1980-05-07")]
    assert sorted(codes(groups(people, likely_too=True))) == ["A", "B", "C"]
    assert doubts(people) == [(Doubt.IDS, people)]


def test_two_whom_one_association_lists_are_two_people() -> None:
    people = [held("A", "P1", "1980-05"), held("A", "P2", "1980-05"), held("B", "P3", "1980-05")]
    assert codes(groups(people, likely_too=True)) == ["A", "A", "B"]
    assert [doubt for doubt, _ in doubts(people)] == [Doubt.IDS]


def test_the_order_of_the_rows_changes_nothing() -> None:
    people = [held("A", "P1", "1980-05"), held("B", "P1"), held("C", "P1", "1981"), held("D", "P2", "1980-05-03")]
    for likely_too in (False, True):
        assert len({str(groups(order, likely_too=likely_too)) for order in permutations(people)}) == 1
    assert len({str(doubts(order)) for order in permutations(people)}) == 1


def test_a_birth_that_cannot_be_read_counts_as_none() -> None:
    assert born_of("不详") == () == born_of("")
    assert born_of("1980-05-03") == (1980, 5, 3)


BIRTHS = ("", "1980", "1981", "1980-05", "1980-06", "1980-05-03", "1980-05-04")
ROWS = st.tuples(st.sampled_from("ABCD"), st.sampled_from(("P1", "P2", "王一")), st.sampled_from(BIRTHS))


@drawn(100)
@given(rows=st.lists(ROWS, max_size=7, unique_by=lambda row: row[:2]), local=st.booleans(), likely_too=st.booleans())
def test_everybody_is_one_person_whose_births_agree(
    rows: list[tuple[str, str, str]], local: bool, likely_too: bool
) -> None:
    people = [held(*row) for row in rows]
    ids = ("P1",) if local else ()
    found = groups(people, local=ids, likely_too=likely_too)
    assert sorted(each for person in found for each in person) == sorted(people)
    for person in found:
        born = [born_of(each.birth) for each in person]
        assert all(agree(one, two) for one in born for two in born)
        assert len({each.person for each in person}) == 1 or likely_too
    told = [set(some) for _, some in doubts(people, local=ids)]
    for one, two in combinations(groups(people, local=ids), 2):
        near = any(min(len(born_of(a.birth)), len(born_of(b.birth))) >= MONTH for a in one for b in two)
        if near and all(agree(born_of(a.birth), born_of(b.birth)) for a in one for b in two):
            assert any({*one, *two} <= some for some in told)
    # Who is one person by id is one person too when the likely are joined.
    joined = groups(people, local=ids, likely_too=True)
    assert all(any(set(person) <= set(other) for other in joined) for person in groups(people, local=ids))
