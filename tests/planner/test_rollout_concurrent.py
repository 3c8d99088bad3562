"""Townships that share some of their people: real plans, repaired and counted again."""

from __future__ import annotations

import json
import pickle
from collections import Counter
from functools import cache
from itertools import chain, combinations, product

import pytest

from optimizer.basis.text import Lang
from optimizer.export.roster_json import read_roster, roster_document, to_bytes
from optimizer.planner.inputs import open_policy, open_pool
from optimizer.planner.plan import Options, check, plan
from optimizer.planner.rollout.concurrent import Ground, asking, ground_of, holders_of
from optimizer.planner.rollout.pools import PoolFile
from optimizer.planner.rollout.unit_plan import PresentRoster, UnitTask, plan_unit
from optimizer.report.blocks import Block, Line, Mark, Table
from optimizer.report.concurrent import Naming, clash_blocks, repair_blocks
from optimizer.rollout.concurrent import OFFICES, Register
from optimizer.rollout.moving import repaired
from optimizer.rollout.planned import Outcome
from optimizer.rollout.repair import Ask, Repair
from optimizer.rollout.unit import Route
from optimizer.room.moves import difference, moves_between
from optimizer.roster.roster import Proposal
from optimizer.solve.status import Status
from tests.samples import LONGEST, POOLS, small_policy, small_pool

SHANDONG = "shandong-township-2020"
TOWNS = ("east", "south", "west")
DIRECTOR = "赵安德"
SOCIAL = "邓怡雪"
CHAIR = "张堃"
TEACHER = "刘新海"
WISH = """
[[rule]]
id = "Y"
kind = "count"
scope = "chair"
group = { sex = "male" }
at_least = 1
strength = "prefer"
[[rule]]
id = "Z"
kind = "count"
scope = "congress"
group = { sex = "female" }
at_least = 4
strength = "prefer"
"""


@cache
def town(code: str, policy: str, shared: tuple[str, ...]) -> Proposal:
    """A township whose people are its own but for some, who are listed in each."""
    lines = (POOLS / "township.csv").read_text(encoding="utf-8-sig").splitlines()
    own = "\n".join(line if line.split(",")[1] in ("姓名", *shared) else f"{code}-{line}" for line in lines)
    rules = open_policy(policy)
    pool = open_pool(own.encode(), rules, source=f"{code}.csv")
    found = plan(pool=pool, policy=rules, options=Options(time_limit=LONGEST))
    assert found.status is Status.OPTIMAL
    return found


def asked_of(shared: tuple[str, ...], policy: str = SHANDONG) -> Ask:
    def ground(code: str) -> Ground:
        return Ground(problem=town(code, policy, shared).problem, seats=town(code, policy, shared).seats)

    return asking(ground, time_limit=LONGEST)


@cache
def repair_of(policy: str, shared: tuple[str, ...]) -> Repair:
    plans = {code: town(code, policy, shared) for code in TOWNS}
    pairs = [
        (code, holder)
        for code, found in plans.items()
        for holder in holders_of(found.problem.pool, found.problem.policy, found.seats)
    ]
    return repaired(Register(pairs), asked_of(shared, policy))


def test_two_people_in_the_offices_of_three_townships_keep_one_each() -> None:
    shared = (SOCIAL, CHAIR)
    repair = repair_of(SHANDONG, shared)
    assert {(settled.clash.name, settled.clash.excess) for settled in repair.settled} == {(SOCIAL, 2), (CHAIR, 2)}
    assert (repair.left, repair.needed, repair.proven) == ((), (), True)
    assert all(len(settled.after) == 1 for settled in repair.settled)
    counted = 0
    seats = {code: town(code, SHANDONG, shared).seats for code in TOWNS}
    for unit in repair.units:
        again, before = unit.asked.again, town(unit.code, SHANDONG, shared)
        assert again is not None
        seats[unit.code] = read_roster(again.roster, source="roster.json").seats
        assert check(pool=before.problem.pool, policy=before.problem.policy, seats=seats[unit.code]).kept
        assert moves_between(before.seats, seats[unit.code]) == again.moves
        assert set(again.names) == {move.person for move in again.moves} | set(unit.out)
        counted += difference(before.seats, seats[unit.code])
    assert repair.changes == counted
    held = [seat.person for each in seats.values() for seat in each if seat.position.office in OFFICES]
    assert len(held) == len(set(held))


@pytest.mark.parametrize("shared", [(SOCIAL, CHAIR), (SOCIAL, TEACHER)])
def test_no_choice_of_those_kept_out_leaves_less_or_needs_fewer_changes(shared: tuple[str, ...]) -> None:
    # With social worker and teacher: no township can do without both, so that one of them keeps an office too many.
    ask, ids = (
        asked_of(shared),
        {person.name: person.id for person in town("east", SHANDONG, shared).problem.pool.people},
    )
    found: dict[str, list[tuple[int, frozenset[str]]]] = {code: [] for code in TOWNS}
    for code, count in product(TOWNS, range(3)):
        for names in combinations(shared, count):
            asked = ask(code, frozenset(ids[name] for name in names))
            if asked is not None:
                assert asked.changes == asked.least
                found[code].append((asked.least, frozenset(holder.person for holder in asked.holders)))
    totals = []
    for chosen in product(*found.values()):
        held = Counter(who for _, people in chosen for who in people)
        totals.append((sum(count - 1 for count in held.values()), sum(changes for changes, _ in chosen)))
    repair = repair_of(SHANDONG, shared)
    assert (sum(clash.excess for clash in repair.left), repair.changes) == min(totals)
    assert [need.people for need in repair.needed] == [(ids[SOCIAL], ids[TEACHER])] * 2 * (shared[1] == TEACHER)


def test_a_director_whom_every_township_must_have_cannot_be_spared() -> None:
    repair = repair_of("wanning-township", (DIRECTOR,))
    assert [(clash.name, clash.excess) for clash in repair.left] == [(DIRECTOR, 2)]
    assert [(need.code, need.people) for need in repair.needed] == [(code, ("T02",)) for code in TOWNS]
    assert (repair.changes, repair.units, repair.proven) == (0, (), True)


def test_changes_come_before_wishes_so_that_keeping_out_more_is_never_cheaper() -> None:
    # There are not four women (Z) anyway.
    # Wishes first, another man would come in for P2 (4 pieces), but with no man left to wish for, P1 would move up (2).
    pool, policy = small_pool(extra=WISH), small_policy(WISH)
    before = plan(pool=pool, policy=policy)
    assert [seat.person for seat in before.holding("chair")] == ["P2"]
    ask = asking(lambda _: Ground(problem=before.problem, seats=before.seats))
    asked = ask("", frozenset({"P2"}))
    assert asked is not None
    assert asked.again is not None
    assert (asked.changes, asked.least, asked.again.unmet) == (2, 2, ("Y",))
    cost = {}
    for out in chain.from_iterable(combinations(("P1", "P2", "P4", "P5"), count) for count in range(5)):
        asked = ask("", frozenset(out))
        assert asked is not None
        assert asked.changes is not None
        cost[frozenset(out)] = asked.changes
    assert (cost[frozenset()], cost[frozenset(("P2", "P4", "P5"))]) == (0, 2)
    assert all(cost[one] <= cost[other] for one in cost for other in cost if one <= other)


def test_the_holders_are_those_of_the_offices_and_of_the_bodies_named() -> None:
    found = town("east", SHANDONG, (SOCIAL,))
    pool, policy = found.problem.pool, found.problem.policy
    offices = [*holders_of(pool, policy, found.seats)]
    assert Counter(each.office for each in offices) == {"chair": 1, "vice_chair": 3}
    (social,) = [each for each in offices if each.name == SOCIAL]
    assert (social.person, social.birth, social.body, social.post) == ("T03", "1985", "committee", "社会服务中心主任")
    members = [*holders_of(pool, policy, found.seats, (*OFFICES, "committee"))]
    assert Counter(each.office for each in members) == {"chair": 1, "vice_chair": 3, "": 5}
    assert {each.body for each in members} == {"committee"}
    plain = [*holders_of(pool, policy, found.seats, ("congress",))]
    assert (len(plain), {each.body for each in plain}) == (20, {"congress"})


def test_without_time_there_is_no_answer_and_nothing_is_proven() -> None:
    found = town("east", SHANDONG, (SOCIAL,))
    asked = asking(lambda _: Ground(problem=found.problem, seats=found.seats), time_limit=0)("", frozenset({"T03"}))
    assert asked is not None
    assert (asked.changes, asked.least, asked.holders) == (None, 0, ())


def test_a_unit_of_a_roll_out_is_planned_again_from_its_task() -> None:
    data = (POOLS / "township.csv").read_bytes()
    policy = open_policy(SHANDONG)
    task = UnitTask(
        code="east",
        key="",
        route=Route.ELECTION,
        day=policy.reference_date,
        policy=pickle.dumps(policy),
        version=SHANDONG,
        pool=PoolFile(data=data, source="township.csv"),
    )
    done = plan_unit(task)
    assert done.roster is not None
    ground = ground_of(task, done.roster)
    asked = asking(lambda _: ground)("east", frozenset({"T03"}))
    assert asked is not None
    now = {holder.person for holder in holders_of(ground.problem.pool, policy, ground.seats)}
    assert "T03" in now
    assert now == {holder.person for holder in done.planned.holders}
    assert asked.changes == 6
    assert asked.again is not None
    again = asked.again.planned
    assert again is not None
    assert (again.code, again.outcome, again.seated) == ("east", Outcome.PROVEN, done.planned.seated)
    assert set(again.holders) == set(asked.holders)


def test_in_a_co_option_who_sits_stays_and_only_newcomers_make_room() -> None:
    data = (POOLS / "township.csv").read_bytes()
    policy = open_policy(SHANDONG)
    pool = open_pool(data, policy, source="township.csv")
    found = plan(pool=pool, policy=policy)
    roster = json.loads(to_bytes(roster_document(found)))
    (leaving,) = [seat.person for seat in found.seats if pool.by_id[seat.person].name == TEACHER]
    roster["seats"] = [seat for seat in roster["seats"] if seat["person"] != leaving]
    task = UnitTask(
        code="east",
        key="",
        route=Route.COOPTION,
        day=policy.reference_date,
        policy=pickle.dumps(policy),
        version=SHANDONG,
        pool=PoolFile(data=data, source="township.csv"),
        roster=PresentRoster(data=to_bytes(roster), source="roster.json"),
    )
    done = plan_unit(task)
    assert done.roster is not None
    ask = asking(lambda _: ground_of(task, done.roster or b""))
    sitting = {seat["person"] for seat in roster["seats"] if seat["office"]}
    new = {holder.person for holder in done.planned.holders} - sitting
    assert len(new) == 1
    assert ask("east", frozenset([min(sitting)])) is None
    asked = ask("east", frozenset(new))
    assert asked is not None
    assert asked.changes
    assert sitting <= {holder.person for holder in asked.holders}


NAMING = Naming(associations={"east": "东镇科协", "south": "南镇科协", "west": "西街道科协"}, titles={})


def said(blocks: list[Block], lang: Lang) -> list[str]:
    return [block.text.to(lang) for block in blocks if isinstance(block, Line)]


def table(blocks: list[Block], name: str) -> Table:
    (found,) = (block for block in blocks if isinstance(block, Table) and block.id == name)
    return found


def test_the_report_says_who_keeps_what_and_that_no_repair_takes_fewer_changes() -> None:
    repair = repair_of(SHANDONG, (SOCIAL, CHAIR))
    blocks = repair_blocks(repair, NAMING)
    done, proven = said(blocks, "zh")
    assert (
        done
        == f"2 人超出的任职全部调整完毕：每人至多 1 个科协。{len(repair.units)} 个科协重排名单，共变动 {repair.changes} 处。"
    )
    assert proven == "已证明：没有变动更少的调整办法。"
    assert said(blocks, "en")[1] == "Proven: no repair takes fewer changes."
    kept = table(blocks, "concurrent_kept")
    assert {row[0].zh for row in kept.rows} == {f"{SOCIAL}（T03）", f"{CHAIR}（T20）"}
    assert set(kept.marks) == {Mark.KEPT}
    assert [row[1].zh for row in kept.rows if row[0].en == f"{SOCIAL} (T03)"] == ["东镇科协副主席"]
    units, moves = table(blocks, "concurrent_units"), table(blocks, "concurrent_moves")
    assert sum(int(row[2].zh) for row in units.rows) == repair.changes
    assert len(moves.rows) == sum(len(unit.asked.again.moves) for unit in repair.units if unit.asked.again)
    assert {row[3].en for row in moves.rows if row[1].en == f"{SOCIAL} (T03)"} == {"committee, vice-chair (part-time)"}


def test_the_report_says_what_is_left_and_who_cannot_be_spared() -> None:
    blocks = repair_blocks(repair_of(SHANDONG, (SOCIAL, TEACHER)), NAMING)
    assert said(blocks, "zh")[1] == "仍有 1 人共超出 1 个；已证明不能再少，在此前提下变动最少。"
    (row,) = table(blocks, "concurrent_left").rows
    assert f"南镇科协不能同时缺此人和{TEACHER}（T05）" in row[2].zh
    assert f"南镇科协 cannot do without both them and {TEACHER} (T05)" in row[2].en
    assert Mark.BROKEN in table(blocks, "concurrent_kept").marks
    alone = repair_blocks(repair_of("wanning-township", (DIRECTOR,)), NAMING)
    assert said(alone, "en")[0].endswith("nothing was repaired.")
    assert "东镇科协离不开此人" in table(alone, "concurrent_left").rows[0][2].zh


def test_the_report_lists_the_likely_for_somebody_to_settle() -> None:
    # Their ids differ from town to town, their names and births do not.
    repair = repair_of("wanning-township", ())
    assert (repair.settled, repair.units) == ((), ())
    blocks = repair_blocks(repair, NAMING)
    assert said(blocks, "zh") == ["没有人在超过 1 个科协任职。"]
    likely = table(blocks, "likely")
    assert DIRECTOR in [row[0].zh for row in likely.rows]
    assert {row[3].en for row in likely.rows} == {"name and birth are equal, the ids are not"}
    cut = table(clash_blocks((), repair.likely, NAMING, most=1), "likely")
    assert (len(cut.rows), len(cut.marks)) == (1, 1)
    assert cut.caption is not None
    assert "全部见工作簿" in cut.caption.zh
