"""`either`: one of several rules is enough (或设一名三长副主席，或三长委员不少于四名)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from optimizer.basis.text import Filled, Text
from optimizer.groups.predicate import Predicate
from optimizer.people.person import Pool
from optimizer.rules.base import Rule, Seated, Verdict
from optimizer.rules.fields import Field, read_rules
from optimizer.rules.grid import Grid, Row
from optimizer.rules.tally import Tally, Whole
from optimizer.rules.weights import no_weights, reach

_SENTENCE = Text(zh="以下之一：{options}", en="one of: {options}")
_OPTION = Text(zh="（{said}）", en="({said})")
_TWICE = Text(
    zh="两个选项同名：{label}；各写一个不同的 id", en="two options are called {label}; give each an id of its own"
)


@dataclass(frozen=True, kw_only=True)
class Either(Rule):
    """At least one of the options is kept. An option is a rule without strength of its own; its title is its label."""

    kind: ClassVar[str] = "either"
    summary: ClassVar[Filled] = Filled(zh="几条规则满足其一即可", en="one of several rules is enough")
    fields: ClassVar[tuple[Field, ...]] = (
        Field(
            name="options",
            read=read_rules,
            required=True,
            help=Filled(
                zh="每条写成 [[rule.options]]：kind 和该种规则的键；scope 不写同外层，id 不写为序号",
                en="each a [[rule.options]]: kind and that kind's keys; scope as outside if absent, id its number if absent",
            ),
        ),
    )
    example: ClassVar[str] = """
[[rule]]
id = "T4"
kind = "either"
scope = "vice_chair"

[[rule.options]]
id = "vice"
kind = "count"
group = { head = ["hospital", "school", "agrotech"] }
at_least = 1

[[rule.options]]
id = "many"
kind = "count"
scope = "committee"
group = { head = ["hospital", "school", "agrotech"] }
at_least = 4
"""

    options: tuple[Rule, ...]

    @classmethod
    def faults(cls, values: Mapping[str, object]) -> Iterator[Filled]:
        """Two options of one name."""
        options = values.get("options")
        labels = [option.title for option in options if isinstance(option, Rule)] if isinstance(options, tuple) else []
        for label in dict.fromkeys(labels):
            if labels.count(label) > 1:
                yield _TWICE.fill(label=label)

    def meet(self, others: Sequence[Rule]) -> Self:
        """With options that have met the other rules."""
        return replace(self, options=tuple(option.meet(others) for option in self.options))

    def pool_faults(self, pool: Pool) -> Iterator[tuple[str, Filled]]:
        """Those of the options."""
        for option in self.options:
            yield from option.misfits(pool)

    @property
    def groups(self) -> tuple[Predicate, ...]:
        """Those of the options."""
        return tuple(group for option in self.options for group in option.groups)

    @property
    def columns(self) -> frozenset[str]:
        """Those of the options."""
        return frozenset(column for option in self.options for column in option.columns)

    def _rows(self, grid: Grid) -> Iterator[Row]:
        """The rows of every option, loosened unless it is taken; one at least is taken."""
        for option in self.options:
            for row in option.rows(grid):
                yield from _loosened(grid, row, option.title)
        taken = tuple((_taken(option.title), 1) for option in self.options)
        yield Row(rule=self.id, weights=no_weights(grid), choices=taken, least=1, soft=False)

    def _count(self, seated: Seated) -> Iterator[Verdict]:
        """The verdicts of the option that falls least short, the first one of those alike."""
        counted = [(option.title, list(option.count(seated))) for option in self.options]
        label, verdicts = min(counted, key=lambda option: sum(verdict.short for verdict in option[1]))
        for verdict in verdicts:
            yield replace(verdict, part=f"{label}/{verdict.part}" if verdict.part else label)

    def _tallies(self, pool: Pool, spared: frozenset[str]) -> Iterator[Tally]:
        """The tallies of every option under its name; an option that has options of its own is as many more."""
        for option in self.options:
            for tally in list(option.tallies(pool, spared)) or [_NOTHING_ASKED]:
                yield replace(tally, option="/".join(name for name in (option.title, tally.option) if name))

    def _sentence(self, titles: Mapping[str, Filled]) -> Filled:
        """What each option asks."""
        said = [_OPTION.fill(said=option.sentence(titles)) for option in self.options]
        options = Filled(zh="或".join(part.zh for part in said), en=" or ".join(part.en for part in said))
        return _SENTENCE.fill(options=options)


_NOTHING_ASKED = Tally(found=Whole(0), of=Whole(0), least=Whole(0))
"""Of an option that asks nothing of anybody (all are waived), so that it is there to be kept."""


def _taken(label: str) -> str:
    return f"option:{label}"


def _loosened(grid: Grid, row: Row, label: str) -> Iterator[Row]:
    """An option's row with its choices under the option's name, one side at a time, slack where it is not taken."""
    part = f"{label}/{row.part}" if row.part else label
    own = replace(row, part=part, choices=tuple((f"{label}/{name}", weight) for name, weight in row.choices))
    if not row.soft:
        # It only says what a choice means.
        yield own
        return
    low, high = reach(grid, row)
    # How far the row can be missed, which is forgiven where the option is not taken; a row never missed says nothing.
    if row.least is not None and row.least > low:
        forgiven = (_taken(label), low - row.least)
        yield replace(own, choices=(*own.choices, forgiven), least=low, most=None)
    if row.most is not None and row.most < high:
        forgiven = (_taken(label), high - row.most)
        yield replace(own, choices=(*own.choices, forgiven), least=None, most=high)
