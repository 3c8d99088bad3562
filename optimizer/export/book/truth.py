"""Groups as formulas: 0 for no, 1 for undecided, 2 for yes, worked out from the words in a row of the pool sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from optimizer.basis.text import Filled, Lang
from optimizer.groups.predicate import (
    UNKNOWN_WHEN_EMPTY,
    Age,
    AllOf,
    AnyOf,
    Appointed,
    Born,
    Called,
    Not,
    Number,
    OneOf,
    Predicate,
    leaves,
)
from optimizer.people.person import Birth
from optimizer.report.proposal import cell_words
from optimizer.report.words import mode_word

ROW = "\x00"
"""Stands for the row's number in a formula that is written once and filled in for every row."""
LONGEST = 6000
"""The parts of a group's formula may have so many characters together: a whole formula may have 8,192."""
FEW = 20
"""Values compared in one formula; more are spread over columns."""
_STRING = 255
"""Characters of a text within a formula."""

type Cell = Callable[[str], str]
"""The reference to a cell of the row by what it holds: a column of the pool, `:first`, `:last` or `:number:COLUMN`."""


def words_of(column: str, value: str, lang: Lang) -> str:
    """A cell's text as people read it: female is 女, modes are their words."""
    if column == "modes":
        modes = [mode_word(mode) for mode in value.split("、") if mode]
        return Filled(zh="、".join(m.zh for m in modes), en=", ".join(m.en for m in modes)).to(lang)
    return cell_words(column, value).to(lang)


def text(written: str) -> str:
    """A text as formulas write it; long ones in pieces."""
    pieces = [written[at : at + _STRING] for at in range(0, len(written), _STRING)] or [""]
    said = "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)
    return said if len(pieces) == 1 else f"({said})"


def looks_at_appointment(predicate: Predicate) -> bool:
    """Whether a group asks what somebody holds, and not only who they are."""
    return any(isinstance(leaf, Appointed) for leaf in leaves(predicate))


def joined(predicate: Predicate, part: Callable[[Predicate], str]) -> str | None:
    """A group made of others, from the formulas of its parts; None for a simple one."""
    match predicate:
        case AllOf(()):
            return "2"
        case AnyOf(()):
            return "0"
        case AllOf(parts):
            return _over("MIN", [part(each) for each in parts])
        case AnyOf(parts):
            return _over("MAX", [part(each) for each in parts])
        case Not(negated):
            return f"(2-{part(negated)})"
        case Called(named):
            return part(named)
        case _:
            return None


def in_pieces(predicate: Predicate) -> Predicate:
    """A group of very many values as one of several groups, each short enough for a formula."""
    if isinstance(predicate, OneOf):
        pieces = list(_pieces(predicate.values))
        if len(pieces) > 1:
            return AnyOf(tuple(OneOf(predicate.column, piece) for piece in pieces))
    return predicate


def person_truth(predicate: OneOf | Age | Born | Number, cell: Cell, *, on: date, lang: Lang, known: bool) -> str:
    """The formula of a simple group that looks at the person alone; `known`: the pool has the column it looks at."""
    match predicate:
        case OneOf(column, values):
            return _one_of(column, values, cell, lang) if known else _without_column(column, values)
        case Age(tests):
            return _age(tests, cell, on) if known else "1"
        case Born(cutoffs):
            return _over("MIN", [_cutoff(sign, cutoff, cell) for sign, cutoff in cutoffs] or ["2"]) if known else "1"
        case Number(column, numbers):
            none = "0" if column in ("score", "rank") else "1"
            return _number(column, numbers, cell, none) if known else none


def column_of(predicate: OneOf | Age | Born | Number) -> str:
    """The column of the pool that a simple group looks at."""
    return predicate.column if isinstance(predicate, OneOf | Number) else "birth"


def first_day(birth: Birth | None) -> int | str:
    """The first day a birth may have been as a figure, 19750301; "" without a birth."""
    return "" if birth is None else figure_of(birth.earliest)


def last_day(birth: Birth | None) -> int | str:
    """The last day a birth may have been as a figure, 19750331; "" without a birth."""
    return "" if birth is None else figure_of(birth.latest)


def first_day_formula(birth: str) -> str:
    """The same from a cell that says 1975, 1975-03 or 1975-03-01."""
    month = f"IF(LEN({birth})>4,VALUE(MID({birth},6,2)),1)"
    day = f"IF(LEN({birth})>7,VALUE(MID({birth},9,2)),1)"
    known = f"OR(LEN({birth})=4,LEN({birth})=7,LEN({birth})=10)"
    return f'IFERROR(IF({known},VALUE(LEFT({birth},4))*10000+{month}*100+{day},""),"")'


def last_day_formula(birth: str, first: str) -> str:
    """The same from the cell and the first day: 31 December of a year, the last day of a month, or the day itself."""
    year, month = f"INT({first}/10000)", f"INT(MOD({first},10000)/100)"
    leap = f"(MOD({year},4)=0)-(MOD({year},100)=0)+(MOD({year},400)=0)"
    days = f"IF({month}=2,28+{leap},30+MOD({month}+INT({month}/8),2))"
    return f'IF({first}="","",IF(LEN({birth})=10,{first},IF(LEN({birth})=7,{first}-1+{days},{first}+1130)))'


def number_formula(cell: str) -> str:
    """The figure a cell holds, "" for none: up to 15 digits, a point and up to 9 more, as `figure_in` reads it."""
    said = f'TRIM({cell}&"")'
    signs = said
    for digit in range(10):
        signs = f'SUBSTITUTE({signs},"{digit}","")'
    whole = f'FIND(".",{said}&".")-1-(LEFT({said},1)="-")'
    plain = [
        f'EXACT({signs},IF(LEFT({said},1)="-","-","")&IF(ISNUMBER(FIND(".",{said})),".",""))',
        f"{whole}>0",
        f"{whole}<16",
        f'ISNUMBER(FIND(RIGHT({said},1),"0123456789"))',
        f'LEN({said})-FIND(".",{said}&".")<10',
    ]
    return f'IF(AND({",".join(plain)}),VALUE({said}),"")'


def figure_of(day: date) -> int:
    """A day as a figure that grows with it: 20261201."""
    return day.year * 10000 + day.month * 100 + day.day


def _over(name: str, parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{name}({','.join(parts)})"


def _pieces(values: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    taken: list[str] = []
    size = 0
    for value in values:
        if taken and (len(taken) == FEW or size + len(value) > LONGEST // 4):
            yield tuple(taken)
            taken, size = [], 0
        taken.append(value)
        size += len(value)
    yield tuple(taken)


def _without_column(column: str, values: tuple[str, ...]) -> str:
    if column == "modes":
        return "2" if "part_time" in values else "0"
    if "" in values:
        return "2"
    return "1" if column in UNKNOWN_WHEN_EMPTY else "0"


def _one_of(column: str, values: tuple[str, ...], cell: Cell, lang: Lang) -> str:
    held = cell(column)
    if column == "modes":
        found = [f"ISNUMBER(FIND({text(words_of('modes', mode, lang))},{held}))" for mode in values]
        found += [f'{held}=""'] if "part_time" in values else []
        return f"(2*OR({','.join(found)}))" if found else "0"
    exact = ",".join(f"EXACT({held},{text(words_of(column, value, lang))})" for value in values)
    sure = (f"OR({exact})" if len(values) > 1 else exact) if values else "FALSE"
    unknown = [f'{held}=""'] if column in UNKNOWN_WHEN_EMPTY else []
    if column == "frontline":
        unknown.append(f"EXACT({held},{text(words_of('frontline', 'unsure', lang))})")
    if not unknown:
        return f"(2*{sure})"
    return f"IF({sure},2,--OR({','.join(unknown)}))"


def _age(tests: tuple[tuple[str, int], ...], cell: Cell, on: date) -> str:
    """Ages as windows of birth days: aged `a` means born after the day `a + 1` years back, up to `a` years back."""
    first, last = cell(":first"), cell(":last")
    lowest = max((years + (sign == ">") for sign, years in tests if sign in (">=", ">", "=")), default=None)
    highest = min((years - (sign == "<") for sign, years in tests if sign in ("<=", "<", "=")), default=None)
    sure, possible = [], []
    if lowest is not None:
        by = figure_of(on) - lowest * 10000
        sure.append(f"{last}<={by}")
        possible.append(f"{first}<={by}")
    if highest is not None:
        after = figure_of(on) - (highest + 1) * 10000
        sure.append(f"{first}>{after}")
        possible.append(f"{last}>{after}")
    if lowest is not None and highest is not None and lowest > highest:
        return f'(--({first}=""))'
    return _three_valued(first, sure, possible)


def _cutoff(sign: str, cutoff: Birth, cell: Cell) -> str:
    first, last = cell(":first"), cell(":last")
    low, high = figure_of(cutoff.earliest), figure_of(cutoff.latest)
    windows = {
        "<=": ([f"{last}<={high}"], [f"{first}<={high}"]),
        "<": ([f"{last}<{low}"], [f"{first}<{low}"]),
        ">=": ([f"{first}>={low}"], [f"{last}>={low}"]),
        ">": ([f"{first}>{high}"], [f"{last}>{high}"]),
        "=": ([f"{first}>={low}", f"{last}<={high}"], [f"{first}<={high}", f"{last}>={low}"]),
    }
    return _three_valued(first, *windows[sign])


def _three_valued(first: str, sure: list[str], possible: list[str]) -> str:
    """What is sure is possible too, so that the answers of both add up to 0, 1 or 2; without a birth it is 1."""
    if not sure:
        return f'IF({first}="",1,2)'
    both = [f"AND({','.join(side)})" if len(side) > 1 else f"({side[0]})" for side in (sure, possible)]
    return f'IF({first}="",1,{both[0]}+{both[1]})'


def _number(column: str, tests: tuple[tuple[str, Decimal], ...], cell: Cell, none: str) -> str:
    held = cell(f":number:{column}")
    asked = [f"{held}{sign}{figure:f}" for sign, figure in tests]
    meets = f"AND({','.join(asked)})" if len(asked) > 1 else f"({asked[0]})" if asked else "TRUE"
    return f'IF({held}="",{none},2*{meets})'
