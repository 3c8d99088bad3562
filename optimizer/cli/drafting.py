"""The options of commands that write documents: order of names, day of the draft, kinds of files."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from optimizer.basis.text import Text
from optimizer.names.listing import Order
from optimizer.people.person import Pool
from optimizer.planner.documents import Drafting
from optimizer.planner.formats import FORMATS, Format
from optimizer.planner.inputs import read_bytes
from optimizer.planner.listing import Named, open_listing
from optimizer.report.blocks import Line

Out = Annotated[Path | None, typer.Option(help="输出文件夹 · folder for the files")]
Formats = Annotated[
    list[Format] | None,
    typer.Option("--format", help="文件种类，可写几次，默认 docx 和 xlsx · kinds of files, docx and xlsx by default"),
]
Dated = Annotated[
    datetime | None,
    typer.Option("--date", formats=["%Y-%m-%d"], help="草案日期，默认今天 · day of the draft, today by default"),
]


def drafting(
    pool: Pool,
    order: Order,
    tables: tuple[Path | None, Path | None],
    formats: list[Format] | None,
    dated: datetime | None,
) -> Drafting:
    """What the options ask for; `tables` are those of the manual order and of the characters. Raises InputFaults."""
    order_list, characters = (
        None if path is None else Named(source=path.name, data=read_bytes(path)) for path in tables
    )
    listing = open_listing(order.value, pool, order_list=order_list, characters=characters)
    return Drafting(listing=listing, dated=day_of(dated), formats=tuple(dict.fromkeys(formats)) if formats else FORMATS)


def day_of(dated: datetime | None) -> date:
    """The day of the draft."""
    return date.today() if dated is None else dated.date()


def written_line(paths: Collection[Path]) -> list[Line]:
    """Which files there are now; nothing where none was written."""
    return [Line(text=_WRITTEN.fill(names=", ".join(map(str, paths))))] if paths else []


_WRITTEN = Text(zh="已写入：{names}", en="Written: {names}")
