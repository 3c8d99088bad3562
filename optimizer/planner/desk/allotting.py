"""Seats to electing units within a scenario: what its draft asks for, what comes of it, and the rules written into its policy."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from optimizer.allocation.methods import Method
from optimizer.allocation.ties import TieRule
from optimizer.allocation.units import ElectingUnit
from optimizer.basis.faults import InputFaults
from optimizer.basis.text import Filled, Text, same
from optimizer.planner.allocation.asked import Asked
from optimizer.planner.allocation.fragment import SEATS_RULE, fragment
from optimizer.planner.allocation.share import NotShared, SharedOut, Sources, policy_part, share_seats
from optimizer.planner.allocation.units import raw_units
from optimizer.planner.allocation.wanted import policy_targets
from optimizer.planner.desk.draft import Change, Draft, with_allotting, with_policy
from optimizer.planner.desk.policy_file import PolicyFile
from optimizer.planner.listing import Named
from optimizer.report.allocation import Shared
from optimizer.report.blocks import Table
from optimizer.report.words import percent
from optimizer.rules.bounds import bound_words

METHODS, TIE_RULES = tuple(Method), tuple(TieRule)
DEFAULTS: Mapping[str, object] = {
    "seats": None,
    "method": Method.HAMILTON.value,
    "min": 0,
    "max": None,
    "class": {},
    "reserve": 0,
    "target": [],
    "left_out": [],
    "tie": TieRule.DRAW.value,
    "seed": 0,
    "pool": True,
}
"""The settings by the names of the options of `xiwei allocate`, as they are where nobody has set them.

`class` has a share as written for each class; `left_out` are targets of the policy that are not handed down; `pool` is whether
what the units can send is counted from the pool.
"""


@dataclass(frozen=True, kw_only=True)
class OwnTarget:
    """A rule of the policy that can be handed down."""

    id: str
    said: Filled


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What a policy gives: its outermost body with its seats, where they are one number, targets and names of groups."""

    body: Filled
    seats: int | None
    targets: tuple[OwnTarget, ...]
    groups: tuple[str, ...]


def offer_of(name: str, policy: bytes) -> Offer:
    """What the policy gives to an allocation. Raises InputFaults."""
    part = policy_part(Named(source=name, data=_bare(name, policy)))
    return Offer(
        body=part.policy.titles[part.body],
        seats=part.policy.seats[part.body].fixed,
        targets=tuple(
            OwnTarget(id=each.id, said=_TARGET.fill(title=each.title, bounds=bound_words(each.bounds)))
            for each in policy_targets(part)
        ),
        groups=tuple(part.policy.groups),
    )


def classes_in(name: str, units: bytes) -> tuple[str, ...]:
    """The classes of a table of units; none of one that cannot be read."""
    try:
        return raw_units(units, source=name).classes
    except InputFaults:
        return ()


def settings_of(draft: Draft) -> dict[str, Any]:
    """Every setting of the draft."""
    return {**DEFAULTS, **draft.allotting}


def with_setting(draft: Draft, name: str, value: object) -> Change:
    """Another value for a setting; its default is not written."""
    settings = {**draft.allotting, name: value}
    return with_allotting(draft, {key: each for key, each in settings.items() if each != DEFAULTS[key]})


def asked_of(draft: Draft) -> Asked:
    """The settings as the planner takes them; classes that the table of units does not have ask for nothing."""
    said = settings_of(draft)
    kinds = classes_in(draft.units_name, draft.units)
    return Asked(
        seats=said["seats"],
        method=Method(said["method"]),
        minimum=said["min"],
        maximum=said["max"],
        classes=tuple(f"{kind}={said['class'][kind]}" for kind in kinds if said["class"].get(kind)),
        reserve=said["reserve"],
        targets=tuple(said["target"]),
        left_out=tuple(said["left_out"]),
        tie_rule=TieRule(said["tie"]),
        seed=said["seed"],
        compare=True,
    )


def shared_out(draft: Draft, *, pool: bool) -> SharedOut | NotShared:
    """The seats shared out as the draft asks; `pool`: what units can send is counted from its pool.

    Rules that an earlier allocation wrote into the policy play no part. Raises InputFaults.
    """
    policy = None
    if draft.policy:
        policy = Named(source=draft.policy_name, data=_bare(draft.policy_name, draft.policy))
    sources = Sources(
        units=Named(source=draft.units_name, data=draft.units),
        policy=policy,
        pool=Named(source=draft.pool_name, data=draft.pool) if pool else None,
        pool_sheet=draft.sheet,
    )
    return share_seats(asked_of(draft), sources)


def allotting_key(draft: Draft, *, pool: bool) -> str:
    """The same for drafts that share seats out alike."""
    parts = (draft.units, draft.policy, *([draft.pool] if pool else []))
    names = [draft.units_name, draft.policy_name, draft.pool_name if pool else None, draft.sheet if pool else None]
    prints = [hashlib.sha256(part).hexdigest() for part in parts]
    return json.dumps([names, prints, dict(draft.allotting)], ensure_ascii=False, sort_keys=True)


def rules_of(found: SharedOut) -> list[dict[str, Any]]:
    """The rules of its allocation.toml."""
    rules: list[dict[str, Any]] = _handed_over(found)["rule"]
    return rules


def earlier_rules(draft: Draft) -> list[Mapping[str, Any]]:
    """The rules of the draft's policy that an allocation wrote. Raises InputFaults for what is no TOML."""
    if not draft.policy:
        return []
    return [rule for rule in PolicyFile(draft.policy, draft.policy_name).entries("rule") if _of_allocation(rule)]


def is_written(draft: Draft, found: SharedOut) -> bool:
    """Whether the policy has just these rules, and the body the seats they are for. Raises InputFaults for what is no TOML."""
    raw = _handed_over(found)
    bodies = {body.get("id"): body.get("seats") for body in PolicyFile(draft.policy, draft.policy_name).entries("body")}
    if any(bodies.get(body["id"]) != body["seats"] for body in raw.get("body", ())):
        return False
    return {rule["id"]: rule for rule in earlier_rules(draft)} == {rule["id"]: rule for rule in raw["rule"]}


def with_rules(draft: Draft, found: SharedOut) -> Change:
    """The policy with the rules of the allocation, in place of those of an earlier one, and the body with its seats.

    Everything else of the file stays as it is. Raises InputFaults for a policy that is no TOML, KeyError for one whose rules or
    bodies have no tables of their own (`rule = [...]`).
    """
    raw = _handed_over(found)
    name, data = draft.policy_name, draft.policy
    rules: list[dict[str, Any]] = raw["rule"]
    data = _without(name, data, kept=[rule["id"] for rule in rules])
    said = _WRITTEN.fill(rules=_listed([rule["id"] for rule in rules]))
    for body in raw.get("body", ()):
        data = _with_entry(name, data, "body", body)
        assert found.part is not None
        title = found.part.policy.titles[body["id"]]
        said = _WRITTEN_SEATS.fill(said=said, body=title, seats=body["seats"])
    for rule in rules:
        data = _with_entry(name, data, "rule", rule)
    return with_policy(draft, name, data, said)


def classes_table(found: Shared) -> Table:
    """By class: units, members, delegates and what share of all delegates they are, cut and never rounded up.

    Reserve seats, which are of no class, and the total follow.
    """
    allocation = found.allocation
    rows = [
        _class_row(found, same(kind or "—"), [unit for unit in found.units if unit.kind == kind], seats)
        for kind, seats in allocation.classes.items()
    ]
    if allocation.reserve:
        share = percent(allocation.reserve, allocation.total)
        rows.append((_RESERVE, same(""), same(""), same(str(allocation.reserve)), same(share)))
    rows.append(_class_row(found, _TOTAL, found.units, allocation.total))
    columns = (_CLASS, _UNITS, _MEMBERS, _SEATS, _SHARE)
    return Table(id="allocation_classes", title=_CLASSES, columns=columns, rows=tuple(rows))


def _class_row(found: Shared, title: Filled, units: Sequence[ElectingUnit], seats: int) -> tuple[Filled, ...]:
    members = sum((unit.members for unit in units), Fraction(0))
    said = (len(units), int(members), seats, percent(seats, found.allocation.total))
    return (title, *(same(str(each)) for each in said))


def _handed_over(found: SharedOut) -> dict[str, Any]:
    """What allocation.toml would say, as plain values."""
    return tomllib.loads(fragment(found.found, found.wanted, found.part, "-", "zh").decode())


def _of_allocation(rule: Mapping[str, Any]) -> bool:
    name = str(rule.get("id"))
    return name == SEATS_RULE or name.startswith(f"{SEATS_RULE}-")


def _bare(name: str, data: bytes) -> bytes:
    """The policy without the rules of an earlier allocation: they would hold the next one to it."""
    return _without(name, data, kept=())


def _without(name: str, data: bytes, *, kept: Sequence[str]) -> bytes:
    """The policy without those of an allocation's rules that are not kept, and without the waivers of these."""
    file = PolicyFile(data, name)
    gone = {rule["id"] for rule in file.entries("rule") if _of_allocation(rule) and rule["id"] not in kept}
    for of, key in (("waiver", "rule"), ("rule", "id")):
        for place in reversed(range(len(file.entries(of)))):
            if file.entries(of)[place].get(key) in gone:
                data = file.without(of, place)
                file = PolicyFile(data, name)
    return data


def _with_entry(name: str, data: bytes, of: str, entry: Mapping[str, Any]) -> bytes:
    """The policy with an entry: in the place of the one with its id, where there is one; of a body only what it says."""
    file = PolicyFile(data, name)
    ids = [each.get("id") for each in file.entries(of)]
    if entry["id"] not in ids:
        return file.with_new(of, entry)
    place = ids.index(entry["id"])
    now = file.entries(of)[place]
    over = {key: None for key in now if of == "rule" and key not in entry}
    changed = {key: value for key, value in entry.items() if now.get(key) != value}
    return file.with_entry(of, place, {**over, **changed}) if over or changed else data


def _listed(names: Sequence[str]) -> Filled:
    return Filled(zh="、".join(names), en=", ".join(names))


_TARGET = Text(zh="{title}{bounds}", en="{title}: {bounds}")
_WRITTEN = Text(zh="名额分配写入规则：{rules}", en="the allocation as rules: {rules}")
_WRITTEN_SEATS = Text(zh="{said}；{body}改为 {seats} 席", en="{said}; {body}: {seats} seats")
_CLASSES = Filled(zh="各类合计", en="By class")
_CLASS = Filled(zh="类别", en="Class")
_UNITS = Filled(zh="单位", en="Units")
_MEMBERS = Filled(zh="人数", en="Members")
_SEATS = Filled(zh="代表总数", en="Delegates")
_SHARE = Filled(zh="占全体", en="Of all")
_RESERVE = Filled(zh="机动名额", en="Reserve seats")
_TOTAL = Filled(zh="合计", en="Total")
