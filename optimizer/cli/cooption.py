"""`xiwei coopt`: filling vacancies in mid-term."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from optimizer.basis.text import Lang
from optimizer.cli.contest import PoolOption, RosterPath, TimeLimit, exit_code
from optimizer.cli.drafting import Dated, Formats, Out, day_of, written_line
from optimizer.cli.faults import Faults, print_json
from optimizer.cli.options import Json, LangOption, Language, PolicyName, Sheet
from optimizer.cli.screen import TerminalProgress, console, draw
from optimizer.planner.cooption import coopt, open_left
from optimizer.planner.documents import Drafting
from optimizer.planner.formats import FORMATS
from optimizer.planner.inputs import open_policy, open_pool, read_bytes
from optimizer.planner.plan import Options
from optimizer.planner.rosters import open_roster
from optimizer.solve.status import Status
from optimizer.store.files import write_files


def coopt_command(  # noqa: PLR0913 - one parameter an option, as typer reads them
    roster: RosterPath,
    pool: PoolOption,
    policy: PolicyName,
    left: Annotated[Path | None, typer.Option(help="谁离任了：表或名单 · who has left: a table or a list")] = None,
    promote: Annotated[
        bool, typer.Option("--promote/--no-promote", help="在任者可补更高的空缺 · whoever sits may move further in")
    ] = True,
    out: Out = None,
    formats: Formats = None,
    dated: Dated = None,
    sheet: Sheet = None,
    time_limit: TimeLimit = None,
    seed: Annotated[int, typer.Option(help="并列时抽签的种子 · seed of the draw that breaks ties")] = 0,
    as_json: Json = False,
    lang: LangOption = Language.zh,
) -> None:
    """Hold who sits, fill what is vacant, prove, count again, write."""
    said: Lang = lang.value
    with Faults(said, as_json):
        rules = open_policy(policy)
        people = open_pool(read_bytes(pool), rules, source=pool.name, sheet=sheet)
        file = open_roster(read_bytes(roster), pool=people, policy=rules, source=roster.name)
        gone = {} if left is None else open_left(read_bytes(left), people, rules, file.seats, source=left.name)
        options = Options(time_limit=time_limit, seed=seed)
        with TerminalProgress(said).watching() as progress:
            done = coopt(
                pool=people,
                policy=rules,
                seats=file.seats,
                left=gone,
                promote=promote,
                options=options,
                progress=progress,
                source=roster.name,
            )
        written: list[Path] = []
        if out is not None and done.proposal.status is not Status.UNKNOWN:
            how = Drafting(dated=day_of(dated), formats=formats or FORMATS)
            written = write_files(out, done.files(said, how))
        if as_json:
            print_json(done.document())
        else:
            draw([*done.blocks(), *written_line(written)], said, console())
    raise typer.Exit(exit_code(done.proposal))
