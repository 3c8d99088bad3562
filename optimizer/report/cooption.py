"""A co-option (届中增补) in words: vacancies, whether they must be filled, by which route, and who takes which seat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from optimizer.basis.position import Position
from optimizer.basis.text import Filled, Text, same
from optimizer.contest.cooption import Change, Vacancy
from optimizer.groups.words import VALUE_WORDS, column_word
from optimizer.policy.policy import Policy
from optimizer.report.blocks import Block, Line, Mark, Table
from optimizer.report.proposal import goal_table, status_lines
from optimizer.report.rules import rule_table
from optimizer.report.words import NO, YES, share
from optimizer.roster.roster import Proposal


def cooption_blocks(
    proposal: Proposal,
    vacancies: Sequence[Vacancy],
    changes: Sequence[Change],
    *,
    promote: bool,
    eased: Sequence[str] = (),
) -> list[Block]:
    """Everything there is to say, status first."""
    policy = proposal.problem.policy
    blocks = [*status_lines(proposal), *route_lines(policy), Line(text=_PROMOTE if promote else _NO_PROMOTE)]
    if eased:
        blocks.append(Line(text=_EASED.fill(rules=", ".join(eased))))
    blocks.append(vacancy_table(policy, vacancies))
    blocks += trigger_lines(policy, vacancies)
    if not proposal.seats:
        return blocks
    blocks.append(change_table(proposal, changes))
    blocks.append(rule_table(proposal.verdicts, proposal.problem.rules, policy.titles))
    blocks.append(goal_table(proposal))
    return blocks


def route_lines(policy: Policy) -> Iterator[Line]:
    """The route, and the body that approves."""
    cooption = policy.cooption
    if cooption and cooption.route:
        yield Line(text=_ROUTE.fill(route=cooption.route))
    if cooption and cooption.approved_by:
        yield Line(text=_APPROVED.fill(body=cooption.approved_by))
    if not (cooption and cooption.route and cooption.approved_by):
        yield Line(text=_NOT_SAID)


def trigger_lines(policy: Policy, vacancies: Sequence[Vacancy]) -> Iterator[Line]:
    """Whether the vacancies must be filled, body by body where they must."""
    trigger = policy.cooption.trigger if policy.cooption else None
    if not any(each.vacant for each in vacancies):
        yield Line(text=_NO_VACANCY)
    elif trigger is None:
        yield Line(text=_NO_TRIGGER)
    else:
        said = f"{float(trigger * 100):g}%" if (trigger * 10000).denominator == 1 else str(trigger)
        due = [policy.titles[each.part] for each in vacancies if each.due]
        for title in due:
            yield Line(text=_DUE.fill(body=title, trigger=said))
        if not due:
            yield Line(text=_NOT_DUE.fill(trigger=said))


def vacancy_table(policy: Policy, vacancies: Sequence[Vacancy]) -> Table:
    """Seats, held, vacant, and whether filling is due."""
    words = {True: YES, False: NO, None: same("—")}
    return Table(
        id="vacancies",
        title=Filled(zh="空缺", en="Vacancies"),
        columns=(_PART, _SEATS, _SITTING, _VACANT, _MUST),
        rows=tuple(
            (
                policy.titles[each.part],
                same(str(each.seats)),
                same(str(each.sitting)),
                share(each.vacant, each.seats),
                words[each.due],
            )
            for each in vacancies
        ),
        marks=tuple(Mark.SHORT if each.due else Mark.PLAIN for each in vacancies),
    )


def change_table(proposal: Proposal, changes: Sequence[Change]) -> Table:
    """Who takes which seat: those new to the bodies, and those who sit and gain something."""
    policy = proposal.problem.policy
    rows = []
    for each in changes:
        before = _NEW if each.before is None else held_words(policy, each.before)
        after = held_words(policy, each.after)
        rows.append((same(each.person), same(proposal.person(each.person).name), before, after))
    return Table(
        id="changes",
        title=Filled(zh="增补人选（草案）", en="Proposed for co-option (draft)"),
        columns=(column_word("id"), column_word("name"), _BEFORE, _AFTER),
        rows=tuple(rows),
    )


def held_words(policy: Policy, position: Position) -> Filled:
    """What somebody holds, the innermost body first said: `standing committee, vice-chair (part-time)`."""
    inner = [body for body in position.bodies if not any(body in policy.path(other)[:-1] for other in position.bodies)]
    parts = [policy.titles[body] for body in inner]
    if position.office:
        office = policy.titles[position.office]
        mode = VALUE_WORDS.get(("mode", position.mode)) if position.mode else None
        parts.append(office if mode is None else _IN_MODE.fill(office=office, mode=mode))
    return Filled(zh="、".join(part.zh for part in parts), en=", ".join(part.en for part in parts))


_PART = Filled(zh="机构或职务", en="Body or office")
_SEATS = Filled(zh="席位", en="Seats")
_SITTING = Filled(zh="在任", en="Held")
_VACANT = Filled(zh="空缺", en="Vacant")
_MUST = Filled(zh="必须增补", en="Must be filled")
_BEFORE = Filled(zh="原任", en="Held before")
_AFTER = Filled(zh="增补后", en="Will hold")
_NEW = Filled(zh="新增", en="new")
_IN_MODE = Text(zh="{office}（{mode}）", en="{office} ({mode})")
_ROUTE = Text(zh="增补途径：{route}", en="Route: {route}")
_APPROVED = Text(zh="批准机构：{body}", en="Approved by: {body}")
_NOT_SAID = Filled(
    zh="政策没有写全增补途径和批准机构；可在 [cooption] 里写 route 和 approved_by。",
    en="The policy does not give both the route and who approves; write route and approved_by under [cooption].",
)
_PROMOTE = Filled(
    zh="在任的人保留所任，也可以补上空出的职务或下级机构的席位；离任的人不再补回。",
    en="Those who sit keep what they hold and may also take a vacant office or a seat further in; those who left do not come back.",
)
_NO_PROMOTE = Filled(
    zh="在任的人所任不变，空缺只由新人补；离任的人不再补回。",
    en="Those who sit hold just what they held; vacancies go to newcomers alone; those who left do not come back.",
)
_EASED = Text(
    zh="这些硬性规则在增补之前就没有符合，这次在空缺允许的范围内尽量符合：{rules}。",
    en="These binding rules were not kept before either; they are met as far as the vacancies allow: {rules}.",
)
_NO_VACANCY = Filled(zh="没有空缺，不需要增补。", en="There is no vacancy; nothing needs filling.")
_NO_TRIGGER = Filled(
    zh="政策没有写空缺多少必须增补（[cooption] trigger）；增补与否由组织者定。",
    en="The policy does not say how many vacancies must be filled ([cooption] trigger); that is for the organisers.",
)
_DUE = Text(
    zh="{body}的空缺超过席位的 {trigger}（不含本数），必须增补。",
    en="{body}: the vacancies are more than {trigger} of the seats (just {trigger} is not more) and must be filled.",
)
_NOT_DUE = Text(
    zh="各机构的空缺都没有超过席位的 {trigger}（不含本数）：可以增补，不是必须。",
    en="No body has more vacancies than {trigger} of its seats (just {trigger} is not more): they may be filled, but need not.",
)
