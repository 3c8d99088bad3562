"""The view documents."""

from __future__ import annotations

from ui.desk import Desk


def show(desk: Desk) -> None:
    """The whole view."""
    del desk
