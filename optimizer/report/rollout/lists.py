"""Lists of units: long ones cut for paper, whole in a workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from optimizer.basis.text import Filled, Text
from optimizer.report.blocks import Mark, Table

LISTED = 50
"""Rows of a list on paper; `None` in its place lists all, as a workbook does."""


def listing[Item](
    items: Sequence[Item],
    *,
    frame: Table,
    row: Callable[[Item], tuple[Filled, ...]],
    mark: Mark = Mark.PLAIN,
    most: int | None = LISTED,
) -> Table:
    """The `frame` with a row for each item, up to `most`; how many there are stands under the title."""
    shown = items if most is None else items[:most]
    said = _CUT if len(shown) < len(items) else _ALL
    counted = said.fill(count=len(items), shown=len(shown))
    caption = frame.caption
    if caption is not None:
        counted = Filled(zh=f"{counted.zh}{caption.zh}", en=f"{counted.en} {caption.en}")
    return Table(
        id=frame.id,
        title=frame.title,
        columns=frame.columns,
        rows=tuple(row(item) for item in shown),
        marks=(mark,) * len(shown),
        note=frame.note,
        caption=counted,
        wide=frame.wide,
    )


_ALL = Text(zh="共{count}个。", en="{count} in all.")
_CUT = Text(
    zh="共{count}个，这里只列前{shown}个，全部见工作簿。",
    en="{count} in all; only the first {shown} are listed here, the workbook has them all.",
)
