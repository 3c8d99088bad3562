"""The rules: one card each with its sentence and its meter, opened to edit; what clashes or is faulty is marked at its card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import streamlit as st

from optimizer.basis.faults import Fault
from optimizer.basis.text import Filled, same
from optimizer.planner.desk.easing import Ease
from optimizer.planner.desk.meter import Clash, tightest_first
from optimizer.planner.desk.policy_file import rule_entries
from optimizer.planner.desk.rule_form import example
from optimizer.policy.policy import Policy
from optimizer.report.conflicts import claim_word
from optimizer.report.words import STRENGTH_WORDS
from optimizer.rules.base import Rule, Strength
from optimizer.rules.registry import kinds
from ui.desk import Desk
from ui.tables import plain
from ui.views.policy import words
from ui.views.policy.bars import bars
from ui.views.policy.edits import (
    OPEN,
    Spot,
    add,
    duplicate,
    move,
    opened,
    remove,
    take_ease,
    toggle,
)
from ui.views.policy.fields import Around, draw_field_faults, fields
from ui.views.policy.meters import Live

FIRST = frozenset(("id", "scope", "strength", "title"))
"""Of the keys all kinds share, those shown beside the rule's own; the others are folded."""

RED = 0
"""The degree of `tightest_first` for what is missed or cannot be met."""

type Faults = Mapping[tuple[str, int], list[tuple[str, Fault]]]
"""Faults by list and place, each with the key it is about ("" for the entry as a whole)."""


@dataclass(frozen=True, kw_only=True)
class Sight:
    """All that the cards of an entry need besides the desk."""

    around: Around
    faults: Faults
    policy: Policy | None
    live: Live

    def at(self, of: str, place: int) -> dict[str, list[Fault]]:
        """The faults of one entry, by key."""
        found: dict[str, list[Fault]] = {}
        for key, fault in self.faults.get((of, place), []):
            found.setdefault(key, []).append(fault)
        return found


def show_rules(desk: Desk, sight: Sight) -> None:
    """The whole part."""
    entries = opened(desk.draft.policy_name, desk.draft.policy).entries("rule")
    left, middle, right = st.columns((5, 2, 2), vertical_alignment="bottom")
    with right:
        _new_rule(desk, sight)
    if not entries:
        left.info(words.NO_RULES.to(desk.lang))
        return
    find = words.FIND.to(desk.lang)
    wanted = left.text_input(
        find, key="policy_find", icon=":material/search:", placeholder=find, label_visibility="collapsed"
    )
    wanted = str(wanted).strip().lower()
    tight = middle.toggle(words.SORT.to(desk.lang), key="policy_sort", help=words.SORT_HELP.to(desk.lang))
    by_id = {} if sight.policy is None else {rule.id: rule for rule in sight.policy.rules}
    order = list(range(len(entries)))
    if tight:
        order.sort(key=lambda place: _urgency(sight, entries[place], place))
    elif not st.session_state.get(OPEN):
        # What is red comes first, but no card runs away from under the hands of whoever has one open.
        order.sort(key=lambda place: _urgency(sight, entries[place], place)[1] > RED)
    for place in order:
        rule = by_id.get(str(entries[place].get("id")))
        if wanted and wanted not in _words_of(desk, sight, entries[place], rule).lower():
            continue
        _card(desk, sight, entries, place, rule)


def _urgency(sight: Sight, entry: Mapping[str, Any], place: int) -> tuple[bool, int, Fraction, int]:
    """A key to sort rules by: what is faulty or clashes first, then as `tightest_first` has it, then by the file."""
    name = str(entry.get("id"))
    clash, meter = sight.live.clash, sight.live.meter
    marked = ("rule", place) in sight.faults or (clash is not None and name in clash.names)
    degree, room = tightest_first(meter.of(name)) if meter else (3, Fraction(0))
    return (not marked, RED if marked else degree, room, place)


def _sentence(sight: Sight, entry: Mapping[str, Any], rule: Rule | None) -> Filled:
    if rule is not None and sight.policy is not None:
        return rule.sentence(sight.policy.titles)
    cls = kinds().get(str(entry.get("kind")))
    return same(str(entry.get("kind", ""))) if cls is None else cls.summary


def _words_of(desk: Desk, sight: Sight, entry: Mapping[str, Any], rule: Rule | None) -> str:
    return " ".join((*(str(value) for value in entry.values()), desk.text(_sentence(sight, entry, rule))))


def _card(desk: Desk, sight: Sight, entries: list[Mapping[str, Any]], place: int, rule: Rule | None) -> None:
    entry = entries[place]
    spot = Spot(of="rule", place=place, identity=str(entry.get("id", "")))
    faults = sight.at("rule", place)
    is_open = st.session_state.get(OPEN) == spot.key or bool(faults)
    with st.container(border=True, key=f"card_{spot.of}_{place}"):
        left, middle, right = st.columns((10, 9, 3), vertical_alignment="center")
        with left:
            _head(desk, sight, entry, rule)
        with middle:
            _meter(desk, sight, spot)
        with right:
            label = words.CLOSE if is_open else words.EDIT
            st.button(
                label.to(desk.lang),
                key=f"open:{spot.key}",
                on_click=toggle,
                args=(spot.key,),
                disabled=bool(faults),
                width="stretch",
                help=plain(f"{label.to(desk.lang)} {spot.identity}"),
            )
        clash_at(desk, sight.live.clash, spot.identity, "rule")
        draw_field_faults(desk, faults.get("", ()))
        if is_open:
            _form(desk, sight, spot, entry, len(entries))


def _head(desk: Desk, sight: Sight, entry: Mapping[str, Any], rule: Rule | None) -> None:
    strength = str(entry.get("strength", Strength.MUST))
    word = desk.text(STRENGTH_WORDS[Strength(strength)]) if strength in list(Strength) else strength
    title = str(entry.get("title", ""))
    said = plain(desk.text(_sentence(sight, entry, rule)))
    source = str(entry.get("source", ""))
    cited = words.FACT.fill(name=words.SOURCE, said=source).to(desk.lang)
    head = "　".join(part for part in (f"**{plain(str(entry.get('id', '—')))}**", plain(title)) if part)
    st.markdown(f"{head}　:gray-badge[{plain(word)}]  \n{said}" + (f"　:gray[{plain(cited)}]" if source else ""))


def _meter(desk: Desk, sight: Sight, spot: Spot) -> None:
    meter, clash = sight.live.meter, sight.live.clash
    if meter is None:
        return
    clashing = clash is not None and spot.identity in clash.names
    pending = not sight.live.done and not clashing
    drawn = bars(meter.of(spot.identity), desk.lang, clashing=clashing, pending=pending)
    if drawn:
        st.html(drawn)
        return
    broken = meter.unkept(spot.identity)
    if broken:
        st.caption(f":red[{words.UNKEPT.fill(count=len(broken)).to(desk.lang)}]")
    elif any(verdict.rule == spot.identity for verdict in meter.verdicts):
        st.caption(words.KEPT.to(desk.lang))
    elif spot.identity in {rule.id for rule in meter.problem.policy.rules}:
        st.caption(words.NO_FIGURE.to(desk.lang))


def clash_at(desk: Desk, clash: Clash | None, name: str, where: str) -> None:
    """What the rule or the seats clash with, and a button for each least change that helps."""
    if clash is None:
        return
    here = [conflict for conflict in clash.found if name in conflict.claims]
    eases = clash.of(name)
    if not here and not eases:
        return
    for conflict in here:
        others = [claim_word(clash.problem, other) for other in conflict.claims if other != name]
        said = words.CLASH_WITH.fill(others=_listed(others)) if others else words.CLASH_ALONE
        st.error(plain(said.to(desk.lang)), icon=":material/error:")
    with st.container(horizontal=True):
        for number, ease in enumerate(eases):
            ease_button(desk, ease, f"ease:{where}:{name}:{number}")


def ease_button(desk: Desk, ease: Ease, key: str, *, whole: bool = False) -> None:
    """One least change that makes it possible; `whole`: said in full, where it does not stand at what it changes."""
    by_hand = ease.made_in(desk.draft) is None
    about = words.NOT_WRITABLE if by_hand else words.EASE_HELP.fill(words=ease.words)
    st.button(
        plain((ease.words if whole else ease.label).to(desk.lang)),
        key=key,
        icon=":material/lock_open:",
        on_click=take_ease,
        args=(desk, ease),
        disabled=by_hand,
        help=plain(about.to(desk.lang)),
    )


def _listed(said: list[Filled]) -> Filled:
    return Filled(zh="、".join(each.zh for each in said), en=", ".join(each.en for each in said))


def _form(desk: Desk, sight: Sight, spot: Spot, entry: Mapping[str, Any], count: int) -> None:
    entries = rule_entries(entry)
    own = {field.name for field in kinds()[str(entry["kind"])].fields} if entry.get("kind") in kinds() else set()
    faults = sight.at("rule", spot.place)
    shown = [each for each in entries if each.name in own | FIRST]
    folded = [each for each in entries if each.name not in own | FIRST]
    fields(desk, spot, shown, sight.around, faults)
    written = any(each.value is not None for each in folded)
    with st.expander(words.MORE_FIELDS.to(desk.lang), expanded=any(each.name in faults for each in folded) and written):
        fields(desk, spot, folded, sight.around, faults)
    known = {each.name for each in entries}
    draw_field_faults(desk, [fault for key, listed in faults.items() if key and key not in known for fault in listed])
    tools(desk, spot, count)


def tools(desk: Desk, spot: Spot, count: int) -> None:
    """Duplicate, reorder, remove an entry."""
    with st.container(horizontal=True):
        for name, label, icon, action, args, off in (
            ("up", words.UP, "arrow_upward", move, (desk, spot, spot.place - 1), spot.place == 0),
            ("down", words.DOWN, "arrow_downward", move, (desk, spot, spot.place + 1), spot.place == count - 1),
            ("copy", words.DUPLICATE, "content_copy", duplicate, (desk, spot), False),
            ("remove", words.REMOVE, "delete", remove, (desk, spot), False),
        ):
            st.button(
                label.to(desk.lang),
                key=f"{name}:{spot.key}",
                icon=f":material/{icon}:",
                on_click=action,
                args=args,
                disabled=off,
                help=words.ORDER_HELP.to(desk.lang) if name in ("up", "down") else None,
            )


def _new_rule(desk: Desk, sight: Sight) -> None:
    with st.popover(words.ADD_RULE.to(desk.lang), icon=":material/add:", width="stretch"):
        kind = st.selectbox(
            words.KIND.to(desk.lang),
            list(kinds()),
            format_func=lambda name: f"{name}　{kinds()[name].summary.to(desk.lang)}",
            key="policy_kind",
        )
        st.code(kinds()[kind].example.strip(), language="toml")
        st.button(
            words.ADD.to(desk.lang), key="policy_add_rule", type="primary", on_click=_add_rule, args=(desk, sight, kind)
        )


def _add_rule(desk: Desk, sight: Sight, kind: str) -> None:
    file = opened(desk.draft.policy_name, desk.draft.policy)
    values = example(kind)
    values["id"] = file.free_id("R")
    known = [part for part in _scopes(values.get("scope")) if part in sight.around.parts]
    if len(known) < len(_scopes(values.get("scope"))):
        values["scope"] = known[0] if len(known) == 1 else known or next(iter(sight.around.parts), "congress")
    add(desk, "rule", values, words.ADDED.fill(name=same(str(values["id"]))))


def _scopes(scope: object) -> list[str]:
    return [str(part) for part in scope] if isinstance(scope, list) else [str(scope)]
