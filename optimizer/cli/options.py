"""Options that several commands have, and the exit codes."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from optimizer.names.listing import Order as NameOrder
from optimizer.solve.status import Status

FOUND, IMPOSSIBLE, BAD_INPUT, STOPPED, INTERNAL = range(5)
EXIT_CODES = {
    Status.OPTIMAL: FOUND,
    Status.IMPOSSIBLE: IMPOSSIBLE,
    Status.FEASIBLE: STOPPED,
    Status.UNKNOWN: STOPPED,
}


class Language(StrEnum):
    """Language of the prose."""

    zh = "zh"
    en = "en"


PoolPath = Annotated[Path, typer.Argument(metavar="POOL", help="候选人表 xlsx/xls/ods/CSV · the pool")]
PolicyName = Annotated[
    str,
    typer.Option(
        "--policy",
        help="政策文件、自带政策名、名称@日期 · a policy file, the name of a shipped one, or NAME@2019-06-30",
    ),
]
Keep = Annotated[Path | None, typer.Option(help="锁定表：编号、机构或职务、锁定、理由 · people held in or out")]
Sheet = Annotated[str | None, typer.Option(help="工作表名 · the sheet that has the people")]
Json = Annotated[bool, typer.Option("--json", help="只输出机器格式 · the machine form alone on standard output")]
LangOption = Annotated[Language, typer.Option("--lang", help="语言 · language of the prose")]
Order = Annotated[
    NameOrder,
    typer.Option(
        "--order",
        help="名单次序：surname 姓氏笔画、name 姓名笔画、pinyin 拼音、rank 推荐排序、unit 先单位再姓氏笔画、manual 自定"
        " · order of the names in lists",
    ),
]
OrderList = Annotated[
    Path | None,
    typer.Option(
        "--order-list", help="自定次序表：编号或姓名，一行一人 · people in the order wanted, for --order manual"
    ),
]
Characters = Annotated[
    Path | None,
    typer.Option(
        "--characters", help="生僻字表：字、排在…之后、读音 · places and readings of characters the stroke table lacks"
    ),
]
