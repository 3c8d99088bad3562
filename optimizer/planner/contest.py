"""A contested election: what it can do to the rules, and how likely that is under a stated model of the vote."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.position import Truth
from optimizer.basis.progress import Progress
from optimizer.basis.ratio import parse_ratio
from optimizer.basis.similar import suggest
from optimizer.basis.text import Lang, Text
from optimizer.contest.fixed import unchanged
from optimizer.contest.likely import ContestChance, Drawing, contest_chances
from optimizer.contest.odds import Odds, OddsKind
from optimizer.contest.outcomes import Light, RuleOutcome, outcomes_of
from optimizer.contest.settled import settled
from optimizer.contest.simulate import DRAWS
from optimizer.contest.slates import Candidate, Contest, contests_of
from optimizer.export.chart import chart_png, chart_svg
from optimizer.export.contest_json import contest_chance_record, outcome_record
from optimizer.export.roster_json import to_bytes
from optimizer.groups.predicate import judge
from optimizer.names.listing import Listing
from optimizer.people.person import Pool
from optimizer.planner.formats import FORMATS, Format, paper_files
from optimizer.planner.plan import Options, plan
from optimizer.planner.rosters import check_seats, held_seats
from optimizer.policy.policy import Body, Margin, Policy, Seats
from optimizer.problem.problem import Problem, build_problem
from optimizer.report.blocks import Block
from optimizer.report.contest import contest_blocks
from optimizer.report.odds import Assumed, charts, odds_blocks
from optimizer.report.paper import Paper
from optimizer.report.papers.contest import Contested, contest_paper
from optimizer.roster.recount import recount, structure_faults
from optimizer.roster.roster import Proposal, Seat


@dataclass(frozen=True, kw_only=True)
class Slates:
    """A roster with slates, and the policy under which these contests are still open."""

    pool: Pool
    policy: Policy
    seats: tuple[Seat, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class ContestReport:
    """What the contests of a roster can come to: to each rule, whoever wins, and how likely under a model of the vote."""

    problem: Problem
    seats: tuple[Seat, ...]
    outcomes: tuple[RuleOutcome, ...]
    chances: tuple[ContestChance, ...]
    assumed: Assumed

    @property
    def kept(self) -> bool:
        """Whether every binding rule that a vote can touch is kept whoever wins."""
        binding = {rule.id for rule in self.problem.rules if rule.strength.binds}
        return all(each.light is Light.CERTAIN for each in self.outcomes if each.rule in binding)

    def blocks(self) -> list[Block]:
        """The report."""
        problem = self.problem
        return [
            *contest_blocks(problem, self.seats, self.outcomes),
            *odds_blocks(self.chances, problem.policy, problem.rules, self.assumed),
        ]

    def document(self) -> dict[str, Any]:
        """The machine form."""
        return {
            "kept": self.kept,
            "assumed": {
                "odds": {name: str(odds) for name, odds in self.assumed.odds},
                "strength": self.assumed.strength,
                "spread": str(self.assumed.spread),
            },
            "outcomes": [outcome_record(each) for each in self.outcomes],
            "contests": [contest_chance_record(each) for each in self.chances],
        }

    def paper(self, *, listing: Listing | None = None, dated: date | None = None) -> Paper:
        """The report as a document to hand in."""
        found = Contested(
            problem=self.problem,
            seats=self.seats,
            outcomes=self.outcomes,
            chances=self.chances,
            assumed=self.assumed,
        )
        return contest_paper(found, listing=listing, dated=dated)

    def files(
        self,
        lang: Lang,
        formats: Collection[Format] = FORMATS,
        *,
        listing: Listing | None = None,
        dated: date | None = None,
    ) -> dict[str, bytes]:
        """The files: contest.json, the report as contest.docx and contest.xlsx, and for each contest its charts as SVG and PNG."""
        paper = self.paper(listing=listing, dated=dated)
        files = {"contest.json": to_bytes(self.document()), **paper_files(paper, lang, formats)}
        by_id = {rule.id: rule for rule in self.problem.rules}
        for each in self.chances:
            drawn = list(charts(each, self.problem.policy, by_id))
            if drawn:
                files[f"contest_{each.contest.part}.svg"] = chart_svg(drawn, lang)
                files[f"contest_{each.contest.part}.png"] = chart_png(drawn, lang)
        return files


def open_slates(pool: Pool, policy: Policy, seats: Sequence[Seat], *, source: str = "roster.json") -> Slates:
    """A roster's slates. Contests for which nobody runs besides the planned are over, and taken as they were decided.

    Raises InputFaults when the policy has no margin, the roster no further candidates, or they do not fit together.
    """
    if not policy.contested:
        raise InputFaults(policy.name, [_fault("contest.none", policy.name, _NO_MARGIN, _MARGIN_CURE)])
    running = {seat.position.runs_for for seat in seats}
    over = [part.id for part in policy.contested if part.id not in running]
    if len(over) == len(policy.contested):
        raise InputFaults(source, [_fault("contest.over", source, _NOBODY_RUNS, _RUN_CURE)])
    still = settled(policy, {part: sum(part in seat.position.scopes for seat in seats) for part in over})
    check_seats(pool, still, seats, source=source)
    wrong = list(structure_faults(pool, still, tuple(seats)))
    if wrong:
        cure = _SAME_POLICY.fill()
        faults = [Fault(kind="roster.frame", path=path, message=message, cure=cure) for path, message in wrong]
        raise InputFaults(source, faults)
    return Slates(pool=pool, policy=still, seats=tuple(seats))


def supposed_slates(
    pool: Pool,
    policy: Policy,
    seats: Sequence[Seat],
    margin: str,
    *,
    options: Options | None = None,
    progress: Progress | None = None,
) -> tuple[Slates | None, Proposal]:
    """The slates there would be with one margin on every body: whoever sits is planned to win, the best others run.

    A body whose slate the body around it has no room for stays uncontested. Without a plan there are no slates, and the
    proposal says why. Raises InputFaults.
    """
    ratio = parse_ratio(margin)
    if ratio is None or ratio <= 0:
        raise InputFaults("--margin", [_fault("contest.margin", margin, _NO_RATIO, _RATIO_CURE)])
    chosen = options or Options()
    plain = settled(policy, dict.fromkeys(part.id for part in policy.parts))
    held = check_seats(pool, plain, held_seats(seats), source="roster.json")
    verdicts = recount(pool, plain, plain.rules, held)
    broken = {verdict.rule for verdict in verdicts if verdict.strength.binds and not verdict.kept}
    filled = {part.id: sum(part.id in seat.position.scopes for seat in held) for part in plain.parts}
    kept = settled(plain, filled, broken=broken)
    stage = Margin(stages=(("", ratio),))
    bodies = tuple(replace(body, margin=stage) if _room(kept, body, stage) else body for body in kept.bodies)
    supposed = replace(kept, bodies=bodies, stage="", announced=False)
    pins = (unchanged("held:planned", held, _AS_IS.fill()),)
    again = Options(pins=pins, time_limit=chosen.time_limit, seed=chosen.seed)
    proposal = plan(pool=pool, policy=supposed, options=again, progress=progress)
    if not proposal.seats:
        return None, proposal
    # The chances are those of all the rules, the ones broken today among them.
    whole = replace(supposed, rules=plain.rules)
    return Slates(pool=pool, policy=whole, seats=proposal.seats), proposal


def _room(policy: Policy, body: Body, margin: Margin) -> bool:
    """Whether a body has seats, and the body around it people enough for its slate."""
    seats = body.seats.most
    around = policy.seats[body.within] if body.within else Seats(least=seats, most=10**9)
    return seats > 0 and body.reserve_of is None and seats + margin.posts("", seats)[0] <= around.most


def contest(
    slates: Slates,
    assumed: Assumed | None = None,
    *,
    draws: int = DRAWS,
    seed: int = 0,
    progress: Progress | None = None,
) -> ContestReport:
    """What the open contests can come to. Raises InputFaults when candidates lack a figure that the model needs."""
    model = assumed or Assumed()
    problem = build_problem(pool=slates.pool, policy=slates.policy)
    contests = contests_of(problem, slates.seats)
    odds = vote_model(problem, contests, model)
    drawing = Drawing(draws=draws, seed=seed, progress=progress)
    found = tuple(contest_chances(problem, slates.seats, each, odds, drawing) for each in contests)
    outcomes = outcomes_of(problem, slates.seats)
    return ContestReport(problem=problem, seats=slates.seats, outcomes=outcomes, chances=found, assumed=model)


def open_assumed(odds: Sequence[str], policy: Policy, *, strength: str = "", spread: str = "") -> Assumed:
    """The model of the vote from texts: odds of groups such as `women=0.5`, a column of strengths, a spread of vote shares.

    Raises InputFaults with everything that cannot be read, or does not go together.
    """
    found: list[tuple[str, Fraction]] = []
    faults = []
    for each in odds:
        name, equals, figure = (part.strip() for part in each.partition("="))
        times = _number(figure)
        if not equals or times is None or times <= 0:
            faults.append(_fault("contest.odds", each, _NO_ODDS, _ODDS_CURE))
        elif name not in policy.groups:
            cure = suggest(name, policy.groups)
            faults.append(Fault(kind="contest.group", value=name, message=_NO_GROUP.fill(), cure=cure))
        else:
            found.append((name, times))
    share = _number(spread) if spread else Fraction(0)
    if share is None or share < 0 or (spread and not share):
        faults.append(_fault("contest.spread", spread, _NO_SPREAD, _SPREAD_CURE))
    elif share and (not strength or odds):
        faults.append(_fault("contest.spread", spread, _SPREAD_ALONE, _SPREAD_CURE))
    if faults:
        raise InputFaults("--odds --strength --spread", faults)
    return Assumed(odds=tuple(found), strength=strength, spread=share or Fraction(0))


def vote_model(problem: Problem, contests: Sequence[Contest], assumed: Assumed) -> Odds:
    """The model of the vote for these candidates: their figures in a column, times the odds of their groups.

    Raises InputFaults when there is no such column, and with every candidate who lacks a figure.
    """
    column = next(
        (name for name, header in problem.pool.headers.items() if header == assumed.strength), assumed.strength
    )
    if column and column not in problem.pool.columns:
        cure = suggest(column, problem.pool.columns)
        fault = Fault(kind="contest.column", value=column, message=_NO_COLUMN.fill(), cure=cure)
        raise InputFaults(problem.pool.source, [fault])
    candidates = {candidate.person: candidate for contest in contests for candidate in contest.slate}
    strength: dict[str, float] = {}
    faults = []
    for who in sorted(candidates):
        figure = _number(problem.pool.by_id[who].value(column)) if column else Fraction(1)
        if figure is None or (figure <= 0 and not assumed.spread):
            value = f"{who} {problem.pool.by_id[who].value(column)}".strip()
            faults.append(_fault("contest.strength", value, _NO_STRENGTH, _STRENGTH_CURE))
        else:
            strength[who] = float(figure * _group_odds(problem, candidates[who], assumed))
    if faults:
        raise InputFaults(problem.pool.source, faults)
    if assumed.spread:
        return Odds(kind=OddsKind.SHARES, strength=strength, spread=float(assumed.spread))
    return Odds(kind=OddsKind.WEIGHTS if column or assumed.odds else OddsKind.EQUAL, strength=strength)


def _group_odds(problem: Problem, candidate: Candidate, assumed: Assumed) -> Fraction:
    """The product of the odds of the groups somebody certainly belongs to."""
    person, on = problem.pool.by_id[candidate.person], problem.policy.reference_date
    product = Fraction(1)
    for name, odds in assumed.odds:
        if judge(problem.policy.groups[name], person, candidate.position, on) is Truth.YES:
            product *= odds
    return product


def _number(written: str) -> Fraction | None:
    """A decimal or a fraction; None where it is neither."""
    try:
        return Fraction(written) if "/" in written else Fraction(Decimal(written))
    except (InvalidOperation, ValueError, ZeroDivisionError, OverflowError):
        return None


def _fault(kind: str, value: str, message: Text, cure: Text) -> Fault:
    return Fault(kind=kind, value=value, message=message.fill(), cure=cure.fill())


_NO_MARGIN = Text(zh="政策里没有差额选举", en="the policy has no contested election")
_MARGIN_CURE = Text(
    zh='在 [[body]] 或 [[office]] 里写 margin = "20%"，重新 plan；只想试算，用 --margin 20%',
    en='Write margin = "20%" in a [[body]] or [[office]] and plan again; just to try one, give --margin 20%',
)
_NOBODY_RUNS = Text(zh="名单里没有差额人选", en="the roster has no further candidates")
_RUN_CURE = Text(
    zh="用写了 margin 的政策重新 plan；只想试算，用 --margin 20%",
    en="Plan again under a policy with a margin; just to try one, give --margin 20%",
)
_SAME_POLICY = Text(zh="用生成名单的政策和候选人表", en="Give the policy and the pool the roster was made from")
_NO_RATIO = Text(zh="不是差额比例", en="this is no margin")
_RATIO_CURE = Text(zh="写成 20% 或 1/5", en="Write 20% or 1/5")
_AS_IS = Text(zh="名单上的人都是计划人选", en="everybody on the roster is planned to win")
_NO_ODDS = Text(zh="看不懂的胜算", en="these odds cannot be read")
_ODDS_CURE = Text(
    zh="写成 women=0.5：群体名、等号、大于 0 的数", en="Write women=0.5: a group, an equals sign, a number above 0"
)
_NO_SPREAD = Text(zh="不是标准差", en="this is no standard deviation")
_SPREAD_ALONE = Text(
    zh="--spread 要和 --strength 一起用，不能和 --odds 一起用", en="--spread goes with --strength, and not with --odds"
)
_SPREAD_CURE = Text(
    zh="如 --strength 得票率 --spread 5：得票率的标准差是 5，单位相同",
    en="For example --strength votes --spread 5: a standard deviation of 5 in the units of the column",
)
_NO_GROUP = Text(zh="政策的 [groups] 里没有这个群体", en="the policy's [groups] have no such group")
_NO_COLUMN = Text(zh="候选人表里没有这一列", en="the pool has no such column")
_NO_STRENGTH = Text(
    zh="候选人的这一列不是大于 0 的数", en="a candidate has no number above 0 in the column of strengths"
)
_STRENGTH_CURE = Text(zh="补上数字，或换一列", en="Fill in a number, or name another column")
