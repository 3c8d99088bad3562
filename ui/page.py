"""The frame around every page: name, language, footer."""

from __future__ import annotations

import streamlit as st

from optimizer.basis.text import Lang
from ui import words
from ui.views import propose


def show() -> None:
    """Draw the page in the language chosen; it is kept in the address, so that a link opens in the same one."""
    head, right = st.columns([4, 1], vertical_alignment="bottom")
    with right, st.container(horizontal_alignment="right"):
        lang = _language()
    with head:
        st.title(words.NAME.to(lang), anchor=False)
        st.write(words.INTRO.to(lang))
    propose.show(lang)
    st.divider()
    st.caption(words.FOOTER.to(lang))


def _language() -> Lang:
    label = f"{words.LANGUAGE.zh} / {words.LANGUAGE.en}"
    chosen = st.radio(
        label, list(words.LANGUAGES), key="lang", horizontal=True, label_visibility="collapsed", bind="query-params"
    )
    return words.LANGUAGES[chosen]
