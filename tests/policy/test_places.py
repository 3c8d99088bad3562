"""The line of every table, key and element in the text of a policy."""

from __future__ import annotations

import tomllib

import pytest

from optimizer.policy.places import Lines

TEXT = '''\
name = "x" # [[rule]]
note = """
[[rule]]
id = "no"
\\""" a = 1
""""" # a string that ends in two quotation marks
other = \'\'\'
[groups]
\'\'\'
remarks = [
  "one, # no comment",   # a comment, with a comma

  "two", { a = [1,
  2] },
  "four",
]
a . "b.c" = 1
source.issuer = "y"

[groups]
"甲.乙" = { any = [
  { sex = "male" },
  "z",
] }
"q\\"]" = 1

[[rule]]
id = "D1"
at_least."甲" = 1
at_least."乙" = 2
[[rule.options]]
id = "a"
[[rule.options]]
id = "b"

  [[ rule ]]
  id = "D2"
[rule.at_most]
"甲" = 3
[[rule.options]]
id = "c"
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("name", 1),
        ("note", 2),
        ("other", 7),
        ("remarks", 10),
        ("remarks[1]", 11),
        ("remarks[2]", 13),
        ("remarks[3]", 13),
        ("remarks[4]", 15),
        ("remarks[5]", None),
        ('a."b.c"', 17),
        ("source", 18),
        ("source.issuer", 18),
        ("groups", 20),
        ('groups."甲.乙".any[1].sex', 21),
        ("rule", 27),
        ("rule[1].id", 28),
        ('rule[1].at_least."甲"', 29),
        ('rule[1].at_least."乙"', 30),
        ("rule[1].options", 31),
        ("rule[1].options[1].id", 32),
        ("rule[1].options[2]", 33),
        ("rule[1].options[2].scope", 33),
        ("rule[1].missing", 27),
        ("rule[2]", 36),
        ("rule[2].id", 37),
        ('rule[2].at_most."甲"', 39),
        ("rule[2].options[1].id", 41),
        ("rule[3]", None),
        ("", None),
    ],
)
def test_the_line_of(path: str, line: int | None) -> None:
    tomllib.loads(TEXT)
    assert Lines(TEXT).of(path) == line
