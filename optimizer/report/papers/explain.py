"""What `xiwei explain` says as a document: why a plan is impossible and what it would take, or the room a plan leaves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from optimizer.basis.text import Filled, Text
from optimizer.report.blocks import Block, Heading
from optimizer.report.paper import Paper
from optimizer.report.proposal import status_lines
from optimizer.roster.roster import Proposal
from optimizer.solve.status import Status

type Section = tuple[Filled, Sequence[Block]]
"""A heading and what stands under it."""


def explain_paper(proposal: Proposal, sections: Sequence[Section], *, dated: date | None = None) -> Paper:
    """The status of the plan, then the sections; those without anything in them are left out."""
    impossible = proposal.status is Status.IMPOSSIBLE
    title = (_IMPOSSIBLE if impossible else _POSSIBLE).fill(title=proposal.problem.policy.heading)
    # The first of these lines is the title of a roster.
    blocks = status_lines(proposal, explained=True)[1:]
    for heading, said in sections:
        if said:
            blocks += [Heading(text=heading), *said]
    return Paper(id="explain", title=title, blocks=tuple(blocks), dated=dated)


_IMPOSSIBLE = Text(
    zh="{title}　排不出名单的原因和补救办法（草案）", en="{title} — why no roster is possible, and ways out (draft)"
)
_POSSIBLE = Text(zh="{title}　名单的余地和依据（草案）", en="{title} — the room the roster leaves (draft)")
