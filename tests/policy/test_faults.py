"""Faults of policy files: each with its line, its path, its value and its cure, in both languages, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from optimizer.basis.faults import Fault, InputFaults
from optimizer.policy.policy import Policy
from optimizer.policy.reading import read_policy
from tests.policy.sample import SAMPLE, changed
from tests.policy.spoilt import mutations, odd_values
from tests.strategies import drawn
from tests.toy import policy_faults, policy_of

GOLDEN = (Path(__file__).parent / "faults.txt").read_text(encoding="utf-8")
CASES = [block.splitlines() for block in GOLDEN.split("\n\n") if not block.startswith("#")]


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_the_fault_says(case: list[str]) -> None:
    old, new = (piece.replace("⏎", "\n") for piece in case[0].split(" => "))
    faults = policy_faults(changed(old, new))
    said = [sentence for fault in faults for sentence in (fault.sentence("zh"), fault.sentence("en"))]
    assert len(said) == len(case) - 1, said
    for found, expected in zip(said, case[1:], strict=True):
        if expected.endswith("…"):
            assert found.startswith(expected.removesuffix("…"))
        else:
            assert found == expected


EIGHT = """\
name = "eight"
reference_date = "2026-12-01"
[groups]
young = { age = "under 45" }
[[body]]
id = "congress"
seats = 10
members = 3
[[body]]
id = "committee"
seats = 20
within = "congress"
[[office]]
id = "chair"
body = "committee"
seats = 1
modes = ["acting"]
[[rule]]
id = "D1"
kind = "share"
scope = "congress"
group = "young"
at_least = 0.7
[[rule]]
id = "D2"
kind = "count"
scope = "council"
group = "young"
at_least = 1
[[goal]]
kind = "best"
column = "votes"
scope = "congress"
"""


def test_all_faults_of_a_file_are_told_at_once() -> None:
    # The faulty group is used by two rules and told once, where it stands.
    places = [(fault.line, fault.path) for fault in policy_faults(EIGHT)]
    assert sorted(places, key=lambda place: place[0] or 0) == [
        (2, "reference_date"),
        (4, "groups.young.age"),
        (8, "body[1].members"),
        (11, "body[2].seats"),
        (17, "office[1].modes"),
        (23, "rule[1].at_least"),
        (27, "rule[2].scope"),
        (32, "goal[1].column"),
    ]


def test_the_digest_counts_the_faults() -> None:
    with pytest.raises(InputFaults) as caught:
        read_policy(EIGHT.encode(), source="eight.toml")
    assert caught.value.digest("zh").startswith("eight.toml：发现 8 处问题\n")
    assert str(caught.value).startswith("eight.toml: faults found: 8\n")


def test_not_utf8() -> None:
    (fault,) = policy_faults(SAMPLE.encode("gb18030"))
    assert (fault.kind, fault.line) == ("policy.encoding", 2)
    assert fault.sentence("zh") == "第2行：文件不是 UTF-8 编码。用编辑器另存为 UTF-8"
    assert fault.sentence("en") == "line 2: the file is not UTF-8. Save it as UTF-8"


def test_an_empty_file_lacks_its_name_its_date_and_a_body() -> None:
    assert [(fault.kind, fault.path) for fault in policy_faults("")] == [
        ("policy.missing", "name"),
        ("policy.date", "reference_date"),
        ("policy.missing", "body"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("at_least = 2", "at_least = " + "9" * 5000, "policy.toml"),
        ('[{ sector = "农业" }, "heads"]', "[" * 3000 + "]" * 3000, "policy.toml"),
        ('{ age = "<=45" }', "{ not = " * 45 + '{ sex = "male" }' + "}" * 45, "policy.group"),
    ],
)
def test_monstrous_files_are_refused_too(old: str, new: str, kind: str) -> None:
    assert [fault.kind for fault in policy_faults(changed(old, new))] == [kind]


def test_groups_that_name_each_other_in_a_circle_are_told_once() -> None:
    circle = changed('young = { age = "<=45" }', 'young = { any = ["old"] }\nold = { not = "young" }')
    (fault,) = policy_faults(circle)
    assert (fault.line, fault.path, fault.message.en) == (10, "groups.old.not", "the group is defined by itself")


CIRCLE = """
name = "circle"
reference_date = 2026-12-01
[[body]]
id = "a"
seats = 3
within = "b"
[[body]]
id = "b"
seats = 3
within = "a"
[[body]]
id = "c"
seats = 3
within = "b"
"""


def test_bodies_within_each_other_are_told_and_those_inside_them_are_not_blamed() -> None:
    faults = policy_faults(CIRCLE)
    assert [(fault.path, fault.message.zh) for fault in faults] == [
        ("body[1].within", "机构互相包含，绕回了自身"),
        ("body[2].within", "机构互相包含，绕回了自身"),
    ]


def test_the_office_to_blame_is_found_past_a_faulty_one() -> None:
    broken = 'seats = 2\nmodes = ["full_time", "part_time"]\n'
    faulty = '\n[[office]]\nbody = "committee"\nseats = 1\n\n[[office]]\nid = "chair"\nbody = "committee"\nseats = 6\n'
    faults = policy_faults(changed(broken, broken + faulty))
    assert [(fault.path, fault.line) for fault in faults] == [("office[2]", 31), ("office[3].seats", 38)]


@drawn(500)
@given(data=mutations() | odd_values())
def test_any_file_is_a_policy_or_has_faults(data: bytes) -> None:
    outcome = read_or_faults(data)
    if isinstance(outcome, Policy):
        assert outcome.bodies
        return
    assert outcome
    for fault in outcome:
        assert fault.sentence("zh")
        assert fault.sentence("en")


def read_or_faults(data: bytes) -> Policy | tuple[Fault, ...]:
    try:
        return read_policy(data, source="any")
    except InputFaults as found:
        return found.faults


def test_the_sample_has_no_fault() -> None:
    policy = policy_of(SAMPLE)
    assert [rule.id for rule in policy.rules] == ["D1", "D2", "D3"]
    assert [goal.id for goal in policy.goals] == ["best_score_congress"]
