"""Seats shared out as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from optimizer.allocation.ties import Tie
from optimizer.basis.text import Filled
from optimizer.report.allocation import Handed, Shared


def allocation_document(found: Shared) -> dict[str, Any]:
    """The record; units in the order of their names, so that the order of the table plays no part.

    `seats` are those allocated; `ex_officio` come on top. `quotas` are the exact fair shares, `num/den`. The proof of a target
    is its figures: the sum of the parts, with reserve and ex-officio seats at their worst, is no less (of a ceiling: no more)
    than what is required of all seats.
    """
    allocation = found.allocation
    names = sorted(unit.name for unit in found.units)
    return {
        "status": "found" if found.kept else "impossible",
        "method": str(allocation.method),
        "total": allocation.total,
        "seats": {name: allocation.seats[name] for name in names},
        "ex_officio": {name: allocation.ex_officio[name] for name in names if allocation.ex_officio.get(name)},
        "reserve": allocation.reserve,
        "classes": dict(sorted(allocation.classes.items())),
        "quotas": {name: fraction_text(allocation.quotas[name]) for name in names},
        "ties": [_tie(tie) for tie in allocation.ties],
        "targets": [_handed(handed, names) for handed in sorted(found.targets, key=lambda each: (each.id, each.floor))],
        "makeup": None if found.makeup is None else _makeup(found, names),
        "methods": {
            str(each.method): None if each.seats is None else {name: each.seats[name] for name in names}
            for each in found.compared
        },
        "notes": [_said(note) for note in found.notes],
    }


def refusal_document(said: Sequence[Filled]) -> dict[str, Any]:
    """The record where there is no allocation: why, and the ways out."""
    return {"status": "impossible", "seats": {}, "said": [_said(each) for each in said]}


def fraction_text(number: Fraction) -> str:
    """`num/den`, also of a whole number."""
    return f"{number.numerator}/{number.denominator}"


def _tie(tie: Tie) -> dict[str, Any]:
    return {
        "where": tie.where,
        "seats": tie.seats,
        "between": list(tie.between),
        "given": list(tie.given),
        "rule": str(tie.rule),
        "seed": tie.seed,
        "drawn": list(tie.drawn),
    }


def _handed(handed: Handed, names: list[str]) -> dict[str, Any]:
    found = handed.found
    return {
        "target": handed.id,
        "title": _said(handed.title),
        "bound": found.bound,
        "parts": {name: found.parts[name] for name in names},
        "proof": {
            "seats": found.size,
            "required": found.required,
            "sum": sum(found.parts.values()),
            "each_rounded_alone": found.each_alone,
        },
        "short": found.short,
        "lacking": dict(sorted(found.lacking.items())),
        "spare": dict(sorted(found.spare.items())),
        "ties": [_tie(tie) for tie in found.ties],
    }


def _makeup(found: Shared, names: list[str]) -> dict[str, Any]:
    makeup = found.makeup
    assert makeup is not None
    return {
        "categories": {name: makeup.totals[name] for name in makeup.names},
        "seats": {unit: {name: makeup.found.seats[unit][name] for name in makeup.names} for unit in names},
        "ties": [_tie(tie) for tie in makeup.found.ties],
    }


def _said(said: Filled) -> dict[str, str]:
    return {"zh": said.zh, "en": said.en}
