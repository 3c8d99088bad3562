"""`xiwei compare`: two rosters side by side, both counted by head."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from optimizer.basis.text import Lang
from optimizer.cli.contest import PoolOption
from optimizer.cli.drafting import Dated, Formats, Out, drafting, written_line
from optimizer.cli.faults import Faults, print_json
from optimizer.cli.options import (
    FOUND,
    Characters,
    Json,
    LangOption,
    Language,
    Order,
    OrderList,
    PolicyName,
    Sheet,
)
from optimizer.cli.screen import console, draw
from optimizer.names.listing import Order as NameOrder
from optimizer.planner.comparison import Named, compare
from optimizer.planner.inputs import open_policy, open_pool, read_bytes
from optimizer.planner.rosters import open_roster
from optimizer.store.files import write_files

First = Annotated[Path, typer.Argument(metavar="A", help="一份名单 · a roster: roster.json / roster.xlsx")]
Second = Annotated[Path, typer.Argument(metavar="B", help="另一份名单 · another roster")]


def compare_command(  # noqa: PLR0913 - one parameter an option, as typer reads them
    first: First,
    second: Second,
    pool: PoolOption,
    policy: PolicyName,
    out: Out = None,
    order: Order = NameOrder.SURNAME,
    order_list: OrderList = None,
    characters: Characters = None,
    formats: Formats = None,
    dated: Dated = None,
    sheet: Sheet = None,
    as_json: Json = False,
    lang: LangOption = Language.zh,
) -> None:
    """Count both, compare, write."""
    said: Lang = lang.value
    with Faults(said, as_json):
        rules = open_policy(policy)
        people = open_pool(read_bytes(pool), rules, source=pool.name, sheet=sheet)
        how = drafting(people, order, (order_list, characters), formats, dated)
        sides = [
            Named(
                source=_shown(path, other),
                roster=open_roster(read_bytes(path), policy=rules, pool=people, source=path.name),
            )
            for path, other in ((first, second), (second, first))
        ]
        found = compare(pool=people, policy=rules, first=sides[0], second=sides[1], listing=how.listing)
        written = [] if out is None else write_files(out, found.files(said, how.formats, dated=how.dated))
        if as_json:
            print_json(found.document())
        else:
            draw([*found.blocks(), *written_line(written)], said, console())
    raise typer.Exit(FOUND)


def _shown(path: Path, other: Path) -> str:
    """The file's name; with its folder where both are called the same."""
    return str(path) if path.name == other.name else path.name
