"""Faults of an input: every one of them at once, each with its place, its value and its cure (docs/conventions.md §2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from optimizer.basis.text import Filled, Lang, Text

FIRST_OF_A_KIND = 5


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing wrong with an input.

    `kind` groups faults of one sort (`people.birth`, `policy.ratio` …). Of the places, those that apply are given: `row`
    (as the user's program numbers it, first line 1) and `column` (the header as written) of a table, `path`
    (`rule[3].at_least`) and `line` of a policy file, `file` when it is not the file that was opened but one that file
    extends. `value` is the cell or value as it was written.
    """

    kind: str
    message: Filled
    cure: Filled
    row: int | None = None
    column: str | None = None
    path: str | None = None
    line: int | None = None
    file: str | None = None
    value: str | None = None

    def place(self, lang: Lang) -> str:
        """Where the fault is, in words; empty for a fault of the whole input."""
        parts: list[str] = [self.file] if self.file else []
        if self.line is not None:
            parts.append(f"第{self.line}行" if lang == "zh" else f"line {self.line}")
        if self.path:
            parts.append(self.path)
        if self.row is not None:
            parts.append(f"第{self.row}行" if lang == "zh" else f"row {self.row}")
        if self.column is not None:
            parts.append(f"“{self.column}”列" if lang == "zh" else f'column "{self.column}"')
        return ("，" if lang == "zh" else ", ").join(parts)

    def sentence(self, lang: Lang) -> str:
        """Place, message, value and cure as one line."""
        place = self.place(lang)
        message, cure = self.message.to(lang), self.cure.to(lang)
        if lang == "zh":
            value = "" if self.value is None else f"：“{self.value}”"
            return f"{place}{'：' if place else ''}{message}{value}。{cure}"
        value = "" if self.value is None else f': "{self.value}"'
        return f"{place}{': ' if place else ''}{message}{value}. {cure[:1].upper()}{cure[1:]}"


class InputFaults(Exception):
    """Raised once per input with all its faults; `source` names the file (exit code 2)."""

    def __init__(self, source: str, faults: Iterable[Fault]) -> None:
        self.source = source
        self.faults = tuple(faults)
        super().__init__(self.digest("en"))

    def digest(self, lang: Lang, *, first: int = FIRST_OF_A_KIND) -> str:
        """What a person can read: the first faults of each kind, and how many more there are."""
        total = Counter(fault.kind for fault in self.faults)
        shown: Counter[str] = Counter()
        lines = [_HEAD.fill(source=self.source, count=len(self.faults)).to(lang)]
        for fault in self.faults:
            shown[fault.kind] += 1
            if shown[fault.kind] <= first:
                lines.append("  - " + fault.sentence(lang))
            elif shown[fault.kind] == total[fault.kind]:
                lines.append("    " + _MORE.fill(count=total[fault.kind] - first).to(lang))
        return "\n".join(lines)


_HEAD = Text(zh="{source}：发现 {count} 处问题", en="{source}: faults found: {count}")
_MORE = Text(zh="……同类问题还有 {count} 处", en="… and {count} more of this kind")


class Complaints:
    """Gathers the faults of one policy file, each under the path being read; nothing is raised until all is read."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def add(self, kind: str, path: str, value: object, message: Text | Filled, cure: Text | Filled) -> None:
        """Note one fault; a `Text` has no placeholders left to fill."""
        said = None if value is None else str(value)
        self.faults.append(Fault(kind=kind, path=path, value=said, message=_finished(message), cure=_finished(cure)))


def _finished(text: Text | Filled) -> Filled:
    return text.fill() if isinstance(text, Text) else text
