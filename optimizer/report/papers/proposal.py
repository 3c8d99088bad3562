"""The proposal (建议名单（草案）) as a paper: basis, overview, rosters, structure, rules, notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from optimizer.basis.text import Filled, Text
from optimizer.names.listing import Listing
from optimizer.policy.policy import Policy
from optimizer.report.blocks import Block, Heading, Line
from optimizer.report.paper import Paper
from optimizer.report.papers.proposal_figures import figure_lines
from optimizer.report.papers.proposal_lists import list_blocks
from optimizer.report.papers.proposal_notes import note_blocks
from optimizer.report.proposal import status_lines, title_words
from optimizer.report.rules import rule_table
from optimizer.report.structure import structure_tables
from optimizer.report.words import STATUS_WORDS, day_words, goal_words
from optimizer.room.moves import Move
from optimizer.roster.roster import Proposal


def proposal_paper(
    proposal: Proposal,
    *,
    listing: Listing | None = None,
    moves: Sequence[Move] = (),
    dated: date | None = None,
    why: Sequence[Block] = (),
) -> Paper:
    """The document to hand in; without a roster it says why there is none.

    `moves` are the changes since an earlier roster, `why` says what makes a plan impossible, where somebody found out;
    without it the rules the proof rests on are named.
    """
    order = listing or Listing()
    blocks: list[Block] = [Heading(text=_BASIS), *_basis(proposal)]
    if proposal.seats:
        blocks += [Heading(text=_OVERVIEW), *_overview(proposal), *figure_lines(proposal)]
        blocks += [Heading(text=_ROSTERS), *list_blocks(proposal, order)]
        blocks += [Heading(text=_STRUCTURE), *structure_tables(proposal, order)]
        rules = rule_table(proposal.verdicts, proposal.problem.rules, proposal.problem.policy.titles)
        blocks += [Heading(text=_RULES), replace(rules, title=_RULES)]
    else:
        # The first line is the title, which the paper has already.
        said = status_lines(proposal, explained=bool(why))[1:]
        blocks += [Heading(text=_NO_ROSTER), *said, *why]
    notes = note_blocks(proposal, order, moves)
    blocks += [Heading(text=_NOTES), *notes] if notes else []
    return Paper(id="proposal", title=title_words(proposal), blocks=tuple(blocks), dated=dated)


def _basis(proposal: Proposal) -> Iterator[Line]:
    """The policy's documents, the file the rules stand in, the reference date, the pool."""
    policy, pool = proposal.problem.policy, proposal.problem.pool
    if document := policy.source.get("document"):
        about = [policy.source[key] for key in ("issuer", "date") if policy.source.get(key)]
        brackets = Filled(zh=f"（{'，'.join(about)}）", en=f" ({', '.join(about)})") if about else Filled(zh="", en="")
        yield Line(text=_DOCUMENT.fill(document=document, about=brackets))
    yield Line(text=_POLICY.fill(name=policy.name, version=_version(policy)))
    yield Line(text=_REFERENCE.fill(day=day_words(policy.reference_date)))
    yield Line(text=_POOL.fill(source=pool.source, count=len(pool.people)))


def _version(policy: Policy) -> Filled:
    parts = []
    if policy.version:
        parts.append(_VERSION.fill(version=policy.version))
    if policy.effective:
        parts.append(_EFFECTIVE.fill(day=day_words(policy.effective)))
    return Filled(zh="".join(f"，{part.zh}" for part in parts), en="".join(f", {part.en}" for part in parts))


def _overview(proposal: Proposal) -> Iterator[Line]:
    """Status and proof, and what "better" means."""
    yield Line(text=STATUS_WORDS[proposal.status])
    goals = [goal_words(goal, proposal.problem.policy.titles) for goal in proposal.problem.goals]
    if goals:
        said = Filled(zh="；".join(goal.zh for goal in goals), en="; ".join(goal.en for goal in goals))
        yield Line(text=_GOALS.fill(goals=said))


_BASIS = Filled(zh="依据", en="Basis")
_OVERVIEW = Filled(zh="概况", en="Overview")
_ROSTERS = Filled(zh="建议名单", en="Proposed rosters")
_STRUCTURE = Filled(zh="结构统计", en="Structure")
_RULES = Filled(zh="规则符合情况", en="How the rules are kept")
_NO_ROSTER = Filled(zh="为什么没有名单", en="Why there is no roster")
_NOTES = Filled(zh="说明", en="Notes")
_DOCUMENT = Text(zh="政策文件：{document}{about}。", en="Document: {document}{about}.")
_POLICY = Text(zh="规则取自政策“{name}”{version}。", en='The rules are those of the policy "{name}"{version}.')
_VERSION = Text(zh="版本{version}", en="version {version}")
_EFFECTIVE = Text(zh="自{day}起施行", en="in force since {day}")
_REFERENCE = Text(zh="年龄等以{day}为准计算。", en="Ages and the like are those of {day}.")
_POOL = Text(zh="人选取自候选人表{source}，共{count}名。", en="The pool is {source}, {count} people.")
_GOALS = Text(zh="择优的次序：{goals}。", en="What counts as better, in this order: {goals}.")
