"""What a question to a plan names: limits, people, bodies, a distance; and what is wrong with a name that fits nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.ratio import parse_ratio
from optimizer.basis.similar import suggest
from optimizer.basis.text import Filled, Text
from optimizer.people.person import Pool
from optimizer.room.bounds import Bound, bounds_of
from optimizer.room.within import BENDS, Distance
from optimizer.roster.roster import Proposal
from optimizer.rules.people import find_people

SOURCE = "xiwei explain"


def read_distance(proposal: Proposal, written: Sequence[str]) -> Distance:
    """A distance from texts: `1%` for all goals, `best_score_committee=12.5` for one goal in its own units.

    Raises InputFaults with every fault of them.
    """
    goals = [goal.id for goal in proposal.problem.goals if goal.kind in BENDS]
    distance, faults, units = Distance(), [], {}
    for said in written:
        name, given, figure = said.partition("=")
        if not given:
            ratio = parse_ratio(said)
            if ratio is None or ratio > 1:
                faults.append(_fault("room.distance", said, _NO_RATIO, _RATIO_CURE.fill()))
            else:
                distance = replace(distance, ratio=ratio)
        elif name not in goals:
            faults.append(_fault("room.goal", name, _NO_GOAL, suggest(name, goals)))
        elif (value := _units(figure)) is None:
            faults.append(_fault("room.distance", said, _NO_UNITS, _UNITS_CURE.fill()))
        else:
            units[name] = value
    if faults:
        raise InputFaults(SOURCE, faults)
    return replace(distance, units=units)


def _units(figure: str) -> Fraction | None:
    try:
        value = Fraction(Decimal(figure.strip()))
    except (InvalidOperation, ValueError, OverflowError):
        return None
    return value if value >= 0 else None


def bounds_named(proposal: Proposal, named: str) -> list[Bound]:
    """The limits of a rule, or the one that is named. Raises InputFaults."""
    bounds = bounds_of(proposal.problem)
    names = [(bound, _names(bound)) for bound in bounds]
    found = [bound for bound, known in names if named in known]
    if not found:
        known = [name for _, several in names for name in several]
        without = named in {rule.id for rule in proposal.problem.rules}
        cure = _NO_LIMIT_CURE.fill() if without else suggest(named, known)
        raise InputFaults(SOURCE, [_fault("room.limit", named, _NO_LIMIT if without else _NO_RULE, cure)])
    return found


def _names(bound: Bound) -> tuple[str, ...]:
    """What a limit answers to: the rule, the rule's field, and a part of a table."""
    rule, field, part = bound.rule.id, bound.limit.field, bound.limit.part
    return (rule, f"{rule}.{field}", *([f"{rule}.{field}.{part}"] if part else []))


def rules_known(proposal: Proposal, rules: Sequence[str]) -> None:
    """Raises InputFaults with every id that is no rule of the policy."""
    known = [rule.id for rule in proposal.problem.rules]
    _refuse([_fault("room.rule", rule, _NO_RULE, suggest(rule, known)) for rule in rules if rule not in known])


def scopes_known(proposal: Proposal, scopes: Sequence[str]) -> None:
    """Raises InputFaults with every id that is no body or office of the policy."""
    known = [part.id for part in proposal.problem.policy.parts]
    _refuse([_fault("room.scope", scope, _NO_SCOPE, suggest(scope, known)) for scope in scopes if scope not in known])


def people_known(proposal: Proposal, people: Sequence[str]) -> tuple[str, ...]:
    """Ids of people of the pool given by id or name. Raises InputFaults."""
    return people_in(proposal.problem.pool, people)


def people_in(pool: Pool, people: Sequence[str]) -> tuple[str, ...]:
    """Ids of people given by id or name. Raises InputFaults with everybody who is nobody, or several."""
    found = {who: find_people(pool, who) for who in people}
    _refuse(
        [
            _fault("room.person", who, _SEVERAL if several else _NOBODY, _ID_CURE.fill())
            for who, several in found.items()
            if len(several) != 1
        ]
    )
    return tuple(one.id for (one,) in found.values())


def _refuse(faults: Sequence[Fault]) -> None:
    if faults:
        raise InputFaults(SOURCE, faults)


def _fault(kind: str, value: str, message: Text, cure: Filled) -> Fault:
    return Fault(kind=kind, value=value, message=message.fill(), cure=cure)


_NO_RULE = Text(zh="政策里没有这条规则", en="the policy has no such rule")
_NO_LIMIT = Text(zh="这条规则没有可以移动的界限", en="this rule has no bound that can be moved")
_NO_LIMIT_CURE = Text(zh="换一条有人数或比例界限的规则", en="Ask about a rule with a bound in heads or a share")
_NO_SCOPE = Text(zh="政策里没有这个机构或职务", en="the policy has no such body or office")
_NOBODY = Text(zh="候选人中没有这个人", en="nobody in the pool is this")
_SEVERAL = Text(zh="候选人中不止一人叫这个名字", en="several people in the pool have this name")
_ID_CURE = Text(zh="写候选人表里的编号", en="Write the id from the pool")
_NO_RATIO = Text(zh="看不懂的范围", en="the distance cannot be read")
_RATIO_CURE = Text(zh="写成 1% 或 1/200，或 目标=12.5", en="Write it as 1% or 1/200, or as GOAL=12.5")
_NO_GOAL = Text(zh="没有这个得分目标", en="there is no such goal for the best people")
_NO_UNITS = Text(zh="范围的数看不懂", en="the figure of the distance cannot be read")
_UNITS_CURE = Text(zh="写成 目标=12.5，不能小于 0", en="Write it as GOAL=12.5, 0 or more")
