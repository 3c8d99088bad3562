"""Contests, votes, reserves and co-options as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from optimizer.basis.position import Position
from optimizer.contest.alternates import Reserve
from optimizer.contest.cooption import Change, Vacancy
from optimizer.contest.likely import ContestChance, RuleChance, Tally
from optimizer.contest.odds import Chance
from optimizer.contest.outcomes import RuleOutcome
from optimizer.contest.simulate import Band
from optimizer.contest.slates import Contest
from optimizer.contest.votes import AfterVote
from optimizer.export.roster_json import roster_document, seat_record, verdict_record
from optimizer.roster.roster import Proposal


def position_record(position: Position) -> dict[str, Any]:
    """What somebody holds."""
    return {"bodies": list(position.bodies), "office": position.office, "mode": position.mode}


def cooption_document(
    proposal: Proposal,
    vacancies: Sequence[Vacancy],
    changes: Sequence[Change],
    *,
    left: Mapping[str, Sequence[str]],
    promote: bool,
) -> dict[str, Any]:
    """The record of a co-option; `left` lists "" for whoever left everything."""
    cooption = proposal.problem.policy.cooption
    return {
        "status": str(proposal.status),
        "route": cooption.route if cooption else "",
        "approved_by": cooption.approved_by if cooption else "",
        "trigger": str(cooption.trigger) if cooption and cooption.trigger is not None else None,
        "promote": promote,
        "left": [{"person": who, "parts": list(left[who])} for who in sorted(left)],
        "vacancies": [
            {"part": each.part, "seats": each.seats, "held": each.sitting, "vacant": each.vacant, "due": each.due}
            for each in vacancies
        ],
        "changes": [
            {
                "person": each.person,
                "before": None if each.before is None else position_record(each.before),
                "after": position_record(each.after),
            }
            for each in changes
        ],
        "roster": roster_document(proposal),
    }


def chance_record(chance: Chance | None) -> dict[str, Any] | None:
    """A chance to nine digits, and whether it is certain (kept or broken in every outcome)."""
    return None if chance is None else {"value": round(float(chance), 9), "certain": chance in (0, 1)}


def contest_record(contest: Contest) -> dict[str, Any]:
    """A contest with the slate of each of its votes."""
    return {
        "part": contest.part,
        "by": contest.by,
        "seats": contest.seats,
        "margin": contest.margin,
        "votes": [
            {
                "unit": vote.unit,
                "seats": vote.seats,
                "slate": [{"person": each.person, "planned": each.planned} for each in vote.slate],
            }
            for vote in contest.votes
        ],
    }


def outcome_record(each: RuleOutcome) -> dict[str, Any]:
    """What a vote can do to one side of one row of a rule; null where it cannot be told."""
    verdicts = {
        "planned": each.planned,
        "slate": each.slate,
        "worst": each.worst,
        "best": each.best,
        "again": each.again,
    }
    return {
        "rule": each.rule,
        "row": each.row,
        "part": each.part,
        "side": "floor" if each.floor else "ceiling",
        "light": str(each.light),
        "margin": each.margin,
        "upsets_survived": each.survives,
        "changes_needed": each.short,
        **{name: None if verdict is None else verdict_record(verdict) for name, verdict in verdicts.items()},
    }


def contest_chance_record(found: ContestChance) -> dict[str, Any]:
    """A contest with the chances of its rules."""
    return {
        **contest_record(found.contest),
        "rules": [_rule_record(each) for each in found.rules],
        "together": {
            "low": chance_record(found.low),
            "high": chance_record(found.high),
            "drawn": _band(found.together),
        },
        "draws": found.draws,
    }


def _rule_record(each: RuleChance) -> dict[str, Any]:
    return {
        "rule": each.rule,
        "binds": each.binds,
        "chance": chance_record(each.chance),
        "low": chance_record(each.low),
        "high": chance_record(each.high),
        "odds_off_by_two": chance_record(each.unsure),
        "drawn": _band(each.drawn),
        "counts": [_tally(tally) for tally in each.tallies],
    }


def _tally(tally: Tally) -> dict[str, Any]:
    """A count: who counts, how many must be elected, and the chance of every number that is possible."""
    found = tally.chances
    return {
        "part": tally.count.part,
        "members": sorted(tally.count.members),
        "least": tally.count.least,
        "most": tally.count.most,
        "chance": chance_record(tally.chance),
        "expected": round(found.mean, 9),
        "error": found.error,
        "elected": [[n, round(float(found.each[n]), 9)] for n in range(found.least, found.most + 1)],
    }


def _band(band: Band | None) -> dict[str, Any] | None:
    if band is None:
        return None
    return {"hits": band.hits, "draws": band.draws, "low": round(band.low, 9), "high": round(band.high, 9)}


def after_vote_document(after: AfterVote, proposal: Proposal | None) -> dict[str, Any]:
    """What a vote left, and the plan of what comes next; `roster` is null where nothing is left to plan."""
    return {
        "kept": not after.broken,
        "broken": list(after.broken),
        "decided": list(after.decided),
        "results": [
            {
                "part": each.part,
                "seats": each.seats,
                "elected": list(each.elected),
                "planned_not_elected": list(each.lost),
                "further_elected": list(each.gained),
            }
            for each in after.results
        ],
        "seats": [seat_record(seat) for seat in after.seats],
        "verdicts": [verdict_record(verdict) for verdict in after.verdicts],
        "roster": None if proposal is None else roster_document(proposal),
    }


def reserve_record(reserve: Reserve) -> dict[str, Any]:
    """A reserve in order, and who moves up for each seat."""
    return {
        "reserve": reserve.body,
        "of": reserve.of,
        "order": list(reserve.order),
        "column": reserve.column,
        "seats": [
            {
                "person": each.seat.person,
                "successor": each.successor,
                "passed": [{"person": who, "rules": list(rules)} for who, rules in each.passed],
            }
            for each in reserve.successions
        ],
    }
