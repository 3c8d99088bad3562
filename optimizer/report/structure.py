"""The structure table (结构统计表) worked out on a roster, and as tables for documents; what it counts: structure_records.py."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from optimizer.basis.text import Filled, same
from optimizer.names.keys import strokes_of
from optimizer.names.listing import Listing
from optimizer.people.person import Pool
from optimizer.report.blocks import Band, Table
from optimizer.report.structure_records import Kind, Row, Section, Structure, structures
from optimizer.roster.counted import Counted
from optimizer.roster.roster import Proposal
from optimizer.rules.base import Seated


@dataclass(frozen=True, kw_only=True)
class Figures:
    """A cell worked out; `asked` and `gap` are None where nothing is asked."""

    actual: int
    asked: int | None = None
    gap: int | None = None

    @property
    def rate(self) -> Fraction | None:
        """The gap as a share of what is asked; None also where that is nobody."""
        return Fraction(self.gap, self.asked) if self.gap is not None and self.asked else None


def structures_of(proposal: Proposal, listing: Listing) -> tuple[Structure, ...]:
    """The tables of a proposal."""
    seated = {
        body.id: frozenset(proposal.person(seat.person).value("unit") for seat in proposal.holding(body.id))
        for body in proposal.problem.policy.bodies
    }
    return structures(proposal.problem, units_in_order(proposal.problem.pool, listing), seated)


def units_in_order(pool: Pool, listing: Listing) -> tuple[str, ...]:
    """The electing units of a pool, in stroke order of their names."""
    units = {person.value("unit") for person in pool.people} - {""}
    return tuple(sorted(units, key=lambda unit: (strokes_of(unit, listing.given, slot=False), unit)))


def counted(proposal: Proposal) -> Counted:
    """The proposal's roster, to work formulas out on."""
    held = tuple((proposal.person(seat.person), seat.position) for seat in proposal.seats)
    problem = proposal.problem
    return Counted(Seated(seats=held, pool=problem.pool, on=problem.policy.reference_date))


def further_candidates(proposal: Proposal, part: str) -> int:
    """How many run for a body or office besides its planned winners."""
    return sum(seat.position.runs_for == part for seat in proposal.seats)


def figures(section: Section, at: int, roster: Counted, further: int) -> Figures:
    """The cell of a section in column `at`; `further` are the candidates beyond the planned winners of its body."""
    cell = section.cells[at]
    actual, asked = roster.value(cell.actual), roster.bound(cell.asked)
    if asked is None:
        return Figures(actual=actual)
    beyond = further if at == 0 and section.contested else 0
    return Figures(actual=actual, asked=asked, gap=actual + beyond - asked)


def rate_words(rate: Fraction) -> str:
    """A share with two decimals, cut toward zero: 1/3 is 33.33%."""
    hundredths = abs(rate.numerator) * 10_000 // rate.denominator
    sign = "-" if rate < 0 and hundredths else ""
    return f"{sign}{hundredths // 100}.{hundredths % 100:02d}%"


def structure_tables(proposal: Proposal, listing: Listing) -> list[Table]:
    """The tables for documents: one a body and one of the offices, each with 代表构成 and 其中 over their columns."""
    roster = counted(proposal)
    return [_table(structure, proposal, roster) for structure in structures_of(proposal, listing)]


def _table(structure: Structure, proposal: Proposal, roster: Counted) -> Table:
    rows = [row for section in structure.sections for row in _section_rows(section, proposal, roster)]
    return Table(
        id=f"structure_{structure.id}",
        title=structure.title,
        columns=(SECTION if structure.id != OFFICES else OFFICE, MEASURE, *(each.title for each in structure.columns)),
        rows=tuple(rows),
        bands=bands(structure),
        note=notes(structure),
        wide=True,
    )


def _section_rows(section: Section, proposal: Proposal, roster: Counted) -> Iterator[tuple[Filled, ...]]:
    further = further_candidates(proposal, section.part)
    cells = [figures(section, at, roster, further) for at in range(len(section.cells))]
    for row in section.rows:
        title = section.title if row is section.rows[0] else same("")
        yield (title, ROW_WORDS[row], *(same(_shown(each, row)) for each in cells))


def _shown(each: Figures, row: Row) -> str:
    if row is Row.RATE:
        return "" if each.rate is None else rate_words(each.rate)
    value = {Row.ASKED: each.asked, Row.ACTUAL: each.actual, Row.GAP: each.gap}[row]
    return "" if value is None else str(value)


def bands(structure: Structure) -> tuple[Band, ...]:
    """代表构成 and 其中 over their columns, nothing over the first three."""
    over = [Band(title=same(""), columns=2)]
    for kind, columns in groupby(structure.columns, key=lambda column: column.kind):
        over.append(Band(title=BANDS[kind], columns=len(list(columns))))
    return tuple(over)


def notes(structure: Structure) -> Filled:
    """How to read the table."""
    said = [NOTE]
    if structure.ranged:
        said.append(_RANGED)
    if any(section.contested for section in structure.sections):
        said.append(_CONTESTED)
    return Filled(zh="".join(each.zh for each in said), en=" ".join(each.en for each in said))


OFFICES = "offices"
SECTION, OFFICE = Filled(zh="推荐单位", en="Electing unit"), Filled(zh="职务", en="Office")
MEASURE = Filled(zh="项目", en="Row")
ROW_WORDS = {
    Row.ASKED: Filled(zh="应选", en="asked"),
    Row.ACTUAL: Filled(zh="实际", en="actual"),
    Row.GAP: Filled(zh="差额", en="difference"),
    Row.RATE: Filled(zh="差额比率", en="difference, share"),
}
BANDS = {
    Kind.HEADS: same(""),
    Kind.MAKEUP: Filled(zh="代表构成", en="Make-up"),
    Kind.AMONG: Filled(zh="其中", en="Among them"),
}
NOTE = Filled(
    zh="应选：席位数，或硬性规则要求的最少人数，没有要求的为空。代表构成各栏相加等于人数，其中各栏可以重叠；只计确定属于该群体的人。"
    "百分比截尾，不进位。",
    en="Asked: the seats, or the fewest heads that binding rules ask for; empty where nothing is asked. The make-up adds up to "
    "the heads, the groups among them may overlap; certain members only. Percentages are cut, not rounded up.",
)
_RANGED = Filled(
    zh="席位数可变的，应选为名单在范围内取定的数。",
    en="Where seats may vary, asked is the number the roster has chosen.",
)
_CONTESTED = Filled(
    zh="差额选举的机构、职务，人数一栏的差额为正式候选人数减应选名额，其余各栏只计计划当选的人。",
    en="Where an election is contested, the difference of the heads is all candidates minus seats; the other columns count "
    "planned winners only.",
)
