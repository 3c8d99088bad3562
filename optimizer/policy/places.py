"""Where in the text of a policy file a table or key stands, so that a fault can name its line."""

from __future__ import annotations

import re

_ARRAY = re.compile(r"\s*\[\[\s*([\w-]+)\s*\]\]")
_TABLE = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]\s*(?:#.*)?$")
_KEY = re.compile(r"\s*(\"[^\"]+\"|'[^']+'|[^\s=\[\]#\"']+)\s*=")
_STEP = re.compile(r"([\w-]+)\[(\d+)\]|([^.\[\]]+)")


def line_of(text: str, path: str) -> int | None:
    """The line (first is 1) of `rule[3].at_least`, or of its table where the key is not written; None if unknown."""
    lines = _index(text)
    steps = [f"{match[1]}[{match[2]}]" if match[1] else match[3] for match in _STEP.finditer(path)]
    for length in range(len(steps), 0, -1):
        found = lines.get(".".join(steps[:length]))
        if found is not None:
            return found
    return None


def _index(text: str) -> dict[str, int]:
    """Line by path of every table and every key that begins a line."""
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        array, plain, key = _ARRAY.match(line), _TABLE.match(line), _KEY.match(line)
        if array:
            counts[array[1]] = counts.get(array[1], 0) + 1
            table = f"{array[1]}[{counts[array[1]]}]"
            lines.setdefault(table, number)
        elif plain:
            table = plain[1]
            lines.setdefault(table, number)
        elif key:
            name = key[1].strip("\"'")
            lines.setdefault(f"{table}.{name}" if table else name, number)
    return lines
