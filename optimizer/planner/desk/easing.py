"""The least changes that make an impossible policy possible, each as short words for a button."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.basis.text import Filled, Text, same
from optimizer.diagnose.changes import Change as RuleChange
from optimizer.diagnose.repairs import Repair
from optimizer.planner.desk.draft import Change, Draft
from optimizer.planner.desk.repair import with_repair
from optimizer.problem.problem import Problem
from optimizer.report.repairs import repair_words
from optimizer.rules.bounds import said


@dataclass(frozen=True, kw_only=True, eq=False)
class Ease:
    """A least change that makes the policy possible.

    `names` are what it changes (rules and pins by id, `seats:ID`); `label` is short, `words` say all of it.
    """

    problem: Problem
    repair: Repair
    names: tuple[str, ...]
    label: Filled
    words: Filled

    def made_in(self, draft: Draft) -> Change | None:
        """The draft with the change made; None where a part of it has to be written by hand."""
        return with_repair(draft, self.problem, self.repair)


def ease_of(problem: Problem, repair: Repair) -> Ease:
    """A repair as a page offers it."""
    labels = [_label(change) for change in repair.changes]
    return Ease(
        problem=problem,
        repair=repair,
        names=repair.names,
        label=labels[0] if len(labels) == 1 else _SEVERAL.fill(first=labels[0], more=len(labels) - 1),
        words=repair_words(problem, repair),
    )


def _label(change: RuleChange) -> Filled:
    match change.field:
        case "seats":
            return _SEATS.fill(seats=change.seats_after)
        case "pin":
            return _PIN
        case "strength":
            return _STRENGTH
        case "waiver":
            return _WAIVER.fill(count=len(change.people) + len(change.units))
    figure = same(str(change.after))
    if change.ratio_before is not None:
        figure = _RATIO.fill(ratio=said(change.plain), heads=change.after)
    if change.part:
        figure = _PART.fill(part=change.part, figure=figure)
    return _BOUND.fill(figure=figure)


_SEVERAL = Text(zh="{first}，连同另{more}处", en="{first}, and {more} more")
_BOUND = Text(zh="放宽到 {figure}", en="Ease to {figure}")
_RATIO = Text(zh="{ratio}（{heads}人）", en="{ratio} ({heads})")
_PART = Text(zh="{figure}（{part}）", en="{figure} ({part})")
_SEATS = Text(zh="席位改为 {seats}", en="Set seats to {seats}")
_PIN = Filled(zh="放开这个锁定", en="Give up this pin")
_STRENGTH = Filled(zh="改为尽量符合", en="Make it preferred only")
_WAIVER = Text(zh="豁免 {count} 个", en="Waive {count}")
