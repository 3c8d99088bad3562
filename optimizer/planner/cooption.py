"""Co-option: from a roster people hold and a list of who has left, to a proposal that fills the vacancies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.progress import Progress
from optimizer.basis.text import Lang, Text
from optimizer.contest.cooption import (
    EVERYTHING,
    Change,
    Vacancy,
    as_wishes,
    broken_rules,
    changes,
    cooption_pins,
    remaining,
    vacancies,
)
from optimizer.contest.settled import settled
from optimizer.export.contest_json import cooption_document
from optimizer.export.roster_json import to_bytes
from optimizer.people.person import Pool
from optimizer.planner.documents import Drafting, proposal_files
from optimizer.planner.marked import read_marked
from optimizer.planner.plan import Options, plan
from optimizer.planner.rosters import check_seats, held_seats
from optimizer.policy.policy import Policy
from optimizer.report.blocks import Block
from optimizer.report.cooption import cooption_blocks
from optimizer.roster.roster import Proposal, Seat

type Left = Mapping[str, tuple[str, ...]]
"""Who has left what: by id, the bodies and offices, or EVERYTHING."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Coopted:
    """What filling the vacancies gave. `changes` are empty without a roster.

    `eased` are binding rules that the roster broke already: they are met as far as the vacancies allow.
    """

    proposal: Proposal
    vacancies: tuple[Vacancy, ...]
    changes: tuple[Change, ...]
    left: Left
    promote: bool
    eased: tuple[str, ...] = ()

    def blocks(self) -> list[Block]:
        """The report, status first."""
        return cooption_blocks(self.proposal, self.vacancies, self.changes, promote=self.promote, eased=self.eased)

    def document(self) -> dict[str, Any]:
        """The machine form, the new roster in it."""
        record = cooption_document(self.proposal, self.vacancies, self.changes, left=self.left, promote=self.promote)
        return {**record, "eased": list(self.eased)}

    def files(self, lang: Lang, drafting: Drafting | None = None) -> dict[str, bytes]:
        """roster.json and roster.xlsx of the new roster, and cooption.json, the record of how it came about."""
        return {**proposal_files(self.proposal, lang, drafting), "cooption.json": to_bytes(self.document())}


def open_left(data: bytes, pool: Pool, policy: Policy, seats: Sequence[Seat], *, source: str) -> Left:
    """Who has left, from a table (编号 or 姓名, and 机构或职务 where not everything) or a list of one a line.

    Raises InputFaults: every fault of the table, and everybody listed who holds nothing, or not what they are said to leave.
    """
    held: dict[str, set[str]] = {}
    for seat in held_seats(seats):
        held.setdefault(seat.person, set()).update(seat.position.scopes)
    left: dict[str, tuple[str, ...]] = {}
    faults = []
    for each in read_marked(data, pool, policy, source=source, also=held):
        if each.person not in held or (each.part and each.part not in held[each.person]):
            value = each.person if not each.part else f"{each.person} {policy.titles[each.part].zh}"
            message = (_NOT_SEATED if each.person not in held else _NOT_THERE).fill()
            faults.append(
                Fault(kind="left.person", row=each.row or None, value=value, message=message, cure=_HOLDERS.fill())
            )
        left[each.person] = (*left.get(each.person, ()), each.part or EVERYTHING)
    if faults:
        raise InputFaults(source, faults)
    return left


def coopt(  # noqa: PLR0913 - what was there before, what changed, and how to plan
    *,
    pool: Pool,
    policy: Policy,
    seats: Sequence[Seat],
    left: Left,
    promote: bool = True,
    options: Options | None = None,
    progress: Progress | None = None,
    source: str = "roster.json",
) -> Coopted:
    """Fill the vacancies best under all rules, everybody who still sits being held in what they hold.

    Contests play no part in it: vacancies are filled without further candidates. With `promote` whoever sits may gain an
    office or a body further in. Binding rules that the roster broke already are only wished for. Raises InputFaults when
    roster, pool and policy do not fit together.
    """
    chosen = options or Options()
    plain = settled(policy, dict.fromkeys(part.id for part in policy.parts))
    before = check_seats(pool, plain, held_seats(seats), source=source, absent=left)
    stay = check_seats(pool, plain, remaining(plain, before, left), source=source)
    known = {who: parts for who, parts in left.items() if who in pool.by_id}
    eased = broken_rules(pool, plain, [seat for seat in before if seat.person in pool.by_id])
    plain = as_wishes(plain, eased)
    pins = (*chosen.pins, *cooption_pins(plain, stay, known, promote=promote))
    again = Options(pins=pins, base=chosen.base, time_limit=chosen.time_limit, seed=chosen.seed)
    proposal = plan(pool=pool, policy=plain, options=again, progress=progress)
    return Coopted(
        proposal=proposal,
        vacancies=vacancies(plain, before, stay),
        changes=changes(stay, proposal.seats),
        left=left,
        promote=promote,
        eased=eased,
    )


_NOT_SEATED = Text(zh="名单里没有这个人", en="the roster does not have this person")
_NOT_THERE = Text(zh="这个人没有担任所写的机构或职务", en="the person does not hold this body or office")
_HOLDERS = Text(
    zh="只列离任的人；机构或职务空着，表示全部离任",
    en="List only those who have left; an empty body means that they have left everything",
)
