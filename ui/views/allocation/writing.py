"""From an allocation on: its rules into the policy, its files to take along."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import streamlit as st

from optimizer.basis.text import Filled, Lang
from optimizer.planner.allocation.share import SharedOut
from optimizer.planner.desk.allotting import earlier_rules, is_written, rules_of, with_rules
from optimizer.planner.desk.files import file_name
from optimizer.planner.formats import Format
from ui.desk import Desk, flash, go_to
from ui.tables import plain
from ui.views.allocation import words
from ui.views.documents.handing import Download


def show(desk: Desk, out: SharedOut) -> None:
    """One row: the rules, then the files."""
    written = out.part is not None and out.possible and is_written(desk.draft, out)
    if out.part is None:
        st.caption(desk.text(words.NEED_POLICY))
    elif not out.possible:
        st.caption(desk.text(words.NOT_KEPT))
    elif written:
        names = [str(rule["id"]) for rule in rules_of(out)]
        said = words.WRITTEN.fill(rules=Filled(zh="、".join(names), en=", ".join(names)))
        st.success(plain(desk.text(said)), icon=":material/check:")
    elif earlier_rules(desk.draft):
        st.warning(desk.text(words.OUTDATED), icon=":material/warning:")
    with st.container(horizontal=True, vertical_alignment="center"):
        if out.part is not None and out.possible:
            _next(desk, out, written=written)
        for each in downloads(out, desk.lang):
            st.download_button(
                desk.text(each.label),
                data=each.make,
                file_name=each.name,
                mime=each.mime,
                key=f"download:{each.id}",
                icon=":material/download:",
                help=plain(f"{each.name}　{desk.text(each.help)}" if each.help else each.name),
                on_click="ignore",
            )


def _next(desk: Desk, out: SharedOut, *, written: bool) -> None:
    """The button that leads on: the rules first, then the roster."""
    if written:
        st.button(desk.text(words.TO_PROPOSAL), key="to_proposal", type="primary", on_click=go_to, args=("proposal",))
        return
    st.button(
        desk.text(words.WRITE),
        key="allocation_write",
        type="primary",
        icon=":material/edit_note:",
        help=desk.text(words.WRITE_HELP),
        on_click=_write,
        args=(desk, out),
    )


def _write(desk: Desk, out: SharedOut) -> None:
    try:
        change = with_rules(desk.draft, out)
    except KeyError:
        flash(words.NOT_WRITABLE)
        return
    desk.change(change)


def downloads(out: SharedOut, lang: Lang) -> list[Download]:
    """The table of seats as a document and as a workbook; the rules as a policy file."""
    papers = [(form.value, file_name(words.FILE.to(lang), form), (form,)) for form in (Format.DOCX, Format.XLSX)]
    return [
        Download(
            id=f"allocation.{ending}",
            label=words.FORMATS[ending],
            name=name,
            make=partial(_made, out, lang, f"allocation.{ending}", formats),
            help=words.FORMATS_HELP[ending],
        )
        for ending, name, formats in (*papers, ("toml", "allocation.toml", ()))
    ]


def _made(out: SharedOut, lang: Lang, name: str, formats: tuple[Format, ...]) -> bytes:
    return out.files(Path(), lang, formats)[name]
