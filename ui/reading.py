"""From the bytes of a file to a pool or a policy, or to all its faults; read once, not at every click."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from optimizer.basis.faults import InputFaults
from optimizer.people.person import Pool
from optimizer.planner.desk.grid import Grid, open_grid
from optimizer.planner.inputs import open_pool, policy_from
from optimizer.policy.policy import Policy

REMEMBERED = 8
"""Files whose reading is remembered; they hold people's data, so not many and not long."""
SECONDS = 1800
POLICIES = 64
"""Policies whose reading is remembered: all that ship, for the list to choose from, and a few of the user's own."""


@dataclass(frozen=True, kw_only=True)
class File:
    """What the user chose: a name to show and the bytes."""

    name: str
    data: bytes


def policy_of(file: File) -> Policy | InputFaults:
    """The policy in a file, or what is wrong with it."""
    return _policy(file.name, file.data)


def pool_of(file: File, policy: Policy | None, sheet: str | None) -> Pool | InputFaults:
    """The pool in a file, or what is wrong with it; without a policy no column is required."""
    return _pool(file.name, file.data, sheet, "" if policy is None else policy.sha256, _policy=policy)


def grid_of(file: File, sheet: str | None) -> Grid | InputFaults:
    """The table of a pool's file as text, or why there is none."""
    return _grid(file.name, file.data, sheet)


# Faults are remembered as well as what is in order, so that a faulty file is not read again at every click.


@st.cache_resource(max_entries=POLICIES, show_spinner=False)
def _policy(name: str, data: bytes) -> Policy | InputFaults:
    try:
        return policy_from(data, source=name)
    except InputFaults as faults:
        return faults


@st.cache_resource(max_entries=REMEMBERED, ttl=SECONDS, show_spinner=False)
def _pool(
    name: str, data: bytes, sheet: str | None, policy_sha256: str, *, _policy: Policy | None
) -> Pool | InputFaults:
    del policy_sha256  # part of the key of what is remembered, in place of the policy
    try:
        return open_pool(data, _policy, source=name, sheet=sheet)
    except InputFaults as faults:
        return faults


@st.cache_resource(max_entries=REMEMBERED, ttl=SECONDS, show_spinner=False)
def _grid(name: str, data: bytes, sheet: str | None) -> Grid | InputFaults:
    try:
        return open_grid(data, source=name, sheet=sheet)
    except InputFaults as faults:
        return faults
