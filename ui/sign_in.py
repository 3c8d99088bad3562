"""Who is at the page: nobody in particular on a machine of one's own; on a shared server whoever signed in (docs/server.md).

Streamlit does the signing in (OpenID Connect). Without an [auth] section in its secrets nothing is asked.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from enum import StrEnum

import streamlit as st

from optimizer.basis.text import Lang
from ui import words
from ui.tables import plain

SIGN_IN = "XIWEI_SIGN_IN"
"""The environment variable that keeps the pages shut where signing in is not set up; its value is then REQUIRED."""
REQUIRED = "required"


class Door(StrEnum):
    """How the pages stand to whoever looks at them."""

    OPEN = "open"
    """Nobody has to sign in."""
    SIGNED_IN = "signed_in"
    ASKS = "asks"
    """Signing in is set up, and has not been done."""
    UNKNOWN = "unknown"
    """Signed in, but with no e-mail address that the provider vouches for."""
    UNPREPARED = "unprepared"
    """Signing in is required, and not set up."""


def door() -> Door:
    """How the pages stand to whoever looks at them now."""
    found = claims()
    if "is_logged_in" not in found:
        return Door.UNPREPARED if os.environ.get(SIGN_IN, "").strip().lower() == REQUIRED else Door.OPEN
    if not found["is_logged_in"]:
        return Door.ASKS
    return Door.SIGNED_IN if owner() else Door.UNKNOWN


def owner() -> str:
    """Whose projects are shown: the e-mail address in small letters; "" for nobody in particular."""
    found = claims()
    if not found.get("is_logged_in") or found.get("email_verified") is False:
        return ""
    return str(found.get("email") or "").strip().lower()


def claims() -> Mapping[str, object]:
    """What Streamlit knows of the user; without [auth] nothing of signing in."""
    return dict(st.user)


def let_in(lang: Lang) -> bool:
    """Whether the page may be drawn; where not, what is drawn instead tells why, and how to get in."""
    match door():
        case Door.ASKS:
            st.write(words.PLEASE_SIGN_IN.to(lang))
            for provider in providers():
                label = words.SIGN_IN_WITH.fill(name=provider) if provider else words.SIGN_IN
                key = f"sign_in:{provider}"
                st.button(plain(label.to(lang)), key=key, type="primary", on_click=st.login, args=(provider or None,))
            return False
        case Door.UNKNOWN:
            st.error(words.NO_EMAIL.to(lang))
            sign_out(lang)
            return False
        case Door.UNPREPARED:
            st.error(plain(words.SIGN_IN_MISSING.to(lang)))
            return False
        case _:
            return True


def sign_out(lang: Lang) -> None:
    """Who is signed in, and the way out; nothing where nobody has to."""
    if door() in (Door.SIGNED_IN, Door.UNKNOWN):
        said = words.SIGNED_IN_AS.fill(name=owner() or "—").to(lang)
        st.button(
            words.SIGN_OUT.to(lang),
            key="sign_out",
            type="tertiary",
            icon=":material/logout:",
            help=plain(said),
            on_click=st.logout,
        )


def providers() -> Sequence[str]:
    """The providers named under [auth]; "" for one that is set up there without a name."""
    auth = st.secrets["auth"]
    if "client_id" in auth:
        return ("",)
    return tuple(sorted(name for name in auth if isinstance(auth[name], Mapping))) or ("",)
