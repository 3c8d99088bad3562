"""What the tests ask of one table; today is fixed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import pytest

from optimizer.basis.faults import Fault, InputFaults
from optimizer.people.person import Person, Pool
from optimizer.people.table import read_pool

TODAY = date(2026, 11, 22)


def pool(
    table: str | bytes, *, sheet: str | None = None, required: Collection[str] = (), source: str = "名单.csv"
) -> Pool:
    data = table.encode() if isinstance(table, str) else table
    return read_pool(data, source=source, sheet=sheet, required=required, today=TODAY)


def one(table: str | bytes) -> Person:
    (person,) = pool(table).people
    return person


def faults(table: str | bytes, *, sheet: str | None = None, required: Collection[str] = ()) -> tuple[Fault, ...]:
    with pytest.raises(InputFaults) as caught:
        pool(table, sheet=sheet, required=required)
    return caught.value.faults


def fault(table: str | bytes, *, sheet: str | None = None, required: Collection[str] = ()) -> Fault:
    (single,) = faults(table, sheet=sheet, required=required)
    return single


def kinds(of: Pool) -> list[str]:
    return [notice.kind for notice in of.notices]
