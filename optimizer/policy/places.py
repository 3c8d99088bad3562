"""Where in the text of a policy file a table, a key or an element of a list stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_TOKEN = re.compile(
    r'"""(?:\\.|(?!""").)*"{3,5}'
    r"|'''(?:(?!''').)*'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|[\n,\[\]{}]"
    r"|[^\n,\[\]{}\"'#]+"
    r"|.",
    re.DOTALL,
)
_PART = re.compile(r"\s*(?:\"((?:\\.|[^\"\\])*)\"|'([^']*)'|([^\s.=\[\]\"']+))\s*(\.?)")
_STEP = re.compile(r"\"([^\"]+)\"|([^.\[\]]+)\[(\d+)\]|([^.\[\]]+)")


class Lines:
    """The line (first is 1) of every table, key and element of a list in a text that is valid TOML."""

    def __init__(self, text: str) -> None:
        self._lines: dict[str, int] = {}
        for path, line in _paths(text):
            self._lines.setdefault(path, line)

    def of(self, path: str) -> int | None:
        """The line of `rule[3].at_least`, or of its table where the key is not written; None if unknown."""
        steps = [f"{found[2]}[{found[3]}]" if found[2] else found[1] or found[4] for found in _STEP.finditer(path)]
        for length in range(len(steps), 0, -1):
            line = self._lines.get(".".join(steps[:length]))
            if line is not None:
                return line
        return None


@dataclass(frozen=True, kw_only=True)
class _Statement:
    """A header or a `key = value` without its comments: its first line, and those of the elements of a list."""

    line: int
    text: str
    elements: Sequence[int]


def _paths(text: str) -> Iterator[tuple[str, int]]:
    """Every path with its line; the first of a path is the one that counts."""
    counts: dict[str, int] = {}
    table = ""
    for statement in _statements(text):
        if statement.text.startswith("[["):
            parts = _parts(statement.text[2:])
            array = _joined(_within(parts[:-1], counts), parts[-1:])
            counts[array] = counts.get(array, 0) + 1
            yield array, statement.line
            table = f"{array}[{counts[array]}]"
            yield table, statement.line
        elif statement.text.startswith("["):
            parts = _parts(statement.text[1:])
            for length in range(1, len(parts) + 1):
                table = _within(parts[:length], counts)
                yield table, statement.line
        else:
            parts = _parts(statement.text)
            for length in range(1, len(parts) + 1):
                yield _joined(table, parts[:length]), statement.line
            key = _joined(table, parts)
            yield from ((f"{key}[{number}]", line) for number, line in enumerate(statement.elements, 1))


def _statements(text: str) -> Iterator[_Statement]:
    """The headers and keys in order. Brackets within strings and comments do not count."""
    written, first, line = "", 1, 1
    elements: list[int] = []
    opened: list[str] = []
    awaited = False
    for match in _TOKEN.finditer(text + "\n"):
        token = match[0]
        if token == "\n" and not opened:
            if written.strip():
                yield _Statement(line=first, text=written.strip(), elements=elements)
            written, elements = "", []
        elif token.strip() and not token.startswith("#"):
            first = first if written.strip() else line
            if awaited and token != "]":
                elements.append(line)
            if token in ("[", "{"):
                opened.append(token)
            elif token in ("]", "}") and opened:
                opened.pop()
            awaited = token in ("[", ",") and opened == ["["]
            written += token
        line += token.count("\n")


def _parts(text: str) -> list[str]:
    """The parts of a dotted key at the beginning of a text, without their quotation marks."""
    parts: list[str] = []
    at = 0
    while match := _PART.match(text, at):
        parts.append(match[1] or match[2] or match[3] or "")
        at = match.end()
        if not match[4]:
            break
    return parts


def _within(parts: Sequence[str], counts: dict[str, int]) -> str:
    """The path of a table, its outer arrays at their last entries: `rule[3].at_least`."""
    path = ""
    for part in parts:
        path = _joined(path, [part])
        if path in counts:
            path += f"[{counts[path]}]"
    return path


def _joined(table: str, parts: Sequence[str]) -> str:
    return ".".join((table, *parts)) if table else ".".join(parts)
