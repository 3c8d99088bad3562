"""The quick look and the conflicts as data: figures, names of claims, and each sentence in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from optimizer.basis.text import Filled
from optimizer.diagnose.conflicts import Conflict, Conflicts
from optimizer.diagnose.quick import Need
from optimizer.diagnose.relaxed import SEATS
from optimizer.problem.problem import Problem
from optimizer.report.conflicts import (
    asks_words,
    claim_furthest,
    conflict_words,
    ending_words,
)
from optimizer.report.quick import need_words
from optimizer.rules.limits import Limit


def quick_records(problem: Problem, needs: Sequence[Need]) -> list[dict[str, Any]]:
    """Each bound of the quick look, in its order."""
    return [
        {
            "claim": need.name,
            "part": need.part,
            "counted": str(need.counted),
            "need": need.need,
            "have": need.have,
            "members": need.members,
            "room": need.room,
            "enough": need.enough,
            "asks": _both(asks_words(problem, need.name)),
            **_both(need_words(need)),
        }
        for need in needs
    ]


def conflicts_document(problem: Problem, found: Conflicts) -> dict[str, Any]:
    """All conflicts, and whether there may be others."""
    return {
        "possible": found.possible,
        "complete": found.complete,
        "conflicts": [conflict_record(problem, conflict, number) for number, conflict in enumerate(found.found, 1)],
        **_both(ending_words(found)),
    }


def conflict_record(problem: Problem, conflict: Conflict, number: int) -> dict[str, Any]:
    """One conflict: its claims, each with what it asks and how far it can go with the others held."""
    return {
        "rules": list(conflict.rules),
        "seats": list(conflict.seats),
        "tied": list(conflict.tied),
        "claims": [_claim_record(problem, conflict, name) for name in conflict.claims],
        "figured": conflict.figured,
        **_both(conflict_words(problem, conflict, number)),
    }


def _claim_record(problem: Problem, conflict: Conflict, name: str) -> dict[str, Any]:
    record: dict[str, Any] = {"claim": name, "asks": _both(asks_words(problem, name))}
    record["furthest"] = [
        {**limit_record(each.limit), "furthest": _figure(each.figure), "furthest_heads": each.heads}
        for each in conflict.furthest
        if each.rule == name
    ]
    for each in conflict.numbers:
        if SEATS + each.part == name:
            record["seats"] = {"least": each.seats.least, "most": each.seats.most}
            record |= {"nearest_below": each.below, "nearest_above": each.above}
    record["parts"] = [part for rule, parts in conflict.parts if rule == name for part in parts]
    record["said"] = [_both(words) for words in claim_furthest(problem, conflict, name)]
    return record


def limit_record(limit: Limit) -> dict[str, Any]:
    """One bound of a rule: a ratio is written exactly, as `"2/3"`."""
    return {
        "field": limit.field,
        "part": limit.part,
        "side": "floor" if limit.floor else "ceiling",
        "asked": _figure(limit.figure),
        "asked_heads": limit.heads,
    }


def _figure(figure: int | Fraction | None) -> int | str | None:
    return str(figure) if isinstance(figure, Fraction) else figure


def _both(words: Filled) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}
