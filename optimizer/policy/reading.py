"""From the text of a policy file to a `Policy`, or to every fault in it."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from optimizer.basis.faults import Complaints, Fault, InputFaults
from optimizer.basis.similar import suggest
from optimizer.basis.text import Filled, Text
from optimizer.groups.reading import GroupReader
from optimizer.policy.places import line_of
from optimizer.policy.policy import Goal, Policy
from optimizer.policy.structure import UNPLACED, StructureReader
from optimizer.rules.base import Rule, Strength
from optimizer.rules.fields import Reading
from optimizer.rules.registry import kinds

_TOP = ("name", "title", "title_en", "reference_date", "source", "groups", "body", "office", "rule", "goal")
_RULE = ("id", "kind", "scope", "strength", "title", "source", "note")
_GOAL_KEYS = ("id", "kind", "column", "scope")
GOAL_KINDS = ("best", "prefer")
_YEAR_AND_MONTH = re.compile(r"^(\s*date\s*=\s*)(\d{4}-\d{2})(?=\s*(?:#.*)?$)", re.MULTILINE)


def read_policy(data: bytes, *, source: str) -> Policy:
    """The policy in a TOML file's bytes (UTF-8).

    Raises InputFaults with every fault of the file, each with its line, its path and a cure.
    """
    text = _decode(data, source)
    raw = _parse(text, source)
    reader = _Reader(raw)
    policy = reader.read()
    if reader.complaints.faults or policy is None:
        raise InputFaults(
            source, [replace(fault, line=line_of(text, fault.path or "")) for fault in reader.complaints.faults]
        )
    return policy


def _decode(data: bytes, source: str) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputFaults(
            source, [Fault(kind="policy.encoding", line=line, message=_NOT_UTF8.fill(), cure=_NOT_UTF8_CURE.fill())]
        ) from None


def _parse(text: str, source: str) -> dict[str, object]:
    """The parsed file. TOML knows no date without a day; `date = 2018-05` is taken as the text it plainly is."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # Besides TOMLDecodeError: a number of thousands of digits, brackets nested by the thousand.
        try:
            return tomllib.loads(_YEAR_AND_MONTH.sub(r'\1"\2"', text))
        except (ValueError, RecursionError):
            raise InputFaults(source, [_broken(error, text)]) from None


def _broken(error: Exception, text: str) -> Fault:
    reason = re.sub(r"\s*\(at .*\)$", "", str(error))
    line = None
    if isinstance(error, tomllib.TOMLDecodeError):
        match = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line = int(match[1]) if match else text.count("\n") + 1
    written = None if line is None else (["", *text.splitlines()])[min(line, len(text.splitlines()))].strip()[:80]
    return Fault(
        kind="policy.toml", line=line, value=written, message=_BROKEN.fill(reason=reason), cure=_BROKEN_CURE.fill()
    )


class _Reader:
    """One pass over a parsed file; every part is read even when earlier parts have faults."""

    def __init__(self, raw: Mapping[str, object]) -> None:
        self.raw = raw
        self.complaints = Complaints()

    def read(self) -> Policy | None:
        self._unknown_keys(self.raw, _TOP, "")
        name = self._text("name", required=True)
        title = self._text("title", required=False) or name
        reference = self._reference_date()
        structure = StructureReader(self.complaints)
        bodies, offices = structure.read(self._tables("body"), self._tables("office"))
        scopes = structure.chains
        groups = self._table("groups")
        reader = GroupReader(
            groups,
            {"body": tuple(body.id for body in bodies), "office": tuple(office.id for office in offices)},
            self.complaints,
        )
        named = reader.named()
        reading = Reading(groups=reader, complaints=self.complaints)
        rules = [
            self._rule(raw, f"rule[{number}]", reading, scopes) for number, raw in enumerate(self._tables("rule"), 1)
        ]
        self._unique([rule.id if rule else "" for rule in rules], "rule")
        goals = [self._goal(raw, f"goal[{number}]", scopes) for number, raw in enumerate(self._tables("goal"), 1)]
        self._unique([goal.id if goal else "" for goal in goals], "goal")
        if self.complaints.faults or reference is None:
            return None
        return Policy(
            name=name,
            title=title,
            title_en=self._text("title_en", required=False),
            reference_date=reference,
            source={key: str(value) for key, value in self._table("source").items()},
            groups=named,
            bodies=bodies,
            offices=offices,
            rules=tuple(rule for rule in rules if rule),
            goals=tuple(goal for goal in goals if goal),
            sha256=_hash(self.raw),
        )

    def _rule(self, raw: Mapping[str, object], path: str, reading: Reading, scopes: Mapping[str, str]) -> Rule | None:
        before = len(self.complaints.faults)
        kind = raw.get("kind")
        if not isinstance(kind, str) or kind not in kinds():
            self.complaints.add("policy.kind", f"{path}.kind", kind, _UNKNOWN_KIND, suggest(str(kind or ""), kinds()))
            return None
        cls = kinds()[kind]
        self._unknown_keys(raw, (*_RULE, *(field.name for field in cls.fields)), path)
        common = self._common(raw, path, scopes)
        values: dict[str, object] = {}
        for field in cls.fields:
            if field.name in raw:
                values[field.name] = field.read(raw[field.name], f"{path}.{field.name}", reading)
            elif field.required:
                self.complaints.add("policy.missing", path, None, _missing(field.name), field.help)
        # A group may be faulty where it is defined: then there is no new fault, and no value either.
        if any(values[name] is None for name in values):
            return None
        if len(self.complaints.faults) == before:
            for fault in cls.faults(values):
                self.complaints.faults.append(
                    Fault(kind="policy.bounds", path=path, message=fault, cure=_RULE_CURE.fill())
                )
        return cls(**common, **values) if len(self.complaints.faults) == before else None  # type: ignore[arg-type]

    def _common(self, raw: Mapping[str, object], path: str, scopes: Mapping[str, str]) -> dict[str, object]:
        strength = raw.get("strength", "must")
        if strength not in list(Strength):
            self.complaints.add(
                "policy.strength",
                f"{path}.strength",
                strength,
                _UNKNOWN_STRENGTH,
                suggest(str(strength), list(Strength)),
            )
            strength = "must"
        texts = {key: self._rule_text(raw, key, path) for key in ("id", "title", "source", "note")}
        if not texts["id"] and isinstance(raw.get("id", ""), str):
            self.complaints.add("policy.missing", path, None, _missing("id"), _ID_CURE)
        elif ":" in texts["id"]:
            self.complaints.add("policy.id", f"{path}.id", texts["id"], _BAD_ID, _ID_CURE)
        return {**texts, "strength": Strength(str(strength)), "scope": self._scope(raw.get("scope"), path, scopes)}

    def _rule_text(self, raw: Mapping[str, object], key: str, path: str) -> str:
        value = raw.get(key, "")
        if not isinstance(value, str):
            self.complaints.add("policy.text", f"{path}.{key}", value, _NO_TEXT, _TEXT_CURE)
            return ""
        return value.strip()

    def _scope(self, raw: object, path: str, scopes: Mapping[str, str]) -> tuple[str, ...]:
        listed: Sequence[object] = raw if isinstance(raw, list) else [raw]
        if raw is None or not listed:
            self.complaints.add("policy.scope", path, None, _missing("scope"), suggest("", scopes))
            return ()
        unknown = [part for part in listed if not isinstance(part, str) or part not in scopes]
        for part in unknown:
            self.complaints.add("policy.scope", f"{path}.scope", part, _UNKNOWN_SCOPE, suggest(str(part), scopes))
        if not unknown and len({scopes[str(part)] for part in listed} - {UNPLACED}) > 1:
            self.complaints.add("policy.scope", f"{path}.scope", raw, _TWO_CHAINS, _TWO_CHAINS_CURE)
        return tuple(dict.fromkeys(str(part) for part in listed))

    def _goal(self, raw: Mapping[str, object], path: str, scopes: Mapping[str, str]) -> Goal | None:
        before = len(self.complaints.faults)
        kind = raw.get("kind")
        self._unknown_keys(raw, _GOAL_KEYS, path)
        if kind not in GOAL_KINDS:
            self.complaints.add(
                "policy.kind", f"{path}.kind", kind, _UNKNOWN_GOAL, suggest(str(kind or ""), GOAL_KINDS)
            )
            return None
        if kind == "prefer":
            return Goal(id=str(raw.get("id", "prefer")), kind="prefer")
        column = raw.get("column")
        if column not in ("score", "rank"):
            self.complaints.add("policy.column", f"{path}.column", column, _NO_GOAL_COLUMN, _GOAL_COLUMN_CURE)
        scope = self._scope(raw.get("scope"), path, scopes)
        if len(self.complaints.faults) > before:
            return None
        default = f"best_{column}_{'_'.join(scope)}"
        return Goal(id=str(raw.get("id", default)), kind="best", column=str(column), scope=scope)

    def _reference_date(self) -> date | None:
        raw = self.raw.get("reference_date")
        if isinstance(raw, datetime):
            return raw.date()
        if isinstance(raw, date):
            return raw
        message = _missing("reference_date") if raw is None else _NO_DATE
        self.complaints.add("policy.date", "reference_date", raw, message, _DATE_CURE)
        return None

    def _text(self, key: str, *, required: bool) -> str:
        raw = self.raw.get(key)
        if isinstance(raw, str) and raw.strip():
            return raw.strip()
        if raw is not None:
            self.complaints.add("policy.text", key, raw, _NO_TEXT, _TEXT_CURE)
        elif required:
            self.complaints.add("policy.missing", key, None, _missing(key), _TEXT_CURE)
        return ""

    def _table(self, key: str) -> Mapping[str, object]:
        raw = self.raw.get(key, {})
        if isinstance(raw, Mapping):
            return raw
        self.complaints.add("policy.table", key, raw, _NO_TABLE, _TABLE_CURE)
        return {}

    def _tables(self, key: str) -> list[Mapping[str, object]]:
        raw = self.raw.get(key, [])
        if isinstance(raw, list) and all(isinstance(part, Mapping) for part in raw):
            return raw
        self.complaints.add("policy.table", key, raw, _NO_TABLES, _TABLE_CURE)
        return []

    def _unknown_keys(self, raw: Mapping[str, object], known: Sequence[str], path: str) -> None:
        for key in raw:
            if key not in known:
                where = f"{path}.{key}" if path else key
                self.complaints.add("policy.key", where, key, _UNKNOWN_KEY, suggest(key, known))

    def _unique(self, ids: Sequence[str], path: str) -> None:
        for number, identity in enumerate(ids, 1):
            if identity and identity in ids[: number - 1]:
                self.complaints.add("policy.id", f"{path}[{number}].id", identity, _SAME_ID, _ID_CURE)


def _hash(raw: Mapping[str, object]) -> str:
    """Hash of the parsed file: comments, spacing and the order of keys play no part, the order of rules does."""
    text = json.dumps(raw, sort_keys=True, ensure_ascii=False, default=str, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _missing(key: str) -> Filled:
    return _MISSING.fill(key=key)


_MISSING = Text(zh="缺少 {key}", en="{key} is missing")

_NOT_UTF8 = Text(zh="文件不是 UTF-8 编码", en="the file is not UTF-8")
_NOT_UTF8_CURE = Text(zh="用编辑器另存为 UTF-8", en="Save it as UTF-8")
_BROKEN = Text(zh="不是有效的 TOML（{reason}）", en="this is not valid TOML ({reason})")
_BROKEN_CURE = Text(
    zh="检查这一行的引号、括号和等号", en="Check the quotation marks, brackets and equals sign of this line"
)
_UNKNOWN_KIND = Text(zh="没有这种规则", en="no such kind of rule")
_UNKNOWN_GOAL = Text(zh="没有这种目标", en="no such kind of goal")
_UNKNOWN_STRENGTH = Text(zh="没有这种效力", en="no such strength")
_UNKNOWN_KEY = Text(zh="不认识的键", en="unknown key")
_UNKNOWN_SCOPE = Text(zh="没有这个机构或职务", en="no such body or office")
_TWO_CHAINS = Text(zh="scope 里的机构互不隶属", en="the scope lists bodies of separate chains")
_TWO_CHAINS_CURE = Text(zh="分成几条规则写", en="Write one rule for each chain")
_NO_TEXT = Text(zh="这里应是文字", en="a text belongs here")
_TEXT_CURE = Text(zh="加上引号", en="Put it in quotation marks")
_ID_CURE = Text(
    zh="给每条规则一个不重复、不含冒号的 id，如 D1", en="Give every rule an id of its own without a colon, such as D1"
)
_BAD_ID = Text(zh="id 里有冒号", en="the id has a colon")
_SAME_ID = Text(zh="id 重复", en="the id is used twice")
_RULE_CURE = Text(zh="改这条规则", en="Change this rule")
_NO_GOAL_COLUMN = Text(zh="目标只能针对 score 或 rank", en="a goal is about score or rank")
_GOAL_COLUMN_CURE = Text(zh='写 column = "score" 或 column = "rank"', en='Write column = "score" or column = "rank"')
_NO_DATE = Text(zh="不是日期", en="this is no date")
_DATE_CURE = Text(
    zh="写成 reference_date = 2026-12-01，不加引号", en="Write reference_date = 2026-12-01, without quotation marks"
)
_NO_TABLE = Text(zh="这里应是一个表", en="a table belongs here")
_NO_TABLES = Text(zh="这里应是一组表", en="an array of tables belongs here")
_TABLE_CURE = Text(zh="写成 [groups] 或 [[rule]] 的形式", en="Write it as [groups] or [[rule]]")
