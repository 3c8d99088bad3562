"""Every fault of the table beside what to write instead, and one button that corrects all that is filled in."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.text import Filled, Lang
from optimizer.groups.words import column_word
from optimizer.planner.desk.grid import Grid
from optimizer.planner.desk.mending import Missing, missing_columns, unplaced
from optimizer.policy.policy import Policy
from ui.desk import Desk
from ui.tables import plain
from ui.views.pool import columns, mend, words


def show(desk: Desk, found: InputFaults, grid: Grid) -> None:
    """The part of the view."""
    policy = desk.policy if isinstance(desk.policy, Policy) else None
    missing = missing_columns(grid, policy)
    _missing(desk, grid, missing)
    loose = [fault for fault in unplaced(found.faults) if fault.kind != "people.column"]
    if loose:
        st.subheader(words.ELSEWHERE.to(desk.lang), anchor=False)
        st.markdown("\n".join(f"- {plain(fault.sentence(desk.lang))}" for fault in loose))
        if any(fault.kind == "table.header_twice" for fault in loose):
            st.button(words.TO_COLUMNS.to(desk.lang), key="pool_to_columns", on_click=_to_columns)
    if any(fault.row is not None for fault in found.faults):
        mend.show(desk, found.faults, grid)
    _one_by_one(found.faults, desk.lang)


def _to_columns() -> None:
    st.session_state[columns.PART] = "columns"


def _missing(desk: Desk, grid: Grid, missing: Sequence[Missing]) -> None:
    if not missing:
        return
    st.subheader(words.MISSING.to(desk.lang), anchor=False)
    for each in missing:
        column = column_word(each.column)
        users = Filled(zh="、".join(each.users), en=", ".join(each.users))
        said = words.NEEDED_BY.fill(column=column, users=users) if each.users else words.NEEDED.fill(column=column)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(plain(said.to(desk.lang)), width="stretch")
            if each.likely is None:
                st.button(
                    words.TO_COLUMNS.to(desk.lang),
                    key=f"to_columns:{each.column}",
                    help=words.NO_LIKELY.to(desk.lang),
                    on_click=_to_columns,
                )
                continue
            header = columns.header_words(grid, each.likely)
            st.button(
                plain(words.MAP_TO.fill(header=header, column=column).to(desk.lang)),
                key=f"map:{each.column}",
                help=words.MAP_HELP.to(desk.lang),
                on_click=columns.read_column_as,
                args=(desk, grid, each.likely, each.column),
            )


def _one_by_one(faults: Sequence[Fault], lang: Lang) -> None:
    """All of them as a table to filter and search, row by row."""
    title = words.ALL_FAULTS.fill(count=len(faults)).to(lang)
    frame = pd.DataFrame(
        {
            words.FAULT_ROW.to(lang): pd.array([fault.row for fault in faults], dtype="Int64"),
            words.FAULT_COLUMN.to(lang): [fault.column or "" for fault in faults],
            words.FAULT_VALUE.to(lang): [fault.value or "" for fault in faults],
            words.FAULT_WRONG.to(lang): [mend.begun(fault.message.to(lang)) for fault in faults],
            words.FAULT_CURE.to(lang): [mend.begun(fault.cure.to(lang)) for fault in faults],
        }
    )
    with st.expander(title):
        st.dataframe(frame, hide_index=True, alt=title)
