"""The papers of what `xiwei explain` answers: the explanation, and the call for nominations."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from optimizer.basis.text import Filled, Lang
from optimizer.planner.explain import Diagnosis
from optimizer.planner.formats import FORMATS, Format, paper_files
from optimizer.planner.room import Asked, Rooms
from optimizer.report.conflicts import conflict_blocks
from optimizer.report.paper import Paper
from optimizer.report.papers.explain import Section, explain_paper
from optimizer.report.papers.nominations import nominations_paper
from optimizer.report.quick import quick_blocks
from optimizer.report.repairs import nomination_lines, repair_table, single_table
from optimizer.room.alternatives import Alternatives
from optimizer.room.labels import Labels
from optimizer.room.nearest import Nearest, Replacement
from optimizer.room.price import Curve
from optimizer.room.why import Why
from optimizer.roster.roster import Proposal

__all__ = ["FORMATS", "Format", "explain_files", "nomination_call", "paper_files"]


def explain_files(
    proposal: Proposal,
    answers: Sequence[Diagnosis | Asked[Any]],
    lang: Lang,
    formats: Collection[Format] = (*FORMATS, Format.MD),
    *,
    dated: date | None = None,
) -> dict[str, bytes]:
    """The answers as the paper `explain`; where a diagnosis says whom the pool lacks, the call for them, `nominations`."""
    sections = [section for answer in answers for section in _sections(answer)]
    files = paper_files(explain_paper(proposal, sections, dated=dated), lang, formats)
    for answer in answers:
        call = nomination_call(answer, dated=dated) if isinstance(answer, Diagnosis) else None
        if call is not None:
            files |= paper_files(call, lang, formats)
    return files


def nomination_call(diagnosis: Diagnosis, *, dated: date | None = None) -> Paper | None:
    """The letter that asks the units for further people; None where none are known to help."""
    return nominations_paper(diagnosis.problem, diagnosis.nominations, diagnosis.conflicts, dated=dated)


def _sections(answer: Diagnosis | Asked[Any]) -> Iterator[Section]:
    """An answer under its headings."""
    if isinstance(answer, Asked):
        found = answer.found[0] if isinstance(answer.found, tuple) and answer.found else answer.found
        yield _TOPICS.get(type(found), _ANSWER), answer.blocks()
        return
    problem = answer.problem
    yield _CLASH, conflict_blocks(problem, answer.conflicts)
    yield _WAYS_OUT, [*repair_table(problem, answer.repairs), single_table(problem, answer.singles)]
    yield _LACKING, nomination_lines(problem, answer.nominations)
    yield _QUICK, quick_blocks(problem, answer.needs)


_CLASH = Filled(zh="哪些要求凑不到一起", en="What cannot hold together")
_WAYS_OUT = Filled(zh="补救办法", en="Ways out")
_LACKING = Filled(zh="还缺哪些人", en="Whom the pool lacks")
_QUICK = Filled(zh="只数人头先看一遍", en="A first look by counting")
_ANSWER = Filled(zh="答复", en="Answer")
_TOPICS: dict[type, Filled] = {
    Rooms: Filled(zh="规则和席位的余地", en="The room of rules and seats"),
    Curve: Filled(zh="规则收紧的代价", en="The price of a stricter rule"),
    Why: Filled(zh="某人为什么进或不进", en="Why a person is in or out"),
    Labels: Filled(zh="必进、可进可不进、进不了的人", en="Who is core, swing or out"),
    Alternatives: Filled(zh="另拟的名单", en="Other rosters"),
    Replacement: Filled(zh="退出后由谁补上", en="Who would replace whom"),
    Nearest: Filled(zh="变动最少的名单", en="The nearest roster"),
}
