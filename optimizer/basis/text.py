"""Texts that exist in Chinese and English, side by side where they are written."""

from __future__ import annotations

import string
from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")


@dataclass(frozen=True)
class Text:
    """One message in both languages; `{name}` marks what is filled in.

    Raises ValueError when the two languages name different placeholders.
    """

    zh: str
    en: str

    def __post_init__(self) -> None:
        if _placeholders(self.zh) != _placeholders(self.en):
            raise ValueError(f"placeholders differ: {self.zh!r} / {self.en!r}")

    def fill(self, **values: object) -> Filled:
        """The text with its placeholders filled; a `Text` or `Filled` value is filled per language."""
        return Filled(zh=self._format("zh", values), en=self._format("en", values))

    def _format(self, lang: Lang, values: dict[str, object]) -> str:
        said = {key: value.to(lang) if isinstance(value, Text | Filled) else value for key, value in values.items()}
        return self.to(lang).format(**said)

    def to(self, lang: Lang) -> str:
        """The text in one language."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True)
class Filled:
    """A finished sentence in both languages; braces in it are plain characters."""

    zh: str
    en: str

    def to(self, lang: Lang) -> str:
        """The sentence in one language."""
        return self.zh if lang == "zh" else self.en


def same(said: str) -> Filled:
    """A name or figure that reads alike in both languages."""
    return Filled(zh=said, en=said)


def _placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}
