"""`xiwei allocate`: seats to electing units, and the quotas handed down to them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from optimizer.allocation.methods import Method
from optimizer.allocation.ties import TieRule
from optimizer.basis.text import Filled, Lang, Text
from optimizer.cli.drafting import Dated, Formats, Out, day_of, written_line
from optimizer.cli.faults import Faults, print_json
from optimizer.cli.options import FOUND, IMPOSSIBLE, Json, LangOption, Language
from optimizer.cli.screen import console, draw
from optimizer.planner.allocation.asked import Asked
from optimizer.planner.allocation.share import Sources, share_seats
from optimizer.planner.formats import FORMATS
from optimizer.planner.inputs import read_bytes
from optimizer.planner.listing import Named
from optimizer.report.blocks import Line
from optimizer.store.files import write_files

_POLICY = "政策：席位数、指标默认取自它 · a policy: seats and targets are its own unless said otherwise"


def allocate_command(  # noqa: PLR0913 - one parameter an option, as typer reads them
    units: Annotated[
        Path, typer.Argument(metavar="UNITS", help="单位表 xlsx/xls/ods/CSV：单位、类别、人数 · the electing units")
    ],
    seats: Annotated[int | None, typer.Option(min=1, help="代表总数 · all delegates")] = None,
    base: Annotated[int | None, typer.Option(min=0, help="基数，如 350 · base of the size, such as 350")] = None,
    per: Annotated[int | None, typer.Option(min=1, help="每多少人增加一名 · one more for so many people")] = None,
    at_most: Annotated[int | None, typer.Option(min=1, help="总数上限 · the size is at most so many")] = None,
    population: Annotated[
        int | None, typer.Option(min=0, help="人口，默认各单位人数之和 · the units' members added up by default")
    ] = None,
    method: Annotated[Method, typer.Option(help="分配方法 · how seats are shared out")] = Method.HAMILTON,
    minimum: Annotated[int, typer.Option("--min", min=0, help="每个单位至少 · at least so many a unit")] = 0,
    maximum: Annotated[int | None, typer.Option("--max", min=0, help="每个单位至多 · at most so many a unit")] = None,
    classes: Annotated[
        list[str] | None, typer.Option("--class", help="一类所占，如 学会=32%，可多次 · share of a class, repeatable")
    ] = None,
    reserve: Annotated[int, typer.Option(min=0, help="机动名额 · seats kept in reserve")] = 0,
    target: Annotated[
        list[str] | None,
        typer.Option(help="指标，如 基层一线=70% 或 领导干部<=1/3，可多次 · a target for the whole, repeatable"),
    ] = None,
    policy: Annotated[str | None, typer.Option(help=_POLICY)] = None,
    pool: Annotated[
        Path | None,
        typer.Option(help="候选人表：各单位能推荐多少，按它数 · count what the units can send from a pool"),
    ] = None,
    category: Annotated[
        Path | None,
        typer.Option(help="单位与类别的人数表，分出代表构成 · people by unit and category, for the make-up"),
    ] = None,
    tie: Annotated[
        TieRule, typer.Option(help="并列时：抽签、大的优先、小的优先、不分 · what breaks ties")
    ] = TieRule.DRAW,
    seed: Annotated[int, typer.Option(help="抽签的种子 · seed of the draw")] = 0,
    compare: Annotated[bool, typer.Option("--compare", help="五种方法对照 · all methods side by side")] = False,
    out: Out = None,
    formats: Formats = None,
    dated: Dated = None,
    sheet: Annotated[str | None, typer.Option(help="单位表的工作表名 · the sheet that has the units")] = None,
    pool_sheet: Annotated[str | None, typer.Option(help="候选人表的工作表名 · the sheet that has the people")] = None,
    as_json: Json = False,
    lang: LangOption = Language.zh,
) -> None:
    """Share out, hand down, write."""
    said: Lang = lang.value
    with Faults(said, as_json):
        asked = Asked(
            seats=seats,
            base=base,
            per=per,
            at_most=at_most,
            population=population,
            method=method,
            minimum=minimum,
            maximum=maximum,
            classes=tuple(classes or ()),
            reserve=reserve,
            targets=tuple(target or ()),
            tie_rule=tie,
            seed=seed,
            compare=compare,
        )
        named = {name: _named(path) for name, path in (("pool", pool), ("category", category))}
        sources = Sources(units=_opened(units), policy=policy, sheet=sheet, pool_sheet=pool_sheet, **named)
        found = share_seats(asked, sources)
        for notice in found.notices:
            console(stderr=True).print(_NOTICE.fill(said=notice).to(said), markup=False)
        written = []
        if out is not None and found.possible:
            written = write_files(out, found.files(out, said, formats or FORMATS, dated=day_of(dated)))
        if as_json:
            print_json(found.document())
        else:
            nothing = [] if out is None or written else [Line(text=_NOTHING_WRITTEN)]
            draw([*found.blocks(), *written_line(written), *nothing], said, console())
    raise typer.Exit(FOUND if found.possible else IMPOSSIBLE)


def _named(path: Path | None) -> Named | None:
    return None if path is None else _opened(path)


def _opened(path: Path) -> Named:
    return Named(source=path.name, data=read_bytes(path))


_NOTICE = Text(zh="提示：{said}", en="Note: {said}")
_NOTHING_WRITTEN = Filled(zh="没有写任何文件，原有文件未改动。", en="No file was written; earlier ones are unchanged.")
