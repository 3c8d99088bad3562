"""CSV: whatever a cell holds, a spreadsheet shows it and works out nothing; figures stay figures."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.export.csv import csv_bytes

SIGNS = "=+-@＝＋－＠"
CONTROL = "".join(map(chr, (*range(32), *range(127, 160))))


def cell_of(said: str) -> str:
    """The cell as a CSV reader gets it back."""
    text = csv_bytes(["h"], [["", said]]).decode("utf-8-sig")
    _, row = csv.reader(io.StringIO(text, newline=""))
    return row[1]


@given(st.text(), st.sampled_from(("", " ", "\u3000", "\u200b", "\ufeff", "\t", "\n")), st.sampled_from(SIGNS))
def test_no_text_begins_like_a_formula(text: str, before: str, sign: str) -> None:
    assert cell_of(before + sign + text) == "'" + before + sign + text


@given(st.sampled_from(CONTROL), st.text())
def test_no_text_begins_with_a_control_character(control: str, text: str) -> None:
    assert cell_of(control + text) == "'" + control + text


@given(st.text(min_size=1).filter(lambda text: text[0].isalnum()))
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert cell_of(text) == text


@pytest.mark.parametrize(("figure", "written"), [(-3, "-3"), (Decimal("-0.10"), "-0.10"), (10**20, str(10**20))])
def test_figures_get_no_apostrophe(figure: int | Decimal, written: str) -> None:
    assert csv_bytes(["h"], [[figure]]).decode("utf-8-sig") == f"h\r\n{written}\r\n"
