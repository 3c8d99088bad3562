"""Repairs and nominations in words, as lines of a policy, and as data."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

from optimizer.basis.text import Filled
from optimizer.diagnose.lines import policy_lines
from optimizer.diagnose.nominations import nominations
from optimizer.diagnose.repairs import repairs, single_repairs
from optimizer.export.repairs_json import nominations_record, repair_record, repairs_record, singles_record
from optimizer.policy.extends import PolicyFile
from optimizer.policy.policy import Policy
from optimizer.policy.reading import read_policy
from optimizer.problem.problem import build_problem
from optimizer.report.blocks import Block, Line, Table
from optimizer.report.repairs import nomination_lines, repair_table, single_table
from optimizer.roster.spelled import spelled_out
from optimizer.rules.named import Named
from tests.solve.brute import keeps_musts
from tests.toy import HEAD, pool_of, problem_of, rosters

FRAME = (
    HEAD
    + """
[[body]]
id = "congress"
title = "代表大会"
title_en = "congress"
seats = 4
[[office]]
id = "chair"
title = "主席"
title_en = "chair"
body = "congress"
seats = 1
modes = ["full_time", "part_time"]
"""
)
POOL = pool_of(
    """id,sex,frontline,unit,modes
P1,female,yes,east,part_time
P2,male,yes,east,part_time
P3,male,no,west,part_time
P4,male,no,west,part_time
P5,male,no,west,part_time"""
)
RULES = {
    "at_least": 'kind = "share"\nscope = "congress"\ngroup = { frontline = "yes" }\nat_least = "75%"\n',
    "more_than": 'kind = "share"\nscope = "congress"\ngroup = { frontline = "yes" }\nmore_than = "1/2"\n',
    "less_than": 'kind = "share"\nscope = "congress"\ngroup = { sex = "male" }\nless_than = "3/4"\n',
    "exactly": 'kind = "count"\nscope = "congress"\ngroup = { frontline = "yes" }\nexactly = 3\n',
    "table": 'kind = "each"\nscope = "congress"\nby = "unit"\nat_least = { east = 3, west = 1 }\n',
    "compare": 'kind = "compare"\nscope = "congress"\ngroup = { sex = "male" }\npopulation = "70%"\ndirection = "less"\n',
    "eligible": 'kind = "eligible"\nscope = "congress"\ngroup = { frontline = "yes" }\n',
    "waived": (
        'kind = "eligible"\nscope = "congress"\ngroup = { frontline = "yes" }\nstrength = "as_a_rule"\n'
        '[[waiver]]\nrule = "R"\npeople = ["P3"]\nreason = "he is needed"\n'
    ),
    "either": (
        'kind = "either"\nscope = "congress"\n'
        '[[rule.options]]\nkind = "count"\ngroup = { sex = "female" }\nat_least = 3\n'
        '[[rule.options]]\nkind = "count"\ngroup = { frontline = "yes" }\nat_least = 4\n'
    ),
    "mode": 'kind = "count"\nscope = "chair"\ngroup = { mode = "full_time" }\nat_least = 1\n',
}


def extended(parent: str, lines: str) -> Policy:
    """The policy of a file that extends a parent and has these lines."""
    file = PolicyFile(data=parent.encode(), source="parent.toml", parent=None, identity="parent")
    text = f'extends = "parent"\nname = "child"\n{lines}'
    return read_policy(text.encode(), source="child.toml", parent=lambda _: file)


@pytest.mark.parametrize("kind", RULES)
def test_the_lines_of_a_repair_make_a_policy_that_has_a_roster(kind: str) -> None:
    text = f'{FRAME}[[rule]]\nid = "R"\n{RULES[kind]}'
    problem = problem_of(POOL, text)
    found = repairs(problem)
    assert found.listed
    for repair in found.listed:
        lines = policy_lines(problem, repair)
        assert "#" not in lines
        changed = build_problem(pool=POOL, policy=extended(text, lines))
        assert any(keeps_musts(changed, held) for held in rosters(changed))


def test_a_range_of_seats_stays_one() -> None:
    text = FRAME.replace("seats = 4", "seats = { at_least = 6, at_most = 7 }")
    problem = problem_of(POOL, text)
    (repair,) = repairs(problem).listed
    assert policy_lines(problem, repair) == '[[body]]\nid = "congress"\nseats = { at_least = 5, at_most = 7 }\n'


def test_what_lines_cannot_say_stands_as_a_remark() -> None:
    rule = 'kind = "count"\nscope = "congress"\ngroup = { frontline = "yes" }\nat_least = 2\n'
    problem = problem_of(POOL, f'{FRAME}[[rule]]\nid = "R"\nstrength = "as_a_rule"\n{rule}')
    pins = tuple(Named(id=f"keep:{n}", scope=("congress",), people=(f"P{n}",), hold="in") for n in (3, 4, 5))
    pinned = build_problem(pool=POOL, policy=problem.policy, pins=pins)
    lines = [policy_lines(pinned, repair) for repair in repairs(pinned).listed]
    assert any(line.startswith("# 取消锁定 / drop the pin: keep:") for text in lines for line in text.splitlines())
    nobody = pool_of("id,frontline\nP1,no\nP2,no\nP3,no\nP4,no")
    body = FRAME.partition("[[office]]")[0]
    strict = problem_of(nobody, f'{body}[[rule]]\nid = "R"\n{RULES["more_than"]}')
    (none_left, *_) = repairs(strict).listed
    assert policy_lines(strict, none_left) == "# R: 需手工修改 / to be changed by hand\n"


def words(blocks: list[Block]) -> list[str]:
    found = []
    for block in blocks:
        for text in [block.text] if isinstance(block, Line) else _cells(block):
            found += [text.zh, text.en]
    return found


def _cells(block: Block) -> list[Filled]:
    assert isinstance(block, Table)
    assert all(len(row) == len(block.columns) for row in block.rows)
    return [cell for row in block.rows for cell in row]


SAID = {
    "at_least": (
        ["R：75%（3人） → 50%（2人），差1人", "R: 75% (3 people) → 50% (2 people), 1 person short"],
        ["请推荐1人：基层一线", "please nominate 1 person: frontline people"],
    ),
    "table": (
        ["R“east”：3人 → 2人，差1人", 'R "east": 3 people → 2 people, 1 person short'],
        ["请推荐1人：推荐单位为east的", "please nominate 1 person: unit east"],
    ),
    "waived": (
        ["R：豁免P4", "R: waived for P4"],
        ["请推荐1人：基层一线", "please nominate 1 person: frontline people"],
    ),
    "either": (
        ["R改为“尽量”（差2人）", 'R: "as far as possible" instead of binding (2 people short)'],
        ["请推荐2人：女性", "please nominate 2 people: women"],
    ),
    "mode": (
        ["R：1人 → 0人，差1人", "R: 1 person → 0 people, 1 person short"],
        ["请推荐1人：可以专职任职", "please nominate 1 person: can serve full-time"],
    ),
}


@pytest.mark.parametrize("kind", SAID)
def test_repairs_and_calls_in_both_languages(kind: str) -> None:
    problem = problem_of(POOL, f'{FRAME}[[rule]]\nid = "R"\n{RULES[kind]}')
    singles = single_repairs(problem)
    blocks = [single_table(problem, singles), *repair_table(problem, repairs(problem, singles=singles))]
    calls = nomination_lines(problem, nominations(problem))
    repair_said, call = SAID[kind]
    for said in (*repair_said, *call):
        assert said in words([*blocks, *calls]), words([*blocks, *calls])


def test_answers_that_are_not_repairs() -> None:
    possible = problem_of(POOL, FRAME)
    assert "现在就能排出名单，不用补救。" in words(list(repair_table(possible, repairs(possible))))
    assert words(nomination_lines(possible, nominations(possible)))[1].startswith("A roster is possible")
    stuck = problem_of(POOL, f'{FRAME}[[rule]]\nid = "R"\nkind = "count"\nscope = "congress"\nat_most = 3\n')
    assert words(nomination_lines(stuck, nominations(stuck))) == [
        "已证明：再推荐多少人、什么人都没有用。",
        "Proven: no further people would help, however many.",
    ]
    cut = repairs(stuck, time_limit=0)
    assert any("cut short" in said for said in words(list(repair_table(stuck, cut))))
    assert "not worked out" in words([single_table(stuck, single_repairs(stuck, time_limit=0))])
    assert words(nomination_lines(stuck, nominations(stuck, time_limit=0)))[1].endswith("was not worked out.")


def test_records_are_plain_data_in_a_fixed_order() -> None:
    problem = problem_of(POOL, f'{FRAME}[[rule]]\nid = "R"\n{RULES["at_least"]}')
    found = repairs(problem)
    record = repair_record(found.listed[0])
    assert record["changes"] == [
        {
            "rule": "R",
            "field": "at_least",
            "from": 3,
            "to": 2,
            "heads": 1,
            "cost": 2,
            "ratio_from": "3/4",
            "ratio_to": "1/2",
            "of": 4,
        }
    ]
    assert record["nominations"] == []
    assert len(record["seats"]) == 4
    call = nominations_record(nominations(problem), problem.policy.titles)
    assert call["listed"] == [
        {
            "count": 1,
            "statements": [
                {"column": "frontline", "zh": "基层一线", "en": "frontline people", "known": False, "distinct": False}
            ],
            "alike": [],
        }
    ]
    helps = {each["rule"]: each["helps"] for each in singles_record(single_repairs(problem))}
    assert helps == {"R": True, "seats:congress": True, "seats:chair": False}
    texts = [json.dumps([repairs_record(repairs(problem)), call], ensure_ascii=False) for _ in range(2)]
    assert all(one == other for one, other in pairwise(texts))


CONTESTED = (
    FRAME.partition("[[office]]")[0].replace("seats = 4", "seats = 4\nmargin = 1")
    + """
[[rule]]
id = "W"
kind = "count"
scope = "congress"
group = { sex = "male" }
at_most = 2
"""
)


def test_where_votes_are_contested_the_seats_stay_as_they_are() -> None:
    problem = problem_of(POOL, CONTESTED)
    found = repairs(problem)
    assert [repair.names for repair in found.listed] == [("W",)]
    assert any("candidates go by the seats" in text for text in words(list(repair_table(problem, found))))


def test_a_promise_is_loosened_apart_from_its_rule() -> None:
    text = CONTESTED.replace("male", "female").replace("at_most = 2", 'at_least = 2\nguarantee = "always"')
    pool = pool_of("id,sex\nP1,female\nP2,female\nP3,male\nP4,male\nP5,male")
    problem = spelled_out(problem_of(pool, text))
    (repair,) = repairs(problem).listed
    assert [(change.field, change.heads) for change in repair.changes] == [("strength", 1)]
    assert policy_lines(problem, repair).startswith("# W:")
    assert nominations(problem).count == 1
