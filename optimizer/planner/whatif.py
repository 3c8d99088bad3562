"""What if: sweeps, trade-offs and maps of what is possible; one call each, from inputs to records, blocks and files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from optimizer.basis.progress import Progress
from optimizer.basis.text import Filled, Lang
from optimizer.export.chart import chart_png, chart_svg
from optimizer.export.roster_json import to_bytes
from optimizer.export.whatif_json import frontier_csv, frontier_document, sweep_csv, sweep_document
from optimizer.model.build import build_model
from optimizer.people.person import Pool
from optimizer.planner.plan import Options
from optimizer.policy.policy import Policy
from optimizer.problem.problem import Problem, build_problem
from optimizer.report.blocks import Block, Chart
from optimizer.report.tradeoff import frontier_blocks, map_blocks
from optimizer.report.whatif import sweep_blocks
from optimizer.report.whatif_words import axis_words
from optimizer.report.words import goal_words
from optimizer.whatif import frontier as tradeoffs
from optimizer.whatif import sweep as sweeps
from optimizer.whatif.axes import LimitAxis
from optimizer.whatif.frontier import Frontier
from optimizer.whatif.reading import choices, limit_axes, read_axes
from optimizer.whatif.sides import GOAL, read_sides
from optimizer.whatif.sweep import Means, Sweep

__all__ = [
    "Asked",
    "Means",
    "Swept",
    "TradeOff",
    "bound_map",
    "frontier",
    "sweep",
    "what_can_trade",
    "what_can_vary",
]


@dataclass(frozen=True, kw_only=True, eq=False)
class Swept:
    """A sweep with what is said of it."""

    sweep: Sweep

    @property
    def problem(self) -> Problem:
        """The problem as things stand."""
        return self.sweep.problem

    @property
    def complete(self) -> bool:
        """Whether every point is settled."""
        return self.sweep.complete

    def blocks(self) -> list[Block]:
        """Sentences, tables, charts."""
        return sweep_blocks(self.sweep)

    def document(self) -> dict[str, Any]:
        """The machine form."""
        return sweep_document(self.sweep)

    def files(self, lang: Lang) -> dict[str, bytes]:
        """whatif.csv, whatif.json, and the charts as whatif.svg and whatif.png where there are any."""
        return _files(self.blocks(), self.document(), self.table(lang), lang)

    def table(self, lang: Lang) -> bytes:
        """whatif.csv: a row for each point."""
        return sweep_csv(self.sweep, lang)


@dataclass(frozen=True, kw_only=True, eq=False)
class TradeOff:
    """A trade-off with what is said of it: its pairs or, `as_map`, how far one side can go at every level of the other."""

    frontier: Frontier
    as_map: bool = False

    @property
    def problem(self) -> Problem:
        """The problem as things stand."""
        return self.frontier.problem

    @property
    def complete(self) -> bool:
        """Whether it is proven that there is nothing more."""
        return self.frontier.complete

    def blocks(self) -> list[Block]:
        """Sentences, a table, a chart."""
        return map_blocks(self.frontier) if self.as_map else frontier_blocks(self.frontier)

    def document(self) -> dict[str, Any]:
        """The machine form."""
        return frontier_document(self.frontier, as_map=self.as_map)

    def files(self, lang: Lang) -> dict[str, bytes]:
        """whatif.csv, whatif.json, and the chart as whatif.svg and whatif.png where there is one."""
        return _files(self.blocks(), self.document(), self.table(), lang)

    def table(self) -> bytes:
        """whatif.csv: a row for each pair or, of a map, for each level of the first side."""
        return frontier_csv(self.frontier, as_map=self.as_map)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a sweep is to vary: texts such as `D1.at_least=60%:85%:5%`; one after the other or, as a `grid`, all together."""

    vary: tuple[str, ...]
    grid: bool = False


def sweep(
    *,
    pool: Pool,
    policy: Policy,
    asked: Asked,
    options: Options | None = None,
    means: Means | None = None,
    progress: Progress | None = None,
) -> Swept:
    """Every scenario of what is to vary, each with the plan it has or the proof that there is none.

    The time limit is that of `means`. Raises InputFaults with every fault of what is asked, RecountError.
    """
    problem = _problem(pool, policy, options)
    axes = read_axes(asked.vary, problem)
    return Swept(sweep=sweeps.sweep(problem, axes, grid=asked.grid, means=means, progress=progress))


def frontier(
    *, pool: Pool, policy: Policy, sides: str, options: Options | None = None, progress: Progress | None = None
) -> TradeOff:
    """Every pair of levels of two bounds, or of a bound and a goal, that no roster betters on both sides.

    `sides` is a text such as `D1.at_least,S3.at_least` or `D1.at_least,goal:best_score_congress`. Raises InputFaults,
    RecountError.
    """
    return TradeOff(frontier=_tradeoff(pool, policy, sides, options, progress))


def bound_map(
    *, pool: Pool, policy: Policy, sides: str, options: Options | None = None, progress: Progress | None = None
) -> TradeOff:
    """For every level of the first side how far the second can go, and so every pair that is possible; as `frontier`."""
    return TradeOff(frontier=_tradeoff(pool, policy, sides, options, progress), as_map=True)


def what_can_vary(pool: Pool, policy: Policy) -> list[tuple[str, Filled]]:
    """The name of everything that can vary, and what it is in words. Raises InputFaults where pool and policy do not fit."""
    problem = build_problem(pool=pool, policy=policy)
    sentences = {rule.id: rule.sentence(policy.titles) for rule in problem.rules}
    return [(axis.name, sentences.get(getattr(axis, "rule", ""), axis_words(axis))) for axis in choices(problem)]


def what_can_trade(pool: Pool, policy: Policy) -> list[tuple[str, Filled]]:
    """The name of every side a trade-off may have (bounds in heads, then goals), and what it is in words. Raises InputFaults."""
    problem = build_problem(pool=pool, policy=policy)
    sentences = {rule.id: rule.sentence(policy.titles) for rule in problem.rules}
    bounds = [(axis.name, sentences[axis.rule]) for axis in limit_axes(problem) if _one_sided(axis, problem)]
    goals = [(f"{GOAL}{goal.id}", goal_words(goal, policy.titles)) for goal in problem.goals if goal.kind == "best"]
    return [*bounds, *goals]


def _one_sided(axis: LimitAxis, problem: Problem) -> bool:
    """Whether a bound can be a side: one floor or one ceiling by heads, and no promise."""
    limits = axis.limits(problem)
    return len(limits) == 1 and bool(limits[0].size) and not axis.rule_of(problem).promised


def _tradeoff(pool: Pool, policy: Policy, sides: str, options: Options | None, progress: Progress | None) -> Frontier:
    problem = _problem(pool, policy, options)
    limit = None if options is None else options.time_limit
    return tradeoffs.frontier(problem, read_sides(sides, build_model(problem)), time_limit=limit, progress=progress)


def _problem(pool: Pool, policy: Policy, options: Options | None) -> Problem:
    chosen = options or Options()
    return build_problem(pool=pool, policy=policy, pins=chosen.pins, base=chosen.base, seed=chosen.seed)


def _files(blocks: Sequence[Block], document: dict[str, Any], table: bytes, lang: Lang) -> dict[str, bytes]:
    charts = [block for block in blocks if isinstance(block, Chart)]
    files = {"whatif.csv": table, "whatif.json": to_bytes(document)}
    if charts:
        files |= {"whatif.svg": chart_svg(charts, lang), "whatif.png": chart_png(charts, lang)}
    return files
