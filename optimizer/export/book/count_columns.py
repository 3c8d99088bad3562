"""Columns of the counting sheet: what is behind the pool, looked up for whoever sits on a row, and what they hold besides."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from xlsxwriter.utility import xl_col_to_name

from optimizer.basis.position import Truth
from optimizer.basis.text import Filled, Text
from optimizer.export.book.layout import Roll
from optimizer.export.book.places import PLACE, CountColumn, PoolColumn, Value
from optimizer.export.book.pool_columns import CODE_OF, PoolColumns
from optimizer.export.book.truth import ROW, joined, looks_at_appointment, text
from optimizer.groups.predicate import Appointed, Predicate, bare, judge
from optimizer.groups.words import column_word
from optimizer.people.person import Person
from optimizer.report.words import mode_word
from optimizer.rules.base import scope_words


class CountColumns(PoolColumns):
    """The columns of the counting sheet, made as they are asked for."""

    def group_range(self, roll: Roll, group: Predicate) -> str:
        """The column of the counting sheet that says how far people are in a group, over the rows of a list."""
        return self.count_range(roll.part.id, self._group(group))

    def modes_in(self, roll: Roll, mode: str) -> str:
        """Which lines of an office's list are in a mode, for SUMPRODUCT."""
        assert roll.mode is not None
        return f"EXACT({self.list_range(roll, roll.mode)},{text(mode_word(mode).to(self.lang))})"

    def _looked_up(self, key: object, header: Filled, column: int, value: Callable[[Person], Value]) -> int:
        """A column that looks up, for whoever sits on the row, a column behind the pool."""
        if key not in self.count_columns:
            found = f"IF($C{ROW}=0,0,INDEX({self.pool_range(column)},$C{ROW}))"
            self.count_columns[key] = CountColumn(
                header=header, formula=lambda _: found, value=lambda _, held: value(held[0])
            )
        return self.counting(key)

    def _group(self, group: Predicate) -> int:
        """The column of the counting sheet that says how far whoever sits on the row is in a group."""
        key = ("group", bare(group))
        if key in self.count_columns:
            return self.counting(key)
        if not looks_at_appointment(group):
            column = self._person_group(group)
            header = self._called(group)
            return self._looked_up(key, header, column, lambda person: int(judge(group, person, None, self.on)))

        def formula(roll: Roll) -> str:
            return f"IF($C{ROW}=0,0,{self._seat_formula(bare(group), roll)})"

        # What the parts need is asked for now: the formula itself is written when columns can no longer be added.
        for roll in self.rolls.values():
            formula(roll)
        self.count_columns[key] = CountColumn(
            header=self._called(group),
            formula=formula,
            value=lambda _, held: int(judge(group, held[0], held[1], self.on)),
        )
        return self.counting(key)

    def _seat_formula(self, group: Predicate, roll: Roll) -> str:
        """A group that looks at the appointment, on the row of a list."""
        if not looks_at_appointment(group):
            column = self._group(group)
            return f"${xl_col_to_name(column)}{ROW}"
        made = joined(group, lambda part: self._seat_formula(part, roll))
        if made is not None:
            return made
        assert isinstance(group, Appointed)
        if group.key == "mode":
            said = ",".join(f"EXACT($D{ROW},{text(mode_word(mode).to(self.lang))})" for mode in group.values)
            return f"(2*OR({said}))" if said else "0"
        path = self.policy.path(roll.part.id)
        if not set(path).isdisjoint(group.values):
            return "2"
        beside = [
            part.id
            for part in self.policy.parts
            if part.id in group.values and self.policy.path(part.id)[0] == path[0] and self._rows(part.id)
        ]
        held = "+".join(f"COUNTIF({self.count_range(part, PLACE)},$C{ROW})" for part in beside)
        return f"(2*(({held})>0))" if held else "0"

    def _rows(self, part: str) -> int:
        return len(self.rolls[f"list:{part}"].lines)

    def _code(self, column: str) -> int:
        """The column of the counting sheet with the code of a value."""
        key = ("code", column)
        if key in self.count_columns:
            return self.counting(key)
        number = {value: code for code, value in enumerate(self._values(column), 1)}
        behind = self._person_code(column)
        header = CODE_OF.fill(column=column_word(column))
        return self._looked_up(key, header, behind, lambda person: number.get(person.value(column), 0))

    def _spared(self, ids: frozenset[str]) -> int:
        """The column that is 1 where somebody of a set of people sits."""
        key = ("spared", ids)
        if key not in self.pool_columns:
            number = 1 + sum(isinstance(each, tuple) and each[0] == "spared" for each in self.pool_columns)
            self.pool_columns[key] = PoolColumn(
                header=_SPARED.fill(number=number), formula="", value=lambda person: int(person.id in ids)
            )
        header = self.pool_columns[key].header
        return self._looked_up(key, header, self.behind(key), lambda person: int(person.id in ids))

    def _crowd(self, groups: tuple[Predicate, ...]) -> int:
        """The column with the number of groups that whoever sits on the row may be in."""
        columns = [self._group(group) for group in groups]
        key = ("crowd", tuple(bare(group) for group in groups))
        if key not in self.count_columns:
            total = "+".join(f"(${xl_col_to_name(column)}{ROW}>0)" for column in columns) or "0"
            self.count_columns[key] = CountColumn(
                header=_CROWD,
                formula=lambda _: f"0+{total}",
                value=lambda _, held: sum(judge(group, *held, self.on) is not Truth.NO for group in groups),
            )
        return self.counting(key)

    def _also(self, scope: tuple[str, ...]) -> int:
        """The column that is 1 where whoever sits on the row holds something of a scope, in this chain or another."""
        key = ("also", tuple(dict.fromkeys(scope)))
        if key not in self.count_columns:
            holders = {person.id for person, _ in self.seated.holding(scope)}
            found = self._held_in(part for part in dict.fromkeys(scope) if self._rows(part))
            header = _ALSO.fill(scope=scope_words(scope, self.policy.titles))
            self.count_columns[key] = CountColumn(
                header=header, formula=lambda _: found, value=lambda _, held: int(held[0].id in holders)
            )
        return self.counting(key)

    def _touching(self, around: str, parts: tuple[str, ...]) -> int:
        """The column that is 1 where whoever sits on a row of the list around holds one of the parts."""
        key = ("touching", around, parts)
        if key not in self.count_columns:
            wanted = frozenset(parts)
            found = self._held_in(parts)
            self.count_columns[key] = CountColumn(
                header=_ALSO.fill(scope=scope_words(parts, self.policy.titles)),
                formula=lambda roll: found if roll.part.id == around else "0",
                value=lambda roll, held: int(roll.part.id == around and bool(wanted & held[1].scopes)),
            )
        return self.counting(key)

    def _held_in(self, parts: Iterable[str]) -> str:
        held = "+".join(f"COUNTIF({self.count_range(part, PLACE)},$C{ROW})" for part in parts) or "0"
        return f"IF($C{ROW}=0,0,--(({held})>0))"


_SPARED = Text(zh="豁免 {number}", en="waived {number}")
_CROWD = Filled(zh="占几个群体", en="groups stacked")
_ALSO = Text(zh="在{scope}", en="holds {scope}")
