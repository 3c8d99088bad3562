"""Core, swing and out: who is in every roster within a distance of the best, in some, in none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from optimizer.basis.progress import Progress
from optimizer.basis.text import Text
from optimizer.model.model import Ints
from optimizer.room.asking import Asker, Counted, columns_of, counted, has_roster
from optimizer.room.swaps import Flags, Swaps, row_table
from optimizer.room.within import Distance, check_within, within
from optimizer.roster.roster import Proposal
from optimizer.solve.status import Status


class Place(StrEnum):
    """Where somebody stands: in every roster within the distance, in some but not all, in none, or not found out."""

    CORE = "core"
    SWING = "swing"
    OUT = "out"
    OPEN = "open"


@dataclass(frozen=True, kw_only=True)
class Label:
    """One person and one body or office; `seated`: whether the plan has them there."""

    person: str
    scope: str
    place: Place
    seated: bool


@dataclass(frozen=True, kw_only=True)
class Labels:
    """Everybody of the pool for each body and office asked for, by body in the order of the policy, then by id.

    `best`: whether the plan whose distance is meant is proven to be the best. `questions` is how many rosters were asked for.
    """

    distance: Distance
    labels: tuple[Label, ...]
    best: bool
    questions: int

    @property
    def complete(self) -> bool:
        """Whether nobody is left open."""
        return all(label.place is not Place.OPEN for label in self.labels)

    def counts(self, scope: str) -> Counter[Place]:
        """How many people of each sort a body or office has."""
        return Counter(label.place for label in self.labels if label.scope == scope)


def labels(
    proposal: Proposal,
    distance: Distance,
    *,
    scopes: Sequence[str] | None = None,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Labels:
    """Where everybody stands in bodies and offices, by default all of them.

    Every roster found says of many people that they can be in, or out. The next question is therefore the roster that is
    news of most people; when the best such roster is no news at all, whoever is left is in all rosters, or in none.
    """
    asker = Asker(time_limit, progress, proposal.solved.learned)
    parts = [part.id for part in proposal.problem.policy.parts if scopes is None or part.id in scopes]
    search = _Search(proposal, distance, parts, asker)
    search.run()
    return Labels(
        distance=distance,
        labels=tuple(search.labels()),
        best=proposal.status is Status.OPTIMAL,
        questions=search.questions,
    )


class _Search:
    """What is known so far: people x bodies, whether a roster has them in, and whether one has them out."""

    def __init__(self, proposal: Proposal, distance: Distance, parts: Sequence[str], asker: Asker) -> None:
        self.proposal = proposal
        self.distance = distance
        self.parts = parts
        self.asker = asker
        self.questions = 0
        self.model = within(proposal, distance)
        self.table = row_table(self.model)
        positions = proposal.problem.positions
        self.touch: Ints = np.array(
            [[part in position.scopes for part in parts] for position in positions], dtype=np.int64
        ).reshape(len(positions), len(parts))
        shape = len(proposal.problem.pool.people), len(parts)
        self.could_be_in: Flags = np.zeros(shape, dtype=bool)
        self.could_be_out: Flags = np.zeros(shape, dtype=bool)
        self.at = {
            (int(g), int(p)): n for n, (g, p) in enumerate(zip(self.model.group, self.model.position, strict=True))
        }
        self.columns_at = [np.flatnonzero(self.model.position == place) for place in range(len(positions))]
        self.closed = False
        self.seated = self._inside(columns_of(self.model, proposal.seats))
        self._note(self.seated)

    def run(self) -> None:
        """First what swaps in the plan show; then questions, until a roster is no news or the time is up."""
        self._by_swaps(Counted(seats=self.proposal.seats, verdicts=self.proposal.verdicts))
        while not self.closed and not self.asker.over:
            self._ask()

    def _by_swaps(self, roster: Counted) -> None:
        """Who can come in for a member of a roster, and which two members can change places."""
        swaps = Swaps(self.model, roster.seats, roster.verdicts, self.table)
        taken = {int(self.model.group[column]): int(column) for column in swaps.taken}
        sitting: dict[int, list[int]] = {}
        for column in taken.values():
            sitting.setdefault(int(self.model.position[column]), []).append(column)
        for here in sorted(sitting):
            rivals = np.array(
                [c for c in self.columns_at[here] if int(self.model.group[c]) not in taken], dtype=np.int64
            )
            for column in sitting[here]:
                self._try(swaps, column, rivals, None)
            for there in sorted(sitting):
                if there > here and self.proposal.problem.chain[there] == self.proposal.problem.chain[here]:
                    able = [other for other in sitting[there] if (int(self.model.group[other]), here) in self.at]
                    come = np.array([self.at[int(self.model.group[other]), here] for other in able], dtype=np.int64)
                    for column in sitting[here]:
                        if (int(self.model.group[column]), there) in self.at:
                            self._try(swaps, column, come, np.array(able, dtype=np.int64))

    def _try(self, swaps: Swaps, column: int, come: Ints, left: Ints | None) -> None:
        """Give one seat to each of some others in turn, by their columns here; as far as that is news.

        `left` are the columns of one other position that they leave, which whoever sat here then takes; None for nowhere.
        """
        if not len(come) or self.asker.over:
            return
        group, one, others = int(self.model.group[column]), int(self.model.person[column]), self.model.person[come]
        here = self.touch[self.model.position[column]] > 0
        there = np.zeros_like(here) if left is None else self.touch[self.model.position[left[0]]] > 0
        gained, lost = here & ~there, there & ~here
        looked = np.flatnonzero(self._news(others, gained, lost) | self._news(np.array([one]), lost, gained))
        if not len(looked):
            return
        back = -1 if left is None else self.at[group, int(self.model.position[left[0]])]
        changes = swaps.dense(come[looked]) - swaps.dense(np.array([column]))
        if left is not None:
            changes += swaps.dense(np.array([back])) - swaps.dense(left[looked])
        for number in looked[swaps.fits(changes)]:
            other = others[number : number + 1]
            out, new = [column], [int(come[number])]
            if left is not None:
                out, new = [*out, int(left[number])], [*new, back]
            # An earlier swap may have told as much.
            news = self._news(other, gained, lost) | self._news(np.array([one]), lost, gained)
            if news.any() and not (swaps.by_head and swaps.shorter(swaps.by_head, swaps.swapped(out, new))):
                self.could_be_in[other[0]] |= gained
                self.could_be_out[other[0]] |= lost
                self.could_be_in[one] |= lost
                self.could_be_out[one] |= gained

    def _news(self, people: Ints, gained: Flags, lost: Flags) -> Flags:
        """For each of some people, whether coming into some bodies and leaving others is seen for the first time."""
        return np.asarray((~self.could_be_in[people] & gained | ~self.could_be_out[people] & lost).any(axis=1))

    def _ask(self) -> None:
        open_in, open_out = ~self.could_be_in, ~self.could_be_out
        self.asker.say("labels", self.questions, self.questions + 1, _LEFT.fill(count=int((open_in | open_out).sum())))
        # One more for whoever is in for the first time, one less for whoever has always been and is in again.
        news = open_in.astype(np.int64) - open_out.astype(np.int64)
        weights = (news[self.model.person] * self.touch[self.model.position]).sum(axis=1)
        solved = self.asker.highest(self.model, weights)
        self.questions += 1
        if has_roster(solved):
            roster = counted(self.model, solved)
            check_within(self.proposal, self.distance, roster)
            before = int(self.could_be_in.sum() + self.could_be_out.sum())
            self._note(self._inside(solved.columns))
            fresh = int(self.could_be_in.sum() + self.could_be_out.sum()) - before
            self.closed = solved.status is Status.OPTIMAL and not fresh
            if fresh:
                self._by_swaps(roster)

    def _inside(self, columns: Ints) -> Flags:
        inside = np.zeros(self.could_be_in.shape, dtype=np.int64)
        np.add.at(inside, self.model.person[columns], self.touch[self.model.position[columns]])
        return inside > 0

    def _note(self, inside: Flags) -> None:
        self.could_be_in |= inside
        self.could_be_out |= ~inside

    def labels(self) -> list[Label]:
        """By body, then by id."""
        people = self.proposal.problem.pool.people
        return [
            Label(person=person.id, scope=part, place=self._place(who, column), seated=bool(self.seated[who, column]))
            for column, part in enumerate(self.parts)
            for who, person in enumerate(people)
        ]

    def _place(self, who: int, column: int) -> Place:
        can_be_in, can_be_out = self.could_be_in[who, column], self.could_be_out[who, column]
        if can_be_in and can_be_out:
            return Place.SWING
        if not self.closed:
            return Place.OPEN
        return Place.CORE if can_be_in else Place.OUT


_LEFT = Text(zh="还有 {count} 处进出未定", en="{count} places still to settle")
