"""After a vote in words: who won unplanned, which rules hold on the elected, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.basis.text import Filled, Text, same
from optimizer.contest.votes import AfterVote, Result
from optimizer.people.person import Pool
from optimizer.policy.policy import Policy
from optimizer.report.blocks import Block, Line, Mark, Table
from optimizer.report.proposal import summary_blocks
from optimizer.report.rules import rule_table
from optimizer.roster.roster import Proposal


def after_vote_blocks(after: AfterVote, pool: Pool, policy: Policy, proposal: Proposal | None) -> list[Block]:
    """The result, the rules counted on the elected, and the plan of what is still to be elected."""
    blocks: list[Block] = [Line(text=_HELD if not after.broken else _BROKEN.fill(rules=", ".join(after.broken)))]
    blocks.append(result_table(after, policy))
    blocks += upset_tables(after, pool, policy)
    blocks.append(rule_table(after.verdicts, after.rules, policy.titles))
    if proposal is None:
        return [*blocks, Line(text=_NOTHING_LEFT)]
    blocks.append(Line(text=_NEXT))
    if after.broken:
        blocks.append(Line(text=_LEFT_OUT.fill(rules=", ".join(after.broken))))
    return [*blocks, *summary_blocks(proposal)]


def result_table(after: AfterVote, policy: Policy) -> Table:
    """One row a contest."""
    return Table(
        id="results",
        title=Filled(zh="选举结果", en="Result of the vote"),
        columns=(_PART, _SEATS, _ELECTED, _MISSING, _LOST, _GAINED),
        rows=tuple(
            (
                policy.titles[each.part],
                *(
                    same(str(figure))
                    for figure in (each.seats, len(each.elected), each.missing, len(each.lost), len(each.gained))
                ),
            )
            for each in after.results
        ),
        marks=tuple(Mark.SHORT if each.missing else Mark.PLAIN for each in after.results),
    )


def upset_tables(after: AfterVote, pool: Pool, policy: Policy) -> Iterator[Table]:
    """For each contest with an upset: who was planned and lost, and who won instead."""
    for each in after.results:
        if each.lost or each.gained:
            yield _upsets(each, pool, policy)


def _upsets(result: Result, pool: Pool, policy: Policy) -> Table:
    rows = [(same(who), same(pool.by_id[who].name), _PLANNED) for who in result.lost]
    rows += [(same(who), same(pool.by_id[who].name), _FURTHER) for who in result.gained]
    return Table(
        id=f"upsets_{result.part}",
        title=_UPSETS.fill(part=policy.titles[result.part]),
        columns=(Filled(zh="编号", en="Id"), Filled(zh="姓名", en="Name"), Filled(zh="结果", en="Result")),
        rows=tuple(rows),
    )


_HELD = Filled(
    zh="选举之后逐人计数：凡只涉及已选机构的硬性规则，全部符合。",
    en="Counted by head after the vote: all binding rules that are about what was voted on hold.",
)
_BROKEN = Text(
    zh="选举之后逐人计数：这些硬性规则没有符合：{rules}。",
    en="Counted by head after the vote: these binding rules do not hold: {rules}.",
)
_NOTHING_LEFT = Filled(zh="没有还要选举的机构或职务。", en="Nothing is left to be elected.")
_NEXT = Filled(
    zh="下一步：已选的人不变，从中拟定还没有选的机构和职务（草案）。",
    en="Next: whoever was elected stays, and what has not been voted on yet is planned from among them (draft).",
)
_LEFT_OUT = Text(
    zh="没有符合的规则已成事实，下一步不再要求：{rules}。",
    en="Rules that did not hold cannot be mended by what comes next and are not asked again: {rules}.",
)
_PART = Filled(zh="机构或职务", en="Body or office")
_SEATS = Filled(zh="应选", en="Seats")
_ELECTED = Filled(zh="当选", en="Elected")
_MISSING = Filled(zh="缺额", en="Not filled")
_LOST = Filled(zh="计划人选落选", en="Planned, not elected")
_GAINED = Filled(zh="差额人选当选", en="Further candidates elected")
_UPSETS = Text(zh="{part}：与计划不同的人", en="{part}: who differs from the plan")
_PLANNED = Filled(zh="计划人选，未当选", en="planned, not elected")
_FURTHER = Filled(zh="差额人选，当选", en="further candidate, elected")
