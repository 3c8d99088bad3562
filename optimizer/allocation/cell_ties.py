"""Ties in a table with two margins: cells that may have a seat more or less in another table just as right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from optimizer.allocation.cells import Cell, Cells, Grid, Scaled, to_fall, to_rise
from optimizer.allocation.ties import Tie, TieBreak, TieRule, Undecided

type Node = tuple[bool, str]


@dataclass(frozen=True, kw_only=True)
class Settled:
    """The seats after the ties, and the ties."""

    seats: Mapping[Cell, int]
    ties: tuple[Tie, ...]


def settle(grid: Grid, scaled: Scaled, sizes: Mapping[str, Fraction], breaking: TieBreak) -> Settled:
    """Break every tie of the table: cell by cell in the order of the rule, each gets the seat if the cells before leave it one.

    `sizes` are what LARGER and SMALLER go by, for each row. What comes out is the same whichever of the tied tables `scaled` has.
    Raises Undecided under REFUSE with all ties.
    """
    high = _at_a_half(grid, scaled)
    ties: list[Tie] = []
    seats = dict(scaled.seats)
    for cells in _rings(high):
        names = {cell: f"{cell[0]}·{cell[1]}" for cell in cells}
        own = replace(breaking, members={names[cell]: sizes[cell[0]] for cell in cells})
        by_name = {name: cell for cell, name in names.items()}
        order = [by_name[name] for name in own.order(names.values())]
        given = _served(order, {cell: high[cell] for cell in cells})
        for cell in cells:
            seats[cell] += (cell in given) - high[cell]
        ties.append(
            Tie(
                where=own.where,
                seats=len(given),
                between=tuple(sorted(names.values())),
                given=() if own.rule is TieRule.REFUSE else tuple(sorted(names[cell] for cell in given)),
                rule=own.rule,
                seed=own.seed,
                drawn=tuple(sorted(names.values())),
            )
        )
    if ties and breaking.rule is TieRule.REFUSE:
        raise Undecided(ties)
    return Settled(seats=seats, ties=tuple(ties))


def _at_a_half(grid: Grid, scaled: Scaled) -> Cells[bool]:
    """The cells whose quotient is just at a rounding point: whether they have the higher number."""
    high: Cells[bool] = {}
    for cell, seats in scaled.seats.items():
        if seats > 0 and to_fall(grid, scaled, cell) == 1:
            high[cell] = True
        elif not grid.full(cell, seats) and to_rise(grid, scaled, cell) == 1:
            high[cell] = False
    return high


def _rings(high: Mapping[Cell, bool]) -> list[list[Cell]]:
    """The cells that can change together, margins kept: each list one strongly connected part, in the order of cells.

    A cell with the higher number leads from its column to its row, one with the lower from its row to its column; seats can
    move around a ring of such steps.
    """
    links = _links(high)
    reach = {node: _reachable(node, links) for node in links}
    rings: dict[frozenset[Node], list[Cell]] = {}
    for cell in sorted(high):
        row, column = _ends(cell)
        if column in reach[row] and row in reach[column]:
            part = frozenset(node for node in reach[row] if row in reach[node])
            rings.setdefault(part, []).append(cell)
    return list(rings.values())


def _served(order: Iterable[Cell], high: Mapping[Cell, bool]) -> set[Cell]:
    """The cells that get the seat: each in turn, if a ring through the cells not yet settled lets it have one."""
    unsettled = dict(high)
    links = _links(unsettled)
    given: set[Cell] = set()
    for cell in order:
        row, column = _ends(cell)
        has = unsettled.pop(cell)
        del links[column if has else row][cell]
        if not has:
            ring = _way(column, row, links)
            if ring is None:
                continue
            for passed in ring:
                _turn(passed, unsettled, links)
        given.add(cell)
    return given


def _links(high: Mapping[Cell, bool]) -> dict[Node, dict[Cell, Node]]:
    """Where one step leads: from a column over its cells with the higher number, from a row over those with the lower."""
    links: dict[Node, dict[Cell, Node]] = {node: {} for cell in high for node in _ends(cell)}
    for cell, up in high.items():
        row, column = _ends(cell)
        if up:
            links[column][cell] = row
        else:
            links[row][cell] = column
    return links


def _turn(cell: Cell, high: dict[Cell, bool], links: dict[Node, dict[Cell, Node]]) -> None:
    """Give the cell its other number."""
    row, column = _ends(cell)
    start, end = (column, row) if high[cell] else (row, column)
    del links[start][cell]
    links[end][cell] = start
    high[cell] = not high[cell]


def _way(start: Node, end: Node, links: Mapping[Node, Mapping[Cell, Node]]) -> list[Cell] | None:
    """The cells along a shortest way from one node to another; None when there is none."""
    came: dict[Node, tuple[Cell, Node]] = {}
    queue = [start]
    for node in queue:
        for cell, further in links[node].items():
            if further != start and further not in came:
                came[further] = (cell, node)
                queue.append(further)
        if end in came:
            break
    else:
        return None
    cells = []
    node = end
    while node != start:
        cell, node = came[node]
        cells.append(cell)
    return cells


def _reachable(start: Node, links: Mapping[Node, Mapping[Cell, Node]]) -> set[Node]:
    seen = {start}
    queue = [start]
    for node in queue:
        for further in links[node].values():
            if further not in seen:
                seen.add(further)
                queue.append(further)
    return seen


def _ends(cell: Cell) -> tuple[Node, Node]:
    """The cell's row and column."""
    return (False, cell[0]), (True, cell[1])
