"""What somebody begins with: a workbook with faults, made from the county sample, and a small policy of their own."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook

from optimizer.basis.text import Lang
from tests.samples import COUNTY

PEOPLE = 48
_POLICY = """name = "journey-{lang}"
title = "清屿县科协换届"
title_en = "Qingyu county association"
reference_date = 2026-12-01
[groups]
frontline = { frontline = "yes" }
women = { sex = "female" }
[[body]]
id = "congress"
title = "代表大会"
title_en = "Congress"
seats = 24
[[body]]
id = "committee"
title = "委员会"
title_en = "Committee"
seats = 7
within = "congress"
[[rule]]
id = "R1"
kind = "share"
scope = "congress"
group = "frontline"
at_least = "50%"
[[rule]]
id = "R2"
kind = "share"
scope = "congress"
group = "women"
at_least = "30%"
[[rule]]
id = "R3"
kind = "share"
scope = "committee"
group = "women"
at_least = "1/4"
"""
QUOTA = 1
"""The place of the rule whose share is made impossible: there are not so many women."""


def policy(lang: Lang) -> str:
    """The policy of a journey; another for each language, so that no journey finds the answers of the other."""
    return _POLICY.replace("{lang}", lang)


def rows() -> list[list[str]]:
    """The header and the first people of the county sample."""
    return list(csv.reader(COUNTY.read_text("utf-8-sig").splitlines()))[: PEOPLE + 1]


def faulty() -> list[list[str]]:
    """The same people; two cells of a word nobody knows, a month that is not, an id that is taken."""
    table = rows()
    sex, birth, name = (table[0].index(header) for header in ("性别", "出生年月", "编号"))
    for row in (3, 7):
        table[row][sex] = "男人"
    table[5][birth] = "1980-13"
    table[9][name] = table[8][name]
    return table


def workbook(table: Iterable[list[str]], path: Path) -> Path:
    """A table as a workbook."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in table:
        sheet.append(row)
    book.save(path)
    return path
