"""What else people should know of an allocation: rules left to the plan, units of one table only, too few people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from optimizer.allocation.words import listed
from optimizer.basis.text import Filled, Text
from optimizer.planner.allocation.bounds import unit_rules
from optimizer.planner.allocation.supply import Supply
from optimizer.planner.allocation.wanted import PolicyPart, Wanted
from optimizer.report.allocation import Shared


def notes_on(
    found: Shared, wanted: Sequence[Wanted], part: PolicyPart | None, supply: Supply | None
) -> Iterator[Filled]:
    """In a fixed order, each only where it applies; names in the order of their characters."""
    if part is not None:
        handled = {each.id for each in wanted} | {rule.id for rule in unit_rules(part)}
        left = [rule.id for rule in part.over_body if rule.id not in handled]
        if left:
            yield _LEFT.fill(body=part.policy.titles[part.body], rules=listed(left))
        seats = part.policy.seats[part.body]
        if seats.fixed != found.allocation.total:
            yield _OTHER_SEATS.fill(seats=str(seats), total=found.allocation.total)
    unwritten = [each.title.zh for each in wanted if each.written is None]
    if unwritten:
        yield _UNWRITTEN.fill(targets=listed(unwritten))
    if supply is not None:
        yield from _of_pool(found, supply)


def _of_pool(found: Shared, supply: Supply) -> Iterator[Filled]:
    names = {unit.name for unit in found.units}
    strange = sorted(supply.people.keys() - names - {""})
    if strange:
        yield _NOT_IN_TABLE.fill(pool=supply.source, units=listed(strange), source=found.source)
    if supply.people.get("", 0):
        yield _NO_UNIT.fill(pool=supply.source, count=supply.people[""])
    absent = sorted(names - supply.people.keys())
    if absent:
        yield _NOT_IN_POOL.fill(pool=supply.source, units=listed(absent))
    short = [
        f"{name} {supply.people[name]}/{found.delegates(name)}"
        for name in sorted(names & supply.people.keys())
        if supply.people[name] < found.delegates(name)
    ]
    if short:
        yield _TOO_FEW.fill(pool=supply.source, units=listed(short))


_LEFT = Text(
    zh="{body}的这些硬性规则没有分到各单位，拟定名单时照常核对：{rules}。",
    en="These binding rules on the {body} were not handed down; planning keeps them as ever: {rules}.",
)
_OTHER_SEATS = Text(
    zh="政策的席位是 {seats}，这里按 {total} 分配；allocation.toml 里改成 {total}。",
    en="The policy has {seats} seats, {total} are shared out here; allocation.toml changes them to {total}.",
)
_UNWRITTEN = Text(
    zh="这些指标是哪些人，只有单位表知道，allocation.toml 里没有写成规则：{targets}。",
    en="Only the table of units knows who these targets are about; allocation.toml has no rule for them: {targets}.",
)
_NOT_IN_TABLE = Text(
    zh="{pool} 里这些推荐单位不在 {source} 里，没有名额：{units}。",
    en="These units of {pool} are not in {source} and have no seats: {units}.",
)
_NO_UNIT = Text(
    zh="{pool} 里有 {count} 人没有推荐单位，没有计入。",
    en="{count} people of {pool} have no unit and were not counted.",
)
_NOT_IN_POOL = Text(zh="{pool} 里没有这些单位的人：{units}。", en="{pool} has nobody of these units: {units}.")
_TOO_FEW = Text(
    zh="这些单位在 {pool} 里的人数少于代表总数，请补充推荐，或写上限：{units}。",
    en="These units have fewer people in {pool} than delegates; nominate more, or give them an upper bound (上限): {units}.",
)
