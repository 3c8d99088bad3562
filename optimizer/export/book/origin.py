"""What a workbook was made from, kept in its document properties, where no edit of a sheet touches it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from xlsxwriter.workbook import Workbook

from optimizer.roster.roster import Proposal

POOL, POLICY, NAME, PARTS, FORMAT = (
    "xiwei.pool_sha256",
    "xiwei.policy_sha256",
    "xiwei.policy",
    "xiwei.parts",
    "xiwei.format",
)
_LONGEST = 255
"""Characters a property may have."""


def write_origin(book: Workbook, proposal: Proposal) -> None:
    """Hashes of pool and policy, the policy's name, and the ids of its bodies and offices in the order of their lists."""
    problem = proposal.problem
    name = "".join(sign if sign.isprintable() else " " for sign in problem.policy.name)
    book.set_custom_property(POOL, problem.pool.sha256)
    book.set_custom_property(POLICY, problem.policy.sha256)
    book.set_custom_property(NAME, name[:_LONGEST])
    listed = json.dumps([part.id for part in problem.policy.parts])
    for piece, start in enumerate(range(0, len(listed), _LONGEST), 1):
        book.set_custom_property(_numbered(piece), listed[start : start + _LONGEST])
    book.set_custom_property(FORMAT, 1)


def parts_in(properties: Mapping[str, str]) -> tuple[str, ...] | None:
    """The bodies and offices whose lists a workbook has, in the order of their numbers; None where it does not say."""
    pieces: list[str] = []
    while (piece := properties.get(_numbered(len(pieces) + 1))) is not None:
        pieces.append(piece)
    try:
        listed = json.loads("".join(pieces))
    except ValueError:
        return None
    return tuple(map(str, listed)) if isinstance(listed, list) else None


def _numbered(piece: int) -> str:
    return PARTS if piece == 1 else f"{PARTS}.{piece}"
