"""A policy in words, as blocks."""

from __future__ import annotations

from optimizer.basis.text import Filled, same
from optimizer.policy.policy import Body, Policy
from optimizer.report.blocks import Block, Line, Table
from optimizer.report.words import STRENGTH_WORDS
from ui import words


def policy_summary(policy: Policy) -> Filled:
    """Seats and number of rules, in one line."""
    parts = [words.SEATS_OF.fill(title=part.title, seats=part.seats) for part in policy.parts]
    seats = Filled(zh="、".join(part.zh for part in parts), en=", ".join(part.en for part in parts))
    return words.POLICY_DETAILS.fill(seats=seats, rules=len(policy.rules))


def policy_blocks(policy: Policy) -> list[Block]:
    """Source, bodies and offices, rules."""
    blocks: list[Block] = []
    source = "，".join(policy.source[key] for key in ("document", "issuer", "date") if policy.source.get(key))
    if source:
        blocks.append(Line(text=words.SOURCE_LINE.fill(source=source)))
    blocks.append(Line(text=words.REFERENCE.fill(date=policy.reference_date)))
    return [*blocks, _bodies(policy), _rules(policy)]


def _bodies(policy: Policy) -> Table:
    rows = []
    for part in policy.parts:
        parent = part.within if isinstance(part, Body) else part.body
        rows.append((part.title, same(str(part.seats)), policy.titles[parent] if parent else same("")))
    return Table(id="bodies", title=words.BODIES, columns=(words.BODY, words.SEATS, words.WITHIN), rows=tuple(rows))


def _rules(policy: Policy) -> Table:
    rows = [
        (same(rule.id), rule.sentence(policy.titles), STRENGTH_WORDS[rule.strength], same(rule.source))
        for rule in policy.rules
    ]
    columns = (words.RULE, words.ASKS, words.STRENGTH, words.SOURCE)
    return Table(id="policy_rules", title=words.RULES, columns=columns, rows=tuple(rows))
