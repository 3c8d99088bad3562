"""A draft with electing units, small enough to share out and plan in a moment."""

from __future__ import annotations

from optimizer.planner.desk.draft import Draft

POLICY = """name = "toy"
reference_date = 2026-12-01

[groups]
front = { frontline = "yes" }  # 一线
women = { sex = "female" }

[[body]]
id = "congress"
title = "代表大会"
title_en = "congress"
seats = 6

# 一半来自一线
[[rule]]
id = "F"
kind = "share"
scope = "congress"
group = "front"
at_least = "1/2"

[[rule]]
id = "U"
kind = "each"
scope = "congress"
by = "unit"
at_least = 1
strength = "prefer"
""".encode()

UNITS = "单位,类别,人数,一线\n甲学会,学会,300,3\n乙县,区县,200,2\n丙县,区县,100,1\n合计,,600,6\n".encode()
"""Of 6 seats 3, 2 and 1."""

_PEOPLE = (("甲学会", 6), ("乙县", 4), ("丙县", 3))


def _pool() -> bytes:
    lines = ["编号,姓名,性别,是否基层一线,推荐单位"]
    for unit, count in _PEOPLE:
        lines += [f"{unit[0]}{at},{unit[0]}某{at},{'男女'[at % 2]},{'是否'[at % 2]},{unit}" for at in range(count)]
    return "\n".join([*lines, ""]).encode()


def draft(units: bytes = UNITS) -> Draft:
    """Pool, policy and units."""
    return Draft(
        pool_name="候选人.csv",
        pool=_pool(),
        policy_name="toy.toml",
        policy=POLICY,
        units_name="units.csv" if units else "",
        units=units,
    )
