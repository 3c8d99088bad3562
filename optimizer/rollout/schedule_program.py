"""The program of a schedule: how many units of each batch are held in each year, and what is wanted of it, in order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from optimizer.rollout.schedule_rules import RuleKind, Rules, ScheduleRule, years_allowed
from optimizer.rollout.schedule_turns import Batch, Settings, Sizes, lot
from optimizer.solve.plain import Aim, Program, Row, Terms

TICKETS = 1000
"""The lot of a batch in a year is from 1 to this."""


class ScheduleGoal(StrEnum):
    """What is wanted, in this order, each proven before the next.

    Fewest units past the year they are due; fewest years late, over all units; most days already set kept to their year;
    least greatest number of units in a year; greatest least number in a year; who is due earlier goes earlier; by lot.
    """

    LATE = "late"
    YEARS_LATE = "years_late"
    WISHES = "wishes"
    LARGEST = "largest"
    SMALLEST = "smallest"
    ORDER = "order"
    LOT = "lot"


@dataclass(frozen=True, kw_only=True)
class Cells:
    """The batches and the years they may take: one column of the program each, in this order."""

    sizes: Sizes
    settings: Settings
    cells: tuple[tuple[Batch, int], ...]

    @classmethod
    def of(cls, sizes: Sizes, settings: Settings, kinds: Collection[RuleKind]) -> Cells:
        """The cells that rules of these kinds leave."""
        cells = [(batch, year) for batch in sizes for year in years_allowed(batch, settings, kinds)]
        return cls(sizes=sizes, settings=settings, cells=tuple(cells))

    def terms(self, weight: Callable[[Batch, int], int]) -> Terms:
        """The columns with their weights, without those of none."""
        weights = (weight(batch, year) for batch, year in self.cells)
        return tuple((column, weight) for column, weight in enumerate(weights) if weight)

    def most(self) -> tuple[int, ...]:
        """The most each column can be."""
        return tuple(self.sizes[batch] for batch, _ in self.cells)

    def rows(self) -> list[Row]:
        """Everybody has one year."""
        columns: dict[Batch, list[tuple[int, int]]] = {batch: [] for batch in self.sizes}
        for column, (batch, _) in enumerate(self.cells):
            columns[batch].append((column, 1))
        return [Row(terms=tuple(columns[batch]), least=size, most=size) for batch, size in self.sizes.items()]

    def capacity_rows(self, rules: Rules, extra: Mapping[ScheduleRule, int] | None = None) -> list[Row]:
        """Every capacity; `extra` are the columns that add to some of them."""
        columns: dict[ScheduleRule, list[tuple[int, int]]] = {rule: [] for rule in rules if rule.year}
        for column, (batch, year) in enumerate(self.cells):
            for city in {"", batch.city}:
                rule = ScheduleRule(kind=RuleKind.CITY if city else RuleKind.CAPACITY, city=city, year=year)
                if rule in columns:
                    columns[rule].append((column, 1))
        more = {rule: ((extra[rule], -1),) if extra and rule in extra else () for rule in columns}
        return [Row(terms=(*terms, *more[rule]), most=rule.most(self.settings)) for rule, terms in columns.items()]

    def counts(self, values: Sequence[int]) -> dict[tuple[Batch, int], int]:
        """How many of each batch a solution holds in each year."""
        return {cell: values[column] for column, cell in enumerate(self.cells) if values[column]}


def goal_program(sizes: Sizes, rules: Rules, settings: Settings) -> tuple[Cells, Program]:
    """The program of a schedule; its last two columns are the greatest and the least number of units in a year."""
    cells = Cells.of(sizes, settings, frozenset(rule.kind for rule in rules))
    largest, total = len(cells.cells), sum(sizes.values())
    rows = cells.rows() + cells.capacity_rows(rules)
    for year in settings.years:
        load = cells.terms(lambda _, held, year=year: int(held == year))  # type: ignore[misc]
        rows.append(Row(terms=(*load, (largest, -1)), most=0))
        # A year in which nothing can be held says nothing about how even the others are.
        if settings.capacity.of(year) != 0:
            rows.append(Row(terms=(*load, (largest + 1, -1)), least=0))
    return cells, Program(most=(*cells.most(), total, total), rows=tuple(rows))


def goals(cells: Cells, *, years_before: int) -> tuple[Aim, ...]:
    """The goals; `years_before` are the years that all overdue units together were late before the year ahead of the first."""
    settings, largest = cells.settings, len(cells.cells)
    overdue = sum(size for batch, size in cells.sizes.items() if batch.due < settings.first)

    def still(batch: Batch, year: int) -> int:
        return int(settings.first <= batch.due < year)

    def late(batch: Batch, year: int) -> int:
        return max(0, year - batch.due)

    def wish(batch: Batch, year: int) -> int:
        return int(batch.wished == year)

    def order(batch: Batch, year: int) -> int:
        return (year - settings.first) * (settings.later - batch.due)

    def ticket(batch: Batch, year: int) -> int:
        return (
            lot(f"{batch.city}|{batch.stage}|{batch.due}|{batch.wished}|{batch.fixed}|{year}", settings.seed) % TICKETS
        )

    return (
        Aim(id=ScheduleGoal.LATE, terms=cells.terms(still), constant=overdue),
        Aim(id=ScheduleGoal.YEARS_LATE, terms=cells.terms(late), constant=years_before),
        Aim(id=ScheduleGoal.WISHES, terms=cells.terms(wish), highest=True),
        Aim(id=ScheduleGoal.LARGEST, terms=((largest, 1),)),
        Aim(id=ScheduleGoal.SMALLEST, terms=((largest + 1, 1),), highest=True),
        Aim(id=ScheduleGoal.ORDER, terms=cells.terms(order)),
        Aim(id=ScheduleGoal.LOT, terms=cells.terms(ticket)),
    )
