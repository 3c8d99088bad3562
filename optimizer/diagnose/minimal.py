"""All minimal sets of names that cannot hold together, the smallest first: hitting sets of what can be left out.

Whatever can hold together lacks a name of every minimal set, so a minimal set hits each complement of a possible set. A
smallest set that does is either possible, which gives a further complement to hit, or is itself minimal; where no further
set does, there is no further minimal set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

type Names = frozenset[str]


def shrunk(names: Sequence[str], possible: Callable[[Names], bool]) -> Names:
    """A minimal set of names that cannot hold together, from one that cannot; earlier names are rather kept.

    QuickXplain (Junker 2004).
    """
    if not possible(frozenset()):
        return frozenset()
    return frozenset(_explained(frozenset(), tuple(names), possible, fresh=False))


def _explained(
    held: Names, names: tuple[str, ...], possible: Callable[[Names], bool], *, fresh: bool
) -> tuple[str, ...]:
    """The names needed beside `held` to make it impossible; `fresh` says that `held` was not asked about yet."""
    if fresh and not possible(held):
        return ()
    if len(names) == 1:
        return names
    first, second = names[: len(names) // 2], names[len(names) // 2 :]
    later = _explained(held.union(first), second, possible, fresh=True)
    sooner = _explained(held.union(later), first, possible, fresh=bool(later))
    return (*sooner, *later)


class Minimal:
    """The search for all minimal sets among `names`.

    `possible` says whether a set can hold together, `grown` gives a set of names that can, the larger the better, which holds
    a given possible one; `look` is called now and then. All of them may raise to end the search. What was found until then
    stays in `found`, to which minimal sets found in another way may be added; `complete` says whether there are no more.
    """

    def __init__(
        self,
        names: Sequence[str],
        *,
        possible: Callable[[Names], bool],
        grown: Callable[[Names], Names],
        look: Callable[[], object],
    ) -> None:
        self.names = tuple(names)
        self.found: list[Names] = []
        self.complete = False
        self._possible = possible
        self._grown = grown
        self._look = look
        self._to_hit: list[Names] = []

    def run(self) -> Iterator[Names]:
        """The minimal sets not found yet, the smallest first."""
        while True:
            chosen = smallest_hit(self._to_hit, self.found, self.names, look=self._look)
            if chosen is None:
                self.complete = True
                return
            if self._possible(chosen):
                self._to_hit.append(frozenset(self.names) - self._grown(chosen))
            else:
                self.found.append(chosen)
                yield chosen


def smallest_hit(
    to_hit: Sequence[Names], avoided: Sequence[Names], names: Sequence[str], *, look: Callable[[], object]
) -> Names | None:
    """A smallest set with a name of each of `to_hit` that holds none of `avoided`; None where there is no such set."""
    order = {name: number for number, name in enumerate(names)}
    search = _Search([sorted(hit, key=order.__getitem__) for hit in to_hit], avoided, look)
    for size in range(len(names) + 1):
        search.cut = False
        chosen = search.within(frozenset(), frozenset(), size)
        if chosen is not None or not search.cut:
            return chosen
    return None


class _Search:
    """Depth-first search for a set of at most so many names; `cut` notes whether the size was what ended it."""

    def __init__(self, to_hit: Sequence[Sequence[str]], avoided: Sequence[Names], look: Callable[[], object]) -> None:
        self.to_hit = to_hit
        self.avoided = avoided
        self.look = look
        self.cut = False

    def within(self, chosen: Names, barred: Names, left: int) -> Names | None:
        """`chosen` with at most `left` names more, none of them `barred`."""
        self.look()
        if any(avoided <= chosen for avoided in self.avoided):
            return None
        unhit = [[name for name in names if name not in barred] for names in self.to_hit if chosen.isdisjoint(names)]
        if not unhit:
            return chosen
        if not all(unhit):
            return None
        if _apart(unhit) > left:
            self.cut = True
            return None
        for name in min(unhit, key=len):
            found = self.within(chosen | {name}, barred, left - 1)
            if found is not None:
                return found
            # All sets with this name are done with.
            barred = barred | {name}
        return None


def _apart(sets: Sequence[Sequence[str]]) -> int:
    """How many of the sets, taken greedily from the shortest, share no name: as many names are needed at least."""
    used: set[str] = set()
    count = 0
    for names in sorted(sets, key=len):
        if used.isdisjoint(names):
            used.update(names)
            count += 1
    return count
