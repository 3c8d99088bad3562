"""A policy written out whole: it reads back the same, and every line says where it is from."""

from __future__ import annotations

import re
import tomllib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from optimizer.basis.text import LANGS, Lang
from optimizer.planner.inputs import DATA, open_policy, policy_from, shipped_policies
from optimizer.planner.lists import policy_record, policy_text
from optimizer.policy.writing import literal, write_policy
from tests.policy.family import CHILD, resolved
from tests.strategies import drawn

SHIPPED = [policy.name for policy in shipped_policies()]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_shown_is_the_same_policy(name: str, lang: Lang) -> None:
    policy = open_policy(name)
    again = policy_from(policy_text(name, lang).encode(), source="again.toml")
    assert again.rules == policy.rules
    assert (again.bodies, again.offices, again.goals) == (policy.bodies, policy.offices, policy.goals)
    assert (again.groups, again.source, again.remarks) == (policy.groups, policy.source, policy.remarks)
    assert (again.name, again.title, again.version, again.effective) == (
        policy.name,
        policy.title,
        policy.version,
        policy.effective,
    )
    assert again.sha256 == policy.sha256
    assert again.extends == ""


@pytest.mark.parametrize("name", SHIPPED)
def test_every_line_stands_where_it_says(name: str) -> None:
    shown = [line for line in policy_text(name, "zh").splitlines() if line and not line.startswith(("#", "]"))]
    placed = [re.fullmatch(r"(.+)  # ([\w.-]+\.toml):(\d+)", line) for line in shown if not line.endswith(" = [")]
    assert len(placed) > 20
    for found in placed:
        assert found is not None
        said, file, line = found.groups()
        written = (DATA / "policies" / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
        if not said.startswith("  {"):  # A rule within a rule may be written as a table of its own.
            assert written.strip().startswith(said.strip().partition(" = ")[0]), found[0]


def test_rules_are_said_in_words_with_strength_waivers_and_note() -> None:
    text = policy_text("county-sample", "zh")
    assert text.startswith("# 清屿县科协代表大会（示例）\n# 依据：sample 示例，数字均为虚构；三长")
    for line in (
        "# 版本：2020\n# 自 2020-03-05 起生效\n# 文件：county-sample.toml ← county-sample-2016.toml\n",
        "# 副主席中，",
        "（必须）\n# 说明：三长以兼职、挂职方式进入领导机构\n[[rule]]  # county-sample.toml:",
        "（尽量）\n[[rule]]  # county-sample.toml:",
    ):
        assert line in text
    assert "In force from 2020-03-05 on" in policy_text("county-sample", "en")


def test_waivers_and_ends_are_said(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("own") / "own.toml"
    path.write_text(
        'name = "own"\nreference_date = 2026-12-01\nexpires = 2030-01-01\n[[body]]\nid = "congress"\nseats = 4\n'
        '[[rule]]\nid = "E"\nkind = "eligible"\nscope = "congress"\ngroup = { sex = "female" }\nstrength = "as_a_rule"\n'
        'note = """一行\n# 又一行"""\n[[waiver]]\nrule = "E"\npeople = "P001"\nreason = "确有需要"\n',
        encoding="utf-8",
    )
    text = policy_text(str(path), "zh")
    assert "# 自 2030-01-01 起失效\n" in text
    assert "；豁免P001，理由：确有需要（一般）\n# 说明：一行 # 又一行\n[[rule]]  # own.toml:7\n" in text
    assert 'note = "一行\\n# 又一行"  # own.toml:13\n' in text
    assert '[[waiver]]  # own.toml:15\nrule = "E"  # own.toml:16\n' in text


def test_as_data() -> None:
    record = policy_record("county-sample")
    policy, origin = record["policy"], record["origin"]
    assert isinstance(policy, dict)
    assert isinstance(origin, dict)
    assert (policy["effective"], policy["name"]) == ("2020-03-05", "county-sample")
    assert [rule["id"] for rule in policy["rule"]][-1] == "T3c"
    assert record["files"] == ["county-sample.toml", "county-sample-2016.toml"]
    for path, file, begins in (
        ("rule.C1.at_least", "county-sample-2016.toml", 'at_least = "70%"'),
        ("rule.T2", "county-sample.toml", "[[rule]]"),
        ("office.vice_chair.modes", "county-sample-2016.toml", "modes = "),
        ("groups.heads", "county-sample.toml", "heads = "),
        ("remarks[1]", "county-sample.toml", '{ zh = "三长'),
    ):
        place = origin[path]
        lines = (DATA / "policies" / file).read_text(encoding="utf-8").splitlines()
        assert place["file"] == file
        assert lines[place["line"] - 1].strip().startswith(begins)
    assert not any(re.match(r"(rule|body|office)\[", path) for path in origin)


def test_the_places_of_a_whole_are_those_of_its_files() -> None:
    whole = resolved(CHILD + '[[rule]]\nid = "D2"\nat_least = 3\n')
    text = write_policy(whole.raw, origin=lambda path: f"{path}", above={"rule[2]": ["two\nlines\x00"]})
    assert "# two lines\n[[rule]]  # rule[2]\n" in text
    assert "at_least = 3  # rule[2].at_least\n" in text
    assert "#" not in write_policy(whole.raw, origin=lambda _: "", above={})


VALUES = st.recursive(
    st.text()
    | st.integers(-(2**63), 2**63 - 1)
    | st.booleans()
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@drawn(300)
@given(raw=st.dictionaries(st.text(), VALUES, max_size=5))
@example(
    raw={"rule": [{"a.b": [{"c": 1}, {}], "": "\x7f\x1f\r\n\u2028"}], "remarks": ["x"], "source": {}, "waiver": []}
)
def test_whatever_is_written_reads_back(raw: dict[str, object]) -> None:
    assert tomllib.loads(write_policy(raw, origin=lambda path: path, above={"": ["# ]\n"]})) == raw


def test_what_toml_has_no_form_for_is_refused() -> None:
    with pytest.raises(TypeError):
        literal(None)
