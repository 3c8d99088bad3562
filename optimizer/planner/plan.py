"""Planning and checking: one call each, from inputs to a proposal or a count by head."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from optimizer.basis.position import Position
from optimizer.basis.progress import Progress
from optimizer.basis.text import Filled, Text
from optimizer.export.roster_json import verdict_record
from optimizer.model.build import build_model
from optimizer.people.person import Pool
from optimizer.policy.policy import Policy
from optimizer.problem.problem import build_problem
from optimizer.report.blocks import Block, Line
from optimizer.report.rules import rule_table
from optimizer.roster.people import stacked_boxes, unsettled
from optimizer.roster.promised import promise_faults
from optimizer.roster.recount import recount, seats_of, structure_faults, verify
from optimizer.roster.roster import Proposal, Seat
from optimizer.roster.ties import ties
from optimizer.rules.base import Rule, Verdict
from optimizer.solve.solve import solve


@dataclass(frozen=True, kw_only=True)
class Options:
    """What a plan may be given besides pool and policy.

    `pins` are rules that hold people in or out, `base` an earlier roster to stay near, `time_limit` in seconds, `seed`
    that of the draw which breaks ties.
    """

    pins: Sequence[Rule] = ()
    base: Mapping[str, tuple[Position, ...]] | None = None
    time_limit: float | None = None
    seed: int = 0


def plan(*, pool: Pool, policy: Policy, options: Options | None = None, progress: Progress | None = None) -> Proposal:
    """The best roster of a pool under a policy, proven and counted again by head.

    Raises InputFaults when pool and policy do not fit together, RecountError when the count by head differs from what the
    solver said (nothing is returned then).
    """
    chosen = options or Options()
    problem = build_problem(pool=pool, policy=policy, pins=chosen.pins, base=chosen.base, seed=chosen.seed)
    model = build_model(problem)
    solved = solve(model, time_limit=chosen.time_limit, progress=progress)
    if not len(solved.columns):
        return Proposal(problem=problem, solved=solved, unsettled=unsettled(problem))
    seats = seats_of(problem, solved, model.person.tolist(), model.position.tolist())
    verdicts = verify(problem, solved, seats)
    return Proposal(
        problem=problem,
        solved=solved,
        seats=seats,
        verdicts=verdicts,
        ties=ties(model, solved),
        boxes=stacked_boxes(problem, seats),
        unsettled=unsettled(problem),
    )


FRAME_SHOWN = 12


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A roster counted by head: its verdicts, and what is wrong with its frame."""

    policy: Policy
    rules: tuple[Rule, ...]
    verdicts: tuple[Verdict, ...]
    frame: tuple[tuple[str, Filled], ...]

    def blocks(self) -> list[Block]:
        """What is wrong with the frame, then every rule."""
        lines: list[Block] = [Line(text=_ALL_KEPT if self.kept else _BROKEN)]
        lines += [Line(text=said) for _, said in self.frame[:FRAME_SHOWN]]
        if len(self.frame) > FRAME_SHOWN:
            lines.append(Line(text=_MORE.fill(count=len(self.frame) - FRAME_SHOWN)))
        return [*lines, rule_table(self.verdicts, self.rules, self.policy.titles)]

    def document(self) -> dict[str, object]:
        """The machine form."""
        return {
            "kept": self.kept,
            "frame": [{"place": place, "zh": said.zh, "en": said.en} for place, said in self.frame],
            "verdicts": [verdict_record(verdict) for verdict in self.verdicts],
        }

    @property
    def kept(self) -> bool:
        """Whether the frame is sound and every binding rule kept."""
        binding = (verdict for verdict in self.verdicts if verdict.strength.binds)
        return not self.frame and all(verdict.kept for verdict in binding)


def check(*, pool: Pool, policy: Policy, seats: Sequence[Seat], pins: Sequence[Rule] = ()) -> Checked:
    """Count a roster against pool, policy and pins. Raises InputFaults when they do not fit together."""
    problem = build_problem(pool=pool, policy=policy, pins=pins)
    frame = tuple(structure_faults(pool, policy, tuple(seats)))
    known = [seat for seat in seats if seat.person in pool.by_id]
    verdicts = recount(pool, policy, problem.rules, known)
    # What is promised is worked out only for slates that are in order.
    frame = frame or tuple(promise_faults(problem, known))
    return Checked(policy=policy, rules=problem.rules, verdicts=verdicts, frame=frame)


_MORE = Text(zh="……还有 {count} 处", en="… and {count} more")
_ALL_KEPT = Filled(zh="逐人重新计数：全部硬性规则符合。", en="Counted again by head: all binding rules are kept.")
_BROKEN = Filled(zh="逐人重新计数：有硬性规则不符合。", en="Counted again by head: not all binding rules are kept.")
