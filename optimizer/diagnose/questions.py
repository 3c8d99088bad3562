"""Questions whether some claims can hold together, answered once and remembered."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np

from optimizer.basis.progress import Progress, Quiet, Step
from optimizer.basis.text import Filled
from optimizer.diagnose.relaxed import SEATS, Claims
from optimizer.model.build import MODES
from optimizer.model.model import Ints, Model
from optimizer.roster.recount import RecountError, seats_of
from optimizer.roster.roster import Seat
from optimizer.solve.ask import any_roster, highest
from optimizer.solve.clock import Clock, Stopped
from optimizer.solve.status import Status


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A roster that shows something to be possible, the claims it keeps, and its weight where that is proven to be the best."""

    seats: tuple[Seat, ...]
    kept: frozenset[str]
    value: int | None


class Questions:
    """Asks the solver about sets of claims; what follows from earlier answers is not asked again.

    Whatever holds a set that cannot hold together cannot either, and whatever lies within the claims that some roster keeps
    can. Every method raises Stopped where the time is up or the user cancelled: no answer is ever guessed.
    """

    def __init__(self, claims: Claims, *, time_limit: float | None, progress: Progress) -> None:
        self.claims = claims
        self.clock = Clock(time_limit, Quiet(progress))
        self.progress = progress
        self.asked = 0
        self._possible: list[frozenset[str]] = []
        self._impossible: list[frozenset[str]] = []
        self._named: frozenset[str] = frozenset()

    def say(self, stage: str, said: Filled) -> None:
        """Tell what is being worked on."""
        self.progress.report(Step(stage=stage, done=self.asked, total=self.asked + 1, said=said))

    def possible(self, held: Iterable[str]) -> bool:
        """Whether some roster keeps all these claims."""
        return self.kept_beside(held) is not None

    def kept_beside(self, held: Iterable[str]) -> frozenset[str] | None:
        """All claims that one of the rosters keeping these keeps; None where no roster keeps them."""
        closed = self.claims.closed(held)
        known = self.known_beside(closed)
        if known is None and not self._refuted(closed):
            known = self._asked(closed, self.claims.model(closed))
        return known

    def known_beside(self, held: Iterable[str]) -> frozenset[str] | None:
        """The most claims known to be kept by a roster that keeps these; None where none is known."""
        closed = self.claims.closed(held)
        return max((kept for kept in self._possible if closed <= kept), key=len, default=None)

    def most_kept(self, held: Iterable[str], wished: Collection[str]) -> frozenset[str] | None:
        """The claims kept by a roster that keeps `held` and is as few heads short of the wished rules as can be.

        None where `held` cannot hold together.
        """
        closed = self.claims.closed(held)
        if self._refuted(closed):
            return None
        model = self.claims.model(closed, wished=wished)
        return self._asked(closed, model, gaps=fewest_short(model))

    def narrowed(self, held: Iterable[str]) -> frozenset[str] | None:
        """A part of these claims that already cannot hold together, as the proofs so far name it; None without one."""
        closed = self.claims.closed(held)
        return min((broken for broken in self._impossible if closed >= broken), key=len, default=None)

    def roster(
        self, model: Model, held: frozenset[str], *, columns: Ints | None = None, gaps: Ints | None = None
    ) -> Answer | None:
        """A roster of any model that holds these claims, the best for the weights if there are any; None: proven, none."""
        self.asked += 1
        left = self.clock.left()
        if columns is None and gaps is None:
            solved = any_roster(model, time_limit=left, progress=self.clock.progress)
        else:
            weights = np.zeros(len(model.group), dtype=np.int64) if columns is None else columns
            solved = highest(model, weights, gaps, time_limit=left, progress=self.clock.progress)
        if solved.status is Status.UNKNOWN:
            raise Stopped
        if solved.status is Status.IMPOSSIBLE:
            self._named = frozenset(solved.rules)
            return None
        seats = seats_of(model.problem, solved, model.person.tolist(), model.position.tolist())
        kept = self.claims.kept(seats, held)
        if not held <= kept:
            raise RecountError(min(held - kept), "a roster that was to keep it does not")
        if model.problem.contests == self.claims.problem.contests:
            # Whatever was asked of it, the roster shows that all it keeps can hold together.
            self._possible.append(kept)
        value = solved.goals[0].value if solved.status is Status.OPTIMAL else None
        return Answer(seats=seats, kept=kept, value=value)

    def bracket(self, model: Model, columns: Ints, *, seconds: float) -> tuple[int | None, int | None]:
        """The largest sum of weights found and its proven bound after so many seconds of work at most; None: neither yet.

        How far it comes depends on the clock, so that nothing but the way to an answer may depend on it.
        """
        self.asked += 1
        left = self.clock.left()
        limit = seconds if left is None else min(left, seconds)
        solved = highest(model, columns, time_limit=limit, progress=self.clock.progress)
        if not solved.goals:
            return None, None
        return solved.goals[0].value, solved.goals[0].bound

    def _refuted(self, held: frozenset[str]) -> bool:
        return any(held >= broken for broken in self._impossible)

    def _asked(self, held: frozenset[str], model: Model, gaps: Ints | None = None) -> frozenset[str] | None:
        """All that the roster keeps; None with a proof that there is none. Either is remembered."""
        answer = self.roster(model, held, gaps=gaps)
        if answer is None:
            self._impossible.append(_proven(held, self._named))
            return None
        return answer.kept


def fewest_short(model: Model) -> Ints:
    """Weights for the gaps of a model by which the best roster is short of the fewest heads."""
    return -np.array([bool(rule) for rule in model.gap_rules], dtype=np.int64)


def _proven(held: frozenset[str], named: frozenset[str]) -> frozenset[str]:
    """What a proof shows to be impossible: the rules it names, if it names any, in the frame that it was made for.

    The frame is the seats, which give the rules their whole heads, and the modes, which no proof names.
    """
    if not named:
        return held
    return frozenset(name for name in held if name in named or name == MODES or name.startswith(SEATS))
