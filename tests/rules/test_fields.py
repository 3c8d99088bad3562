"""How the value of a key is read: what it becomes, and the fault where it cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from optimizer.basis.faults import Complaints
from optimizer.basis.text import same
from optimizer.groups.predicate import OneOf
from optimizer.groups.reading import GroupReader
from optimizer.rules.fields import (
    FINEST,
    MOST_HEADS,
    Reader,
    Reading,
    Table,
    one_of,
    read_bound_or_table,
    read_count,
    read_count_or_share,
    read_group,
    read_groups,
    read_hold,
    read_ratio,
    read_rules,
    read_scope,
    read_share,
    read_text,
    read_texts,
)

CHAINS = {"congress": "congress", "chair": "congress", "audit": "audit"}
WOMEN = OneOf("sex", ("female",))
FINE = f"1/{FINEST}"
TOO_FINE = f"1/{FINEST + 1}"
BROKEN = same("broken")


def read_by(reader: Reader, raw: object) -> tuple[object, list[tuple[str, str | None, str | None, str, str]]]:
    """What is read, and each fault: kind, path, value, message, cure. A rule within the rule is read as its kind."""
    complaints = Complaints()

    def rule(table: Mapping[str, object], path: str) -> object:
        if "kind" in table:
            return (table["kind"], path)
        complaints.add("rule", path, None, BROKEN, BROKEN)
        return None

    groups = GroupReader({"women": {"sex": "female"}}, {"body": ("congress",), "office": ("chair",)}, complaints)
    reading = Reading(groups=groups, complaints=complaints, scopes=CHAINS, rule=rule)
    found = reader(raw, "here", reading)
    return found, [(each.kind, each.path, each.value, each.message.en, each.cure.en) for each in complaints.faults]


def read_word(raw: object, path: str, reading: Reading) -> object:
    return one_of("more", "less")(raw, path, reading)


@pytest.mark.parametrize(
    ("reader", "raw", "value"),
    [
        (read_group, "women", WOMEN),
        (read_group, {"sex": "female"}, WOMEN),
        (read_count, 0, 0),
        (read_count, MOST_HEADS, MOST_HEADS),
        (read_share, "100%", Fraction(1)),
        (read_share, FINE, Fraction(1, FINEST)),
        (read_count_or_share, 3, 3),
        (read_count_or_share, "2/3", Fraction(2, 3)),
        (read_bound_or_table, 3, 3),
        (read_bound_or_table, {"west": 2, "east": "1/2"}, Table((("east", Fraction(1, 2)), ("west", 2)))),
        (read_text, " unit ", "unit"),
        (read_texts, " P001 ", ("P001",)),
        (read_texts, ["P002", " P001", "P002"], ("P002", "P001")),
        (read_ratio, "3/2", Fraction(3, 2)),
        (read_ratio, "0%", Fraction(0)),
        (read_ratio, f"{FINEST}/1", Fraction(FINEST)),
        (read_ratio, FINE, Fraction(1, FINEST)),
        (read_scope, "chair", "chair"),
        (read_groups, ["women", {"sex": "female"}], (WOMEN, WOMEN)),
        (read_groups, ["women"], (WOMEN,)),
        (read_rules, [{"kind": "a"}, {"kind": "b"}], (("a", "here[1]"), ("b", "here[2]"))),
        (read_word, "less", "less"),
        (read_hold, "in", "in"),
        (read_hold, "out", "out"),
    ],
)
def test_what_is_read(reader: Reader, raw: object, value: object) -> None:
    assert read_by(reader, raw) == (value, [])


COUNT = ("policy.count", "a whole number of people (0 to 1000000) belongs here")
COUNT_CURE = "Write a whole number without quotation marks, such as 3"
RATIO_CURE = 'Write it in quotation marks: "70%" or "2/3"'
UNREADABLE = "the ratio cannot be read"
TOO_MANY = "the ratio has too many decimals"
BARE = "a ratio must be exact, not a bare number"
NO_TEXT = ("policy.text", "a text belongs here", "Put it in quotation marks")
NO_GROUPS = ("policy.group", "a list of groups belongs here", 'For example groups = ["women", { cadre = "yes" }]')
NO_RULES = ("policy.table", "two or more rules belong here", "Write [[rule.options]], each with a kind")
NO_HOLD = ("policy.value", "only in or out is possible", 'Write hold = "in" or hold = "out"')
NOT_TEXTS: list[object] = [[], ["P001", 2], ["P001", " "], " ", 3]
NOT_GROUPS: list[object] = [[], "women", {"sex": "female"}]
NOT_RULES: list[object] = [[], [{"kind": "a"}], ["a", "b"], "ab", [{}, "a"]]
NO_SCOPE = "no such body or office"


@pytest.mark.parametrize(
    ("reader", "raw", "kind", "value", "message", "cure"),
    [
        *((read_count, raw, COUNT[0], str(raw), COUNT[1], COUNT_CURE) for raw in (-1, MOST_HEADS + 1, "3", 3.0, True)),
        (read_share, "x", "policy.ratio", "x", UNREADABLE, RATIO_CURE),
        (read_share, "101%", "policy.ratio", "101%", "the ratio is above one", RATIO_CURE),
        (read_share, TOO_FINE, "policy.ratio", TOO_FINE, TOO_MANY, RATIO_CURE),
        *((read_share, raw, "policy.ratio", str(raw), BARE, RATIO_CURE) for raw in (0.5, 1, ["1/2"])),
        (read_count_or_share, True, "policy.ratio", "True", BARE, RATIO_CURE),
        (read_count_or_share, -1, COUNT[0], "-1", COUNT[1], COUNT_CURE),
        (read_bound_or_table, {}, "policy.count", "{}", "the table is empty", "Write it as { east = 3, west = 2 }"),
        (read_bound_or_table, 0.5, "policy.ratio", "0.5", BARE, RATIO_CURE),
        (read_bound_or_table, -1, COUNT[0], "-1", COUNT[1], COUNT_CURE),
        *((read_text, raw, NO_TEXT[0], str(raw), *NO_TEXT[1:]) for raw in ("", "  ", 3, ["unit"])),
        *((read_texts, raw, NO_TEXT[0], str(raw), *NO_TEXT[1:]) for raw in NOT_TEXTS),
        (read_ratio, "x", "policy.ratio", "x", UNREADABLE, RATIO_CURE),
        (read_ratio, 0.5, "policy.ratio", "0.5", BARE, RATIO_CURE),
        (read_ratio, 2, "policy.ratio", "2", BARE, RATIO_CURE),
        (read_ratio, TOO_FINE, "policy.ratio", TOO_FINE, TOO_MANY, RATIO_CURE),
        (read_ratio, f"{FINEST + 1}/1", "policy.ratio", f"{FINEST + 1}/1", TOO_MANY, RATIO_CURE),
        (read_scope, "audti", "policy.scope", "audti", NO_SCOPE, 'Did you mean "audit"? Known: audit, chair, congress'),
        (read_scope, ["chair"], "policy.scope", "['chair']", NO_SCOPE, 'Did you mean "chair"? Known: audit, chair, congress'),
        (read_scope, 7, "policy.scope", "7", NO_SCOPE, "Known: audit, chair, congress"),
        *((read_groups, raw, NO_GROUPS[0], str(raw), *NO_GROUPS[1:]) for raw in NOT_GROUPS),
        *((read_rules, raw, NO_RULES[0], None, *NO_RULES[1:]) for raw in NOT_RULES),
        (read_word, "mroe", "policy.value", "mroe", "unknown value", 'Did you mean "more"? Known: less, more'),
        (read_word, 3, "policy.value", "3", "unknown value", "Known: less, more"),
        *((read_hold, raw, NO_HOLD[0], str(raw), *NO_HOLD[1:]) for raw in ("IN", "", ["in"])),
    ],
)  # fmt: skip
def test_what_cannot_be_read(
    reader: Reader, raw: object, kind: str, value: str | None, message: str, cure: str
) -> None:
    assert read_by(reader, raw) == (None, [(kind, "here", value, message, cure)])


def test_every_part_of_a_list_or_table_is_read_under_its_own_path() -> None:
    found, faults = read_by(read_bound_or_table, {"east": 1, "west": -1, "north": 0.5})
    assert found is None
    assert [(path, value) for _, path, value, _, _ in faults] == [('here."west"', "-1"), ('here."north"', "0.5")]
    found, faults = read_by(read_groups, ["women", "men", 3])
    assert found is None
    assert [(path, value) for _, path, value, _, _ in faults] == [("here[2]", "men"), ("here[3]", "3")]
    found, faults = read_by(read_rules, [{"kind": "a"}, {}, {}])
    assert found is None
    assert [path for _, path, *_ in faults] == ["here[2]", "here[3]"]
    found, faults = read_by(read_group, {"sex": "woman"})
    assert found is None
    assert [(path, value) for _, path, value, _, _ in faults] == [("here.sex", "woman")]
