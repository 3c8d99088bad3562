"""The text of a TOML file cut into its tables, so that one can be changed, moved or taken out and the rest stays as it is.

A comment right above a header belongs to the table below it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import tomlkit
from tomlkit.exceptions import ParseError
from tomlkit.items import Table

from optimizer.policy.places import Lines
from optimizer.policy.writing import literal

_DAYLESS = re.compile(r"^(\s*date\s*=\s*)(\d{4}-\d{2})(?=\s*(?:#.*)?$)", re.MULTILINE)

type Edit = Callable[[Any], None]


@dataclass(frozen=True, kw_only=True)
class Block:
    """Lines of one table, counted from 0: from its comments at `start` and its header at `head` to before `end`.

    From `code` on there are only blank lines and comments.
    """

    start: int
    head: int
    code: int
    end: int


class TomlText:
    """A valid TOML text in lines, with its tables by path: `rule[1]` (counted from 1), `groups`, "" for what comes first."""

    def __init__(self, text: str, raw: Mapping[str, object]) -> None:
        self.text = text
        self._lines = text.split("\n")
        self.blocks: dict[str, Block] = {}
        heads = dict(_heads(self._lines, Lines(text), raw))
        order = sorted(set(heads.values()))
        starts = {head: self._start(head) for head in order}
        ends = dict(zip(order, [*(starts[head] for head in order[1:]), len(self._lines)], strict=False))
        for path, head in heads.items():
            self.blocks[path] = self._block(starts[head], head, ends[head])
        self.blocks[""] = self._block(0, 0, starts[order[0]] if order else len(self._lines))

    def edited(self, path: str, change: Edit) -> str:
        """The text with a table changed; `change` is given the table as tomlkit has it."""
        block = self.blocks[path]
        document = _parsed("\n".join(self._lines[block.head : block.code]) + "\n")
        change(_table_of(document, path))
        written = tomlkit.dumps(document).rstrip("\n").split("\n")
        return self._with(block.head, block.code, [line for line in written if path or written != [""]])

    def without(self, path: str) -> str:
        """The text without a table, its comments included."""
        block = self.blocks[path]
        return self._with(block.start, block.end, [])

    def moved(self, path: str, before: str | None, after: str) -> str:
        """The text with a table moved before another one, or after the one that is to be its neighbour."""
        block = self.blocks[path]
        own = [*_trimmed(self._lines[block.start : block.end]), ""]
        at = self.blocks[before].start if before is not None else self.blocks[after].end
        lines = list(self._lines)
        if at <= block.start:
            del lines[block.start : block.end]
            lines[at:at] = own
        else:
            lines[at:at] = ["", *own] if lines[at - 1].strip() else own
            del lines[block.start : block.end]
        return _joined(lines)

    def added(self, written: str, after: str | None) -> str:
        """The text with a new table, after another one or at the end."""
        at = len(self._lines) if after is None else self.blocks[after].end
        before, rest = _trimmed(self._lines[:at]), self._lines[at:]
        return _joined([*before, "", *written.strip("\n").split("\n"), "", *rest])

    def _with(self, first: int, last: int, lines: list[str]) -> str:
        return _joined([*self._lines[:first], *lines, *self._lines[last:]])

    def _start(self, head: int) -> int:
        while head and self._lines[head - 1].lstrip().startswith("#"):
            head -= 1
        return head

    def _block(self, start: int, head: int, end: int) -> Block:
        code = end
        while code > head and (not (line := self._lines[code - 1].strip()) or line.startswith("#")):
            code -= 1
        return Block(start=start, head=head, code=code, end=end)


def _heads(lines: list[str], places: Lines, raw: Mapping[str, object]) -> Iterator[tuple[str, int]]:
    """The tables that have a header of their own, with its line."""
    paths = []
    for key, value in raw.items():
        if isinstance(value, Mapping):
            paths += [key, *(f"{key}.{_quoted(name)}" for name, part in value.items() if isinstance(part, Mapping))]
        elif isinstance(value, list):
            paths += [f"{key}[{number}]" for number in range(1, len(value) + 1)]
    for path in paths:
        line = places.of(path)
        if line is None or not (header := lines[line - 1].strip()).startswith("["):
            continue
        name = re.sub(r"[\s\"'\[]|\].*", "", header)
        if name == re.sub(r"\"|\[.*", "", path):
            yield path, line - 1


def _quoted(name: str) -> str:
    return f'"{name}"' if "." in name or "[" in name else name


def _parsed(text: str) -> Any:
    try:
        return tomlkit.parse(text)
    except ParseError:
        # TOML knows no date without a day; policies may write one (see policy.parsing).
        return tomlkit.parse(_DAYLESS.sub(r'\1"\2"', text))


def _table_of(document: Any, path: str) -> Any:
    """The table that a snippet is about."""
    if not path:
        return document
    key, _, rest = path.partition(".")
    name, listed, _ = key.partition("[")
    found = document[name][0] if listed else document[name]
    return found[rest.strip('"')] if rest else found


def put(table: Any, key: str, value: object) -> None:
    """Another value under a key; None takes the key out."""
    if value is None:
        table.pop(key, None)
    elif isinstance(value, Mapping) and not isinstance(table.get(key), Table):
        table[key] = tomlkit.value(literal(value))
    elif isinstance(value, list) and any(isinstance(part, Mapping) for part in value):
        # One element a line; never as tables of their own, which would take in the keys written after them.
        table.pop(key, None)
        table[key] = tomlkit.value("[\n" + "".join(f"  {literal(part)},\n" for part in value) + "]")
    else:
        table[key] = value


def _trimmed(lines: list[str]) -> list[str]:
    last = len(lines)
    while last and not lines[last - 1].strip():
        last -= 1
    return lines[:last]


def _joined(lines: list[str]) -> str:
    return "\n".join(_trimmed(lines)) + "\n"
