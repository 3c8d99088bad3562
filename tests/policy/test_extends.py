"""A policy that extends another: what it takes over, changes and drops, and where faults are said to be."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.text import LANGS, same
from optimizer.groups.predicate import Age, OneOf
from optimizer.planner.inputs import open_policy, policy_from
from optimizer.policy.extends import MOST_FILES, PolicyFile, Resolved, resolve
from optimizer.policy.reading import read_resolved
from optimizer.policy.writing import write_policy
from optimizer.rules.base import Strength
from optimizer.rules.count import Count
from optimizer.rules.share import Share
from tests.policy.family import CHILD, PARENT, child_faults, child_policy, resolved
from tests.policy.sample import SAMPLE
from tests.policy.spoilt import mutations, odd_values
from tests.strategies import drawn
from tests.toy import policy_faults, policy_of


def test_a_child_that_says_nothing_is_its_parent_by_another_name() -> None:
    child, parent = child_policy(CHILD), policy_of(PARENT)
    assert (child.name, child.title, child.extends) == ("child", "上级", "parent")
    assert (child.rules, child.bodies, child.offices) == (parent.rules, parent.bodies, parent.offices)
    assert (child.goals, child.groups, child.source) == (parent.goals, parent.groups, parent.source)


def test_version_and_dates_are_a_files_own() -> None:
    child = child_policy(CHILD)
    assert (child.version, child.effective, child.expires) == ("", None, None)
    dated = child_policy(CHILD + 'version = "2"\neffective = 2020-01-01\n')
    assert (dated.version, dated.effective, dated.expires) == ("2", date(2020, 1, 1), None)


def test_top_level_keys_replace_and_remarks_are_appended() -> None:
    child = child_policy(CHILD + 'title = "下级"\nremarks = ["下级的说明"]\n[source]\nissuer = "下级"\n')
    assert (child.title, child.reference_date) == ("下级", date(2026, 12, 1))
    assert child.source == {"issuer": "下级"}
    assert [remark.zh for remark in child.remarks] == ["上级的说明", "下级的说明"]


def test_groups_are_replaced_by_name() -> None:
    child = child_policy(CHILD + '[groups]\nyoung = { age = "<=35" }\nmen = { sex = "male" }\n')
    assert child.groups == {
        "young": Age((("<=", 35),)),
        "women": OneOf("sex", ("female",)),
        "men": OneOf("sex", ("male",)),
    }
    assert child.rules[0].groups == (Age((("<=", 35),)),)


def test_entries_are_changed_key_by_key_in_their_places() -> None:
    child = child_policy(
        CHILD
        + '[[body]]\nid = "congress"\nseats = 20\n'
        + '[[office]]\nid = "chair"\ntitle = "会长"\n'
        + '[[rule]]\nid = "D1"\nat_least = "1/2"\n'
        + '[[goal]]\nid = "scores"\nscope = "committee"\n'
    )
    assert [(body.id, body.seats.fixed) for body in child.bodies] == [("congress", 20), ("committee", 5)]
    assert child.offices[0].title.zh == "会长"
    first, second = child.rules
    assert isinstance(first, Share)
    assert (first.id, first.at_least, first.title) == ("D1", Fraction(1, 2), "青年")
    assert first.waivers
    assert second == policy_of(PARENT).rules[1]
    assert [(goal.id, goal.scope) for goal in child.goals] == [("scores", ("committee",))]


def test_new_entries_come_last_in_the_childs_order() -> None:
    rule = '[[rule]]\nid = "{}"\nkind = "count"\nscope = "congress"\ngroup = "women"\nat_least = 1\n'
    whole = resolved(
        CHILD
        + rule.format("E2")
        + rule.format("E1")
        + '[[body]]\nid = "board"\nseats = 3\n[[goal]]\nkind = "prefer"\n'
        + '[[waiver]]\nrule = "D1"\nunits = "某单位"\nreason = "下级的理由"\n'
    )
    child = read_resolved(whole)
    assert [each.id for each in child.rules] == ["D1", "D2", "E2", "E1"]
    assert [origin.file for path, origin in whole.origins.items() if path.startswith("body") and "." not in path] == [
        "parent.toml",
        "parent.toml",
        "child.toml",
    ]
    assert [goal.kind for goal in child.goals] == ["best", "prefer"]
    assert [waiver.reason for waiver in child.rules[0].waivers] == ["上级的理由", "下级的理由"]


def test_a_rule_with_a_kind_replaces_the_whole_rule_and_ends_its_waivers() -> None:
    child = child_policy(
        CHILD + '[[rule]]\nid = "D1"\nkind = "count"\nscope = "committee"\ngroup = "young"\nexactly = 1\n'
    )
    first = child.rules[0]
    assert isinstance(first, Count)
    assert (first.exactly, first.title, first.strength, first.waivers) == (1, "", Strength.MUST, ())


def test_dropping_takes_the_entry_and_its_waivers_out() -> None:
    child = child_policy(
        CHILD
        + '[[office]]\nid = "chair"\ndrop = true\n[[rule]]\nid = "D1"\ndrop = true\n[[goal]]\nid = "scores"\ndrop = true\n'
    )
    assert [rule.id for rule in child.rules] == ["D2"]
    assert (child.offices, child.goals) == ((), ())


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            '[[rule]]\nid = "D3"\ndrop = true\n',
            'line 4, rule[1].id: what it extends has no such entry to drop: "D3". Known: D1, D2',
        ),
        (
            '[[rule]]\nid = "D1"\ndrop = true\nnote = "x"\n',
            'line 6, rule[1].note: an entry that drops has id and drop only: "x". Write id = "D1" and drop = true, '
            "and nothing beside them",
        ),
        (
            '[[rule]]\nid = "D1"\ndrop = "yes"\n',
            'line 5, rule[1].drop: drop can only be true: "yes". Write id = "D1" and drop = true, and nothing beside them',
        ),
        (
            '[[rule]]\nid = "D1"\ntitle = "a"\n[[rule]]\nid = "D1"\ntitle = "b"\n',
            'line 7, rule[2].id: the id is used twice: "D1". Write what changes of one id in one entry; to replace the whole '
            "rule, give its kind",
        ),
        (
            '[[rule]]\nid = "D1"\nat_lest = "1/2"\n',
            'line 5, rule[1].at_lest: unknown key: "at_lest". Did you mean "at_least"? …',
        ),
        (
            '[[body]]\nid = "committee"\nseats = 11\n',
            'line 5, body[1].seats: committee has more seats than congress, which it lies within (10): "11". …',
        ),
    ],
)
def test_a_fault_of_the_childs_own_stands_where_the_child_writes_it(written: str, told: str) -> None:
    (said,) = child_faults(CHILD + written)
    assert said.startswith(told.removesuffix("…")) if told.endswith("…") else said == told


def test_dropping_where_nothing_is_extended() -> None:
    (fault,) = policy_faults(SAMPLE + '\n[[rule]]\nid = "D1"\ndrop = true\n')
    assert (fault.kind, fault.path, fault.line) == ("policy.drop", "rule[4].id", 59)


def test_a_fault_in_the_parents_part_names_the_parents_file_and_line() -> None:
    broken = PARENT.replace('at_least = "1/3"', "at_least = 0.3")
    (said,) = child_faults(CHILD + '[[rule]]\nid = "D2"\ntitle = "x"\n', parent=broken)
    assert said.startswith("parent.toml, line 36, rule[1].at_least: a ratio must be exact")
    with pytest.raises(InputFaults) as caught:
        child_policy(CHILD, parent=broken)
    assert caught.value.faults[0].place("zh") == "parent.toml，第36行，rule[1].at_least"


def test_what_a_dropped_body_leaves_behind_is_told_in_the_parent() -> None:
    said = child_faults(CHILD + '[[body]]\nid = "committee"\ndrop = true\n')
    assert [each.split(":")[0] for each in said] == [
        "parent.toml, line 28, office[1].body",
        "parent.toml, line 43, rule[2].scope",
    ]


def test_faults_of_merging_and_of_reading_are_told_together() -> None:
    said = child_faults(
        CHILD + 'effective = "soon"\n[[rule]]\nid = "D9"\ndrop = true\n',
        parent=PARENT.replace("seats = 10", "seats = 0"),
    )
    assert [each.split(":")[0] for each in said] == [
        "line 5, rule[1].id",
        "line 3, effective",
        "parent.toml, line 19, body[1].seats",
    ]


def test_a_list_that_is_none_in_the_parent_is_told_there() -> None:
    (said,) = child_faults(CHILD + "[[waiver]]\n", parent="waiver = 5\n" + PARENT.split("[[waiver]]")[0])
    assert said.startswith("parent.toml, line 1, waiver: an array of tables belongs here")


GRANDCHILD = """\
extends = "middle"
name = "grandchild"
remarks = ["再下级的说明"]
[[rule]]
id = "D1"
strength = "must"
[[rule]]
id = "D2"
drop = true
"""


def test_several_levels_are_laid_one_over_the_other() -> None:
    middle = CHILD + 'remarks = ["下级的说明"]\n[[rule]]\nid = "D1"\nkind = "share"\nscope = "congress"\n'
    middle += 'group = "women"\nat_least = "30%"\nstrength = "as_a_rule"\n'
    whole = resolved(GRANDCHILD, middle=middle)
    assert whole.files == ("child.toml", "middle.toml", "parent.toml")
    policy = read_resolved(whole)
    (rule,) = policy.rules
    assert (rule.id, rule.strength, rule.groups) == ("D1", Strength.MUST, (OneOf("sex", ("female",)),))
    assert [remark.en for remark in policy.remarks] == ["上级的说明", "下级的说明", "再下级的说明"]
    assert policy.extends == "middle"


def test_every_piece_knows_the_file_and_line_it_is_from() -> None:
    whole = resolved(CHILD + 'remarks = [\n  "a",\n  "b",\n]\n[[rule]]\nid = "D2"\nat_least = 3\n')

    def place(path: str) -> tuple[str, int | None]:
        origin = whole.origin(path)
        assert origin is not None
        return origin.file, origin.line

    assert place("name") == ("child.toml", 2)
    assert place("title") == ("parent.toml", 2)
    assert place("remarks[1]") == ("parent.toml", 7)
    assert place("remarks[3]") == ("child.toml", 5)
    assert place("groups.young.age") == ("parent.toml", 14)
    assert place("rule[2]") == ("child.toml", 7)
    assert place("rule[2].id") == ("parent.toml", 41)
    assert place("rule[2].at_least") == ("child.toml", 9)
    assert place("rule[2].group") == ("parent.toml", 44)
    assert whole.origin("rule[3]") is None
    assert whole.origin("nothing") is None


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"child": 'extends = "nobody"\n'}, 'line 1, extends: no such policy: "nobody". Write another'),
        (
            {"child": "extends = 5\n"},
            'line 1, extends: the name of the policy to extend belongs here: "5". Write extends = "dalian-2018", or the '
            "path of a file",
        ),
        (
            {"child": 'extends = "a"\n', "a": 'extends = "nobody"\n'},
            'a.toml, line 1, extends: no such policy: "nobody". Write another',
        ),
        (
            {"child": 'extends = "a"\n', "a": '\nextends = "b"\n', "b": 'extends = "a"\n'},
            'b.toml, line 1, extends: the policies extend each other in a circle (child.toml → a.toml → b.toml): "a". Take '
            "out one of the extends",
        ),
        (
            {"child": 'extends = "a"\n', "a": "[[rule]\n"},
            "a.toml, line 1: this is not valid TOML (Expected ']]' at the end of an array declaration): \"[[rule]\". Check the "
            "quotation marks, brackets and equals sign of this line",
        ),
    ],
)
def test_a_parent_that_cannot_be_had(files: dict[str, str], told: str) -> None:
    files = dict(files)
    child = files.pop("child")
    assert child_faults(child, **files) == [told]


def test_the_number_of_files_has_a_limit() -> None:
    def chain(length: int) -> dict[str, str]:
        names = ["parent", *(f"p{number}" for number in range(1, length - 1))]
        return {name: f'extends = "{above}"\n' for above, name in pairwise(names)} | {"last": names[-1]}

    most = chain(MOST_FILES)
    last = most.pop("last")
    assert len(resolved(f'extends = "{last}"', **most).files) == MOST_FILES
    more = chain(MOST_FILES + 1)
    last = more.pop("last")
    (said,) = child_faults(f'extends = "{last}"', **more)
    assert said.startswith("p1.toml, line 1, extends: too many files extend each other (at most 8)")


def test_a_parent_called_like_the_child_is_told_by_its_full_path(tmp_path: Path) -> None:
    (tmp_path / "base").mkdir()
    (tmp_path / "base" / "own.toml").write_text(PARENT.replace("seats = 10", "seats = 0"), encoding="utf-8")
    (tmp_path / "own.toml").write_text('extends = "base/own.toml"\nname = "own"\n', encoding="utf-8")
    with pytest.raises(InputFaults) as caught:
        open_policy(str(tmp_path / "own.toml"))
    (fault,) = caught.value.faults
    assert (fault.file, fault.line) == (str((tmp_path / "base" / "own.toml").resolve()), 19)


def test_a_file_finds_its_parent_beside_itself_and_that_one_its_own(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "parent.toml").write_text('extends = "../top.toml"\nname = "p"\n', encoding="utf-8")
    (tmp_path / "top.toml").write_text(PARENT, encoding="utf-8")
    (tmp_path / "child.toml").write_text('extends = "deep/parent.toml"\nname = "c"\n', encoding="utf-8")
    assert [rule.id for rule in open_policy(str(tmp_path / "child.toml")).rules] == ["D1", "D2"]
    (tmp_path / "top.toml").write_text('extends = "child.toml"\n', encoding="utf-8")
    with pytest.raises(InputFaults) as caught:
        open_policy(str(tmp_path / "child.toml"))
    assert "in a circle" in caught.value.faults[0].message.en


def test_bytes_from_nowhere_may_extend_shipped_policies_and_nothing_else(tmp_path: Path) -> None:
    dalian = open_policy("dalian-2018")
    assert policy_from(b'extends = "dalian-2018"\nname = "x"\n', source="up.toml").rules == dalian.rules
    (tmp_path / "p.toml").write_text(PARENT, encoding="utf-8")
    for path in (tmp_path / "p.toml", "/etc/passwd", "../county-sample.toml", "x" * 5000, "\\u0000"):
        with pytest.raises(InputFaults) as caught:
            policy_from(f'extends = "{path}"\n'.encode(), source="up.toml")
        (fault,) = caught.value.faults
        assert (fault.kind, fault.line, fault.message.en) == (
            "policy.file",
            1,
            "there is no shipped policy of that name",
        )


def test_the_hash_is_that_of_the_whole_however_it_is_put_together() -> None:
    flat = policy_of(PARENT.replace('"parent"', '"child"').replace("expires = 2020-01-01\n", ""))
    child = 'extends = "parent"\nname = "child"\nversion = "1"\neffective = 2016-01-01\n'
    assert child_policy(child).sha256 == flat.sha256
    assert child_policy("# a remark\n" + child, parent="# another\n" + PARENT).sha256 == flat.sha256
    assert child_policy(child + '[[rule]]\nid = "D2"\nat_least = 3\n').sha256 != flat.sha256


def test_a_fault_says_its_file_first() -> None:
    fault = Fault(kind="x", file="a.toml", line=3, path="rule[1]", message=same("m"), cure=same("c"))
    assert fault.place("en") == "a.toml, line 3, rule[1]"


@drawn(300)
@given(child=mutations() | odd_values(), parent=st.just(SAMPLE.encode()) | mutations() | odd_values())
def test_any_child_of_any_parent_is_a_policy_or_has_faults(child: bytes, parent: bytes) -> None:
    outcome = policy_or_faults(child, parent)
    if not isinstance(outcome, Resolved):
        assert outcome
        assert all(fault.sentence(lang) for fault in outcome for lang in LANGS)
        return
    policy = read_resolved(outcome)
    again = policy_of(write_policy(outcome.raw, origin=lambda path: path, above={}))
    assert (again.rules, again.sha256) == (policy.rules, policy.sha256)


def policy_or_faults(child: bytes, parent: bytes) -> Resolved | tuple[Fault, ...]:
    above = PolicyFile(data=parent, source="parent.toml", parent=None, identity="parent")
    try:
        whole = resolve(b'extends = "parent"\n' + child, "child.toml", parent=lambda _: above)
        read_resolved(whole)
    except InputFaults as found:
        return found.faults
    return whole
