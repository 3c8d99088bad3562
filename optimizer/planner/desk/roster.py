"""A proposal as a page shows it: who holds what and in which order, who belongs to a group, and its file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from optimizer.basis.position import Position, Truth
from optimizer.basis.text import Filled, Lang, same
from optimizer.export.roster_json import read_roster, roster_document, to_bytes
from optimizer.groups.predicate import judge
from optimizer.groups.words import column_word, describe
from optimizer.names.order import Listing, arranged
from optimizer.people.person import Person, Pool
from optimizer.planner.desk.draft import Draft, stray_pins
from optimizer.policy.policy import Goal, Policy
from optimizer.report.person import listed, position_words
from optimizer.report.proposal import cell_words
from optimizer.report.words import goal_words, mode_word
from optimizer.roster.roster import Proposal, Seat

EVERYBODY = ""
"""In place of a body or office: the whole pool."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A person, and what they hold in the chains of bodies there are; nothing for those left out."""

    person: Person
    held: tuple[Position, ...]

    def words(self, policy: Policy) -> Filled:
        """What is held, in words; a dash for nothing."""
        said = [position_words(policy, position) for position in self.held] or [position_words(policy, None)]
        return Filled(zh="；".join(part.zh for part in said), en="; ".join(part.en for part in said))


def roster_file(proposal: Proposal) -> bytes:
    """The proposal's roster.json."""
    return to_bytes(roster_document(proposal))


def roster_seats(roster: bytes) -> tuple[Seat, ...]:
    """The seats of a roster.json that the desk keeps. Raises InputFaults."""
    return read_roster(roster, source="roster.json").seats


def roster_rows(proposal: Proposal, part: str) -> list[Row]:
    """Who holds a body or office, or runs for it: officers in the order of the policy, then by the strokes of the surname.

    With EVERYBODY the whole pool, those on the roster first.
    """
    held: dict[str, list[Position]] = {}
    for seat in proposal.seats:
        held.setdefault(seat.person, []).append(seat.position)
    pool = proposal.problem.pool
    wanted = [
        person
        for person in pool.people
        if part == EVERYBODY or any(_touches(position, part) for position in held.get(person.id, ()))
    ]
    rows = [Row(person=person, held=tuple(held.get(person.id, ()))) for person in arranged(wanted, Listing())]
    offices = [office.id for office in proposal.problem.policy.offices]
    return sorted(rows, key=lambda row: _rank(row, part, offices))


def _touches(position: Position, part: str) -> bool:
    return part in position.scopes or position.runs_for == part


def _rank(row: Row, part: str, offices: list[str]) -> tuple[bool, bool, int]:
    """Those who are in before those who only run or are out; then by office."""
    here = [position for position in row.held if part == EVERYBODY or _touches(position, part)]
    runs = not any(part in position.scopes for position in here) if part != EVERYBODY else False
    places = [offices.index(position.office) for position in here if position.office]
    return not here, runs, min(places, default=len(offices))


def group_titles(policy: Policy) -> dict[str, Filled]:
    """The groups a policy names, in words; a group without words of its own goes by its name."""
    named = {name: describe(group, policy.titles) for name, group in policy.groups.items()}
    return {name: said if said.zh else same(name) for name, said in named.items()}


def members(proposal: Proposal, group: str) -> frozenset[str]:
    """Ids of everybody of the pool who is certainly in a group of the policy, in what they hold or without it.

    Raises KeyError where the policy has no such group.
    """
    policy, pool = proposal.problem.policy, proposal.problem.pool
    predicate, on = policy.groups[group], policy.reference_date
    held = [(seat.person, seat.position) for seat in proposal.seats]
    seated = {who for who, _ in held}
    asked: list[tuple[str, Position | None]] = [*held, *((who, None) for who in pool.by_id if who not in seated)]
    return frozenset(who for who, at in asked if judge(predicate, pool.by_id[who], at, on) is Truth.YES)


def cell_said(person: Person, column: str) -> Filled:
    """A cell of the pool as people write it."""
    if column == "modes":
        return listed([mode_word(mode) for mode in person.modes])
    return cell_words(column, person.value(column))


def header_said(pool: Pool, column: str, lang: Lang) -> str:
    """The header of a column as its table has it, where that is in the language; else the field's name."""
    return pool.headers.get(column, column) if lang == "zh" else column_word(column).en


def stage_words(stage: str, policy: Policy) -> Filled:
    """What a plan strives for while it reports a stage: the goal in words; the stage's own name where there is none."""
    own = {goal.id: goal for goal in policy.goals}
    kind, _, rest = stage.removeprefix("slate:").partition("_")
    column, _, part = rest.partition("_")
    name, _, rule = stage.partition(":")
    if stage.removeprefix("slate:") in own:
        goal = own[stage.removeprefix("slate:")]
    elif kind == "best" and part in policy.by_id:
        goal = Goal(id=stage, kind="best", column=column, scope=(part,))
    elif name in ("prefer", "changes", "draw"):
        goal = Goal(id=stage, kind=name, column=rule)
    else:
        return same(stage)
    return goal_words(replace(goal, kind="slate") if stage.startswith("slate:") else goal, policy.titles)


def made_from(draft: Draft, pool: Pool, policy: Policy) -> bool:
    """Whether the draft's roster is of its pool, policy and pins as they are now, so that planning again gives it again."""
    if not draft.roster:
        return False
    inputs = _inputs(draft.roster)
    stray = stray_pins(draft, pool, policy)
    pins = sorted((pin.scope, pin.person) for pin in draft.pins if pin not in stray)
    given = sorted((scope, who) for pin in inputs.get("pins", ()) for scope in pin["scope"] for who in pin["people"])
    same_inputs = (inputs.get("pool_sha256"), inputs.get("policy_sha256")) == (pool.sha256, policy.sha256)
    same_settings = inputs.get("seed") == draft.seed and inputs.get("based") is bool(draft.base)
    return same_inputs and same_settings and given == pins and _honours(draft, pins)


def _honours(draft: Draft, pins: list[tuple[str, str]]) -> bool:
    """Whether the roster holds every pin: its file does not say which way one went."""
    held = {(scope, seat.person) for seat in roster_seats(draft.roster) for scope in seat.position.scopes}
    ways = {(pin.scope, pin.person): pin.hold == "in" for pin in draft.pins}
    return all((pin in held) is ways[pin] for pin in pins)


def _inputs(roster: bytes) -> Mapping[str, Any]:
    found = json.loads(roster).get("inputs")
    return found if isinstance(found, dict) else {}
