"""Names of sheets: such as Excel takes, all different, and known before any sheet is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from optimizer.basis.text import Filled, Lang, Text
from optimizer.policy.policy import Policy

_LONGEST_NAME = 31
"""The file format's bound for a sheet's name, in UTF-16 units."""


def safe_names(wanted: Iterable[str]) -> tuple[str, ...]:
    """Names of sheets that Excel allows, all different (case aside): safe and different names stay as they are."""
    names: list[str] = []
    taken = {"history"}
    for name in wanted:
        plain = _NOT_IN_NAMES.sub(" ", name).strip(" '") or "Sheet"
        unique, number = _cut(plain, _LONGEST_NAME), 2
        while unique.casefold() in taken:
            tail = f" {number}"
            unique, number = _cut(plain, _LONGEST_NAME - len(tail)) + tail, number + 1
        taken.add(unique.casefold())
        names.append(unique)
    return tuple(names)


def roster_names(policy: Policy, lang: Lang) -> Mapping[str, str]:
    """Names of the sheets of a roster's workbook: those of FIXED by key, `list:ID` and `further:ID` of its parts."""
    wanted = {key: said.to(lang) for key, said in FIXED.items()}
    for part in policy.parts:
        wanted[f"list:{part.id}"] = part.title.to(lang)
    for part in policy.contested:
        wanted[f"further:{part.id}"] = _FURTHER.fill(title=part.title).to(lang)
    return dict(zip(wanted, safe_names(wanted.values()), strict=True))


def quoted(name: str) -> str:
    """A sheet's name as formulas write it."""
    return "'" + name.replace("'", "''") + "'"


def _cut(name: str, characters: int) -> str:
    """At most so many UTF-16 units, which is what Excel counts."""
    while len(name.encode("utf-16-le", "surrogatepass")) > 2 * characters:
        name = name[:-1]
    return name.rstrip(" '")


_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_FURTHER = Text(zh="{title}差额人选", en="{title} further candidates")
FIXED: Mapping[str, Filled] = {
    "summary": Filled(zh="汇总", en="Summary"),
    "composition": Filled(zh="结构统计表", en="Composition"),
    "charts": Filled(zh="结构图", en="Charts"),
    "rules": Filled(zh="规则表", en="Rules"),
    "parts": Filled(zh="分项", en="Rule parts"),
    "contests": Filled(zh="差额选举", en="Contested elections"),
    "left_out": Filled(zh="未入选", en="Not chosen"),
    "changes": Filled(zh="变动", en="Changes"),
    "stacking": Filled(zh="一人多规则", en="Stacked quotas"),
    "ties": Filled(zh="可互换席位", en="Possible swaps"),
    "unsettled": Filled(zh="待核定信息", en="Data to settle"),
    "pool": Filled(zh="人选库", en="Pool"),
    "count": Filled(zh="计数", en="Counting"),
    "sources": Filled(zh="依据与来源", en="Sources"),
}
"""The sheets every roster's workbook has, or has where there is something to write, by key."""
