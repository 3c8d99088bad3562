"""Why somebody is in or out, for people."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.basis.text import Filled, Text, same
from optimizer.problem.problem import Problem
from optimizer.report.blocks import Block, Table
from optimizer.report.person import (
    moves_words,
    names_words,
    person_words,
    slack_words,
)
from optimizer.report.words import figure, goal_words
from optimizer.room.why import Answer, Why
from optimizer.roster.roster import Proposal


def why_blocks(proposal: Proposal, found: Sequence[Why]) -> list[Block]:
    """One row a body or office: in or out, why, what the other choice costs, which rules tighten, who changes place."""
    rows = [
        (
            proposal.problem.policy.titles[each.scope],
            _IN if each.holds else _OUT,
            _answer(proposal.problem, each),
            _costs(proposal.problem, each),
            slack_words(each.slacks),
            _moves(proposal, each),
        )
        for each in found
    ]
    who = person_words(proposal.problem.pool, found[0].person) if found else same("")
    return [
        Table(
            id="why",
            title=_WHY.fill(who=who),
            columns=(_BODY, _NOW, _BECAUSE, _COST, _TIGHTENS, _WHO_MOVES),
            rows=tuple(rows),
            note=_WHY_NOTE,
        )
    ]


def _answer(problem: Problem, each: Why) -> Filled:
    match each.answer:
        case Answer.FORCED:
            return _FORCED if not each.against else _FORCED_BY.fill(rules=names_words(problem, each.against))
        case Answer.IMPOSSIBLE if each.barred:
            return _BARRED.fill(rules=names_words(problem, each.barred))
        case Answer.IMPOSSIBLE:
            return _NEVER if not each.against else _NEVER_BY.fill(rules=names_words(problem, each.against))
        case Answer.OPEN:
            return _OPEN
        case _:
            if each.free:
                return _FREE
            return _CHOICE if each.proven else _CHOICE_OPEN


def _costs(problem: Problem, each: Why) -> Filled:
    goals = {goal.id: goal for goal in problem.goals}
    said = []
    for cost in each.costs:
        if cost.loss:
            text = _WORSE if cost.loss > 0 else _BETTER
            words = {"goal": goal_words(goals[cost.goal], problem.policy.titles)}
            said.append(text.fill(by=figure(abs(cost.loss), cost.scale), **words))
    if each.answer is Answer.CHOICE and not said:
        return _NOTHING
    return Filled(zh="；".join(part.zh for part in said), en="; ".join(part.en for part in said))


def _moves(proposal: Proposal, each: Why) -> Filled:
    problem = proposal.problem
    return moves_words(problem.pool, problem.policy, each.moves) if each.answer is Answer.CHOICE else same("")


_BODY = Filled(zh="机构、职务", en="Body or office")
_NOW = Filled(zh="在名单中", en="In the plan")
_IN = Filled(zh="在", en="in")
_OUT = Filled(zh="不在", en="out")
_BECAUSE = Filled(zh="原因", en="Because")
_COST = Filled(zh="改变的代价", en="Deciding otherwise costs")
_TIGHTENS = Filled(zh="余地变小的规则", en="Rules with less room")
_WHO_MOVES = Filled(zh="谁变动", en="Who moves")
_WHY = Text(zh="{who}为什么在、为什么不在", en="Why {who} is in or out")
_WHY_NOTE = Filled(
    zh="“必须”“不可能”都有证明。代价按目标的次序列出，抽签不算；在代价最小的名单里取变动最少的一份。",
    en="Forced and impossible are proven. Costs are by goal in their order, the draw left out; of the rosters that cost least "
    "it is the one with the fewest changes.",
)
_FORCED = Filled(zh="必须：每份可行的名单都有", en="forced: in every possible roster")
_FORCED_BY = Text(zh="必须：每份可行的名单都有（{rules}）", en="forced: in every possible roster ({rules})")
_NEVER = Filled(zh="不可能：没有一份可行的名单有", en="impossible: in no possible roster")
_NEVER_BY = Text(zh="不可能：没有一份可行的名单有（{rules}）", en="impossible: in no possible roster ({rules})")
_BARRED = Text(zh="不可能：本人不合{rules}", en="impossible: kept out by {rules}")
_OPEN = Filled(zh="停止前没有查明", en="not found out before the work stopped")
_FREE = Filled(zh="抽签决定：换了也不损失", en="the draw decided: the other choice costs nothing")
_CHOICE = Filled(zh="取舍：可以改变，有代价", en="a choice: it can be otherwise, at a cost")
_CHOICE_OPEN = Filled(
    zh="取舍：可以改变，代价至多如此（未证明）", en="a choice: otherwise at this cost at most (not proven)"
)
_WORSE = Text(zh="{goal}：变差 {by}", en="{goal}: worse by {by}")
_BETTER = Text(zh="{goal}：变好 {by}", en="{goal}: better by {by}")
_NOTHING = Filled(zh="没有", en="nothing")
