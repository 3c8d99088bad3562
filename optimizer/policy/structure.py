"""Reading bodies and offices: what lies within what, how many seats, which modes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from optimizer.basis.faults import Complaints
from optimizer.basis.position import MODES
from optimizer.basis.similar import suggest
from optimizer.basis.text import Filled, Text
from optimizer.policy.policy import Body, Office

_BODY = ("id", "title", "title_en", "seats", "within")
_OFFICE = ("id", "title", "title_en", "body", "seats", "modes")


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
        ordered = self._nest([body for body in bodies if body])
        offices = [self._office(raw, f"office[{number}]") for number, raw in enumerate(raw_offices, 1)]
        known = tuple(office for office in offices if office)
        self._office_seats(ordered, known)
        return ordered, known

    def _ids(self, tables: Sequence[Mapping[str, object]], bodies: int) -> None:
        seen: set[object] = set()
        for number, raw in enumerate(tables, 1):
            path = f"body[{number}]" if number <= bodies else f"office[{number - bodies}]"
            identity = raw.get("id")
            if not isinstance(identity, str) or not identity.strip():
                self._complaints.add("policy.missing", path, identity, _NO_ID, _ID_CURE)
            elif identity in seen:
                self._complaints.add("policy.id", f"{path}.id", identity, _SAME_ID, _ID_CURE)
            seen.add(identity)

    def _body(self, raw: Mapping[str, object], path: str) -> Body | None:
        self._keys(raw, _BODY, path)
        seats = self._seats(raw, path)
        within = raw.get("within")
        identity = raw.get("id")
        if not isinstance(identity, str) or seats is None:
            return None
        return Body(
            id=identity, title=_title(raw, identity), seats=seats, within=None if within is None else str(within)
        )

    def _nest(self, bodies: Sequence[Body]) -> tuple[Body, ...]:
        """Outer bodies first; a body whose parent is unknown or that lies within itself is a fault."""
        by_id = {body.id: body for body in bodies}
        numbers = {body.id: number for number, body in enumerate(bodies, 1)}
        ordered: list[Body] = []
        waiting = list(bodies)
        while waiting:
            ready = [body for body in waiting if body.within is None or body.within in self.chains]
            if not ready:
                break
            for body in ready:
                self.chains[body.id] = body.id if body.within is None else self.chains[body.within]
                ordered.append(body)
                parent = by_id.get(body.within or "")
                if parent is not None and body.seats > parent.seats:
                    path = f"body[{numbers[body.id]}].seats"
                    self._complaints.add("policy.seats", path, body.seats, _too_many(body, parent), _SEATS_CURE)
            waiting = [body for body in waiting if body not in ready]
        for body in waiting:
            path = f"body[{numbers[body.id]}].within"
            unknown = body.within not in by_id
            cure = suggest(body.within or "", [other for other in by_id if other != body.id])
            self._complaints.add("policy.within", path, body.within, _NO_PARENT if unknown else _CIRCLE, cure)
            self.chains[body.id] = body.id
        return (*ordered, *waiting)

    def _office(self, raw: Mapping[str, object], path: str) -> Office | None:
        self._keys(raw, _OFFICE, path)
        seats = self._seats(raw, path)
        identity, body = raw.get("id"), raw.get("body")
        if body not in self.chains:
            self._complaints.add(
                "policy.scope", f"{path}.body", body, _NO_BODY_OF, suggest(str(body or ""), self.chains)
            )
        elif isinstance(identity, str):
            self.chains[identity] = self.chains[str(body)]
        modes = self._modes(raw.get("modes", []), path)
        if not isinstance(identity, str) or seats is None:
            return None
        return Office(id=identity, title=_title(raw, identity), body=str(body), seats=seats, modes=modes)

    def _office_seats(self, bodies: Sequence[Body], offices: Sequence[Office]) -> None:
        for body in bodies:
            here = [office for office in offices if office.body == body.id]
            if sum(office.seats for office in here) > body.seats:
                path = f"office[{1 + offices.index(here[-1])}].seats"
                self._complaints.add("policy.seats", path, here[-1].seats, _offices_above(body), _SEATS_CURE)

    def _modes(self, raw: object, path: str) -> tuple[str, ...]:
        listed = raw if isinstance(raw, list) else [raw]
        for mode in listed:
            if mode not in MODES:
                self._complaints.add("policy.value", f"{path}.modes", mode, _NO_MODE, suggest(str(mode), MODES))
        return tuple(mode for mode in MODES if mode in listed)

    def _seats(self, raw: Mapping[str, object], path: str) -> int | None:
        seats = raw.get("seats")
        if type(seats) is int and seats > 0:
            return seats
        self._complaints.add("policy.seats", f"{path}.seats", seats, _NO_SEATS, _SEATS_WHOLE)
        return None

    def _keys(self, raw: Mapping[str, object], known: Sequence[str], path: str) -> None:
        for key in raw:
            if key not in known:
                self._complaints.add("policy.key", f"{path}.{key}", key, _UNKNOWN_KEY, suggest(key, known))


def _title(raw: Mapping[str, object], identity: str) -> Filled:
    zh = str(raw.get("title") or identity)
    return Filled(zh=zh, en=str(raw.get("title_en") or identity.replace("_", " ")))


def _too_many(body: Body, parent: Body) -> Filled:
    return _TOO_MANY.fill(body=body.title, parent=parent.title, seats=parent.seats)


def _offices_above(body: Body) -> Filled:
    return _OFFICES_ABOVE.fill(body=body.title, seats=body.seats)


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
_NO_SEATS = Text(zh="席位应是正整数", en="seats is a whole number, 1 or more")
_SEATS_WHOLE = Text(zh="如 seats = 320，不加引号", en="For example seats = 320, without quotation marks")
_SEATS_CURE = Text(zh="核对两处席位", en="Check both numbers of seats")
_NO_PARENT = Text(zh="没有这个上级机构", en="no such body to lie within")
_CIRCLE = Text(zh="机构互相包含，绕回了自身", en="the bodies lie within each other in a circle")
_NO_BODY_OF = Text(zh="职务所属的机构不存在", en="no such body for this office")
_NO_MODE = Text(zh="没有这种任职方式", en="no such mode of appointment")
