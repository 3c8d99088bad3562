"""Reading [[rule]] and [[waiver]]: what every kind shares; a kind's own keys are read as it declares them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from optimizer.basis.faults import Complaints, Fault
from optimizer.basis.similar import suggest
from optimizer.basis.text import Filled, Text
from optimizer.groups.reading import GroupReader
from optimizer.policy.margins import read_promise
from optimizer.policy.structure import UNPLACED
from optimizer.rules.base import Rule, Strength
from optimizer.rules.fields import Reading
from optimizer.rules.registry import kinds
from optimizer.rules.waivers import Waiver

COMMON_KEYS = ("id", "kind", "scope", "strength", "title", "source", "note", "wording", "guarantee", "upsets")
OPTION_KEYS = ("id", "kind", "scope")
_WAIVER_KEYS = ("rule", "people", "units", "reason")
_TEXTS = ("id", "title", "source", "note", "wording")


@dataclass(frozen=True, kw_only=True)
class RuleBookReader:
    """Reads rules and waivers; `scopes` maps every body and office to the outermost body of its chain.

    Faults go to `complaints`, and what can be read is returned all the same.
    """

    groups: GroupReader
    scopes: Mapping[str, str]
    complaints: Complaints = field(repr=False)

    def read(
        self, raw_rules: Sequence[Mapping[str, object]], raw_waivers: Sequence[Mapping[str, object]]
    ) -> tuple[Rule, ...]:
        """The rules in file order, each with its waivers."""
        rules = [self._rule(raw, f"rule[{number}]") for number, raw in enumerate(raw_rules, 1)]
        self._unique([rule.id if rule else "" for rule in rules])
        whole = tuple(rule for rule in rules if rule)
        strengths = {str(raw.get("id")): str(raw.get("strength", Strength.MUST)) for raw in raw_rules}
        waivers = self._waivers(raw_waivers, strengths)
        waived = [replace(rule, waivers=waivers.get(rule.id, ())) for rule in whole]
        return tuple(rule.meet(waived) for rule in waived)

    def scope(self, raw: object, path: str, *, spans: bool = False) -> tuple[str, ...]:
        """A body, an office, or a list of them; of one chain unless the kind `spans` several."""
        listed: Sequence[object] = raw if isinstance(raw, list) else [raw]
        if raw is None or not listed:
            self.complaints.add("policy.scope", path, None, missing("scope"), suggest("", self.scopes))
            return ()
        unknown = [part for part in listed if not isinstance(part, str) or part not in self.scopes]
        for part in unknown:
            self.complaints.add("policy.scope", f"{path}.scope", part, _UNKNOWN_SCOPE, suggest(str(part), self.scopes))
        if not spans and not unknown and len({self.scopes[str(part)] for part in listed} - {UNPLACED}) > 1:
            self.complaints.add("policy.scope", f"{path}.scope", raw, _TWO_CHAINS, _TWO_CHAINS_CURE)
        return tuple(dict.fromkeys(str(part) for part in listed))

    def unknown_keys(self, raw: Mapping[str, object], known: Sequence[str], path: str) -> None:
        """Complain of every key that is not known here."""
        for key in raw:
            if key not in known:
                where = f"{path}.{key}" if path else key
                self.complaints.add("policy.key", where, key, _UNKNOWN_KEY, suggest(key, known))

    def _rule(self, raw: Mapping[str, object], path: str) -> Rule | None:
        before = len(self.complaints.faults)
        cls = self._kind(raw, path)
        if cls is None:
            return None
        self.unknown_keys(raw, (*COMMON_KEYS, *(each.name for each in cls.fields)), path)
        common = self._common(raw, path, cls)
        return self._made(cls, raw, path, common, before)

    def _kind(self, raw: Mapping[str, object], path: str) -> type[Rule] | None:
        kind = raw.get("kind")
        if isinstance(kind, str) and kind in kinds():
            return kinds()[kind]
        self.complaints.add("policy.kind", f"{path}.kind", kind, _UNKNOWN_KIND, suggest(str(kind or ""), kinds()))
        return None

    def _option(self, raw: Mapping[str, object], path: str, outer: Mapping[str, object]) -> Rule | None:
        """A rule within a rule: id and strength are the outer one's, the title is its own id or its number."""
        before = len(self.complaints.faults)
        cls = self._kind(raw, path)
        if cls is None:
            return None
        self.unknown_keys(raw, (*OPTION_KEYS, *(each.name for each in cls.fields)), path)
        label = self._text({"id": path.rpartition("[")[2].rstrip("]"), **raw}, "id", path)
        scope = self.scope(raw["scope"], path, spans=cls.spans) if "scope" in raw else outer["scope"]
        return self._made(cls, raw, path, {**outer, "scope": scope, "title": label}, before)

    def _made(
        self, cls: type[Rule], raw: Mapping[str, object], path: str, common: Mapping[str, object], before: int
    ) -> Rule | None:
        """The rule, its kind's own fields read; None when there are more faults than `before`."""

        def option(inner: Mapping[str, object], inner_path: str) -> Rule | None:
            outer = {key: common[key] for key in ("id", "strength", "scope", "source")}
            return self._option(inner, inner_path, outer)

        reading = Reading(groups=self.groups, complaints=self.complaints, scopes=self.scopes, rule=option)
        values: dict[str, object] = {}
        for each in cls.fields:
            if each.name in raw:
                values[each.name] = each.read(raw[each.name], f"{path}.{each.name}", reading)
            elif each.required:
                self.complaints.add("policy.missing", path, None, missing(each.name), each.help)
        # A group may be faulty where it is defined: then there is no new fault, and no value either.
        if any(values[name] is None for name in values):
            return None
        if len(self.complaints.faults) == before:
            for fault in cls.faults(values):
                self.complaints.faults.append(
                    Fault(kind="policy.bounds", path=path, message=fault, cure=_RULE_CURE.fill())
                )
        return cls(**common, **values) if len(self.complaints.faults) == before else None  # type: ignore[arg-type]

    def _common(self, raw: Mapping[str, object], path: str, cls: type[Rule]) -> dict[str, object]:
        strength = raw.get("strength", "must")
        if strength not in list(Strength):
            cure = suggest(str(strength), list(Strength))
            self.complaints.add("policy.strength", f"{path}.strength", strength, _UNKNOWN_STRENGTH, cure)
            strength = "must"
        texts = {key: self._text(raw, key, path) for key in _TEXTS}
        if not texts["id"] and isinstance(raw.get("id", ""), str):
            self.complaints.add("policy.missing", path, None, missing("id"), ID_CURE)
        elif ":" in texts["id"]:
            self.complaints.add("policy.id", f"{path}.id", texts["id"], _BAD_ID, ID_CURE)
        scope = self.scope(raw.get("scope"), path, spans=cls.spans)
        binds = Strength(str(strength)).binds
        promise = read_promise(raw, path, binds=binds, complaints=self.complaints)
        return {**texts, **promise, "strength": Strength(str(strength)), "scope": scope}

    def _text(self, raw: Mapping[str, object], key: str, path: str) -> str:
        value = raw.get(key, "")
        if not isinstance(value, str):
            self.complaints.add("policy.text", f"{path}.{key}", value, NO_TEXT, TEXT_CURE)
            return ""
        return value.strip()

    def _unique(self, ids: Sequence[str]) -> None:
        for number, identity in enumerate(ids, 1):
            if identity and identity in ids[: number - 1]:
                self.complaints.add("policy.id", f"rule[{number}].id", identity, SAME_ID, ID_CURE)

    def _waivers(
        self, raw_waivers: Sequence[Mapping[str, object]], strengths: Mapping[str, str]
    ) -> dict[str, tuple[Waiver, ...]]:
        """The waivers by rule; only a rule that binds as a rule can be waived."""
        found: dict[str, tuple[Waiver, ...]] = {}
        for number, raw in enumerate(raw_waivers, 1):
            path = f"waiver[{number}]"
            self.unknown_keys(raw, _WAIVER_KEYS, path)
            rule = self._text(raw, "rule", path)
            if rule not in strengths:
                cure = suggest(rule, strengths)
                self.complaints.add("policy.waiver", f"{path}.rule", rule or None, _UNKNOWN_RULE, cure)
            elif strengths[rule] != Strength.AS_A_RULE:
                self.complaints.add("policy.waiver", f"{path}.rule", rule, _NOT_WAIVABLE, _NOT_WAIVABLE_CURE)
            reason = self._text(raw, "reason", path)
            if not reason:
                self.complaints.add("policy.waiver", path, None, _NO_REASON, _REASON_CURE)
            people, units = self._listed(raw, "people", path), self._listed(raw, "units", path)
            if not people and not units and not {"people", "units"} & raw.keys():
                self.complaints.add("policy.waiver", path, None, _NOBODY_WAIVED, _NOBODY_CURE)
            found[rule] = (*found.get(rule, ()), Waiver(reason=reason, people=people, units=units))
        return found

    def _listed(self, raw: Mapping[str, object], key: str, path: str) -> tuple[str, ...]:
        value = raw.get(key, ())
        listed = value if isinstance(value, list | tuple) else [value]
        texts = [part.strip() for part in listed if isinstance(part, str) and part.strip()]
        if len(texts) < len(listed) or (key in raw and not listed):
            self.complaints.add("policy.text", f"{path}.{key}", value, NO_TEXT, TEXT_CURE)
        return tuple(dict.fromkeys(texts))


def missing(key: str) -> Filled:
    """The message for a key that is not there."""
    return _MISSING.fill(key=key)


ID_CURE = Text(
    zh="给每条规则一个不重复、不含冒号的 id，如 D1", en="Give every rule an id of its own without a colon, such as D1"
)
SAME_ID = Text(zh="id 重复", en="the id is used twice")
NO_TEXT = Text(zh="这里应是文字", en="a text belongs here")
TEXT_CURE = Text(zh="加上引号", en="Put it in quotation marks")
_MISSING = Text(zh="缺少 {key}", en="{key} is missing")
_UNKNOWN_KEY = Text(zh="不认识的键", en="unknown key")
_UNKNOWN_KIND = Text(zh="没有这种规则", en="no such kind of rule")
_UNKNOWN_STRENGTH = Text(zh="没有这种效力", en="no such strength")
_UNKNOWN_SCOPE = Text(zh="没有这个机构或职务", en="no such body or office")
_TWO_CHAINS = Text(zh="scope 里的机构互不隶属", en="the scope lists bodies of separate chains")
_TWO_CHAINS_CURE = Text(zh="分成几条规则写", en="Write one rule for each chain")
_BAD_ID = Text(zh="id 里有冒号", en="the id has a colon")
_RULE_CURE = Text(zh="改这条规则", en="Change this rule")
_UNKNOWN_RULE = Text(zh="没有这条规则可以豁免", en="there is no such rule to waive")
_NOT_WAIVABLE = Text(zh="这条规则不能豁免", en="this rule cannot be waived")
_NOT_WAIVABLE_CURE = Text(
    zh='只有 strength = "as_a_rule"（一般、原则上）的规则可以豁免',
    en='Only a rule with strength = "as_a_rule" can be waived',
)
_NO_REASON = Text(zh="豁免没有写理由", en="the waiver gives no reason")
_REASON_CURE = Text(zh='写 reason = "……"，它会印在规则旁边', en='Write reason = "…": it is printed beside the rule')
_NOBODY_WAIVED = Text(zh="豁免没有写人或推荐单位", en="the waiver names neither people nor units")
_NOBODY_CURE = Text(
    zh='写 people = ["P001"] 或 units = ["某单位"]', en='Write people = ["P001"] or units = ["some unit"]'
)
