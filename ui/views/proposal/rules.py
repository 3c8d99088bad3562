"""What was counted: composition, every rule, the goals with their bounds; ties and data to settle, folded."""

from __future__ import annotations

import streamlit as st

from optimizer.report.blocks import Block, Table
from optimizer.report.proposal import proposal_blocks, status_lines
from optimizer.roster.roster import Proposal
from ui.desk import Desk
from ui.draw import draw
from ui.views.proposal.making import Shown


def show(desk: Desk, now: Shown) -> None:
    """The report's own tables but the rosters."""
    draw(blocks_of(now.name, _proposal=now.proposal), desk.lang)


@st.cache_resource(max_entries=12, show_spinner=False)
def blocks_of(name: str, *, _proposal: Proposal) -> list[Block]:
    """The blocks; worked out once for a proposal (`name` is the hash of its roster.json)."""
    del name  # part of the key of what is remembered, in place of the proposal
    blocks = proposal_blocks(_proposal)[len(status_lines(_proposal)) :]
    return [block for block in blocks if not (isinstance(block, Table) and block.id.startswith("roster_"))]
