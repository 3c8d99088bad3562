"""Reading a group from a policy: all keys must hold, a list means "one of", any / all / not combine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from optimizer.basis.faults import Complaints
from optimizer.basis.position import MODES
from optimizer.basis.similar import suggest
from optimizer.basis.text import Filled, Text
from optimizer.groups.predicate import Age, AllOf, AnyOf, Appointed, Born, Called, Not, Number, OneOf, Predicate
from optimizer.people.person import Birth

CLOSED_VALUES: dict[str, tuple[str, ...]] = {
    "sex": ("male", "female"),
    "frontline": ("yes", "no", "unsure"),
    "cadre": ("yes", "no"),
    "resident": ("yes", "no"),
    "mode": MODES,
    "modes": MODES,
}
_WORDS = frozenset((*CLOSED_VALUES, "office", "body"))
"""Keys whose values are words from a fixed list, never figures."""

_NAMES = ("called", "called_en")
"""Keys of a group that are no conditions: its name in Chinese and in English."""

DEEPEST = 30
_TEST = re.compile(r"\s*(<=|>=|<|>|=|≤|≥)?\s*([0-9][0-9./\-]*)\s*")
_BIRTH = re.compile(r"(\d{4})(?:[-./](\d{1,2}))?(?:[-./](\d{1,2}))?")
_SIGNS = {"≤": "<=", "≥": ">=", None: "="}


class GroupReader:
    """Reads groups by name or inline; every fault goes to `complaints` and the reading goes on."""

    def __init__(
        self, raw_groups: Mapping[str, object], scopes: Mapping[str, tuple[str, ...]], complaints: Complaints
    ) -> None:
        """`raw_groups` is the file's [groups] table; `scopes` maps "body" and "office" to the ids there are."""
        self._raw = raw_groups
        self._scopes = scopes
        self._complaints = complaints
        self._named: dict[str, Predicate] = {}
        self._open: list[str] = []
        self._failed: set[str] = set()
        self._depth = 0

    def named(self) -> dict[str, Predicate]:
        """Every named group of the file."""
        for name in self._raw:
            self._by_name(name, f"groups.{name}")
        return dict(self._named)

    def read(self, raw: object, path: str) -> Predicate | None:
        """A group's name or an inline predicate; None when it has faults, each noted once."""
        if isinstance(raw, str):
            return self._by_name(raw, path)
        if not isinstance(raw, Mapping):
            self._complain(path, raw, _NO_GROUP, _GROUP_CURE)
            return None
        if self._depth >= DEEPEST:
            self._complain(path, None, _DEEP, _DEEP_CURE)
            return None
        self._depth += 1
        found = self._table(raw, path)
        self._depth -= 1
        return found

    def _by_name(self, name: str, path: str) -> Predicate | None:
        if name in self._named:
            return self._named[name]
        if name in self._failed:
            # Its faults were noted where it is defined.
            return None
        if name not in self._raw:
            self._complaints.add("policy.group", path, name, _UNKNOWN_GROUP, suggest(name, self._raw))
            return None
        if name in self._open:
            self._complain(path, name, _CIRCLE, _CIRCLE_CURE)
            return None
        self._open.append(name)
        found = self.read(self._raw[name], f"groups.{name}")
        self._open.pop()
        if found is None:
            self._failed.add(name)
        else:
            self._named[name] = found
        return found

    def _table(self, raw: Mapping[str, object], path: str) -> Predicate | None:
        conditions = {key: value for key, value in raw.items() if key not in _NAMES}
        names = [self._name(raw.get(key), f"{path}.{key}") for key in _NAMES]
        if not conditions:
            self._complain(path, None if raw else "{}", _EMPTY, _GROUP_CURE)
            return None
        parts = [self._entry(key, value, f"{path}.{key}") for key, value in conditions.items()]
        whole = tuple(part for part in parts if part is not None)
        if len(whole) < len(parts) or None in names:
            return None
        group = whole[0] if len(whole) == 1 else AllOf(whole)
        zh, en = names
        return Called(group, Filled(zh=zh or en or "", en=en or zh or "")) if zh or en else group

    def _name(self, value: object, path: str) -> str | None:
        """What people call the group, "" where it has no name of its own; None for a fault."""
        if value is None:
            return ""
        if isinstance(value, str) and value.strip():
            return value.strip()
        self._complain(path, value, _NO_TEXT, _TEXT_CURE)
        return None

    def _entry(self, key: str, value: object, path: str) -> Predicate | None:
        if key in ("any", "all"):
            return self._combined(key, value, path)
        if key == "not":
            part = self.read(value, path)
            return None if part is None else Not(part)
        if key == "age":
            return self._age(value, path)
        if key in ("born", "birth"):
            return self._born(value, path)
        if key in ("score", "rank") or (key not in _WORDS and _is_comparison(value)):
            return self._number(key, value, path)
        values = self._values(value, path)
        if values is None:
            return None
        if key in ("mode", "office", "body"):
            return self._appointed(key, values, path)
        return OneOf(key, values) if self._closed(key, values, path) else None

    def _combined(self, key: str, value: object, path: str) -> Predicate | None:
        if not isinstance(value, list) or not value:
            self._complain(path, value, _NO_LIST, _LIST_CURE)
            return None
        read = [self.read(part, f"{path}[{number}]") for number, part in enumerate(value, 1)]
        parts = tuple(part for part in read if part is not None)
        if len(parts) < len(read):
            return None
        return AllOf(parts) if key == "all" else AnyOf(parts)

    def _values(self, value: object, path: str) -> tuple[str, ...] | None:
        listed = value if isinstance(value, list) else [value]
        if not listed or not all(isinstance(item, str) for item in listed):
            self._complain(path, value, _NO_TEXT, _TEXT_CURE)
            return None
        return tuple(dict.fromkeys(str(item) for item in listed))

    def _appointed(self, key: str, values: tuple[str, ...], path: str) -> Predicate | None:
        known = MODES if key == "mode" else self._scopes.get(key, ())
        return Appointed(key, values) if self._known(values, known, path) else None

    def _closed(self, key: str, values: tuple[str, ...], path: str) -> bool:
        return key not in CLOSED_VALUES or self._known(values, CLOSED_VALUES[key], path)

    def _known(self, values: tuple[str, ...], known: tuple[str, ...], path: str) -> bool:
        wrong = [value for value in values if value not in known]
        for value in wrong:
            self._complaints.add("policy.value", path, value, _UNKNOWN_VALUE, suggest(value, known))
        return not wrong

    def _age(self, value: object, path: str) -> Predicate | None:
        tests = self._tests(value, path, _AGE_CURE)
        if tests is None:
            return None
        if not all(figure.isdigit() for _, figure in tests):
            self._complain(path, value, _NO_TEST, _AGE_CURE)
            return None
        return Age(tuple((sign, int(figure)) for sign, figure in tests))

    def _born(self, value: object, path: str) -> Predicate | None:
        tests = self._tests(value, path, _BORN_CURE)
        if tests is None:
            return None
        cutoffs = [(sign, parse_cutoff(figure)) for sign, figure in tests]
        known = tuple((sign, cutoff) for sign, cutoff in cutoffs if cutoff is not None)
        if len(known) < len(cutoffs):
            self._complain(path, value, _NO_TEST, _BORN_CURE)
            return None
        return Born(known)

    def _number(self, column: str, value: object, path: str) -> Predicate | None:
        tests = self._tests(value, path, _NUMBER_CURE)
        if tests is None:
            return None
        if not all(re.fullmatch(r"\d+(\.\d+)?", figure) for _, figure in tests):
            self._complain(path, value, _NO_TEST, _NUMBER_CURE)
            return None
        return Number(column, tuple((sign, Decimal(figure)) for sign, figure in tests))

    def _tests(self, value: object, path: str, cure: Text) -> list[tuple[str, str]] | None:
        """`>=30,<=45` as [(">=", "30"), ("<=", "45")]; a bare whole number means "exactly"."""
        written = str(value) if isinstance(value, str) or type(value) is int else ""
        matches = [_TEST.fullmatch(part) for part in written.replace("，", ",").split(",")]
        found = [match for match in matches if match is not None]
        if len(found) < len(matches):
            self._complain(path, value, _NO_TEST, cure)
            return None
        return [(_SIGNS.get(match[1], match[1]), match[2]) for match in found]

    def _complain(self, path: str, value: object, message: Text, cure: Text) -> None:
        self._complaints.add("policy.group", path, value, message, cure)


def _is_comparison(value: object) -> bool:
    """Whether a condition on any other column compares figures (`terms = "<=2"`) instead of naming values."""
    return isinstance(value, str) and value.lstrip()[:1] in tuple("<>≤≥")


def parse_cutoff(written: str) -> Birth | None:
    """A birth cut-off such as 1964-12-31, 1980-05 or 1980; None when it is no date."""
    match = _BIRTH.fullmatch(written)
    if not match or any(part and not int(part) for part in match.groups()[1:]):
        return None
    birth = Birth(int(match[1]), *(int(part) if part else None for part in match.groups()[1:]))
    try:
        _ = birth.earliest, birth.latest
    except ValueError:
        return None
    return birth


_NO_GROUP = Text(zh="这里应是一个群体", en="a group belongs here")
_GROUP_CURE = Text(
    zh='写群体的名称，或写条件，如 {{ frontline = "yes" }}',
    en='Write the name of a group, or conditions such as {{ frontline = "yes" }}',
)
_UNKNOWN_GROUP = Text(zh="[groups] 中没有这个群体", en="no such group in [groups]")
_CIRCLE = Text(zh="群体的定义绕回了自身", en="the group is defined by itself")
_CIRCLE_CURE = Text(zh="去掉循环引用", en="Break the circle")
_EMPTY = Text(zh="群体没有写任何条件", en="the group states no condition")
_DEEP = Text(zh="条件套得太深", en="the conditions are nested too deep")
_DEEP_CURE = Text(zh="把里层写成有名称的群体", en="Give the inner ones a name of their own in [groups]")
_NO_LIST = Text(zh="any / all 后面应是非空的列表", en="any / all takes a list that is not empty")
_LIST_CURE = Text(
    zh='如 any = [ {{ sector = "农业" }}, "young" ]', en='For example any = [ {{ sector = "农业" }}, "young" ]'
)
_NO_TEXT = Text(zh="条件的值应是文字或文字的列表", en="a condition takes a text or a list of texts")
_TEXT_CURE = Text(zh='加上引号，如 "yes"', en='Put it in quotation marks, such as "yes"')
_UNKNOWN_VALUE = Text(zh="不认识的取值", en="unknown value")
_NO_TEST = Text(zh="看不懂的比较条件", en="the comparison cannot be read")
_AGE_CURE = Text(
    zh='如 age = "<=45" 或 ">=30,<=45"（周岁）', en='For example age = "<=45" or ">=30,<=45" (completed years)'
)
_BORN_CURE = Text(zh='如 born = "<=1964-12-31" 或 ">=1980-01"', en='For example born = "<=1964-12-31" or ">=1980-01"')
_NUMBER_CURE = Text(zh='如 score = ">=80"、terms = "<=1"', en='For example score = ">=80" or terms = "<=1"')
