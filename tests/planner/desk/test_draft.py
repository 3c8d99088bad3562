"""A scenario's draft: kept and found again as it was, and every change only what it says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.basis.faults import InputFaults
from optimizer.basis.text import Filled, same
from optimizer.export.roster_json import roster_document, to_bytes
from optimizer.people.table import read_pool
from optimizer.planner.desk.draft import (
    Decision,
    Draft,
    Pin,
    draft_base,
    draft_of,
    draft_pins,
    draft_policy,
    draft_pool,
    key_of,
    stray_pins,
    with_base,
    with_cells,
    with_header,
    with_pin,
    with_policy,
    with_pool,
    with_roster,
    with_seed,
    without_pin,
)
from optimizer.planner.desk.grid import Grid, open_grid
from optimizer.planner.desk.projects import SAMPLE_POLICIES, sample_draft
from optimizer.planner.inputs import open_policy
from optimizer.planner.plan import Options, plan

TITLE = Filled(zh="委员会", en="committee")
TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
PINS = st.builds(Pin, person=TEXTS, scope=TEXTS, hold=st.sampled_from(["in", "out"]), reason=TEXTS)
DECISIONS = st.builds(Decision, person=TEXTS, column=TEXTS, before=TEXTS, after=TEXTS, reason=TEXTS)
DRAFTS = st.builds(
    Draft,
    pool_name=TEXTS,
    pool=st.binary(max_size=20),
    sheet=st.none() | TEXTS,
    policy_name=TEXTS,
    policy=st.binary(max_size=20),
    pins=st.lists(PINS, max_size=3).map(tuple),
    decisions=st.lists(DECISIONS, max_size=3).map(tuple),
    seed=st.integers(),
    roster=st.binary(max_size=5),
    base=st.binary(max_size=5),
)


@given(DRAFTS)
def test_a_draft_comes_back_from_what_the_store_keeps(draft: Draft) -> None:
    assert draft_of(draft.content()) == draft


def test_facts_that_an_older_store_lacks_are_as_in_a_new_draft() -> None:
    content = Draft().content()
    assert draft_of(replace(content, facts={})) == Draft()


@given(DRAFTS)
def test_each_change_touches_only_what_it_says(draft: Draft) -> None:
    pin = Pin(person="P1", scope="committee", hold="in", reason="r")
    touched: list[tuple[Any, set[str]]] = [
        (with_pool(draft, "new.xlsx", b"new"), {"pool_name", "pool", "sheet", "roster", "decisions"}),
        (with_policy(draft, "p.toml", b"new"), {"policy_name", "policy"}),
        (with_pin(draft, pin, "张三", TITLE), {"pins"}),
        (without_pin(draft, "P1", "committee", "张三", TITLE), {"pins"}),
        (with_roster(draft, b"roster", same("done")), {"roster"}),
        (with_base(draft, b"base"), {"base"}),
        (with_seed(draft, 9), {"seed"}),
        (
            with_cells(draft, b"table", (Decision(person="P1", column="性别", before="", after="女"),)),
            {"pool", "pool_name", "sheet", "decisions"},
        ),
        (with_cells(draft, b"table", (), rows=2), {"pool", "pool_name", "sheet"}),
        (with_header(draft, b"table", "XB", "性别"), {"pool", "pool_name", "sheet"}),
    ]
    for change, fields in touched:
        differ = {name for name in vars(draft) if getattr(draft, name) != getattr(change.draft, name)}
        assert differ <= fields
        assert change.said.zh
        assert change.said.en


def test_a_pin_takes_the_place_of_an_earlier_one() -> None:
    first = with_pin(Draft(), Pin(person="P1", scope="c", hold="in"), "张三", TITLE).draft
    other = with_pin(first, Pin(person="P1", scope="c", hold="out", reason="回避"), "张三", TITLE).draft
    assert other.pins == (Pin(person="P1", scope="c", hold="out", reason="回避"),)
    assert without_pin(other, "P1", "c", "张三", TITLE).draft.pins == ()


@pytest.mark.parametrize("sample", ["county", "township", "society"])
def test_a_sample_draft_plans_what_the_shipped_policy_does(sample: str) -> None:
    draft = sample_draft(sample, SAMPLE_POLICIES[sample])
    policy = draft_policy(draft)
    shipped = open_policy(SAMPLE_POLICIES[sample])
    assert policy.sha256 == shipped.sha256
    pool = draft_pool(draft, policy)
    assert roster_document(plan(pool=pool, policy=policy)) == roster_document(plan(pool=pool, policy=shipped))


def test_pins_hold_and_stray_ones_hold_nobody() -> None:
    draft = sample_draft("county", "county-sample")
    policy = draft_policy(draft)
    pool = draft_pool(draft, policy)
    seated = plan(pool=pool, policy=policy).seats[0]
    pins = (
        Pin(person=seated.person, scope="congress", hold="out", reason="调离"),
        Pin(person="nobody", scope="congress", hold="in"),
        Pin(person=seated.person, scope="senate", hold="in"),
    )
    pinned = replace(draft, pins=pins)
    assert stray_pins(pinned, pool, policy) == pins[1:]
    proposal = plan(pool=pool, policy=policy, options=Options(pins=draft_pins(pinned, pool, policy)))
    assert seated.person not in {seat.person for seat in proposal.seats}
    assert [rule.note for rule in proposal.problem.pins] == ["调离"]


def test_the_key_is_that_of_the_content() -> None:
    draft = sample_draft("county", "county-sample")
    policy = draft_policy(draft)
    pool = draft_pool(draft, policy)
    pins = (Pin(person="P1", scope="congress", hold="in"), Pin(person="P2", scope="congress", hold="out"))
    one = replace(draft, pins=pins, pool_name="a.csv")
    other = replace(draft, pins=pins[::-1], pool_name="b.csv", roster=b"x")
    assert key_of(one, pool, policy) == key_of(other, pool, policy) != key_of(draft, pool, policy)
    assert key_of(replace(draft, seed=1), pool, policy) != key_of(draft, pool, policy)
    base = replace(draft, base=to_bytes(roster_document(plan(pool=pool, policy=policy))))
    assert draft_base(base)
    assert key_of(base, pool, policy) != key_of(draft, pool, policy)


TABLE = "县科协人选,,\n,,\n编号,姓名,XB,\nP1,张三,男,x\nP2,“李,四”,,\n"


def grid(data: bytes = TABLE.encode()) -> Grid:
    return open_grid(data, source="t.csv")


def test_a_grid_keeps_the_rows_where_they_are() -> None:
    found = grid()
    assert found.header_row == 3
    assert found.rows[3][found.place("姓名")] == "张三"
    assert found.columns == {0: "id", 1: "name", 2: "XB"}
    assert open_grid(found.data(), source="t.csv") == found


def test_a_cell_and_a_header_can_be_corrected_and_read_again() -> None:
    mended = grid().with_header(2, "性别").with_texts({(5, 2): "女"})
    pool = read_pool(mended.data(), source="t.csv")
    assert [(person.id, person.sex, person.row) for person in pool.people] == [("P1", "male", 4), ("P2", "female", 5)]
    assert open_grid(mended.without_row(4).data(), source="t.csv").rows[4][0] == "P2"


@given(st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=1, max_size=5), TEXTS)
def test_any_text_survives_in_a_grid(rows: list[list[str]], value: str) -> None:
    found = Grid(rows=(("编号", "姓名", "备注"), *map(tuple, rows)), header_row=1)
    changed = found.with_texts({(2, 2): value})
    again = open_grid(b"\xef\xbb\xbf" + changed.data().removeprefix(b"\xef\xbb\xbf"), source="t.csv")
    plain = [[_line(cell) for cell in row] for row in changed.rows]
    assert [[_line(cell) for cell in row] for row in again.rows] == plain


def _line(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("place", [(1, 1), (3, 1), (99, 1), (4, 4)])
def test_what_is_no_cell_is_refused(place: tuple[int, int]) -> None:
    with pytest.raises(KeyError):
        grid().with_texts({place: "x"})
    with pytest.raises(KeyError):
        grid().without_row(3)


def test_what_is_no_table_is_told() -> None:
    with pytest.raises(InputFaults):
        grid(b"\x89PNG....")
