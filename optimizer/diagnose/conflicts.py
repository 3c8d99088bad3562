"""Why a plan is impossible: the minimal sets of claims that cannot hold together, with their arithmetic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from optimizer.basis.progress import Progress, Silent
from optimizer.basis.text import Text
from optimizer.diagnose.furthest import Furthest, culprits, furthest
from optimizer.diagnose.minimal import Minimal, Names, shrunk
from optimizer.diagnose.numbers import Numbers, numbers
from optimizer.diagnose.questions import Questions
from optimizer.diagnose.relaxed import SEATS, claims_of
from optimizer.model.build import MODES
from optimizer.problem.problem import Problem
from optimizer.solve.clock import Stopped

MOST_CONFLICTS = 50
"""So many conflicts are looked for; nobody reads more."""


FEW_OPEN = 2
"""Up to so many claims that a known roster leaves are asked about one by one; for more a better roster is worth a solve."""


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """Claims that cannot hold together, and any of which left out makes it possible (everything else aside).

    `rules` are ids of rules and pins in the order of the policy, `modes` last; `seats` are ids of bodies and offices whose
    number of seats has a part in it. With all seats held, no fewer rules conflict; with these rules, no fewer seats do.
    `tied` are further claims by name, without which one of the rules cannot be stated (see `Claims.tied`).

    `furthest` and `numbers` are the arithmetic, `parts` the values of a rule by value that are to blame alone; `figured` is
    False where the work stopped before all of them were known.
    """

    rules: tuple[str, ...]
    seats: tuple[str, ...]
    tied: tuple[str, ...] = ()
    furthest: tuple[Furthest, ...] = ()
    numbers: tuple[Numbers, ...] = ()
    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    figured: bool = False

    @property
    def claims(self) -> tuple[str, ...]:
        """All of it by the names of claims."""
        return (*self.rules, *(SEATS + part for part in self.seats))


@dataclass(frozen=True, kw_only=True)
class Conflicts:
    """What was found: `possible` says whether a roster keeps every binding rule (None: not known).

    `found` are the conflicts, those of the fewest claims first; `complete` says that there are proven to be no others whose
    rules are minimal with all seats held.
    """

    possible: bool | None
    found: tuple[Conflict, ...] = ()
    complete: bool = False


def conflicts(problem: Problem, *, time_limit: float | None = None, progress: Progress | None = None) -> Conflicts:
    """The conflicts of a problem, until the time limit in seconds."""
    claims = claims_of(problem)
    return _Search(Questions(claims, time_limit=time_limit, progress=progress or Silent())).run()


def first_conflict(
    problem: Problem, *, time_limit: float | None = None, progress: Progress | None = None
) -> Conflict | None:
    """One conflict, as soon as it is found, without its arithmetic; None where there is none or the time was too short."""
    return _Search(Questions(claims_of(problem), time_limit=time_limit, progress=progress or Silent())).first()


class _Search:
    """First the minimal sets of rules with all seats held, then for each of them the minimal sets of seats."""

    def __init__(self, questions: Questions) -> None:
        self.questions = questions
        self.claims = questions.claims
        self.possible: bool | None = None
        self.found: list[Conflict] = []

    def run(self) -> Conflicts:
        """Everything there is, or what was found until the work had to stop."""
        complete = False
        try:
            self._say()
            self.possible = self.questions.possible(self.claims.names)
            complete = self.possible or self._search()
            for number, conflict in enumerate(self.found):
                self.found[number] = self._with_numbers(conflict)
        except Stopped:
            pass
        order = {name: number for number, name in enumerate(self.claims.names)}
        self.found.sort(key=lambda each: (len(each.claims), [order[name] for name in each.claims]))
        return Conflicts(possible=self.possible, found=tuple(self.found), complete=complete)

    def first(self) -> Conflict | None:
        """The first one found, if any."""
        try:
            self._say()
            if not self.questions.possible(self.claims.names):
                rules = next(self._rule_sets())
                self._note(rules, self._first_seats(rules))
        except Stopped:
            pass
        return self.found[0] if self.found else None

    def _search(self) -> bool:
        """Find conflicts, and how far their bounds can go; returns whether these are all. Raises Stopped."""
        open_seats: list[tuple[Names, Minimal]] = []
        for rules in self._rule_sets():
            seats = self._seat_sets(rules)
            open_seats.append((rules, seats))
            self._note(rules, self._first_seats(rules))
            seats.found.append(frozenset(SEATS + part for part in self.found[-1].seats))
            if len(self.found) >= MOST_CONFLICTS:
                return False
        for rules, seats in open_seats:
            for more in seats.run():
                self._note(rules, more)
                if len(self.found) >= MOST_CONFLICTS:
                    return False
        return True

    def _rule_sets(self) -> Iterator[Names]:
        """Sets of rules that conflict with all seats held: one from what a proof names, then all others."""
        seats, rules = frozenset(self.claims.seats), self.claims.rules

        def possible(chosen: Names) -> bool:
            return self.questions.possible(chosen | seats)

        def grown(chosen: Names) -> Names:
            return self._grown(chosen, seats, rules)

        search = Minimal(rules, possible=possible, grown=grown, look=self.questions.clock.left)
        if possible(frozenset()):
            # A roster that keeps most rules answers many questions on the way.
            grown(frozenset())
        narrowed = self.questions.narrowed(self.claims.names) or frozenset()
        search.found.append(shrunk([name for name in rules if name in narrowed], possible))
        yield search.found[0]
        yield from search.run()

    def _first_seats(self, rules: Names) -> Names:
        """A minimal set of seats that these rules conflict with, rather among those that the rules are about."""
        free = self._free_seats(rules)
        named = {SEATS + part for name in rules & self.claims.by_id.keys() for part in self.claims.by_id[name].scope}
        about = frozenset(named & frozenset(free))

        def possible(seats: Names) -> bool:
            return self.questions.possible(rules | seats)

        return shrunk(free if possible(about) else sorted(about), possible)

    def _seat_sets(self, rules: Names) -> Minimal:
        listed = self._free_seats(rules)
        return Minimal(
            listed,
            possible=lambda seats: self.questions.possible(rules | seats),
            grown=lambda seats: self._grown(seats, rules, listed),
            look=self.questions.clock.left,
        )

    def _free_seats(self, rules: Names) -> tuple[str, ...]:
        """The seats that are not tied to one of the rules."""
        closed = self.claims.closed(rules)
        return tuple(name for name in self.claims.seats if name not in closed)

    def _grown(self, chosen: Names, always: Names, names: tuple[str, ...]) -> Names:
        """A largest set of `names` that holds the chosen ones and can be kept beside `always`."""
        among = always | frozenset(names)
        kept = self.questions.known_beside(chosen | always)
        if kept is None or len(among - kept) > FEW_OPEN:
            held = chosen | always
            if MODES in names and self.questions.possible(held | {MODES}):
                held |= {MODES}
            kept = self.questions.most_kept(held, [name for name in names if self._may_be_wished(name)])
        assert kept is not None
        for name in names:
            if name not in kept:
                kept = self.questions.kept_beside((kept & among) | {name}) or kept
        return kept & frozenset(names)

    def _may_be_wished(self, name: str) -> bool:
        """Whether it is a rule that can be kept as far as possible; a promise is kept or is none."""
        rule = self.claims.by_id.get(name)
        return rule is not None and not rule.promised

    def _note(self, rules: Names, seats: Names) -> None:
        """Keep a conflict, then work out its arithmetic; the conflict stays known where that has to stop."""
        closed = self.claims.closed(rules) - rules - seats
        conflict = Conflict(
            rules=tuple(name for name in self.claims.rules if name in rules),
            seats=tuple(name.removeprefix(SEATS) for name in self.claims.seats if name in seats),
            tied=tuple(name for name in self.claims.names if name in closed),
        )
        self.found.append(conflict)
        self._say()
        self.found[-1] = self._with_bounds(conflict)

    def _with_bounds(self, conflict: Conflict) -> Conflict:
        """How far the bounds of its rules can go, which is the same whatever seats are part of it."""
        same = next((each for each in self.found[:-1] if each.rules == conflict.rules), None)
        if same is not None:
            return replace(conflict, furthest=same.furthest, parts=same.parts)
        held = self.claims.closed(conflict.rules) | frozenset(self.claims.seats)
        bounds: list[Furthest] = []
        parts: list[tuple[str, tuple[str, ...]]] = []
        for name in conflict.rules:
            if name != MODES:
                rule, others = self.claims.by_id[name], held - {name}
                bounds += furthest(self.questions, rule, others)
                parts += [(name, named) for named in (culprits(self.questions, rule, others),) if named]
        return replace(conflict, furthest=tuple(bounds), parts=tuple(parts))

    def _with_numbers(self, conflict: Conflict) -> Conflict:
        """The nearest numbers of seats: what takes longest comes last."""
        self._say()
        held = self.claims.closed(conflict.rules) | frozenset(self.claims.seats)
        known = {(each.rules, number.part): number for each in self.found for number in each.numbers}
        found = [
            known.get((conflict.rules, part)) or numbers(self.questions, SEATS + part, held - {SEATS + part})
            for part in conflict.seats
        ]
        return replace(conflict, numbers=tuple(each for each in found if each is not None), figured=True)

    def _say(self) -> None:
        self.questions.say("conflicts", _WORKING.fill(found=len(self.found)))


_WORKING = Text(
    zh="正在找互相冲突的规则，已找到 {found} 组；第几问：", en="looking for conflicts, {found} found; question"
)
