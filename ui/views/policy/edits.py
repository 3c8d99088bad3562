"""Every edit of the policy file is made here, in the callback of a widget: what is typed goes into the file as one change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from optimizer.basis.faults import InputFaults
from optimizer.basis.text import Filled, same
from optimizer.planner.desk.draft import Change, with_policy
from optimizer.planner.desk.easing import Ease
from optimizer.planner.desk.policy_file import Entry, PolicyFile, changed_words, written
from optimizer.planner.desk.projects import StoreError
from ui.desk import Desk, flash, kept_draft
from ui.views.policy import words

OPEN = "policy_open"
"""Where the session keeps which card is open: `rule:3`."""
_MINE, _WAS = "policy_head", ":was"

TABLES = ("source", "cooption")
"""Tables of the file that are no lists."""

type Edit = Callable[[PolicyFile], bytes]


@dataclass(frozen=True, kw_only=True)
class Spot:
    """An entry of the file as the page shows it: the list, the place in it, and the id it has there.

    `inner` is a rule within the rule: the key that lists them, and the place among them.
    """

    of: str
    place: int
    identity: str
    inner: tuple[str, int] | None = None

    @property
    def key(self) -> str:
        """The beginning of the keys of its widgets."""
        own = f"{self.of}:{self.place}"
        return own if self.inner is None else f"{own}:{self.inner[0]}:{self.inner[1]}"


@st.cache_resource(max_entries=16, show_spinner=False)
def opened(name: str, data: bytes) -> PolicyFile:
    """The file, which is never changed itself. Raises InputFaults for what is no TOML."""
    return PolicyFile(data, name)


def show_typed(key: str, value: object) -> None:
    """Put a value of the file into a widget before it is drawn, where the file has changed since; else leave what is typed."""
    if key not in st.session_state or st.session_state.get(key + _WAS) != value:
        st.session_state[key] = value
        st.session_state[key + _WAS] = value


def keep(desk: Desk, edit: Edit, said: Filled) -> bool:
    """Make an edit of the file one change of the scenario; False where it was refused."""

    def change(now: Desk) -> Change:
        data = edit(PolicyFile(now.draft.policy, now.draft.policy_name))
        return with_policy(now.draft, now.draft.policy_name, data, said)

    return keep_change(desk, change)


def keep_change(desk: Desk, change: Callable[[Desk], Change | None]) -> bool:
    """Make a change of the scenario; two of one's own at once follow each other."""
    try:
        now = _latest(desk)
        made = change(now)
    except (InputFaults, KeyError):
        flash(words.NOT_WRITABLE)
        return False
    except StoreError as error:
        flash(error.said)
        return False
    if made is None:
        flash(words.NOT_WRITABLE)
        return False
    if made.draft == now.draft:
        return True
    kept = now.change(made)
    if kept:
        st.session_state[_MINE] = now.projects.scenario(now.scenario.id).head
    return kept


def _latest(desk: Desk) -> Desk:
    """The desk after what this very session has kept since the page was drawn: two widgets may change in one run."""
    scenario = desk.projects.scenario(desk.scenario.id)
    if scenario.head == desk.scenario.head or scenario.head != st.session_state.get(_MINE):
        return desk
    draft = kept_draft(scenario.id, scenario.head, _projects=desk.projects)
    return replace(desk, scenario=scenario, draft=draft)


def set_key(desk: Desk, spot: Spot, entry: Entry, widget: str) -> None:
    """What was typed for one key of an entry."""
    value = st.session_state[widget]
    after = _as_written(entry, value)
    if after != entry.value and not keep_value(desk, spot, entry, after):
        st.session_state.pop(widget + _WAS, None)


def keep_value(desk: Desk, spot: Spot, entry: Entry, after: object) -> bool:
    """Another value for one key of an entry, at the top ("") or of the source."""
    name = f"{spot.identity} {entry.name}" if spot.identity else entry.name
    said = changed_words(name, entry.value, after)
    if spot.inner is not None:
        key, number = spot.inner
        return keep_inner(desk, spot, lambda rules: _with_inner(rules, number, entry.name, after), said, key)
    if spot.of == "":
        return keep(desk, lambda file: file.with_value(entry.name, after), said)
    if spot.of in TABLES:
        return keep(desk, lambda file: file.with_value(spot.of, _table_with(file, spot.of, entry.name, after)), said)
    return keep(desk, lambda file: file.with_entry(spot.of, spot.place, {entry.name: after}), said)


type Inner = list[dict[str, object]]


def keep_inner(desk: Desk, spot: Spot, change: Callable[[Inner], Inner], said: Filled, key: str) -> bool:
    """Other rules within a rule."""

    def edit(file: PolicyFile) -> bytes:
        now = file.entries(spot.of)[spot.place].get(key)
        listed = [dict(rule) for rule in now] if isinstance(now, list) else []
        return file.with_entry(spot.of, spot.place, {key: change(listed) or None})

    return keep(desk, edit, said)


def _with_inner(rules: Inner, number: int, key: str, after: object) -> Inner:
    changed = {**rules[number], key: after}
    rules[number] = {name: value for name, value in changed.items() if value is not None}
    return rules


def _table_with(file: PolicyFile, name: str, key: str, after: object) -> dict[str, object]:
    now = file.value(name)
    return {**(now if isinstance(now, dict) else {}), key: after}


def _as_written(entry: Entry, value: object) -> object:
    if isinstance(value, list):
        parts: list[object] = list(value)
        if not parts:
            return None
        return parts[0] if entry.form == "scopes" and len(parts) == 1 else parts
    return written(entry.form, "" if value is None else str(value))


def add(desk: Desk, of: str, values: dict[str, object], said: Filled) -> None:
    """A new entry at the end of its list, whose card is then open."""
    place = len(opened(desk.draft.policy_name, desk.draft.policy).entries(of))
    if keep(desk, lambda file: file.with_new(of, values), said):
        st.session_state[OPEN] = f"{of}:{place}"


def duplicate(desk: Desk, spot: Spot) -> None:
    """The same entry once more below itself, under a free id."""

    def edit(file: PolicyFile) -> bytes:
        values = dict(file.entries(spot.of)[spot.place])
        if "id" in values:
            values["id"] = file.free_id(f"{values['id']}-", spot.of)
        return file.with_new(spot.of, values, after=spot.place)

    if keep(desk, edit, words.DUPLICATED.fill(name=_named(spot))):
        st.session_state[OPEN] = f"{spot.of}:{spot.place + 1}"


def remove(desk: Desk, spot: Spot) -> None:
    """The file without an entry."""
    if keep(desk, lambda file: file.without(spot.of, spot.place), words.REMOVED.fill(name=_named(spot))):
        st.session_state.pop(OPEN, None)


def move(desk: Desk, spot: Spot, to: int) -> None:
    """An entry at another place of its list."""
    if keep(desk, lambda file: file.moved(spot.of, spot.place, to), words.MOVED.fill(name=_named(spot))):
        st.session_state[OPEN] = f"{spot.of}:{to}"


def toggle(card: str) -> None:
    """Open a card, or close it."""
    st.session_state[OPEN] = None if st.session_state.get(OPEN) == card else card


def take_ease(desk: Desk, ease: Ease) -> None:
    """One of the least changes that make the policy possible."""
    keep_change(desk, lambda now: ease.made_in(now.draft))


def _named(spot: Spot) -> Filled:
    return same(spot.identity) if spot.identity else words.ONE_OF[spot.of]
