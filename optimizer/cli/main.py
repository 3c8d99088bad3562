"""`xiwei`: plan, check, policies, rules, app."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from optimizer.basis.text import Filled, Lang, Text
from optimizer.cli.allocate import allocate_command
from optimizer.cli.compare import compare_command
from optimizer.cli.contest import alternates_command, contest_command
from optimizer.cli.cooption import coopt_command
from optimizer.cli.drafting import Dated, Formats, Out, drafting, written_line
from optimizer.cli.explain import explain_command
from optimizer.cli.faults import Faults, print_json
from optimizer.cli.options import (
    BAD_INPUT,
    EXIT_CODES,
    FOUND,
    IMPOSSIBLE,
    Characters,
    Json,
    Keep,
    LangOption,
    Language,
    Order,
    OrderList,
    PolicyName,
    PoolPath,
    Sheet,
)
from optimizer.cli.pages import serve
from optimizer.cli.policies import policies_app
from optimizer.cli.rollout import rollout_command
from optimizer.cli.screen import NOTICE, TerminalProgress, console, draw, show_notices
from optimizer.cli.whatif import whatif_command
from optimizer.export.roster_json import roster_document, to_bytes
from optimizer.names.listing import Order as NameOrder
from optimizer.people.person import Pool
from optimizer.planner.documents import Drafting, order_notice, proposal_files
from optimizer.planner.explain import Diagnosis, diagnose
from optimizer.planner.inputs import DATA, open_base, open_pins, open_policy, open_pool, read_bytes
from optimizer.planner.lists import rule_list
from optimizer.planner.plan import Options, check, plan
from optimizer.planner.rosters import open_roster
from optimizer.policy.policy import Policy
from optimizer.report.blocks import Line
from optimizer.report.proposal import summary_blocks
from optimizer.report.reference import rule_reference
from optimizer.roster.roster import Proposal
from optimizer.rules.base import Rule
from optimizer.solve.status import Status
from optimizer.store.files import write_files

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="席位：换届名单的最优方案与证明 · Proven, nested rosters.",
    rich_markup_mode=None,
)
app.add_typer(policies_app, name="policies", help="自带的政策 · the policies that ship, with their sources")
app.command(
    "explain",
    help="为什么不可能、怎样才可能；或者余地 · why impossible and what it would take; or the room left",
)(explain_command)
app.command("whatif", help="假如：变动界限、席位、日期 · sweeps and trade-offs")(whatif_command)
app.command("compare", help="两份名单对照 · two rosters side by side")(compare_command)
app.command("allocate", help="名额分到各单位，指标分解下去 · seats to electing units, quotas handed down")(
    allocate_command
)
app.command("contest", help="差额选举对规则的影响 · what a contested election can do to the rules")(contest_command)
app.command("alternates", help="候补次序，谁递补哪个席位 · the reserve in order, and who moves up")(alternates_command)
app.command("rollout", help="许多科协一起推进：排期、拟定、覆盖、月报 · many associations at once")(rollout_command)
app.command("coopt", help="届中增补 · fill vacancies in mid-term")(coopt_command)


@app.command("plan", help="拟定名单 · propose the rosters: roster.json, roster.xlsx, proposal.docx")
def plan_command(  # noqa: PLR0913 - one parameter an option, as typer reads them
    pool: PoolPath,
    policy: PolicyName,
    out: Out = None,
    base: Annotated[
        Path | None, typer.Option(help="上一份 roster.json 或 roster.xlsx，变动尽量少 · an earlier roster to stay near")
    ] = None,
    keep: Keep = None,
    sheet: Sheet = None,
    time_limit: Annotated[float | None, typer.Option(min=0.0, help="秒 · seconds")] = None,
    seed: Annotated[int, typer.Option(help="并列时抽签的种子 · seed of the draw that breaks ties")] = 0,
    order: Order = NameOrder.SURNAME,
    order_list: OrderList = None,
    characters: Characters = None,
    formats: Formats = None,
    dated: Dated = None,
    as_json: Json = False,
    lang: LangOption = Language.zh,
) -> None:
    """Propose, prove, count again, write."""
    said: Lang = lang.value
    with Faults(said, as_json):
        start = perf_counter()
        rules = open_policy(policy)
        people = open_pool(read_bytes(pool), rules, source=pool.name, sheet=sheet)
        pins = _pins(keep, people, rules)
        earlier = None if base is None else open_base(read_bytes(base), source=base.name, policy=rules)
        how = drafting(people, order, (order_list, characters), formats, dated)
        show_notices(people.notices, said)
        options = Options(pins=pins, base=earlier, time_limit=time_limit, seed=seed)
        with TerminalProgress(said).watching() as progress:
            proposal = plan(pool=people, policy=rules, options=options, progress=progress)
            why = None
            if proposal.status is Status.IMPOSSIBLE:
                why = diagnose(proposal.problem, time_limit=time_limit, progress=progress)
        seconds = perf_counter() - start
        written = None
        if out is not None:
            known = proposal.status is not Status.UNKNOWN
            written = _write(proposal, why, out, (said, how), seconds) if known else []
        _print(proposal, why, written, said, as_json=as_json, seconds=seconds)
        unplaced = order_notice(proposal, how.listing)
        if written and unplaced is not None:
            console(stderr=True).print(NOTICE.fill(said=unplaced).to(said), markup=False)
    raise typer.Exit(EXIT_CODES[proposal.status])


@app.command("check", help="逐人重新计数 · count a roster again by head")
def check_command(  # noqa: PLR0913 - one parameter an option, as typer reads them
    roster: Annotated[Path, typer.Argument(metavar="ROSTER", help="roster.json / roster.xlsx")],
    pool: Annotated[Path, typer.Option(help="候选人表 · the pool")],
    policy: PolicyName,
    keep: Keep = None,
    sheet: Sheet = None,
    as_json: Json = False,
    lang: LangOption = Language.zh,
) -> None:
    """Count by head, from pool and policy alone."""
    said: Lang = lang.value
    with Faults(said, as_json):
        rules = open_policy(policy)
        people = open_pool(read_bytes(pool), rules, source=pool.name, sheet=sheet)
        file = open_roster(read_bytes(roster), pool=people, policy=rules, source=roster.name)
        show_notices(file.notices, said)
        checked = check(pool=people, policy=rules, seats=file.seats, pins=_pins(keep, people, rules))
        _show_differences(people, rules, (file.pool_sha256, file.policy_sha256), said)
        if as_json:
            print_json(checked.document())
        else:
            draw(checked.blocks(), said, console())
    raise typer.Exit(FOUND if checked.kept else IMPOSSIBLE)


@app.command("rules", help="规则的种类 · the kinds of rules")
def rules_command(
    as_json: Json = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="参考页 · the reference page")] = False,
    lang: LangOption = Language.zh,
) -> None:
    """List the rule kinds."""
    table, records = rule_list()
    if markdown:
        sys.stdout.write(rule_reference())
    elif as_json:
        print_json(records)
    else:
        draw([table], lang.value, console())


@app.command("app", help="打开网页 · open the pages")
def app_command(port: Annotated[int, typer.Option(help="端口 · port")] = 8501, lang: LangOption = Language.zh) -> None:
    """Run the pages on this machine only."""
    if find_spec("streamlit") is None:
        console(stderr=True).print(_NO_STREAMLIT.to(lang.value))
        raise typer.Exit(BAD_INPUT)
    raise typer.Exit(serve(DATA.parent / "app.py", port=port, lang=lang.value))


def _pins(keep: Path | None, pool: Pool, policy: Policy) -> tuple[Rule, ...]:
    return () if keep is None else open_pins(read_bytes(keep), pool, policy, source=keep.name)


def _write(
    proposal: Proposal, why: Diagnosis | None, out: Path, how: tuple[Lang, Drafting], seconds: float
) -> list[Path]:
    """The plan's files and the run log, its new line included: all of them or none; the files without the log."""
    stamp = datetime.now(UTC).isoformat(timespec="seconds")
    solver = f"{proposal.solved.solver} {proposal.solved.version}"
    line = f"{stamp} plan {proposal.problem.policy.name} {proposal.status} {seconds:.2f}s {solver}\n"
    log = out / "run.log"
    earlier = read_bytes(log) if log.is_file() else b""
    files = proposal_files(proposal, *how, why=why)
    write_files(out, {**files, log.name: earlier + line.encode()})
    return [out / name for name in files]


def _print(
    proposal: Proposal, why: Diagnosis | None, written: list[Path] | None, lang: Lang, *, as_json: bool, seconds: float
) -> None:
    """The result; `written` are the files, none where the result was worth none, None where no folder was given."""
    if as_json:
        found = {} if why is None else why.document()
        sys.stdout.write(to_bytes({**roster_document(proposal), **found}).decode())
        return
    blocks = [*summary_blocks(proposal, explained=why is not None), *([] if why is None else why.summary())]
    if written is not None:
        blocks += written_line(written) or [Line(text=_NOTHING_WRITTEN)]
    draw(blocks, lang, console())
    console(stderr=True).print(_SECONDS.fill(seconds=f"{seconds:.1f}").to(lang))


def _show_differences(pool: Pool, policy: Policy, hashes: tuple[str, str], lang: Lang) -> None:
    for known, now, said in ((hashes[0], pool.sha256, _OTHER_POOL), (hashes[1], policy.sha256, _OTHER_POLICY)):
        if known and known != now:
            console(stderr=True).print(said.to(lang))


def main() -> None:
    """Entry point."""
    app()


_NO_STREAMLIT = Filled(
    zh="没有安装网页部分。运行 make app，它会先安装。",
    en="The pages are not installed. Run make app, which installs them.",
)
_NOTHING_WRITTEN = Filled(zh="没有写任何文件，原有文件未改动。", en="No file was written; earlier ones are unchanged.")
_SECONDS = Text(zh="用时 {seconds} 秒", en="{seconds} seconds")
_OTHER_POOL = Filled(
    zh="注意：候选人表与生成名单时的不同。", en="Note: the pool is not the one this roster was made from."
)
_OTHER_POLICY = Filled(
    zh="注意：政策与生成名单时的不同。", en="Note: the policy is not the one this roster was made from."
)


if __name__ == "__main__":
    main()
