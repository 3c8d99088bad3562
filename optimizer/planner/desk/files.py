"""Names of files for people: a title and a day, with nothing in them that a disk refuses."""

from __future__ import annotations

import re
from datetime import date

_REFUSED = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_LONGEST = 80
"""Characters of a title; a Chinese one takes three bytes, and file names end at 255."""


def file_name(title: str, ending: str, dated: date | None = None) -> str:
    """`某市科协换届 2026-12-01.docx`; signs that a disk refuses become underlines."""
    plain = " ".join(_REFUSED.sub("_", title.replace(": ", " - ")).split()).strip(" .")[:_LONGEST].rstrip(" .")
    return f"{plain or '_'}{f' {dated.isoformat()}' if dated else ''}.{ending}"
