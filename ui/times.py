"""Times as people read them: the store keeps them in UTC, the page shows them by the clock of whoever looks."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st


def here() -> tzinfo | None:
    """The time zone of the browser; None, the server's own, where it does not say."""
    named = st.context.timezone
    if not named:
        return None
    try:
        return ZoneInfo(named)
    except (ZoneInfoNotFoundError, ValueError):
        return None


def local_time(at: str) -> str:
    """A time of the store, to the minute: `2026-11-22 19:40`."""
    return datetime.fromisoformat(at).astimezone(here()).strftime("%Y-%m-%d %H:%M")


def today() -> date:
    """The day it is where the browser is."""
    return datetime.now(here()).date()
