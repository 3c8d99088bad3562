"""People, positions and moves in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from optimizer.basis.position import Position
from optimizer.basis.text import Filled, Text, same
from optimizer.model.build import MODES
from optimizer.people.person import Pool
from optimizer.policy.policy import Policy
from optimizer.problem.problem import Problem
from optimizer.report.blocks import Table
from optimizer.report.words import mode_word
from optimizer.room.moves import Move, Slack

SHOWN = 12
"""Moves that a sentence names; more are counted."""

MOST_SLACKS = 8
"""Rules that a cell names; more are counted."""


def person_words(pool: Pool, who: str) -> Filled:
    """`王一（P001）`; the id alone where nobody in the pool has it."""
    person = pool.by_id.get(who)
    if person is None or person.name == who:
        return same(who)
    return _PERSON.fill(name=person.name, id=who)


def listed(parts: Sequence[Filled]) -> Filled:
    """Names one after the other."""
    return Filled(zh="、".join(part.zh for part in parts), en=", ".join(part.en for part in parts))


def position_words(policy: Policy, position: Position | None) -> Filled:
    """What is held: the innermost bodies, the office with its mode, what is only run for; a dash for nothing."""
    if position is None:
        return _NOTHING
    around = {body.within for body in policy.bodies if body.id in position.bodies}
    inner = [body for body in position.bodies if body not in around]
    parts = [policy.titles.get(body, same(body)) for body in inner]
    if position.office:
        parts.append(_with_mode(policy.titles.get(position.office, same(position.office)), position.mode))
    if position.runs_for:
        title = policy.titles.get(position.runs_for, same(position.runs_for))
        parts.append(_with_mode(_RUNS.fill(title=title), position.run_mode))
    return listed(parts)


def _with_mode(title: Filled, mode: str | None) -> Filled:
    return title if mode is None else _MODE.fill(title=title, mode=mode_word(mode))


def move_words(pool: Pool, policy: Policy, move: Move) -> Filled:
    """One move as a sentence without an end."""
    who = person_words(pool, move.person)
    before, after = position_words(policy, move.before), position_words(policy, move.after)
    if move.before is None:
        return _ENTERS.fill(who=who, after=after)
    if move.after is None:
        return _LEAVES.fill(who=who, before=before)
    return _CHANGES.fill(who=who, before=before, after=after)


def moves_words(pool: Pool, policy: Policy, moves: Sequence[Move]) -> Filled:
    """Several moves in one sentence; nobody, or only so many and how many more."""
    if not moves:
        return _NOBODY
    said = [move_words(pool, policy, move) for move in moves[:SHOWN]]
    words = Filled(zh="；".join(part.zh for part in said), en="; ".join(part.en for part in said))
    return words if len(moves) <= SHOWN else _MORE.fill(said=words, count=len(moves) - SHOWN)


def moves_table(pool: Pool, policy: Policy, moves: Sequence[Move], *, roster: int | None = None) -> Table:
    """Everybody who enters, leaves or changes place; `roster` is the number of the alternative they make."""
    rows = []
    for move in moves:
        kind = _IN if move.before is None else _OUT if move.after is None else _OTHER
        cells = position_words(policy, move.before), position_words(policy, move.after)
        rows.append((person_words(pool, move.person), kind, *cells))
    return Table(
        id="moves" if roster is None else f"moves_{roster}",
        title=_MOVES.fill(count=len(moves)) if roster is None else _MOVES_OF.fill(number=roster, count=len(moves)),
        columns=(_WHO, _WHAT, _BEFORE, _AFTER),
        rows=tuple(rows),
    )


def names_words(problem: Problem, names: Iterable[str]) -> Filled:
    """Rules by their id, seats by the title of the body or office, modes by what they are."""
    titles = problem.policy.titles
    parts = []
    for name in names:
        part = name.partition(":")[2]
        if name == MODES:
            parts.append(_MODES)
        elif name.startswith("seats:") and part in titles:
            parts.append(_SEATS_OF.fill(title=titles[part]))
        else:
            parts.append(same(name))
    return listed(parts)


def slack_words(slacks: Sequence[Slack]) -> Filled:
    """The rules that have less room than before: `C5 9→8`."""
    tightened = [slack for slack in slacks if slack.tightens]
    said = [f"{slack.rule}{' ' + slack.part if slack.part else ''} {slack.before}→{slack.after}" for slack in tightened]
    more = f" … +{len(said) - MOST_SLACKS}" if len(said) > MOST_SLACKS else ""
    shown = said[:MOST_SLACKS]
    return Filled(zh="、".join(shown) + more, en=", ".join(shown) + more)


_PERSON = Text(zh="{name}（{id}）", en="{name} ({id})")
_NOTHING = same("—")
_MODE = Text(zh="{title}（{mode}）", en="{title} ({mode})")
_RUNS = Text(zh="{title}差额人选", en="candidate for {title}")
_ENTERS = Text(zh="{who}新进{after}", en="{who} enters: {after}")
_LEAVES = Text(zh="{who}退出{before}", en="{who} leaves: {before}")
_CHANGES = Text(zh="{who}由{before}改任{after}", en="{who} moves from {before} to {after}")
_NOBODY = Filled(zh="没有人变动", en="nobody moves")
_MORE = Text(zh="{said}；另有 {count} 人变动", en="{said}; and {count} more")
_IN, _OUT, _OTHER = Filled(zh="新进", en="enters"), Filled(zh="退出", en="leaves"), Filled(zh="换位", en="moves")
_MOVES = Text(zh="变动：{count} 人", en="Who moves: {count}")
_MOVES_OF = Text(zh="方案 {number} 的变动：{count} 人", en="Alternative {number}, who moves: {count}")
_WHO, _WHAT = Filled(zh="人", en="Person"), Filled(zh="变动", en="Move")
_BEFORE, _AFTER = Filled(zh="原任", en="Before"), Filled(zh="现任", en="After")
_MODES = Filled(zh="任职方式", en="the modes they can serve in")
_SEATS_OF = Text(zh="{title}的席位", en="the seats of the {title}")
