"""The search for minimal sets, on families of sets drawn at random: no model, no solver."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.diagnose.minimal import Minimal, Names, shrunk, smallest_hit
from tests.strategies import drawn

NAMES = "abcdefg"
SETS = st.lists(st.frozensets(st.sampled_from(NAMES)), max_size=6)


def subsets(names: Sequence[str]) -> list[Names]:
    return [frozenset(chosen) for size in range(len(names) + 1) for chosen in combinations(names, size)]


def minimal_of(sets: Sequence[Names]) -> set[Names]:
    return {each for each in sets if not any(other < each for other in sets)}


class Family:
    """Sets that cannot hold together, and all that hold one of them."""

    def __init__(self, impossible: Sequence[Names]) -> None:
        self.impossible = impossible

    def possible(self, chosen: Names) -> bool:
        return not any(each <= chosen for each in self.impossible)

    def grown(self, chosen: Names) -> Names:
        for name in NAMES:
            if self.possible(chosen | {name}):
                chosen |= {name}
        return chosen


@drawn(300)
@given(SETS, st.data())
def test_all_minimal_sets_are_found_the_smallest_first(impossible: list[Names], data: st.DataObject) -> None:
    family = Family(impossible)
    # A lazy answer is no larger than it must be.
    grown = family.grown if data.draw(st.booleans()) else lambda chosen: chosen
    search = Minimal(NAMES, possible=family.possible, grown=grown, look=lambda: None)
    known = sorted(minimal_of(impossible), key=sorted)[:1] if data.draw(st.booleans()) else []
    search.found += known
    found = list(search.run())
    assert search.complete
    assert set(found) == minimal_of(impossible) - set(known)
    assert len(found) == len(set(found))
    assert [len(each) for each in found] == sorted(len(each) for each in found)


@drawn(300)
@given(SETS.filter(bool))
def test_a_set_that_is_shrunk_is_minimal(impossible: list[Names]) -> None:
    family = Family(impossible)
    asked: list[Names] = []

    def possible(chosen: Names) -> bool:
        asked.append(chosen)
        return family.possible(chosen)

    assert shrunk(NAMES, possible) in minimal_of(impossible)
    assert len(asked) <= 4 * len(NAMES)


@drawn(300)
@given(SETS, SETS)
def test_the_smallest_hitting_set(to_hit: list[Names], avoided: list[Names]) -> None:
    fitting = [
        chosen
        for chosen in subsets(NAMES)
        if all(chosen & each for each in to_hit) and not any(each <= chosen for each in avoided)
    ]
    found = smallest_hit(to_hit, avoided, NAMES, look=lambda: None)
    if found is None:
        assert fitting == []
    else:
        assert found in fitting
        assert len(found) == len(fitting[0])


def test_the_search_can_be_broken_off() -> None:
    def stop() -> None:
        raise TimeoutError

    search = Minimal(NAMES, possible=lambda chosen: len(chosen) < 2, grown=lambda chosen: chosen, look=stop)
    with pytest.raises(TimeoutError):
        list(search.run())
    assert not search.complete
