"""`xiwei rollout`: many associations at once, from the table of units to the monthly report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.progress import Progress
from optimizer.basis.text import Lang, Text
from optimizer.cli.drafting import Dated, Formats, day_of, written_line
from optimizer.cli.faults import Faults, print_json
from optimizer.cli.options import FOUND, IMPOSSIBLE, STOPPED, Json, LangOption, Language
from optimizer.cli.screen import TerminalProgress, console, draw, show_notices
from optimizer.export.rollout_json import read_coverage
from optimizer.planner.documents import Drafting
from optimizer.planner.formats import FORMATS
from optimizer.planner.inputs import read_bytes
from optimizer.planner.rollout.handouts import Handing, document, files, summary
from optimizer.planner.rollout.rollout import Place, Power, RolledOut, Wanted, rollout
from optimizer.planner.rollout.table import Units, read_units
from optimizer.planner.rollout.unit_files import ALL, unit_files
from optimizer.rollout.coverage import Coverage
from optimizer.rollout.route import AHEAD_MONTHS
from optimizer.rollout.schedule_reading import Written, read_settings
from optimizer.store.files import WriteError, write_files

SOURCE = "xiwei rollout"


def rollout_command(  # noqa: PLR0913 - one parameter an option, as typer reads them
    units: Annotated[Path, typer.Argument(metavar="UNITS", help="单位表 · the table of units")],
    out: Annotated[
        Path, typer.Option(help="输出文件夹；结果也存在这里，再运行会接着做 · folder for files and results")
    ],
    as_of: Annotated[
        datetime | None,
        typer.Option(
            "--as-of", formats=["%Y-%m-%d"], help="数字截至的日期，默认今天 · day of the figures, today by default"
        ),
    ] = None,
    target: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="全覆盖的目标日期 · day full coverage is aimed at")
    ] = None,
    ahead: Annotated[
        int, typer.Option(min=0, help="几个月内到期算即将换届 · months within which a turnover is near")
    ] = AHEAD_MONTHS,
    only: Annotated[
        list[str] | None, typer.Option(help="只拟定这个编码的单位，可写几次 · plan this unit alone")
    ] = None,
    no_plan: Annotated[bool, typer.Option("--no-plan", help="不拟定，只统计 · figures only, plan nothing")] = False,
    schedule: Annotated[
        bool, typer.Option("--schedule", help="排出各单位换届的年份 · give every unit the year of its congress")
    ] = False,
    first: Annotated[int | None, typer.Option("--from", help="排期的第一年 · first year of the schedule")] = None,
    years: Annotated[int, typer.Option(min=1, help="排期的年数 · years of the schedule")] = 3,
    capacity: Annotated[
        list[str] | None,
        typer.Option(help="每年至多几个单位：900 或 2027=900，可写几次 · units a year at most, or YEAR=UNITS"),
    ] = None,
    city_capacity: Annotated[
        list[str] | None,
        typer.Option(
            "--city-capacity",
            help="每市每年至多几个：60、海平市=80、海平市:2026=20，可写几次 · units a city and year at most, or CITY=UNITS",
        ),
    ] = None,
    due_must: Annotated[
        bool, typer.Option("--due-must", help="到期的不许推迟 · nobody who can be on time may be late")
    ] = False,
    concurrent: Annotated[
        int,
        typer.Option(
            min=0, help="一人至多在几个单位任主席、副主席，0 不查 · associations one person may hold offices in"
        ),
    ] = 1,
    repair: Annotated[
        bool, typer.Option("--repair", help="兼职超限时，用最少的变动重排 · plan again with the fewest changes")
    ] = False,
    workers: Annotated[
        int | None, typer.Option(min=1, help="进程数，默认每核一个 · processes; one a core by default")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(help="Dask 调度器地址，如 tcp://127.0.0.1:8786 · address of a Dask scheduler")
    ] = None,
    time_limit: Annotated[float | None, typer.Option(min=0.0, help="每个单位的秒数 · seconds for each unit")] = None,
    seed: Annotated[int, typer.Option(help="并列时抽签的种子 · seed of the draw that breaks ties")] = 0,
    month: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m"], help="月报的月份，如 2026-11 · month of the report")
    ] = None,
    before: Annotated[
        Path | None, typer.Option(help="上次的输出文件夹，月报写变化 · folder of the last report, for what has changed")
    ] = None,
    documents: Annotated[
        list[str] | None,
        typer.Option(
            help="另写这个单位的名单和文件，可写几次；all 为全部 · rosters and documents of this unit too, or of all"
        ),
    ] = None,
    formats: Formats = None,
    dated: Dated = None,
    as_json: Json = False,
    lang: LangOption = Language.zh,
) -> None:
    """Read, schedule, plan, repair, count, write."""
    said: Lang = lang.value
    with Faults(said, as_json):
        start = perf_counter()
        table = read_units(read_bytes(units), source=units.name)
        asked = Written(
            first=first or day_of(as_of).year,
            years=years,
            capacity=capacity or (),
            city_capacity=city_capacity or (),
            due_must=due_must,
            seed=seed,
        )
        wanted = Wanted(
            as_of=day_of(as_of),
            target=None if target is None else target.date(),
            ahead=ahead,
            schedule=read_settings(asked) if schedule else None,
            limit=concurrent,
            repair=repair,
            plan=not no_plan,
            only=_known("--only", only or [], table),
        )
        codes = _known("--documents", [code for code in documents or [] if code != ALL], table)
        handing = Handing(
            month=None if month is None else month.date(),
            dated=day_of(dated),
            before=None if before is None else _before(before),
            formats=tuple(dict.fromkeys(formats)) if formats else FORMATS,
        )
        show_notices(table.notices, said)
        _folder(out)
        with TerminalProgress(said).watching() as progress:
            found = rollout(
                table,
                wanted,
                Place(inputs=units.parent, out=out),
                Power(workers=workers, scheduler=scheduler, time_limit=time_limit, seed=seed),
                progress,
            )
            written = _hand_out(found, handing, out, said, perf_counter() - start)
            if documents:
                chosen = [unit.code for unit in found.units] if ALL in documents else codes
                _unit_documents(found, chosen, handing, (said, progress))
        if as_json:
            print_json(document(found))
        else:
            draw([*summary(found), *written_line([*written, found.place.results])], said, console())
            console(stderr=True).print(_SECONDS.fill(seconds=f"{perf_counter() - start:.1f}").to(said))
    raise typer.Exit(STOPPED if not found.complete else FOUND if found.sound else IMPOSSIBLE)


def _hand_out(found: RolledOut, handing: Handing, out: Path, lang: Lang, seconds: float) -> list[Path]:
    """The files and the run log, all of them or none; the files without the log."""
    written = write_files(out, {**files(found, lang, handing), "run.log": _log(found, out, seconds)})
    return [path for path in written if path.name != "run.log"]


def _unit_documents(found: RolledOut, codes: Sequence[str], handing: Handing, how: tuple[Lang, Progress]) -> None:
    """The documents of some units, each unit's in a folder of its own: all of them or none."""
    lang, progress = how
    drafting = Drafting(dated=handing.dated, formats=handing.formats)
    for code, made in unit_files(found, codes, lang, drafting, progress):
        write_files(found.place.out / "units" / _folder_name(code), made)


def _folder_name(code: str) -> str:
    """A code as the name of a folder, whatever signs it has; two codes never share one."""
    return "".join(sign if sign.isalnum() or sign in "-_" else f"%{ord(sign):x}" for sign in code)


def _log(found: RolledOut, out: Path, seconds: float) -> bytes:
    stamp = datetime.now(UTC).isoformat(timespec="seconds")
    outcomes = " ".join(f"{outcome}={count}" for outcome, count in found.prospects.outcomes.items() if count)
    state = "complete" if found.complete else "stopped"
    line = f"{stamp} rollout units={len(found.units)} {outcomes} {state} {seconds:.2f}s\n"
    log = out / "run.log"
    return (read_bytes(log) if log.is_file() else b"") + line.encode()


def _folder(out: Path) -> None:
    """Make the folder before anything is worked out. Raises WriteError."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"{out}: {error.strerror or error}") from error


def _known(option: str, only: list[str], table: Units) -> tuple[str, ...]:
    """The codes asked for. Raises InputFaults for those that no unit has."""
    codes = {unit.code for unit in table.units}
    faults = [_fault(option, code, _NO_UNIT, _NO_UNIT_CURE) for code in only if code not in codes]
    if faults:
        raise InputFaults(SOURCE, faults)
    return tuple(only)


def _before(folder: Path) -> Coverage:
    """The coverage of the last report, from its folder or its rollout.json. Raises InputFaults."""
    path = folder / "rollout.json" if folder.is_dir() else folder
    return read_coverage(read_bytes(path), source=str(path))


def _fault(option: str, value: str, message: Text, cure: Text) -> Fault:
    return Fault(kind="rollout.option", path=option, value=value, message=message.fill(), cure=cure.fill())


_NO_UNIT = Text(zh="单位表里没有这个编码", en="no unit of the table has this code")
_NO_UNIT_CURE = Text(zh="写单位表“编码”一列里的编码", en="Write a code from the table's column of codes")
_SECONDS = Text(zh="用时 {seconds} 秒", en="{seconds} seconds")
