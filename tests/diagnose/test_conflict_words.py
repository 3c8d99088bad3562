"""The quick look and the conflicts in words, in both languages, and as data."""

from __future__ import annotations

import json

from optimizer.diagnose.conflicts import Conflict, Conflicts, conflicts
from optimizer.diagnose.quick import Counted, Need, quick_look
from optimizer.export.conflicts_json import conflicts_document, quick_records
from optimizer.problem.problem import Problem
from optimizer.report.blocks import Block, Line, Mark, Table
from optimizer.report.conflicts import claim_furthest, conflict_blocks, conflict_words, ending_words
from optimizer.report.quick import need_words, quick_blocks
from tests.diagnose.test_conflicts_by_hand import MANY, THREE_CONFLICTS
from tests.toy import NESTED, a_pool, problem_of, table_of


def lines(blocks: list[Block]) -> list[tuple[str, str]]:
    return [(block.text.zh, block.text.en) for block in blocks if isinstance(block, Line)]


def cells(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.en for cell in row) for row in table.rows]


def one(text: str) -> tuple[Problem, Conflict]:
    problem = problem_of(MANY, NESTED + text)
    (only,) = conflicts(problem).found
    return problem, only


def test_a_conflict_of_three() -> None:
    problem = problem_of(MANY, THREE_CONFLICTS)
    found = conflicts(problem)
    pair = found.found[1]
    assert conflict_words(problem, pair, 2).zh == (
        "冲突 2：WOMEN、YOUNG和委员会的席位（3），这3项不能同时满足；少了其中任何一项，其余几项就能同时满足。"
    )
    assert conflict_words(problem, pair, 2).en == (
        "Conflict 2: WOMEN, YOUNG and the seats of committee (3). "
        "These 3 cannot hold together; without any one of them the others can."
    )
    assert [said.zh for said in claim_furthest(problem, pair, "WOMEN")] == [
        "YOUNG和委员会的席位（3）不变时，委员会中女性至多能有1人，规则要2人"
    ]
    assert [said.en for said in claim_furthest(problem, pair, "WOMEN")] == [
        "with YOUNG and the seats of committee (3) held, committee: at most 1 can be women; the rule asks 2"
    ]
    assert [said.zh for said in claim_furthest(problem, pair, "seats:committee")] == [
        "WOMEN和YOUNG不变时，委员会席位3个不行：往下没有可行的，往上最近的是4个"
    ]
    assert [said.en for said in claim_furthest(problem, pair, "seats:committee")] == [
        "with WOMEN and YOUNG held, seats of committee: 3 will not do; none below will do, the nearest above is 4"
    ]


def test_the_blocks_have_a_sentence_and_a_table_for_each_conflict() -> None:
    problem = problem_of(MANY, THREE_CONFLICTS)
    blocks = conflict_blocks(problem, conflicts(problem))
    tables = [block for block in blocks if isinstance(block, Table)]
    assert [table.id for table in tables] == ["conflict-1", "conflict-2", "conflict-3", "conflict-4"]
    assert [type(block) for block in blocks] == [Line, Table] * 4 + [Line]
    assert cells(tables[0]) == [
        ("CHAIR", "chair: only unit east and men may hold it", "no figure to move"),
        (
            "the seats of chair (1)",
            "chair: its seats filled (1)",
            "seats of chair: 1 will not do; the nearest number below is 0, none above will do",
        ),
    ]
    assert cells(tables[1])[1] == (
        "YOUNG",
        "committee: people aged 45 or under, at least 3 people",
        "committee: at most 2 can be people aged 45 or under; the rule asks 3",
    )
    assert lines(blocks)[-1] == (
        "冲突共4组；已证明：席位照此，没有别的。",
        "These 4 are all the conflicts: with the seats as they are there are proven to be no others.",
    )


def test_a_ceiling_and_a_rule_that_cannot_be_met_at_all() -> None:
    wide = {"id": "W", "kind": "count", "scope": "congress", "group": "women", "at_least": 3}
    problem, only = one(table_of("rule", wide))
    assert conflict_words(problem, only, 1).zh == "冲突 1：W，不管其他规则如何，这一项本身就做不到。"
    assert conflict_words(problem, only, 1).en == (
        "Conflict 1: W. This one cannot be met, whatever the other rules ask."
    )
    assert [said.en for said in claim_furthest(problem, only, "W")] == [
        "taken alone, congress: at most 2 can be women; the rule asks 3"
    ]
    few = {"id": "M", "kind": "count", "scope": "congress", "group": {"sex": "male"}, "at_most": 1}
    problem, only = one(table_of("rule", few))
    assert [(said.zh, said.en) for said in claim_furthest(problem, only, "M")] == [
        (
            "代表大会的席位（4）不变时，代表大会中男性至少会有2人，规则至多许1人",
            "with the seats of congress (4) held, congress: at least 2 must be men; the rule allows 1",
        )
    ]


def test_ratios_values_and_sides_that_do_not_help() -> None:
    text = table_of(
        "rule",
        {"id": "R", "kind": "share", "scope": "congress", "group": "women", "of": "young", "at_least": "60%"},
    ) + table_of("rule", {"id": "O", "kind": "named", "scope": "congress", "hold": "in", "people": ["P003", "P001"]})
    problem, only = one(text)
    assert only.rules == ("R", "O")
    assert [said.en for said in claim_furthest(problem, only, "R")] == [
        "with O held, it can ask for 50% at most; it asks for 60%"
    ]
    assert [said.zh for said in claim_furthest(problem, only, "R")] == ["O不变时，至多能要求50%，规则要求60%"]
    assert claim_furthest(problem, only, "O") == ()


def test_the_value_to_blame() -> None:
    units = {"id": "U", "kind": "each", "scope": "congress", "by": "unit", "at_least": {"east": 3, "west": 1}}
    problem, only = one(table_of("rule", units))
    assert [(said.zh, said.en) for said in claim_furthest(problem, only, "U")] == [
        (
            "只看这一条，至多能要求2人，规则要求3人（east）",
            "taken alone, it can ask for 2 people at most; it asks for 3 people (east)",
        ),
        ("做不到的是：east", "what cannot be met is east"),
    ]


def test_what_the_list_comes_to() -> None:
    one_found = Conflict(rules=("W",), seats=(), figured=False)
    assert ending_words(Conflicts(possible=True, complete=True)).en == (
        "No conflict: all binding rules can be kept together."
    )
    assert ending_words(Conflicts(possible=None)).en == (
        "The work stopped before it was known whether there is a conflict."
    )
    assert ending_words(Conflicts(possible=False, found=(one_found,))).zh == ("在停止前证明的冲突有1组，可能还有别的。")
    assert ending_words(Conflicts(possible=False, found=(one_found,), complete=True)).zh == (
        "已证明：席位照此，没有别的冲突。"
    )


def test_a_conflict_whose_figures_were_not_worked_out_says_so() -> None:
    wide = {"id": "W", "kind": "count", "scope": "congress", "group": "women", "at_least": 3}
    problem = problem_of(MANY, NESTED + table_of("rule", wide))
    cut = Conflicts(possible=False, found=(Conflict(rules=("W",), seats=()),))
    table = next(block for block in conflict_blocks(problem, cut) if isinstance(block, Table))
    assert cells(table) == [("W", "congress: women, at least 3 people", "not worked out before the work stopped")]


def test_claims_that_come_with_a_rule_are_named() -> None:
    problem = problem_of(MANY, NESTED)
    tied = Conflict(rules=("R",), seats=(), tied=("seats:congress", "seats:chair"), figured=True)
    assert conflict_words(problem, tied, 1).en.endswith(
        "(With the seats of congress (4) and the seats of chair (1) as they are: without them one of these rules cannot be stated.)"
    )


def test_the_quick_look_puts_what_is_short_first() -> None:
    women = {"id": "W", "kind": "count", "scope": "congress", "group": "women", "at_least": 3}
    units = {"id": "U", "kind": "each", "scope": "congress", "by": "unit", "at_least": 1}
    problem = problem_of(MANY, NESTED + table_of("rule", units) + table_of("rule", women))
    blocks = quick_blocks(problem, quick_look(problem))
    assert lines(blocks) == [
        ("先看候选人：单独看就做不到的有1处。", "The pool at a glance: bounds that cannot be met even alone: 1.")
    ]
    table = blocks[1]
    assert isinstance(table, Table)
    assert cells(table)[0] == ("W", "congress: women, at least 3 people", "", "≥ 3", "2", "2", "not enough")
    assert table.marks[0] is Mark.BROKEN
    assert [row[0] for row in cells(table)].count("U") == 1
    assert set(table.marks[1:]) == {Mark.KEPT}


def test_enough_people_and_a_pool_that_is_too_small() -> None:
    problem = problem_of(MANY, NESTED)
    assert lines(quick_blocks(problem, quick_look(problem))) == [
        ("先看候选人：每条规则单独看，人都够。", "The pool at a glance: for each rule alone there are enough people.")
    ]
    few = problem_of(a_pool(MANY.people[:3], MANY.columns), NESTED)
    table = quick_blocks(few, quick_look(few))[1]
    assert isinstance(table, Table)
    assert cells(table)[0][:5] == ("the seats of congress (4)", "congress: its seats filled (4)", "", "≥ 4", "3")


def test_needs_in_words() -> None:
    people = Need(name="W", counted=Counted.PEOPLE, need=35, have=31, members=40, room=60)
    assert need_words(people).en == "needs 35, the pool has 31 (40 if modes and eligibility kept nobody out)"
    assert need_words(people).zh == "要35人，候选人中能算的有31人（不看任职方式和资格限制有40）"
    values = Need(name="S", counted=Counted.VALUES, need=5, have=4, members=4)
    assert (need_words(values).zh, need_words(values).en) == (
        "要5种，候选人中能有4种",
        "needs 5 different values, the pool has 4",
    )
    seats = Need(name="W", counted=Counted.PEOPLE, need=8, have=9, members=9, room=7)
    assert need_words(seats).en == "needs 8, the pool has 9; there are seats for 7 only"
    ceiling = Need(name="W", counted=Counted.AT_MOST, need=1, have=2, members=3)
    assert need_words(ceiling).en == ("at most 1 may count, but too few others can fill the seats: at least 2 must")


def test_the_data_say_the_same() -> None:
    problem = problem_of(MANY, THREE_CONFLICTS)
    document = json.loads(json.dumps(conflicts_document(problem, conflicts(problem)), ensure_ascii=False))
    assert (document["possible"], document["complete"], len(document["conflicts"])) == (False, True, 4)
    second = document["conflicts"][1]
    assert (second["rules"], second["seats"], second["tied"]) == (["WOMEN", "YOUNG"], ["committee"], [])
    women, _, seats = second["claims"]
    assert women["furthest"] == [
        {
            "field": "at_least",
            "part": "",
            "side": "floor",
            "asked": 2,
            "asked_heads": 2,
            "furthest": 1,
            "furthest_heads": 1,
        }
    ]
    assert women["said"][0]["en"].endswith("at most 1 can be women; the rule asks 2")
    assert (seats["seats"], seats["nearest_below"], seats["nearest_above"]) == ({"least": 3, "most": 3}, None, 4)
    needs = quick_records(problem, quick_look(problem))
    assert {need["claim"] for need in needs} >= {"seats:congress", "WOMEN"}
    assert all(need["zh"] and need["en"] and need["asks"]["en"] for need in needs)
