"""What is behind the counting workbook: which formula counts what, over columns that are made as they are asked for.

The pool sheet says of every person which groups they are certainly (2), possibly (1) or not (0) in; the counting sheet has a
row for each row of each list and looks all that up for whoever sits there; a formula then counts rows.
"""

from __future__ import annotations

from collections.abc import Iterable

from optimizer.basis.position import Truth
from optimizer.export.book.count_columns import CountColumns
from optimizer.export.book.places import COUNT_HEADER, PLACE
from optimizer.export.book.pool_columns import NEW
from optimizer.groups.predicate import EVERYONE, OneOf, Predicate, bare
from optimizer.rules.tally import (
    Also,
    Beyond,
    Ceil,
    Condition,
    Crowd,
    Expr,
    Floor,
    Heads,
    In,
    Larger,
    People,
    Product,
    Smaller,
    Sum,
    Values,
    When,
    Whole,
    bound_of,
    worked_out,
)

_MANY = 4
"""Values that a column may have before they are counted by code instead of by a group each."""


class Ledger(CountColumns):
    """Formulas for one roster's workbook. `formula` may be asked until the pool and the counting sheet are written."""

    def formula(self, expr: Expr) -> str:
        """The expression as a formula without its =, over the counting sheet."""
        match expr:
            case Whole(value):
                return str(value) if value >= 0 else f"({value})"
            case Sum(parts):
                return f"({'+'.join(self.formula(part) for part in parts)})" if parts else "0"
            case Product(left, right):
                return f"{self.formula(left)}*{self.formula(right)}"
            case Smaller(left, right):
                return f"MIN({self.formula(left)},{self.formula(right)})"
            case Larger(left, right):
                return f"MAX({self.formula(left)},{self.formula(right)})"
            case Ceil(dividend, divisor):
                # The nought in front: without it some programs show -0.
                return self._quotient("(0-INT(-({0})/({1})))", dividend, divisor)
            case Floor(dividend, divisor):
                return self._quotient("(0+INT(({0})/({1})))", dividend, divisor)
            case When(left, right, then, other):
                sides = [self.bound(side) for side in (then, other)]
                return f"IF({self.formula(left)}>={self.formula(right)},{sides[0]},{sides[1]})"
            case _:
                return self._over_seats(expr)

    def bound(self, expr: Expr | None) -> str:
        """A bound as a formula without its =; an empty text where there is none."""
        return '""' if expr is None else self.formula(expr)

    def value(self, expr: Expr) -> int:
        """What the formula comes to on the roster as it is."""
        return worked_out(expr, self.seated)

    def bound_value(self, expr: Expr | None) -> int | str:
        """What a bound comes to; "" for none."""
        found = None if expr is None else bound_of(expr, self.seated)
        return "" if found is None else found

    def _quotient(self, shape: str, dividend: Expr, divisor: Expr) -> str:
        over, by = self.formula(dividend), self.formula(divisor)
        divided = shape.format(over, by)
        if isinstance(divisor, Whole):
            return divided if divisor.value else "0"
        return f"IF({by}=0,0,{divided})"

    def _over_seats(self, expr: Heads | Values | People | Beyond) -> str:
        met = [each for each in (self._met(condition) for condition in expr.conditions) if each is not None]
        if expr.without:
            met.append((self._spared(expr.without), "0"))
        if isinstance(expr, Beyond):
            parts = [part for part in dict.fromkeys(expr.scope) if self.rolls[f"list:{part}"].lines]
            held = [self._counted((part, None), met, (PLACE, self.pool_rows)) for part in parts]
            total = "+".join(held) or "0"
            return f"SUMPRODUCT((({total})>{expr.most})*(({total})-{expr.most}))"
        pieces = self._pieces(expr.scope)
        if isinstance(expr, Heads):
            counts = [self._counted(piece, met) for piece in pieces]
            return "0" if not counts else counts[0] if len(counts) == 1 else f"({'+'.join(counts)})"
        if isinstance(expr, People):
            found = "+".join(self._counted(piece, met, (PLACE, self.pool_rows)) for piece in pieces)
            return f"SUMPRODUCT(--(({found or '0'})>0))"
        return self._different(expr.column, pieces, met)

    def _different(self, column: str, pieces: list[tuple[str, int | None]], met: list[tuple[int, str]]) -> str:
        """How many codes occur: those of the list of values, and those of values that are new in the pool sheet."""
        if column not in self.columns or not pieces:
            return "0"
        code, values = self._code(column), self._value_range(column)
        known = f"(ROW({values})-{COUNT_HEADER + 1})"
        new = f"({NEW}+{self.pool_rows})"
        counts = []
        for codes in (known, new) if values else (new,):
            found = "+".join(self._counted(piece, met, (code, codes)) for piece in pieces)
            counts.append(f"SUMPRODUCT(--(({found})>0))")
        return f"({'+'.join(counts)})"

    def _counted(
        self, piece: tuple[str, int | None], met: Iterable[tuple[int, str]], among: tuple[int, str] | None = None
    ) -> str:
        """COUNTIFS over the rows of a list with somebody on them that meet every condition: a column and a criterion."""
        part, touching = piece
        conditions = [(PLACE, '">0"'), *met]
        if touching is not None:
            conditions.append((touching, "1"))
        if among is not None:
            conditions.append(among)
        said = ",".join(f"{self.count_range(part, column)},{criterion}" for column, criterion in conditions)
        return f"COUNTIFS({said})"

    def _pieces(self, scope: tuple[str, ...]) -> list[tuple[str, int | None]]:
        """Lists whose rows together are the seats that touch the scope, each once; with a column where not all rows do.

        A list inside another of the scope adds nobody. Offices of one chain have no holder in common. Bodies that may share
        members are counted over the list around them.
        """
        wanted = [part for part in dict.fromkeys(scope) if self.rolls[f"list:{part}"].lines]
        outermost = [part for part in wanted if not set(self.policy.path(part)[:-1]) & set(wanted)]
        chains: dict[str, list[str]] = {}
        for part in outermost:
            chains.setdefault(self.policy.path(part)[0], []).append(part)
        offices = {office.id for office in self.policy.offices}
        pieces: list[tuple[str, int | None]] = []
        for parts in chains.values():
            if len(parts) == 1 or offices.issuperset(parts):
                pieces += [(part, None) for part in parts]
            else:
                around = self._around(parts)
                pieces.append((around, self._touching(around, tuple(parts))))
        return pieces

    def _around(self, parts: list[str]) -> str:
        """The innermost body that all lie within."""
        paths = [self.policy.path(part) for part in parts]
        together = [steps[0] for steps in zip(*paths, strict=False) if len(set(steps)) == 1]
        return str(together[-1])

    def _met(self, condition: Condition) -> tuple[int, str] | None:
        """A condition as a column of the counting sheet and a criterion on it; None where everyone meets it."""
        match condition:
            case In(group=group, at_least=truth):
                return self._in(group, truth)
            case Crowd(groups=groups, more_than=most):
                return self._crowd(groups), f'">{most}"'
            case Also(scope=scope, holds=holds):
                return self._also(scope), "1" if holds else "0"

    def _in(self, group: Predicate, truth: Truth) -> tuple[int, str] | None:
        plain = bare(group)
        if truth is Truth.NO or plain == EVERYONE:
            return None
        match plain:
            case OneOf(column, (value,)) if truth is Truth.YES and column in self.columns:
                values = self._values(column)
                if len(values) > _MANY and value in values:
                    return self._code(column), str(values.index(value) + 1)
        return self._group(group), "2" if truth is Truth.YES else '">0"'
