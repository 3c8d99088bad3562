"""Editing a policy file: what is typed reads back, everything else of the file stays as it was."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.basis.faults import InputFaults
from optimizer.planner.desk.conditions import form_of, table_of
from optimizer.planner.desk.keys import OTHERS
from optimizer.planner.desk.policy_file import (
    PolicyFile,
    fault_place,
    other_entries,
    own_copy,
    rule_entries,
    sound_part,
    typed,
    whole_copy,
    written,
)
from optimizer.planner.desk.rule_form import Entry, example
from optimizer.planner.inputs import open_policy, policy_from, shipped_policies
from optimizer.rules.registry import kinds

SHIPPED = [policy.name for policy in shipped_policies()]
WRITTEN = """# 某县
name = "x"  # 短名
reference_date = 2026-12-01

# 谁算基层
[groups]
front = { frontline = "yes" }  # 一线

[source]
date = 2018-05

[[body]]
id = "congress"
seats = 3

# 关于 A
[[rule]]
id = "A"
kind = "count"
scope = "congress"
at_least = 1  # 一名

# 关于 B
# 两行
[[rule]]
id = "B"
kind = "either"
scope = "congress"

[[rule.options]]
kind = "count"
at_least = 2

# 关于 C
[[rule]]
id = "C"
kind = "count"
scope = "congress"
group = "front"
at_most = 3

# 最后
""".encode()


def opened(data: bytes = WRITTEN) -> PolicyFile:
    return PolicyFile(data, "x.toml")


def raw(data: bytes) -> dict[str, Any]:
    return tomllib.loads(data.decode().replace("date = 2018-05", 'date = "2018-05"'))


def comments(data: bytes) -> list[str]:
    return [line.strip() for line in data.decode().splitlines() if "#" in line]


def all_entries(file: PolicyFile) -> Iterator[Entry]:
    for of in ("body", "office", "goal", "waiver"):
        for table in file.entries(of):
            yield from other_entries(of, table)
    for table in file.entries("rule"):
        yield from rule_entries(table)
    for of in ("source", "cooption"):
        held = file.value(of)
        yield from other_entries(of, held if isinstance(held, Mapping) else {})
    yield from other_entries("", {name: file.value(name) for name, *_ in OTHERS[""]})


@pytest.mark.parametrize("name", SHIPPED)
def test_everything_in_a_shipped_policy_is_typed_and_reads_back_equal(name: str) -> None:
    for entry in all_entries(opened(own_copy(name))):
        back = written(entry.form, typed(entry.value, entry.form))
        assert back in (entry.value, [entry.value]), entry


@given(
    text=st.text(alphabet=' "{}[]、,，%3甲=\\', min_size=1),
    form=st.sampled_from(("text", "texts", "bound", "group", "groups")),
)
def test_any_text_is_typed_and_reads_back_equal(text: str, form: str) -> None:
    value: object = [text, "乙"] if form in ("texts", "groups") else text
    if text == text.strip():
        assert written(form, typed(value, form)) == value


@pytest.mark.parametrize("name", SHIPPED)
def test_a_copy_of_ones_own_is_the_same_policy(name: str) -> None:
    assert policy_from(own_copy(name), source="own.toml").sha256 == open_policy(name).sha256


def test_a_file_that_extends_is_made_whole() -> None:
    data = b'extends = "county-sample"\nname = "own"\n[[rule]]\nid = "C1"\nat_least = "75%"\n'
    whole = whole_copy(data, "own.toml")
    assert b"extends" not in whole
    assert policy_from(whole, source="own.toml").rules == policy_from(data, source="own.toml").rules


@pytest.mark.parametrize("kind", list(kinds()))
def test_the_example_of_every_kind_can_be_added_typed_again_moved_and_taken_out(kind: str) -> None:
    base = own_copy("county-sample")
    before = raw(base)
    rule = {**example(kind), "id": "N"}
    data = opened(base).with_new("rule", rule)
    place = len(before["rule"])
    assert raw(data) == {**before, "rule": [*before["rule"], rule]}
    for entry in rule_entries(rule):
        if entry.value is not None:
            data = opened(data).with_entry(
                "rule", place, {entry.name: written(entry.form, typed(entry.value, entry.form))}
            )
    assert raw(data)["rule"][-1] == rule
    data = opened(data).moved("rule", place, 0)
    assert raw(data)["rule"] == [rule, *before["rule"]]
    assert raw(opened(data).without("rule", 0)) == before


def test_an_edit_leaves_every_comment_and_every_other_line() -> None:
    data = opened().with_entry("rule", 0, {"at_least": 2, "note": "新"})
    assert data.decode() == WRITTEN.decode().replace("at_least = 1  # 一名", 'at_least = 2  # 一名\nnote = "新"')
    back = opened(data).with_entry("rule", 0, {"at_least": 1, "note": None})
    assert back == WRITTEN


def test_keys_at_the_top_in_tables_and_groups_are_changed_in_place() -> None:
    data = opened().with_value("title", "标题")
    data = opened(data).with_value("source", {"issuer": "某单位"})
    data = opened(data).with_group("young", {"age": "<=45"})
    data = opened(data).with_group("front", {"frontline": ["yes", "unsure"]})
    assert b'front = { frontline = ["yes", "unsure"] }  # \xe4\xb8\x80\xe7\xba\xbf' in data
    assert [line for line in comments(data) if "front" not in line] == [
        line for line in comments(WRITTEN) if "front" not in line
    ]
    assert raw(data) == {
        **raw(WRITTEN),
        "title": "标题",
        "source": {"date": "2018-05", "issuer": "某单位"},
        "groups": {"front": {"frontline": ["yes", "unsure"]}, "young": {"age": "<=45"}},
    }


def test_comments_go_with_the_entry_they_stand_above() -> None:
    data = opened().moved("rule", 1, 2)
    assert [rule["id"] for rule in raw(data)["rule"]] == ["A", "C", "B"]
    assert comments(data)[4:] == ["# 关于 A", "at_least = 1  # 一名", "# 关于 C", "# 最后", "# 关于 B", "# 两行"]
    assert opened(opened(data).moved("rule", 2, 1)).entries("rule") == opened().entries("rule")
    for place in range(3):
        for to in range(3):
            order = ["A", "B", "C"]
            order.insert(to, order.pop(place))
            moved = opened().moved("rule", place, to)
            assert [rule["id"] for rule in raw(moved)["rule"]] == order
            assert sorted(comments(moved)) == sorted(comments(WRITTEN))
    data = opened().without("rule", 1)
    assert "# 两行" not in comments(data)
    assert "# 关于 C" in comments(data)
    assert [rule["id"] for rule in raw(data)["rule"]] == ["A", "C"]


def test_rules_within_a_rule_are_changed_where_they_stand() -> None:
    data = opened().with_entry("rule", 1, {"note": "说明"})
    assert raw(data)["rule"][1] == {**opened().entries("rule")[1], "note": "说明"}
    options = [{"kind": "count", "at_least": 2}, {"kind": "count", "scope": "congress", "at_most": 1}]
    data = opened().with_entry("rule", 1, {"options": options})
    assert raw(data)["rule"][1]["options"] == options
    data = opened(data).with_entry("rule", 1, {"title": "甲"})
    assert raw(data)["rule"][1] == {**opened().entries("rule")[1], "options": options, "title": "甲"}
    remarks = [{"zh": "一", "en": "one"}, {"zh": "二", "en": "two"}]
    data = opened(opened(data).with_value("remarks", remarks)).with_value("title", "题")
    assert raw(data)["remarks"] == remarks
    assert raw(data)["title"] == "题"
    assert [rule["id"] for rule in raw(data)["rule"]] == ["A", "B", "C"]
    assert comments(data) == comments(WRITTEN)


def test_an_entry_can_be_added_behind_another_one() -> None:
    data = opened().with_new("rule", {"id": "A-1", "kind": "count", "scope": "congress", "at_least": 1}, after=0)
    assert [rule["id"] for rule in raw(data)["rule"]] == ["A", "A-1", "B", "C"]
    data = opened().with_new("waiver", {"rule": "A", "people": ["P1"], "reason": "理由"})
    assert raw(data)["waiver"] == [{"rule": "A", "people": ["P1"], "reason": "理由"}]


def test_what_there_is_not_cannot_be_changed() -> None:
    for act in (
        lambda: opened().with_entry("rule", 9, {}),
        lambda: opened().without("goal", 0),
        lambda: opened().entries("rules"),
    ):
        with pytest.raises(KeyError):
            act()
    with pytest.raises(InputFaults):
        PolicyFile(b"name = ", "x.toml")


def test_faults_are_placed_and_the_rest_can_still_be_said_in_words() -> None:
    base = own_copy("county-sample")
    data = opened(base).with_entry("rule", 2, {"at_least": "7O%", "scope": "nobody"})
    data = opened(data).with_group("young", {"age": "old"})
    with pytest.raises(InputFaults) as caught:
        policy_from(data, source="own.toml")
    places = {fault_place(fault) for fault in caught.value.faults}
    assert places == {("rule", 2, "at_least"), ("rule", 2, "scope"), ("groups", 0, "young")}
    sound = sound_part(data, "own.toml")
    assert sound is not None
    # C4 counts the young, who are not defined any more.
    assert [rule.id for rule in sound.rules] == [
        rule["id"] for rule in raw(base)["rule"] if rule["id"] not in ("C3", "C4")
    ]


def groups_of(value: object) -> Iterator[Mapping[str, object]]:
    if isinstance(value, Mapping):
        for key, part in value.items():
            if key in ("group", "of", "when", "then") and isinstance(part, Mapping):
                yield part
            yield from groups_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from groups_of(part)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_builder_says_every_group_it_can_read_the_same(name: str) -> None:
    data = own_copy(name)
    file = opened(data)
    tables = [*groups_of(file.entries("rule"))]
    named = file.value("groups")
    tables += [table for table in named.values() if isinstance(table, Mapping)] if isinstance(named, Mapping) else []
    said = [table for table in tables if form_of(table) is not None]
    assert len(said) >= len(tables) * 2 // 3
    for table in said:
        form = form_of(table)
        assert form is not None
        before, after = (opened(data).with_group("tried", each) for each in (table, table_of(form)))
        groups = [policy_from(each, source="own.toml").groups["tried"] for each in (before, after)]
        assert groups[0] == groups[1]
