"""The form of a rule: its keys as the rule book declares them, and what is typed into them as the file has it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import tomlkit
from tomlkit.exceptions import ParseError

from optimizer.basis.text import Filled, Text
from optimizer.groups.words import COLUMN_WORDS
from optimizer.planner.desk.keys import ID, OTHERS
from optimizer.policy.writing import literal
from optimizer.rules.fields import (
    Field,
    OneWord,
    read_bound_or_table,
    read_count,
    read_count_or_share,
    read_group,
    read_groups,
    read_hold,
    read_ratio,
    read_rules,
    read_scope,
    read_share,
    read_text,
    read_texts,
)
from optimizer.rules.registry import kinds


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One key of an entry of the file as a form shows it.

    `form` is what it takes: `heads` (a whole number), `ratio`, `bound` (either of the two, or a table by value), `group`,
    `groups`, `text`, `texts`, `scope`, `scopes`, `choice` (one of `choices`), `rules` (rules within the rule), `seats` (a
    number or `19-25`), `margin`, `day`, `lines` (texts, one a line). `value` is as in the file, None where it is not written.
    """

    name: str
    form: str
    help: Filled
    required: bool
    value: object = None
    choices: tuple[str, ...] = ()


_FORMS: dict[object, str] = {
    read_count: "heads",
    read_share: "ratio",
    read_ratio: "ratio",
    read_count_or_share: "bound",
    read_bound_or_table: "bound",
    read_group: "group",
    read_groups: "groups",
    read_text: "text",
    read_texts: "texts",
    read_scope: "scope",
    read_hold: "choice",
    read_rules: "rules",
}


def rule_entries(rule: Mapping[str, object]) -> tuple[Entry, ...]:
    """The keys a rule of this kind may have, its own first, then those that all kinds share."""
    cls = kinds().get(str(rule.get("kind", "")))
    own = [] if cls is None else [_entry(each, rule) for each in cls.fields]
    return (
        Entry(name="id", form="text", help=ID, required=True, value=rule.get("id")),
        Entry(name="scope", form="scopes", help=_SCOPE, required=True, value=rule.get("scope")),
        *own,
        *(
            Entry(name=name, form=form, help=said, required=False, value=rule.get(name), choices=choices)
            for name, form, said, choices in _SHARED
        ),
    )


def example(kind: str) -> dict[str, object]:
    """The rule book's own example of a kind, to begin with."""
    (rule, *_) = tomllib.loads(kinds()[kind].example)["rule"]
    return dict(rule)


def other_entries(of: str, table: Mapping[str, object]) -> tuple[Entry, ...]:
    """The keys of a body, office, waiver or goal, of the source (`source`), or at the top of the file ("")."""
    return tuple(
        Entry(name=name, form=form, help=said, required=required, value=table.get(name), choices=choices)
        for name, form, said, required, choices in OTHERS[of]
    )


def _entry(each: Field, rule: Mapping[str, object]) -> Entry:
    words = each.read.words if isinstance(each.read, OneWord) else ("in", "out") if each.read is read_hold else ()
    form = "choice" if words else _FORMS.get(each.read, "text")
    return Entry(
        name=each.name, form=form, help=each.help, required=each.required, value=rule.get(each.name), choices=words
    )


def written(form: str, typed: str) -> object:
    """What is typed into a form, as the file has it; None for nothing typed, which takes the key out.

    Whatever cannot be meant goes into the file as text, where the reading of the policy finds fault with it.
    """
    text = typed.strip()
    if not text:
        return None
    if form in ("heads", "bound", "seats", "margin") and text.isascii() and text.isdigit():
        return int(text)
    if form in ("seats", "margin") and (found := _RANGE.fullmatch(text)):
        low, high = int(found[1]), int(found[2])
        return {"at_least": low, "at_most": high} if form == "seats" else [low, high]
    if form == "day" and _DAY.fullmatch(text):
        return _day(text)
    if form == "flag" and text == "true":
        return True
    if form == "lines":
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        return [_literal(line) if line[0] == "{" else line for line in lines]
    if text[0] == text[-1] == '"' and len(text) > 1:
        return _literal(text)
    if text[0] in "{[" and form not in ("text", "choice", "scope", "day"):
        return _literal(text)
    if form in ("texts", "scopes", "groups", "modes"):
        parts = [part.strip() for part in text.replace("，", "、").replace(",", "、").split("、")]
        listed = [part for part in parts if part]
        return listed[0] if form == "scopes" and len(listed) == 1 else listed
    return text


def typed(value: object, form: str = "text") -> str:
    """A value of the file as a form shows it; `written` takes it back, whatever text it is."""
    if value is None:
        return ""
    if form == "lines" and isinstance(value, list) and all(isinstance(part, str | Mapping) for part in value):
        return "\n".join(part if isinstance(part, str) else literal(part) for part in value)
    if form == "seats" and isinstance(value, Mapping) and set(value) == {"at_least", "at_most"}:
        return f"{value['at_least']}-{value['at_most']}"
    if form == "margin" and isinstance(value, list) and len(value) == 2:
        return f"{value[0]}-{value[1]}"
    if isinstance(value, list) and len(value) > 1 and all(_plain_part(part) for part in value):
        return "、".join(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, str):
        return value if written(form, value) in (value, [value]) else literal(value)
    if isinstance(value, list) and len(value) == 1 and form in ("texts", "groups") and _plain_part(value[0]):
        return str(value[0])
    return literal(value)


def _day(text: str) -> object:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _plain_part(part: object) -> bool:
    """Whether a text can stand between others in a list without quotation marks."""
    return isinstance(part, str) and bool(part) and part == part.strip() and not set(part) & set('、，,"[{')


def _literal(text: str) -> object:
    """A value as TOML has it; the text itself where it is none."""
    try:
        found = tomlkit.value(text)
    except (ParseError, ValueError):
        return text
    return found.unwrap()


def changed_words(name: str, before: object, after: object) -> Filled:
    """A change of one key, for the history."""
    return _CHANGED.fill(name=name, before=_shown(before), after=_shown(after))


def _shown(value: object) -> str:
    return typed(value) or "—"


def columns_offered(columns: Sequence[str]) -> dict[str, Filled]:
    """The columns a group may look at, by name: those known everywhere, then the pool's own."""
    return {**COLUMN_WORDS, **{name: Filled(zh=name, en=name) for name in columns if name not in COLUMN_WORDS}}


_SCOPE = Filled(zh="机构或职务，可写几个", en="a body or an office, or several")
_SHARED: tuple[tuple[str, str, Filled, tuple[str, ...]], ...] = (
    ("strength", "choice", Filled(zh="效力", en="strength"), ("must", "as_a_rule", "prefer")),
    ("title", "text", Filled(zh="简称", en="a short name"), ()),
    ("source", "text", Filled(zh="依据（文件、条款）", en="source (document, article)"), ()),
    ("note", "text", Filled(zh="说明，会印出来", en="a note, which is printed"), ()),
    (
        "wording",
        "text",
        Filled(zh="原文用词（文件没有写数字时）", en="the document's own word where it has no number"),
        (),
    ),
    (
        "guarantee",
        "choice",
        Filled(zh="差额选举：无论谁当选都成立", en="contested elections: holds whoever wins"),
        ("always",),
    ),
    (
        "upsets",
        "heads",
        Filled(zh="差额选举：计划人选落选几人时仍成立", en="contested elections: holds with so many upsets"),
        (),
    ),
)
_RANGE = re.compile(r"([0-9]{1,7})\s*[-–—~～至]\s*([0-9]{1,7})")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

_CHANGED = Text(zh="{name}：{before} → {after}", en="{name}: {before} → {after}")
