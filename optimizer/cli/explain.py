"""`xiwei explain`: why a plan is impossible and what it would take; where it is possible, the room it leaves."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.progress import Progress
from optimizer.basis.text import Lang
from optimizer.cli.drafting import Dated, Formats, Out, day_of, written_line
from optimizer.cli.faults import Faults
from optimizer.cli.options import EXIT_CODES, Json, Keep, LangOption, Language, PolicyName, PoolPath, Sheet
from optimizer.cli.screen import TerminalProgress, console, draw
from optimizer.export.roster_json import roster_document, to_bytes
from optimizer.planner.explain import TIME_LIMIT, Diagnosis, diagnose
from optimizer.planner.formats import FORMATS
from optimizer.planner.inputs import open_base, open_pins, open_policy, open_pool, read_bytes
from optimizer.planner.naming import SOURCE, bounds_named, people_known, read_distance
from optimizer.planner.papers import explain_files
from optimizer.planner.plan import Options, plan
from optimizer.planner.room import (
    Asked,
    alternatives_of,
    headroom_of,
    labels_of,
    least_change_of,
    price_of,
    replacements_of,
    why_person,
)
from optimizer.report.proposal import status_lines
from optimizer.room.nearest import held_by
from optimizer.room.within import Distance
from optimizer.roster.roster import Proposal
from optimizer.solve.status import Status
from optimizer.store.files import write_files

NEAR = "1%"
"""How far a goal may fall short of the best, where nobody says."""


type _Finding = Diagnosis | Asked[Any]
"""One answer: for people, and as keys of the document."""


@dataclass(frozen=True, kw_only=True)
class _Questions:
    """What is asked of a plan that is possible; nothing asked means its headroom."""

    person: tuple[str, ...] = ()
    price: tuple[str, ...] = ()
    alternatives: int | None = None
    labels: bool = False
    replacements: bool = False
    without: tuple[str, ...] = ()


def explain_command(  # noqa: PLR0913 - one parameter an option, as typer reads them
    pool: PoolPath,
    policy: PolicyName,
    person: Annotated[
        list[str] | None, typer.Option(help="这个人为什么进或不进 · why this person is in or out")
    ] = None,
    price: Annotated[
        list[str] | None, typer.Option(help="收紧这条规则的代价，如 D1 或 D1.at_least · what a stricter rule costs")
    ] = None,
    alternatives: Annotated[
        int | None, typer.Option(min=1, help="另拟几份差别尽量大的名单 · so many other rosters that differ most")
    ] = None,
    labels: Annotated[
        bool, typer.Option("--labels", help="哪些人必进、可进可不进、进不了 · who is core, swing or out")
    ] = False,
    distance: Annotated[
        list[str] | None,
        typer.Option(help="离最优多远以内：1%（默认），或某目标=数 · how near the best: 1% (default), or GOAL=12.5"),
    ] = None,
    replacements: Annotated[
        bool, typer.Option("--replacements", help="每个人退出后由谁补上 · who would replace each member")
    ] = False,
    without: Annotated[
        list[str] | None, typer.Option(help="这个人退出，变动最少的名单 · the nearest roster without this person")
    ] = None,
    base: Annotated[Path | None, typer.Option(help="与 --without 合用的上一份 roster.json · an earlier roster")] = None,
    keep: Keep = None,
    sheet: Sheet = None,
    seed: Annotated[int, typer.Option(help="并列时抽签的种子 · seed of the draw that breaks ties")] = 0,
    time_limit: Annotated[float | None, typer.Option(min=0.0, help="秒 · seconds")] = None,
    out: Out = None,
    formats: Formats = None,
    dated: Dated = None,
    as_json: Json = False,
    lang: LangOption = Language.zh,
) -> None:
    """Plan, then explain."""
    said: Lang = lang.value
    asked = _Questions(
        person=tuple(person or ()),
        price=tuple(price or ()),
        alternatives=alternatives,
        labels=labels,
        replacements=replacements,
        without=tuple(without or ()),
    )
    with Faults(said, as_json):
        rules = open_policy(policy)
        people = open_pool(read_bytes(pool), rules, source=pool.name, sheet=sheet)
        pins = () if keep is None else open_pins(read_bytes(keep), people, rules, source=keep.name)
        options = Options(pins=pins, time_limit=time_limit, seed=seed)
        earlier = None if base is None else open_base(read_bytes(base), source=base.name, policy=rules)
        with TerminalProgress(said).watching() as progress:
            proposal = plan(pool=people, policy=rules, options=options, progress=progress)
            if proposal.status is Status.IMPOSSIBLE:
                found: list[_Finding] = [diagnose(proposal.problem, time_limit=time_limit, progress=progress)]
            else:
                reach = read_distance(proposal, distance or [NEAR])
                found = list(_room(proposal, asked, replace(options, base=earlier), reach, progress))
        files = {} if out is None else explain_files(proposal, found, said, formats or FORMATS, dated=day_of(dated))
        written = [] if out is None else write_files(out, files)
        _print(proposal, found, written, said, as_json=as_json)
    raise typer.Exit(EXIT_CODES[proposal.status])


def _room(
    proposal: Proposal, asked: _Questions, options: Options, distance: Distance, progress: Progress
) -> Iterator[_Finding]:
    """The answers to what is asked of a plan that has a roster; its headroom where nothing is asked."""
    if not proposal.seats:
        return
    _look_at(proposal, asked)
    limit = TIME_LIMIT if options.time_limit is None else options.time_limit
    if asked == _Questions():
        yield headroom_of(proposal, time_limit=limit, progress=progress)
    for who in asked.person:
        yield why_person(proposal, who, time_limit=limit, progress=progress)
    for rule in asked.price:
        yield price_of(proposal, rule, time_limit=limit, progress=progress)
    if asked.labels:
        yield labels_of(proposal, distance, time_limit=limit, progress=progress)
    if asked.alternatives:
        yield alternatives_of(proposal, asked.alternatives, distance, time_limit=limit, progress=progress)
    if asked.replacements:
        yield replacements_of(proposal, time_limit=limit, progress=progress)
    if asked.without:
        base = options.base or held_by(proposal.seats)
        problem = proposal.problem
        yield least_change_of(
            pool=problem.pool,
            policy=problem.policy,
            base=base,
            left=asked.without,
            options=options,
            progress=progress,
        )


def _look_at(proposal: Proposal, asked: _Questions) -> None:
    """Raises InputFaults with every name asked about that fits nothing, before anything is worked out."""
    faults: list[Fault] = []
    checks: list[Callable[[], object]] = [lambda: people_known(proposal, (*asked.person, *asked.without))]
    checks += [partial(bounds_named, proposal, rule) for rule in asked.price]
    for check in checks:
        try:
            check()
        except InputFaults as error:
            faults += error.faults
    if faults:
        raise InputFaults(SOURCE, faults)


def _print(proposal: Proposal, found: list[_Finding], written: list[Path], lang: Lang, *, as_json: bool) -> None:
    if as_json:
        document = roster_document(proposal)
        for each in found:
            document |= _joined(document, each.document())
        sys.stdout.write(to_bytes(document).decode())
        return
    blocks = status_lines(proposal, explained=True)
    for each in found:
        blocks += each.blocks()
    draw([*blocks, *written_line(written)], lang, console())


def _joined(document: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """New keys, with lists that several answers have (two people, two prices) one after the other."""
    return {
        key: [*document[key], *value] if isinstance(document.get(key), list) and isinstance(value, list) else value
        for key, value in more.items()
    }
