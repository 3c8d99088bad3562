"""The rule sheet: whether the lists hold together, then each rule with its figures as formulas; and the parts of rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

from optimizer.basis.text import Filled, Text, same
from optimizer.export.book.frame import Frame
from optimizer.export.book.ledger import Ledger
from optimizer.export.book.sheets import Look, Sheet, Sheets
from optimizer.export.book.truth import text
from optimizer.report.blocks import Mark
from optimizer.report.words import BROKEN, KEPT, SHORT, STRENGTH_WORDS
from optimizer.roster.counted import Counted
from optimizer.rules.base import Rule, Strength, Verdict
from optimizer.rules.tally import Expr, Tally, Whole, kept

RULE, ASKS, STRENGTH, LEAST, MOST, FOUND, OF, SHARE, RESULT, SOURCE, NOTE = range(11)
"""The columns of the rule table."""
PART_RULE, PART_NAME, PART_LEAST, PART_MOST, PART_FOUND, PART_OF, PART_SHARE, PART_RESULT = range(8)
"""The columns of the sheet of parts."""
_PARTS_HEADER = 2
_WIDTHS = {RULE: 14, ASKS: 46, SOURCE: 26, NOTE: 30}


def write_rules(sheets: Sheets, sheet: Sheet, parts: Sheet, ledger: Ledger) -> tuple[str, int]:
    """Both sheets; returns a formula that counts the rows of binding rules and lists that are not in order, and its value."""
    return _Rules(sheets, sheet, parts, ledger).write()


@dataclass(frozen=True, kw_only=True)
class _Columns:
    """Where a figure row has what."""

    least: int
    most: int
    found: int
    of: int
    share: int
    result: int


_IN_RULES = _Columns(least=LEAST, most=MOST, found=FOUND, of=OF, share=SHARE, result=RESULT)
_IN_PARTS = _Columns(
    least=PART_LEAST, most=PART_MOST, found=PART_FOUND, of=PART_OF, share=PART_SHARE, result=PART_RESULT
)


class _Rules:
    def __init__(self, sheets: Sheets, sheet: Sheet, parts: Sheet, ledger: Ledger) -> None:
        self._sheets, self._sheet, self._parts, self._ledger = sheets, sheet, parts, ledger
        self._roster = Counted(ledger.seated)
        self._lang = ledger.lang
        self._part_row = _PARTS_HEADER + 1
        self._wrong = 0
        self._said = {word: word.to(self._lang) for word in (KEPT, BROKEN, SHORT)}

    def write(self) -> tuple[str, int]:
        """The frame, the rules, the promises; the parts as they come up."""
        sheet = self._sheet
        for column, width in _WIDTHS.items():
            sheet.cap(column, width)
        sheet.title(_TITLE)
        sheet.text(1, 0, _HOW, Look.NOTE, measured=False)
        sheet.heading(2, _FRAME)
        first = 4
        row, self._wrong = Frame(sheet, self._ledger).write(first - 1)
        sheet.heading(row + 1, _RULES)
        header = row + 2
        sheet.header(header, (_RULE, _ASKS, _STRENGTH, _LEAST, _MOST, _FOUND, _OF, _SHARE, _RESULT, _SOURCE, _NOTE))
        self._parts_head()
        row = header + 1
        for rule in self._ledger.proposal.problem.rules:
            row = self._rule(row, rule)
        last = row - 1
        self._coloured(sheet, first, RESULT, last)
        self._coloured(self._parts, _PARTS_HEADER + 1, PART_RESULT, max(self._part_row - 1, _PARTS_HEADER + 1))
        sheet.sheet.autofilter(header, 0, max(last, header + 1), NOTE)
        sheet.sheet.repeat_rows(header)
        self._parts.table_set_up(_PARTS_HEADER, columns=PART_RESULT + 1, last=self._part_row - 1, frozen=2)
        self._promises(row + 1)
        letter = xl_col_to_name(RESULT)
        formula = f"COUNTIF({sheet.quoted}!${letter}${first + 1}:${letter}${last + 1},{text(self._said[BROKEN])})"
        return formula, self._wrong

    def _rule(self, row: int, rule: Rule) -> int:
        """A row for the rule, or for each of its bounds; one for all its parts together. Returns the next row."""
        ledger = self._ledger
        tallies = list(rule.tallies(ledger.pool))
        if not tallies:
            verdicts = [each for each in ledger.proposal.verdicts if each.rule == rule.id]
            self._asked(row, rule, same("") if not verdicts else _AS_PLANNED)
            self._unparted(row, rule, verdicts)
            return row + 1
        if not any(tally.part or tally.option for tally in tallies):
            for at, tally in enumerate(tallies, row):
                self._asked(at, rule)
                self._result(rule, right=self._figures(self._sheet, at, (rule, tally), _IN_RULES).kept)
            return row + len(tallies)
        self._asked(row, rule)
        self._in_parts(row, rule, tallies)
        return row + 1

    def _asked(self, row: int, rule: Rule, remark: Filled | None = None) -> None:
        titles = self._ledger.policy.titles
        sheet = self._sheet
        sheet.text(row, RULE, rule.id)
        sheet.text(row, ASKS, rule.sentence(titles))
        sheet.text(row, STRENGTH, STRENGTH_WORDS[rule.strength], Look.CENTRE)
        sheet.text(row, SOURCE, rule.source)
        notes = [rule.title, rule.note]
        if rule.promised:
            notes.append(_PROMISED.to(self._lang))
        if remark is not None:
            notes.append(remark.to(self._lang))
        between = "；" if self._lang == "zh" else "; "
        sheet.text(row, NOTE, between.join(each for each in notes if each))

    def _unparted(self, row: int, rule: Rule, verdicts: Sequence[Verdict]) -> None:
        """A rule that no formula counts, as it was counted when the plan was made."""
        for column in (LEAST, MOST, FOUND, OF, SHARE):
            self._sheet.text(row, column, "")
        said = self._result(rule, right=all(each.kept for each in verdicts))
        self._sheet.text(row, RESULT, said, Look.CENTRE)

    def _result(self, rule: Rule, *, right: bool) -> str:
        """The word for a row of the rule table, which is counted where it is a binding rule that is broken."""
        word = KEPT if right else self._broken(rule)
        self._wrong += word is BROKEN
        return self._said[word]

    def _broken(self, rule: Rule) -> Filled:
        return SHORT if rule.strength is Strength.PREFER else BROKEN

    def _in_parts(self, row: int, rule: Rule, tallies: Sequence[Tally]) -> None:
        """The parts on their sheet, those of one option one after the other; here how many of them are kept."""
        options = dict.fromkeys(tally.option for tally in tallies)
        ranges: dict[str, str] = {}
        verdicts: list[tuple[str, Verdict]] = []
        start = self._part_row
        letter = xl_col_to_name(PART_RESULT)
        for option in options:
            first = self._part_row
            for tally in (each for each in tallies if each.option == option):
                label = "/".join(name for name in (tally.option, tally.part) if name)
                self._parts.text(self._part_row, PART_RULE, rule.id)
                self._parts.text(self._part_row, PART_NAME, label)
                verdicts.append((option, self._figures(self._parts, self._part_row, (rule, tally), _IN_PARTS)))
                self._part_row += 1
            ranges[option] = f"{self._parts.quoted}!${letter}${first + 1}:${letter}${self._part_row}"
        good = text(self._said[KEPT])
        whole = f"{self._parts.quoted}!${letter}${start + 1}:${letter}${self._part_row}"
        counted = f"COUNTIF({whole},{good})"
        number = sum(verdict.kept for _, verdict in verdicts)
        before, after = _PARTS.fill(parts=len(tallies), kept="\x00").to(self._lang).split("\x00")
        said = f"={text(before)}&{counted}&{text(after)}"
        for column in (LEAST, MOST, OF, SHARE):
            self._sheet.text(row, column, "")
        self._sheet.formula(row, FOUND, said, f"{before}{number}{after}", Look.CENTRE)
        alls = [f"ROWS({where})=COUNTIF({where},{good})" for where in ranges.values()]
        right = f"OR({','.join(alls)})" if len(alls) > 1 else alls[0]
        bad = self._broken(rule)
        formula = f"=IF({right},{good},{text(self._said[bad])})"
        self._sheet.formula(row, RESULT, formula, self._result(rule, right=kept(verdicts)), Look.CENTRE)

    def _figures(self, sheet: Sheet, row: int, asked: tuple[Rule, Tally], at: _Columns) -> Verdict:
        """The bounds, the count, its base, its share and the result, each a formula over the one before."""
        rule, tally = asked
        ledger = self._ledger
        verdict = self._roster.tallied(rule, tally)
        self._bound(sheet, row, at.least, tally.least)
        self._bound(sheet, row, at.most, tally.most)
        sheet.formula(row, at.found, "=" + ledger.formula(tally.found), verdict.found, Look.NUMBER)
        sheet.formula(row, at.of, "=" + ledger.formula(tally.of), verdict.of, Look.NUMBER)
        least, most, found, of = (f"${xl_col_to_name(c)}{row + 1}" for c in (at.least, at.most, at.found, at.of))
        cut = verdict.found * 1000 // verdict.of / 1000 if verdict.of else "—"
        sheet.formula(row, at.share, f'=IF({of}=0,"—",INT({found}*1000/{of})/1000)', cut, Look.PERCENT)
        bad = self._broken(rule)
        inside = f'AND(OR({least}="",{found}>={least}),OR({most}="",{found}<={most}))'
        formula = f"=IF({inside},{text(self._said[KEPT])},{text(self._said[bad])})"
        sheet.formula(row, at.result, formula, self._said[KEPT if verdict.kept else bad], Look.CENTRE)
        return verdict

    def _bound(self, sheet: Sheet, row: int, column: int, bound: Expr | None) -> None:
        if bound is None:
            sheet.text(row, column, "")
        elif isinstance(bound, Whole):
            sheet.number(row, column, bound.value)
        else:
            ledger = self._ledger
            sheet.formula(row, column, "=" + ledger.bound(bound), ledger.bound_value(bound), Look.NUMBER)

    def _parts_head(self) -> None:
        self._parts.title(_PARTS_TITLE)
        self._parts.cap(PART_NAME, 40)
        self._parts.header(_PARTS_HEADER, (_RULE, _PART, _LEAST, _MOST, _FOUND, _OF, _SHARE, _RESULT))

    def _coloured(self, sheet: Sheet, first: int, column: int, last: int) -> None:
        for word, mark in ((KEPT, Mark.KEPT), (SHORT, Mark.SHORT), (BROKEN, Mark.BROKEN)):
            rule = {
                "type": "cell",
                "criteria": "==",
                "value": text(self._said[word]),
                "format": self._sheets.tint(mark),
            }
            sheet.sheet.conditional_format(first, column, last, column, rule)

    def _promises(self, row: int) -> None:
        """What is to hold whatever a vote decides: proven for the plan, and not worked out again here."""
        promised = [rule for rule in self._ledger.proposal.problem.rules if rule.promised]
        if not promised:
            return
        self._sheet.heading(row, _PROMISES)
        for at, rule in enumerate(promised, row + 1):
            self._sheet.text(at, RULE, rule.id)
            self._sheet.text(at, ASKS, rule.sentence(self._ledger.policy.titles))
            self._sheet.text(at, STRENGTH, _PROVEN, Look.CENTRE, measured=False)


_TITLE = Filled(zh="规则表", en="Rules")
_FRAME = Filled(zh="名单是否完整", en="Whether the lists are complete")
_RULES = Filled(zh="规则", en="Rules")
_HOW = Filled(
    zh="由公式计数，改动名单或人选库后随之变动。至少若干人的，只计确定属于的人；至多若干人的，说不准的人也计入。占比截尾，不进位。",
    en="Counted by formulas, which follow every change of a list or of the pool. A floor counts certain members only, a "
    "ceiling those undecided too. Shares are cut, not rounded up.",
)
_PARTS_TITLE = Filled(zh="规则的各个分项", en="The parts of rules")
_PROMISES = Filled(
    zh="无论选举结果如何都要符合的规则：编制方案时已经核证，改动名单后本表不重新核证，请用“核对”命令。",
    en="Rules that hold whatever the votes decide: proven for the plan. This sheet does not prove them again after a change; "
    "use the command check.",
)
_PROVEN = Filled(zh="编制方案时已核证", en="proven for the plan")
_PROMISED = Filled(zh="这里只计计划人选", en="counted here for the planned winners only")
_AS_PLANNED = Filled(zh="编制方案时的结果，不随改动", en="as planned; does not follow changes")
_PARTS = Text(zh="{parts} 项中 {kept} 项符合", en="{kept} of {parts} kept")
_RULE = Filled(zh="规则", en="Rule")
_ASKS = Filled(zh="要求", en="Asks")
_STRENGTH = Filled(zh="效力", en="Strength")
_LEAST = Filled(zh="至少", en="At least")
_MOST = Filled(zh="至多", en="At most")
_FOUND = Filled(zh="实有", en="Found")
_OF = Filled(zh="基数", en="Of")
_SHARE = Filled(zh="占比", en="Share")
_RESULT = Filled(zh="结果", en="Result")
_SOURCE = Filled(zh="依据", en="Source")
_NOTE = Filled(zh="备注", en="Note")
_PART = Filled(zh="分项", en="Part")
