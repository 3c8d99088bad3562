"""People named in a rule or a waiver: by id, or by a name that only one person has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from optimizer.basis.text import Filled, Text
from optimizer.people.person import Person, Pool

_NOBODY = Text(zh="候选人中没有“{who}”；核对编号或姓名", en='nobody in the pool is "{who}"; check the id or the name')
_SEVERAL = Text(
    zh="“{who}”有{count}人同名（{ids}）；改写编号", en='{count} people are called "{who}" ({ids}); write the id instead'
)


def find_people(pool: Pool, who: str) -> list[Person]:
    """The person with that id, else everyone with that name."""
    if who in pool.by_id:
        return [pool.by_id[who]]
    return [person for person in pool.people if person.name == who]


def ids_of(pool: Pool, named: Sequence[str]) -> frozenset[str]:
    """The ids of the people named; someone given by id and by name is one person."""
    return frozenset(person.id for who in named for person in find_people(pool, who))


def people_faults(pool: Pool, named: Sequence[str]) -> Iterator[tuple[str, Filled]]:
    """People the pool does not have, and names that several share, each with its cure."""
    for who in named:
        found = find_people(pool, who)
        if not found:
            yield who, _NOBODY.fill(who=who)
        elif len(found) > 1:
            ids = ", ".join(person.id for person in found)
            yield who, _SEVERAL.fill(who=who, count=len(found), ids=ids)
