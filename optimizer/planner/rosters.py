"""Opening a roster that people already hold: who sits, checked against pool and policy."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.position import Position
from optimizer.basis.text import Text
from optimizer.export.book.reading import read_roster_book
from optimizer.export.roster_json import RosterFile, read_roster
from optimizer.people.excel97 import MAGIC
from optimizer.people.person import Pool
from optimizer.policy.policy import Policy
from optimizer.problem.positions import chains
from optimizer.roster.roster import Seat


def open_roster(data: bytes, *, policy: Policy, source: str, pool: Pool | None = None) -> RosterFile:
    """A roster.json, or the workbook of a roster after people have worked on it, told apart by their content.

    With a pool, ids that a workbook's lists have and the pool has not are faults, and notices tell where the two differ; a
    roster.json is taken as it is. Raises InputFaults with every fault.
    """
    begins = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if begins in (b"{", b"[") or not (_is_workbook(data) or source.lower().endswith((".xlsx", ".xlsm"))):
        return read_roster(data, source=source)
    return read_roster_book(data, policy=policy, pool=pool, source=source)


def _is_workbook(data: bytes) -> bool:
    return data.startswith((b"PK", MAGIC))


def held_seats(seats: Sequence[Seat]) -> tuple[Seat, ...]:
    """The seats as they are held: what somebody was only a further candidate for is left out."""
    bare = (
        Seat(
            person=seat.person,
            position=Position(bodies=seat.position.bodies, office=seat.position.office, mode=seat.position.mode),
        )
        for seat in seats
    )
    return tuple(sorted(seat for seat in bare if seat.position.bodies))


def check_seats(
    pool: Pool, policy: Policy, seats: Sequence[Seat], *, source: str, absent: Collection[str] = ()
) -> tuple[Seat, ...]:
    """The seats, once everybody is in the pool (but those `absent`), in a position of the policy, and in one of a chain.

    How many seats are filled is not looked at. Raises InputFaults with every fault.
    """
    faults = list(_faults(pool, policy, seats, frozenset(absent)))
    if faults:
        raise InputFaults(source, faults)
    return tuple(seats)


def _faults(pool: Pool, policy: Policy, seats: Sequence[Seat], absent: frozenset[str]) -> Iterator[Fault]:
    by_chain = chains(policy)
    taken: set[tuple[str, str]] = set()
    for number, seat in enumerate(seats, 1):
        path = f"seats[{number}]"
        if seat.person not in pool.by_id and seat.person not in absent:
            yield _fault("roster.person", path, seat.person, _NOBODY, _ADD)
        root = next((root for root, positions in by_chain.items() if seat.position in positions), None)
        if root is None:
            held = " / ".join((*seat.position.bodies, seat.position.office or "", seat.position.runs_for or ""))
            yield _fault("roster.position", path, held.strip(" /"), _NO_POSITION, _SAME_POLICY)
        elif (seat.person, root) in taken:
            yield _fault("roster.twice", path, seat.person, _TWICE, _SAME_POLICY)
        else:
            taken.add((seat.person, root))


def _fault(kind: str, path: str, value: str, message: Text, cure: Text) -> Fault:
    return Fault(kind=kind, path=path, value=value, message=message.fill(), cure=cure.fill())


_NOBODY = Text(zh="名单里的人不在候选人表中", en="somebody of the roster is not in the pool")
_ADD = Text(
    zh="用生成名单的候选人表，或把这个人加进去", en="Give the pool the roster was made from, or add the person to it"
)
_NO_POSITION = Text(zh="政策里没有这样的任职", en="the policy has no such position")
_SAME_POLICY = Text(zh="用生成名单的政策", en="Give the policy the roster was made under")
_TWICE = Text(zh="一个人在名单里出现两次", en="somebody stands in the roster twice")
