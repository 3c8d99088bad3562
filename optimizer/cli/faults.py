"""What went wrong, in one clear message and an exit code."""

from __future__ import annotations

import json
import sys
from typing import Any, NoReturn

import typer

from optimizer.basis.faults import InputFaults
from optimizer.basis.text import Filled, Lang, Text
from optimizer.cli.options import BAD_INPUT, INTERNAL, STOPPED
from optimizer.roster.recount import RecountError
from optimizer.store.database import StoreError
from optimizer.store.files import WriteError


class Faults:
    """Turns what went wrong into one clear message and an exit code; no traceback reaches a user."""

    def __init__(self, lang: Lang, as_json: bool) -> None:
        self._lang = lang
        self._as_json = as_json

    def __enter__(self) -> None:
        """Nothing to do."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, InputFaults):
            self._bad_input(error)
        elif isinstance(error, StoreError):
            self._end(error.said, BAD_INPUT)
        elif isinstance(error, WriteError):
            self._end(_NOT_WRITTEN.fill(why=error), BAD_INPUT)
        elif isinstance(error, RecountError):
            self._end(_RECOUNT.fill(why=error), INTERNAL)
        elif isinstance(error, KeyboardInterrupt):
            self._end(_INTERRUPTED, STOPPED)

    def _bad_input(self, error: InputFaults) -> NoReturn:
        if self._as_json:
            faults = [
                {
                    "kind": fault.kind,
                    "place": fault.place(self._lang),
                    "file": fault.file,
                    "row": fault.row,
                    "column": fault.column,
                    "value": fault.value,
                    "message": fault.message.to(self._lang),
                    "cure": fault.cure.to(self._lang),
                }
                for fault in error.faults
            ]
            print_json({"source": error.source, "faults": faults})
        typer.echo(error.digest(self._lang), err=True)
        raise typer.Exit(BAD_INPUT) from None

    def _end(self, said: Filled, code: int) -> NoReturn:
        typer.echo(said.to(self._lang), err=True)
        raise typer.Exit(code) from None


def print_json(document: Any) -> None:
    """The machine form, alone on standard output."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")


_NOT_WRITTEN = Text(
    zh="文件没有写成，原有文件未改动：{why}", en="The files were not written, earlier ones are unchanged: {why}"
)
_RECOUNT = Text(
    zh="内部错误：逐人重新计数与求解器不一致，没有给出名单（{why}）。请报告这个问题。",
    en="Internal error: the count by head differs from the solver, no roster is given ({why}). Please report this.",
)
_INTERRUPTED = Filled(zh="已中断，没有写任何文件。", en="Interrupted; no file was written.")
