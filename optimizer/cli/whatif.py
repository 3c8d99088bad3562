"""`xiwei whatif`: sweeps, trade-offs, and the map of what is possible."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.text import Filled, Lang, Text
from optimizer.cli.drafting import Out, written_line
from optimizer.cli.faults import Faults, print_json
from optimizer.cli.options import FOUND, STOPPED, Json, Keep, LangOption, Language, PolicyName, PoolPath, Sheet
from optimizer.cli.screen import TerminalProgress, console, draw
from optimizer.planner.inputs import open_pins, open_policy, open_pool, read_bytes
from optimizer.planner.plan import Options
from optimizer.planner.whatif import Asked, Swept, TradeOff, bound_map, frontier, sweep
from optimizer.store.files import write_files
from optimizer.whatif.axes import SOURCE
from optimizer.whatif.sweep import Means


def whatif_command(  # noqa: PLR0913 - one parameter an option, as typer reads them
    pool: PoolPath,
    policy: PolicyName,
    vary: Annotated[
        list[str] | None,
        typer.Option(
            help="要变的一项，可写多次：D1.at_least=60%:85%:5%、congress.seats=300:340:10、reference_date=…、pool=… · what varies"
        ),
    ] = None,
    grid: Annotated[bool, typer.Option("--grid", help="逐个组合 · every combination of several --vary")] = False,
    frontier_of: Annotated[
        str | None,
        typer.Option("--frontier", help="两项的权衡：D1.at_least,S3.at_least · the trade-off between two sides"),
    ] = None,
    map_of: Annotated[
        str | None, typer.Option("--map", help="两项的哪些组合可行 · which pairs of two sides are possible")
    ] = None,
    out: Out = None,
    keep: Keep = None,
    sheet: Sheet = None,
    seed: Annotated[int, typer.Option(help="并列时抽签的种子 · seed of the draw that breaks ties")] = 0,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="同时求解的进程数，默认每个处理器核一个 · processes; one a core by default"),
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(help="Dask 调度器地址，如 tcp://127.0.0.1:8786 · address of a Dask scheduler")
    ] = None,
    time_limit: Annotated[float | None, typer.Option(min=0.0, help="秒 · seconds")] = None,
    as_json: Json = False,
    lang: LangOption = Language.zh,
) -> None:
    """Vary, solve, compare, write."""
    said: Lang = lang.value
    with Faults(said, as_json):
        start = perf_counter()
        _look_at(vary or [], [frontier_of, map_of], grid=grid)
        rules = open_policy(policy)
        people = open_pool(read_bytes(pool), rules, source=pool.name, sheet=sheet)
        pins = () if keep is None else open_pins(read_bytes(keep), people, rules, source=keep.name)
        options = Options(pins=pins, time_limit=time_limit, seed=seed)
        means = Means(workers=workers, scheduler=scheduler, time_limit=time_limit)
        with TerminalProgress(said).watching() as progress:
            found: Swept | TradeOff
            if frontier_of is not None:
                found = frontier(pool=people, policy=rules, sides=frontier_of, options=options, progress=progress)
            elif map_of is not None:
                found = bound_map(pool=people, policy=rules, sides=map_of, options=options, progress=progress)
            else:
                asked = Asked(vary=tuple(vary or ()), grid=grid)
                found = sweep(pool=people, policy=rules, asked=asked, options=options, means=means, progress=progress)
        seconds = perf_counter() - start
        written = [] if out is None else _write(found, out, said, seconds)
        _print(found, written, said, as_json=as_json, seconds=seconds)
    raise typer.Exit(FOUND if found.complete else STOPPED)


def _look_at(vary: list[str], sides: list[str | None], *, grid: bool) -> None:
    """Raises InputFaults where nothing is asked, or more than one kind of thing."""
    asked = [bool(vary), *(each is not None for each in sides)]
    faults = []
    if sum(asked) != 1:
        message = _NOTHING if not any(asked) else _SEVERAL
        faults.append(Fault(kind="whatif.asked", message=message, cure=_CURE))
    if grid and not vary:
        faults.append(Fault(kind="whatif.grid", path="--grid", message=_NO_GRID, cure=_CURE))
    if faults:
        raise InputFaults(SOURCE, faults)


def _write(found: Swept | TradeOff, out: Path, lang: Lang, seconds: float) -> list[Path]:
    """The files and the run log, its new line included: all of them or none."""
    stamp = datetime.now(UTC).isoformat(timespec="seconds")
    state = "complete" if found.complete else "stopped"
    line = f"{stamp} whatif {found.problem.policy.name} {state} {seconds:.2f}s\n"
    log = out / "run.log"
    earlier = read_bytes(log) if log.is_file() else b""
    return write_files(out, {**found.files(lang), log.name: earlier + line.encode()})


def _print(found: Swept | TradeOff, written: list[Path], lang: Lang, *, as_json: bool, seconds: float) -> None:
    if as_json:
        print_json(found.document())
        return
    draw([*found.blocks(), *written_line(written)], lang, console())
    err = console(stderr=True)
    if isinstance(found, Swept):
        err.print(_SOLVED.fill(solved=found.sweep.solved, count=len(found.sweep.points)).to(lang))
    err.print(_SECONDS.fill(seconds=f"{seconds:.1f}").to(lang))


_NOTHING = Filled(zh="没有写要变什么", en="it is not said what is to vary")
_SEVERAL = Filled(
    zh="--vary、--frontier、--map 只能写一种", en="only one of --vary, --frontier and --map can be asked at a time"
)
_NO_GRID = Filled(zh="--grid 要和 --vary 一起写", en="--grid goes with --vary")
_CURE = Filled(
    zh="写 --vary D1.at_least=60%:85%:5%，或 --frontier D1.at_least,S3.at_least，或 --map D1.at_least,S3.at_least",
    en="Write --vary D1.at_least=60%:85%:5%, or --frontier D1.at_least,S3.at_least, or --map D1.at_least,S3.at_least",
)
_SOLVED = Text(
    zh="求解了 {solved} 次，得到 {count} 个情形和现行规定的结果",
    en="{solved} solves for {count} scenarios and things as they stand",
)
_SECONDS = Text(zh="用时 {seconds} 秒", en="{seconds} seconds")
