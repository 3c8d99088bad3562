"""Policies that extend each other, held in memory."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.text import same
from optimizer.policy.extends import PolicyFile, Resolved, resolve
from optimizer.policy.policy import Policy
from optimizer.policy.reading import read_resolved

PARENT = """\
name = "parent"
title = "上级"
reference_date = 2026-12-01
version = "1"
effective = 2016-01-01
expires = 2020-01-01
remarks = ["上级的说明"]

[source]
document = "上级文件"
issuer = "上级"

[groups]
young = { age = "<=45" }
women = { sex = "female" }

[[body]]
id = "congress"
seats = 10

[[body]]
id = "committee"
seats = 5
within = "congress"

[[office]]
id = "chair"
body = "committee"
seats = 1

[[rule]]
id = "D1"
kind = "share"
scope = "congress"
group = "young"
at_least = "1/3"
title = "青年"
strength = "as_a_rule"

[[rule]]
id = "D2"
kind = "count"
scope = "committee"
group = "women"
at_least = 2

[[waiver]]
rule = "D1"
people = "P001"
reason = "上级的理由"

[[goal]]
id = "scores"
kind = "best"
column = "score"
scope = "congress"
"""
CHILD = """\
extends = "parent"
name = "child"
"""


def resolved(child: str, /, **others: str) -> Resolved:
    """The child with the files it may extend, by name; PARENT is always among them."""
    files = {"parent": PARENT, **others}
    return resolve(child.encode(), "child.toml", parent=lambda name: _file(name, files))


def child_policy(child: str, /, **others: str) -> Policy:
    return read_resolved(resolved(child, **others))


def child_faults(child: str, /, **others: str) -> list[str]:
    """Every fault's sentence in English."""
    with pytest.raises(InputFaults) as caught:
        child_policy(child, **others)
    assert caught.value.source == "child.toml"
    return [fault.sentence("en") for fault in caught.value.faults]


def _file(name: str, files: Mapping[str, str]) -> PolicyFile:
    if name not in files:
        fault = Fault(kind="policy.file", value=name, message=same("no such policy"), cure=same("write another"))
        raise InputFaults(name, [fault])
    return PolicyFile(
        data=files[name].encode(), source=f"{name}.toml", parent=lambda other: _file(other, files), identity=name
    )
