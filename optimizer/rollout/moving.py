"""Nobody in offices of too many associations: the repair with the fewest changes, and its proof.

Where somebody holds too much, the associations that do not keep them are planned again, nearest to their rosters, with these
people out of the offices. What that takes in one association is known only from its plan, so choice and plans alternate
(logic-based Benders decomposition): `keeping.choose` gives the best choice by the plans so far, the plans it asks for either
confirm its value, which proves it, or teach it better. Associations that share nobody are repaired by themselves; who newly
comes into an office and holds one elsewhere joins the choice, and so do their associations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from optimizer.basis.progress import Progress, Quiet, Silent, Step
from optimizer.basis.text import Text
from optimizer.rollout.concurrent import Clash, Register, clashes_among
from optimizer.rollout.identity import Held
from optimizer.rollout.keeping import Choice, Known, choose
from optimizer.rollout.repair import Ask, Asked, Changed, Needed, Repair, Settled
from optimizer.solve.clock import Clock, Stopped


def repaired(
    register: Register,
    ask: Ask,
    *,
    limit: int = 1,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Repair:
    """The fewest changes after which nobody holds offices in more than `limit` associations, or in as few more as possible.

    `time_limit` is in seconds; where it or a cancel ends the work, what is settled by then is kept and nothing is proven.
    """
    return _Repairer(register, ask, limit, Clock(time_limit, progress or Silent())).repair()


@dataclass(frozen=True, kw_only=True, eq=False)
class _Try:
    """An association as it stands after a plan; `asked` is None for the roster before the repair."""

    held: tuple[Held, ...]
    asked: Asked | None = None

    @property
    def changes(self) -> int | None:
        """The changes it takes; None where no roster was found."""
        return 0 if self.asked is None else self.asked.changes

    @property
    def least(self) -> int:
        """What was proven to be needed."""
        return 0 if self.asked is None else self.asked.least


@dataclass(kw_only=True)
class _Unit:
    """One association: every plan asked of it by who was kept out, and everybody met in its offices.

    `open_ends` are sets for which no roster was found in time; the choice avoids them, and nothing is proven any more.
    """

    tries: dict[frozenset[str], _Try]
    seen: set[Held]
    known: Known = field(default_factory=Known)
    open_ends: set[frozenset[str]] = field(default_factory=set)

    def without(self, out: frozenset[str]) -> _Try | None:
        """A plan already made that is the best one without these people: theirs, or one for fewer that none of them is in."""
        if out in self.tries:
            return self.tries[out]
        fitting = (
            each
            for kept, each in self.tries.items()
            if kept <= out and each.changes == each.least and out.isdisjoint(held.person for held in each.held)
        )
        return next(fitting, None)

    @property
    def lessons(self) -> int:
        """Grows with everything that is learned."""
        return len(self.known.least) + len(self.known.never) + len(self.seen)


@dataclass(frozen=True, kw_only=True, eq=False)
class _State:
    """What a repair of some associations comes to."""

    out: Mapping[str, frozenset[str]]
    tries: Mapping[str, _Try]
    excess: int
    changes: int
    proven: bool = False

    @property
    def held(self) -> list[Held]:
        """Everybody in an office."""
        return [held for each in self.tries.values() for held in each.held]


class _Repairer:
    """One repair. `units` are the associations looked at so far, `states` what is settled, by the associations it is about."""

    def __init__(self, register: Register, ask: Ask, limit: int, clock: Clock) -> None:
        self.register = register
        self.ask = ask
        self.limit = limit
        self.clock = clock
        self.units: dict[str, _Unit] = {}
        self.states: dict[frozenset[str], _State] = {}

    def repair(self) -> Repair:
        """Part by part; one whose newcomers hold offices elsewhere is joined with those associations and done again."""
        clashes = self.register.clashes(self.limit)
        waiting = linked(frozenset(each.code for each in clash.held) for clash in clashes)
        begun: dict[str, frozenset[str]] = {}
        while waiting:
            part = waiting.pop(0)
            done, total = len(self.states), len(self.states) + len(waiting) + 1
            self.clock.progress.report(
                Step(stage="concurrent", done=done, total=total, said=_SAID.fill(count=len(part)))
            )
            state = self._settled(part, {code: out for code, out in begun.items() if code in part})
            reached = self._reached(part, state)
            if not reached:
                self.states[part] = state
                continue
            joined = [other for other in (*self.states, *waiting) if other & reached]
            begun |= state.out
            for other in joined:
                begun |= self.states.pop(other).out if other in self.states else {}
            waiting = [part.union(reached, *joined), *(other for other in waiting if other not in joined)]
        return self._told(clashes)

    def _settled(self, part: frozenset[str], begun: Mapping[str, frozenset[str]]) -> _State:
        """The best repair within some associations, from what was settled of them before; unproven when the time is up."""
        for code in sorted(part - self.units.keys()):
            held = tuple(self.register.of_code(code))
            self.units[code] = _Unit(tries={frozenset(): _Try(held=held)}, seen=set(held))
        best = min(self._state(part, {}), self._state(part, begun), key=_cost)
        lessons = -1
        try:
            while lessons != (lessons := sum(self.units[code].lessons for code in part)):
                choice = self._chosen(part)
                if not all(self._answered(code, out) for code, out in sorted(choice.out.items())):
                    continue
                state = self._state(part, choice.out)
                if _cost(state) == (choice.excess, choice.changes) and not any(self.units[u].open_ends for u in part):
                    return replace(state, proven=True)
                best = min(best, state, key=_cost)
        except Stopped:
            pass
        return best

    def _chosen(self, part: frozenset[str]) -> Choice:
        """The best choice by all that is known. Raises Stopped."""
        seen = [held for code in part for held in self.units[code].seen]
        choice = choose(
            [clash.held for clash in clashes_among(self.register.people(seen), self.limit)],
            {code: self.units[code].known for code in part},
            self.limit,
            self.register.offices,
            time_limit=self.clock.left(),
            progress=Quiet(self.clock.progress),
        )
        if choice is None:
            raise Stopped
        return choice

    def _answered(self, code: str, out: frozenset[str]) -> bool:
        """Whether there is a plan of an association without some people; if not, what is in the way is known afterwards.

        Raises Stopped.
        """
        unit = self.units[code]
        found = self._plan(code, out)
        if found is not None and found.changes is not None:
            return True
        if found is not None:
            unit.open_ends.add(out)
            unit.known.never.add(out)
            return False
        for person in sorted(out):
            fewer = out - {person}
            if fewer and self._plan(code, fewer) is None:
                out = fewer
        unit.known.never.add(out)
        return False

    def _plan(self, code: str, out: frozenset[str]) -> _Try | None:
        """An association without some people in its offices; None where that is proven impossible. Raises Stopped."""
        unit = self.units[code]
        found = unit.without(out)
        if found is None:
            self.clock.left()
            asked = self.ask(code, out)
            if asked is None:
                return None
            found = _Try(held=tuple(self.register.counted(code, asked.holders)), asked=asked)
            for held in found.held:
                if held.person in out:
                    raise RuntimeError(f"{code}: {held.person} is in an office that they were kept out of")
            unit.seen.update(found.held)
        unit.tries[out] = found
        unit.known.least[out] = found.least
        return found

    def _state(self, part: frozenset[str], out: Mapping[str, frozenset[str]]) -> _State:
        """What a choice comes to, all its plans being made."""
        tries = {code: self.units[code].tries[out.get(code, frozenset())] for code in sorted(part)}
        held = [held for each in tries.values() for held in each.held]
        excess = sum(clash.excess for clash in clashes_among(self.register.people(held), self.limit))
        changes = sum(each.changes or 0 for each in tries.values())
        return _State(out=out, tries=tries, excess=excess, changes=changes)

    def _reached(self, part: frozenset[str], state: _State) -> frozenset[str]:
        """The other associations in whose offices somebody is who now holds too much through one of these."""
        names = {held.name for held in state.held}
        settled = frozenset().union(*self.states)
        held = [*state.held, *(held for other in self.states.values() for held in other.held if held.name in names)]
        held += [each for each in self.register.of_names(names) if each.code not in part | settled]
        found = clashes_among(self.register.people(held), self.limit)
        codes = (frozenset(each.code for each in clash.held) for clash in found)
        return frozenset().union(*(each for each in codes if each & part)) - part

    def _told(self, clashes: Sequence[Clash]) -> Repair:
        """The whole repair, counted again over all associations."""
        tries = {code: found for state in self.states.values() for code, found in state.tries.items()}
        out = {code: kept for state in self.states.values() for code, kept in state.out.items()}
        changed = {code: found.asked for code, found in sorted(tries.items()) if found.asked is not None}
        after = self.register.replaced({code: tries[code].held for code in changed})
        left = after.clashes(self.limit)
        return Repair(
            settled=tuple(Settled(clash=clash, after=_after(clash, after)) for clash in clashes),
            changes=sum(state.changes for state in self.states.values()),
            units=tuple(
                Changed(code=code, out=tuple(sorted(out[code])), asked=asked) for code, asked in changed.items()
            ),
            proven=all(state.proven for state in self.states.values()),
            left=left,
            needed=tuple(sorted(set(self._needed(left)))),
            likely=after.likely(self.limit),
        )

    def _needed(self, left: Sequence[Clash]) -> Iterator[Needed]:
        """Whom associations cannot do without, of those who still hold too much."""
        for held in (held for clash in left for held in clash.held):
            unit = self.units.get(held.code)
            for people in (unit.known.never - unit.open_ends) if unit else ():
                if held.person in people:
                    yield Needed(code=held.code, people=tuple(sorted(people)))


def linked(sets: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Sets joined where they share something; in order of their first members."""
    found: dict[str, set[str]] = {}
    for each in sets:
        joined = set(each).union(*(found[one] for one in each if one in found))
        found |= dict.fromkeys(joined, joined)
    return sorted({frozenset(each) for each in found.values()}, key=min)


def _cost(state: _State) -> tuple[int, int]:
    return state.excess, state.changes


def _after(clash: Clash, after: Register) -> tuple[Held, ...]:
    """What somebody who held too much holds afterwards."""
    now = after.of_names((clash.name,))
    for offices in after.people({*now, *clash.held}):
        if clash.held[0] in offices:
            return tuple(held for held in offices if held in now)
    return ()


_SAID = Text(zh="一人兼任多处：{count} 个科协", en="offices held in several associations: {count} associations")
