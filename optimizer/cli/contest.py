"""`xiwei contest` and `xiwei alternates`: what a vote can do to the quotas, what it did, and who is in line for a seat."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from optimizer.basis.text import Filled, Lang
from optimizer.cli.drafting import Dated, Formats, Out, day_of, written_line
from optimizer.cli.faults import Faults, print_json
from optimizer.cli.options import FOUND, IMPOSSIBLE, STOPPED, Json, LangOption, Language, PolicyName, Sheet
from optimizer.cli.screen import TerminalProgress, console, draw
from optimizer.contest.simulate import DRAWS
from optimizer.export.roster_json import RosterFile
from optimizer.people.person import Pool
from optimizer.planner.alternates import alternates
from optimizer.planner.contest import Slates, contest, open_assumed, open_slates, supposed_slates
from optimizer.planner.documents import Drafting
from optimizer.planner.formats import FORMATS
from optimizer.planner.inputs import open_policy, open_pool, read_bytes
from optimizer.planner.plan import Options
from optimizer.planner.rosters import open_roster
from optimizer.planner.votes import after, open_elected
from optimizer.policy.policy import Policy
from optimizer.report.blocks import Line
from optimizer.report.words import STATUS_WORDS
from optimizer.roster.roster import Proposal
from optimizer.solve.status import Status
from optimizer.store.files import write_files

RosterPath = Annotated[Path, typer.Argument(metavar="ROSTER", help="roster.json / roster.xlsx")]
PoolOption = Annotated[Path, typer.Option("--pool", help="候选人表 · the pool")]
TimeLimit = Annotated[float | None, typer.Option(min=0.0, help="秒 · seconds")]


def contest_command(  # noqa: PLR0913 - one parameter an option, as typer reads them
    roster: RosterPath,
    pool: PoolOption,
    policy: PolicyName,
    odds: Annotated[
        list[str] | None, typer.Option(help="群体的胜算，如 women=0.5，可多次 · odds of a group, may be repeated")
    ] = None,
    strength: Annotated[str, typer.Option(help="候选人强弱的列 · a column of strengths")] = "",
    spread: Annotated[str, typer.Option(help="强弱列是得票：标准差 · strengths are votes with this deviation")] = "",
    draws: Annotated[int, typer.Option(min=0, help="模拟投票的次数 · votes to draw")] = DRAWS,
    seed: Annotated[int, typer.Option(help="模拟和抽签的种子 · seed of the drawn votes and of the draw")] = 0,
    elected: Annotated[
        Path | None, typer.Option(help="谁当选了：表或名单 · who was elected: a table or a list")
    ] = None,
    margin: Annotated[str, typer.Option(help="试算各机构的差额，如 20% · try a margin on every body")] = "",
    out: Out = None,
    formats: Formats = None,
    dated: Dated = None,
    sheet: Sheet = None,
    time_limit: TimeLimit = None,
    as_json: Json = False,
    lang: LangOption = Language.zh,
) -> None:
    """What the vote can do; with --elected, what it did and what comes next."""
    said: Lang = lang.value
    with Faults(said, as_json):
        rules = open_policy(policy)
        people = open_pool(read_bytes(pool), rules, source=pool.name, sheet=sheet)
        file = open_roster(read_bytes(roster), pool=people, policy=rules, source=roster.name)
        options = Options(time_limit=time_limit, seed=seed)
        slates = _slates(people, rules, file, (roster.name, margin), options, said)
        if elected is not None:
            how = Drafting(dated=day_of(dated), formats=formats or FORMATS)
            code = _after(slates, elected, options, (out, how), said, as_json=as_json)
        else:
            assumed = open_assumed(odds or (), rules, strength=strength, spread=spread)
            with TerminalProgress(said).watching() as progress:
                report = contest(slates, assumed, draws=draws, seed=seed, progress=progress)
            files = {} if out is None else report.files(said, formats or FORMATS, dated=day_of(dated))
            written = [] if out is None else write_files(out, files)
            if as_json:
                print_json(report.document())
            else:
                draw([*report.blocks(), *written_line(written)], said, console())
            code = FOUND if report.kept else IMPOSSIBLE
    raise typer.Exit(code)


def alternates_command(  # noqa: PLR0913 - one parameter an option, as typer reads them
    roster: RosterPath,
    pool: PoolOption,
    policy: PolicyName,
    seed: Annotated[int, typer.Option(help="抽签的种子，和 plan 相同 · seed of the draw, as for plan")] = 0,
    sheet: Sheet = None,
    as_json: Json = False,
    lang: LangOption = Language.zh,
) -> None:
    """The order of the reserve, and who moves up for which seat."""
    said: Lang = lang.value
    with Faults(said, as_json):
        rules = open_policy(policy)
        people = open_pool(read_bytes(pool), rules, source=pool.name, sheet=sheet)
        file = open_roster(read_bytes(roster), pool=people, policy=rules, source=roster.name)
        found = alternates(pool=people, policy=rules, seats=file.seats, seed=seed, source=roster.name)
        if as_json:
            print_json(found.document())
        else:
            draw(found.blocks(), said, console())
    raise typer.Exit(FOUND if found.covered else IMPOSSIBLE)


def _slates(
    pool: Pool, policy: Policy, file: RosterFile, named: tuple[str, str], options: Options, lang: Lang
) -> Slates:
    """The roster's slates, or with a margin to try those there would be. Ends the command when none can be planned."""
    source, margin = named
    if not margin:
        return open_slates(pool, policy, file.seats, source=source)
    with TerminalProgress(lang).watching() as progress:
        slates, proposal = supposed_slates(pool, policy, file.seats, margin, options=options, progress=progress)
    if slates is None:
        draw([Line(text=_NO_SLATES), Line(text=STATUS_WORDS[proposal.status])], lang, console())
        raise typer.Exit(exit_code(proposal))
    return slates


def _after(
    slates: Slates, elected: Path, options: Options, target: tuple[Path | None, Drafting], lang: Lang, *, as_json: bool
) -> int:
    won = open_elected(read_bytes(elected), slates, source=elected.name)
    with TerminalProgress(lang).watching() as progress:
        report = after(slates, won, options=options, progress=progress)
    out, how = target
    written = [] if out is None else write_files(out, report.files(lang, how))
    if as_json:
        print_json(report.document())
    else:
        draw([*report.blocks(), *written_line(written)], lang, console())
    if report.after.broken:
        return IMPOSSIBLE
    return FOUND if report.proposal is None else exit_code(report.proposal)


def exit_code(proposal: Proposal) -> int:
    """0 found and proven, 1 impossible, 3 stopped before the proof."""
    return {Status.OPTIMAL: FOUND, Status.IMPOSSIBLE: IMPOSSIBLE}.get(proposal.status, STOPPED)


_NO_SLATES = Filled(
    zh="按这个差额，候选人表里凑不齐差额人选。",
    en="With this margin the pool does not yield enough further candidates.",
)
