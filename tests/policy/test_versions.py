"""Several files of one policy's name: which of them is in force on a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.text import Filled
from optimizer.planner.inputs import open_policy
from optimizer.policy.policy import Policy
from tests.policy.sample import SAMPLE, changed
from tests.toy import policy_faults, policy_of


def dated(version: str, *dates: str) -> str:
    return changed(
        "reference_date", f'version = "{version}"\n' + "".join(f"{line}\n" for line in dates) + "reference_date"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three versions: from 2016, from 2018 to the end of 2019, from 2022; and files that are no version of it."""
    folder = tmp_path / "policies"
    folder.mkdir()
    texts = {
        "first.toml": dated("first", "effective = 2016-01-01"),
        "second.toml": dated("second", "effective = 2018-01-01", "expires = 2020-01-01"),
        "third.toml": dated("third", "effective = 2022-01-01"),
        "other.toml": SAMPLE.replace('name = "sample"', 'name = "other"'),
        "nameless.toml": "[tool]\nkey = 1\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "folder.toml").mkdir()
    return folder


def refused(action: Callable[[], Policy]) -> Fault:
    with pytest.raises(InputFaults) as caught:
        action()
    (fault,) = caught.value.faults
    return fault


@pytest.mark.parametrize(
    ("day", "version"),
    [
        ("2016-01-01", "first"),
        ("2017-12-31", "first"),
        ("2018-01-01", "second"),
        ("2019-12-31", "second"),
        ("2022-01-01", "third"),
        ("9999-12-31", "third"),
    ],
)
@pytest.mark.parametrize("asked", ["first.toml", "third.toml", "sample"])
def test_the_version_in_force_on_a_day(folder: Path, asked: str, day: str, version: str) -> None:
    assert open_policy(f"{folder / asked}@{day}").version == version


@pytest.mark.parametrize("day", ["2015-12-31", "2020-01-01", "2021-12-31"])
def test_nothing_in_force_lists_the_versions(folder: Path, day: str) -> None:
    fault = refused(lambda: open_policy(f"{folder / 'first.toml'}@{day}"))
    assert fault.message.en == f"no version of sample is in force on {day}"
    assert fault.cure.en == (
        "The versions: first.toml from 2016-01-01 on; second.toml from 2018-01-01 on, not from 2020-01-01 on; "
        "third.toml from 2022-01-01 on"
    )
    assert fault.message.zh == f"sample 在 {day} 没有有效的版本"
    assert fault.cure.zh.startswith("现有版本：first.toml 自 2016-01-01 起生效；")


def test_a_file_named_without_a_day_is_that_file(folder: Path) -> None:
    assert open_policy(str(folder / "second.toml")).version == "second"


def test_a_version_without_a_date_has_always_been_in_force(folder: Path) -> None:
    (folder / "undated.toml").write_text(dated("undated"), encoding="utf-8")
    assert open_policy(f"{folder / 'first.toml'}@1949-10-01").version == "undated"
    assert open_policy(f"{folder / 'undated.toml'}@2016-01-01").version == "first"


def test_two_versions_that_begin_on_one_day_are_not_chosen_between(folder: Path) -> None:
    (folder / "copy.toml").write_text(dated("copy", "effective = 2016-01-01"), encoding="utf-8")
    fault = refused(lambda: open_policy(f"{folder / 'first.toml'}@2017-01-01"))
    assert fault.message.en == "two versions of sample begin on one day (2016-01-01)"
    assert "copy.toml from 2016-01-01 on; first.toml from 2016-01-01 on" in fault.cure.en


def test_a_file_that_might_be_the_version_is_not_passed_over(folder: Path) -> None:
    (folder / "broken.toml").write_text('name = "sample\n', encoding="utf-8")
    fault = refused(lambda: open_policy(f"{folder / 'first.toml'}@2017-01-01"))
    assert (fault.file, fault.line, fault.kind) == ("broken.toml", 1, "policy.toml")
    (folder / "broken.toml").write_text(dated("x", 'effective = "2017"'), encoding="utf-8")
    fault = refused(lambda: open_policy(f"{folder / 'first.toml'}@2017-01-01"))
    assert (fault.file, fault.line, fault.path) == ("broken.toml", 4, "effective")


def test_a_file_that_writes_no_name_is_no_version(folder: Path) -> None:
    fault = refused(lambda: open_policy(f"{folder / 'nameless.toml'}@2017-01-01"))
    assert (fault.kind, fault.message.en) == (
        "policy.file",
        "no such file, and no shipped policy of that name",
    )


def test_a_version_may_be_extended(folder: Path) -> None:
    (folder / "child.toml").write_text('extends = "sample.toml@2018-06-30"\nname = "child"\n', encoding="utf-8")
    fault = refused(lambda: open_policy(str(folder / "child.toml")))
    assert (fault.kind, fault.path, fault.line) == ("policy.file", "extends", 1)
    (folder / "child.toml").write_text('extends = "first.toml@2018-06-30"\nname = "child"\n', encoding="utf-8")
    child = open_policy(str(folder / "child.toml"))
    assert (child.name, child.version, len(child.rules)) == ("child", "", 3)
    (folder / "child.toml").write_text('extends = "first.toml@2015-06-30"\nname = "child"\n', encoding="utf-8")
    fault = refused(lambda: open_policy(str(folder / "child.toml")))
    assert (fault.kind, fault.line, fault.value) == ("policy.version", 1, "first.toml@2015-06-30")


@pytest.mark.parametrize(
    ("asked", "version", "rules"),
    [
        ("county-sample", "2020", 13),
        ("county-sample-2016", "2016", 8),
        ("county-sample@2016-01-01", "2016", 8),
        ("county-sample@2020-03-04", "2016", 8),
        ("county-sample@2020-03-05", "2020", 13),
        ("county-sample-2016@2026-12-01", "2020", 13),
    ],
)
def test_the_shipped_county_has_two_versions(asked: str, version: str, rules: int) -> None:
    policy = open_policy(asked)
    assert (policy.name, policy.version, len(policy.rules)) == ("county-sample", version, rules)


def test_the_name_alone_is_the_latest_version(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("optimizer.planner.inputs.DATA", folder.parent)
    assert open_policy("sample").version == "third"


@pytest.mark.parametrize(
    "asked", ["county-sample@yesterday", "county-sample@2019", "county-sample@", "nothing@2019-02-30"]
)
def test_what_follows_the_at_is_a_date(asked: str) -> None:
    fault = refused(lambda: open_policy(asked))
    assert (fault.kind, fault.value) == ("policy.date", asked.partition("@")[2])


@pytest.mark.parametrize("asked", ["county-sampel@2019-01-01", "county-sampel", "nowhere/county-sampel@2019-01-01"])
def test_a_name_that_is_none_is_told_with_the_nearest(asked: str) -> None:
    fault = refused(lambda: open_policy(asked))
    assert (fault.kind, fault.value) == ("policy.file", asked)
    assert "county-sample" in fault.cure.en


def test_the_fields_of_a_version() -> None:
    policy = policy_of(
        changed(
            "reference_date",
            'version = "试行"\neffective = 2020-03-05\nexpires = 2025-01-01\n'
            'remarks = ["一", { zh = " 二 ", en = "two" }]\nreference_date',
        )
    )
    assert (policy.version, policy.effective, policy.expires) == ("试行", date(2020, 3, 5), date(2025, 1, 1))
    assert policy.remarks == (Filled(zh="一", en="一"), Filled(zh="二", en="two"))
    assert policy.extends == ""


def test_a_time_of_day_does_not_matter() -> None:
    assert policy_of(dated("1", "effective = 2020-03-05T08:00:00")).effective == date(2020, 3, 5)


def test_faults_of_a_version_are_all_told() -> None:
    text = dated("1", "expires = true", 'remarks = ["a", { zh = "b" }]').replace(
        'version = "1"', "version = 1\neffective = 2020"
    )
    assert [(fault.path, fault.line) for fault in policy_faults(text)] == [
        ("version", 3),
        ("remarks[2]", 6),
        ("effective", 4),
        ("expires", 5),
    ]
