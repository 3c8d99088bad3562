"""After a vote: from who was elected to what holds, and to a proposal of what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.progress import Progress
from optimizer.basis.text import Filled, Lang, Text
from optimizer.contest.slates import Contest, contests_of
from optimizer.contest.votes import AfterVote, Won, after_vote, over_seats
from optimizer.export.contest_json import after_vote_document
from optimizer.export.roster_json import to_bytes
from optimizer.planner.contest import Slates
from optimizer.planner.documents import Drafting, proposal_files
from optimizer.planner.marked import Marked, read_marked
from optimizer.planner.plan import Options, plan
from optimizer.problem.problem import Problem, build_problem
from optimizer.report.blocks import Block
from optimizer.report.votes import after_vote_blocks
from optimizer.roster.roster import Proposal


@dataclass(frozen=True, kw_only=True, eq=False)
class VoteReport:
    """What a vote left, and the proposal of what comes next (None where nothing is left to elect)."""

    slates: Slates
    after: AfterVote
    proposal: Proposal | None

    def blocks(self) -> list[Block]:
        """The report."""
        return after_vote_blocks(self.after, self.slates.pool, self.slates.policy, self.proposal)

    def document(self) -> dict[str, Any]:
        """The machine form."""
        return after_vote_document(self.after, self.proposal)

    def files(self, lang: Lang, drafting: Drafting | None = None) -> dict[str, bytes]:
        """The files: the record of the vote, and those of the plan that comes next."""
        files = {} if self.proposal is None else proposal_files(self.proposal, lang, drafting)
        return {**files, "vote.json": to_bytes(self.document())}


def open_elected(data: bytes, slates: Slates, *, source: str) -> Won:
    """Who was elected to what, from a table (编号 or 姓名, if need be 机构或职务, 当选 是/否) or a list of one a line.

    Where no body is named, the outermost open contest in which somebody stands is meant: it is voted on first.
    Raises InputFaults: every fault of the table; people who did not stand; more elected than seats; nobody elected.
    """
    policy = slates.policy
    problem = build_problem(pool=slates.pool, policy=policy)
    contests = {contest.part: contest for contest in contests_of(problem, slates.seats)}
    slate = {part: frozenset(each.person for each in contest.slate) for part, contest in contests.items()}
    won: dict[str, set[str]] = {}
    faults: list[Fault] = []
    for each in read_marked(data, slates.pool, policy, source=source):
        stands = [part for part, people in slate.items() if each.person in people and each.part in ("", part)]
        # Who stands for a body and for one within it is voted on for the outer one first.
        parts = [part for part in stands if not any(other in policy.path(part)[:-1] for other in stands)]
        if len(parts) == 1:
            won.setdefault(parts[0], set()).update([each.person] if each.elected else [])
        elif len(parts) > 1:
            faults.append(_fault("elected.part", each, each.person, _WHICH.fill(), _WHICH_CURE.fill()))
        else:
            known = each.part == "" or each.part in slate
            message, value = (_NOT_STANDING, each.person) if known else (_NOT_CONTESTED, each.part)
            faults.append(_fault("elected.slate", each, value, message.fill(), _SLATE_CURE.fill()))
    found = {part: frozenset(people) for part, people in won.items()}
    if not faults:
        faults = list(_counts(problem, contests, found))
    if faults:
        raise InputFaults(source, faults)
    return found


def _counts(problem: Problem, contests: dict[str, Contest], won: Won) -> Iterator[Fault]:
    """Too many elected, nobody elected, or elected to a body without the body around it."""
    policy = problem.policy
    if not any(won.values()):
        yield Fault(kind="elected.nobody", message=_NOBODY.fill(), cure=_NOBODY_CURE.fill())
    for part, people in won.items():
        title = policy.titles[part]
        for vote in over_seats(contests[part], people):
            found = sum(candidate.person in people for candidate in vote.slate)
            said = _TOO_MANY.fill(part=title, unit=vote.unit, found=found, seats=vote.seats)
            yield Fault(kind="elected.seats", value=str(found), message=said, cure=_COUNT_CURE.fill())
        if not people and any(won.values()):
            yield Fault(kind="elected.nobody", value=part, message=_NOBODY.fill(), cure=_NOBODY_CURE.fill())
        for outer in policy.path(part)[:-1]:
            for who in sorted(people - won.get(outer, people)):
                said = _NOT_OUTSIDE.fill(part=title, outer=policy.titles[outer])
                yield Fault(kind="elected.outer", value=who, message=said, cure=_COUNT_CURE.fill())


def after(slates: Slates, won: Won, *, options: Options | None = None, progress: Progress | None = None) -> VoteReport:
    """Count every rule on the elected, and plan what has not been voted on, with its slates, from among them."""
    chosen = options or Options()
    problem = build_problem(pool=slates.pool, policy=slates.policy, seed=chosen.seed)
    left = after_vote(problem, slates.seats, contests_of(problem, slates.seats), won)
    proposal = None
    if set(slates.policy.seats) - set(left.decided):
        pins = (*chosen.pins, *left.pins())
        again = Options(pins=pins, base=chosen.base, time_limit=chosen.time_limit, seed=chosen.seed)
        proposal = plan(pool=slates.pool, policy=left.next_policy(slates.policy), options=again, progress=progress)
    return VoteReport(slates=slates, after=left, proposal=proposal)


def _fault(kind: str, each: Marked, value: str, message: Filled, cure: Filled) -> Fault:
    return Fault(kind=kind, row=each.row or None, value=value, message=message, cure=cure)


_WHICH = Text(zh="这个人在几场选举里都是候选人", en="this person stands in several votes")
_WHICH_CURE = Text(zh="加上“机构或职务”一列", en="Add a column that names the body or office")
_NOT_STANDING = Text(zh="这个人不是候选人", en="this person is on no slate")
_NOT_CONTESTED = Text(zh="这里没有还在进行的差额选举", en="there is no open contest for this")
_SLATE_CURE = Text(
    zh="只列名单上的候选人（计划人选和差额人选）", en="List people of the roster's slates only, planned or further"
)
_TOO_MANY = Text(
    zh="{part}{unit}当选 {found} 人，席位只有 {seats} 个", en="{part} {unit}: {found} elected for {seats} seats"
)
_COUNT_CURE = Text(zh="核对选举结果", en="Check the result of the vote")
_NOBODY = Text(zh="没有一个人当选", en="nobody is elected")
_NOBODY_CURE = Text(
    zh="在“当选”一列写“是”，或只列当选的人", en="Write yes in the column elected, or list only those elected"
)
_NOT_OUTSIDE = Text(zh="当选{part}的人没有当选{outer}", en="elected to {part} but not to {outer}")
