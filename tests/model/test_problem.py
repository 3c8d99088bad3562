"""Pool and policy together: positions, the size of scopes, goals, and faults that show only then."""

from __future__ import annotations

from decimal import Decimal

import pytest

from optimizer.basis.faults import Fault, InputFaults
from optimizer.people.person import Person, Pool
from optimizer.policy.reading import read_policy
from optimizer.problem.problem import build_problem
from tests.toy import HEAD, NESTED, SIDE_BY_SIDE, policy_of, pool_of, problem_of, rosters, table_of

POOL = pool_of("""
id,   name, sex,    birth, modes,               unit
P001, 张三, female, 1980,  part_time+full_time, east
P002, 李四, male,   1981,  part_time,           east
P003, 张三, male,   1990,  full_time,           west
P004, 王五, female, 1970,  part_time,           west
""")


def faults(text: str, pool: Pool = POOL) -> tuple[Fault, ...]:
    with pytest.raises(InputFaults) as caught:
        build_problem(pool=pool, policy=policy_of(text))
    assert caught.value.source == "toy"
    return caught.value.faults


def rule(**keys: object) -> str:
    return table_of("rule", {"id": "R", "scope": "congress", **keys})


POSITIONS = """
congress,
congress committee,
congress committee, chair
congress committee, vice_chair full_time
congress committee, vice_chair part_time
"""


def test_positions_are_the_closed_sets_of_bodies_with_their_offices_and_modes() -> None:
    problem = problem_of(POOL, NESTED)
    found = [
        f"{' '.join(position.bodies)}, {' '.join(filter(None, (position.office, position.mode)))}".strip()
        for position in problem.positions
    ]
    assert found == POSITIONS.strip().splitlines()
    assert set(problem.chain) == {0}


def test_bodies_side_by_side_may_share_members() -> None:
    bodies = {position.bodies for position in problem_of(POOL, SIDE_BY_SIDE).positions}
    assert bodies == {
        ("congress",),
        ("congress", "committee"),
        ("congress", "standing"),
        ("congress", "committee", "standing"),
    }


def test_rosters_of_the_toy_counted_by_hand() -> None:
    # Four people for four seats; three of them on the committee: 4 choices. Of those three, chair and vice-chair in
    # order: 6. Where the vice-chair is P001 both modes will do, else one: 3 x (4 x 6) / 3 people have 1 mode, P001 2.
    # Each person is vice-chair in 3 (committees with them) x 2 (chairs) = 6 of 24; P001's 6 count twice: 30.
    assert len(list(rosters(problem_of(POOL, NESTED)))) == 30


@pytest.mark.parametrize(
    ("text", "scope", "size"),
    [
        (NESTED, ("congress",), 4),
        (NESTED, ("committee", "vice_chair"), 3),
        (NESTED, ("chair", "vice_chair"), 2),
        (NESTED, ("congress", "chair"), 4),
        (SIDE_BY_SIDE, ("committee", "standing"), None),
        (SIDE_BY_SIDE, ("chair", "vice_chair"), 2),
        (SIDE_BY_SIDE, ("committee", "chair"), None),
    ],
)
def test_the_size_of_a_scope(text: str, scope: tuple[str, ...], size: int | None) -> None:
    assert problem_of(POOL, text).size(scope) == size


def test_a_scope_has_its_size_in_every_roster() -> None:
    for text in (NESTED, SIDE_BY_SIDE):
        problem = problem_of(POOL, text)
        for scope in (("congress",), ("committee", "vice_chair"), ("chair", "vice_chair"), ("committee", "standing")):
            counts = {
                sum(bool(problem.positions[what].scopes & set(scope)) for _, what in held) for held in rosters(problem)
            }
            if problem.policy.seats.keys() >= set(scope) and problem.size(scope) is not None:
                assert counts == {problem.size(scope)}


def test_missing_columns_name_their_users() -> None:
    text = NESTED + rule(kind="count", group={"frontline": "yes", "界别": "农业"}, at_least=1)
    listed = faults(text + table_of("goal", {"kind": "best", "column": "score", "scope": "congress"}))
    assert [(fault.value, fault.message.zh, fault.message.en) for fault in listed] == [
        ("frontline", "政策用到的列在候选人表里没有（用于 R）", "the pool lacks a column the policy uses (for R)"),
        ("界别", "政策用到的列在候选人表里没有（用于 R）", "the pool lacks a column the policy uses (for R)"),
        (
            "score",
            "政策用到的列在候选人表里没有（用于 best_score_congress）",
            "the pool lacks a column the policy uses (for best_score_congress)",
        ),
    ]


def test_the_cure_of_a_missing_column() -> None:
    known, similar = faults(NESTED + rule(kind="count", group={"frontline": "yes", "units": "east"}, at_least=1))
    assert known.cure.en == 'Add the column "frontline" to the pool (its Chinese header will do)'
    assert similar.cure.en.startswith('Did you mean "unit"?')


@pytest.mark.parametrize(
    ("keys", "value", "zh", "en"),
    [
        (
            {"kind": "named", "people": ["P009"], "hold": "in"},
            "P009",
            "rule R：候选人表里找不到：“P009”。候选人中没有“P009”；核对编号或姓名",
            'rule R: the pool does not have it: "P009". Nobody in the pool is "P009"; check the id or the name',
        ),
        (
            {"kind": "named", "people": ["P001", "张三"], "hold": "out"},
            "张三",
            "rule R：候选人表里找不到：“张三”。“张三”有2人同名（P001, P003）；改写编号",
            'rule R: the pool does not have it: "张三". 2 people are called "张三" (P001, P003); write the id instead',
        ),
        (
            {"kind": "each", "by": "unit", "at_least": {"east": 1, "north": 1}},
            "north",
            "rule R：候选人表里找不到：“north”。候选人中没有推荐单位“north”",
            'rule R: the pool does not have it: "north". Nobody in the pool has the unit "north"',
        ),
    ],
)
def test_people_and_values_nobody_has(keys: dict[str, object], value: str, zh: str, en: str) -> None:
    (fault,) = faults(NESTED + rule(**keys))
    assert (fault.value, fault.sentence("zh"), fault.sentence("en")) == (value, zh, en)


def test_a_ceiling_for_a_value_nobody_has_is_no_fault() -> None:
    problem_of(POOL, NESTED + rule(kind="each", by="unit", at_most={"north": 1}))


def test_too_many_positions_are_refused() -> None:
    offices = "".join(table_of("office", {"id": f"o{n}", "body": "b0", "seats": 1}) for n in range(2))
    text = HEAD + table_of("body", {"id": "root", "seats": 9})
    text += "".join(table_of("body", {"id": f"b{n}", "seats": 2, "within": "root"}) for n in range(9)) + offices
    (fault,) = faults(text)
    assert fault.message.en == "bodies, offices and modes combine to 1024 positions"


def goals(text: str, pool: Pool = POOL) -> list[str]:
    return [goal.id for goal in build_problem(pool=pool, policy=policy_of(text)).goals]


SCORED = pool_of("id, score, rank\nP001, 1, 1")
RANKED = pool_of("id, rank\nP001, 1")


def test_goals_without_any_in_the_file() -> None:
    assert goals(NESTED) == ["draw"]
    assert goals(NESTED, RANKED) == [
        *(f"best_rank_{part}" for part in ("congress", "committee", "chair", "vice_chair")),
        "draw",
    ]
    assert goals(NESTED, SCORED)[0] == "best_score_congress"


def test_wishes_come_first_unless_the_file_says_where() -> None:
    wishes = "".join(
        table_of("rule", {"id": f"W{n}", "kind": "count", "scope": "congress", "at_least": n, "strength": "prefer"})
        for n in (1, 2)
    )
    best = table_of("goal", {"kind": "best", "column": "score", "scope": "congress"})
    prefer = table_of("goal", {"kind": "prefer"})
    assert goals(NESTED + wishes + best, SCORED) == ["prefer:W1", "prefer:W2", "best_score_congress", "draw"]
    assert goals(NESTED + wishes + best + prefer, SCORED) == ["best_score_congress", "prefer:W1", "prefer:W2", "draw"]


def test_few_changes_come_after_the_wishes() -> None:
    problem = build_problem(pool=SCORED, policy=policy_of(NESTED), base={})
    assert [goal.id for goal in problem.goals][:2] == ["changes", "best_score_congress"]


def test_a_score_too_large_to_add_up_exactly() -> None:
    people = [
        Person(id="P1", name="王一", score=Decimal("1000000.000001"), row=2),
        Person(id="P2", name="王二", score=Decimal(-1000000), row=3),
    ]
    pool = Pool(people=tuple(people), columns=("id", "name", "score"), source="toy")
    policy = read_policy(b'name = "x"\nreference_date = 2026-12-01\n[[body]]\nid = "b"\nseats = 1\n', source="x")
    with pytest.raises(InputFaults) as refused:
        build_problem(pool=pool, policy=policy)
    (fault,) = refused.value.faults
    assert (fault.kind, fault.row, fault.value) == ("problem.score", 2, "1000000.000001")
