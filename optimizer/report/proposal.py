"""The report of a plan, block by block."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.basis.position import Truth
from optimizer.basis.text import Filled, Text, same
from optimizer.groups.predicate import Appointed, OneOf, bare, judge, leaves
from optimizer.groups.words import column_word, describe
from optimizer.model.contests import SLATE
from optimizer.report.blocks import Block, Line, Table
from optimizer.report.contest import contest_blocks
from optimizer.report.rules import rule_table
from optimizer.report.words import (
    DRAFT,
    PROOF_WORDS,
    STATUS_WORDS,
    goal_words,
    mode_word,
    reached_words,
    share,
)
from optimizer.roster.roster import Proposal, Seat
from optimizer.solve.status import Status

MOST_LISTED = 50


def proposal_blocks(proposal: Proposal, *, explained: bool = False) -> list[Block]:
    """Everything there is to say, status first; `explained` when what makes a plan impossible is said elsewhere."""
    blocks = status_lines(proposal, explained=explained)
    if proposal.seats:
        blocks += [composition(proposal), _rules(proposal), *contest_blocks(proposal.problem, proposal.seats)]
        blocks += [goal_table(proposal), *rosters(proposal)]
        blocks += [*tie_table(proposal), *stacking_table(proposal)]
    blocks += unsettled_table(proposal)
    return blocks


def summary_blocks(proposal: Proposal, *, explained: bool = False) -> list[Block]:
    """What fits a terminal: status, composition, rules and goals, and how much there is to look at besides."""
    blocks = status_lines(proposal, explained=explained)
    if proposal.seats:
        blocks += [composition(proposal), _rules(proposal), *contest_blocks(proposal.problem, proposal.seats)]
        blocks.append(goal_table(proposal))
    if proposal.ties:
        blocks.append(Line(text=_TIES_SHORT.fill(count=len(proposal.ties))))
    if proposal.unsettled:
        blocks.append(Line(text=_UNSETTLED_SHORT.fill(count=len(proposal.unsettled))))
    return blocks


def status_lines(proposal: Proposal, *, explained: bool = False) -> list[Block]:
    """Title and status; when impossible and not explained elsewhere, the rules the proof rests on."""
    blocks: list[Block] = [Line(text=title_words(proposal)), Line(text=STATUS_WORDS[proposal.status])]
    if proposal.status is Status.IMPOSSIBLE and not explained:
        named = bool(proposal.solved.rules)
        blocks.append(Line(text=_PROOF_RULES.fill(rules=_rule_names(proposal)) if named else _PROOF_SEARCH))
        blocks.append(Line(text=_WAYS_OUT))
    return blocks


def composition(proposal: Proposal) -> Table:
    """For each body and office: seats filled, and how many belong to each group of people the policy names."""
    policy = proposal.problem.policy
    groups = list(policy.groups.values())
    women = OneOf("sex", ("female",))
    if "sex" in proposal.problem.pool.columns and women not in map(bare, groups):
        groups.append(women)
    groups = [group for group in groups if not any(isinstance(leaf, Appointed) for leaf in leaves(group))]
    rows = []
    for part in policy.parts:
        holders = proposal.holding(part.id)
        cells = [part.title, same(f"{len(holders)}/{part.seats}")]
        for group in groups:
            judged = [judge(group, proposal.person(s.person), s.position, policy.reference_date) for s in holders]
            cells.append(share(judged.count(Truth.YES), len(holders)))
        rows.append(tuple(cells))
    return Table(
        id="composition",
        title=Filled(zh="构成", en="Composition"),
        columns=(_BODY, _SEATS, *(describe(group, policy.titles) for group in groups)),
        rows=tuple(rows),
        note=_CERTAIN,
    )


def _rules(proposal: Proposal) -> Table:
    return rule_table(proposal.verdicts, proposal.problem.rules, proposal.problem.policy.titles)


def goal_table(proposal: Proposal) -> Table:
    """The goals in order, each with its value, its proven bound and the kind of proof."""
    titles = proposal.problem.policy.titles
    rows: list[tuple[Filled, ...]] = []
    for goal, reached in zip(proposal.problem.goals, proposal.solved.goals, strict=True):
        value, bound = reached_words(reached)
        rows.append((same(str(len(rows) + 1)), goal_words(goal, titles), value, bound, PROOF_WORDS[reached.proof]))
    return Table(
        id="goals",
        title=Filled(zh="目标（依次满足）", en="Goals (met in order)"),
        columns=(_NUMBER, _GOAL, _VALUE, _BOUND, _PROOF),
        rows=tuple(rows),
    )


def rosters(proposal: Proposal) -> Iterator[Table]:
    """One roster a body, with the office and mode of those who hold one; after them the further candidates for the body."""
    policy, pool = proposal.problem.policy, proposal.problem.pool
    shown = [column for column in _ROSTER_COLUMNS if column in pool.columns]
    for body in policy.bodies:
        holders = sorted(proposal.holding(body.id), key=lambda seat: (_office_order(proposal, seat), seat.person))
        holders += [seat for seat in proposal.seats if seat.position.runs_for == body.id]
        yield Table(
            id=f"roster_{body.id}",
            title=_ROSTER.fill(body=body.title),
            columns=(
                _NUMBER,
                *(column_word(column) for column in ("id", "name")),
                _OFFICE,
                _MODE,
                *map(column_word, shown),
            ),
            rows=tuple(_roster_row(proposal, number, seat, body.id, shown) for number, seat in enumerate(holders, 1)),
        )


def _roster_row(proposal: Proposal, number: int, seat: Seat, body: str, shown: list[str]) -> tuple[Filled, ...]:
    person = proposal.person(seat.person)
    held = seat.position
    cells = [cell_words(column, person.value(column)) for column in shown]
    mode = mode_word(held.mode or held.run_mode)
    return (same(str(number)), same(person.id), same(person.name), _office_words(proposal, seat, body), mode, *cells)


def _office_words(proposal: Proposal, seat: Seat, body: str) -> Filled:
    """The office; of a further candidate, what they run for."""
    titles, runs_for = proposal.problem.policy.titles, seat.position.runs_for
    if seat.position.office:
        return titles[seat.position.office]
    if runs_for is None:
        return same("")
    return _FURTHER if runs_for == body else _FURTHER_FOR.fill(title=titles[runs_for])


def cell_words(column: str, value: str) -> Filled:
    """A canonical value as people write it: female is 女."""
    return _CELLS.get((column, value), same(value))


def _office_order(proposal: Proposal, seat: Seat) -> int:
    offices = [office.id for office in proposal.problem.policy.offices]
    return offices.index(seat.position.office) if seat.position.office else len(offices)


def tie_table(proposal: Proposal, *, most: int | None = MOST_LISTED) -> Iterator[Table]:
    """The seats others could hold at no loss, the first `most` of them or all; nothing where there are none."""
    if not proposal.ties:
        return
    rows = []
    for tie in proposal.ties[:most]:
        others = "、".join(f"{proposal.person(who).name}（{who}）" for who in tie.others)
        more = f" … {tie.count}" if tie.count > len(tie.others) else ""
        rows.append((same(tie.seat.person), same(proposal.person(tie.seat.person).name), same(others + more)))
    note = _TIE_NOTE if all(tie.complete for tie in proposal.ties) else _TIE_CUT
    yield Table(
        id="ties",
        title=_TIES.fill(count=len(proposal.ties)),
        columns=(column_word("id"), column_word("name"), _COULD_SWAP),
        rows=tuple(rows),
        note=note,
    )


def stacking_table(proposal: Proposal) -> Iterator[Table]:
    """Who helps to keep the most rules at once."""
    if not proposal.boxes:
        return
    fullest = [(who, rules) for who, rules in proposal.boxes if len(rules) >= len(proposal.boxes[0][1])]
    rows = [
        (same(who), same(proposal.person(who).name), same(str(len(rules))), same("、".join(rules)))
        for who, rules in fullest[:MOST_LISTED]
    ]
    yield Table(
        id="stacking",
        title=Filled(zh="一人满足规则最多者", en="Quota boxes stacked on one person"),
        columns=(column_word("id"), column_word("name"), _BOXES, _RULE),
        rows=tuple(rows),
    )


def unsettled_table(proposal: Proposal, *, most: int | None = MOST_LISTED) -> Iterator[Table]:
    """The cells to settle, those of seated people first, `most` of them or all; nothing where all is settled."""
    if not proposal.unsettled:
        return
    seated = {seat.person for seat in proposal.seats}
    ordered = sorted(proposal.unsettled, key=lambda cell: (cell.person not in seated, cell.person, cell.column))
    rows = [
        (
            same(cell.person),
            same(proposal.person(cell.person).name),
            column_word(cell.column),
            cell_words(cell.column, cell.value) if cell.value else _EMPTY,
            same("、".join(cell.rules)),
        )
        for cell in ordered[:most]
    ]
    yield Table(
        id="unsettled",
        title=_UNSETTLED.fill(count=len(ordered)),
        columns=(column_word("id"), column_word("name"), _COLUMN, _CELL, _AGAINST),
        rows=tuple(rows),
        note=_UNSETTLED_NOTE,
    )


def title_words(proposal: Proposal) -> Filled:
    """The heading; it speaks of a proposed roster only when there is one."""
    title = proposal.problem.policy.heading
    return _HEAD.fill(title=title, draft=DRAFT) if proposal.seats else title


def _rule_names(proposal: Proposal) -> Filled:
    """The rules a proof weighs, by sentence; seats by the body's title."""
    titles = proposal.problem.policy.titles
    rules = {rule.id: rule for rule in proposal.problem.rules}
    named = []
    for name in proposal.solved.rules:
        if name in rules:
            said = rules[name].sentence(titles)
            named.append(Filled(zh=f"{name}（{said.zh}）", en=f"{name} ({said.en})"))
        elif name.startswith(SLATE):
            named.append(_SLATE_OF.fill(title=titles[name.removeprefix(SLATE)]))
        else:
            part = name.removeprefix("seats:")
            named.append(_SEATS_OF.fill(title=titles[part], seats=proposal.problem.policy.seats[part]))
    return Filled(zh="；".join(part.zh for part in named), en="; ".join(part.en for part in named))


_ROSTER_COLUMNS = (
    "sex",
    "ethnicity",
    "birth",
    "party",
    "title",
    "employer",
    "post",
    "sector",
    "unit",
    "frontline",
    "head",
    "score",
)
_CELLS: dict[tuple[str, str], Filled] = {
    ("sex", "male"): Filled(zh="男", en="male"),
    ("sex", "female"): Filled(zh="女", en="female"),
    ("head", "hospital"): Filled(zh="医院院长", en="hospital head"),
    ("head", "school"): Filled(zh="学校校长", en="school head"),
    ("head", "agrotech"): Filled(zh="农技站站长", en="agro-tech station head"),
    ("head", "enterprise"): Filled(zh="科技型企业负责人", en="tech enterprise head"),
    **{(column, "yes"): Filled(zh="是", en="yes") for column in ("frontline", "cadre", "incumbent", "resident")},
    **{(column, "no"): Filled(zh="否", en="no") for column in ("frontline", "cadre", "incumbent", "resident")},
    ("frontline", "unsure"): Filled(zh="待定", en="unsure"),
}
_HEAD = Text(zh="{title}　{draft}", en="{title} — {draft}")
_PROOF_RULES = Text(zh="证明用到的规则：{rules}。", en="The proof rests on these rules: {rules}.")
_PROOF_SEARCH = Filled(
    zh="证明是求解器的穷尽搜索，没有指出具体规则。",
    en="The proof is an exhaustive search, which names no single rules.",
)
_WAYS_OUT = Filled(
    zh="可以做的：放宽其中一条规则的界限，把它的效力改为 prefer（尽量），或请单位补充符合条件的人选。",
    en="Ways out: loosen the bound of one of these rules, turn its strength into prefer, or ask for more suitable nominees.",
)
_TIES_SHORT = Text(
    zh="有 {count} 个席位可以无损互换，由抽签决定；清单在输出文件里。",
    en="{count} seats could change hands at no loss and were decided by draw; the output files list them.",
)
_UNSETTLED_SHORT = Text(
    zh="有 {count} 处信息需要核定，核定前按不利于规则的方向计算；清单在输出文件里。",
    en="{count} cells need settling and count against their rules until then; the output files list them.",
)
_SLATE_OF = Text(zh="{title}的差额", en="the margin of the {title}")
_FURTHER = Filled(zh="差额人选", en="further candidate")
_FURTHER_FOR = Text(zh="{title}差额人选", en="further candidate: {title}")
_SEATS_OF = Text(zh="{title}的席位（{seats}）", en="the seats of the {title} ({seats})")
_BODY = Filled(zh="机构、职务", en="Body or office")
_SEATS = Filled(zh="实有/席位", en="Filled/seats")
_CERTAIN = Filled(
    zh="只计确定属于该群体的人；百分比截尾，不进位。", en="Certain members only; percentages are cut, not rounded up."
)
_RULE = Filled(zh="规则", en="Rule")
_NUMBER = Filled(zh="序号", en="No.")
_GOAL = Filled(zh="目标", en="Goal")
_VALUE = Filled(zh="达到", en="Reached")
_BOUND = Filled(zh="已证明的界", en="Proven bound")
_PROOF = Filled(zh="证明", en="Proof")
_ROSTER = Text(zh="{body}建议名单（草案）", en="Proposed roster (draft): {body}")
_OFFICE = Filled(zh="拟任职务", en="Office")
_MODE = Filled(zh="任职方式", en="Mode")
_TIES = Text(zh="可以互换的席位：{count} 个", en="Seats others could hold at no loss: {count}")
_COULD_SWAP = Filled(zh="可换成", en="Could change places with")
_TIE_NOTE = Filled(
    zh="互换后规则和目标都不变，现在的人选由抽签决定。",
    en="A swap changes no rule and no goal; the draw decided between them.",
)
_TIE_CUT = Filled(
    zh="互换后规则和目标都不变，现在的人选由抽签决定。可换的人太多，没有全部列出。",
    en="A swap changes no rule and no goal; the draw decided between them. There are too many to list all.",
)
_BOXES = Filled(zh="条数", en="Boxes")
_UNSETTLED = Text(zh="需要核定的信息：{count} 处", en="Data to settle: {count}")
_COLUMN = Filled(zh="列", en="Column")
_CELL = Filled(zh="现在写的是", en="As written")
_AGAINST = Filled(zh="影响的规则", en="Counts against")
_EMPTY = Filled(zh="（空）", en="(empty)")
_UNSETTLED_NOTE = Filled(
    zh="核定之前，一律按不利于规则的方向计算。", en="Until settled, each counts against its rules."
)
