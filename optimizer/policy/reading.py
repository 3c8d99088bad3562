"""From the text of a policy file to a `Policy`, or to every fault in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from optimizer.basis.faults import Complaints, InputFaults
from optimizer.basis.similar import suggest
from optimizer.basis.text import Filled, Text
from optimizer.groups.reading import GroupReader
from optimizer.policy.cooption import read_cooption
from optimizer.policy.extends import Parent, Resolved, resolve
from optimizer.policy.margins import read_announced, read_stage
from optimizer.policy.merging import OWN_KEYS
from optimizer.policy.policy import Goal, Policy
from optimizer.policy.rulebook import ID_CURE, NO_TEXT, SAME_ID, TEXT_CURE, RuleBookReader, missing
from optimizer.policy.structure import StructureReader
from optimizer.policy.versions import date_cure, read_date, read_term

_ABOUT = ("name", "title", "title_en", "reference_date", "source", "remarks", *OWN_KEYS)
_TOP = (*_ABOUT, "stage", "announced", "groups", "body", "office", "rule", "waiver", "goal", "cooption")
_GOAL_KEYS = ("id", "kind", "column", "scope")
GOAL_KINDS = ("best", "prefer")


def read_policy(data: bytes, *, source: str, parent: Parent | None = None) -> Policy:
    """The policy in a TOML file's bytes (UTF-8); `parent` finds the policy it extends, if it may extend one.

    Raises InputFaults with every fault of the file, each with its line, its path and a cure.
    """
    return read_resolved(resolve(data, source, parent=parent))


def read_resolved(resolved: Resolved) -> Policy:
    """The policy in a merged table. Raises InputFaults with every fault, each with its file, its line, its path and a cure."""
    reader = _Reader(resolved)
    policy = reader.read()
    faults = [*resolved.faults, *(resolved.located(fault) for fault in reader.complaints.faults)]
    if faults or policy is None:
        raise InputFaults(resolved.source, faults)
    return policy


class _Reader:
    """One pass over a merged table; every part is read even when earlier parts have faults."""

    def __init__(self, resolved: Resolved) -> None:
        self.resolved = resolved
        self.raw = resolved.raw
        self.complaints = Complaints()

    def read(self) -> Policy | None:
        self._unknown_keys(self.raw, _TOP, "")
        name = self._text("name", required=True)
        title = self._text("title", required=False) or name
        title_en, version = self._text("title_en", required=False), self._text("version", required=False)
        remarks = self._remarks()
        reference = self._reference_date()
        term = read_term(self.raw, self.complaints)
        structure = StructureReader(self.complaints)
        bodies, offices = structure.read(self._tables("body"), self._tables("office"))
        stage = read_stage(self.raw, (*bodies, *offices), self.complaints)
        announced = read_announced(self.raw, self.complaints)
        scopes = {"body": tuple(body.id for body in bodies), "office": tuple(office.id for office in offices)}
        groups = GroupReader(self._table("groups"), scopes, self.complaints)
        named = groups.named()
        book = RuleBookReader(groups=groups, scopes=structure.chains, complaints=self.complaints)
        rules = book.read(self._tables("rule"), self._tables("waiver"))
        goals = [self._goal(raw, f"goal[{number}]", book) for number, raw in enumerate(self._tables("goal"), 1)]
        self._unique([goal.id if goal else "" for goal in goals], "goal")
        cooption = read_cooption(self._table("cooption"), self.complaints)
        if self.complaints.faults or reference is None:
            return None
        return Policy(
            name=name,
            title=title,
            title_en=title_en,
            reference_date=reference,
            source={key: str(value) for key, value in self._table("source").items()},
            version=version,
            effective=term.effective,
            expires=term.expires,
            remarks=remarks,
            extends=self.resolved.extends,
            groups=named,
            bodies=bodies,
            offices=offices,
            rules=rules,
            goals=tuple(goal for goal in goals if goal),
            cooption=cooption,
            stage=stage,
            announced=announced,
            sha256=self.resolved.sha256,
        )

    def _goal(self, raw: Mapping[str, object], path: str, book: RuleBookReader) -> Goal | None:
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
        scope = book.scope(raw.get("scope"), path)
        if len(self.complaints.faults) > before:
            return None
        default = f"best_{column}_{'_'.join(scope)}"
        return Goal(id=str(raw.get("id", default)), kind="best", column=str(column), scope=scope)

    def _reference_date(self) -> date | None:
        raw = self.raw.get("reference_date")
        if raw is None:
            self.complaints.add(
                "policy.date", "reference_date", None, missing("reference_date"), date_cure("reference_date")
            )
        return read_date(raw, "reference_date", self.complaints)

    def _remarks(self) -> tuple[Filled, ...]:
        raw = self.raw.get("remarks", [])
        if not isinstance(raw, list):
            self.complaints.add("policy.text", "remarks", raw, _NO_REMARKS, _REMARKS_CURE)
            return ()
        read = [self._remark(remark, f"remarks[{number}]") for number, remark in enumerate(raw, 1)]
        return tuple(remark for remark in read if remark is not None)

    def _remark(self, raw: object, path: str) -> Filled | None:
        """A text for both languages, or one for each."""
        if isinstance(raw, Mapping) and raw.keys() == {"zh", "en"}:
            zh, en = raw["zh"], raw["en"]
        else:
            zh = en = raw
        if isinstance(zh, str) and isinstance(en, str) and zh.strip() and en.strip():
            return Filled(zh=zh.strip(), en=en.strip())
        self.complaints.add("policy.text", path, raw, _NO_REMARK, _REMARKS_CURE)
        return None

    def _text(self, key: str, *, required: bool) -> str:
        raw = self.raw.get(key)
        if isinstance(raw, str) and raw.strip():
            return raw.strip()
        if raw is not None:
            self.complaints.add("policy.text", key, raw, NO_TEXT, TEXT_CURE)
        elif required:
            self.complaints.add("policy.missing", key, None, missing(key), TEXT_CURE)
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
                self.complaints.add("policy.id", f"{path}[{number}].id", identity, SAME_ID, ID_CURE)


_UNKNOWN_GOAL = Text(zh="没有这种目标", en="no such kind of goal")
_UNKNOWN_KEY = Text(zh="不认识的键", en="unknown key")
_NO_GOAL_COLUMN = Text(zh="目标只能针对 score 或 rank", en="a goal is about score or rank")
_GOAL_COLUMN_CURE = Text(zh='写 column = "score" 或 column = "rank"', en='Write column = "score" or column = "rank"')
_NO_REMARKS = Text(zh="这里应是文字的列表", en="a list of texts belongs here")
_NO_REMARK = Text(
    zh="一条说明是文字，或中文、英文各一句", en="a remark is a text, or one text in Chinese and one in English"
)
_REMARKS_CURE = Text(
    zh='写成 remarks = ["……", {{ zh = "……", en = "…" }}]', en='Write remarks = ["…", {{ zh = "……", en = "…" }}]'
)
_NO_TABLE = Text(zh="这里应是一个表", en="a table belongs here")
_NO_TABLES = Text(zh="这里应是一组表", en="an array of tables belongs here")
_TABLE_CURE = Text(zh="写成 [groups] 或 [[rule]] 的形式", en="Write it as [groups] or [[rule]]")
