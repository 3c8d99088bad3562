"""Waivers of rules that bind as a rule (一般, 原则上): whom they leave out, how they read, what may be wrong with them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.basis.faults import InputFaults
from optimizer.basis.position import Position
from optimizer.model.build import build_model
from optimizer.rules.base import Rule, Seated
from optimizer.rules.weights import spread_out
from optimizer.solve.solve import solve
from optimizer.solve.status import Status
from tests.rules.agreement import TOY_POOL, disagreements, every_roster
from tests.rules.test_agreement import CASES, FRAMES, read_in
from tests.strategies import FRONTLINE, WOMEN, Keys
from tests.toy import NESTED, ON, policy_faults, policy_of, pool_of, problem_of, seated, table_of

POOL = pool_of("""
id,   name, sex,    frontline, unit, modes
P001, 人一, female, yes,       east, part_time
P002, 人二, male,   no,        east, part_time
P003, 人三, male,   no,        west, part_time
P004, 人四, female, yes,       west, part_time
P005, 人五, male,   yes,       west, part_time
""")
COMMITTEE = ("congress", "committee")
ROSTER = {
    "P001": Position(bodies=COMMITTEE, office="chair"),
    "P002": Position(bodies=COMMITTEE, office="vice_chair", mode="part_time"),
    "P003": Position(bodies=COMMITTEE),
    "P004": Position(bodies=("congress",)),
}
SEATED = Seated(seats=tuple((POOL.by_id[who], position) for who, position in ROSTER.items()), pool=POOL, on=ON)


def rule_text(keys: Keys, *waivers: Keys, strength: str = "as_a_rule") -> str:
    """One rule and its waivers, whose reason is always the same."""
    listed = [table_of("waiver", {"rule": "R", "reason": "工作需要", **waiver}) for waiver in waivers]
    return NESTED + table_of("rule", {"id": "R", "strength": strength, **keys}) + "".join(listed)


def rule_of(text: str) -> Rule:
    (rule,) = policy_of(text).rules
    return rule


def counted(text: str) -> list[tuple[str, int, int, int | None, int | None]]:
    """Part, found, of, least, most of every verdict on the roster."""
    return [(each.part, each.found, each.of, each.least, each.most) for each in rule_of(text).count(SEATED)]


ELIGIBLE: Keys = {"kind": "eligible", "scope": "committee", "group": FRONTLINE}
BARRED: Keys = {"kind": "barred", "scope": "congress", "group": {"frontline": "no"}}
SHARE: Keys = {"kind": "share", "scope": "congress", "group": WOMEN, "at_least": "2/3"}
SHARE_OF: Keys = {"kind": "share", "scope": "congress", "group": WOMEN, "of": FRONTLINE, "at_most": "1/2"}
COUNT: Keys = {"kind": "count", "scope": "congress", "group": WOMEN, "at_most": 1}
BY_UNIT: Keys = {"kind": "each", "scope": "congress", "by": "unit", "at_least": 3}
BY_SEX: Keys = {"kind": "each", "scope": "congress", "by": "sex", "at_most": 1}
NAMED: Keys = {"kind": "named", "scope": "committee", "people": ["P002", "P004"], "hold": "in"}
TWO: Keys = {"people": ["P002", "人三"]}
EAST: Keys = {"units": ["east"]}
WEST: Keys = {"units": ["west"]}


@pytest.mark.parametrize(
    ("keys", "waivers", "verdicts"),
    [
        # Two of the three members are not of the front line; both are waived, one of them by name.
        (ELIGIBLE, [], [("", 1, 3, 3, None)]),
        (ELIGIBLE, [TWO], [("", 1, 1, 1, None)]),
        (ELIGIBLE, [EAST], [("", 0, 1, 1, None)]),
        (BARRED, [], [("", 2, 4, None, 0)]),
        (BARRED, [WEST], [("", 1, 2, None, 0)]),
        (BARRED, [WEST, {"people": ["P002"]}], [("", 0, 1, None, 0)]),
        # Two women of four seats are too few, of three seats they are enough.
        (SHARE, [], [("", 2, 4, 3, None)]),
        (SHARE, [{"people": ["P002"]}], [("", 2, 3, 2, None)]),
        (SHARE_OF, [], [("", 2, 2, None, 1)]),
        (SHARE_OF, [{"people": ["P001", "P004"]}], [("", 0, 0, None, 0)]),
        (COUNT, [], [("", 2, 4, None, 1)]),
        (COUNT, [{"people": ["P001"], "units": ["west"]}], [("", 0, 1, None, 1)]),
        # A unit's own part is waived whole; a person is left out of the part they are in.
        (BY_UNIT, [], [("east", 2, 4, 3, None), ("west", 2, 4, 3, None)]),
        (BY_UNIT, [EAST], [("west", 2, 4, 3, None)]),
        (BY_UNIT, [{"people": ["P001"]}], [("east", 1, 3, 3, None), ("west", 2, 3, 3, None)]),
        # In a rule by another column a unit's people are left out one by one.
        (BY_SEX, [], [("female", 2, 4, None, 1), ("male", 2, 4, None, 1)]),
        (BY_SEX, [EAST], [("female", 1, 2, None, 1), ("male", 1, 2, None, 1)]),
        (NAMED, [], [("", 1, 2, 2, None)]),
        (NAMED, [{"people": ["人四"]}], [("", 1, 1, 1, None)]),
    ],
)
def test_what_is_waived_is_not_counted(
    keys: Keys, waivers: list[Keys], verdicts: list[tuple[str, int, int, int | None, int | None]]
) -> None:
    text = rule_text(keys, *waivers)
    assert counted(text) == verdicts
    assert disagreements(problem_of(POOL, text)) == []


@pytest.mark.parametrize(("kind", "keys"), CASES)
def test_whoever_is_waived_changes_nothing(kind: str, keys: Keys) -> None:
    text = table_of("rule", {"id": "R", "kind": kind, "strength": "as_a_rule", **keys})
    text += table_of("waiver", {"rule": "R", "people": ["人二"], "units": ["west"], "reason": "工作需要"})
    for problem in filter(None, (read_in(frame, text, TOY_POOL) for frame in FRAMES)):
        (rule,) = problem.rules
        # By unit, the unit's own part is left out whole, and its people stay in the others'.
        parts = {"west"} if rule.parted and keys.get("by") == "unit" else set()
        away = {"P002"} if parts else {"P002", "P003", "P004"}
        numbers = [number for number, person in enumerate(problem.pool.people) if person.id in away]
        rows = list(rule.rows(problem))
        assert not any(spread_out(problem, row.weights)[numbers].any() for row in rows)
        assert parts.isdisjoint(row.part for row in rows)
        assert disagreements(problem) == []
        for held in every_roster(problem)[::7]:
            whole = seated(problem, held)
            without = replace(whole, seats=tuple(seat for seat in whole.seats if seat[0].id not in away))
            verdicts = list(rule.count(whole))
            assert verdicts == list(rule.count(without))
            assert parts.isdisjoint(verdict.part for verdict in verdicts)


ALL_FRONTLINE: Keys = {"kind": "eligible", "scope": "congress", "group": FRONTLINE}


@pytest.mark.parametrize(
    ("strength", "waivers", "status"),
    [
        ("must", [], Status.IMPOSSIBLE),
        ("as_a_rule", [], Status.IMPOSSIBLE),
        ("as_a_rule", [{"people": ["P002"]}], Status.OPTIMAL),
        ("as_a_rule", [WEST], Status.OPTIMAL),
        ("prefer", [], Status.OPTIMAL),
    ],
)
def test_a_rule_binds_as_far_as_it_is_not_waived(strength: str, waivers: list[Keys], status: Status) -> None:
    # Four seats and three people of the front line.
    model = build_model(problem_of(POOL, rule_text(ALL_FRONTLINE, *waivers, strength=strength)))
    solved = solve(model)
    assert solved.status is status
    if status is Status.IMPOSSIBLE:
        assert "R" in solved.rules


def test_waivers_are_read_in_the_rule_s_own_words() -> None:
    text = rule_text(ELIGIBLE, TWO, {"people": ["P001"], "units": ["east", "west"], "reason": "该单位只报一人"})
    said = rule_of(text).sentence(policy_of(text).titles)
    assert (said.zh, said.en) == (
        "委员会只限：基层一线；豁免P002、人三，理由：工作需要；豁免P001、east、west，理由：该单位只报一人",
        "committee: only frontline people may hold it; waived for P002, 人三: 工作需要; "
        "waived for P001, east, west: 该单位只报一人",
    )


def test_the_document_s_own_word_stands_before_the_waivers() -> None:
    text = rule_text({**ELIGIBLE, "wording": "原则上"}, EAST)
    said = rule_of(text).sentence(policy_of(text).titles)
    assert (said.zh, said.en) == (
        "委员会只限：基层一线（原文用词“原则上”，没有数字）；豁免east，理由：工作需要",
        'committee: only frontline people may hold it (the document says "原则上", no number); waived for east: 工作需要',
    )


ONLY_WAIVABLE = 'Only a rule with strength = "as_a_rule" can be waived'


@pytest.mark.parametrize(
    ("strength", "waiver", "written", "path", "value", "message", "cure"),
    [
        ("as_a_rule", {"rule": "S"}, 'rule = "S"', "waiver[1].rule", "S", "there is no such rule to waive", "R"),
        ("must", {}, 'rule = "R"', "waiver[1].rule", "R", "this rule cannot be waived", ONLY_WAIVABLE),
        ("prefer", {}, 'rule = "R"', "waiver[1].rule", "R", "this rule cannot be waived", ONLY_WAIVABLE),
        ("as_a_rule", {"reason": " "}, "[[waiver]]", "waiver[1]", None, "the waiver gives no reason", "reason ="),
        ("as_a_rule", {"people": None}, "[[waiver]]", "waiver[1]", None, "names neither people nor units", "people ="),
        ("as_a_rule", {"people": []}, "people = []", "waiver[1].people", "[]", "a text belongs here", "quotation"),
        ("as_a_rule", {"units": 3}, "units = 3", "waiver[1].units", "3", "a text belongs here", "quotation"),
        ("as_a_rule", {"unit": "east"}, "unit = ", "waiver[1].unit", "unit", "unknown key", "units"),
    ],
)
def test_faults_of_waivers(
    strength: str, waiver: Keys, written: str, path: str, value: str | None, message: str, cure: str
) -> None:
    keys = {key: part for key, part in {"people": ["P002"], **waiver}.items() if part is not None}
    text = rule_text(ELIGIBLE, keys, strength=strength)
    (fault,) = policy_faults(text)
    lines = text.splitlines()
    start = lines.index("[[waiver]]")
    line = next(number for number, each in enumerate(lines[start:], start + 1) if each.startswith(written))
    assert (fault.line, fault.path, fault.value) == (line, path, value)
    assert message in fault.message.en
    assert cure in fault.cure.en
    assert fault.message.zh
    assert fault.cure.zh


def test_all_faults_of_waivers_are_told_at_once() -> None:
    text = rule_text(ELIGIBLE, {"rule": "S", "people": ["P002"]}, {"reason": ""}, strength="must")
    assert [(fault.path, fault.message.en) for fault in policy_faults(text)] == [
        ("waiver[1].rule", "there is no such rule to waive"),
        ("waiver[2].rule", "this rule cannot be waived"),
        ("waiver[2]", "the waiver gives no reason"),
        ("waiver[2]", "the waiver names neither people nor units"),
    ]


def test_waived_people_and_units_must_be_in_the_pool() -> None:
    with pytest.raises(InputFaults) as caught:
        problem_of(POOL, rule_text(ELIGIBLE, {"people": ["P002", "人九"]}, {"units": ["north"]}))
    assert [(fault.path, fault.value, fault.cure.en) for fault in caught.value.faults] == [
        ("rule R", "人九", 'nobody in the pool is "人九"; check the id or the name'),
        ("rule R", "north", 'nobody in the pool is of the unit "north"; check its name'),
    ]
