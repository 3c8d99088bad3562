"""Running a command as a user does."""

from __future__ import annotations

from typer.testing import CliRunner, Result

from optimizer.cli.main import app

POSSIBLE, IMPOSSIBLE, BAD, STOPPED = range(4)


def xiwei(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])
