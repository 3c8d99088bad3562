"""Saying no more of the people the pool lacks than is needed: column by column, as many values as will do.

A column's statement is widened where the plan stays possible with the worst that the statements then allow: of people who do
for one another only the worst are asked about, and of people of whom neither does for the other all mixes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, combinations_with_replacement, product
from math import comb, prod

from optimizer.basis.position import MODES, Truth
from optimizer.diagnose.enlarged import Enlarged
from optimizer.diagnose.ghosts import Kind, Kinds
from optimizer.diagnose.traits import Leaf, Trait, ghost, leaves_by_column
from optimizer.groups.predicate import AllOf, Not, OneOf, Predicate, judge_person
from optimizer.solve.clock import Stopped

MOST_MIXES = 150
"""More mixes of people than this are not gone through one by one."""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What a nominated person must be as to one column: in the group. `known`: anything somebody in the pool is will do.

    `distinct`: no two of all the people nominated may be alike in it.
    """

    column: str
    group: Predicate
    known: bool = False
    distinct: bool = False


@dataclass(frozen=True, kw_only=True)
class Said:
    """What must be said of people of one kind, column by column; without a statement of a column, anything will do.

    `alike` are columns in which they were only tried all alike, with every value that will do, and not in every mix.
    """

    statements: tuple[Statement, ...] = ()
    alike: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Choice:
    """A statement that a column may get: the traits it allows (by number), and the group; None for any."""

    allowed: tuple[int, ...]
    group: Predicate | None


@dataclass(frozen=True)
class _Box:
    """What is said of some people so far: for each column the traits allowed. `alike` columns vary for all at once."""

    count: int
    allowed: Mapping[str, tuple[int, ...]]
    alike: frozenset[str] = frozenset()

    def with_(self, column: str, allowed: tuple[int, ...]) -> _Box:
        """With another set of traits in one column, in every mix."""
        return replace(self, allowed={**self.allowed, column: allowed}, alike=self.alike - {column})


def widened(kinds: Kinds, enlarged: Enlarged, chosen: Sequence[tuple[Kind, int]]) -> tuple[list[Said], bool]:
    """For each kind of people what must be said of them, and whether every column was gone through."""
    return _Widening(kinds, enlarged, chosen).run()


class _Widening:
    """Works through the groups of people and their columns."""

    def __init__(self, kinds: Kinds, enlarged: Enlarged, chosen: Sequence[tuple[Kind, int]]) -> None:
        self._kinds = kinds
        self._enlarged = enlarged
        self._traits = kinds.all_traits
        self._leaves = leaves_by_column(rule for rule in kinds.problem.rules if rule.strength.binds)
        self._told = frozenset(column for rule in kinds.problem.rules for column in rule.columns)
        self._boxes = [_Box(count, {trait.column: (self._number(trait),) for trait in kind}) for kind, count in chosen]
        self._groups: list[dict[str, Predicate | None]] = [
            {trait.column: self._exactly(trait) for trait in kind} for kind, _ in chosen
        ]

    def run(self) -> tuple[list[Said], bool]:
        """Widen what can be widened."""
        general = True
        # Columns whose every value counts by itself come last: they take the most questions.
        columns = sorted(self._traits, key=lambda column: (column in self._told, column))
        try:
            for number in range(len(self._boxes)):
                for column in columns:
                    general &= self._widen(number, column)
        except Stopped:
            general = False
        return [self._said(number) for number in range(len(self._boxes))], general

    def _said(self, number: int) -> Said:
        box = self._boxes[number]
        tried = [column for column in sorted(box.alike) if len(self._worst(column, box.allowed[column])) > 1]
        statements = tuple(
            Statement(
                column=column,
                group=group,
                known=self._is_known(column, box.allowed[column]),
                distinct=self._is_distinct(column, box.allowed[column]),
            )
            for column, group in sorted(self._groups[number].items())
            if group is not None
        )
        return Said(statements=statements, alike=tuple(tried))

    def _known(self, column: str) -> tuple[int, ...]:
        return tuple(n for n, trait in enumerate(self._traits[column]) if not trait.new and not trait.shared)

    def _is_known(self, column: str, allowed: tuple[int, ...]) -> bool:
        return column in self._told and len(allowed) > 1 and allowed == self._known(column)

    def _is_distinct(self, column: str, allowed: tuple[int, ...]) -> bool:
        traits = [self._traits[column][number] for number in allowed]
        several = sum(box.count for box in self._boxes) > 1
        return (
            several
            and any(trait.new for trait in traits)
            and self._shares(column)
            and not any(trait.shared for trait in traits)
        )

    def _shares(self, column: str) -> bool:
        return any(trait.shared for trait in self._traits[column])

    def _widen(self, number: int, column: str) -> bool:
        """Give a column the widest statement that will do; whether all could be asked about."""
        asked = True
        base = self._boxes[number].allowed[column][0]
        for choice in self._choices(column, base):
            answer = self._tried(number, column, choice)
            if answer:
                return True
            asked &= answer is not None
        if column in self._told:
            asked &= self._one_by_one(number, column)
        return asked

    def _one_by_one(self, number: int, column: str) -> bool:
        """Add single values to a column while the plan stays possible."""
        asked = True
        for other in range(len(self._traits[column])):
            allowed = self._boxes[number].allowed[column]
            new = any(self._traits[column][each].new for each in allowed)
            if other not in allowed and (new or not self._traits[column][other].shared):
                listed = tuple(sorted((*allowed, other)))
                answer = self._tried(number, column, _Choice(listed, self._listed(column, listed)))
                asked &= answer is not None
        return asked

    def _tried(self, number: int, column: str, choice: _Choice) -> bool | None:
        """Take a statement if the plan stays possible with the worst it allows; None where there are too many mixes."""
        own = self._boxes[number].with_(column, choice.allowed)
        mixed = [each for each, allowed in own.allowed.items() if len(self._worst(each, allowed)) > 1]
        # Rather every mix; else people alike in this column, or in all in which they could differ.
        for alike in (own.alike, own.alike | {column}, own.alike.union(mixed)):
            box = replace(own, alike=alike if own.count > 1 else frozenset())
            boxes = [box if at == number else each for at, each in enumerate(self._boxes)]
            listed = [known for each in boxes if (known := self._mixes(each)) is not None]
            if len(listed) == len(boxes) and prod(map(len, listed)) <= MOST_MIXES:
                break
        else:
            return None
        for mixes in product(*listed):
            if not self._enlarged.possible(tuple(kind for mix in mixes for kind in mix)):
                return False
        self._boxes[number] = box
        self._groups[number][column] = choice.group
        return True

    def _mixes(self, box: _Box) -> list[tuple[Kind, ...]] | None:
        """The worst that a box allows: people of it for whom no others of it are worse; None where they are too many."""
        worst = {column: self._worst(column, allowed) for column, allowed in box.allowed.items()}
        free = {column: traits for column, traits in worst.items() if column not in box.alike}
        ways = prod(len(traits) for traits in free.values())
        tied = prod(len(worst[column]) for column in box.alike)
        if tied * comb(ways + box.count - 1, box.count) > MOST_MIXES:
            return None
        found: list[tuple[Kind, ...]] = []
        for shared in product(*(worst[column] for column in sorted(box.alike))):
            fixed = dict(zip(sorted(box.alike), shared, strict=True))
            every = [
                tuple((fixed | dict(zip(free, own, strict=True)))[column] for column in worst)
                for own in product(*free.values())
            ]
            found += combinations_with_replacement(every, box.count)
        return found

    def _worst(self, column: str, allowed: Sequence[int]) -> list[Trait]:
        better = self._kinds.better[column]
        return [
            self._traits[column][one]
            for one in allowed
            if not any(
                better[one, other] and (not better[other, one] or other < one) for other in allowed if other != one
            )
        ]

    def _choices(self, column: str, base: int) -> Iterator[_Choice]:
        """What might be said of a column, the least first: nothing, one condition, two."""
        traits = self._traits[column]
        yield _Choice(tuple(range(len(traits))), None)
        if column in self._told:
            known = self._known(column)
            yield _Choice(known, self._listed(column, known))
        if column == "modes":
            held = traits[base].value
            modes = [mode for mode in MODES if isinstance(held, tuple) and mode in held]
            for size in range(1, len(modes)):
                for asked in combinations(modes, size):
                    parts = tuple(OneOf("modes", (mode,)) for mode in asked)
                    serving = [n for n, trait in enumerate(traits) if set(asked) <= set(_modes(trait))]
                    yield _Choice(tuple(serving), parts[0] if size == 1 else AllOf(parts))
            return
        judged = {leaf: self._judged(column, leaf) for leaf in self._leaves.get(column, ())}
        conditions: list[tuple[Predicate, frozenset[int]]] = []
        for leaf, truth in judged.items():
            holds = base in truth
            rest = frozenset(range(len(traits))) - truth
            conditions.append((leaf, truth) if holds else (Not(leaf), rest))
        pairs = [(each, each) for each in conditions] + list(combinations(conditions, 2))
        listed = [
            _Choice(tuple(sorted(first & second)), one if one == other else AllOf((one, other)))
            for (one, first), (other, second) in pairs
        ]
        # What lets most people in comes first: 60 or under rather than 45 or under, if that will do.
        yield from sorted(listed, key=lambda choice: -len(choice.allowed))

    def _judged(self, column: str, leaf: Leaf) -> frozenset[int]:
        on = self._kinds.problem.policy.reference_date
        people = [ghost("ghost", [trait]) for trait in self._traits[column]]
        return frozenset(n for n, person in enumerate(people) if judge_person(leaf, person, on) is Truth.YES)

    def _number(self, trait: Trait) -> int:
        return self._traits[trait.column].index(trait)

    def _exactly(self, trait: Trait) -> Predicate:
        """The group of those who are alike in a column."""
        column, number = trait.column, self._number(trait)
        if column == "modes":
            parts = tuple(OneOf("modes", (mode,)) for mode in _modes(trait))
            return parts[0] if len(parts) == 1 else AllOf(parts)
        listed = self._leaves.get(column, ())
        if column in self._told or not listed:
            return self._listed(column, (number,))
        parts_ = tuple(leaf if number in self._judged(column, leaf) else Not(leaf) for leaf in listed)
        return parts_[0] if len(parts_) == 1 else AllOf(parts_)

    def _listed(self, column: str, allowed: Sequence[int]) -> Predicate:
        """The group of those who have one of some traits: the values, or all but the others' where new ones are among them."""
        traits = self._traits[column]
        if any(traits[number].open for number in allowed):
            rest = [trait for n, trait in enumerate(traits) if n not in allowed and not trait.shared]
            others = [value for trait in rest for value in trait.alike]
            return Not(OneOf(column, tuple(str(value) for value in others)))
        return OneOf(column, tuple(str(value) for number in allowed for value in traits[number].alike))


def _modes(trait: Trait) -> tuple[str, ...]:
    return trait.value if isinstance(trait.value, tuple) else ()
