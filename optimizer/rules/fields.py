"""Fields a rule kind declares: how a value of the file is read, and what to say when it cannot be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from optimizer.basis.faults import Complaints
from optimizer.basis.ratio import parse_ratio
from optimizer.basis.similar import suggest
from optimizer.basis.text import Filled, Text
from optimizer.groups.reading import GroupReader

MOST_HEADS = 10**6
"""No body is larger; keeps every sum within 64 bits."""

FINEST = 10**6
"""The largest denominator of a ratio: no body is large enough to tell finer ones apart."""

type Reader = Callable[[object, str, "Reading"], object]


@dataclass(frozen=True, kw_only=True)
class Field:
    """One key of a rule: how it is read, whether it must be there, what it means."""

    name: str
    read: Reader
    help: Filled
    required: bool = False


type RuleReader = Callable[[Mapping[str, object], str], object]
"""Reads a rule written inside another one, given its table and path; None when it has faults, each noted."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a field's reader may ask: the groups of the file, its bodies and offices, and where to put faults.

    `scopes` maps every body and office to the outermost body of its chain; `rule` reads a rule within the rule being read.
    """

    groups: GroupReader
    complaints: Complaints
    scopes: Mapping[str, str]
    rule: RuleReader

    def refuse(self, kind: str, path: str, value: object, message: Text, cure: Text) -> None:
        """Note a fault; the reader then returns None."""
        self.complaints.add(kind, path, value, message, cure)


def read_group(raw: object, path: str, reading: Reading) -> object:
    """A group: its name, or conditions."""
    return reading.groups.read(raw, path)


def read_count(raw: object, path: str, reading: Reading) -> object:
    """A whole number of heads, 0 or more."""
    if type(raw) is int and 0 <= raw <= MOST_HEADS:
        return raw
    reading.refuse("policy.count", path, raw, _NO_COUNT, _COUNT_CURE)
    return None


def read_share(raw: object, path: str, reading: Reading) -> object:
    """An exact ratio from 0 to 1, written as text."""
    if isinstance(raw, str):
        ratio = parse_ratio(raw)
        if ratio is not None and ratio <= 1 and ratio.denominator <= FINEST:
            return ratio
        message = _NO_RATIO if ratio is None else _RATIO_ABOVE_ONE if ratio > 1 else _RATIO_TOO_FINE
        reading.refuse("policy.ratio", path, raw, message, _RATIO_CURE)
        return None
    reading.refuse("policy.ratio", path, raw, _FLOAT_RATIO, _RATIO_CURE)
    return None


def read_count_or_share(raw: object, path: str, reading: Reading) -> object:
    """A whole number of heads, or a ratio."""
    return read_count(raw, path, reading) if type(raw) is int else read_share(raw, path, reading)


def read_bound_or_table(raw: object, path: str, reading: Reading) -> object:
    """One bound for every value, or a table from value to bound."""
    if not isinstance(raw, Mapping):
        return read_count_or_share(raw, path, reading)
    if not raw:
        reading.refuse("policy.count", path, "{}", _EMPTY_TABLE, _TABLE_CURE)
        return None
    table = {key: read_count_or_share(value, f'{path}."{key}"', reading) for key, value in raw.items()}
    return None if None in table.values() else Table(tuple(sorted(table.items())))


def read_text(raw: object, path: str, reading: Reading) -> object:
    """A text that is not empty."""
    if isinstance(raw, str) and raw.strip():
        return raw.strip()
    reading.refuse("policy.text", path, raw, _NO_TEXT, _TEXT_CURE)
    return None


def read_texts(raw: object, path: str, reading: Reading) -> object:
    """A text or a list of texts, as a tuple without repeats."""
    listed = raw if isinstance(raw, list) else [raw]
    if listed and all(isinstance(item, str) and item.strip() for item in listed):
        return tuple(dict.fromkeys(str(item).strip() for item in listed))
    reading.refuse("policy.text", path, raw, _NO_TEXT, _TEXT_CURE)
    return None


def read_ratio(raw: object, path: str, reading: Reading) -> object:
    """An exact ratio of 0 or more, written as text; it may be above one ("5", "3/2")."""
    ratio = parse_ratio(raw) if isinstance(raw, str) else None
    if ratio is not None and ratio <= FINEST and ratio.denominator <= FINEST:
        return ratio
    message = _NO_RATIO if isinstance(raw, str) and ratio is None else _RATIO_TOO_FINE if ratio else _FLOAT_RATIO
    reading.refuse("policy.ratio", path, raw, message, _RATIO_CURE)
    return None


def read_scope(raw: object, path: str, reading: Reading) -> object:
    """The id of one body or office."""
    if isinstance(raw, str) and raw in reading.scopes:
        return raw
    cure = suggest(str(raw), reading.scopes)
    reading.complaints.add("policy.scope", path, raw, _UNKNOWN_SCOPE, cure)
    return None


def read_groups(raw: object, path: str, reading: Reading) -> object:
    """A list of groups, as a tuple."""
    if not isinstance(raw, list) or not raw:
        reading.refuse("policy.group", path, raw, _NO_GROUPS, _GROUPS_CURE)
        return None
    read = [reading.groups.read(part, f"{path}[{number}]") for number, part in enumerate(raw, 1)]
    return None if None in read else tuple(read)


def read_rules(raw: object, path: str, reading: Reading) -> object:
    """Two or more rules written inside this one, as a tuple."""
    if not isinstance(raw, list) or len(raw) < 2 or not all(isinstance(part, Mapping) for part in raw):
        reading.refuse("policy.table", path, None, _NO_RULES, _RULES_CURE)
        return None
    read = [reading.rule(part, f"{path}[{number}]") for number, part in enumerate(raw, 1)]
    return None if None in read else tuple(read)


@dataclass(frozen=True)
class OneWord:
    """A reader of one word out of several."""

    words: tuple[str, ...]

    def __call__(self, raw: object, path: str, reading: Reading) -> object:
        """The word."""
        if raw in self.words:
            return raw
        reading.complaints.add("policy.value", path, raw, _NO_WORD, suggest(str(raw), self.words))
        return None


def one_of(*words: str) -> Reader:
    """A reader of one word out of several."""
    return OneWord(words)


def read_hold(raw: object, path: str, reading: Reading) -> object:
    """`in` or `out`."""
    if raw in ("in", "out"):
        return raw
    reading.refuse("policy.value", path, raw, _NO_HOLD, _HOLD_CURE)
    return None


@dataclass(frozen=True)
class Table:
    """Bounds by value of a column, sorted by value; values not named have no bound."""

    items: tuple[tuple[str, object], ...]

    def get(self, value: str) -> object:
        """The bound of one value, or None."""
        return dict(self.items).get(value)


type Bound = int | Fraction | Table | None

_NO_COUNT = Text(
    zh=f"这里应是人数（0 到 {MOST_HEADS} 的整数）",
    en=f"a whole number of people (0 to {MOST_HEADS}) belongs here",
)
_COUNT_CURE = Text(zh="写整数，不加引号，如 3", en="Write a whole number without quotation marks, such as 3")
_EMPTY_TABLE = Text(zh="表是空的", en="the table is empty")
_TABLE_CURE = Text(zh="写成 {{ 甲 = 3, 乙 = 2 }}", en="Write it as {{ east = 3, west = 2 }}")
_NO_RATIO = Text(zh="看不懂的比例", en="the ratio cannot be read")
_RATIO_ABOVE_ONE = Text(zh="比例大于一", en="the ratio is above one")
_RATIO_TOO_FINE = Text(zh="比例的小数太多", en="the ratio has too many decimals")
_FLOAT_RATIO = Text(zh="比例必须精确，不能写成小数或数字", en="a ratio must be exact, not a bare number")
_RATIO_CURE = Text(zh='写成带引号的 "70%" 或 "2/3"', en='Write it in quotation marks: "70%" or "2/3"')
_NO_TEXT = Text(zh="这里应是文字", en="a text belongs here")
_TEXT_CURE = Text(zh="加上引号", en="Put it in quotation marks")
_UNKNOWN_SCOPE = Text(zh="没有这个机构或职务", en="no such body or office")
_NO_GROUPS = Text(zh="这里应是群体的列表", en="a list of groups belongs here")
_GROUPS_CURE = Text(
    zh='如 groups = ["women", {{ cadre = "yes" }}]', en='For example groups = ["women", {{ cadre = "yes" }}]'
)
_NO_RULES = Text(zh="这里应有两条以上的规则", en="two or more rules belong here")
_RULES_CURE = Text(zh="写成 [[rule.options]]，每个有 kind", en="Write [[rule.options]], each with a kind")
_NO_WORD = Text(zh="不认识的取值", en="unknown value")
_NO_HOLD = Text(zh="只能是 in（进）或 out（不进）", en="only in or out is possible")
_HOLD_CURE = Text(zh='写 hold = "in" 或 hold = "out"', en='Write hold = "in" or hold = "out"')
