"""Who stays in the offices of which association: the best choice as far as the plans made until then tell.

A whole-number program in place of all plans there could be. It knows of an association what its plans so far have proven:
that keeping some people out takes at least so many changes, or cannot be done. Keeping further people out never takes fewer
changes. So the program never asks for more than the truth does, and its best value is a bound for every choice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from optimizer.basis.progress import Progress
from optimizer.rollout.identity import Held
from optimizer.solve.plain import Aim, Program, Row, Terms, solve_plain
from optimizer.solve.status import Status

type Node = tuple[str, str]
"""An association's code and somebody's id in it."""


@dataclass(kw_only=True)
class Known:
    """What plans have proven of one association, by the people kept out of its offices.

    `least` are the changes that this takes at least; `never` the sets that cannot be kept out together, or for which no
    roster was found in time.
    """

    least: dict[frozenset[str], int] = field(default_factory=dict)
    never: set[frozenset[str]] = field(default_factory=set)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Whom to keep out in each association, and what everything there is costs at least: first offices too many, then changes."""

    out: Mapping[str, frozenset[str]]
    excess: int
    changes: int


def choose(
    people: Sequence[Sequence[Held]],
    known: Mapping[str, Known],
    limit: int,
    offices: Sequence[str],
    *,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Choice | None:
    """The choice with the fewest offices too many, then the fewest changes; None when the time is up.

    `people` are those with offices in too many associations, each with all their offices. Among equal choices people stay
    where they hold the earlier of `offices`, then where the code is smaller; last a draw on the ids decides.
    """
    asked = _Asked(people, known, limit, offices)
    found = solve_plain(asked.program, asked.aims, time_limit=time_limit, progress=progress)
    if found.status is not Status.OPTIMAL:
        return None
    out: dict[str, frozenset[str]] = {}
    for (code, person), column in asked.column.items():
        if found.values[column]:
            out[code] = out.get(code, frozenset()) | {person}
    excess, changes = divmod(found.goals[0].value, asked.weight)
    return Choice(out=out, excess=excess, changes=changes)


class _Asked:
    """The program: a column for each person of each association (1: kept out), one for what each person holds too many, and
    one for the changes of each association.
    """

    def __init__(
        self, people: Sequence[Sequence[Held]], known: Mapping[str, Known], limit: int, offices: Sequence[str]
    ) -> None:
        self._most: list[int] = []
        self._people = [(sorted({(each.code, each.person) for each in held}), held) for held in people]
        self.column = {node: self._add(1) for nodes, _ in self._people for node in nodes}
        over = [self._add(len(nodes) - limit) for nodes, _ in self._people]
        rows = [
            Row(terms=(*((self.column[node], 1) for node in nodes), (column, 1)), least=len(nodes) - limit)
            for (nodes, _), column in zip(self._people, over, strict=True)
        ]
        changes = []
        for code in sorted(known):
            found = [*self._rows_of(code, known[code])]
            changes += [row.terms[0][0] for row in found if row.least is not None]
            rows += found
        changes = sorted(set(changes))
        self.program = Program(most=tuple(self._most), rows=tuple(rows))
        self.weight = 1 + sum(self._most[column] for column in changes)
        """No changes, however many, outweigh one office too many."""
        worst = ((column, self.weight) for column in over)
        self.aims = (
            Aim(id="cost", terms=(*worst, *((column, 1) for column in changes))),
            Aim(id="stay", terms=tuple(self._leaving(offices))),
        )

    def _add(self, most: int) -> int:
        self._most.append(most)
        return len(self._most) - 1

    def _rows_of(self, code: str, known: Known) -> Iterator[Row]:
        """What is known of an association. Who has no column is not kept out, so what rests on them says nothing."""
        costs = [(out, least) for out, least in known.least.items() if least and self._columns(code, out) is not None]
        changes = self._add(max(least for _, least in costs)) if costs else 0
        for out, least in sorted(costs, key=lambda each: sorted(each[0])):
            terms = ((changes, 1), *((self.column[code, person], -least) for person in sorted(out)))
            yield Row(terms=terms, least=least * (1 - len(out)))
        for out in sorted(known.never, key=sorted):
            columns = self._columns(code, out)
            if columns is not None:
                yield Row(terms=columns, most=len(out) - 1)

    def _columns(self, code: str, out: frozenset[str]) -> Terms | None:
        nodes = [(code, person) for person in sorted(out)]
        return tuple((self.column[node], 1) for node in nodes) if all(node in self.column for node in nodes) else None

    def _leaving(self, offices: Sequence[str]) -> Iterator[tuple[int, int]]:
        """What it costs each person to leave each association: most where they should stay first of all, then by draw."""
        rank = {office: place for place, office in enumerate(offices)}
        drawn = {node: number for number, node in enumerate(sorted(self.column, key=_hash), 1)}
        for nodes, held in self._people:
            best = dict.fromkeys(nodes, len(rank))
            for each in held:
                node = each.code, each.person
                best[node] = min(best[node], rank.get(each.office, len(rank)))
            order = sorted(nodes, key=lambda node: (best[node], node))
            for place, node in enumerate(order):
                # The draw's numbers together are less than one place.
                yield self.column[node], (len(order) - place) * len(drawn) * (len(drawn) + 1) + drawn[node]


def _hash(node: Node) -> bytes:
    return hashlib.sha256(":".join(node).encode()).digest()
