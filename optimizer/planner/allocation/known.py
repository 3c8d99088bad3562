"""Groups that tables of seats name in fixed words: 基层一线, 妇女, 少数民族, 45岁以下, 领导干部."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.groups.predicate import Age, Not, OneOf, Predicate, bare
from optimizer.groups.words import HAN
from optimizer.people.headers import header_key


@dataclass(frozen=True, kw_only=True)
class KnownGroup:
    """A group with the words people use for it; `written` is the group as a policy file writes it."""

    group: Predicate
    written: Mapping[str, object]
    words: tuple[str, ...]


_FIXED = (
    KnownGroup(
        group=OneOf("frontline", ("yes",)),
        written={"frontline": "yes"},
        words=("基层一线", "一线", "基层", "基层一线科技工作者", "frontline"),
    ),
    KnownGroup(
        group=OneOf("sex", ("female",)),
        written={"sex": "female"},
        words=("妇女", "女", "女性", "女代表", "women"),
    ),
    KnownGroup(
        group=Not(OneOf("ethnicity", ("汉族", "汉"))),
        written={"not": {"ethnicity": ["汉族", "汉"]}},
        words=("少数民族", "minority", "minorities", "ethnic minorities"),
    ),
    KnownGroup(
        group=OneOf("cadre", ("yes",)),
        written={"cadre": "yes"},
        words=("领导干部", "党政领导干部", "cadre", "cadres", "leading cadres"),
    ),
)
_YOUNG = re.compile(r"(\d{2})周?岁?[及含]?以下|不超过(\d{2})周?岁")
"""As `header_key` leaves it: without brackets and blanks."""

WORDS = (*(known.words[0] for known in _FIXED), "45岁以下")
"""A word for each, to tell people what there is."""


def group_called(word: str) -> KnownGroup | None:
    """The group a word means; None for any other word."""
    key = header_key(word)
    for known in _FIXED:
        if key in map(header_key, known.words):
            return known
    young = _YOUNG.fullmatch(key)
    return _aged(int(young[1] or young[2])) if young else None


def words_for(group: Predicate) -> tuple[str, ...]:
    """The words people use for a group, where it is one of these."""
    match bare(group):
        case Age(((("<=", years)),)):
            return _aged(years).words
        case Not(OneOf("ethnicity", values)) if values and set(values) <= HAN:
            return _FIXED[2].words
        case plain:
            return next((known.words for known in _FIXED if known.group == plain), ())


def _aged(years: int) -> KnownGroup:
    """People of so many years or fewer."""
    return KnownGroup(
        group=Age((("<=", years),)),
        written={"age": f"<={years}"},
        words=(
            *(f"{years}岁以下", f"{years}岁及以下", f"{years}岁（含）以下", f"{years}周岁以下", f"不超过{years}岁"),
            *(f"{years} or under", f"aged {years} or under"),
        ),
    )
