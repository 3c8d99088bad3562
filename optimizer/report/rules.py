"""The rule table: what each rule asks, what was counted, whether it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from optimizer.basis.text import Filled, Text, same
from optimizer.report.blocks import Mark, Table
from optimizer.report.words import BROKEN, KEPT, SHORT, STRENGTH_WORDS, bounds, share
from optimizer.rules.base import Rule, Strength, Verdict

PARTS_SHOWN = 6


def rule_table(verdicts: Sequence[Verdict], rules: Sequence[Rule], titles: Mapping[str, Filled]) -> Table:
    """Each rule with what it asks, what was counted and whether it is kept; the parts of an `each` rule in one row."""
    by_id = {rule.id: rule for rule in rules}
    rows: list[tuple[Filled, ...]] = []
    marks: list[Mark] = []
    for rule_id, grouped in groupby(verdicts, key=lambda verdict: verdict.rule):
        listed = list(grouped)
        parted = any(verdict.part for verdict in listed)
        for group in [listed] if parted else [[verdict] for verdict in listed]:
            rows.append(_rule_row(by_id[rule_id], group, titles))
            marks.append(_mark(group))
    return Table(
        id="rules",
        title=Filled(zh="规则", en="Rules"),
        columns=(_RULE, _ASKS, _STRENGTH, _NEEDED, _FOUND, _RESULT, _SOURCE),
        rows=tuple(rows),
        marks=tuple(marks),
    )


def _rule_row(rule: Rule, verdicts: list[Verdict], titles: Mapping[str, Filled]) -> tuple[Filled, ...]:
    asks = rule.sentence(titles)
    mark = _mark(verdicts)
    result = {Mark.KEPT: KEPT, Mark.BROKEN: BROKEN, Mark.SHORT: SHORT}[mark]
    if len(verdicts) == 1 and not verdicts[0].part:
        (verdict,) = verdicts
        needed, found = bounds(verdict.least, verdict.most), share(verdict.found, verdict.of)
    else:
        kept = sum(verdict.kept for verdict in verdicts)
        needed, found = same(""), _PARTS.fill(kept=kept, parts=len(verdicts))
        broken = [f"{v.part} {v.found}" for v in verdicts if not v.kept]
        if broken:
            more = " …" if len(broken) > PARTS_SHOWN else ""
            found = _PARTS_BROKEN.fill(said=found, broken="、".join(broken[:PARTS_SHOWN]) + more)
    return (same(rule.id), asks, STRENGTH_WORDS[rule.strength], needed, found, result, same(rule.source))


def _mark(verdicts: list[Verdict]) -> Mark:
    if all(verdict.kept for verdict in verdicts):
        return Mark.KEPT
    return Mark.SHORT if verdicts[0].strength is Strength.PREFER else Mark.BROKEN


_RULE = Filled(zh="规则", en="Rule")
_ASKS = Filled(zh="要求", en="Asks")
_STRENGTH = Filled(zh="效力", en="Strength")
_NEEDED = Filled(zh="应有人数", en="Needed")
_FOUND = Filled(zh="实有", en="Found")
_RESULT = Filled(zh="结果", en="Result")
_SOURCE = Filled(zh="依据", en="Source")
_PARTS = Text(zh="{parts} 项中 {kept} 项符合", en="{kept} of {parts} kept")
_PARTS_BROKEN = Text(zh="{said}；不符合：{broken}", en="{said}; not: {broken}")
