"""A province of seven units, with the files that its table names: enough for every state a roll-out can be in."""

from __future__ import annotations

from datetime import date

from tests.samples import SMALL_POLICY, SMALL_POOL

AS_OF = date(2026, 11, 20)
TABLE_NAME = "单位表.csv"
HEADER = "编码,名称,层级,上级,阶段,科协,上次大会,政策,候选人,医院院长,学校校长,农技站站长,备案日期,分管领导,编制"
TABLE = "\n".join([
    HEADER,
    "90,云省,省,,全面,1960-01-01,2024-05-01,,,,,,,,",
    "9001,青市,市,90,全面,1961-01-01,2024-06-01,,,,,,,,",
    "900101,东县,县,9001,试点,1970-01-01,2015-11-20,small.toml,shared.csv#县=东县,2020-01-01,2020-01-01,2020-01-01,2020-02-01,王领导,3",
    "900102,西县,县,9001,全面,1970-01-01,2021-12-01,small.toml,shared.csv#县=西县,2020-01-01,,,,李领导,",
    "900103,南县,县,9001,全面,1970-01-01,,small.toml,towns/south.csv,,,,,,",
    "900104,中乡,乡镇,900101,全面,1990-01-01,2024-01-01,small.toml,towns/middle.csv,是,,,,,",
    "900105,北乡,乡镇,900102,全面,否,,,,,,,,,",
]).encode()  # fmt: skip
"""东县 and 西县 have the same best candidate, so that both get the same chair; 南县 has too few women; 中乡 co-opts and has no
roster of those who sit now; 北乡 has no association."""

_HEAD, *_ROWS = SMALL_POOL.strip().split("\n")
SHARED = "\n".join([f"县,{_HEAD}", *(f"{county},{row}" for county in ("东县", "西县") for row in _ROWS)]).encode()
SOUTH = SMALL_POOL.replace(",女,", ",男,").encode()
MIDDLE = SMALL_POOL.encode()
FILES = {"small.toml": SMALL_POLICY.encode(), "shared.csv": SHARED, "south.csv": SOUTH, "middle.csv": MIDDLE}
"""By the names they are uploaded under: a browser says no folders."""
