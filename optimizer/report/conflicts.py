"""Why it is impossible, in words: each conflict with its arithmetic."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.basis.text import Filled, Text, same
from optimizer.diagnose.conflicts import Conflict, Conflicts
from optimizer.diagnose.furthest import Furthest
from optimizer.diagnose.numbers import Numbers
from optimizer.diagnose.relaxed import SEATS
from optimizer.groups.words import describe
from optimizer.model.build import MODES
from optimizer.model.contests import SLATE
from optimizer.problem.problem import Problem
from optimizer.report.blocks import Block, Line, Table
from optimizer.rules.base import scope_words
from optimizer.rules.bounds import said

NAMED = 3
"""Up to so many other claims are named in a sentence; more are "the others"."""


def conflict_blocks(problem: Problem, found: Conflicts) -> list[Block]:
    """Each conflict with a sentence and a table; last whether there are others."""
    blocks: list[Block] = []
    for number, conflict in enumerate(found.found, 1):
        blocks += [Line(text=conflict_words(problem, conflict, number)), _conflict_table(problem, conflict, number)]
    return [*blocks, Line(text=ending_words(found))]


def ending_words(found: Conflicts) -> Filled:
    """What the list of conflicts comes to: all of them, or what was found until the work stopped."""
    if found.possible is None:
        return _NOT_KNOWN
    if found.possible:
        return _POSSIBLE
    if not found.complete:
        return _STOPPED.fill(count=len(found.found))
    return _ONLY if len(found.found) == 1 else _ALL.fill(count=len(found.found))


def conflict_words(problem: Problem, conflict: Conflict, number: int) -> Filled:
    """What cannot hold together."""
    names = _listed([claim_word(problem, name) for name in conflict.claims])
    if not conflict.claims:
        return _NOTHING.fill(number=number)
    if len(conflict.claims) == 1:
        text = _ONE.fill(number=number, names=names)
    else:
        text = _TOGETHER.fill(number=number, names=names, count=len(conflict.claims))
    if conflict.tied:
        tied = _listed([claim_word(problem, name) for name in conflict.tied])
        text = _TIED.fill(said=text, tied=tied)
    return text


def claim_word(problem: Problem, name: str) -> Filled:
    """A claim as it is called in a sentence."""
    if name == MODES:
        return _MODES_WORD
    for start, text in ((SEATS, _SEATS_WORD), (SLATE, _SLATE_WORD)):
        if name.startswith(start):
            part = name.removeprefix(start)
            return text.fill(title=problem.policy.titles[part], seats=problem.policy.seats[part])
    return same(name)


def asks_words(problem: Problem, name: str) -> Filled:
    """What a claim asks."""
    rule = next((rule for rule in problem.rules if rule.id == name), None)
    if rule is not None:
        return rule.sentence(problem.policy.titles)
    if name.startswith(SEATS):
        part = name.removeprefix(SEATS)
        return _SEATS_ASK.fill(title=problem.policy.titles[part], seats=problem.policy.seats[part])
    return _MODES_ASK if name == MODES else claim_word(problem, name)


def claim_furthest(problem: Problem, conflict: Conflict, name: str) -> tuple[Filled, ...]:
    """The arithmetic of one claim of a conflict, a whole sentence each; empty where it has no figure to move."""
    others = [claim_word(problem, other) for other in conflict.claims if other != name]
    held = _HELD.fill(others=_listed(others)) if 0 < len(others) <= NAMED else _OTHERS_HELD if others else _ALONE
    words = [_JOINED.fill(held=held, said=said) for said in _furthest(problem, conflict, name)]
    return (*words, *_blamed(conflict, name))


def _furthest(problem: Problem, conflict: Conflict, name: str) -> list[Filled]:
    """The arithmetic of one claim, without what is held meanwhile."""
    bounds = [each for each in conflict.furthest if each.rule == name]
    # One side that does not help is no news where the other does.
    telling = [each for each in bounds if each.figure is not None] or bounds
    words = [_furthest_words(problem, each) for each in telling]
    return words + [_numbers_words(problem, each) for each in conflict.numbers if SEATS + each.part == name]


def _blamed(conflict: Conflict, name: str) -> tuple[Filled, ...]:
    """The values of a rule by value that alone cannot be met."""
    return tuple(
        _PARTS.fill(parts=_listed([same(part) for part in parts])) for rule, parts in conflict.parts if rule == name
    )


def _furthest_words(problem: Problem, each: Furthest) -> Filled:
    limit = each.limit
    rule = next(rule for rule in problem.rules if rule.id == each.rule)
    asked = said(limit.figure)
    if limit.part:
        asked = _OF_PART.fill(part=limit.part, figure=asked)
    if each.figure is None:
        return (_NO_FLOOR if limit.floor else _NO_CEILING).fill(asked=asked)
    if each.counted:
        text = _COUNT_FLOOR if limit.floor else _COUNT_CEILING
        scope = scope_words(rule.scope, problem.policy.titles)
        group = describe(rule.groups[0], problem.policy.titles)
        return text.fill(scope=scope, group=group, figure=each.heads, asked=limit.heads)
    reached = said(each.figure if each.heads is None or isinstance(limit.figure, int) else each.heads)
    if each.heads is not None and not isinstance(limit.figure, int):
        asked = _IN_HEADS.fill(asked=asked, heads=limit.heads)
    return (_FIGURE_FLOOR if limit.floor else _FIGURE_CEILING).fill(figure=reached, asked=asked)


def _numbers_words(problem: Problem, each: Numbers) -> Filled:
    below = _NONE_BELOW if each.below is None else _BELOW.fill(seats=each.below)
    above = _NONE_ABOVE if each.above is None else _ABOVE.fill(seats=each.above)
    return _NUMBERS.fill(title=problem.policy.titles[each.part], seats=each.seats, below=below, above=above)


def _conflict_table(problem: Problem, conflict: Conflict, number: int) -> Table:
    rows = []
    for name in conflict.claims:
        words = [*_furthest(problem, conflict, name), *_blamed(conflict, name)]
        nothing = _NO_FIGURE if conflict.figured else _NOT_FIGURED
        rows.append((claim_word(problem, name), asks_words(problem, name), _sentences(words) if words else nothing))
    return Table(
        id=f"conflict-{number}",
        title=_TITLE.fill(number=number),
        columns=(_CLAIM, _ASKS, _FURTHEST),
        rows=tuple(rows),
        note=None if conflict.figured else _NOT_FIGURED,
    )


def _listed(words: Sequence[Filled]) -> Filled:
    """`A、B和C`, `A, B and C`."""
    if len(words) < 2:
        return words[0] if words else same("")
    *first, last = words
    return Filled(
        zh="、".join(each.zh for each in first) + "和" + last.zh,
        en=", ".join(each.en for each in first) + " and " + last.en,
    )


def _sentences(words: Sequence[Filled]) -> Filled:
    return Filled(zh="；".join(each.zh for each in words), en="; ".join(each.en for each in words))


_CLAIM = Filled(zh="规则", en="Rule")
_ASKS = Filled(zh="要求", en="Asks")
_FURTHEST = Filled(
    zh="只有本组其余各项不变时，最多能到哪里", en="How far it can go with just the others of this conflict held"
)
_TITLE = Text(zh="冲突 {number}", en="Conflict {number}")

_TOGETHER = Text(
    zh="冲突 {number}：{names}，这{count}项不能同时满足；少了其中任何一项，其余几项就能同时满足。",
    en="Conflict {number}: {names}. These {count} cannot hold together; without any one of them the others can.",
)
_ONE = Text(
    zh="冲突 {number}：{names}，不管其他规则如何，这一项本身就做不到。",
    en="Conflict {number}: {names}. This one cannot be met, whatever the other rules ask.",
)
_NOTHING = Text(
    zh="冲突 {number}：不管规则和席位如何，都没有名单。",
    en="Conflict {number}: no roster exists whatever rules and seats.",
)
_TIED = Text(
    zh="{said}（{tied}在此照旧，没有它们就说不清其中有的规则。）",
    en="{said} (With {tied} as they are: without them one of these rules cannot be stated.)",
)
_MODES_WORD = Filled(zh="任职方式", en="the modes people can serve in")
_MODES_ASK = Filled(zh="各人只按候选人表里的任职方式任职", en="people serve only in the modes their own column names")
_SEATS_ASK = Text(zh="{title}坐满{seats}席", en="{title}: its seats filled ({seats})")
_SEATS_WORD = Text(zh="{title}的席位（{seats}）", en="the seats of {title} ({seats})")
_SLATE_WORD = Text(zh="{title}的差额人选（席位{seats}）", en="the slate for {title} ({seats} seats)")

_HELD = Text(zh="{others}不变时", en="with {others} held")
_OTHERS_HELD = Filled(zh="其余不变时", en="with the others held")
_ALONE = Filled(zh="只看这一条", en="taken alone")
_JOINED = Text(zh="{held}，{said}", en="{held}, {said}")
_COUNT_FLOOR = Text(
    zh="{scope}中{group}至多能有{figure}人，规则要{asked}人",
    en="{scope}: at most {figure} can be {group}; the rule asks {asked}",
)
_COUNT_CEILING = Text(
    zh="{scope}中{group}至少会有{figure}人，规则至多许{asked}人",
    en="{scope}: at least {figure} must be {group}; the rule allows {asked}",
)
_FIGURE_FLOOR = Text(
    zh="至多能要求{figure}，规则要求{asked}", en="it can ask for {figure} at most; it asks for {asked}"
)
_FIGURE_CEILING = Text(zh="至少要放到{figure}，规则为{asked}", en="it must allow at least {figure}; it allows {asked}")
_NO_FLOOR = Text(zh="下限{asked}降到多低都没有用", en="lowering its {asked} does not help, however far")
_NO_CEILING = Text(zh="上限{asked}提到多高都没有用", en="raising its {asked} does not help, however far")
_OF_PART = Text(zh="{figure}（{part}）", en="{figure} ({part})")
_IN_HEADS = Text(zh="{asked}，即{heads}人", en="{asked}, which is {heads}")
_PARTS = Text(zh="做不到的是：{parts}", en="what cannot be met is {parts}")
_NUMBERS = Text(
    zh="{title}席位{seats}个不行：{below}，{above}", en="seats of {title}: {seats} will not do; {below}, {above}"
)
_BELOW = Text(zh="往下最近的是{seats}个", en="the nearest number below is {seats}")
_ABOVE = Text(zh="往上最近的是{seats}个", en="the nearest above is {seats}")
_NONE_BELOW = Filled(zh="往下没有可行的", en="none below will do")
_NONE_ABOVE = Filled(zh="往上没有可行的", en="none above will do")
_NO_FIGURE = Filled(zh="没有可调的数字", en="no figure to move")
_NOT_FIGURED = Filled(zh="在停止前没有算完", en="not worked out before the work stopped")

_POSSIBLE = Filled(zh="没有冲突：全部硬性规则能同时满足。", en="No conflict: all binding rules can be kept together.")
_NOT_KNOWN = Filled(
    zh="在停止前没有弄清有没有冲突。", en="The work stopped before it was known whether there is a conflict."
)
_ONLY = Filled(
    zh="已证明：席位照此，没有别的冲突。", en="With the seats as they are this is proven to be the only conflict."
)
_ALL = Text(
    zh="冲突共{count}组；已证明：席位照此，没有别的。",
    en="These {count} are all the conflicts: with the seats as they are there are proven to be no others.",
)
_STOPPED = Text(
    zh="在停止前证明的冲突有{count}组，可能还有别的。",
    en="Conflicts proven before the work stopped: {count}; there may be others.",
)
