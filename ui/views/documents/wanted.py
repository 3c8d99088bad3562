"""How documents are to be written: their language, the order of names, the day of the draft."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import streamlit as st

from optimizer.basis.faults import InputFaults
from optimizer.basis.text import LANGS, Filled, Lang
from optimizer.names.order import ORDER_WORDS, Listing, Order
from optimizer.people.person import Pool
from optimizer.planner.documents import Drafting
from optimizer.planner.formats import Format
from optimizer.planner.listing import Named, open_listing
from ui.choices import MEGABYTES, upload_words
from ui.desk import Desk
from ui.draw import draw_faults
from ui.times import today
from ui.views.documents import words

LANG, ORDER, DATED = "document_lang", "document_order", "document_date"
ORDERS: tuple[Order, ...] = tuple(Order)
ORDER_LIST, CHARACTERS = "order_list", "characters"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is set."""

    lang: Lang
    listing: Listing
    dated: date

    def drafting(self, formats: Collection[Format] = ()) -> Drafting:
        """As the planner takes it."""
        return Drafting(listing=self.listing, dated=self.dated, formats=formats)

    def text(self, said: Filled) -> str:
        """A text in the language of the documents, which need not be that of the page."""
        return said.to(self.lang)

    @property
    def key(self) -> str:
        """The same for the same settings."""
        return f"{self.lang} {self.dated} {self.listing!r}"


def wanted(desk: Desk, pool: Pool) -> Wanted | None:
    """The settings, in one row; None where the tables given for the order have faults, which are then shown."""
    # The documents follow the page's language until another is chosen for them.
    if LANG not in st.session_state:
        st.session_state[LANG] = desk.lang
    with st.container(horizontal=True, vertical_alignment="bottom"):
        lang = st.selectbox(
            desk.text(words.LANG),
            LANGS,
            format_func=lambda name: words.LANGS[name],
            key=LANG,
            help=desk.text(words.LANG_HELP),
            width=150,
            persist_state="session",
        )
        order = st.selectbox(
            desk.text(words.ORDER),
            ORDERS,
            format_func=lambda name: ORDER_WORDS[name].to(desk.lang),
            key=ORDER,
            help=desk.text(words.ORDER_HELP),
            width=280,
            persist_state="session",
        )
        dated = st.date_input(
            desk.text(words.DATED),
            value=today(),
            key=DATED,
            format="YYYY-MM-DD",
            help=desk.text(words.DATED_HELP),
            width=170,
            persist_state="session",
        )
        tables = _tables(desk, manual=order == Order.MANUAL)
    if order == Order.MANUAL and tables[0] is None:
        st.info(desk.text(words.GIVE_LIST))
        return None
    try:
        listing = open_listing(order.value, pool, order_list=tables[0], characters=tables[1])
    except InputFaults as faults:
        draw_faults(faults, desk.lang)
        return None
    return Wanted(lang=lang, listing=listing, dated=dated)


def _tables(desk: Desk, *, manual: bool) -> tuple[Named | None, Named | None]:
    """The order of one's own and the table of rare characters, where they are given."""
    with st.popover(desk.text(words.TABLES), key="order_tables", icon=":material/sort_by_alpha:"):
        upload_words(desk.lang)
        order_list = _table(desk, words.ORDER_LIST, ORDER_LIST) if manual else None
        return order_list, _table(desk, words.CHARACTERS, CHARACTERS)


def _table(desk: Desk, label: Filled, key: str) -> Named | None:
    held = st.file_uploader(
        desk.text(label), type=["xlsx", "xls", "ods", "csv", "txt"], key=key, max_upload_size=MEGABYTES
    )
    return None if held is None else Named(source=held.name, data=held.getvalue())
