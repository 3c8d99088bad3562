"""Columns behind the pool: groups, births, figures and codes of values, worked out from the words of each row."""

from __future__ import annotations

from functools import cached_property

from xlsxwriter.utility import xl_col_to_name

from optimizer.basis.text import Filled, Lang, Text
from optimizer.export.book.places import COUNT_HEADER, Places, PoolColumn, Value, ValueList
from optimizer.export.book.sheets import quoted
from optimizer.export.book.truth import (
    FEW,
    LONGEST,
    ROW,
    column_of,
    first_day,
    first_day_formula,
    in_pieces,
    joined,
    last_day,
    last_day_formula,
    number_formula,
    person_truth,
    words_of,
)
from optimizer.groups.predicate import AllOf, AnyOf, Appointed, Called, Not, OneOf, Predicate, bare, figure_in, judge
from optimizer.groups.words import column_word, describe
from optimizer.names.order import Listing
from optimizer.people.person import Person
from optimizer.report.words import mode_word
from optimizer.roster.roster import Proposal

NEW = 1_000_000
"""Codes from here on are of values that nobody in the pool had when the workbook was made."""


class PoolColumns(Places):
    """The columns behind the pool, made as they are asked for."""

    def __init__(self, proposal: Proposal, lang: Lang, *, listing: Listing | None = None) -> None:
        super().__init__(proposal, lang, listing=listing)
        self._register_births()

    def _cell(self, column: str) -> str:
        """The cell of a row of the pool that holds a column, or what is behind it."""
        if column in (":first", ":last"):
            return f"${xl_col_to_name(self.behind(column))}{ROW}"
        if column.startswith(":number:"):
            return f"${xl_col_to_name(self._number(column.removeprefix(':number:')))}{ROW}"
        return f"${xl_col_to_name(self.columns.index(column))}{ROW}"

    def _register_births(self) -> None:
        """The first and the last day of everybody's birth, and their place in the order of names."""
        self.pool_columns[":order"] = PoolColumn(
            header=_ORDER, formula="", value=lambda person: self.order_of[person.id]
        )
        if "birth" not in self.columns:
            return
        birth = self._cell("birth")
        self.pool_columns[":first"] = PoolColumn(
            header=_FIRST_DAY, formula=first_day_formula(birth), value=lambda person: first_day(person.birth)
        )
        last = last_day_formula(birth, self._cell(":first"))
        self.pool_columns[":last"] = PoolColumn(
            header=_LAST_DAY, formula=last, value=lambda person: last_day(person.birth)
        )

    def _number(self, column: str) -> int:
        key = ("number", column)
        if key not in self.pool_columns:

            def value(person: Person) -> Value:
                held = figure_in(person, column)
                return "" if held is None else float(held)

            header = _FIGURE.fill(column=column_word(column))
            self.pool_columns[key] = PoolColumn(header=header, formula=number_formula(self._cell(column)), value=value)
        return self.behind(key)

    def _person_group(self, group: Predicate) -> int:
        """The column of the pool with a group that looks at the person alone."""
        plain = bare(group)
        key = ("group", plain)
        if key not in self.pool_columns:
            # Ids do not change: of a long list of them the column says who is on it.
            formula = "" if _many_ids(plain) else self._person_formula(plain)
            self.pool_columns[key] = PoolColumn(
                header=self._called(group),
                formula=formula,
                value=lambda person: int(judge(group, person, None, self.on)),
            )
        return self.behind(key)

    def _called(self, group: Predicate) -> Filled:
        """A group in words, short enough for a header."""
        match bare(group):
            case OneOf("modes", values):
                said = [mode_word(mode) for mode in values]
                return _SERVES.fill(modes=Filled(zh="、".join(m.zh for m in said), en=" or ".join(m.en for m in said)))
            case _:
                return describe(group, self.policy.titles)

    def _person_formula(self, group: Predicate) -> str:
        piecewise = in_pieces(group)
        match piecewise:
            case AllOf(parts) | AnyOf(parts):
                # As long as the parts are many a part is short: a column of its own, where it is not.
                longest = LONGEST // max(1, len(parts))
            case _:
                longest = LONGEST
        made = joined(piecewise, lambda part: self._person_part(part, longest))
        if made is not None:
            return made
        assert not isinstance(piecewise, Appointed | AllOf | AnyOf | Not | Called)
        known = column_of(piecewise) in self.columns
        return person_truth(piecewise, self._cell, on=self.on, lang=self.lang, known=known)

    def _person_part(self, group: Predicate, longest: int) -> str:
        """A part of a group; a long one has a column of its own."""
        formula = "" if _many_ids(group) else self._person_formula(group)
        if formula and len(formula) <= longest:
            return formula
        return f"${xl_col_to_name(self._person_group(group))}{ROW}"

    def _values(self, column: str) -> tuple[str, ...]:
        """The values a pool column has, in order."""
        if column not in self._known_values:
            self._known_values[column] = tuple(sorted({person.value(column) for person in self.pool.people} - {""}))
        return self._known_values[column]

    @cached_property
    def _known_values(self) -> dict[str, tuple[str, ...]]:
        return {}

    def _value_range(self, column: str) -> str:
        """Where the values of a pool column are listed; empty where it has none."""
        values = self._values(column)
        if not values:
            return ""
        key = ("values", column)
        if key not in self.count_columns:
            shown = tuple(words_of(column, value, self.lang) for value in values)
            header = _VALUES.fill(column=column_word(column))
            self.count_columns[key] = ValueList(header=header, values=shown)
        letter = xl_col_to_name(self.counting(key))
        first = COUNT_HEADER + 2
        return f"{quoted(self.names['count'])}!${letter}${first}:${letter}${first + len(values) - 1}"

    def _person_code(self, column: str) -> int:
        """The column of the pool with the code of a value: its place in the list of values, 0 for an empty cell."""
        key = ("code", column)
        if key not in self.pool_columns:
            values, cell = self._value_range(column), self._cell(column)
            number = {value: code for code, value in enumerate(self._values(column), 1)}
            own = self.pool_range(self.columns.index(column))
            new = f"{NEW}+SUMPRODUCT(MAX(EXACT({own},{cell})*{self.pool_rows}))"
            if values:
                known = f"SUMPRODUCT(EXACT({values},{cell})*(ROW({values})-{COUNT_HEADER + 1}))"
                new = f"IF(SUMPRODUCT(--EXACT({values},{cell}))>0,{known},{new})"
            self.pool_columns[key] = PoolColumn(
                header=CODE_OF.fill(column=column_word(column)),
                formula=f'IF({cell}="",0,{new})',
                value=lambda person: number.get(person.value(column), 0),
            )
        return self.behind(key)


def _many_ids(group: Predicate) -> bool:
    return isinstance(group, OneOf) and group.column == "id" and len(group.values) > FEW


_ORDER = Filled(zh="排序", en="order")
_FIRST_DAY = Filled(zh="最早生日", en="born from")
_LAST_DAY = Filled(zh="最晚生日", en="born until")
_FIGURE = Text(zh="{column}（数字）", en="{column} (figure)")
_SERVES = Text(zh="可{modes}", en="can serve {modes}")
_VALUES = Text(zh="取值：{column}", en="values: {column}")
CODE_OF = Text(zh="代码：{column}", en="code: {column}")
