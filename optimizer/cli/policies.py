"""`xiwei policies`: what ships, and one policy with where each piece of it comes from."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from optimizer.cli.faults import Faults, print_json
from optimizer.cli.options import Json, LangOption, Language
from optimizer.cli.screen import console, draw
from optimizer.planner.lists import policy_list, policy_record, policy_text

policies_app = typer.Typer(rich_markup_mode=None)


@policies_app.callback(invoke_without_command=True)
def list_command(context: typer.Context, as_json: Json = False, lang: LangOption = Language.zh) -> None:
    """List the shipped policies."""
    if context.invoked_subcommand is not None:
        return
    with Faults(lang.value, as_json):
        table, records = policy_list()
        if as_json:
            print_json(records)
        else:
            draw([table], lang.value, console())


@policies_app.command("show", help="一个政策的全文，每一行的出处 · one policy whole, and where each line comes from")
def show_command(
    context: typer.Context,
    named: Annotated[
        str, typer.Argument(metavar="NAME", help="自带政策名、名称@日期或政策文件 · a name, NAME@2019-06-30 or a file")
    ],
    as_json: Json = False,
    lang: Annotated[Language | None, typer.Option("--lang", help="语言 · language of the prose")] = None,
) -> None:
    """Print a policy with all it takes from others; `--json` and `--lang` may also stand before `show`."""
    before = {} if context.parent is None else context.parent.params
    as_json = as_json or bool(before.get("as_json"))
    said = lang or Language(before.get("lang", Language.zh))
    with Faults(said.value, as_json):
        if as_json:
            print_json(policy_record(named))
        else:
            sys.stdout.write(policy_text(named, said.value))
