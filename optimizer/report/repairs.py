"""Repairs and nominations for people: what each rule alone would need, the cheapest combinations, a call for nominations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from optimizer.basis.text import Filled, Text, same
from optimizer.diagnose.changes import Change
from optimizer.diagnose.loosening import PIN_COST, RULE_COST, SEAT_COST
from optimizer.diagnose.nominations import Nomination, Nominations
from optimizer.diagnose.relaxed import SEATS
from optimizer.diagnose.repairs import Repair, Repairs, SingleRepair
from optimizer.diagnose.widening import Statement
from optimizer.groups.predicate import AllOf, OneOf, Predicate
from optimizer.groups.words import VALUE_WORDS, column_word, describe
from optimizer.problem.problem import Problem
from optimizer.report.blocks import Block, Line, Table
from optimizer.rules.base import Strength
from optimizer.rules.bounds import said
from optimizer.rules.registry import kinds


def single_table(problem: Problem, singles: Iterable[SingleRepair]) -> Table:
    """Each rule, pin and number of seats alone: what would do, or that nothing does."""
    rows = []
    for single in singles:
        if single.repair is not None:
            would = repair_words(problem, single.repair)
            heads = same(str(sum(change.heads for change in single.repair.changes)))
        else:
            would, heads = (_NO_HELP if single.proven else _OPEN), same("")
        rows.append((name_words(problem, single.name), would, heads))
    return Table(
        id="single_repairs",
        title=Filled(zh="只改一条，改到多少才可行", en="Changing one thing alone: where it becomes possible"),
        columns=(_RULE, _CHANGE, _HEADS),
        rows=tuple(rows),
        note=_ALONE_NOTE,
    )


def repair_table(problem: Problem, repairs: Repairs) -> Iterator[Block]:
    """The ranking, and what its figures mean."""
    if repairs.possible:
        yield Line(text=_POSSIBLE)
        return
    rows = [
        (
            same(str(number)),
            repair_words(problem, repair),
            same(str(sum(change.heads for change in repair.changes))),
            same(str(repair.cost)),
            _PROVEN if repair.proven else _NOT_PROVEN,
        )
        for number, repair in enumerate(repairs.listed, 1)
    ]
    if rows:
        yield Table(
            id="repairs",
            title=Filled(zh="代价最小的补救办法", en="The cheapest repairs"),
            columns=(_NUMBER, _CHANGE, _HEADS, _COST, _PROOF),
            rows=tuple(rows),
            note=COST_WORDS,
        )
    if problem.contests:
        yield Line(text=_CONTESTED)
    if not repairs.complete:
        yield Line(text=_CUT_SHORT)


def repair_words(problem: Problem, repair: Repair) -> Filled:
    """All changes of a repair."""
    return _listed([change_words(problem, change) for change in repair.changes], "；", "; ")


def change_words(problem: Problem, change: Change) -> Filled:
    """One change in words."""
    name = name_words(problem, change.name)
    match change.field:
        case "seats":
            return _SEATS.fill(name=name, before=change.seats_before, after=change.seats_after)
        case "pin":
            return _PIN.fill(name=name)
        case "strength":
            return _STRENGTH.fill(name=name, heads=_heads(change.heads))
        case "waiver":
            people = [_person(problem, who) for who in change.people]
            return _WAIVER.fill(name=name, who=_listed([*people, *map(same, change.units)], "、", ", "))
    before, after = _heads(change.before or 0), _heads(change.after or 0)
    if change.ratio_before is not None:
        before = _OF.fill(ratio=said(change.ratio_before), heads=before)
        after = _OF.fill(ratio=said(change.plain), heads=after)
    part = _PART.fill(part=change.part) if change.part else same("")
    return _BOUND.fill(name=name, part=part, before=before, after=after, heads=_heads(change.heads))


def name_words(problem: Problem, name: str) -> Filled:
    """A rule by id and title, a pin or promise by what it asks, seats by their body or office."""
    if name.startswith(SEATS):
        return _SEATS_OF.fill(title=problem.policy.titles[name.removeprefix(SEATS)])
    rule = next(rule for rule in problem.rules if rule.id == name)
    if rule.kind not in kinds() or any(pin.id == name for pin in problem.pins):
        return rule.sentence(problem.policy.titles)
    return Filled(zh=f"{rule.id} {rule.title}", en=f"{rule.id} {rule.title}") if rule.title else same(rule.id)


def nomination_lines(problem: Problem, nominations: Nominations) -> list[Block]:
    """The call for nominations, ready to be sent."""
    if nominations.count == 0:
        return [Line(text=_POSSIBLE)]
    if not nominations.helps:
        return [Line(text=_NO_ONE if nominations.proven else _NO_ONE_FOUND)]
    if nominations.count is None:
        return [Line(text=_UNKNOWN)]
    head = _FEWEST if nominations.proven else _ENOUGH
    blocks: list[Block] = [Line(text=head.fill(count=_heads(nominations.count)))]
    blocks += [Line(text=nomination_words(problem, nomination)) for nomination in nominations.listed]
    alike = sorted({column for nomination in nominations.listed for column in nomination.said.alike})
    if alike:
        blocks.append(Line(text=_ALIKE.fill(columns=_listed([column_word(column) for column in alike], "、", ", "))))
    if not nominations.general:
        blocks.append(Line(text=_NOT_GENERAL))
    return blocks


def nomination_words(problem: Problem, nomination: Nomination) -> Filled:
    """So many people, and what they must be."""
    parts = [statement_words(statement, problem.policy.titles) for statement in nomination.said.statements]
    wanted = _listed(parts, "；", "; ") if parts else _ANYBODY
    text = _NOMINATION if len(parts) < 2 else _NOMINATION_ALL
    return text.fill(count=_heads(nomination.count), wanted=wanted)


def statement_words(statement: Statement, titles: Mapping[str, Filled]) -> Filled:
    """What a person must be as to one column."""
    if statement.column == "modes":
        modes = [VALUE_WORDS.get(("mode", mode), same(mode)) for mode in _modes(statement.group)]
        return _SERVE.fill(modes=_listed(modes, "和", " and "))
    if statement.known:
        return _KNOWN.fill(column=column_word(statement.column))
    words = describe(statement.group, titles)
    return _DISTINCT.fill(words=words, column=column_word(statement.column)) if statement.distinct else words


def _modes(group: Predicate) -> tuple[str, ...]:
    match group:
        case OneOf(_, values):
            return values
        case AllOf(parts):
            return tuple(mode for part in parts for mode in _modes(part))
        case _:
            return ()


def _person(problem: Problem, who: str) -> Filled:
    person = problem.pool.by_id[who]
    return same(who) if person.name == who else same(f"{person.name}（{who}）")


def _heads(count: int) -> Filled:
    return Filled(zh=f"{count}人", en="1 person" if count == 1 else f"{count} people")


def _listed(parts: Iterable[Filled], zh: str, en: str) -> Filled:
    every = list(parts)
    return Filled(zh=zh.join(part.zh for part in every), en=en.join(part.en for part in every))


_must, _as_a_rule = RULE_COST[Strength.MUST], RULE_COST[Strength.AS_A_RULE]
COST_WORDS = Filled(
    zh=f"代价按差的人数算：“必须”的规则每差1人计{_must}，“一般”的规则每差1人计{_as_a_rule}，放弃一条锁定计{PIN_COST}，"
    f"席位每增减一个计{SEAT_COST}。已证明的，没有更便宜的办法（包含前面某个办法的不再列）。",
    en=f"The cost goes by heads short: {_must} for each of a rule that must hold, {_as_a_rule} of one that holds as a rule, "
    f"{PIN_COST} for a pin given up, {SEAT_COST} for each seat added or left out. Where proven, nothing is cheaper (what "
    "contains a repair above is not listed).",
)
"""What a repair's cost means."""

_RULE = Filled(zh="规则", en="Rule")
_CHANGE = Filled(zh="改动", en="Change")
_HEADS = Filled(zh="差的人数", en="Heads short")
_COST = Filled(zh="代价", en="Cost")
_PROOF = Filled(zh="证明", en="Proof")
_NUMBER = Filled(zh="序号", en="No.")
_PROVEN = Filled(zh="已证明最便宜", en="proven cheapest")
_NOT_PROVEN = Filled(zh="未证明", en="not proven")
_NO_HELP = Filled(zh="只改它不起作用", en="does not help alone")
_OPEN = Filled(zh="没有算完", en="not worked out")
_ALONE_NOTE = Filled(
    zh="其余一律不动；写出的是最小的改动，已按人头核对。",
    en="Everything else held; what is given is the least change, counted by head.",
)
_POSSIBLE = Filled(zh="现在就能排出名单，不用补救。", en="A roster is possible as things are; nothing needs repair.")
_CUT_SHORT = Filled(
    zh="寻找在中途停止：列出的办法都可行，但可能还有更便宜的。",
    en="The search was cut short: the repairs listed do work, but there may be cheaper ones.",
)
_CONTESTED = Filled(
    zh="有差额选举：候选人数随席位而定，席位数保持不变，没有试改。",
    en="There are contested elections, whose candidates go by the seats: other numbers of seats were not tried.",
)
_SEATS_OF = Text(zh="{title}席位", en="seats of the {title}")
_SEATS = Text(zh="{name}由{before}改为{after}", en="{name}: {before} → {after}")
_PIN = Text(zh="取消锁定（{name}）", en="drop the pin ({name})")
_STRENGTH = Text(
    zh="{name}改为“尽量”（差{heads}）", en='{name}: "as far as possible" instead of binding ({heads} short)'
)
_WAIVER = Text(zh="{name}：豁免{who}", en="{name}: waived for {who}")
_OF = Text(zh="{ratio}（{heads}）", en="{ratio} ({heads})")
_PART = Text(zh="“{part}”", en=' "{part}"')
_BOUND = Text(zh="{name}{part}：{before} → {after}，差{heads}", en="{name}{part}: {before} → {after}, {heads} short")
_FEWEST = Text(
    zh="至少还缺{count}（已证明：再少，不论什么人都不够）：",
    en="Missing from the pool: {count} (proven: no fewer will do, whoever they are):",
)
_ENOUGH = Text(
    zh="再有{count}就够（没有证明最少）：", en="Further people who would do: {count} (not proven to be the fewest):"
)
_NOMINATION = Text(zh="请推荐{count}：{wanted}", en="please nominate {count}: {wanted}")
_NOMINATION_ALL = Text(
    zh="请推荐{count}，同时符合：{wanted}", en="please nominate {count}, each of them all of this: {wanted}"
)
_ANYBODY = Filled(zh="条件不限", en="anybody")
_SERVE = Text(zh="可以{modes}任职", en="can serve {modes}")
_KNOWN = Text(zh="{column}为候选人表中已有的任何一个", en="{column}: any that the pool already has")
_DISTINCT = Text(zh="{words}（{column}互不相同）", en="{words} (no two with the same {column})")
_ALIKE = Text(
    zh="试过的是这些人的{columns}全都相同的各种情形，没有试每一种搭配。",
    en="Tried with all of them alike in {columns}, whatever it is, and not in every mix.",
)
_NOT_GENERAL = Filled(
    zh="条件可能比必要的严：有些没有来得及逐一放宽。",
    en="The conditions may be stricter than needed: not all of them could be tried without.",
)
_NO_ONE = Filled(zh="已证明：再推荐多少人、什么人都没有用。", en="Proven: no further people would help, however many.")
_NO_ONE_FOUND = Filled(
    zh="试过的各类人都没有用（没有试遍）。", en="None of the kinds of people tried would help (not all were tried)."
)
_UNKNOWN = Filled(zh="没有算出还缺哪些人。", en="Whom the pool lacks was not worked out.")
