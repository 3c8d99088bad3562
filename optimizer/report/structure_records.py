"""The structure table (结构统计表): for each body and each electing unit what was asked, what there is, and the difference.

Everything in it is a formula over seats (rules/tally.py), so that a workbook can count it by itself. The columns: heads (人数);
their make-up (代表构成), which divides them and adds up to the heads; and groups among them (其中), which overlap. The rows:

- asked (应选): seats of the body, or the heads that binding rules ask for: a rule asks for a cell when it counts just what
  the cell counts. Where the seats are a range, the number the roster has chosen from it. Nothing where no rule asks.
- actual (实际): planned winners where the body is contested.
- gap (差额): actual minus asked; for the heads of a contested body all its candidates minus the seats.
- rate (差额比率): gap over asked, an exact fraction, printed with two decimals cut toward zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from optimizer.basis.position import Truth
from optimizer.basis.text import Filled, Text, same
from optimizer.groups.predicate import Age, Appointed, Not, OneOf, Predicate, bare, leaves
from optimizer.groups.words import HAN, describe
from optimizer.people.person import Pool
from optimizer.policy.policy import Body, Office, Policy
from optimizer.problem.problem import Problem
from optimizer.rules.tally import Expr, Heads, In, Larger, Smaller, Sum, When, Whole, less

MOST_VALUES = 12
"""Of a make-up with more values than this the rest stand together."""


class Kind(StrEnum):
    """What a column counts: all heads, a part of their make-up, or a group among them."""

    HEADS = "heads"
    MAKEUP = "makeup"
    AMONG = "among"


class Row(StrEnum):
    """The rows of a section."""

    ASKED = "asked"
    ACTUAL = "actual"
    GAP = "gap"
    RATE = "rate"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: whom it counts is `group`; None for all heads and for the rest of a make-up."""

    title: Filled
    kind: Kind
    group: Predicate | None = None


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What a section has in a column: the heads there are and those asked for, if any are; `rest` where other cells are
    taken off.
    """

    actual: Expr
    asked: Expr | None = None
    rest: bool = False


@dataclass(frozen=True, kw_only=True)
class Section:
    """The rows for a body or office, or for one unit in it; `contested` where its heads are set against all candidates.

    Cells are in the order of the columns. A section where nothing is asked has one row, the actual one.
    """

    title: Filled
    part: str
    unit: str | None = None
    contested: bool = False
    cells: tuple[Cell, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows it has."""
        return tuple(Row) if any(cell.asked is not None for cell in self.cells) else (Row.ACTUAL,)


@dataclass(frozen=True, kw_only=True)
class Structure:
    """One table: a body with its units, or all offices. The first section of a body is the body as a whole."""

    id: str
    title: Filled
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    ranged: bool = False


def structures(problem: Problem, units: tuple[str, ...], seated: Mapping[str, frozenset[str]]) -> tuple[Structure, ...]:
    """One table a body, and one of the offices. `units` are the pool's in their order, `seated` those of each body's people."""
    policy, pool = problem.policy, problem.pool
    columns = tuple(_columns(policy, pool))
    asked = _asked(problem)
    of_units = _units_asked(asked)
    found = []
    for body in policy.bodies:
        sections = [_section(body, columns, asked, policy)]
        listed = [unit for unit in units if unit in seated[body.id] or ((body.id,), unit) in of_units]
        own = [
            _section(body, columns, asked if ((body.id,), unit) in of_units else {}, policy, unit=unit)
            for unit in listed
        ]
        sections += own
        if own and (len(listed) < len(units) or any(not person.value("unit") for person in pool.people)):
            sections.append(_rest(body, sections[0], own))
        found.append(_structure(body.id, _TITLE.fill(body=body.title), columns, sections, (body,)))
    if policy.offices:
        sections = [_section(office, columns, asked, policy) for office in policy.offices]
        found.append(_structure("offices", _OFFICES, columns, sections, policy.offices))
    return tuple(found)


def _structure(
    identity: str, title: Filled, columns: tuple[Column, ...], sections: list[Section], parts: tuple[Body | Office, ...]
) -> Structure:
    ranged = any(part.seats.fixed is None for part in parts)
    return Structure(id=identity, title=title, columns=columns, sections=tuple(sections), ranged=ranged)


def _columns(policy: Policy, pool: Pool) -> Iterator[Column]:
    yield Column(title=_HEADS, kind=Kind.HEADS)
    yield from _makeup(pool)
    for group in _among(policy, pool):
        yield Column(title=describe(group, policy.titles), kind=Kind.AMONG, group=bare(group))


def _makeup(pool: Pool) -> Iterator[Column]:
    """The values of `sector`, most frequent in the pool first; without that column frontline or not. The last is the rest."""
    if "sector" in pool.columns:
        heads = Counter(person.value("sector") for person in pool.people)
        empty = heads.pop("", 0)
        values = sorted(heads, key=lambda value: (-heads[value], value))
        named = [(same(value), (value,)) for value in values[:MOST_VALUES]]
        if len(values) > MOST_VALUES and empty:
            named.append((_NOT_GIVEN, ("",)))
        rest, column = _OTHERS if len(values) > MOST_VALUES else _NOT_GIVEN, "sector"
    elif "frontline" in pool.columns:
        column, rest = "frontline", _UNDECIDED
        named = [(_FRONTLINE, ("yes",)), (_NOT_FRONTLINE, ("no",))]
    else:
        return
    for title, held in named:
        yield Column(title=title, kind=Kind.MAKEUP, group=OneOf(column, held))
    yield Column(title=rest, kind=Kind.MAKEUP)


def _among(policy: Policy, pool: Pool) -> Iterator[Predicate]:
    """Women, minorities, the young, frontline people as far as the pool tells, then the policy's own groups of people."""
    usual: list[tuple[str, Predicate]] = [
        ("sex", OneOf("sex", ("female",))),
        ("ethnicity", Not(OneOf("ethnicity", tuple(sorted(HAN, reverse=True))))),
        ("birth", Age((("<=", 45),))),
        ("frontline", OneOf("frontline", ("yes",))),
    ]
    own = [group for group in policy.groups.values() if not any(isinstance(leaf, Appointed) for leaf in leaves(group))]
    by_word = {_word(group): group for group in reversed(own)}
    wanted = [by_word.get(_word(group), group) for column, group in usual if column in pool.columns]
    yield from wanted
    seen = set(map(_word, wanted))
    for group in own:
        if _word(group) not in seen:
            seen.add(_word(group))
            yield group


def _meaning(group: Predicate) -> Predicate:
    """Equal for groups that count the same people, whatever they are called and in whatever order values are given."""
    plain = bare(group)
    return OneOf(plain.column, tuple(sorted(set(plain.values)))) if isinstance(plain, OneOf) else plain


def _word(group: Predicate) -> Predicate:
    """Equal for groups that would stand under the same word."""
    match bare(group):
        case Not(OneOf("ethnicity", values)) if values and set(values) <= HAN:
            return Not(OneOf("ethnicity", tuple(sorted(HAN))))
        case _:
            return _meaning(group)


type _Counts = tuple[tuple[str, ...], tuple[tuple[Predicate, Truth], ...]]


def _asked(problem: Problem) -> Mapping[_Counts, Expr]:
    """The floors of binding rules by what they count; where several count the same, the highest."""
    floors: dict[_Counts, Expr] = {}
    for rule in problem.rules:
        for tally in rule.tallies(problem.pool) if rule.strength.binds else ():
            key = _key(tally.found)
            if key is None or tally.option or tally.least is None:
                continue
            known = floors.get(key)
            floors[key] = tally.least if known is None else Larger(_some(known), _some(tally.least))
    return floors


def _some(bound: Expr) -> Expr:
    """A floor that is a figure: none is 0."""
    match bound:
        case When(left, right, then, other):
            return When(left, right, *(Whole(0) if side is None else _some(side) for side in (then, other)))
        case _:
            return bound


def _key(expr: Expr) -> _Counts | None:
    """What a formula counts, equal for formulas that count the same; None where it is no plain count of all seats."""
    if not isinstance(expr, Heads) or expr.without:
        return None
    groups = [(_meaning(each.group), each.at_least) for each in expr.conditions if isinstance(each, In)]
    return (expr.scope, tuple(groups)) if len(groups) == len(expr.conditions) else None


def _heads(part: str, group: Predicate | None, unit: str | None) -> Heads:
    wanted = ([] if group is None else [group]) + ([] if unit is None else [OneOf("unit", (unit,))])
    return Heads(scope=(part,), conditions=tuple(In(group=each, at_least=Truth.YES) for each in wanted))


def _units_asked(asked: Mapping[_Counts, Expr]) -> frozenset[tuple[tuple[str, ...], str]]:
    """The scopes and units of which some rule asks for people."""
    found = set()
    for scope, groups in asked:
        match groups[-1:]:
            case ((OneOf("unit", (unit,)), _),):
                found.add((scope, unit))
    return frozenset(found)


def _section(
    part: Body | Office,
    columns: tuple[Column, ...],
    asked: Mapping[_Counts, Expr],
    policy: Policy,
    *,
    unit: str | None = None,
) -> Section:
    cells: list[Cell] = []
    for column in columns:
        rest = column.kind is Kind.MAKEUP and column.group is None
        if rest:
            named = [cell.actual for cell, other in zip(cells, columns, strict=False) if other.kind is Kind.MAKEUP]
            cells.append(Cell(actual=less(cells[0].actual, Sum(tuple(named))), rest=True))
            continue
        actual = _heads(part.id, column.group, unit)
        key = _key(actual) if asked else None
        wanted = None if key is None else asked.get(key)
        if column.kind is Kind.HEADS and unit is None:
            wanted = _seats(part, actual)
        cells.append(Cell(actual=actual, asked=wanted))
    whole = _WHOLE if isinstance(part, Body) else part.title
    return Section(
        title=whole if unit is None else same(unit),
        part=part.id,
        unit=unit,
        contested=unit is None and part in policy.contested,
        cells=tuple(cells),
    )


def _seats(part: Body | Office, actual: Expr) -> Expr:
    seats = part.seats
    return Whole(seats.least) if seats.fixed else Smaller(Larger(actual, Whole(seats.least)), Whole(seats.most))


def _rest(body: Body, whole: Section, listed: list[Section]) -> Section:
    """The people of no listed unit."""
    cells = tuple(
        Cell(actual=less(each.actual, Sum(tuple(section.cells[at].actual for section in listed))), rest=True)
        for at, each in enumerate(whole.cells)
    )
    return Section(title=_OTHER_UNITS, part=body.id, unit="", cells=cells)


_TITLE = Text(zh="{body}结构统计表", en="Composition: {body}")
_OFFICES = Filled(zh="职务结构统计表", en="Composition: offices")
_HEADS = Filled(zh="人数", en="heads")
_OTHERS = Filled(zh="其他", en="others")
_NOT_GIVEN = Filled(zh="未填", en="not given")
_UNDECIDED = Filled(zh="待定或未填", en="undecided or not given")
_NOT_FRONTLINE = Filled(zh="非基层一线", en="not frontline")
_FRONTLINE = Filled(zh="基层一线", en="frontline")
_WHOLE = Filled(zh="全体", en="all")
_OTHER_UNITS = Filled(zh="其余", en="the rest")
