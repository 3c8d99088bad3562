"""The catalogue: both languages, nothing left empty, Chinese in Chinese."""

from __future__ import annotations

import re

import pytest

from optimizer.basis.text import Filled, Text
from ui import words

SAID = {name: value for name, value in vars(words).items() if isinstance(value, Filled | Text)}


@pytest.mark.parametrize("name", SAID)
def test_both_languages_are_there(name: str) -> None:
    text = SAID[name]
    assert text.zh.strip()
    assert text.en.strip()
    assert not re.search(r"[\u4e00-\u9fff]", text.en)
