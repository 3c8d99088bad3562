"""Small pools and policies from text, and one planned county for tests of what comes after planning."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from optimizer.people.person import Pool
from optimizer.planner.inputs import open_policy, open_pool
from optimizer.planner.plan import Options, plan
from optimizer.policy.policy import Policy
from optimizer.policy.reading import read_policy
from optimizer.roster.roster import Proposal

ROOT = Path(__file__).resolve().parents[1]
POOLS = ROOT / "data" / "pools"
COUNTY = POOLS / "county.csv"

POOL_FOR: Mapping[str, str] = {
    "county-sample": "county.csv",
    "county-sample-2016": "county.csv",
    "cppcc-style": "prefecture.xlsx",
    "dalian-2018": "prefecture.xlsx",
    "jiangsu-four-heads-2019": "county.csv",
    "jilin-2017": "province.xlsx",
    "lanhai-county": "county.csv",
    "lanhai-township": "township.csv",
    "lanhai-township-2020": "township.csv",
    "party-delegation-style": "province.xlsx",
    "shandong-county-2020": "county.csv",
    "shandong-township-2020": "township.csv",
    "society-council": "society.xlsx",
    "wanning-2019": "county.csv",
    "wanning-township": "township.csv",
    "wuhua-2020": "county.csv",
    "youth-league-tiers": "prefecture.xlsx",
}
"""The sample pool each shipped policy is for."""

WITHOUT_POOL = frozenset(("contested-2019-sample",))
"""Shipped policies for tables that do not ship."""

LONGEST = 60
"""Seconds a plan of a shipped policy may take before a test gives up on it; it takes one or two."""

SMALL_POLICY = """
name = "small"
title = "小会"
reference_date = 2026-12-01
[[body]]
id = "congress"
title = "代表大会"
seats = 4
[[body]]
id = "committee"
title = "委员会"
seats = 2
within = "congress"
[[office]]
id = "chair"
title = "主席"
body = "committee"
seats = 1
[[rule]]
id = "W"
kind = "count"
scope = "congress"
group = { sex = "female" }
at_least = 2
"""
SMALL_POOL = """编号,姓名,性别,出生年月,得分
P1,王一,女,1980-05,90
P2,王二,男,1981-05,80
P3,王三,女,1982-05,70
P4,王四,男,1983-05,70
P5,王五,男,1984-05,70
P6,王六,女,1985-05,60
"""


def small_policy(extra: str = "") -> Policy:
    return read_policy((SMALL_POLICY + extra).encode(), source="small.toml")


def small_pool(text: str = SMALL_POOL, extra: str = "") -> Pool:
    return open_pool(text.encode(), small_policy(extra), source="small.csv")


def small_plan(text: str = SMALL_POOL, extra: str = "") -> Proposal:
    return plan(pool=small_pool(text, extra), policy=small_policy(extra))


@cache
def county() -> Proposal:
    policy = open_policy("county-sample")
    return plan(pool=open_pool(COUNTY.read_bytes(), policy, source=COUNTY.name), policy=policy)


def shipped_pool(name: str) -> Pool:
    """The sample pool of a shipped policy."""
    path = POOLS / POOL_FOR[name]
    return open_pool(path.read_bytes(), open_policy(name), source=path.name)


@cache
def shipped_plan(name: str) -> Proposal:
    """What a shipped policy gives on its sample pool."""
    return plan(pool=shipped_pool(name), policy=open_policy(name), options=Options(time_limit=LONGEST))
