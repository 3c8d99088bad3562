"""A group as a list of conditions, for a form: column, sign, values; and back to the table the policy file has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

IS, IS_NOT = "is", "is_not"
SIGNS = ("<=", ">=", "<", ">", "=")
FIGURES = ("age", "born", "score", "rank")
"""Columns that are always compared with a figure."""
APPOINTMENT = ("mode", "office", "body")
"""Keys that look at the appointment, not at the person."""

_TEST = re.compile(r"\s*(<=|>=|<|>|=|≤|≥)?\s*([0-9][0-9./\-]*)\s*")
_SIGN = {"≤": "<=", "≥": ">=", None: "="}


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One condition: a column is (or is not) one of some values, or compares with one figure (`sign` of `SIGNS`)."""

    column: str
    sign: str
    values: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class GroupForm:
    """Conditions that all hold, or (`any_of`) one of which is enough; `called` is what people call the group."""

    conditions: tuple[Condition, ...]
    any_of: bool = False
    called: str = ""
    called_en: str = ""


def form_of(table: Mapping[str, object]) -> GroupForm | None:
    """The form of a group's table; None for what only the file's own form can say."""
    called, called_en = str(table.get("called", "")), str(table.get("called_en", ""))
    rest = {key: value for key, value in table.items() if key not in ("called", "called_en")}
    listed = rest.get("any")
    if set(rest) == {"any"} and isinstance(listed, list):
        parts = [_single(part) for part in listed]
        return (
            None
            if None in parts
            else GroupForm(conditions=_flat(parts), any_of=True, called=called, called_en=called_en)
        )
    found: list[tuple[Condition, ...] | None] = []
    for key, value in rest.items():
        if key == "all" and isinstance(value, list):
            found += [_single(part) for part in value]
        else:
            found.append(_entry(key, value))
    return None if None in found else GroupForm(conditions=_flat(found), called=called, called_en=called_en)


def table_of(form: GroupForm) -> dict[str, object]:
    """The table of a form; conditions without a column or values are left out."""
    whole = [each for each in form.conditions if each.column and any(value.strip() for value in each.values)]
    names = {
        key: said for key, said in (("called", form.called.strip()), ("called_en", form.called_en.strip())) if said
    }
    if form.any_of and len(whole) > 1:
        return {"any": [_written(each) for each in whole], **names}
    table: dict[str, object] = {}
    more: list[dict[str, object]] = []
    for each in whole:
        (key, value), *_ = _written(each).items()
        before = table.get(key)
        if before is None:
            table[key] = value
        elif each.sign in SIGNS and isinstance(before, str) and before[:1] in ("<", ">", "="):
            table[key] = f"{before},{value}"
        else:
            more.append({key: value})
    return {**table, **({"all": more} if more else {}), **names}


def _flat(parts: list[tuple[Condition, ...] | None]) -> tuple[Condition, ...]:
    return tuple(each for part in parts if part is not None for each in part)


def _single(part: object) -> tuple[Condition, ...] | None:
    """The condition of a table that has only one."""
    if not isinstance(part, Mapping) or len(part) != 1:
        return None
    ((key, value),) = part.items()
    found = _entry(key, value)
    return found if found is not None and len(found) == 1 else None


def _entry(key: str, value: object) -> tuple[Condition, ...] | None:
    if key == "not":
        inner = _single(value)
        if inner is None or inner[0].sign != IS:
            return None
        return (Condition(column=inner[0].column, sign=IS_NOT, values=inner[0].values),)
    if key in ("any", "all"):
        return None
    if key in FIGURES or key == "birth" or (isinstance(value, str) and value.lstrip()[:1] in tuple("<>≤≥")):
        tests = list(_tests(value))
        name = "born" if key == "birth" else key
        return None if None in tests else tuple(Condition(column=name, sign=t[0], values=(t[1],)) for t in tests if t)
    listed = value if isinstance(value, list) else [value]
    if not listed or not all(isinstance(each, str) for each in listed):
        return None
    return (Condition(column=key, sign=IS, values=tuple(map(str, listed))),)


def _tests(value: object) -> Iterator[tuple[str, str] | None]:
    for part in str(value).replace("，", ",").split(","):
        match = _TEST.fullmatch(part)
        yield None if match is None else (_SIGN.get(match[1], match[1]), match[2])


def _written(each: Condition) -> dict[str, object]:
    values = [value.strip() for value in each.values if value.strip()]
    if each.sign in SIGNS:
        return {each.column: f"{each.sign}{values[0]}"}
    value: object = values[0] if len(values) == 1 else values
    return {"not": {each.column: value}} if each.sign == IS_NOT else {each.column: value}
