"""The targets of a whole body that are handed down to its units: those of the command line, and the policy's own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from optimizer.basis.faults import Fault
from optimizer.basis.ratio import parse_ratio
from optimizer.basis.similar import suggest
from optimizer.basis.text import Filled, Text, same
from optimizer.groups.predicate import EVERYONE, Appointed, Predicate, leaves
from optimizer.groups.words import describe
from optimizer.planner.allocation.known import WORDS, group_called, words_for
from optimizer.policy.policy import Policy
from optimizer.rules.base import Rule
from optimizer.rules.bounds import least_heads, most_heads
from optimizer.rules.count import Count
from optimizer.rules.share import Share

_TARGET = re.compile(r"(.+?)\s*(>=|<=|≥|≤|=|＝|不少于|不超过)\s*([^<>=≤≥＝]+)")
_CEILINGS = ("<=", "≤", "不超过")
_BOUNDS = ("at_least", "more_than", "at_most", "less_than", "exactly")

type Bound = Fraction | int | None


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A bound on one group among all delegates. `written` is the group as a policy writes it, a name or a table.

    `words` are the headers its supply may stand under; `bounds` are as rules have them (at_least, more_than …). Without a
    group, only a column of the table of units knows it.
    """

    id: str
    title: Filled
    words: tuple[str, ...]
    bounds: Mapping[str, object]
    group: Predicate | None = None
    written: object = None

    def least(self, total: int) -> Bound:
        """The floor: a ratio that includes the boundary as it is written, anything else in heads."""
        written = self.bounds.get("at_least")
        return written if isinstance(written, Fraction) else least_heads(self.bounds, total)

    def most(self, total: int) -> Bound:
        """The ceiling, likewise."""
        written = self.bounds.get("at_most")
        return written if isinstance(written, Fraction) else most_heads(self.bounds, total)


@dataclass(frozen=True, kw_only=True)
class PolicyPart:
    """A policy as far as seats are concerned: its outermost body, and the rules and groups as its files write them."""

    policy: Policy
    raw: Mapping[str, object]
    body: str

    @property
    def written(self) -> dict[str, Mapping[str, object]]:
        """Each rule as written, by id."""
        rules = self.raw.get("rule", [])
        listed = rules if isinstance(rules, list) else []
        return {str(rule.get("id")): rule for rule in listed if isinstance(rule, Mapping)}

    @property
    def over_body(self) -> tuple[Rule, ...]:
        """The binding rules over the outermost body alone."""
        return tuple(rule for rule in self.policy.rules if rule.scope == (self.body,) and rule.strength.binds)


def policy_targets(part: PolicyPart) -> list[Wanted]:
    """The share and count rules over the body that a target can stand for: of a group of people, not waived."""
    return [_of_rule(rule, part) for rule in part.over_body if _can_be_handed_down(rule)]


def _can_be_handed_down(rule: Rule) -> bool:
    if not isinstance(rule, Share | Count) or rule.waivers or rule.group == EVERYONE:
        return False
    of_everyone = not isinstance(rule, Share) or rule.of is None
    return of_everyone and not _by_appointment(rule.group)


def _of_rule(rule: Rule, part: PolicyPart) -> Wanted:
    (group,) = rule.groups
    wanted = _of_group(rule.id, group, part, written=part.written[rule.id]["group"])
    return replace(wanted, bounds={name: vars(rule)[name] for name in _BOUNDS if name in vars(rule)})


def _of_group(name: str, group: Predicate, part: PolicyPart, *, written: object) -> Wanted:
    title = describe(group, part.policy.titles)
    words = (name, title.zh, title.en, *([written] if isinstance(written, str) else []), *words_for(group))
    return Wanted(id=name, title=title, words=tuple(dict.fromkeys(words)), bounds={}, group=group, written=written)


def asked_targets(
    asked: Sequence[str], part: PolicyPart | None, columns: Sequence[str]
) -> tuple[list[Wanted], list[Fault]]:
    """The targets of the command line and those of the policy that they leave as they are, and every fault.

    `columns` are the further headers of the table of units: each may be a target of its own.
    """
    own = {wanted.id: wanted for wanted in (policy_targets(part) if part else [])}
    given: dict[str, Wanted] = {}
    faults: list[Fault] = []
    for said in asked:
        found = _asked(said, own, part, columns)
        if isinstance(found, Fault):
            faults.append(found)
        else:
            given[found.id] = _both(given[found.id], found) if found.id in given else found
    return [*({**own, **given}.values())], faults


def _both(first: Wanted, second: Wanted) -> Wanted:
    """A floor and a ceiling on one group, given one after the other; the later of two floors counts."""
    return replace(second, bounds={**first.bounds, **second.bounds})


def _asked(said: str, own: Mapping[str, Wanted], part: PolicyPart | None, columns: Sequence[str]) -> Wanted | Fault:
    found = _TARGET.fullmatch(said.strip())
    if not found:
        return _fault(said, _NO_TARGET, _TARGET_CURE.fill())
    name, sign, figure = found[1].strip(), found[2], found[3].strip()
    bound = bound_of(figure)
    if bound is None:
        return _fault(said, _NO_BOUND, _TARGET_CURE.fill())
    wanted = _named(name, own, part, columns)
    if wanted is None:
        known = {*own, *(part.policy.groups if part else ()), *columns, *WORDS}
        return _fault(said, _UNKNOWN, suggest(name, known))
    if wanted.group is not None and _by_appointment(wanted.group):
        return _fault(said, _APPOINTED, _APPOINTED_CURE.fill())
    return replace(wanted, bounds=_moved(wanted.bounds, bound, ceiling=sign in _CEILINGS))


def _moved(bounds: Mapping[str, object], bound: Bound, *, ceiling: bool) -> dict[str, object]:
    """A rule's bounds with one side put elsewhere; an exact number is both sides."""
    if ceiling:
        kept, of_exact, moved = ("at_least", "more_than"), "at_least", "at_most"
    else:
        kept, of_exact, moved = ("at_most", "less_than"), "at_most", "at_least"
    other = {name: bounds[name] for name in kept if bounds.get(name) is not None}
    if bounds.get("exactly") is not None:
        other[of_exact] = bounds["exactly"]
    return {**other, moved: bound}


def _by_appointment(group: Predicate) -> bool:
    """Whether a group depends on what people are appointed to, which nobody knows of a unit's people yet."""
    return any(isinstance(leaf, Appointed) for leaf in leaves(group))


def bound_of(figure: str) -> Fraction | int | None:
    """A number of heads, or a ratio from 0 to 1; None for anything else."""
    if re.fullmatch(r"\d{1,6}", figure):
        return int(figure)
    ratio = parse_ratio(figure)
    return ratio if ratio is not None and ratio <= 1 else None


def _named(name: str, own: Mapping[str, Wanted], part: PolicyPart | None, columns: Sequence[str]) -> Wanted | None:
    """What a name means: a rule of the policy, a group of it, a word everybody knows, a column of the table."""
    if name in own:
        return own[name]
    if part is not None and name in part.policy.groups:
        return _of_group(name, part.policy.groups[name], part, written=name)
    known = group_called(name)
    if known is not None:
        title = describe(known.group, {})
        return Wanted(
            id=name,
            title=title,
            words=(name, *known.words, title.zh, title.en),
            bounds={},
            group=known.group,
            written=dict(known.written),
        )
    return Wanted(id=name, title=same(name), words=(name,), bounds={}) if name in columns else None


def _fault(value: str, message: Text, cure: Filled) -> Fault:
    return Fault(kind="allocate.target", path="--target", value=value, message=message.fill(), cure=cure)


_NO_TARGET = Text(zh="看不懂的指标", en="the target cannot be read")
_NO_BOUND = Text(zh="看不懂的界限", en="the bound of the target cannot be read")
_TARGET_CURE = Text(
    zh="写成 基层一线=70%、妇女=30、领导干部<=1/3：比例从 0 到 1，或整数人数",
    en='Write "基层一线=70%", "women=30" or "cadres<=1/3": a ratio from 0 to 1, or a whole number of people',
)
_UNKNOWN = Text(zh="不知道这个指标说的是哪些人", en="it is not known which people this target is about")
_APPOINTED = Text(
    zh="这个群体要看担任什么职务、以什么方式任职，不能分到单位",
    en="who is in this group depends on the appointment; it cannot be handed down",
)
_APPOINTED_CURE = Text(zh="换一个按人看的群体", en="Name a group of people as they are")
