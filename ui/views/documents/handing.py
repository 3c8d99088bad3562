"""What every document of the view has: buttons that make a file when it is asked for, and a page to look at."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

import streamlit as st

from optimizer.basis.text import Filled
from optimizer.planner.desk.files import file_name
from optimizer.planner.formats import Format
from ui.desk import Desk
from ui.tables import plain
from ui.views.documents import words
from ui.views.documents.wanted import Wanted

type Files = Callable[[Collection[Format]], Mapping[str, bytes]]
"""Makes the files of a document in some formats, by name."""

HEIGHT = 640
"""Of the page to look at (pixels); it scrolls inside itself."""
MIME: Mapping[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "md": "text/markdown",
    "html": "text/html",
    "json": "application/json",
    "csv": "text/csv",
    "toml": "application/toml",
    "svg": "image/svg+xml",
    "png": "image/png",
    "xls": "application/vnd.ms-excel",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}


@dataclass(frozen=True, kw_only=True)
class Download:
    """A file to take along: `make` gives its bytes when the button is pressed."""

    id: str
    label: Filled
    name: str
    make: Callable[[], bytes]
    help: Filled | None = None

    @property
    def mime(self) -> str:
        """The kind of the file, by its ending."""
        return MIME.get(self.name.rpartition(".")[2].lower(), "application/octet-stream")


def paper_downloads(files: Files, stem: str, title: Filled, wanted: Wanted) -> list[Download]:
    """A button for each format of a paper; `stem` is what the planner calls its files."""
    return [
        Download(
            id=f"{stem}.{form}",
            label=words.FORMATS[form],
            name=file_name(wanted.text(title), form, wanted.dated),
            make=partial(_one, files, stem, form),
        )
        for form in Format
    ]


def _one(files: Files, stem: str, form: Format) -> bytes:
    return files((form,))[f"{stem}.{form}"]


def hand_out(desk: Desk, downloads: Iterable[Download]) -> None:
    """The buttons in a row."""
    with st.container(horizontal=True):
        for number, each in enumerate(downloads):
            st.download_button(
                desk.text(each.label),
                data=each.make,
                file_name=each.name,
                mime=each.mime,
                key=f"download:{each.id}",
                icon=":material/download:",
                type="secondary" if number else "primary",
                help=plain(f"{each.name}　{desk.text(each.help)}" if each.help else each.name),
                on_click="ignore",
            )


def preview(desk: Desk, title: Filled, key: str, make: Callable[[], bytes]) -> None:
    """An HTML page in a frame of its own.

    As a data: address the page is of no origin: it reaches neither the app nor the network, and its own policy lets no
    script run.
    """
    page = b64encode(kept_page(key, _make=make)).decode()
    st.caption(desk.text(words.PREVIEW))
    with st.container(border=True):
        st.iframe(f"data:text/html;charset=utf-8;base64,{page}", height=HEIGHT, alt=desk.text(title))


@st.cache_resource(max_entries=8, show_spinner=False)
def kept_page(key: str, *, _make: Callable[[], bytes]) -> bytes:
    """A page, made once for the same proposal and settings."""
    del key  # what is remembered is found by it, in place of the proposal
    return _make()
