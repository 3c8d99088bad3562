"""Opening the page without a browser, and small inputs for it."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

from streamlit.testing.v1 import AppTest

from optimizer.basis.text import Lang
from optimizer.people.person import Pool
from optimizer.planner.inputs import DATA, open_policy, open_pool, read_bytes
from optimizer.policy.policy import Policy
from ui.views.propose import jobs

APP = Path(__file__).resolve().parents[2] / "app.py"
LABELS: dict[Lang, str] = {"zh": "中文", "en": "English"}
POLICY = b"""name = "toy"
title = "Toy *association*"
reference_date = 2026-12-01
[groups]
women = { sex = "female" }
[[body]]
id = "council"
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
IMPOSSIBLE = POLICY.replace(b'"1/2"', b'"100%"')
TABLE = "编号,姓名,性别,得分\nP1,甲_乙_,男,90\nP2,丙,男,80\nP3,丁,女,70\n"
FAULTY = "编号,姓名,性别,得分\nP1,甲,男人,90\nP1,乙,女,很高\nP3,,女,70\n"


def open_page(lang: Lang = "zh") -> AppTest:
    page = AppTest.from_file(str(APP), default_timeout=60)
    page.query_params["lang"] = LABELS[lang]
    page.run()
    assert not page.exception
    return page


def propose(page: AppTest) -> AppTest:
    """Press the button and come back until the job is done, as the page's own timer would."""
    page.button(key="propose").click().run()
    until = monotonic() + 60
    while any(button.key == "stop" for button in page.button):
        assert monotonic() < until
        page.run()
    assert not page.exception
    return page


def upload_pool(page: AppTest, table: str | bytes, name: str = "pool.csv") -> AppTest:
    data = table.encode() if isinstance(table, str) else table
    page.radio(key="pool").set_value("own").run()
    return page.file_uploader(key="pool_file").set_value((name, data, "text/csv")).run()


def upload_policy(page: AppTest, policy: bytes) -> AppTest:
    page.selectbox(key="policy").set_value("own").run()
    return page.file_uploader(key="policy_file").set_value(("policy.toml", policy, "text/plain")).run()


def sample(pool: str, policy: str) -> tuple[Pool, Policy]:
    rules = open_policy(policy)
    path = DATA / "pools" / pool
    return open_pool(read_bytes(path), rules, source=path.name), rules


def forget_jobs() -> None:
    jobs.clear()
