"""Named groups: in words, built in a form, or as the file has them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from optimizer.basis.text import same
from optimizer.groups.words import describe
from optimizer.planner.desk.policy_file import changed_words, typed, written
from ui.desk import Desk
from ui.tables import plain
from ui.views.policy import words
from ui.views.policy.builder import builder
from ui.views.policy.edits import OPEN, keep, opened, show_typed, toggle
from ui.views.policy.fields import draw_field_faults
from ui.views.policy.rules import Sight


def show_groups(desk: Desk, sight: Sight) -> None:
    """The whole part."""
    file = opened(desk.draft.policy_name, desk.draft.policy)
    held = file.value("groups")
    groups = held if isinstance(held, Mapping) else {}
    if not groups:
        st.info(words.NO_GROUPS.to(desk.lang))
    with st.popover(words.ADD_GROUP.to(desk.lang), icon=":material/add:"):
        st.text_input(words.GROUP_NAME.to(desk.lang), key="group_name", placeholder="young")
        builder(desk, "group_new", {}, partial(_keep_new, desk))
    for name, table in groups.items():
        _card(desk, sight, str(name), table)


def _keep_new(desk: Desk, table: Mapping[str, object]) -> bool:
    name = str(st.session_state.get("group_name", "")).strip()
    return bool(name) and _keep(desk, name, None, table)


def _keep(desk: Desk, name: str, before: object, after: Mapping[str, object] | None) -> bool:
    said = changed_words(name, before, after)
    return keep(desk, lambda file: file.with_group(name, after), said)


def _card(desk: Desk, sight: Sight, name: str, table: object) -> None:
    key = f"group:{name}"
    faults = [fault for (of, _), listed in sight.faults.items() if of == "groups" for k, fault in listed if k == name]
    is_open = st.session_state.get(OPEN) == key or bool(faults)
    policy = sight.policy
    with st.container(border=True):
        left, right = st.columns((10, 2), vertical_alignment="center")
        said = desk.text(describe(policy.groups[name], policy.titles)) if policy and name in policy.groups else ""
        left.markdown(f"**{plain(name)}**　{plain(said)}")
        users = _users(desk, name)
        if users:
            left.caption(plain(words.USED_BY.fill(rules=same("、".join(users))).to(desk.lang)))
        right.button(
            (words.CLOSE if is_open else words.EDIT).to(desk.lang),
            key=f"open:{key}",
            on_click=toggle,
            args=(key,),
            width="stretch",
        )
        draw_field_faults(desk, faults)
        if is_open:
            _form(desk, name, table, used=bool(users))


def _form(desk: Desk, name: str, table: object, *, used: bool) -> None:
    key = f"group:{name}"
    if isinstance(table, Mapping):
        builder(desk, key, table, partial(_keep, desk, name, table))
    show_typed(f"{key}:text", typed(table, "group"))
    st.text_input(
        words.GROUP_TEXT.to(desk.lang), key=f"{key}:text", on_change=_set_text, args=(desk, name, table, f"{key}:text")
    )
    st.button(
        words.REMOVE.to(desk.lang),
        key=f"remove:{key}",
        icon=":material/delete:",
        disabled=used,
        on_click=_remove,
        args=(desk, name, table),
    )


def _remove(desk: Desk, name: str, before: object) -> None:
    _keep(desk, name, before, None)


def _set_text(desk: Desk, name: str, before: object, key: str) -> None:
    after = written("group", str(st.session_state[key]))
    if after is not None and after != before:
        keep(desk, lambda file: file.with_group(name, after), changed_words(name, before, after))


def _users(desk: Desk, name: str) -> list[str]:
    """The rules and groups that name the group."""
    file = opened(desk.draft.policy_name, desk.draft.policy)
    held = file.value("groups")
    others = held.items() if isinstance(held, Mapping) else ()
    rules = [str(rule.get("id")) for rule in file.entries("rule") if _names(rule, name)]
    return [*rules, *(str(other) for other, table in others if other != name and _names(table, name))]


_TAKE_GROUPS = frozenset(("group", "of", "among", "when", "then", "any", "all", "not", "options"))


def _names(value: object, name: str) -> bool:
    if isinstance(value, Mapping):
        return any(_names(part, name) or part == name for key, part in value.items() if key in _TAKE_GROUPS)
    if isinstance(value, list):
        return any(part == name or _names(part, name) for part in value)
    return False
