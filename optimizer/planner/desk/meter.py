"""The meter beside every rule: what the roster in hand has, what the rule needs, how far any roster could go.

Answers, each quicker than the next: whether there is any roster at all (`check_now`); where there is none, one set of rules
that clash (`first_clash`), then the least changes that help (`clash_of`); where there is one, the ends of every limit
(`with_ends`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from optimizer.basis.progress import Progress, Quiet, Silent, Step
from optimizer.basis.text import Text
from optimizer.diagnose.conflicts import Conflict, conflicts, first_conflict
from optimizer.diagnose.relaxed import SEATS
from optimizer.diagnose.repairs import SingleRepair, repairs, single_repairs
from optimizer.model.build import build_model
from optimizer.people.person import Pool
from optimizer.planner.desk.easing import Ease, ease_of
from optimizer.planner.inputs import open_base
from optimizer.policy.policy import Policy
from optimizer.problem.problem import Problem, build_problem
from optimizer.room.asking import Asker, has_roster
from optimizer.room.bounds import Bound, bounds_of
from optimizer.room.headroom import Headroom, headroom_of_bound
from optimizer.roster.recount import recount, seats_of
from optimizer.roster.roster import Seat
from optimizer.roster.spelled import spelled_out
from optimizer.rules.base import Rule, Verdict
from optimizer.rules.limits import Figure, Limit
from optimizer.solve.status import Learned, Status

CHECK, CONFLICT, CONFLICTS, EASES, ENDS = 30.0, 10.0, 8.0, 12.0, 180.0
"""Seconds each answer may take at most."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One limit of one rule: `need` is where it stands, `have` what the roster in hand reaches (None: no roster, or nobody is
    concerned), `end` how far it could go, once that is known. Figures as in `room.headroom.Headroom`.
    """

    rule: str
    limit: Limit
    need: Figure
    have: Figure | None = None
    end: Headroom | None = None

    @property
    def short(self) -> bool:
        """Whether the roster in hand misses it."""
        return self.have is not None and self.limit.tighter(self.need, self.have)

    @property
    def tight(self) -> bool:
        """Whether no roster can do better than what is needed."""
        return self.end is not None and self.end.tight

    @property
    def beyond(self) -> bool:
        """Whether no roster can do what is needed, as a preferred rule may ask."""
        end = self.end
        return end is not None and end.proven and not end.endless and self._misses(end.furthest)

    @property
    def room(self) -> Fraction | None:
        """How far it could go beyond what is needed, as a part of the whole scale; None while that is not known."""
        end = self.end
        if end is None or end.furthest is None:
            return None
        step = Fraction(end.furthest) - Fraction(self.need)
        return (step if self.limit.floor else -step) / max(self.whole, 1)

    @property
    def whole(self) -> Figure:
        """The far end of a bar that shows all figures: everybody, where the limit is a share of a known number."""
        known = [self.need, self.have, None if self.end is None else self.end.furthest]
        if self.limit.size and isinstance(self.limit.figure, Fraction):
            return self.limit.size
        return max(figure for figure in known if figure is not None)

    def _misses(self, figure: Figure | None) -> bool:
        return figure is None or self.limit.tighter(self.need, figure)


@dataclass(frozen=True, kw_only=True, eq=False)
class Meter:
    """What is known of a draft's rules. `possible`: whether any roster keeps all binding ones (None: not found out).

    `verdicts` are those of the roster in hand, recounted, empty without one; `seats` any roster that keeps the rules.
    """

    problem: Problem
    possible: bool | None
    readings: tuple[Reading, ...]
    verdicts: tuple[Verdict, ...] = ()
    seats: tuple[Seat, ...] = ()
    learned: Learned | None = None

    @property
    def ended(self) -> bool:
        """Whether every limit's end has been looked for."""
        return all(reading.end is not None for reading in self.readings)

    def of(self, rule: str) -> tuple[Reading, ...]:
        """The readings of a rule."""
        return tuple(reading for reading in self.readings if reading.rule == rule)

    def unkept(self, rule: str) -> tuple[Verdict, ...]:
        """The verdicts on a rule that the roster in hand does not keep."""
        return tuple(verdict for verdict in self.verdicts if verdict.rule == rule and not verdict.kept)


@dataclass(frozen=True, kw_only=True, eq=False)
class Clash:
    """What cannot hold together, and the least changes that make it possible; `complete`: nothing was cut short.

    In its `meter` the limits have an end that one of these changes would move on their own.
    """

    meter: Meter
    problem: Problem
    found: tuple[Conflict, ...]
    eases: tuple[Ease, ...]
    complete: bool

    @property
    def names(self) -> frozenset[str]:
        """All claims that clash: rules and pins by id, seats as `seats:ID`."""
        return frozenset(name for conflict in self.found for name in conflict.claims)

    def of(self, name: str) -> tuple[Ease, ...]:
        """The changes offered at a rule, a pin or the seats of a part (`seats_name`)."""
        return tuple(ease for ease in self.eases if name in ease.names)


def seats_name(part: str) -> str:
    """What the seats of a body or office are called among the claims."""
    return SEATS + part


def roster_in(data: bytes, pool: Pool) -> tuple[Seat, ...]:
    """The seats of a roster.json, of those who are in the pool; none of an empty one. Raises InputFaults."""
    if not data:
        return ()
    held = open_base(data, source="roster.json")
    return tuple(
        sorted(Seat(person=who, position=at) for who, places in held.items() if who in pool.by_id for at in places)
    )


def check_now(
    pool: Pool,
    policy: Policy,
    pins: Sequence[Rule] = (),
    *,
    seats: Sequence[Seat] = (),
    progress: Progress | None = None,
) -> Meter:
    """Whether there is a roster, and where the roster in hand (`seats`) stands. Raises InputFaults as a plan does."""
    problem = build_problem(pool=pool, policy=policy, pins=pins)
    readings = tuple(_reading(bound, seats) for bound in bounds_of(problem))
    verdicts = recount(pool, policy, problem.rules, seats) if seats else ()
    meter = Meter(problem=problem, possible=None, readings=readings, verdicts=verdicts)
    model = build_model(problem)
    solved = Asker(CHECK, Quiet(progress or Silent())).any_roster(model)
    if not has_roster(solved):
        return replace(meter, possible=False if solved.status is Status.IMPOSSIBLE else None)
    found = seats_of(problem, solved, model.person.tolist(), model.position.tolist())
    return replace(meter, possible=True, seats=found, learned=solved.learned)


def with_ends(meter: Meter, progress: Progress | None = None) -> Meter:
    """The meter of a possible policy with the end of every limit, as far as the time goes."""
    bounds = bounds_of(meter.problem)
    asker = Asker(ENDS, progress, meter.learned)
    found = []
    for number, (bound, reading) in enumerate(zip(bounds, meter.readings, strict=True)):
        asker.say("meter", number, len(bounds), _END.fill(rule=reading.rule))
        end = headroom_of_bound(bound, meter.seats, asker)
        # The seats asked from are any; what is reached is said of the roster in hand.
        found.append(replace(reading, end=replace(end, reached=reading.have)))
    return replace(meter, readings=tuple(found))


def first_clash(meter: Meter, progress: Progress | None = None) -> Clash:
    """One conflict of an impossible policy, as soon as it is found; nothing is offered against it yet."""
    problem = spelled_out(meter.problem)
    found = first_conflict(problem, time_limit=CONFLICT, progress=progress)
    return Clash(meter=meter, problem=problem, found=() if found is None else (found,), eases=(), complete=False)


def clash_of(meter: Meter, *, first: Clash | None = None, progress: Progress | None = None) -> Clash:
    """For each name alone (or some together) the least change that makes it possible; then all the conflicts.

    `first` is what is known of them, which stays where the time is too short to find it again.
    """
    watch = progress or Silent()
    problem = spelled_out(meter.problem)
    watch.report(Step(stage="meter", done=0, total=2, said=_EASE))
    singles = single_repairs(problem, time_limit=EASES, progress=Quiet(watch))
    ways = [single.repair for single in singles if single.repair is not None]
    if not ways:
        ways = list(repairs(problem, singles=singles, most=2, time_limit=EASES, progress=Quiet(watch)).listed)
    watch.report(Step(stage="meter", done=1, total=2, said=_CONFLICT))
    found = conflicts(problem, time_limit=CONFLICTS, progress=Quiet(watch))
    return Clash(
        meter=replace(meter, readings=tuple(_eased(reading, meter, singles) for reading in meter.readings)),
        problem=problem,
        found=found.found or (() if first is None else first.found),
        eases=tuple(ease_of(problem, way) for way in ways if way.changes),
        complete=found.complete and all(single.proven for single in singles),
    )


def _eased(reading: Reading, meter: Meter, singles: Sequence[SingleRepair]) -> Reading:
    """The reading with its end, where moving this one limit of heads is enough to make the policy possible."""
    repair = next((single.repair for single in singles if single.name == reading.rule and single.proven), None)
    changes = () if repair is None else repair.changes
    if len(changes) != 1 or reading.limit.heads is None:
        return reading
    (change,) = changes
    before, after = change.before, change.after
    if (change.field, change.part) != (reading.limit.field, reading.limit.part) or before is None or after is None:
        return reading
    if before != reading.need or (after < before) is not reading.limit.floor:
        return reading
    rule = next(rule for rule in meter.problem.rules if rule.id == reading.rule)
    end = Headroom(
        rule=rule.id,
        strength=rule.strength,
        limit=reading.limit,
        reached=reading.have,
        needed=reading.need,
        furthest=after,
        endless=False,
        proven=True,
    )
    return replace(reading, end=end)


def tightest_first(readings: Iterable[Reading]) -> tuple[int, Fraction]:
    """A key to sort rules by: what is missed or cannot be met first, then what leaves no room, then by the room left."""
    listed = list(readings)
    if any(each.short or each.beyond for each in listed):
        return 0, Fraction(0)
    if any(each.tight for each in listed):
        return 1, Fraction(0)
    rooms = [each.room for each in listed if each.room is not None]
    return (2, min(rooms)) if rooms else (3, Fraction(0))


def _reading(bound: Bound, seats: Sequence[Seat]) -> Reading:
    have = bound.reached(seats) if seats else None
    return Reading(rule=bound.rule.id, limit=bound.limit, need=bound.needed, have=have)


_END = Text(zh="规则 {rule} 最多能到多少", en="how far rule {rule} could go")
_CONFLICT = Text(zh="找互相冲突的规则", en="looking for the rules that clash").fill()
_EASE = Text(zh="算放宽到多少才可行", en="working out what would make it possible").fill()
