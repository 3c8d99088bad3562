"""The form of an entry: one widget for each key, whatever the key is for; what is wrong with it stands below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from optimizer.basis.faults import Fault
from optimizer.basis.text import Filled, same
from optimizer.planner.desk.policy_file import Entry, rule_entries, typed
from optimizer.planner.desk.rule_form import example
from optimizer.rules.registry import kinds
from ui.desk import Desk
from ui.tables import plain
from ui.views.policy import words
from ui.views.policy.builder import builder
from ui.views.policy.edits import Spot, keep_inner, keep_value, set_key, show_typed

SHARED = frozenset(("strength", "title", "source", "note", "wording", "guarantee", "upsets"))
"""What a rule within a rule has from the outer one."""
LONG = frozenset(("rules", "lines"))
ACROSS = 3
"""Fields beside each other."""


@dataclass(frozen=True, kw_only=True)
class Around:
    """What the fields of all entries may choose from: bodies and offices by id with their titles, named groups, rules."""

    parts: Mapping[str, Filled]
    groups: tuple[str, ...]
    rules: tuple[str, ...]


def fields(desk: Desk, spot: Spot, entries: Sequence[Entry], around: Around, faults: Mapping[str, list[Fault]]) -> None:
    """The widgets of some keys, a few in a row; long ones below."""
    short = [entry for entry in entries if entry.form not in LONG]
    for at in range(0, len(short), ACROSS):
        for column, entry in zip(st.columns(ACROSS), short[at : at + ACROSS], strict=False):
            with column:
                _field(desk, spot, entry, around)
                draw_field_faults(desk, faults.get(entry.name, ()))
    for entry in entries:
        if entry.form in LONG:
            _field(desk, spot, entry, around)
            draw_field_faults(desk, faults.get(entry.name, ()))


def draw_field_faults(desk: Desk, faults: Sequence[Fault]) -> None:
    """What is wrong at one place."""
    for fault in faults:
        said = f"{fault.message.to(desk.lang)}。{fault.cure.to(desk.lang)}"
        if desk.lang == "en":
            said = f"{fault.message.en}. {fault.cure.en}"
        st.error(plain(said))


def _field(desk: Desk, spot: Spot, entry: Entry, around: Around) -> None:
    match entry.form:
        case "choice" | "flag":
            offered = {choice: words.CHOICES.get((entry.name, choice), same(choice)) for choice in entry.choices}
            _one(desk, spot, entry, offered)
        case "scope":
            _one(desk, spot, entry, around.parts)
        case "rule":
            _one(desk, spot, entry, {rule: same(rule) for rule in around.rules})
        case "scopes":
            _several(desk, spot, entry, around.parts)
        case "modes":
            _several(desk, spot, entry, {mode: words.CHOICES["modes", mode] for mode in entry.choices})
        case "group":
            _group(desk, spot, entry, around)
        case "rules" if isinstance(entry.value, list) and all(isinstance(part, Mapping) for part in entry.value):
            _rules(desk, spot, entry, around)
        case _:
            _text(desk, spot, entry)


def _about(desk: Desk, entry: Entry) -> dict[str, Any]:
    """Label and help of a widget: the words first, the key of the file on hover."""
    star = " *" if entry.required else ""
    return {"label": plain(entry.help.to(desk.lang)) + star, "help": f"`{entry.name}`"}


def _text(desk: Desk, spot: Spot, entry: Entry) -> None:
    key = f"{spot.key}:{entry.name}"
    show_typed(key, typed(entry.value, entry.form))
    about = {**_about(desk, entry), "key": key, "on_change": set_key, "args": (desk, spot, entry, key)}
    if entry.form in LONG:
        st.text_area(**about)
    else:
        st.text_input(**about, placeholder=_PLACEHOLDERS.get(entry.form, ""))


def _one(desk: Desk, spot: Spot, entry: Entry, offered: Mapping[str, Filled]) -> None:
    key = f"{spot.key}:{entry.name}"
    value = typed(entry.value)
    options = list(offered) if entry.required and value else ["", *offered]
    if value not in options:
        options.append(value)
    unset = words.CHOICES.get((entry.name, ""), words.UNSET)
    show_typed(key, value)
    st.selectbox(
        **_about(desk, entry),
        options=options,
        format_func=lambda name: desk.text(offered.get(name, same(name)) if name else unset),
        key=key,
        on_change=set_key,
        args=(desk, spot, entry, key),
    )


def _several(desk: Desk, spot: Spot, entry: Entry, offered: Mapping[str, Filled]) -> None:
    key = f"{spot.key}:{entry.name}"
    listed = entry.value if isinstance(entry.value, list) else [] if entry.value is None else [entry.value]
    value = list(dict.fromkeys(map(str, listed)))
    show_typed(key, value)
    st.multiselect(
        **_about(desk, entry),
        options=list(dict.fromkeys((*offered, *value))),
        format_func=lambda name: desk.text(offered.get(name, same(name))),
        key=key,
        placeholder=words.UNSET.to(desk.lang),
        on_change=set_key,
        args=(desk, spot, entry, key),
    )


_OWN = "{}"
"""In a list of groups: conditions of its own; no group can be called so."""


def _group(desk: Desk, spot: Spot, entry: Entry, around: Around) -> None:
    """A named group, or conditions: as text, or put together in a form."""
    key = f"{spot.key}:{entry.name}"
    value = entry.value
    chosen = "" if value is None else value if isinstance(value, str) else _OWN
    options = ["", *around.groups, _OWN]
    if chosen not in options:
        options.append(str(chosen))
    show_typed(key, chosen)
    st.selectbox(
        **_about(desk, entry),
        options=options,
        format_func=lambda name: desk.text(
            words.UNSET if not name else words.OWN_GROUP if name == _OWN else same(name)
        ),
        key=key,
        on_change=_choose_group,
        args=(desk, spot, entry, key),
    )
    if st.session_state[key] != _OWN:
        return
    own, text = f"{key}:text", typed(value, "group") if isinstance(value, Mapping) else ""
    show_typed(own, text)
    st.text_input(
        words.OWN_TEXT.fill(name=entry.help).to(desk.lang),
        key=own,
        placeholder='{ sex = "female" }',
        label_visibility="collapsed",
        on_change=set_key,
        args=(desk, spot, entry, own),
    )
    with st.popover(words.BUILD.to(desk.lang), icon=":material/rule:"):
        table = value if isinstance(value, Mapping) else {}

        def keep(found: Mapping[str, object]) -> bool:
            return keep_value(desk, spot, entry, dict(found))

        builder(desk, f"{key}:build", table, keep)


def _choose_group(desk: Desk, spot: Spot, entry: Entry, key: str) -> None:
    """A named group is written at once; conditions of its own are typed first."""
    if st.session_state[key] != _OWN:
        set_key(desk, spot, entry, key)


def _rules(desk: Desk, spot: Spot, entry: Entry, around: Around) -> None:
    """The rules within a rule, each with the fields of its kind."""
    assert isinstance(entry.value, list)
    for number, rule in enumerate(entry.value):
        inner = Spot(of=spot.of, place=spot.place, identity=f"{spot.identity}.{number + 1}", inner=(entry.name, number))
        with st.container(border=True, key=f"inner_{inner.key.replace(':', '_')}"):
            left, right = st.columns((10, 2), vertical_alignment="center")
            summary = kinds()[rule["kind"]].summary if rule.get("kind") in kinds() else same("")
            left.markdown(f"{words.INNER.fill(number=number + 1).to(desk.lang)}　{plain(summary.to(desk.lang))}")
            right.button(
                words.REMOVE.to(desk.lang),
                key=f"remove:{inner.key}",
                icon=":material/delete:",
                on_click=_drop_rule,
                args=(desk, inner, entry.name, number),
            )
            # The outer rule's scope holds, and a number for an id, where none is written.
            shown = [
                replace(each, required=each.required and each.name not in ("id", "scope"))
                for each in rule_entries(rule)
                if each.name not in SHARED
            ]
            fields(desk, inner, shown, around, {})
    left, right = st.columns((6, 2), vertical_alignment="bottom")
    kind = left.selectbox(
        words.KIND.to(desk.lang),
        [name for name in kinds() if name != "either"],
        format_func=lambda name: f"{name}　{kinds()[name].summary.to(desk.lang)}",
        key=f"{spot.key}:{entry.name}:kind",
    )
    right.button(
        words.ADD.to(desk.lang),
        key=f"add:{spot.key}:{entry.name}",
        icon=":material/add:",
        on_click=_add_rule,
        args=(desk, spot, entry.name, kind),
    )


def _drop_rule(desk: Desk, spot: Spot, key: str, number: int) -> None:
    said = words.REMOVED.fill(name=same(spot.identity))
    keep_inner(desk, spot, lambda rules: [rule for at, rule in enumerate(rules) if at != number], said, key)


def _add_rule(desk: Desk, spot: Spot, key: str, kind: str) -> None:
    made = {name: value for name, value in example(kind).items() if name not in ("id", "strength", *SHARED)}
    said = words.ADDED.fill(name=same(f"{spot.identity} {kind}"))
    keep_inner(desk, spot, lambda rules: [*rules, made], said, key)


_PLACEHOLDERS = {
    "ratio": "70%　2/3",
    "heads": "3",
    "bound": "2　1/3　{ 甲 = 3 }",
    "seats": "21　19-25",
    "margin": "20%　2　1-3",
    "texts": "甲、乙",
    "groups": "frontline、young",
    "day": "2026-12-01",
}
