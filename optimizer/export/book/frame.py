"""Whether the lists hold together, as formulas: what must be right before any rule is counted."""

from __future__ import annotations

from collections.abc import Iterator

from xlsxwriter.utility import xl_col_to_name

from optimizer.basis.text import Filled
from optimizer.export.book.layout import Roll
from optimizer.export.book.ledger import Ledger
from optimizer.export.book.sheets import Look, Sheet
from optimizer.export.book.truth import text
from optimizer.groups.predicate import OneOf
from optimizer.report.words import BROKEN, KEPT

_COLUMN = 8
"""The column of the result, which is that of the rule table below."""


class Frame:
    """What must be right before any rule is counted: every list full, every id known and written once."""

    def __init__(self, sheet: Sheet, ledger: Ledger) -> None:
        self._sheet, self._ledger = sheet, ledger

    def write(self, row: int) -> tuple[int, int]:
        """A header and a row a list; returns the first free row, and how many lists are not in order."""
        wrong = 0
        sheet, lang = self._sheet, self._ledger.lang
        heads = (
            _LIST,
            _SEATS,
            _FILLED,
            _BAD_IDS,
            _TWICE,
            _NOT_OUTSIDE,
            _BAD_MODES,
            _FAULTS,
            _RESULT,
        )
        for column, said in enumerate(heads):
            sheet.text(row, column, said, Look.HEADER)
        for at, (key, roll) in enumerate(self._ledger.rolls.items(), row + 1):
            least, most = self._seats(roll)
            sheet.text(at, 0, self._ledger.names[key])
            sheet.text(at, 1, str(least) if least == most else f"{least}–{most}")
            filled = sum(line.seat is not None for line in roll.lines)
            for column, formula in enumerate(self._faults(roll), 2):
                sheet.formula(at, column, "=" + formula, filled if column == 2 else 0, Look.NUMBER)
            found, first, last, faults = (f"${xl_col_to_name(column)}{at + 1}" for column in (2, 3, 6, 7))
            sheet.formula(at, 7, f"=SUM({first}:{last})", 0, Look.NUMBER)
            right = f"AND({found}>={least},{found}<={most},{faults}=0)"
            words = [text(word.to(lang)) for word in (KEPT, BROKEN)]
            said = KEPT if least <= filled <= most else BROKEN
            wrong += said is BROKEN
            sheet.formula(at, _COLUMN, f"=IF({right},{words[0]},{words[1]})", said.to(lang), Look.CENTRE)
        return row + 1 + len(self._ledger.rolls), wrong

    def _seats(self, roll: Roll) -> tuple[int, int]:
        if not roll.further:
            return roll.part.seats.least, roll.part.seats.most
        contest = next((each for each in self._ledger.proposal.problem.contests if each.part == roll.part.id), None)
        running = sum(line.seat is not None for line in roll.lines)
        return (running, running) if contest is None else (contest.least, contest.most)

    def _faults(self, roll: Roll) -> Iterator[str]:
        """Filled; ids the pool does not have; ids written twice; not in the list around; modes they cannot serve in."""
        ledger, policy = self._ledger, self._ledger.policy
        place = ledger.list_range(roll, roll.place)
        ids = ledger.list_range(roll, 1)
        known = f"ISNUMBER({place})*({place}>0)"
        yield f'COUNTIF({place},">0")'
        yield f"COUNTIF({place},0)+SUMPRODUCT(ISBLANK({place})*NOT(ISBLANK({ids})))"
        apart = [f"SUMPRODUCT({known}*(COUNTIF({place},{place})>1))"]
        apart += [f"SUMPRODUCT({known}*(COUNTIF({self._places(other)},{place})>0))" for other in self._excluded(roll)]
        yield "+".join(apart)
        outer = policy.path(roll.part.id)[:-1]
        around = self._places(outer[-1]) if outer else ""
        yield f"SUMPRODUCT({known}*(COUNTIF({around},{place})=0))" if around else "0"
        yield self._bad_modes(roll)

    def _excluded(self, roll: Roll) -> Iterator[str]:
        """Lists nobody may be on besides: for further candidates the list itself, for a reserve the body it is for."""
        if roll.further:
            yield roll.part.id
        else:
            reserve = getattr(roll.part, "reserve_of", None)
            yield from (reserve,) if reserve else ()

    def _places(self, part: str) -> str:
        roll = self._ledger.rolls[f"list:{part}"]
        return self._ledger.list_range(roll, roll.place)

    def _bad_modes(self, roll: Roll) -> str:
        """How many hold the office in no mode they can serve in."""
        if roll.mode is None or roll.further or not roll.modes:
            return "0"
        ledger = self._ledger
        fits = "".join(
            f"-SUMPRODUCT(({ledger.modes_in(roll, mode)})*({ledger.group_range(roll, OneOf('modes', (mode,)))}=2))"
            for mode in roll.modes
        )
        return f'COUNTIF({ledger.list_range(roll, roll.place)},">0"){fits}'


_LIST = Filled(zh="名单", en="List")
_SEATS = Filled(zh="席位", en="Seats")
_FILLED = Filled(zh="已填", en="Filled")
_BAD_IDS = Filled(zh="编号有误", en="Unknown ids")
_TWICE = Filled(zh="重复", en="Twice")
_NOT_OUTSIDE = Filled(zh="不在上级名单", en="Not in the list around")
_BAD_MODES = Filled(zh="任职方式不符", en="Mode not possible")
_FAULTS = Filled(zh="有误合计", en="Faults in all")
_RESULT = Filled(zh="结果", en="Result")
