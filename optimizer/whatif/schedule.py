"""Which scenario to solve next, so that as many as possible follow from those solved before.

Within a frame scenarios come from the loosest to the tightest: then everything looser is known before a scenario is
solved, and it is solved only if no looser answer gives its own. In one line no order needs fewer solves, as every different
roster has to be found once. Several lanes take a stretch of the order each; one that is done takes half of the longest
stretch left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from optimizer.solve.status import Learned, Status
from optimizer.whatif.follow import Following
from optimizer.whatif.scenarios import Answer, Ground, Scenario


@dataclass(kw_only=True)
class _Stretch:
    """Part of the order: from `at` up to `end`."""

    at: int
    end: int


class Schedule:
    """The scenarios of a sweep and their answers so far, by number; `solved` of them were solved, the others follow."""

    def __init__(self, ground: Ground, scenarios: Sequence[Scenario]) -> None:
        self.scenarios = tuple(scenarios)
        self.answers: dict[int, Answer] = {}
        self.solved = 0
        frames: dict[Scenario, Following] = {}
        for scenario in self.scenarios:
            frames.setdefault(ground.frame(scenario), Following(ground, scenario))
        self._frame = [frames[ground.frame(scenario)] for scenario in self.scenarios]
        self._ranks = [frame.ranks(scenario) for frame, scenario in zip(self._frame, self.scenarios, strict=True)]
        self._coordinates = self._numbered()
        self._order = self._loosest_first(list(frames.values()))
        self._place = {number: place for place, number in enumerate(self._order)}
        self._stretches = [_Stretch(at=0, end=len(self._order))]
        self._lane: dict[int, _Stretch] = {0: self._stretches[0]}
        self._out: set[int] = set()
        self._learned: dict[int, Learned] = {}

    @property
    def open(self) -> int:
        """How many scenarios have no answer yet."""
        return len(self.scenarios) - len(self.answers)

    def next(self, lane: int) -> tuple[int, Learned | None] | None:
        """The number of the scenario a lane should solve next, and what helps with it; None where nothing is left."""
        stretch = self._lane.get(lane)
        number = None if stretch is None else self._first(stretch)
        while number is None:
            stretch = self._share()
            if stretch is None:
                return None
            self._lane[lane] = stretch
            number = self._first(stretch)
        self._out.add(number)
        return number, self._nearest(number)

    def back(self, number: int) -> None:
        """A scenario that was lost is to be solved again."""
        self._out.discard(number)
        stretch = _Stretch(at=self._place[number], end=self._place[number] + 1)
        self._stretches.append(stretch)

    def settle(self, number: int, answer: Answer) -> None:
        """Take up an answer, and every answer that follows from it."""
        self._out.discard(number)
        self.answers[number] = answer
        self.solved += 1
        if answer.learned is not None:
            self._learned[number] = answer.learned
        frame = self._frame[number]
        known = frame.known(self.scenarios[number], answer)
        if known is None:
            return
        for other in self._order:
            if self._frame[other] is not frame or (other in self.answers and settled(self.answers[other])):
                continue
            if frame.follows(known, self.scenarios[other], self._ranks[other]):
                self.answers[other] = answer

    def _loosest_first(self, frames: Sequence[Following]) -> list[int]:
        """Frame by frame, every scenario after all that ask for less; else in the order they were written."""

        def key(number: int) -> tuple[Any, ...]:
            ranks = [(rank is not None, rank or (0, False)) for rank in self._ranks[number]]
            return frames.index(self._frame[number]), ranks, number

        return sorted(range(len(self.scenarios)), key=key)

    def _first(self, stretch: _Stretch) -> int | None:
        """The first scenario of a stretch that nobody has solved or is solving."""
        while stretch.at < stretch.end:
            number = self._order[stretch.at]
            if number not in self.answers and number not in self._out:
                return number
            stretch.at += 1
        return None

    def _share(self) -> _Stretch | None:
        """A stretch that nobody works on, or half of the longest one left."""
        taken = {id(stretch) for stretch in self._lane.values()}
        for stretch in self._stretches:
            if id(stretch) not in taken and self._first(stretch) is not None:
                return stretch
        longest = max(self._stretches, key=self._left)
        if not self._left(longest):
            return None
        self._first(longest)
        middle = (longest.at + longest.end) // 2
        # Of two scenarios the second is given away, of one that one.
        share = _Stretch(at=max(middle, longest.at), end=longest.end)
        longest.end = share.at
        self._stretches.append(share)
        return share

    def _left(self, stretch: _Stretch) -> int:
        """How many scenarios of a stretch are still to be begun."""
        numbers = self._order[stretch.at : stretch.end]
        return sum(number not in self.answers and number not in self._out for number in numbers)

    def _nearest(self, number: int) -> Learned | None:
        """What was learned nearest by: of the same people, in the same frame if anything was, in fewest steps."""
        here = self._frame[number]
        known = [other for other in self._learned if self._frame[other].people is here.people]
        return self._learned[min(known, key=partial(self._steps, number))] if known else None

    def _steps(self, one: int, other: int) -> tuple[bool, int, int]:
        """How far two scenarios lie apart, counted in values of each bound."""
        apart = sum(abs(a - b) for a, b in zip(self._coordinates[one], self._coordinates[other], strict=True))
        return self._frame[one] is not self._frame[other], apart, other

    def _numbered(self) -> list[tuple[int, ...]]:
        """For each scenario the number of each of its ranks among all there are."""
        columns = []
        for ranks in zip(*self._ranks, strict=True):
            number = {rank: at for at, rank in enumerate(sorted({rank for rank in ranks if rank is not None}))}
            columns.append([0 if rank is None else number[rank] for rank in ranks])
        return list(zip(*columns, strict=True))


def settled(answer: Answer) -> bool:
    """Whether an answer is proven either way."""
    return answer.status in (Status.OPTIMAL, Status.IMPOSSIBLE)
