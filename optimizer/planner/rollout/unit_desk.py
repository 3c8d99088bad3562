"""One unit of a roll-out from near: its result, its roster with the rules counted, and a project to go on with it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from optimizer.basis.faults import InputFaults
from optimizer.basis.text import Filled, Text, same
from optimizer.export.roster_json import read_roster
from optimizer.planner.desk.draft import Draft
from optimizer.planner.desk.policy_file import own_copy
from optimizer.planner.inputs import policy_from, read_bytes, shipped_policies
from optimizer.planner.rollout.concurrent import KEPT_OUT
from optimizer.planner.rollout.rollout import RolledOut
from optimizer.planner.rollout.tasks import Tasks, Terms
from optimizer.planner.rollout.unit_plan import UnitTask, fault_words, opened
from optimizer.problem.problem import build_problem
from optimizer.report.blocks import Block, Line
from optimizer.report.proposal import composition, rosters
from optimizer.report.rules import rule_table
from optimizer.rollout.planned import Outcome, Planned
from optimizer.rollout.unit import Route, Unit
from optimizer.roster.roster import Proposal
from optimizer.rules.base import Strength, Verdict
from optimizer.solve.status import Solved, Status
from optimizer.store.database import StoreError
from optimizer.store.results import open_results


@dataclass(frozen=True, kw_only=True)
class Result:
    """What there is of a unit: its record and its roster.json; None for what is not there."""

    planned: Planned | None = None
    roster: bytes | None = None


def result_of(found: RolledOut, code: str) -> Result:
    """The result of one unit. Raises StoreError."""
    if not found.place.results.is_file():
        return Result()
    results = open_results(found.place.results)
    try:
        return Result(planned=results.of(code), roster=results.roster_of(code))
    finally:
        results.close()


def task_of(found: RolledOut, unit: Unit, planned: Planned | None = None) -> UnitTask | Planned:
    """All that planning the unit needs, or the result that says what is in the way.

    Where it was `planned` to elect, it elects on that day, whatever is near by now. Raises StoreError.
    """
    if planned is not None and planned.route is Route.ELECTION:
        unit = replace(unit, last_congress=None, planned=planned.day)
    wanted, place = found.wanted, found.place
    try:
        place.out.mkdir(parents=True, exist_ok=True)
        tasks = Tasks(place.inputs, place.out.absolute(), Terms(as_of=wanted.as_of, ahead=wanted.ahead))
    except OSError as error:
        raise StoreError(_UNUSABLE.fill(why=same(str(error.strerror or error)))) from error
    try:
        return tasks.of(unit)
    finally:
        tasks.close()


def roster_blocks(found: RolledOut, code: str) -> list[Block]:
    """The unit's rosters and its rules as counted when it was planned; a sentence where its files no longer fit it."""
    result = result_of(found, code)
    task = task_of(found, found.by_code[code], result.planned)
    if result.roster is None or not isinstance(task, UnitTask):
        return []
    try:
        policy, pool = opened(task)
    except InputFaults as faults:
        return [Line(text=said) for said in fault_words(faults)]
    document = json.loads(result.roster)
    seats = read_roster(result.roster, source=code).seats
    if document["inputs"]["pool_sha256"] != pool.sha256 or any(seat.person not in pool.by_id for seat in seats):
        return [Line(text=_CHANGED)]
    rules = {rule.id: rule for rule in policy.rules}
    verdicts = tuple(each for each in map(_verdict, document["verdicts"]) if each.rule in rules)
    proposal = Proposal(
        problem=build_problem(pool=pool, policy=policy),
        solved=Solved(status=Status(document["status"]), columns=np.array([], dtype=np.int64)),
        seats=seats,
        verdicts=verdicts,
    )
    blocks: list[Block] = list(_kept_out(document, proposal))
    return [*blocks, composition(proposal), *rosters(proposal), rule_table(verdicts, policy.rules, policy.titles)]


def _verdict(record: dict[str, object]) -> Verdict:
    told = {name: record[name] for name in ("rule", "found", "of", "least", "most")}
    return Verdict(
        **told,  # type: ignore[arg-type]
        strength=Strength(str(record["strength"])),
        scope=tuple(record["scope"]),  # type: ignore[arg-type]
        part=str(record.get("part", "")),
    )


def _kept_out(document: dict[str, object], proposal: Proposal) -> Iterator[Line]:
    """Who is kept out of the offices because of one held elsewhere."""
    inputs = document["inputs"]
    assert isinstance(inputs, dict)
    people = [who for pin in inputs["pins"] if str(pin["rule"]).startswith(KEPT_OUT) for who in pin["people"]]
    known = proposal.problem.pool.by_id
    names = [known[who].name for who in people if who in known]
    if names:
        yield Line(text=_KEPT_OUT.fill(names=same("、".join(names))))


def unit_draft(found: RolledOut, code: str) -> Draft | tuple[Filled, ...]:
    """A unit as a draft to work on by itself: its pool, its policy, its roster; else what is in the way.

    Those who sit there now are the roster to stay near. Raises StoreError.
    """
    unit, result = found.by_code[code], result_of(found, code)
    task = task_of(found, unit, result.planned)
    if isinstance(task, Planned) and task.outcome is Outcome.WAITING:
        # A co-option without a roster has a pool and a policy all the same.
        task = task_of(found, replace(unit, last_congress=None))
    if isinstance(task, Planned):
        return task.why
    try:
        policy = _policy_file(found, unit, task.version)
    except InputFaults as faults:
        return fault_words(faults)
    return Draft(
        pool_name=_pool_name(unit, task.pool.source),
        pool=task.pool.data,
        policy_name=f"{task.version}.toml",
        policy=policy,
        seed=task.seed,
        roster=result.roster or b"",
        base=b"" if task.roster is None else task.roster.data,
    )


def _policy_file(found: RolledOut, unit: Unit, version: str) -> bytes:
    """The version of the unit's policy as it is, so that the roster is of it; as one file where it extends another of its folder.

    Raises InputFaults.
    """
    beside = (found.place.inputs / unit.policy).parent / f"{version}.toml"
    if not beside.is_file():
        return next(read_bytes(policy.path) for policy in shipped_policies() if policy.name == version)
    data = read_bytes(beside)
    try:
        policy_from(data, source=beside.name)
    except InputFaults:
        # By itself it does not find what it extends; where it lies on this machine is nobody's business.
        return own_copy(str(beside)).replace(str(beside).encode(), beside.name.encode())
    return data


def _pool_name(unit: Unit, source: str) -> str:
    """The name of the pool's own file; of the rows of a shared one that of the unit, for they become a table by themselves."""
    return source if "#" not in source else f"{unit.code} {unit.name}.csv"


_CHANGED = Filled(
    zh="这个单位的候选人表在拟定以后换过了，名单要重新拟定。",
    en="The pool of this unit has changed since its roster was planned; plan it again.",
)
_KEPT_OUT = Text(
    zh="为了不在几个单位同时任职，这里不由这些人任领导职务：{names}。",
    en="So that nobody holds offices in several associations, these people hold none here: {names}.",
)
_UNUSABLE = Text(zh="现在写不了（{why}）。", en="It cannot be written now ({why}).")
