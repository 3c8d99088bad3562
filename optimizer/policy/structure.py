"""Reading bodies and offices: what lies within what, how many seats, which modes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from optimizer.basis.faults import Complaints
from optimizer.basis.position import MODES
from optimizer.basis.similar import suggest
from optimizer.basis.text import Filled, Text
from optimizer.policy.margins import read_margin
from optimizer.policy.policy import Body, Office, Seats
from optimizer.rules.fields import MOST_HEADS

UNPLACED = ""
"""The chain of a body or office whose place is faulty."""

_BODY = ("id", "title", "title_en", "seats", "within", "reserve_of", "margin", "margin_by")
_OFFICE = ("id", "title", "title_en", "body", "seats", "modes", "margin", "margin_by")


class StructureReader:
    """Reads [[body]] and [[office]]; faults go to `complaints`, and what can be read is returned all the same."""

    def __init__(self, complaints: Complaints) -> None:
        self._complaints = complaints
        self.chains: dict[str, str] = {}
        """Every body and office id with the outermost body of its chain."""

    def read(
        self, raw_bodies: Sequence[Mapping[str, object]], raw_offices: Sequence[Mapping[str, object]]
    ) -> tuple[tuple[Body, ...], tuple[Office, ...]]:
        """Bodies, each after the one it lies within, and offices in file order."""
        if not raw_bodies:
            self._complaints.add("policy.missing", "body", None, _NO_BODY, _BODY_CURE)
        self._ids([*raw_bodies, *raw_offices], len(raw_bodies))
        bodies = [self._body(raw, f"body[{number}]") for number, raw in enumerate(raw_bodies, 1)]
        ordered = self._nest(bodies)
        offices = [self._office(raw, f"office[{number}]") for number, raw in enumerate(raw_offices, 1)]
        self._office_seats(ordered, offices)
        return ordered, tuple(office for office in offices if office)

    def _ids(self, tables: Sequence[Mapping[str, object]], bodies: int) -> None:
        seen: set[str] = set()
        for number, raw in enumerate(tables, 1):
            path = f"body[{number}]" if number <= bodies else f"office[{number - bodies}]"
            identity = raw.get("id")
            if not isinstance(identity, str) or not identity.strip():
                self._complaints.add("policy.missing", path, identity, _NO_ID, _ID_CURE)
            elif identity in seen:
                self._complaints.add("policy.id", f"{path}.id", identity, _SAME_ID, _ID_CURE)
            else:
                seen.add(identity)

    def _body(self, raw: Mapping[str, object], path: str) -> Body | None:
        """The body, with no seats where they cannot be read, so that what names it is no fault as well."""
        self._keys(raw, _BODY, path)
        seats = self._seats(raw, path)
        margin = read_margin(raw, path, seats, self._complaints)
        within, reserve = raw.get("within"), raw.get("reserve_of")
        identity = raw.get("id")
        if not isinstance(identity, str):
            return None
        return Body(
            id=identity,
            title=_title(raw, identity),
            seats=seats,
            within=None if within is None else str(within),
            reserve_of=None if reserve is None else str(reserve),
            margin=margin,
        )

    def _nest(self, bodies: Sequence[Body | None]) -> tuple[Body, ...]:
        """Outer bodies first; a body whose parent is unknown or that lies within itself is a fault."""
        by_id: dict[str, Body] = {}
        numbers: dict[str, int] = {}
        for number, body in enumerate(bodies, 1):
            if body is not None:
                by_id.setdefault(body.id, body)
                numbers.setdefault(body.id, number)
        for body in by_id.values():
            unknown = body.within is not None and body.within not in by_id
            if unknown or _circular(body, by_id):
                path = f"body[{numbers[body.id]}].within"
                cure = suggest(body.within or "", [other for other in by_id if other != body.id])
                self._complaints.add("policy.within", path, body.within, _NO_PARENT if unknown else _CIRCLE, cure)
                self.chains[body.id] = UNPLACED
            self._room(body, by_id.get(body.within or ""), f"body[{numbers[body.id]}].seats")
            self._reserve(body, by_id, f"body[{numbers[body.id]}].reserve_of")
        return tuple(self._outwards_in(list(by_id.values())))

    def _outwards_in(self, waiting: list[Body]) -> Iterator[Body]:
        """Each body after the one it lies within; the chain of each is noted. Faulty ones have theirs already."""
        while waiting:
            ready = [body for body in waiting if body.id in self.chains or body.within in (None, *self.chains)]
            for body in ready:
                if body.id not in self.chains:
                    self.chains[body.id] = body.id if body.within is None else self.chains[body.within]
                yield body
            waiting = [body for body in waiting if body not in ready]

    def _reserve(self, body: Body, by_id: Mapping[str, Body], path: str) -> None:
        """A reserve lies within the same body as the one it is the reserve of, which is no reserve itself."""
        if body.reserve_of is None:
            return
        of = by_id.get(body.reserve_of)
        if of is None or of is body:
            cure = suggest(body.reserve_of, [other for other in by_id if other != body.id])
            self._complaints.add("policy.reserve", path, body.reserve_of, _NO_RESERVE_OF, cure)
        elif of.reserve_of is not None:
            self._complaints.add("policy.reserve", path, body.reserve_of, _RESERVE_OF_RESERVE, _RESERVE_CURE)
        elif body.within is None or body.within != of.within:
            self._complaints.add("policy.reserve", path, body.reserve_of, _RESERVE_APART, _RESERVE_CURE)

    def _room(self, body: Body, parent: Body | None, path: str) -> None:
        if parent is not None and parent.seats.most and body.seats.least > parent.seats.most:
            self._complaints.add("policy.seats", path, body.seats, _too_many(body, parent), _SEATS_CURE)

    def _office(self, raw: Mapping[str, object], path: str) -> Office | None:
        self._keys(raw, _OFFICE, path)
        seats = self._seats(raw, path)
        margin = read_margin(raw, path, seats, self._complaints)
        identity, body = raw.get("id"), raw.get("body")
        known = isinstance(body, str) and body in self.chains
        if not known:
            self._complaints.add(
                "policy.scope", f"{path}.body", body, _NO_BODY_OF, suggest(str(body or ""), self.chains)
            )
        modes = self._modes(raw.get("modes", []), path)
        if not isinstance(identity, str):
            return None
        self.chains.setdefault(identity, self.chains[str(body)] if known else UNPLACED)
        title = _title(raw, identity)
        return Office(id=identity, title=title, body=str(body), seats=seats, modes=modes, margin=margin)

    def _office_seats(self, bodies: Sequence[Body], offices: Sequence[Office | None]) -> None:
        """Offices have room in their body; the last one is blamed."""
        for body in bodies:
            here = [(number, office) for number, office in enumerate(offices, 1) if office and office.body == body.id]
            if body.seats.most and sum(office.seats.least for _, office in here) > body.seats.most:
                number, last = here[-1]
                path = f"office[{number}].seats"
                self._complaints.add("policy.seats", path, last.seats, _offices_above(body), _SEATS_CURE)

    def _modes(self, raw: object, path: str) -> tuple[str, ...]:
        listed = raw if isinstance(raw, list) else [raw]
        for mode in listed:
            if mode not in MODES:
                self._complaints.add("policy.value", f"{path}.modes", mode, _NO_MODE, suggest(str(mode), MODES))
        return tuple(mode for mode in MODES if mode in listed)

    def _seats(self, raw: Mapping[str, object], path: str) -> Seats:
        """A whole number, or `{ at_least = …, at_most = … }`; none where it cannot be read."""
        seats = raw.get("seats")
        if type(seats) is int and 0 < seats <= MOST_HEADS:
            return Seats(least=seats, most=seats)
        if isinstance(seats, Mapping) and seats.keys() == {"at_least", "at_most"}:
            least, most = seats["at_least"], seats["at_most"]
            if type(least) is int and type(most) is int and 0 <= least <= most <= MOST_HEADS and most > 0:
                return Seats(least=least, most=most)
        said = seats
        if isinstance(seats, Mapping):
            said = ", ".join(f"{key} = {value}" for key, value in seats.items())
        self._complaints.add("policy.seats", f"{path}.seats", said, _NO_SEATS, _SEATS_WHOLE)
        return Seats(least=0, most=0)

    def _keys(self, raw: Mapping[str, object], known: Sequence[str], path: str) -> None:
        for key in raw:
            if key not in known:
                self._complaints.add("policy.key", f"{path}.{key}", key, _UNKNOWN_KEY, suggest(key, known))


def _circular(body: Body, by_id: Mapping[str, Body]) -> bool:
    """Whether the way outwards from the body leads back to it."""
    seen: set[str] = set()
    at = body.within
    while at is not None and at in by_id and at not in seen:
        if at == body.id:
            return True
        seen.add(at)
        at = by_id[at].within
    return False


def _title(raw: Mapping[str, object], identity: str) -> Filled:
    usual = _USUAL_TITLES.get(identity, Filled(zh=identity, en=identity.replace("_", " ")))
    return Filled(zh=str(raw.get("title") or usual.zh), en=str(raw.get("title_en") or usual.en))


def _too_many(body: Body, parent: Body) -> Filled:
    return _TOO_MANY.fill(body=body.title, parent=parent.title, seats=parent.seats)


def _offices_above(body: Body) -> Filled:
    return _OFFICES_ABOVE.fill(body=body.title, seats=body.seats)


_USUAL_TITLES: dict[str, Filled] = {
    "congress": Filled(zh="代表大会", en="congress"),
    "committee": Filled(zh="委员会", en="committee"),
    "standing": Filled(zh="常务委员会", en="standing committee"),
    "alternates": Filled(zh="候补委员", en="alternates"),
    "chair": Filled(zh="主席", en="chair"),
    "vice_chair": Filled(zh="副主席", en="vice-chair"),
}
"""What the usual ids are called where a policy gives no title."""

_TOO_MANY = Text(
    zh="{body}的席位多于它所在的{parent}（{seats}）",
    en="{body} has more seats than {parent}, which it lies within ({seats})",
)
_OFFICES_ABOVE = Text(
    zh="{body}的各职务合计多于它的席位（{seats}）", en="the offices of {body} add up to more than its seats ({seats})"
)
_NO_BODY = Text(zh="没有任何机构", en="there is no body")
_BODY_CURE = Text(
    zh="至少写一个 [[body]]，有 id、title、seats", en="Write at least one [[body]] with id, title and seats"
)
_NO_ID = Text(zh="缺少 id", en="id is missing")
_ID_CURE = Text(zh="给每个机构、职务一个不重复的 id", en="Give every body and office an id of its own")
_SAME_ID = Text(zh="id 重复", en="the id is used twice")
_UNKNOWN_KEY = Text(zh="不认识的键", en="unknown key")
_NO_SEATS = Text(
    zh=f"席位应是 1 到 {MOST_HEADS} 的整数，或下限不高于上限的范围",
    en=f"seats is a whole number from 1 to {MOST_HEADS}, or a range from low to high",
)
_SEATS_WHOLE = Text(
    zh="如 seats = 320，不加引号；范围写 seats = {{ at_least = 19, at_most = 25 }}",
    en="For example seats = 320, without quotation marks; a range is seats = {{ at_least = 19, at_most = 25 }}",
)
_SEATS_CURE = Text(zh="核对两处席位", en="Check both numbers of seats")
_NO_PARENT = Text(zh="没有这个上级机构", en="no such body to lie within")
_CIRCLE = Text(zh="机构互相包含，绕回了自身", en="the bodies lie within each other in a circle")
_NO_RESERVE_OF = Text(zh="没有这个机构可作候补", en="no such body to be the reserve of")
_RESERVE_OF_RESERVE = Text(zh="候补的候补不行", en="a reserve has no reserve of its own")
_RESERVE_APART = Text(
    zh="候补和它所候补的机构不在同一个上级机构里",
    en="a reserve and its body lie within different bodies, or within none",
)
_RESERVE_CURE = Text(
    zh='如 within = "congress"，reserve_of = "committee"，而 committee 也写 within = "congress"',
    en='For example within = "congress" and reserve_of = "committee", where committee has within = "congress" too',
)
_NO_BODY_OF = Text(zh="职务所属的机构不存在", en="no such body for this office")
_NO_MODE = Text(zh="没有这种任职方式", en="no such mode of appointment")
