"""Planning one unit: a pure function from everything it needs, as bytes, to what came of it, wherever it is run."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from time import perf_counter

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.progress import Progress
from optimizer.basis.text import Filled, Text, same
from optimizer.contest.cooption import EVERYTHING
from optimizer.diagnose.conflicts import first_conflict
from optimizer.export.roster_json import roster_document, to_bytes
from optimizer.hands.hands import Stopping
from optimizer.people.cells import says_only_yes
from optimizer.people.person import Pool
from optimizer.planner.cooption import Coopted, coopt
from optimizer.planner.inputs import open_pool
from optimizer.planner.plan import Options, plan
from optimizer.planner.rollout.pools import PoolFile
from optimizer.planner.rosters import open_roster
from optimizer.policy.policy import Policy
from optimizer.problem.problem import Problem
from optimizer.report.conflicts import asks_words, claim_word, conflict_words
from optimizer.rollout.planned import Holder, Outcome, Planned
from optimizer.rollout.unit import Route
from optimizer.roster.recount import RecountError
from optimizer.roster.roster import Proposal, Seat
from optimizer.roster.spelled import spelled_out
from optimizer.rules.base import Rule, Strength
from optimizer.rules.by_post import ByPost
from optimizer.solve.spent import spent
from optimizer.solve.status import Status

CONFLICT_SECONDS = 20.0
"""Seconds to find one conflict of an impossible unit; a county takes a fraction of one."""
FAULTS_TOLD = 5
"""Faults of a unit that are told in full; the organiser sees all of them by planning that unit alone."""

_OUTCOMES = {
    Status.OPTIMAL: Outcome.PROVEN,
    Status.FEASIBLE: Outcome.FOUND,
    Status.IMPOSSIBLE: Outcome.IMPOSSIBLE,
    Status.UNKNOWN: Outcome.UNKNOWN,
}


@dataclass(frozen=True, kw_only=True)
class PresentRoster:
    """The roster of those who sit now: its bytes and its name in faults."""

    data: bytes
    source: str


@dataclass(frozen=True, kw_only=True)
class UnitTask:
    """All that planning a unit needs. `policy` is a pickled `Policy`, `version` the file it is from; `key` as in `Planned`.

    `roster` is needed for co-option only. `time_limit` in seconds, `seed` that of the draw, `pins` hold people in or out.
    """

    code: str
    key: str
    route: Route
    day: date
    policy: bytes
    version: str
    pool: PoolFile
    roster: PresentRoster | None = None
    time_limit: float | None = None
    seed: int = 0
    pins: tuple[Rule, ...] = ()


@dataclass(frozen=True, kw_only=True)
class UnitDone:
    """What came of a unit, and its roster.json; None without a roster."""

    planned: Planned
    roster: bytes | None = None


def plan_unit(task: UnitTask) -> UnitDone:
    """Plan one unit. Raises nothing: whatever is wrong with it is told in its result."""
    start, before = perf_counter(), spent()
    try:
        done = _planned(task)
    except InputFaults as faults:
        done = UnitDone(planned=_result(task, Outcome.FAULTY, why=fault_words(_in_file(faults, task))))
    except RecountError as error:
        done = UnitDone(planned=_result(task, Outcome.FAULTY, why=(_RECOUNT.fill(rule=error.rule),)))
    except Exception as error:
        # Whatever it is, one unit must not stop thousands.
        done = UnitDone(planned=_result(task, Outcome.FAULTY, why=(internal_words(error),)))
    took = replace(done.planned, seconds=perf_counter() - start, solving=spent().solving - before.solving)
    return replace(done, planned=took)


def opened(task: UnitTask) -> tuple[Policy, Pool]:
    """A unit's policy and pool. Raises InputFaults."""
    policy = _policy(task.policy)
    return policy, open_pool(task.pool.data, policy, source=task.pool.source)


def lost(task: UnitTask) -> Planned:
    """The result of a unit that each process that worked on it died of."""
    return _result(task, Outcome.LOST, why=(_LOST,))


def fault_words(faults: InputFaults) -> tuple[Filled, ...]:
    """The first faults as sentences, each with the file it is in, and how many more there are."""
    source = same(faults.source)
    told = [_FAULT.fill(source=source, said=_sentence(fault)) for fault in faults.faults[:FAULTS_TOLD]]
    more = len(faults.faults) - len(told)
    return (*told, *((_MORE.fill(count=more),) if more else ()))


def internal_words(error: Exception) -> Filled:
    """What is told of a unit where the program itself failed."""
    return _INTERNAL.fill(error=same(type(error).__name__))


@lru_cache(maxsize=64)
def _policy(pickled: bytes) -> Policy:
    policy: Policy = pickle.loads(pickled)
    return policy


def _planned(task: UnitTask) -> UnitDone:
    """Plan, by the unit's route. Raises InputFaults, RecountError."""
    if task.route is Route.COOPTION and task.roster is None:
        return UnitDone(planned=_result(task, Outcome.WAITING, why=(NO_ROSTER,)))
    answer = answered(task, Stopping())
    if isinstance(answer, Proposal):
        return told(task, answer)
    # Of those named as having left, these are the ones who are in the pool no more.
    gone = len(answer.left)
    source = "" if task.roster is None else task.roster.source
    return told(task, answer.proposal, *((_GONE.fill(count=gone, source=source),) if gone else ()))


def answered(task: UnitTask, progress: Progress) -> Proposal | Coopted:
    """A unit's plan, or in mid-term the seats left empty filled. Raises InputFaults, RecountError."""
    policy, pool = opened(task)
    options = Options(pins=task.pins, time_limit=task.time_limit, seed=task.seed)
    if task.roster is None:
        return plan(pool=pool, policy=policy, options=options, progress=progress)
    source = task.roster.source
    seats = open_roster(task.roster.data, pool=pool, policy=policy, source=source).seats
    # A pool that lists all who may sit lists those who do: who is not in it any more has left.
    gone = sorted({seat.person for seat in seats} - pool.by_id.keys())
    left = dict.fromkeys(gone, (EVERYTHING,))
    return coopt(pool=pool, policy=policy, seats=seats, left=left, options=options, progress=progress, source=source)


def told(task: UnitTask, proposal: Proposal, *why: Filled) -> UnitDone:
    """What there is to tell of a proposal."""
    outcome = _OUTCOMES[proposal.status]
    if outcome is Outcome.IMPOSSIBLE:
        clash, words = _clash(proposal.problem)
        return UnitDone(planned=_result(task, outcome, clash=clash, why=(*why, *words)))
    if not proposal.seats:
        return UnitDone(planned=_result(task, outcome, why=(*why, _NOT_IN_TIME)))
    kept: dict[str, bool] = {}
    for verdict in proposal.verdicts:
        kept[verdict.rule] = kept.get(verdict.rule, True) and verdict.kept
    rules = proposal.problem.rules
    planned = _result(
        task,
        outcome,
        why=why,
        seated={body.id: len(proposal.holding(body.id)) for body in proposal.problem.policy.bodies},
        heads=_heads(proposal),
        holders=tuple(_holders(proposal)),
        by_post={rule.id: kept.get(rule.id, True) for rule in rules if isinstance(rule, ByPost)},
        unmet=tuple(rule.id for rule in rules if rule.strength is Strength.PREFER and not kept.get(rule.id, True)),
    )
    return UnitDone(planned=planned, roster=to_bytes(roster_document(proposal)))


def _result(task: UnitTask, outcome: Outcome, **told: object) -> Planned:
    known = {"code": task.code, "key": task.key, "route": task.route, "day": task.day, "policy": task.version}
    return Planned(outcome=outcome, **known, **told)  # type: ignore[arg-type]


def _heads(proposal: Proposal) -> dict[str, int]:
    """Heads in the leadership by kind, each person once."""
    leaders = sorted({seat.person for seat in proposal.seats if _leads(seat)})
    kinds = (proposal.person(who).head for who in leaders)
    return dict(sorted(Counter(kind for kind in kinds if kind and not says_only_yes(kind)).items()))


def _leads(seat: Seat) -> bool:
    """Whether the seat is below the congress: on a body within it, or in an office."""
    return len(seat.position.bodies) > 1 or seat.position.office is not None


def _holders(proposal: Proposal) -> Iterator[Holder]:
    """Everybody in an office, in the order of the policy's offices."""
    for office in proposal.problem.policy.offices:
        for seat in proposal.holding(office.id):
            person = proposal.person(seat.person)
            yield Holder(
                person=person.id,
                name=person.name,
                birth=str(person.birth or ""),
                office=office.id,
                body=office.body,
                mode=seat.position.mode or "",
                post=person.value("post"),
            )


def _clash(problem: Problem) -> tuple[tuple[str, ...], tuple[Filled, ...]]:
    """The rules of one conflict, and in words what clashes and what each part of it asks."""
    spelled = spelled_out(problem)
    conflict = first_conflict(spelled, time_limit=CONFLICT_SECONDS, progress=Stopping())
    if conflict is None:
        return (), (_NO_CONFLICT,)
    asks = (_ASKS.fill(name=claim_word(spelled, name), asks=asks_words(spelled, name)) for name in conflict.claims)
    return conflict.rules, (conflict_words(spelled, conflict, 1), *asks)


def _in_file(faults: InputFaults, task: UnitTask) -> InputFaults:
    """The faults of rows out of a shared pool, with the row numbers of the shared file."""
    if faults.source != task.pool.source or not task.pool.rows:
        return faults
    moved = (replace(each, row=None if each.row is None else task.pool.row_in_file(each.row)) for each in faults.faults)
    return InputFaults(faults.source, moved)


def _sentence(fault: Fault) -> Filled:
    return Filled(zh=fault.sentence("zh"), en=fault.sentence("en"))


NO_ROSTER = Filled(
    zh="增补要从现任名册算起：请在“现任名册”一列写上文件。",
    en="A co-option starts from those who sit now: give their roster in the column of rosters.",
)
_FAULT = Text(zh="{source}：{said}", en="{source}: {said}")
_MORE = Text(
    zh="还有 {count} 处问题；单独拟定这个单位可以看到全部。",
    en="{count} more faults; planning this unit alone shows all of them.",
)
_RECOUNT = Text(
    zh="逐人重新计数与求解结果不一致（{rule}），没有给出名单；请报告这个问题。",
    en="The count by head differs from the solver's answer ({rule}); no roster is given. Please report this.",
)
_INTERNAL = Text(
    zh="程序内部出错（{error}），这个单位没有拟定；其他单位不受影响。再运行一次会重试。",
    en="An internal error ({error}): this unit was not planned, the others are not affected. Running again tries it again.",
)
_LOST = Filled(
    zh="拟定这个单位的进程几次都中断了，这次没有结果；其他单位不受影响。再运行一次会重试。",
    en="The process that planned this unit broke off each time: there is no result. The others are not affected; "
    "running again tries it again.",
)
_GONE = Text(
    zh="{source} 里不在候选人表中的人视为已经离任：{count} 人。",
    en="People of {source} who are not in the pool count as having left: {count}.",
)
_ASKS = Text(zh="{name}：{asks}。", en="{name}: {asks}.")
_NOT_IN_TIME = Filled(zh="限时内没有找到名单。", en="No roster was found within the time limit.")
_NO_CONFLICT = Filled(
    zh="已证明不可能；限时内没有查明是哪些规则冲突。",
    en="Proven impossible; which rules clash was not found within the time limit.",
)
