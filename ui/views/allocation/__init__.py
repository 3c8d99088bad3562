"""The view allocation: seats to electing units, what each of them has to keep, and the rules that follow from it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from optimizer.basis.faults import InputFaults
from optimizer.planner.allocation.share import NotShared, SharedOut
from optimizer.planner.desk.allotting import Offer, allotting_key, offer_of, settings_of, shared_out
from optimizer.planner.desk.draft import Draft
from optimizer.planner.desk.unit_sheet import UnitSheet
from optimizer.policy.policy import Policy
from ui.desk import Desk
from ui.draw import draw_faults
from ui.views.allocation import result, settings, taking, words, writing


def show(desk: Desk) -> None:
    """The whole view."""
    if not desk.draft.units:
        taking.empty(desk)
        return
    sheet = taking.sheet_of(desk)
    taking.head(desk, sheet)
    offer = _offer(desk.draft.policy_name, desk.draft.policy) if isinstance(desk.policy, Policy) else None
    found = _found(desk, offer)
    unfilled = _unfilled(found)
    if unfilled:
        st.info(desk.text(words.TO_FILL.fill(count=unfilled)))
    if isinstance(sheet, UnitSheet):
        taking.editor(desk, sheet, opened=unfilled > 0)
    left, right = st.columns([1, 2], gap="large")
    with left:
        settings.show(desk, offer)
    with right:
        if not unfilled:
            _result(desk, found)


def _result(desk: Desk, found: SharedOut | NotShared | InputFaults | None) -> None:
    if found is None:
        st.info(desk.text(words.GIVE_SEATS))
    elif isinstance(found, InputFaults):
        draw_faults(found, desk.lang)
    elif isinstance(found, NotShared):
        result.refused(desk, found)
    else:
        writing.show(desk, found)
        result.show(desk, found)


def _found(desk: Desk, offer: Offer | None) -> SharedOut | NotShared | InputFaults | None:
    """The seats shared out; None while nobody has said how many there are."""
    draft = desk.draft if offer is not None else replace(desk.draft, policy=b"", policy_name="")
    said = settings_of(draft)
    if said["seats"] is None and (offer is None or offer.seats is None):
        return None
    counted = desk.ready is not None and "unit" in desk.ready[0].columns and bool(said["pool"])
    return kept_allocation(allotting_key(draft, pool=counted), _draft=draft, _pool=counted)


def _unfilled(found: object) -> int:
    """How many figures are still to be filled in, where nothing else is wrong with the table."""
    if not isinstance(found, InputFaults):
        return 0
    blank = [fault for fault in found.faults if fault.kind == "units.figure" and fault.value is None]
    return len(blank) if len(blank) == len(found.faults) else 0


@st.cache_resource(max_entries=16, show_spinner=False)
def kept_allocation(key: str, *, _draft: Draft, _pool: bool) -> SharedOut | NotShared | InputFaults:
    """The seats shared out, once for the same tables and settings; or what is wrong with these."""
    del key  # what is remembered is found by it, in place of the draft
    try:
        return shared_out(_draft, pool=_pool)
    except InputFaults as found:
        # The settings have labels on the page, not names of options.
        faults = [replace(fault, path=None) if (fault.path or "").startswith("--") else fault for fault in found.faults]
        return InputFaults(found.source, faults)


@st.cache_resource(max_entries=16, show_spinner=False)
def _offer(name: str, policy: bytes) -> Offer | None:
    try:
        return offer_of(name, policy)
    except InputFaults:
        return None
