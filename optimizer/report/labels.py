"""Core, swing and out, for people; and a distance in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from optimizer.basis.text import Filled, Text, same
from optimizer.problem.problem import Problem
from optimizer.report.blocks import Block, Line, Table
from optimizer.report.person import (
    person_words,
)
from optimizer.report.words import goal_words
from optimizer.room.labels import Labels, Place
from optimizer.room.within import Distance
from optimizer.roster.roster import Proposal


def label_blocks(proposal: Proposal, found: Labels) -> list[Block]:
    """How many of each sort a body or office has, and by name those who are core, and those in the plan who are not."""
    problem = proposal.problem
    scopes = list(dict.fromkeys(label.scope for label in found.labels))
    rows = []
    for scope in scopes:
        counts = found.counts(scope)
        cells = [same(str(counts[place])) for place in (Place.CORE, Place.SWING, Place.OUT, Place.OPEN)]
        rows.append((problem.policy.titles[scope], *cells))
    blocks: list[Block] = [
        Line(text=_WITHIN.fill(distance=distance_words(problem, found.distance))),
        Table(
            id="labels",
            title=Filled(zh="必进、可换、不进", en="Core, swing and out"),
            columns=(_BODY, _CORE, _SWING, _NEVER_IN, _UNSETTLED),
            rows=tuple(rows),
            note=_LABEL_NOTE,
        ),
    ]
    if not found.best:
        blocks.append(Line(text=_NOT_BEST))
    return [*blocks, *_label_tables(proposal, found, scopes)]


def _label_tables(proposal: Proposal, found: Labels, scopes: Sequence[str]) -> Iterator[Table]:
    problem = proposal.problem
    for scope in scopes:
        shown = [
            label
            for label in found.labels
            if label.scope == scope and (label.seated or label.place in (Place.CORE, Place.SWING))
        ]
        rows = [
            (person_words(problem.pool, label.person), _IN if label.seated else _OUT, PLACE_WORDS[label.place])
            for label in sorted(shown, key=lambda label: (not label.seated, label.place, label.person))
        ]
        yield Table(
            id=f"labels_{scope}",
            title=_LABELLED.fill(body=problem.policy.titles[scope]),
            columns=(_WHO, _NOW, _LABEL),
            rows=tuple(rows),
        )


def distance_words(problem: Problem, distance: Distance) -> Filled:
    """The distance in words."""
    goals = {goal.id: goal for goal in problem.goals}
    percent = _ratio(distance.ratio)
    said = [_RATIO.fill(ratio=percent)]
    said += [
        _UNITS.fill(goal=goal_words(goals[name], problem.policy.titles), units=_ratio_plain(units))
        for name, units in distance.units.items()
        if name in goals
    ]
    return Filled(zh="；".join(part.zh for part in said), en="; ".join(part.en for part in said))


def _ratio(ratio: Fraction) -> Filled:
    percent = ratio * 100
    exact = (percent * 1000).denominator == 1
    return same(f"{float(percent):g}%" if exact else f"{ratio.numerator}/{ratio.denominator}")


def _ratio_plain(units: Fraction) -> Filled:
    return same(f"{float(units):g}" if (units * 1000).denominator == 1 else str(units))


PLACE_WORDS: dict[Place, Filled] = {
    Place.CORE: Filled(zh="必进", en="core"),
    Place.SWING: Filled(zh="可换", en="swing"),
    Place.OUT: Filled(zh="不进", en="out"),
    Place.OPEN: Filled(zh="未定", en="open"),
}
_BODY = Filled(zh="机构、职务", en="Body or office")
_NOW = Filled(zh="在名单中", en="In the plan")
_IN = Filled(zh="在", en="in")
_OUT = Filled(zh="不在", en="out")
_RATIO = Text(
    zh="各得分目标最多比这份名单差 {ratio}，尽量的规则一人也不许更差",
    en="no goal for the best people more than {ratio} worse than in the plan, no preferred rule a head shorter",
)
_UNITS = Text(zh="{goal}最多差 {units}", en="{goal}: at most {units} worse")
_WITHIN = Text(zh="范围：{distance}。", en="Distance: {distance}.")
_CORE = Filled(zh="必进（每份都有）", en="Core (in all)")
_SWING = Filled(zh="可换（有的有）", en="Swing (in some)")
_NEVER_IN = Filled(zh="不进（都没有）", en="Out (in none)")
_UNSETTLED = Filled(zh="未定", en="Open")
_LABEL_NOTE = Filled(
    zh="在这个范围内的所有名单里看：每份都有的是必进，都没有的是不进，其余可换。",
    en="Over all rosters within the distance: core is who is in every one, out who is in none, swing the others.",
)
_NOT_BEST = Filled(
    zh="这份名单没有证明是最好的，范围从它算起。",
    en="The plan is not proven to be the best; the distance counts from it.",
)
_LABELLED = Text(zh="{body}：谁必进、谁可换", en="{body}: who is core, who is swing")
_WHO = Filled(zh="人", en="Person")
_LABEL = Filled(zh="归类", en="Label")
