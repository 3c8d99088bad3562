"""Offices in several associations: found by counting, repaired with the fewest changes of all repairs there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, combinations, product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.basis.progress import Silent
from optimizer.rollout.concurrent import OFFICES, Register, clashes
from optimizer.rollout.identity import Doubt
from optimizer.rollout.moving import linked, repaired
from optimizer.rollout.planned import Holder
from optimizer.rollout.repair import Asked, Needed, Repair
from tests.strategies import drawn

PEOPLE = ("P1", "P2", "P3", "P4", "P5")
CODES = ("A", "B", "C")
type Roster = frozenset[str]
"""Who is in an office."""


def holder(person: str, office: str = "chair", *, name: str = "", birth: str = "") -> Holder:
    return Holder(
        person=person, name=name or f"N{person}", birth=birth, office=office, body="committee", mode="", post=""
    )


@dataclass(frozen=True)
class Toy:
    """Associations by what rosters they could have and the changes each takes; the first roster is the one before."""

    rosters: Mapping[str, tuple[tuple[Roster, int], ...]]

    def register(self) -> Register:
        pairs = [(code, holder(who)) for code, (first, *_) in self.rosters.items() for who in sorted(first[0])]
        Random(7).shuffle(pairs)
        return Register(pairs)

    def ask(self, code: str, out: frozenset[str]) -> Asked | None:
        fitting = [(changes, sorted(held)) for held, changes in self.rosters[code] if not held & out]
        if not fitting:
            return None
        changes, held = min(fitting)
        return Asked(changes=changes, least=changes, holders=tuple(map(holder, held)))

    def best(self, limit: int) -> tuple[int, int]:
        """The fewest offices too many, then the fewest changes, of all combinations of rosters."""
        return min(
            (excess(chain.from_iterable(held for held, _ in taken), limit), sum(changes for _, changes in taken))
            for taken in product(*self.rosters.values())
        )


def excess(people: Iterable[str], limit: int) -> int:
    listed = list(people)
    return sum(max(0, listed.count(who) - limit) for who in set(listed))


def after(toy: Toy, repair: Repair) -> list[str]:
    """Everybody in an office after a repair, once an office."""
    made = {unit.code: [each.person for each in unit.asked.holders] for unit in repair.units}
    return [who for code, (first, *_) in toy.rosters.items() for who in made.get(code, sorted(first[0]))]


@st.composite
def toys(draw: st.DrawFn) -> Toy:
    rosters = {}
    for code in CODES[: draw(st.integers(2, 3))]:
        some = st.sets(st.sampled_from(PEOPLE), min_size=1, max_size=3).map(frozenset)
        first, *others = draw(st.lists(some, min_size=1, max_size=6, unique=True))
        rosters[code] = ((first, 0), *((each, draw(st.integers(1, 9))) for each in others))
    return Toy(rosters)


@drawn(30)
@given(toy=toys(), limit=st.integers(1, 2))
def test_no_repair_of_all_there_are_is_better(toy: Toy, limit: int) -> None:
    repair = repaired(toy.register(), toy.ask, limit=limit)
    least = toy.best(limit)
    assert repair.proven
    assert (excess(after(toy, repair), limit), repair.changes) == least
    assert sum(clash.excess for clash in repair.left) == least[0]
    assert sum(unit.asked.changes or 0 for unit in repair.units) == repair.changes
    assert all(clash.person in set().union(*(n.people for n in repair.needed)) for clash in repair.left)


@drawn(4)
@given(toy=toys())
def test_the_order_of_holders_and_associations_changes_nothing(toy: Toy) -> None:
    other = Toy(dict(reversed([*toy.rosters.items()])))
    one, two = repaired(toy.register(), toy.ask), repaired(other.register(), other.ask)
    assert [(unit.code, unit.out) for unit in one.units] == [(unit.code, unit.out) for unit in two.units]
    assert (one.settled, one.left, one.needed, one.changes) == (two.settled, two.left, two.needed, two.changes)


def two(**costs: int) -> Toy:
    """P1 is in the offices of every association; leaving it takes so many changes, P0 and the code come in."""
    return Toy({code: ((frozenset({"P1"}), 0), (frozenset({f"new {code}"}), cost)) for code, cost in costs.items()})


def test_who_leaves_where_it_costs_least_keeps_the_other_office() -> None:
    repair = repaired(two(A=3, B=2, C=9).register(), two(A=3, B=2, C=9).ask)
    assert (repair.changes, repair.proven, repair.left) == (5, True, ())
    assert [(unit.code, unit.out) for unit in repair.units] == [("A", ("P1",)), ("B", ("P1",))]
    (settled,) = repair.settled
    assert [held.code for held in settled.clash.held] == ["A", "B", "C"]
    assert [held.code for held in settled.after] == ["C"]


def test_among_equal_repairs_people_stay_in_the_higher_office_then_by_code() -> None:
    toy = two(A=2, B=2)
    plain = repaired(toy.register(), toy.ask)
    assert [unit.code for unit in plain.units] == ["B"]
    ranked = Register([("A", holder("P1", "vice_chair")), ("B", holder("P1", "chair"))])
    assert [unit.code for unit in repaired(ranked, toy.ask).units] == ["A"]


def test_a_newcomer_who_holds_an_office_elsewhere_is_part_of_the_same_repair() -> None:
    # Leaving A is cheapest, but only P2 can follow there, who is in C's office already and dear to replace.
    toy = Toy(
        {
            "A": ((frozenset({"P1"}), 0), (frozenset({"P2"}), 1)),
            "B": ((frozenset({"P1"}), 0), (frozenset({"P3"}), 4)),
            "C": ((frozenset({"P2"}), 0), (frozenset({"P4"}), 5)),
        }
    )
    repair = repaired(toy.register(), toy.ask)
    assert [(unit.code, unit.out) for unit in repair.units] == [("B", ("P1",))]
    assert (repair.changes, repair.proven, repair.left) == (4, True, ())
    cheap = Toy({**toy.rosters, "C": ((frozenset({"P2"}), 0), (frozenset({"P4"}), 2))})
    repair = repaired(cheap.register(), cheap.ask)
    assert [(unit.code, unit.out) for unit in repair.units] == [("A", ("P1",)), ("C", ("P2",))]
    assert repair.changes == 3


def test_what_cannot_be_repaired_is_left_and_says_who_cannot_do_without_whom() -> None:
    alone = ((frozenset({"P1", "P2"}), 0), (frozenset({"P1", "P3"}), 1))
    toy = Toy({"A": alone, "B": alone, "C": ((frozenset({"P2"}), 0), (frozenset({"P4"}), 1))})
    repair = repaired(toy.register(), toy.ask)
    assert repair.proven
    assert [(clash.person, clash.excess) for clash in repair.left] == [("P1", 1)]
    assert repair.needed == (Needed(code="A", people=("P1",)), Needed(code="B", people=("P1",)))
    # P2 is in three offices and keeps one of them: P3 can follow in one of A and B only.
    assert repair.changes == 2


def test_each_of_two_may_go_but_not_both() -> None:
    one, other = frozenset({"P1", "P3"}), frozenset({"P2", "P3"})
    toy = Toy(
        {
            "A": ((frozenset({"P1", "P2"}), 0), (one, 1), (other, 1)),
            "B": ((frozenset({"P1"}), 0),),
            "C": ((frozenset({"P2"}), 0),),
        }
    )
    repair = repaired(toy.register(), toy.ask)
    assert len(repair.left) == 1
    assert repair.proven
    assert Needed(code="A", people=("P1", "P2")) in repair.needed


def test_nothing_is_asked_where_nobody_holds_too_much() -> None:
    toy = Toy({"A": ((frozenset({"P1"}), 0),), "B": ((frozenset({"P2"}), 0),)})

    def never(code: str, out: frozenset[str]) -> Asked | None:
        raise AssertionError((code, out))

    repair = repaired(toy.register(), never)
    assert (repair.settled, repair.units, repair.changes, repair.proven) == ((), (), 0, True)


def test_no_association_is_asked_the_same_twice() -> None:
    toy = two(A=3, B=2, C=9)
    asked: list[tuple[str, frozenset[str]]] = []

    def ask(code: str, out: frozenset[str]) -> Asked | None:
        asked.append((code, out))
        return toy.ask(code, out)

    repaired(toy.register(), ask)
    assert len(asked) == len(set(asked)) == 3


def test_without_time_nothing_is_claimed() -> None:
    repair = repaired(two(A=3, B=2).register(), two(A=3, B=2).ask, time_limit=0)
    assert (repair.proven, repair.units, repair.changes) == (False, (), 0)
    assert [clash.person for clash in repair.left] == ["P1"]


class Cancelling(Silent):
    """Cancels after so many answers."""

    def __init__(self, toy: Toy, answers: int) -> None:
        self.toy, self.answers = toy, answers

    def ask(self, code: str, out: frozenset[str]) -> Asked | None:
        self.answers -= 1
        return self.toy.ask(code, out)

    def cancelled(self) -> bool:
        return self.answers <= 0


def test_a_cancel_keeps_what_is_settled_and_proves_nothing() -> None:
    first = {code: ((frozenset({"P1"}), 0), (frozenset({f"new {code}"}), 1)) for code in ("A", "B")}
    second = {code: ((frozenset({"P2"}), 0), (frozenset({f"new {code}"}), 1)) for code in ("C", "D")}
    watch = Cancelling(Toy({**first, **second}), 2)
    repair = repaired(watch.toy.register(), watch.ask, progress=watch)
    assert not repair.proven
    assert [clash.person for clash in repair.left] == ["P2"]
    assert [unit.code for unit in repair.units] == ["B"]


def test_more_time_never_leaves_more_even_where_further_associations_join() -> None:
    # C and G are settled first. P2 for P1 in M and P5 for P3 in O settle M, N and O; but P2 is in C's office: C and G join.
    toy = Toy(
        {
            "C": ((frozenset({"P2", "P6"}), 0), (frozenset({"P4", "P6"}), 1)),
            "G": ((frozenset({"P6"}), 0), (frozenset({"P7"}), 1)),
            "M": ((frozenset({"P1"}), 0), (frozenset({"P2"}), 1)),
            "N": ((frozenset({"P1", "P3"}), 0),),
            "O": ((frozenset({"P3"}), 0), (frozenset({"P5"}), 1)),
        }
    )
    costs = []
    for answers in range(2, 9):
        watch = Cancelling(toy, answers)
        repair = repaired(toy.register(), watch.ask, progress=watch)
        costs.append((sum(clash.excess for clash in repair.left), repair.changes))
    assert costs == sorted(costs, reverse=True)
    assert [*dict.fromkeys(costs)] == [(2, 1), (1, 3), (0, 4)]


def test_a_plan_that_was_not_proven_proves_no_repair() -> None:
    toy = two(A=3, B=2)

    def ask(code: str, out: frozenset[str]) -> Asked | None:
        found = toy.ask(code, out)
        assert found is not None
        return Asked(changes=found.changes, least=0, holders=found.holders)

    repair = repaired(toy.register(), ask)
    assert (repair.changes, repair.proven, repair.left) == (2, False, ())


def test_an_association_without_an_answer_in_time_is_avoided_and_nothing_is_proven() -> None:
    toy = two(A=3, B=2)

    def ask(code: str, out: frozenset[str]) -> Asked | None:
        return Asked(changes=None, least=1) if code == "B" else toy.ask(code, out)

    repair = repaired(toy.register(), ask)
    assert [unit.code for unit in repair.units] == ["A"]
    assert (repair.changes, repair.proven, repair.left, repair.needed) == (3, False, (), ())


def test_what_was_not_found_in_time_is_not_called_impossible() -> None:
    toy = Toy({"A": ((frozenset({"P1"}), 0),), "B": ((frozenset({"P1"}), 0),)})

    def ask(code: str, out: frozenset[str]) -> Asked | None:
        return Asked(changes=None, least=0) if code == "B" else toy.ask(code, out)

    repair = repaired(toy.register(), ask)
    assert (repair.proven, len(repair.left)) == (False, 1)
    assert repair.needed == (Needed(code="A", people=("P1",)),)


def test_an_answer_that_leaves_somebody_in_is_not_believed() -> None:
    toy = two(A=3, B=2)
    with pytest.raises(RuntimeError, match="P1"):
        repaired(toy.register(), lambda code, _: toy.ask(code, frozenset()))


@drawn(40)
@given(
    listed=st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from(PEOPLE), st.sampled_from((*OFFICES, "invited")))),
    limit=st.integers(1, 2),
)
def test_clashes_are_those_of_plain_counting(listed: list[tuple[str, str, str]], limit: int) -> None:
    found = clashes(((code, holder(who, office)) for code, who, office in listed), limit)
    held = {who: {code for code, other, office in listed if other == who and office in OFFICES} for who in PEOPLE}
    assert [(clash.person, clash.excess) for clash in found] == [
        (who, len(codes) - limit) for who, codes in held.items() if len(codes) > limit
    ]
    for clash in found:
        assert {each.code for each in clash.held} == held[clash.person]


def test_other_offices_or_plain_seats_count_when_named() -> None:
    listed = [("A", holder("P1", "invited")), ("B", holder("P1", "")), ("C", holder("P1"))]
    assert clashes(listed) == ()
    assert [clash.excess for clash in clashes(listed, offices=("invited", "chair"))] == [1]
    assert [clash.excess for clash in clashes(listed, offices=("committee",))] == [2]


def test_an_association_counts_once_whatever_is_held_in_it() -> None:
    assert clashes([("A", holder("P1")), ("A", holder("P1", "vice_chair"))]) == ()


def test_the_likely_are_told_apart_from_the_certain() -> None:
    listed = [
        ("A", holder("P1", name="王一", birth="1980-05")),
        ("B", holder("X7", name="王一", birth="1980-05-03")),
        ("C", holder("P1", name="王二", birth="1980-05")),
    ]
    register = Register(listed)
    assert register.clashes() == ()
    ((likely),) = register.likely()
    assert (likely.name, likely.doubt, [each.code for each in likely.held]) == ("王一", Doubt.IDS, ["A", "B"])
    settled = Register(listed, likely_too=True)
    assert [clash.name for clash in settled.clashes()] == ["王一"]
    assert settled.likely() == ()
    assert Register(listed, likely_too=True).likely(2) == ()


def test_an_id_that_others_have_too_makes_no_clash_by_itself() -> None:
    listed = [("A", holder("1", name="王一")), ("B", holder("1", name="王一")), ("C", holder("1", name="李二"))]
    assert clashes(listed) == ()
    assert [likely.doubt for likely in Register(listed).likely()] == [Doubt.NUMBER]
    assert [clash.name for clash in clashes(listed[:2])] == ["王一"]


def test_sets_that_share_a_member_are_linked() -> None:
    sets = [frozenset(each) for each in ("AB", "CD", "BE", "F", "DG", "EG")]
    for order in combinations(sets, len(sets)):
        assert linked(order) == [frozenset("ABCDEG"), frozenset("F")]
    assert linked(reversed(sets)) == linked(sets)
