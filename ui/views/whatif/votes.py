"""The model of the vote, set before anything is computed: the margin, odds of groups, a column of strengths, a spread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from optimizer.basis.text import Filled
from optimizer.people.person import Pool
from optimizer.planner.desk.roster import group_titles, header_said
from optimizer.planner.desk.voting import strength_columns
from optimizer.policy.policy import Policy
from ui.desk import Desk
from ui.views.whatif import words
from ui.views.whatif.asking import memory, setting

SECTION = "contest"
MARGIN, STRENGTH, SPREAD = "vote_margin", "vote_strength", "vote_spread"
ODDS = "vote_odds:"
IN_A_ROW = 3


@dataclass(frozen=True, kw_only=True)
class Model:
    """What is assumed: the `margin` in per cent ("" where the policy has its own), and the texts of the model."""

    margin: str
    odds: tuple[str, ...] = ()
    strength: str = ""
    spread: str = ""

    @property
    def name(self) -> str:
        """The same for the same model."""
        return f"{self.margin} {' '.join(self.odds)} {self.strength} {self.spread}"


def model(desk: Desk) -> tuple[Model, list[str]]:
    """The widgets, folded but for the margin; what they say, and their keys."""
    assert desk.ready is not None
    pool, policy = desk.ready
    keys = [STRENGTH, SPREAD, *(f"{ODDS}{group}" for group in policy.groups)]
    margin = ""
    if not policy.contested:
        setting(desk, SECTION, MARGIN, 20)
        given = st.number_input(
            desk.text(words.MARGIN), min_value=1, max_value=100, step=5, key=MARGIN, help=desk.text(words.MARGIN_HELP)
        )
        margin = f"{given}%"
        keys.append(MARGIN)
    # In sight until something has been asked, so that nobody takes the chances for facts.
    first = memory().find(desk.scenario.id, SECTION) is None
    with st.expander(desk.text(words.ASSUMED), expanded=first, icon=":material/tune:"):
        st.caption(desk.text(words.ASSUMED_INTRO))
        strength, spread = _strength(desk, pool)
        odds = _odds(desk, policy, closed=bool(spread))
    return Model(margin=margin, odds=odds, strength=strength, spread=spread), keys


def _odds(desk: Desk, policy: Policy, *, closed: bool) -> tuple[str, ...]:
    """The odds of each group against the others, where they are not even."""
    titles: Mapping[str, Filled] = group_titles(policy)
    said: list[str] = []
    names = list(policy.groups)
    for at in range(0, len(names), IN_A_ROW):
        for column, name in zip(st.columns(IN_A_ROW), names[at : at + IN_A_ROW], strict=False):
            setting(desk, SECTION, f"{ODDS}{name}", 1.0)
            with column:
                times = st.number_input(
                    desk.text(words.ODDS_OF.fill(group=titles[name])),
                    min_value=0.01,
                    max_value=100.0,
                    step=0.05,
                    format="%.2f",
                    key=f"{ODDS}{name}",
                    help=desk.text(words.ODDS_HELP),
                    disabled=closed,
                )
            # 1 is even odds: nothing to say.
            if not closed and f"{times:.2f}" != "1.00":
                said.append(f"{name}={times:.2f}")
    return tuple(said)


def _strength(desk: Desk, pool: Pool) -> tuple[str, str]:
    """The column of strengths and the spread of vote shares about it."""
    columns = ["", *_columns(pool.sha256, _pool=pool)]
    setting(desk, SECTION, STRENGTH, "", columns)
    setting(desk, SECTION, SPREAD, 0.0)
    left, right = st.columns(2)
    with left:
        strength = st.selectbox(
            desk.text(words.STRENGTH),
            columns,
            format_func=lambda name: header_said(pool, name, desk.lang) if name else words.NO_STRENGTH.to(desk.lang),
            key=STRENGTH,
            help=desk.text(words.STRENGTH_HELP),
        )
    with right:
        spread = st.number_input(
            desk.text(words.SPREAD),
            min_value=0.0,
            step=1.0,
            format="%.2f",
            key=SPREAD,
            help=desk.text(words.SPREAD_HELP),
            disabled=not strength,
        )
    return strength, f"{spread:.2f}" if strength and spread > 0 else ""


@st.cache_resource(max_entries=8, show_spinner=False)
def _columns(sha256: str, *, _pool: Pool) -> tuple[str, ...]:
    del sha256  # the key of what is remembered, in place of the pool
    return strength_columns(_pool)
