"""From the bytes of a file to a pool or a policy, or to all its faults; read once, not at every click."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from optimizer.basis.faults import InputFaults
from optimizer.people.person import Pool
from optimizer.planner.inputs import open_pool, policy_from
from optimizer.policy.policy import Policy

REMEMBERED = 4
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
    try:
        return _policy(file.name, file.data)
    except InputFaults as faults:
        return faults


def pool_of(file: File, policy: Policy | None, sheet: str | None) -> Pool | InputFaults:
    """The pool in a file, or what is wrong with it; without a policy no column is required."""
    try:
        return _pool(file.name, file.data, sheet, "" if policy is None else policy.sha256, _policy=policy)
    except InputFaults as faults:
        return faults


@st.cache_resource(max_entries=POLICIES, show_spinner=False)
def _policy(name: str, data: bytes) -> Policy:
    return policy_from(data, source=name)


@st.cache_resource(max_entries=REMEMBERED, ttl=SECONDS, show_spinner=False)
def _pool(name: str, data: bytes, sheet: str | None, policy_sha256: str, *, _policy: Policy | None) -> Pool:
    del policy_sha256  # part of the key of what is remembered, in place of the policy
    return open_pool(data, _policy, source=name, sheet=sheet)
