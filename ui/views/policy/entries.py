"""Bodies and offices, goals, waivers, and what stands at the head of the file: forms of their own keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from optimizer.basis.faults import Fault
from optimizer.basis.text import Filled, same
from optimizer.planner.desk.meter import seats_name
from optimizer.planner.desk.policy_file import other_entries, typed
from optimizer.report.words import STRENGTH_WORDS
from optimizer.rules.base import Strength
from ui.desk import Desk
from ui.tables import plain
from ui.views.policy import words
from ui.views.policy.edits import OPEN, Spot, add, opened, toggle
from ui.views.policy.fields import draw_field_faults, fields
from ui.views.policy.rules import Sight, clash_at, tools


def show_seats(desk: Desk, sight: Sight) -> None:
    """Bodies, then offices."""
    for of, heading, label in (
        ("body", words.BODIES, words.ADD_BODY),
        ("office", words.OFFICES, words.ADD_OFFICE),
    ):
        st.subheader(heading.to(desk.lang), anchor=False)
        _list(desk, sight, of)
        st.button(
            label.to(desk.lang),
            key=f"add:{of}",
            icon=":material/add:",
            on_click=_add_part,
            args=(desk, sight, of, label),
        )


def _add_part(desk: Desk, sight: Sight, of: str, label: Filled) -> None:
    values: dict[str, object] = {"id": opened(desk.draft.policy_name, desk.draft.policy).free_id(f"{of}_", of)}
    values["title"] = desk.text(words.ONE_OF[of])
    values["seats"] = 1
    if of == "office":
        values["body"] = next(iter(sight.around.parts), "")
    add(desk, of, values, label)


def show_goals(desk: Desk, sight: Sight) -> None:
    """Goals in the order they are met."""
    if not _list(desk, sight, "goal"):
        st.info(words.NO_GOALS.to(desk.lang))
    values = {"kind": "best", "column": "score", "scope": next(iter(sight.around.parts), "congress")}
    _add(desk, "goal", words.ADD_GOAL, values)


def show_waivers(desk: Desk, sight: Sight) -> None:
    """Waivers, which only rules that hold as a rule can have."""
    if not _list(desk, sight, "waiver"):
        st.info(words.NO_WAIVERS.to(desk.lang))
    rules = opened(desk.draft.policy_name, desk.draft.policy).entries("rule")
    soft = [str(rule.get("id")) for rule in rules if rule.get("strength") == Strength.AS_A_RULE]
    if soft:
        values = {"rule": soft[0], "units": [], "reason": words.NEW_REASON.to(desk.lang)}
        _add(desk, "waiver", words.ADD_WAIVER, values)


def _add(desk: Desk, of: str, label: Filled, values: Mapping[str, object]) -> None:
    args = (desk, of, dict(values), label)
    st.button(label.to(desk.lang), key=f"add:{of}", icon=":material/add:", on_click=add, args=args)


def show_about(desk: Desk, sight: Sight) -> None:
    """Title, reference date, remarks, source."""
    file = opened(desk.draft.policy_name, desk.draft.policy)
    top = {each.name: file.value(each.name) for each in other_entries("", {})}
    faults = {
        name: [fault for (of, _), listed in sight.faults.items() if of == name for _, fault in listed] for name in top
    }
    fields(desk, Spot(of="", place=0, identity=""), other_entries("", top), sight.around, faults)
    for name, heading in (("source", words.SOURCE), ("cooption", words.COOPTION)):
        st.subheader(heading.to(desk.lang), anchor=False)
        held = file.value(name)
        table = held if isinstance(held, dict) else {}
        found: dict[str, list[Fault]] = {}
        for key, fault in sight.faults.get((name, 0), []):
            found.setdefault(key, []).append(fault)
        fields(desk, Spot(of=name, place=0, identity=name), other_entries(name, table), sight.around, found)


def _list(desk: Desk, sight: Sight, of: str) -> bool:
    """A card for each entry of a list; whether there are any."""
    entries = opened(desk.draft.policy_name, desk.draft.policy).entries(of)
    for place, entry in enumerate(entries):
        identity = str(entry.get("id") or entry.get("rule") or "")
        spot = Spot(of=of, place=place, identity=identity)
        faults = sight.at(of, place)
        is_open = st.session_state.get(OPEN) == spot.key or bool(faults)
        with st.container(border=True, key=f"card_{of}_{place}"):
            left, right = st.columns((10, 2), vertical_alignment="center")
            left.markdown(_said(desk, sight, of, entry))
            right.button(
                (words.CLOSE if is_open else words.EDIT).to(desk.lang),
                key=f"open:{spot.key}",
                on_click=toggle,
                args=(spot.key,),
                disabled=bool(faults),
                width="stretch",
            )
            if of in ("body", "office"):
                clash_at(desk, sight.live.clash, seats_name(identity), "seats")
            draw_field_faults(desk, faults.get("", ()))
            if is_open:
                known = other_entries(of, entry)
                fields(desk, spot, known, sight.around, faults)
                strange = faults.keys() - {"", *(each.name for each in known)}
                draw_field_faults(desk, [fault for key in sorted(strange) for fault in faults[key]])
                tools(desk, spot, len(entries))
    return bool(entries)


def _said(desk: Desk, sight: Sight, of: str, entry: Mapping[str, Any]) -> str:
    """The entry in one line."""
    parts = sight.around.parts

    def named(value: object) -> str:
        listed = value if isinstance(value, list) else [value]
        return "、".join(desk.text(parts.get(str(part), same(str(part)))) for part in listed)

    if of in ("body", "office"):
        identity = str(entry.get("id", ""))
        inside = entry.get("within") if of == "body" else entry.get("body")
        said = [f"**{plain(named(identity))}**", plain(typed(entry.get("seats"), "seats"))]
        said += [f"← {plain(named(inside))}"] if inside else []
        said += [plain(f"+ {typed(entry['margin'], 'margin')}")] if "margin" in entry else []
        return "　".join((*said, f":gray[{plain(identity)}]"))
    if of == "goal":
        if entry.get("kind") == "prefer":
            return plain(desk.text(words.CHOICES["kind", "prefer"]))
        column = words.CHOICES.get(("column", str(entry.get("column"))), same(str(entry.get("column"))))
        return f"**{plain(named(entry.get('scope', '')))}**　{plain(desk.text(column))}"
    who = "、".join(typed(entry.get(key), "texts") for key in ("people", "units") if entry.get(key))
    word = desk.text(STRENGTH_WORDS[Strength.AS_A_RULE])
    return f"**{plain(str(entry.get('rule', '')))}**（{word}）　{plain(who)}　{plain(str(entry.get('reason', '')))}"
