"""Changing a policy file entry by entry; comments and layout of the file stay as they are.

Nothing is checked here: `planner.inputs.policy_from` reads the file again and tells every fault with its path.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import tomlkit
from tomlkit.exceptions import ParseError, TOMLKitError
from tomlkit.items import AoT, Table

from optimizer.basis.text import Filled, Text
from optimizer.groups.words import COLUMN_WORDS
from optimizer.planner.inputs import policy_from
from optimizer.planner.lists import policy_text
from optimizer.policy.parsing import decode
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

ENTRIES = ("body", "office", "rule", "waiver", "goal")
"""The lists of a policy file that have entries."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One key of a rule as a form shows it.

    `form` is what it takes: `heads` (a whole number), `ratio`, `bound` (either of the two, or a table by value), `group`,
    `groups`, `text`, `texts`, `scope`, `scopes`, `choice` (one of `choices`), `rules` (rules within the rule). `value` is
    as in the file, None where it is not written.
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


def own_copy(named: str) -> bytes:
    """A policy as a file of its own, with all that it takes from others: what an organiser starts from. Raises InputFaults."""
    return policy_text(named, "zh").encode()


def rule_entries(rule: Mapping[str, object]) -> tuple[Entry, ...]:
    """The keys a rule of this kind may have, its own first, then those that all kinds share."""
    cls = kinds().get(str(rule.get("kind", "")))
    own = [] if cls is None else [_entry(each, rule) for each in cls.fields]
    return (
        Entry(name="scope", form="scopes", help=_SCOPE, required=True, value=rule.get("scope")),
        *own,
        *(
            Entry(name=name, form=form, help=said, required=False, value=rule.get(name), choices=choices)
            for name, form, said, choices in _SHARED
        ),
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
    if form in ("heads", "bound") and text.isascii() and text.isdigit():
        return int(text)
    if form in ("group", "groups", "bound", "rules") and text[:1] in "{[":
        return _literal(text)
    if form in ("texts", "scopes"):
        parts = [part.strip() for part in text.replace("，", "、").replace(",", "、").split("、")]
        listed = [part for part in parts if part]
        return listed[0] if form == "scopes" and len(listed) == 1 else listed
    return text


def typed(value: object) -> str:
    """A value of the file as a form shows it; `written` takes it back."""
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "、".join(value)
    if isinstance(value, Mapping | list):
        return literal(value)
    return str(value)


class PolicyFile:
    """A policy's file, open for changes; each method gives the bytes of the file after the change.

    Entries of a list are named by their place in it, counted from 0. Raises KeyError where there is no such entry.
    """

    def __init__(self, data: bytes, source: str) -> None:
        """Raises InputFaults for what is no TOML."""
        text = decode(data, source)
        try:
            self._document = tomlkit.parse(text)
        except (ParseError, TOMLKitError):
            policy_from(data, source=source)
            raise

    def entries(self, of: str) -> list[Mapping[str, Any]]:
        """The entries of a list (`body`, `office`, `rule`, `waiver`, `goal`), as plain values."""
        return [entry.unwrap() for entry in self._list(of)]

    def value(self, key: str) -> object:
        """The value of a key at the top (`title`, `reference_date`, `groups` …), None where it is not written."""
        plain: object = self._document.unwrap().get(key)
        return plain

    def with_value(self, key: str, value: object) -> bytes:
        """Another value at the top; None takes the key out."""
        self._set(self._document, key, value)
        return self._bytes()

    def with_group(self, name: str, conditions: Mapping[str, object] | None) -> bytes:
        """A named group, new or changed; None takes it out."""
        if "groups" not in self._document:
            self._document["groups"] = tomlkit.table()
        self._set(self._document["groups"], name, conditions)
        return self._bytes()

    def with_entry(self, of: str, place: int, values: Mapping[str, object]) -> bytes:
        """Other values in an entry; None takes a key out, keys not named stay."""
        entry = self._list(of)[self._place(of, place)]
        for key, value in values.items():
            self._set(entry, key, value)
        return self._bytes()

    def with_new(self, of: str, values: Mapping[str, object]) -> bytes:
        """One more entry at the end of a list."""
        entry = tomlkit.table()
        for key, value in values.items():
            self._set(entry, key, value)
        if of in self._document:
            self._list(of).append(entry)
        else:
            listed = tomlkit.aot()
            listed.append(entry)
            self._document[of] = listed
        return self._bytes()

    def without(self, of: str, place: int) -> bytes:
        """The list without an entry."""
        listed = self._list(of)
        del listed[self._place(of, place)]
        if not listed:
            del self._document[of]
        return self._bytes()

    def moved(self, of: str, place: int, to: int) -> bytes:
        """An entry at another place of its list: the order of goals and of preferred rules counts."""
        listed = self._list(of)
        entry = listed[self._place(of, place)]
        values = entry.unwrap()
        del listed[place]
        made = tomlkit.table()
        for key, value in values.items():
            made[key] = value
        listed.insert(max(0, min(to, len(listed))), made)
        return self._bytes()

    def free_id(self, stem: str) -> str:
        """An id no rule has, such as `R1`."""
        taken = {str(entry.get("id")) for entry in self._list("rule")}
        return next(name for number in range(1, len(taken) + 2) if (name := f"{stem}{number}") not in taken)

    def _list(self, of: str) -> Any:
        if of not in ENTRIES:
            raise KeyError(of)
        found = self._document.get(of)
        return found if isinstance(found, AoT) else []

    def _place(self, of: str, place: int) -> int:
        if not 0 <= place < len(self._list(of)):
            raise KeyError(of, place)
        return place

    def _set(self, table: Any, key: str, value: object) -> None:
        if value is None:
            table.pop(key, None)
        elif isinstance(value, Mapping) and not isinstance(table.get(key), Table):
            inline = tomlkit.inline_table()
            inline.update(value)
            table[key] = inline
        else:
            table[key] = value

    def _bytes(self) -> bytes:
        return tomlkit.dumps(self._document).encode()


def _literal(text: str) -> object:
    """A value as TOML has it; the text itself where it is none."""
    try:
        found = tomlkit.value(text)
    except (ParseError, TOMLKitError, ValueError):
        return text
    return found.unwrap()


def changed_words(name: str, before: object, after: object) -> Filled:
    """A change of one key, for the history."""
    return _CHANGED.fill(name=name, before=_shown(before), after=_shown(after))


def _shown(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else typed(value) or "—"


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
_CHANGED = Text(zh="{name}：{before} → {after}", en="{name}: {before} → {after}")
