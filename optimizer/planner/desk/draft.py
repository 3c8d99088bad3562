"""A scenario's content: pool, policy, pins, decisions, and the rosters that came of them; every change is a new draft.

A `Change` pairs the new draft with a sentence for the history. Nothing here reads or writes a disk.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from optimizer.basis.position import Position
from optimizer.basis.text import Filled, Text
from optimizer.groups.words import column_word
from optimizer.people.person import Pool
from optimizer.planner.inputs import open_base, open_pool, pin_rule, policy_from
from optimizer.policy.policy import Policy
from optimizer.rules.base import Rule
from optimizer.store.projects import Content


@dataclass(frozen=True, kw_only=True)
class Pin:
    """A person held in or out of a body or office (`hold` in or out), with the reason that is printed."""

    person: str
    scope: str
    hold: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A cell that a person has settled or corrected: what it said, what it says now, and why."""

    person: str
    column: str
    before: str
    after: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """Everything a scenario holds.

    `pool` and `policy` are the bytes of their files ("" named while there is none); `roster` is the roster.json of the last
    proposal, `base` one to stay near: the roster of the last term or of an earlier step. `units` is the table of electing
    units that seats go to, `allotting` what was asked for (the options of `xiwei allocate` by name, as texts and numbers).
    """

    pool_name: str = ""
    pool: bytes = b""
    sheet: str | None = None
    policy_name: str = ""
    policy: bytes = b""
    pins: tuple[Pin, ...] = ()
    decisions: tuple[Decision, ...] = ()
    seed: int = 0
    roster: bytes = b""
    base: bytes = b""
    units_name: str = ""
    units: bytes = b""
    allotting: Mapping[str, Any] = field(default_factory=dict)

    def content(self) -> Content:
        """As the store keeps it."""
        facts = {
            "pool_name": self.pool_name,
            "sheet": self.sheet,
            "policy_name": self.policy_name,
            "pins": [asdict(pin) for pin in self.pins],
            "decisions": [asdict(decision) for decision in self.decisions],
            "seed": self.seed,
            "units_name": self.units_name,
            "allotting": dict(self.allotting),
        }
        files = {name: data for name in _FILES if (data := getattr(self, name))}
        return Content(facts=facts, files=files)


_FILES = ("pool", "policy", "roster", "base", "units")


def draft_of(content: Content) -> Draft:
    """The draft that a content is of; facts that an older Xiwei did not write are as in a new draft."""
    facts: Mapping[str, Any] = content.facts
    return Draft(
        pool_name=facts.get("pool_name", ""),
        sheet=facts.get("sheet"),
        policy_name=facts.get("policy_name", ""),
        pins=tuple(Pin(**pin) for pin in facts.get("pins", ())),
        decisions=tuple(Decision(**decision) for decision in facts.get("decisions", ())),
        seed=facts.get("seed", 0),
        units_name=facts.get("units_name", ""),
        allotting=facts.get("allotting", {}),
        **{name: content.files.get(name, b"") for name in _FILES},
    )


@dataclass(frozen=True, kw_only=True)
class Change:
    """A draft after a change, and what was done."""

    draft: Draft
    said: Filled = field(compare=False)


def with_pool(draft: Draft, name: str, data: bytes, sheet: str | None = None) -> Change:
    """Another pool; pins and decisions stay with the people of the same ids, the roster goes."""
    changed = replace(draft, pool_name=name, pool=data, sheet=sheet, roster=b"", decisions=())
    return Change(draft=changed, said=_POOL.fill(name=name))


def with_policy(draft: Draft, name: str, data: bytes, said: Filled | None = None) -> Change:
    """Another policy, or the same one changed (`said` tells how)."""
    changed = replace(draft, policy_name=name, policy=data)
    return Change(draft=changed, said=said or _POLICY.fill(name=name))


def with_cells(draft: Draft, pool: bytes, decisions: tuple[Decision, ...], *, rows: int = 0) -> Change:
    """The pool with cells settled or corrected, in one step; `pool` is the whole table after it (`Grid.data`).

    A decision on a cell takes the place of an earlier one, and remembers what the file said at first. `rows` is how many
    rows were put right as a whole besides.
    """
    first = {(each.person, each.column): each.before for each in reversed(draft.decisions)}
    now = {(each.person, each.column) for each in decisions}
    kept = tuple(each for each in draft.decisions if (each.person, each.column) not in now)
    new = tuple(replace(each, before=first.get((each.person, each.column), each.before)) for each in decisions)
    changed = replace(draft, pool=pool, pool_name=_as_csv(draft.pool_name), sheet=None, decisions=(*kept, *new))
    return Change(draft=changed, said=_decided(decisions, len(decisions) + rows))


def _decided(decisions: tuple[Decision, ...], count: int) -> Filled:
    if not decisions or count != 1:
        reasons = "；".join(dict.fromkeys(each.reason for each in decisions if each.reason))
        return _CELLS.fill(count=count, reason=reasons) if reasons else _CELLS_BARE.fill(count=count)
    decision = decisions[0]
    words = {
        "person": decision.person,
        "column": column_word(decision.column),
        "before": decision.before or "—",
        "after": decision.after or "—",
    }
    return _CELL.fill(reason=decision.reason, **words) if decision.reason else _CELL_BARE.fill(**words)


def with_header(draft: Draft, pool: bytes, before: str, after: str) -> Change:
    """The pool with another header over a column; `pool` is the whole table after it."""
    changed = replace(draft, pool=pool, pool_name=_as_csv(draft.pool_name), sheet=None)
    return Change(draft=changed, said=_HEADER.fill(before=before or "—", after=after))


def with_pin(draft: Draft, pin: Pin, name: str, title: Filled) -> Change:
    """A pin, in place of an earlier one for the same person and scope; `name` and `title` are for the history."""
    others = tuple(each for each in draft.pins if (each.person, each.scope) != (pin.person, pin.scope))
    said = (_PIN_IN if pin.hold == "in" else _PIN_OUT).fill(name=name, title=title)
    pins = tuple(sorted((*others, pin), key=lambda each: (each.person, each.scope)))
    return Change(draft=replace(draft, pins=pins), said=said)


def without_pin(draft: Draft, person: str, scope: str, name: str, title: Filled) -> Change:
    """The person free again in a body or office."""
    pins = tuple(each for each in draft.pins if (each.person, each.scope) != (person, scope))
    return Change(draft=replace(draft, pins=pins), said=_FREE.fill(name=name, title=title))


def with_reason(draft: Draft, person: str, reason: str, name: str) -> Change:
    """Another reason for all pins of a person; `name` is for the history."""
    pins = tuple(replace(pin, reason=reason) if pin.person == person else pin for pin in draft.pins)
    return Change(draft=replace(draft, pins=pins), said=_REASON.fill(name=name, reason=reason or "—"))


def with_roster(draft: Draft, roster: bytes, said: Filled) -> Change:
    """The roster that came of a proposal."""
    return Change(draft=replace(draft, roster=roster), said=said)


def with_base(draft: Draft, base: bytes) -> Change:
    """A roster to stay near; none, when empty."""
    return Change(draft=replace(draft, base=base), said=_BASE if base else _NO_BASE)


def with_left(draft: Draft, pins: tuple[Pin, ...], base: bytes, names: str) -> Change:
    """People who will not serve, held out by `pins` in place of all their earlier ones, and the roster to stay near.

    `names` are for the history.
    """
    gone = {pin.person for pin in pins}
    others = (pin for pin in draft.pins if pin.person not in gone)
    held = tuple(sorted((*others, *pins), key=lambda each: (each.person, each.scope)))
    return Change(draft=replace(draft, pins=held, base=base), said=_LEFT.fill(names=names))


def with_units(draft: Draft, name: str, data: bytes) -> Change:
    """Another table of electing units; what was asked for stays."""
    return Change(draft=replace(draft, units_name=name, units=data), said=_UNITS.fill(name=name))


def with_allotting(draft: Draft, allotting: Mapping[str, Any]) -> Change:
    """Seats to be allocated in another way."""
    return Change(draft=replace(draft, allotting=dict(allotting)), said=_ALLOTTING)


def with_seed(draft: Draft, seed: int) -> Change:
    """Another seed of the draw."""
    return Change(draft=replace(draft, seed=seed), said=_SEED.fill(seed=seed))


def draft_policy(draft: Draft) -> Policy:
    """The policy of a draft. Raises InputFaults."""
    return policy_from(draft.policy, source=draft.policy_name)


def draft_pool(draft: Draft, policy: Policy | None) -> Pool:
    """The pool of a draft, with the columns the policy uses. Raises InputFaults."""
    return open_pool(draft.pool, policy, source=draft.pool_name, sheet=draft.sheet)


def draft_pins(draft: Draft, pool: Pool, policy: Policy) -> tuple[Rule, ...]:
    """The pins as rules; those of people or bodies that are no longer there are left out (`stray_pins` lists them)."""
    stray = stray_pins(draft, pool, policy)
    return tuple(
        pin_rule(number, pool.by_id[pin.person], pin.scope, pin.hold, pin.reason)
        for number, pin in enumerate(draft.pins, 1)
        if pin not in stray
    )


def stray_pins(draft: Draft, pool: Pool, policy: Policy) -> tuple[Pin, ...]:
    """Pins that hold nobody: the person has left the pool, or the policy has no such body or office."""
    return tuple(pin for pin in draft.pins if pin.person not in pool.by_id or pin.scope not in policy.by_id)


def draft_base(draft: Draft) -> dict[str, tuple[Position, ...]] | None:
    """What each person held in the base, if there is one. Raises InputFaults."""
    return open_base(draft.base, source="roster.json") if draft.base else None


def key_of(draft: Draft, pool: Pool, policy: Policy) -> str:
    """The same for drafts that plan the same: equal content, whatever the row order, the names of files or the history."""
    pins = sorted((pin.person, pin.scope, pin.hold) for pin in draft.pins)
    base = sorted((who, list(map(str, held))) for who, held in (draft_base(draft) or {}).items())
    return json.dumps([pool.sha256, policy.sha256, pins, base, draft.seed], ensure_ascii=False)


def _as_csv(name: str) -> str:
    """The name of a corrected pool: what is kept is a CSV table, whatever the file was."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem}.csv" if dot and ending.lower() in ("xlsx", "xlsm", "xls", "ods", "csv") else f"{name}.csv"


_POOL = Text(zh="换人选库：{name}", en="another pool: {name}")
_POLICY = Text(zh="换政策：{name}", en="another policy: {name}")
_CELL = Text(
    zh="核定{person}的“{column}”：{before} → {after}（{reason}）",
    en='settled "{column}" of {person}: {before} → {after} ({reason})',
)
_CELL_BARE = Text(
    zh="改{person}的“{column}”：{before} → {after}", en='changed "{column}" of {person}: {before} → {after}'
)
_CELLS = Text(zh="核定 {count} 处（{reason}）", en="settled {count} cells ({reason})")
_CELLS_BARE = Text(zh="改正人选库 {count} 处", en="corrected {count} cells of the pool")
_HEADER = Text(zh="表头“{before}”改为“{after}”", en='header "{before}" is now "{after}"')
_PIN_IN = Text(zh="锁定{name}：{title}", en="{name} held in: {title}")
_PIN_OUT = Text(zh="排除{name}：{title}", en="{name} held out: {title}")
_FREE = Text(zh="放开{name}：{title}", en="{name} free again: {title}")
_REASON = Text(zh="{name}锁定的理由：{reason}", en="reason for the pins of {name}: {reason}")
_BASE = Filled(zh="以一份名单为基准，变动尽量少", en="stay near an earlier roster")
_NO_BASE = Filled(zh="不再以名单为基准", en="no longer near an earlier roster")
_LEFT = Text(zh="退出：{names}；名单尽量少动", en="withdrawn: {names}; the roster is to change least")
_UNITS = Text(zh="换推荐单位表：{name}", en="another table of electing units: {name}")
_ALLOTTING = Filled(zh="改名额分配的办法", en="seats are allocated in another way")
_SEED = Text(zh="抽签的种子改为 {seed}", en="seed of the draw: {seed}")
