"""The order of repairs by cost, each proven for its place.

It goes through the sets of names that must stay as they are: the cheapest repair comes first; whatever else there is leaves at
least one of its names as it is, so the next one is the cheapest of those that hold one name of each repair already listed.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from optimizer.basis.text import Text
from optimizer.diagnose.loosening import Least, Loosening, Search


class Ranking:
    """Best first: every entry holds some names as they are; an entry not yet worked out stands at its parent's place."""

    def __init__(self, search: Search, loosening: Loosening, known: Sequence[Least], most: int) -> None:
        self._search = search
        self._loosening = loosening
        self._known = known
        self._most = most
        self._order = count()
        self._heap: list[tuple[tuple[int, int], int, frozenset[str], Least | None]] = []
        self._seen: set[frozenset[str]] = set()
        self._listed: list[Least] = []

    def run(self) -> bool:
        """Work until the list is long enough or nothing is left; whether all of it is proven. Raises Stopped."""
        self._push((0, 0), frozenset())
        while self._heap and len(self._listed) < self._most:
            if self._heap[0][-1] is None:
                self._work_out()
                continue
            place, _, held, least = heapq.heappop(self._heap)
            assert least is not None
            known = next((each.short for each in self._listed if each.short.keys() <= least.short.keys()), None)
            if known is None:
                self._listed.append(least)
                if not least.proven or not least.short:
                    return least.proven
            for name in known or least.short:
                self._push(place, held | {name})
        return True

    def _work_out(self) -> None:
        """Solve the first entry; it stays in the heap, unsolved, where the time is up meanwhile."""
        place, _, held, _ = self._heap[0]
        self._search.say("repairs", len(self._listed), self._most, _LOOKING.fill())
        loose = tuple(name for name in self._loosening.weights if name not in held)
        # Nothing here is cheaper than what it comes from: a repair known to cost no more needs no proof.
        least = next((each for each in self._known if _place(each) == place and held.isdisjoint(each.short)), None)
        if least is None:
            least, _ = self._loosening.least(self._search, loose)
        heapq.heappop(self._heap)
        if least is not None:
            own = max(place, _place(least))
            heapq.heappush(self._heap, (own, next(self._order), held, least))

    def _push(self, place: tuple[int, int], held: frozenset[str]) -> None:
        if held not in self._seen:
            self._seen.add(held)
            heapq.heappush(self._heap, (place, next(self._order), held, None))

    def all_found(self) -> list[Least]:
        """Those listed; where the work was cut short, also others known that contain none of them, unproven."""
        places = {name: place for place, name in enumerate(self._loosening.weights)}

        def order(least: Least) -> tuple[int, int, list[int]]:
            return (*_place(least), sorted(places[name] for name in least.short))

        listed = sorted(self._listed, key=order)
        worked_out = [least for *_, least in self._heap if least is not None]
        others = sorted((*worked_out, *self._known), key=order) if self._heap else []
        for least in others:
            if len(listed) < self._most and not any(each.short.keys() <= least.short.keys() for each in listed):
                listed.append(replace(least, proven=False))
        return listed


def _place(least: Least) -> tuple[int, int]:
    """What the ranking goes by: the cost, then the number of names changed."""
    return least.cost, len(least.short)


_LOOKING = Text(zh="寻找代价最小的补救办法", en="looking for the cheapest repairs")
