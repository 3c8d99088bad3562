"""One person in offices of several associations: who holds too many, and who may be one and the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from optimizer.rollout.identity import Doubt, Held, doubts, groups, local_ids
from optimizer.rollout.planned import Holder

OFFICES = ("chair", "vice_chair")
"""The offices that count unless others are named; the first is the highest."""


@dataclass(frozen=True, kw_only=True)
class Clash:
    """Somebody who holds offices in `excess` associations more than the limit allows; by the first of the ids they go by."""

    person: str
    name: str
    held: tuple[Held, ...]
    excess: int


@dataclass(frozen=True, kw_only=True)
class Likely:
    """People in offices of too many associations if they are one person: for somebody to settle."""

    name: str
    held: tuple[Held, ...]
    doubt: Doubt


class Register:
    """Who holds the offices that count, in all associations together.

    `offices` are ids of offices and, if plain seats count too, of bodies. An association counts once for a person, however
    many of these they hold in it: what one may hold within it is its own policy's. `likely_too` as for `identity.groups`.
    """

    def __init__(
        self,
        holders: Iterable[tuple[str, Holder]],
        *,
        offices: Collection[str] | None = None,
        likely_too: bool = False,
    ) -> None:
        self.offices = tuple(OFFICES if offices is None else dict.fromkeys(offices))
        self.likely_too = likely_too
        self._by_name: dict[str, list[Held]] = defaultdict(list)
        self._by_code: dict[str, list[Held]] = defaultdict(list)
        for code, holder in holders:
            for held in self._held(code, holder):
                self._add(held)
        # Fixed here: what repairs add later does not change what an id means.
        self.local = local_ids((held.person, held.name) for own in self._by_name.values() for held in own)

    def _held(self, code: str, holder: Holder) -> Iterator[Held]:
        if holder.office in self.offices or holder.body in self.offices:
            yield Held(
                code=code,
                person=holder.person,
                name=holder.name,
                birth=holder.birth,
                body=holder.body,
                office=holder.office,
            )

    def _add(self, held: Held) -> None:
        self._by_name[held.name].append(held)
        self._by_code[held.code].append(held)

    def of_names(self, names: Collection[str]) -> list[Held]:
        """The offices of everybody with one of the names, sorted."""
        return sorted(held for name in set(names) for held in self._by_name.get(name, ()))

    def of_code(self, code: str) -> list[Held]:
        """The offices in one association, sorted."""
        return sorted(self._by_code.get(code, ()))

    def counted(self, code: str, holders: Iterable[Holder]) -> list[Held]:
        """The offices of an association's holders that count."""
        return sorted(held for holder in holders for held in self._held(code, holder))

    def people(self, held: Iterable[Held]) -> list[list[Held]]:
        """Some offices person by person, sorted."""
        by_name: dict[str, list[Held]] = defaultdict(list)
        for each in held:
            by_name[each.name].append(each)
        return sorted(
            person for own in by_name.values() for person in groups(own, local=self.local, likely_too=self.likely_too)
        )

    def replaced(self, changed: Mapping[str, Sequence[Held]]) -> Register:
        """The register with other offices in some associations."""
        other = Register((), offices=self.offices, likely_too=self.likely_too)
        other.local = self.local
        for own in self._by_name.values():
            for held in own:
                if held.code not in changed:
                    other._add(held)
        for code in sorted(changed):
            for held in changed[code]:
                other._add(held)
        return other

    def clashes(self, limit: int = 1) -> tuple[Clash, ...]:
        """Everybody who holds offices in more than `limit` associations, sorted by id and name."""
        several = self._several(limit)
        # Without the likely ones only equal ids bind, and most namesakes share none.
        asked = several if self.likely_too else (_of_shared_ids(own, limit) for own in several)
        return clashes_among((person for own in asked for person in self.people(own)), limit)

    def likely(self, limit: int = 1) -> tuple[Likely, ...]:
        """Those who would hold offices in more than `limit` associations if they are one person, sorted by name."""
        found = [
            Likely(name=held[0].name, held=tuple(held), doubt=doubt)
            for own in self._several(limit)
            for doubt, held in doubts(own, local=self.local)
            if _codes(held) > limit and not (self.likely_too and doubt is Doubt.IDS and len(self.people(held)) == 1)
        ]
        return tuple(sorted(found, key=lambda each: (each.name, each.doubt, each.held)))

    def _several(self, limit: int) -> Iterator[list[Held]]:
        """The offices of each name that is in offices of more than `limit` associations."""
        return (own for own in self._by_name.values() if len(own) > limit and _codes(own) > limit)


def clashes(
    holders: Iterable[tuple[str, Holder]], limit: int = 1, offices: Collection[str] | None = None
) -> tuple[Clash, ...]:
    """Everybody who holds offices in more than `limit` associations; `holders` are pairs of an association's code and one of
    its holders, in any order. `offices` as for `Register`.
    """
    return Register(holders, offices=offices).clashes(limit)


def clashes_among(people: Iterable[Sequence[Held]], limit: int) -> tuple[Clash, ...]:
    """Those of some people, each with all their offices, who hold offices in more than `limit` associations; sorted."""
    found = [
        Clash(
            person=min(each.person for each in held),
            name=held[0].name,
            held=tuple(sorted(held)),
            excess=_codes(held) - limit,
        )
        for held in people
        if _codes(held) > limit
    ]
    return tuple(sorted(found, key=lambda clash: (clash.person, clash.name, clash.held)))


def _of_shared_ids(held: Sequence[Held], limit: int) -> list[Held]:
    """The offices whose holders' ids occur often enough to clash."""
    times = Counter(each.person for each in held)
    return [each for each in held if times[each.person] > limit]


def _codes(held: Sequence[Held]) -> int:
    return len({each.code for each in held})
