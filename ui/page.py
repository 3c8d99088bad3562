"""The frame around every view: name, language, the project and scenario open, the way from view to view, footer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from optimizer.basis.text import Filled, Lang
from optimizer.planner.desk.projects import StoreError
from ui import words
from ui.desk import VIEW, Desk, close_desk, open_desk, place_words, take_flash
from ui.sign_in import Door, door, let_in, sign_out
from ui.tables import plain
from ui.views import allocation, documents, policy, pool, proposal, rollout, scenarios, start, whatif

VIEWS: Mapping[str, tuple[Filled, Callable[[Desk], None]]] = {
    "pool": (words.POOL, pool.show),
    "allocation": (words.ALLOCATION, allocation.show),
    "policy": (words.POLICY, policy.show),
    "proposal": (words.PROPOSAL, proposal.show),
    "whatif": (words.WHATIF, whatif.show),
    "scenarios": (words.SCENARIOS, scenarios.show),
    "documents": (words.DOCUMENTS, documents.show),
}
"""The views in the order of the work; their names stand in the address."""
FIRST = "proposal"


_STYLE = """<style>
[data-testid="stMainBlockContainer"] {padding: 1.1rem clamp(0.75rem, 3vw, 3rem) 2rem;}
[data-testid="stMainBlockContainer"] h1 {padding: 0;}
[data-testid="stHeader"] {height: 1.1rem; min-height: 0; background: transparent;}
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p {color: #55606b; opacity: 1;}
[data-testid="stCode"] .token {color: #55606b;}
[data-testid="stCode"] .token:is(.key, .property, .table, .class-name) {color: #2b5f8a;}
[data-testid="stCode"] .token:is(.string, .number, .date, .boolean) {color: #1d6f42;}
:focus-visible, label:has(:focus-visible), :is([role="group"], [data-testid$="RootElement"]):has(> input:focus-visible)
  {outline: 2px solid #2b5f8a !important; outline-offset: 2px;}
:is([role="group"], [data-testid$="RootElement"]) > input:focus-visible {outline: none !important;}
@media (max-width: 640px) {
  .st-key-bar > :first-child {flex-basis: 100%;}
  .st-key-view [role="radiogroup"] {display: grid; grid-template-columns: repeat(4, 1fr);}
  .st-key-view [role="radiogroup"] button {padding-inline: 0.125rem;}
}
</style>"""
"""Streamlit leaves six lines empty above a page, writes captions and code too pale to read easily (4 : 1 and less) and marks
what has the keyboard only faintly; on a phone the scenario's name has a line of its own, and the views two even rows."""
_NO_ENGLISH = """<style>[data-testid="InputInstructions"] {display: none;}</style>"""
"""Hints inside text fields, for which Streamlit has no other language."""
_SPOKEN = """<script>document.documentElement.lang = "{tag}";</script>"""
"""Screen readers read a page in the language it names; Streamlit names English whatever it shows."""
_TAGS: Mapping[Lang, str] = {"zh": "zh-CN", "en": "en"}


def show() -> None:
    """Draw the page in the language and the view that the address names, so that a link opens the same."""
    with st.container(horizontal=True, vertical_alignment="center"):
        # The name is drawn into its place once the language is known, which is chosen beside it.
        name = st.container(width="stretch")
        lang = _language()
        sign_out(lang)
    name.title(words.NAME.to(lang), anchor=False)
    st.html(_STYLE + (_NO_ENGLISH if lang == "zh" else ""))
    if let_in(lang):
        _inside(lang)
    st.divider()
    st.caption((words.FOOTER if door() is Door.OPEN else words.FOOTER_SERVER).to(lang))
    st.html(_SPOKEN.format(tag=_TAGS[lang]), unsafe_allow_javascript=True)


def _inside(lang: Lang) -> None:
    """What is behind the door."""
    try:
        desk = open_desk(lang)
        said = take_flash()
        if said is not None:
            st.warning(plain(said.to(lang)))
        if desk is not None:
            _open(desk)
        elif not rollout.show(lang):
            start.show(lang)
    except StoreError as error:
        st.error(plain(error.said.to(lang)))
        st.write(plain(place_words().to(lang)))
        st.button(words.TRY_AGAIN.to(lang), key="again", icon=":material/refresh:")


def _open(desk: Desk) -> None:
    _bar(desk)
    # Bound to the address by hand: Streamlit would write the label there, which changes with the language.
    if st.session_state.get(VIEW) not in VIEWS:
        named = st.query_params.get(VIEW)
        st.session_state[VIEW] = named if named in VIEWS else FIRST
    view = st.segmented_control(
        words.VIEW.to(desk.lang),
        list(VIEWS),
        format_func=lambda name: VIEWS[name][0].to(desk.lang),
        key=VIEW,
        required=True,
        label_visibility="collapsed",
        width="stretch",
    )
    assert view is not None
    st.query_params[VIEW] = view
    VIEWS[view][1](desk)
    if _moved_on(desk):
        st.rerun()


def _moved_on(desk: Desk) -> bool:
    """Whether the scenario was changed while the page was drawn, by a job that left its roster or by a colleague.

    What is on the page then lags behind, and the next step would be refused.
    """
    try:
        return desk.projects.scenario(desk.scenario.id).version != desk.scenario.version
    except StoreError:
        return True


def _bar(desk: Desk) -> None:
    """Where one is, one step back, one step forward, out."""
    steps = desk.projects.history(desk.scenario.id)
    undone = sum(step.undone for step in steps)
    with st.container(horizontal=True, vertical_alignment="center", key="bar"):
        project = next(each for each in desk.projects.projects() if each.id == desk.scenario.project)
        st.markdown(f"**{plain(project.name)}**　{plain(desk.scenario.name)}", width="stretch")
        shown = len(steps) - undone - 1
        st.button(
            words.UNDO.to(desk.lang),
            key="undo",
            icon=":material/undo:",
            disabled=shown < 1,
            help=plain(steps[shown].said.to(desk.lang)),
            on_click=desk.undo,
        )
        st.button(
            words.REDO.to(desk.lang),
            key="redo",
            icon=":material/redo:",
            disabled=not undone,
            help=plain(steps[shown + 1].said.to(desk.lang)) if undone else None,
            on_click=desk.redo,
        )
        st.button(words.CLOSE.to(desk.lang), key="close", icon=":material/home:", on_click=close_desk)


def _language() -> Lang:
    label = f"{words.LANGUAGE.zh} / {words.LANGUAGE.en}"
    chosen = st.radio(
        label, list(words.LANGUAGES), key="lang", horizontal=True, label_visibility="collapsed", bind="query-params"
    )
    return words.LANGUAGES[chosen]
