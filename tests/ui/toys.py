"""Drafts small enough to plan in a moment."""

from __future__ import annotations

from optimizer.planner.desk.draft import Draft

POLICY = b"""name = "toy"
title = "\xe7\x94\xb2\xe5\xb8\x82\xe7\xa7\x91\xe5\x8d\x8f"
title_en = "Toy *association*"
reference_date = 2026-12-01
[groups]
women = { sex = "female" }
[[body]]
id = "council"
title = "\xe7\x90\x86\xe4\xba\x8b\xe4\xbc\x9a"
title_en = "Council"
seats = 2
[[rule]]
id = "R1"
kind = "share"
scope = "council"
group = "women"
at_least = "1/2"
[[goal]]
kind = "best"
column = "score"
scope = "council"
"""
NO_WOMEN = POLICY.replace(b'[[rule]]\nid = "R1"', b'[[rule]]\nid = "R2"').replace(
    b'at_least = "1/2"', b'at_most = "100%"'
)
IMPOSSIBLE = POLICY.replace(b'"1/2"', b'"100%"')
CONTESTED = POLICY.replace(b"seats = 2\n", b'seats = 2\nmargin = "50%"\n')
TABLE = "编号,姓名,性别,得分\nP1,王_乙_,男,90\nP2,丁丙,男,80\nP3,李丁,女,70\nP4,安娜,女,60\n".encode()
ONE_WOMAN = TABLE.replace("安娜,女".encode(), "安东,男".encode())

TOY = Draft(pool_name="候选人.csv", pool=TABLE, policy_name="toy.toml", policy=POLICY)
