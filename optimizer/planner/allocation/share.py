"""Sharing seats out: from the tables and options to the seats, the parts handed down, the documents and the policy."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from optimizer.allocation.allocate import Settings, allocate
from optimizer.allocation.methods import Method
from optimizer.allocation.sizes import Size
from optimizer.allocation.ties import TieBreak, Undecided
from optimizer.allocation.units import ElectingUnit
from optimizer.allocation.words import Impossible
from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.text import Filled, Lang, Text
from optimizer.export.allocation_book import allocation_book
from optimizer.export.allocation_json import allocation_document, refusal_document
from optimizer.export.roster_json import to_bytes
from optimizer.planner.allocation.asked import Asked, classes_of, too_many, total_faults, total_of
from optimizer.planner.allocation.bounds import bounded
from optimizer.planner.allocation.categories import Categories, open_categories
from optimizer.planner.allocation.fragment import FRAGMENT, extends_from, fragment
from optimizer.planner.allocation.handing import handed_down
from optimizer.planner.allocation.makeup import makeup_of
from optimizer.planner.allocation.notes import notes_on
from optimizer.planner.allocation.supply import Supply, count_supply
from optimizer.planner.allocation.units import UnitTable, raw_units, read_units
from optimizer.planner.allocation.wanted import PolicyPart, Wanted, asked_targets
from optimizer.planner.formats import FORMATS, Format, paper_files
from optimizer.planner.inputs import open_pool, policy_resolved, resolve_policy
from optimizer.planner.listing import Named
from optimizer.policy.reading import read_resolved
from optimizer.report.allocation import Compared, Shared
from optimizer.report.blocks import Block, Line
from optimizer.report.papers.allocation import allocation_blocks, allocation_paper
from optimizer.rules.fields import MOST_HEADS


@dataclass(frozen=True, kw_only=True)
class Sources:
    """What there is to read: the table of units; a policy by name, or its file; a pool; categories. Sheets may be named."""

    units: Named
    policy: str | Named | None = None
    pool: Named | None = None
    category: Named | None = None
    sheet: str | None = None
    pool_sheet: str | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class SharedOut:
    """Seats shared out: for people, as data, as files; `notices` are what was noticed in the tables."""

    found: Shared
    wanted: Mapping[str, Wanted]
    part: PolicyPart | None
    policy: str | Named | None
    notices: tuple[Filled, ...] = ()

    @property
    def possible(self) -> bool:
        """Whether every target could be handed down as well."""
        return self.found.kept

    def blocks(self) -> list[Block]:
        """The table and how it came about."""
        return allocation_blocks(self.found)

    def document(self) -> dict[str, Any]:
        """The machine form."""
        return allocation_document(self.found)

    def files(
        self, folder: Path, lang: Lang, formats: Collection[Format] = FORMATS, *, dated: date | None = None
    ) -> dict[str, bytes]:
        """The files: allocation.json, allocation.toml, the document in each format; to be written to the folder."""
        extends = self._extends(folder)
        paper = allocation_paper(self.found, dated=dated)
        files = {
            "allocation.json": to_bytes(self.document()),
            FRAGMENT: fragment(self.found, self.wanted, self.part, extends, lang),
            **paper_files(paper, lang, [form for form in formats if form is not Format.XLSX]),
        }
        if Format.XLSX in formats:
            files[f"{paper.id}.xlsx"] = allocation_book(paper, self.found, lang)
        return files

    def _extends(self, folder: Path) -> str:
        """How allocation.toml names the policy; one given as a file lies beside it under its own name."""
        match self.policy:
            case None:
                return ""
            case str(named):
                return extends_from(named, folder)
            case file:
                return file.source


@dataclass(frozen=True, kw_only=True)
class NotShared:
    """No seats shared out: the reason, with the ways out."""

    said: tuple[Filled, ...]
    notices: tuple[Filled, ...] = ()

    possible = False

    def blocks(self) -> list[Block]:
        """The reason."""
        return [Line(text=_IMPOSSIBLE), *(Line(text=said) for said in self.said)]

    def document(self) -> dict[str, Any]:
        """The machine form."""
        return refusal_document(self.said)

    def files(
        self, folder: Path, lang: Lang, formats: Collection[Format] = FORMATS, *, dated: date | None = None
    ) -> dict[str, bytes]:
        """None."""
        del folder, lang, formats, dated
        return {}


def share_seats(asked: Asked, sources: Sources) -> SharedOut | NotShared:
    """Seats to the units, and the targets handed down to them.

    Raises InputFaults with every fault of the options and of the table of units, then of the other tables.
    """
    part = None if sources.policy is None else policy_part(sources.policy)
    opened = _opened(asked, sources, part)
    total = total_of(asked, part, opened.table.units)
    if total.seats > MOST_HEADS:
        raise InputFaults(sources.units.source, [too_many(total)])
    try:
        found = _found(asked, opened, part, total)
    except Impossible as refused:
        return NotShared(said=(refused.said,), notices=opened.notices)
    except Undecided as refused:
        return NotShared(said=(refused.said, _DECIDE), notices=opened.notices)
    found = replace(found, notes=(*found.notes, *notes_on(found, opened.wanted, part, opened.supply)))
    wanted = {each.id: each for each in opened.wanted}
    return SharedOut(found=found, wanted=wanted, part=part, policy=sources.policy, notices=opened.notices)


def _found(asked: Asked, opened: _Opened, part: PolicyPart | None, total: Size) -> Shared:
    """Everything that is worked out. Raises Impossible and Undecided."""
    table = opened.table
    settings = Settings(
        method=asked.method,
        minimum=asked.minimum,
        maximum=asked.maximum,
        classes=opened.classes,
        reserve=asked.reserve,
        tie_rule=asked.tie_rule,
        seed=asked.seed,
    )
    members = {unit.name: unit.members for unit in table.units}
    breaking = TieBreak(rule=asked.tie_rule, seed=asked.seed, members=members)
    units, taken = bounded(table.units, part, total.seats)
    allocation = allocate(units, total.seats, settings)
    return Shared(
        source=table.source,
        units=table.units,
        allocation=allocation,
        size=total.said,
        targets=tuple(handed_down(opened.wanted, allocation, table, opened.supply, breaking)),
        makeup=None if opened.categories is None else makeup_of(opened.categories, allocation, breaking),
        compared=tuple(_compared(units, total.seats, settings)) if asked.compare else (),
        notes=taken,
    )


@dataclass(frozen=True, kw_only=True)
class _Opened:
    """Everything read."""

    table: UnitTable
    wanted: tuple[Wanted, ...]
    classes: Mapping[str, Fraction | int]
    supply: Supply | None
    categories: Categories | None

    @property
    def notices(self) -> tuple[Filled, ...]:
        """What was noticed in the tables, each with the name of its file."""
        tables: list[UnitTable | Categories] = [self.table, *([self.categories] if self.categories else [])]
        return tuple(
            _NOTICED.fill(source=table.source, said=notice.message) for table in tables for notice in table.notices
        )


def _opened(asked: Asked, sources: Sources, part: PolicyPart | None) -> _Opened:
    """Every fault of the options and of the table of units is told together."""
    raw = raw_units(sources.units.data, source=sources.units.source, sheet=sources.sheet)
    faults = [*total_faults(asked, part)]
    wanted, wrong = asked_targets(asked.targets, part, raw.extras)
    wanted = [each for each in wanted if each.id not in asked.left_out]
    faults += wrong
    if sources.pool is not None and part is None:
        faults.append(Fault(kind="allocate.option", path="--pool", message=_POLICY_TOO.fill(), cure=_ADD_POLICY.fill()))
    classes, wrong = classes_of(asked.classes, raw.classes)
    faults += wrong
    try:
        table = read_units(raw, {each.id: each.words for each in wanted})
    except InputFaults as found:
        raise InputFaults(sources.units.source, [*faults, *found.faults]) from None
    if faults:
        raise InputFaults(sources.units.source, faults)
    categories = None
    if sources.category is not None:
        names = [unit.name for unit in table.units]
        categories = open_categories(sources.category.data, names, source=sources.category.source)
    supply = None if sources.pool is None or part is None else _supply(sources.pool, sources.pool_sheet, part, wanted)
    return _Opened(table=table, wanted=tuple(wanted), classes=classes, supply=supply, categories=categories)


def policy_part(given: str | Named) -> PolicyPart:
    """A policy, by name or as a file, with its outermost body. Raises InputFaults."""
    resolved = resolve_policy(given) if isinstance(given, str) else policy_resolved(given.data, source=given.source)
    policy = read_resolved(resolved)
    return PolicyPart(policy=policy, raw=resolved.raw, body=policy.bodies[0].id)


def _supply(pool: Named, sheet: str | None, part: PolicyPart, wanted: Sequence[Wanted]) -> Supply:
    people = open_pool(pool.data, part.policy, source=pool.source, sheet=sheet)
    return count_supply(people, wanted, part.policy.reference_date)


def _compared(units: Sequence[ElectingUnit], total: int, settings: Settings) -> Iterator[Compared]:
    for method in Method:
        try:
            seats = allocate(units, total, replace(settings, method=method)).seats
            yield Compared(method=method, seats=seats)
        except (Impossible, Undecided) as refused:
            yield Compared(method=method, seats=None, said=refused.said)


_NOTICED = Text(zh="{source}：{said}", en="{source}: {said}")
_IMPOSSIBLE = Filled(zh="分不出名额。", en="The seats cannot be shared out.")
_DECIDE = Filled(
    zh="用 --tie draw（抽签）、larger（人数多的优先）或 smaller（人数少的优先）决定，或改代表总数。",
    en="Decide with --tie draw, larger or smaller, or change the number of delegates.",
)
_POLICY_TOO = Text(
    zh="按候选人表数人，要用政策的年龄日期和群体",
    en="counting a pool needs the day of ages and the groups of a policy",
)
_ADD_POLICY = Text(zh="加上 --policy", en="Add --policy")
