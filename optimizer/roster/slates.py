"""Slates counted by head: whether there are as many further candidates as the margins ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from optimizer.basis.text import Filled, Text
from optimizer.people.person import Pool
from optimizer.policy.policy import Body, Office, Policy
from optimizer.roster.roster import Seat


def slate_faults(pool: Pool, policy: Policy, seats: tuple[Seat, ...]) -> Iterator[tuple[str, Filled]]:
    """Where a contested body or office has too few or too many further candidates; by unit where it is contested so.

    Pairs of a name (`slate:congress`) and a sentence. Everybody seated is in the pool.
    """
    for part in policy.contested:
        found = _by_unit(pool, part, [seat for seat in seats if seat.position.runs_for == part.id])
        seated = _by_unit(pool, part, [seat for seat in seats if part.id in seat.position.scopes])
        for unit in sorted({*found, *seated}):
            assert part.margin is not None
            # Where a unit has no seat, nobody stands.
            least, most = (
                part.margin.posts(policy.stage, seated[unit]) if seated[unit] or not part.margin.by else (0, 0)
            )
            lost = _lost(pool, policy, part, seats, unit) if policy.announced else 0
            if not least + lost <= found[unit] <= most + lost:
                asked = str(least + lost) if least == most else f"{least + lost}–{most + lost}"
                words = {"title": part.title, "found": found[unit], "asked": asked}
                yield f"slate:{part.id}", (_UNIT.fill(unit=unit, **words) if unit else _ALL.fill(**words))


def _by_unit(pool: Pool, part: Body | Office, seats: list[Seat]) -> Counter[str]:
    """Heads by the value of the contest's column, all under "" where it has none."""
    by = part.margin.by if part.margin else ""
    return Counter(pool.by_id[seat.person].value(by) if by else "" for seat in seats)


def _lost(pool: Pool, policy: Policy, part: Body | Office, seats: tuple[Seat, ...], unit: str) -> int:
    """How many of a slate the votes around it may strike off, where the slates are announced together."""
    contested = {each.id: each for each in policy.contested}
    outer = [contested[each] for each in policy.path(part.id)[:-1] if each in contested]
    if not outer:
        return 0
    around = outer[-1]
    assert around.margin is not None
    assert part.margin is not None
    seated = _by_unit(pool, around, [seat for seat in seats if around.id in seat.position.scopes])
    alike = around.margin.by == part.margin.by
    units = [each for each in seated if not alike or each == unit]
    return sum(
        around.margin.posts(policy.stage, seated[each])[1] + _lost(pool, policy, around, seats, each) for each in units
    )


_ALL = Text(
    zh="{title}有{found}名差额人选，应有{asked}名", en="{title} has {found} further candidates and needs {asked}"
)
_UNIT = Text(
    zh="{title}的“{unit}”有{found}名差额人选，应有{asked}名",
    en='{title}, "{unit}": {found} further candidates where {asked} are needed',
)
