"""Changing a policy file entry by entry; comments and layout of the file stay as they are.

Nothing is checked here: `planner.inputs.policy_from` reads the file again and tells every fault with its path.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from optimizer.basis.faults import Fault, InputFaults
from optimizer.planner.desk.rule_form import (
    Entry,
    changed_words,
    columns_offered,
    other_entries,
    rule_entries,
    typed,
    written,
)
from optimizer.planner.desk.toml_text import Edit, TomlText, put
from optimizer.planner.inputs import policy_from, policy_resolved, resolve_policy
from optimizer.policy.extends import Resolved
from optimizer.policy.parsing import decode, parse
from optimizer.policy.policy import Policy
from optimizer.policy.reading import read_resolved
from optimizer.policy.writing import write_policy

__all__ = [
    "ENTRIES",
    "Entry",
    "PolicyFile",
    "changed_words",
    "columns_offered",
    "fault_place",
    "other_entries",
    "own_copy",
    "rule_entries",
    "sound_part",
    "typed",
    "whole_copy",
    "written",
]

ENTRIES = ("body", "office", "rule", "waiver", "goal")
"""The lists of a policy file that have entries."""
_PATH = re.compile(r"([a-z]+)\[(\d+)\](?:\.([^.\[]+))?.*")


def own_copy(named: str) -> bytes:
    """A policy as a file of its own, with all that it takes from others: what an organiser starts from. Raises InputFaults."""
    return _copied(resolve_policy(named), named)


def whole_copy(data: bytes, source: str) -> bytes:
    """A file with all that it takes from the shipped policies it extends, as one. Raises InputFaults."""
    return _copied(policy_resolved(data, source=source), source)


def _copied(resolved: Resolved, named: str) -> bytes:
    read_resolved(resolved)
    # No remarks on single rules: they would go on saying what a rule no longer asks.
    head = [f"取自 / taken from: {named}"]
    return write_policy(resolved.raw, origin=lambda _: "", above={"": head}).encode()


def fault_place(fault: Fault) -> tuple[str, int, str]:
    """Where a fault belongs: the list and the place in it (counted from 0), and the key ("" for the entry as a whole).

    A key at the top, or a group, stands for a list of its own with the place 0: `("groups", 0, "young")`.
    """
    path = fault.path or ""
    if found := _PATH.fullmatch(path):
        return found[1], int(found[2]) - 1, found[3] or ""
    top, _, rest = path.partition(".")
    return top.partition("[")[0], 0, rest.split(".")[0].strip('"')


def sound_part(data: bytes, source: str) -> Policy | None:
    """The policy without its faulty rules, waivers, goals and groups, to say the others in words; None where more is wrong."""
    for _ in range(4):
        try:
            return policy_from(data, source=source)
        except InputFaults as found:
            places = {fault_place(fault)[:2] for fault in found.faults if not fault.file}
            groups = {fault_place(fault)[2] for fault in found.faults if (fault.path or "").startswith("groups.")}
        if not {of for of, _ in places} <= {"rule", "waiver", "goal", "groups"}:
            return None
        try:
            for of, place in sorted(places, key=lambda each: (each[0], -each[1])):
                if of != "groups":
                    data = PolicyFile(data, source).without(of, place)
            for name in sorted(groups):
                data = PolicyFile(data, source).with_group(name, None)
        except (InputFaults, KeyError):
            return None
    return None


class PolicyFile:
    """A policy's file, open for changes; each method gives the bytes of the file after the change.

    Entries of a list are named by their place in it, counted from 0. Raises KeyError where there is no such entry.
    """

    def __init__(self, data: bytes, source: str) -> None:
        """Raises InputFaults for what is no TOML."""
        text = decode(data, source)
        self._raw = parse(text, source)
        self._text = TomlText(text, self._raw)

    def entries(self, of: str) -> list[Mapping[str, Any]]:
        """The entries of a list (`body`, `office`, `rule`, `waiver`, `goal`), as plain values."""
        if of not in ENTRIES:
            raise KeyError(of)
        found = self._raw.get(of)
        return [entry for entry in found if isinstance(entry, Mapping)] if isinstance(found, list) else []

    def value(self, key: str) -> object:
        """The value of a key at the top (`title`, `reference_date`, `groups` …), None where it is not written."""
        return self._raw.get(key)

    def with_value(self, key: str, value: object) -> bytes:
        """Another value at the top; None takes the key out."""
        if isinstance(value, Mapping) and key in self._text.blocks:
            return self._edited(key, partial(_put_all, values=value))
        if isinstance(value, Mapping):
            value = {name: part for name, part in value.items() if part is not None} or None
        return self._edited("", lambda table: put(table, key, value))

    def with_group(self, name: str, conditions: object) -> bytes:
        """A named group, new or changed (conditions, or the name of another group); None takes it out."""
        own = f"groups.{name}"
        if own in self._text.blocks:
            rest = PolicyFile(self._text.without(own).encode(), own)
            return rest.with_group(name, conditions) if conditions is not None else rest._text_bytes()
        if "groups" in self._text.blocks:
            return self._edited("groups", lambda table: put(table, name, conditions))
        groups = self._raw.get("groups")
        if isinstance(groups, Mapping) and name in groups:
            # Written in one line at the top.
            return self._edited("", lambda table: put(table["groups"], name, conditions))
        if conditions is None:
            raise KeyError(name)
        return self._text.added(_table("groups", {name: conditions}), None).encode()

    def with_entry(self, of: str, place: int, values: Mapping[str, object]) -> bytes:
        """Other values in an entry; None takes a key out, keys not named stay."""
        return self._edited(self._place(of, place), partial(_put_all, values=values))

    def with_new(self, of: str, values: Mapping[str, object], after: int | None = None) -> bytes:
        """One more entry, at the end of a list or after one of its entries."""
        last = len(self.entries(of)) - 1 if after is None else after
        behind = self._place(of, last) if last >= 0 else None
        given = {key: value for key, value in values.items() if value is not None}
        return self._text.added(_entry(of, given), behind).encode()

    def without(self, of: str, place: int) -> bytes:
        """The list without an entry."""
        return self._text.without(self._place(of, place)).encode()

    def moved(self, of: str, place: int, to: int) -> bytes:
        """An entry at another place of its list: the order of goals and of preferred rules counts."""
        last = len(self.entries(of)) - 1
        path, to = self._place(of, place), max(0, min(to, last))
        if to == place:
            return self._text_bytes()
        before = self._place(of, to) if to < place else self._place(of, to + 1) if to < last else None
        return self._text.moved(path, before, self._place(of, last)).encode()

    def free_id(self, stem: str, of: str = "rule") -> str:
        """An id no entry has, such as `R1`."""
        taken = {str(entry.get("id")) for entry in self.entries(of)}
        return next(name for number in range(1, len(taken) + 2) if (name := f"{stem}{number}") not in taken)

    def _place(self, of: str, place: int) -> str:
        path = f"{of}[{place + 1}]"
        if place < 0 or of not in ENTRIES or path not in self._text.blocks:
            raise KeyError(of, place)
        return path

    def _edited(self, path: str, change: Edit) -> bytes:
        return self._text.edited(path, change).encode()

    def _text_bytes(self) -> bytes:
        return self._text.text.encode()


def _put_all(table: Any, values: Mapping[str, object]) -> None:
    for key, value in values.items():
        put(table, key, value)


def _entry(of: str, values: Mapping[str, object]) -> str:
    return write_policy({of: [values]}, origin=lambda _: "", above={})


def _table(name: str, values: Mapping[str, object]) -> str:
    return write_policy({name: values}, origin=lambda _: "", above={})
