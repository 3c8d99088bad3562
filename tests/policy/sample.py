"""A valid policy, small enough to know its lines by heart."""

from __future__ import annotations

SAMPLE = """\
name = "sample"
title = "示例"
reference_date = 2026-12-01

[source]
document = "示例方案"

[groups]
young = { age = "<=45" }
heads = { head = ["hospital", "school"] }
rural = { any = [{ sector = "农业" }, "heads"] }

[[body]]
id = "congress"
title = "代表大会"
seats = 10

[[body]]
id = "committee"
title = "委员会"
seats = 5
within = "congress"

[[office]]
id = "vice_chair"
title = "副主席"
body = "committee"
seats = 2
modes = ["full_time", "part_time"]

[[rule]]
id = "D1"
kind = "share"
scope = "congress"
group = { frontline = "yes" }
at_least = "70%"

[[rule]]
id = "D2"
kind = "count"
scope = ["committee", "vice_chair"]
group = "young"
at_least = 2
strength = "prefer"

[[rule]]
id = "D3"
kind = "named"
scope = "committee"
people = ["P001"]
hold = "in"

[[goal]]
kind = "best"
column = "score"
scope = "congress"
"""


def changed(old: str, new: str) -> str:
    """The sample with one piece, which it has exactly once, replaced."""
    assert SAMPLE.count(old) == 1, old
    return SAMPLE.replace(old, new)
