"""How to share out: every setting is a change of the scenario at once, and the result beside it follows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from optimizer.allocation.methods import Method
from optimizer.allocation.ties import TieRule
from optimizer.basis.text import Filled
from optimizer.planner.allocation.known import WORDS
from optimizer.planner.desk.allotting import METHODS, TIE_RULES, Offer, classes_in, settings_of, with_setting
from ui.desk import Desk, go_to
from ui.tables import plain
from ui.views.allocation import words
from ui.views.policy.edits import keep_change, show_typed

MOST = 100_000
"""As many seats as a policy may have."""


def show(desk: Desk, offer: Offer | None) -> None:
    """All settings, those of most weight first."""
    said = settings_of(desk.draft)
    st.subheader(desk.text(words.SETTINGS), anchor=False)
    if offer is None:
        st.info(desk.text(words.NO_POLICY))
        st.button(desk.text(words.TO_POLICY), key="to_policy", on_click=go_to, args=("policy",))
    _seats(desk, offer, said["seats"])
    _method(desk)
    left, right = st.columns(2)
    with left:
        _whole(desk, "min", words.MIN, words.MIN_HELP)
        _whole(desk, "reserve", words.RESERVE, words.RESERVE_HELP)
    with right:
        _whole(desk, "max", words.MAX, words.MIN_HELP, empty=words.NO_MAX)
    _classes(desk, said["class"])
    _targets(desk, offer, said)
    with st.expander(desk.text(words.MORE)):
        _ties(desk)


def _key(name: str) -> str:
    return f"allotting:{name}"


def _set(desk: Desk, name: str, read: Callable[[Any], object]) -> None:
    """Keep what a widget says now."""
    value = read(st.session_state[_key(name)])
    keep_change(desk, lambda now: with_setting(now.draft, name, value))


def _seats(desk: Desk, offer: Offer | None, given: int | None) -> None:
    key = _key("seats")
    own = None if offer is None else offer.seats
    show_typed(key, own if given is None else given)
    help_ = words.SEATS_HELP_BARE if offer is None else words.SEATS_HELP.fill(body=offer.body)
    st.number_input(
        desk.text(words.SEATS),
        min_value=1,
        max_value=MOST,
        value=None,
        step=1,
        key=key,
        help=plain(desk.text(help_)),
        on_change=_set,
        # The policy's own number is followed, not written down.
        args=(desk, "seats", lambda value: None if value == own else value),
    )


def _method(desk: Desk) -> None:
    key = _key("method")
    now = Method(settings_of(desk.draft)["method"])
    show_typed(key, now.value)
    st.selectbox(
        desk.text(words.METHOD),
        [method.value for method in METHODS],
        format_func=lambda name: desk.text(Method(name).words.fill()),
        key=key,
        on_change=_set,
        args=(desk, "method", str),
    )
    explained = desk.text(now.explained.fill())
    st.caption(plain(desk.text(words.SENTENCE.fill(said=explained[:1].upper() + explained[1:]))))


def _whole(desk: Desk, name: str, label: Filled, help_: Filled, *, empty: Filled | None = None) -> None:
    """A whole number of 0 or more; with `empty` it may be left out."""
    key = _key(name)
    show_typed(key, settings_of(desk.draft)[name])
    st.number_input(
        desk.text(label),
        min_value=0,
        max_value=MOST,
        value=None if empty else "min",
        step=1,
        key=key,
        placeholder=desk.text(empty) if empty else None,
        help=desk.text(help_),
        on_change=_set,
        args=(desk, name, lambda value: value),
    )


def _classes(desk: Desk, given: dict[str, str]) -> None:
    kinds = classes_in(desk.draft.units_name, desk.draft.units)
    if not kinds:
        return
    with st.expander(desk.text(words.CLASSES), expanded=any(given.get(kind) for kind in kinds)):
        st.caption(desk.text(words.CLASSES_HELP))
        for kind in kinds:
            key = _key(f"class:{kind}")
            show_typed(key, given.get(kind, ""))
            st.text_input(
                plain(kind), key=key, placeholder=desk.text(words.REST), on_change=_set_class, args=(desk, kind)
            )


def _set_class(desk: Desk, kind: str) -> None:
    written = st.session_state[_key(f"class:{kind}")].strip()
    others = {name: share for name, share in settings_of(desk.draft)["class"].items() if name != kind}
    shares = {**others, kind: written} if written else others
    keep_change(desk, lambda now: with_setting(now.draft, "class", shares))


def _targets(desk: Desk, offer: Offer | None, said: dict[str, Any]) -> None:
    st.markdown(f"**{plain(desk.text(words.TARGETS))}**", help=desk.text(words.TARGETS_HELP))
    for target in offer.targets if offer else ():
        key = _key(f"target:{target.id}")
        show_typed(key, target.id not in said["left_out"])
        label = plain(f"{target.id}　{desk.text(target.said)}")
        st.checkbox(label, key=key, on_change=_set_target, args=(desk, target.id))
    key = _key("target")
    show_typed(key, "\n".join(said["target"]))
    names = [*WORDS, *(offer.groups if offer else ())]
    known = Filled(zh="、".join(names), en=", ".join(names))
    st.text_area(
        desk.text(words.OTHER_TARGETS),
        key=key,
        height=90,
        placeholder=desk.text(words.OTHER_HINT),
        help=plain(desk.text(words.OTHER_HELP.fill(names=known))),
        on_change=_set,
        args=(desk, "target", _lines),
    )
    if desk.ready is not None and "unit" in desk.ready[0].columns:
        show_typed(_key("pool"), said["pool"])
        st.toggle(
            desk.text(words.FROM_SUPPLY),
            key=_key("pool"),
            help=desk.text(words.FROM_SUPPLY_HELP),
            on_change=_set,
            args=(desk, "pool", bool),
        )


def _lines(written: str) -> list[str]:
    return [line.strip() for line in written.splitlines() if line.strip()]


def _set_target(desk: Desk, target: str) -> None:
    others = [each for each in settings_of(desk.draft)["left_out"] if each != target]
    left = others if st.session_state[_key(f"target:{target}")] else sorted([*others, target])
    keep_change(desk, lambda now: with_setting(now.draft, "left_out", left))


def _ties(desk: Desk) -> None:
    key = _key("tie")
    show_typed(key, settings_of(desk.draft)["tie"])
    st.selectbox(
        desk.text(words.TIE),
        [rule.value for rule in TIE_RULES],
        format_func=lambda name: desk.text(TieRule(name).words.fill()),
        key=key,
        help=desk.text(words.TIE_HELP),
        on_change=_set,
        args=(desk, "tie", str),
    )
    _whole(desk, "seed", words.SEED, words.SEED_HELP)
