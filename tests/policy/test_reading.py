"""What a policy file means: bodies, offices, groups, rules and goals as data, and the hash of the file."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from optimizer.basis.faults import InputFaults
from optimizer.groups.predicate import Age, AnyOf, OneOf
from optimizer.policy.policy import Goal, Seats
from optimizer.rules.base import Strength
from optimizer.rules.count import Count
from optimizer.rules.share import Share
from tests.policy.sample import SAMPLE, changed
from tests.toy import policy_of


def test_the_sample_as_data() -> None:
    policy = policy_of(SAMPLE)
    assert (policy.name, policy.title, policy.reference_date) == ("sample", "示例", date(2026, 12, 1))
    assert [(body.id, body.seats, body.within) for body in policy.bodies] == [
        ("congress", Seats(least=10, most=10), None),
        ("committee", Seats(least=5, most=5), "congress"),
    ]
    assert [(office.id, office.body, office.modes) for office in policy.offices] == [
        ("vice_chair", "committee", ("full_time", "part_time")),
    ]
    heads = OneOf("head", ("hospital", "school"))
    assert policy.groups == {
        "young": Age((("<=", 45),)),
        "heads": heads,
        "rural": AnyOf((OneOf("sector", ("农业",)), heads)),
    }
    share, count, _ = policy.rules
    assert isinstance(share, Share)
    assert (share.scope, share.at_least, share.strength) == (("congress",), Fraction(7, 10), Strength.MUST)
    assert isinstance(count, Count)
    assert (count.scope, count.at_least, count.strength) == (("committee", "vice_chair"), 2, Strength.PREFER)
    assert policy.goals == (Goal(id="best_score_congress", kind="best", column="score", scope=("congress",)),)


def test_the_columns_a_policy_uses_and_for_what() -> None:
    assert sorted(set(policy_of(SAMPLE).columns())) == [
        ("birth", "D2"),
        ("frontline", "D1"),
        ("score", "best_score_congress"),
    ]


def test_an_inner_body_may_be_written_first() -> None:
    inner = '[[body]]\nid = "standing"\nseats = 2\nwithin = "committee"\n\n[[body]]\nid = "congress"'
    policy = policy_of(changed('[[body]]\nid = "congress"', inner))
    assert [body.id for body in policy.bodies] == ["congress", "committee", "standing"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[source]", "# a remark\n\n[source]"),
        ("seats = 10", "seats   =   10   # as in the plan"),
        ('kind = "share"\nscope = "congress"', 'scope = "congress"\nkind = "share"'),
        ('id = "D1"', "id = 'D1'"),
    ],
)
def test_comments_spacing_and_the_order_of_keys_do_not_change_the_hash(old: str, new: str) -> None:
    assert policy_of(changed(old, new)).sha256 == policy_of(SAMPLE).sha256


def test_line_ends_and_a_byte_order_mark_do_not_change_the_hash() -> None:
    assert policy_of("\ufeff" + SAMPLE.replace("\n", "\r\n")).sha256 == policy_of(SAMPLE).sha256


@pytest.mark.parametrize(
    ("old", "new"),
    [("seats = 10", "seats = 11"), ('at_least = "70%"', 'at_least = "71%"'), ("2026-12-01", "2026-12-02")],
)
def test_what_counts_changes_the_hash(old: str, new: str) -> None:
    assert policy_of(changed(old, new)).sha256 != policy_of(SAMPLE).sha256


def test_a_date_of_year_and_month_is_taken_as_text() -> None:
    dated = SAMPLE.replace("[source]\n", "[source]\ndate = 2018-05  # as the document gives it\n")
    assert policy_of(dated).source["date"] == "2018-05"
    with pytest.raises(InputFaults) as refused:
        policy_of(dated.replace("[source]\n", "[source]\nissuer = \n"))
    assert refused.value.faults[0].kind == "policy.toml"
