"""Seeded instances from a county of 300 people to a pool of 30,000, as the two files every solver reads.

One structured list of quotas is the source of both the policy's TOML text and the rows the rival solvers build, so all of
them solve the same problem: rules shaped like Dalian's at every level, plus what an organiser adds (units, sectors, heads).
The bounds lie inside what the seeded pools offer, so every instance is feasible. No `prefer` rules: a clean comparison.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Literal

from data.pools.generate import Row, make_people, write_csv
from data.pools.names import MINORITIES
from data.pools.places import Level

REFERENCE_DATE = date(2026, 12, 1)
GOALS = ("congress", "committee", "standing", "chair", "vice_chair")
HEADERS = {
    "sex": "性别",
    "ethnicity": "民族",
    "party": "政治面貌",
    "frontline": "是否基层一线",
    "head": "三长类别",
    "cadre": "是否领导干部",
    "sector": "单位类别",
    "unit": "推荐单位",
}
GROUPS: dict[str, dict[str, tuple[str, ...]]] = {
    "frontline": {"frontline": ("yes",)},
    "young": {"age": ("<=45",)},
    "women": {"sex": ("female",)},
    "minority": {"ethnicity": MINORITIES},
    "cadres": {"cadre": ("yes",)},
    "heads": {"head": ("hospital", "school", "agrotech")},
    "outside_party": {"party": ("群众", "九三学社", "民盟", "农工党", "民建", "民进", "致公党", "民革", "无党派人士")},
    "new_sectors": {"sector": ("新经济组织", "新型社会组织", "新型研发机构", "战略性新兴产业")},
    "part_time": {"mode": ("part_time",)},
    "full_time": {"mode": ("full_time",)},
    "seconded": {"mode": ("seconded",)},
}


@dataclass(frozen=True, kw_only=True)
class Body:
    """A body of the nested chain."""

    id: str
    seats: int
    within: str | None = None


@dataclass(frozen=True, kw_only=True)
class Office:
    """An office held by members of a body; without modes, anyone may hold it."""

    id: str
    body: str
    seats: int
    modes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Quota:
    """One rule: how many of a group (everyone without one) a scope holds, as a whole or for each value of `by`."""

    id: str
    kind: Literal["share", "count", "each"]
    scope: str
    side: Literal["at_least", "at_most"]
    amount: int | Fraction
    group: str | None = None
    by: str | None = None

    def heads(self, seats: int) -> int:
        """The bound as a whole number of heads; a share is exact and never rounded in its own favour."""
        if isinstance(self.amount, int):
            return self.amount
        exact = self.amount * seats
        return -(-exact.numerator // exact.denominator) if self.side == "at_least" else int(exact)


@dataclass(frozen=True, kw_only=True)
class Instance:
    """A pool and a policy."""

    name: str
    people: tuple[Row, ...]
    bodies: tuple[Body, ...]
    offices: tuple[Office, ...]
    quotas: tuple[Quota, ...]
    groups: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=lambda: GROUPS)

    @property
    def scopes(self) -> dict[str, int]:
        """Seats by body and office."""
        return {body.id: body.seats for body in self.bodies} | {office.id: office.seats for office in self.offices}

    def seats(self, scope: str) -> int:
        """Seats of a body or an office."""
        return self.scopes[scope]

    def values(self, column: str) -> list[str]:
        """The distinct values of a column, sorted."""
        return sorted({person[HEADERS[column]] for person in self.people})

    @property
    def rule_rows(self) -> int:
        """Rules once `each` is written out per value."""
        return sum(len(self.values(quota.by)) if quota.by else 1 for quota in self.quotas)

    def policy(self) -> str:
        """The policy file."""
        blocks = [_head(self.name, self.groups)]
        blocks += [
            _block("body", {"id": b.id, "title": b.id, "seats": b.seats, "within": b.within}) for b in self.bodies
        ]
        for o in self.offices:
            fields = {"id": o.id, "title": o.id, "body": o.body, "seats": o.seats, "modes": o.modes or None}
            blocks.append(_block("office", fields))
        for q in self.quotas:
            fields = {"id": q.id, "kind": q.kind, "scope": q.scope, "by": q.by, "group": q.group, q.side: q.amount}
            blocks.append(_block("rule", fields))
        blocks += [_block("goal", {"kind": "best", "column": "score", "scope": scope}) for scope in GOALS]
        return "\n".join(blocks)

    def write(self, folder: Path) -> None:
        """Write pool.csv and policy.toml."""
        folder.mkdir(parents=True, exist_ok=True)
        write_csv(folder / "pool.csv", list(self.people))
        (folder / "policy.toml").write_text(self.policy(), encoding="utf-8")


@dataclass(frozen=True, kw_only=True)
class Size:
    """What makes one instance larger than another."""

    people: int
    units: int
    congress: int
    committee: int
    standing: int
    vice_chairs: int
    unit_floor: int
    seed: int
    level: Level = "prefecture"


SIZES: dict[str, Size] = {
    "county": Size(
        people=300,
        units=14,
        congress=120,
        committee=25,
        standing=9,
        vice_chairs=4,
        unit_floor=2,
        seed=11,
        level="county",
    ),
    "prefecture": Size(
        people=900, units=32, congress=320, committee=50, standing=19, vice_chairs=8, unit_floor=2, seed=12
    ),
    "province": Size(
        people=1600, units=40, congress=650, committee=198, standing=60, vice_chairs=12, unit_floor=2, seed=13
    ),
    "national": Size(
        people=4000, units=45, congress=1300, committee=380, standing=60, vice_chairs=18, unit_floor=5, seed=14
    ),
    "large": Size(
        people=30000, units=50, congress=15000, committee=5000, standing=1000, vice_chairs=8, unit_floor=30, seed=15
    ),
}


def make_instance(name: str) -> Instance:
    """The instance of this name, one of `SIZES`."""
    size = SIZES[name]
    bodies = (
        Body(id="congress", seats=size.congress),
        Body(id="committee", seats=size.committee, within="congress"),
        Body(id="standing", seats=size.standing, within="committee"),
    )
    offices = (
        Office(id="chair", body="standing", seats=1),
        Office(id="vice_chair", body="standing", seats=size.vice_chairs, modes=("full_time", "part_time", "seconded")),
    )
    people = make_people(size.people, seed=size.seed, units=size.units, level=size.level)
    quotas = (*_composition(size), *_officers(size), *_spread(size))
    return Instance(name=name, people=tuple(people), bodies=bodies, offices=offices, quotas=quotas)


# Floors and ceilings in hundredths of the seats, per body: the first two rows are Dalian's.
_FLOORS: dict[str, dict[str, int]] = {
    "frontline": {"congress": 70, "committee": 70, "standing": 70},
    "women": {"congress": 32, "committee": 30, "standing": 25},
    "outside_party": {"congress": 33, "committee": 30, "standing": 25},
    "minority": {"congress": 7, "committee": 6},
    "new_sectors": {"congress": 5, "committee": 4},
    "heads": {"congress": 3, "committee": 5, "standing": 5},
}
_CEILINGS = {"cadres": {"congress": 32, "committee": 35, "standing": 40}}


def _composition(size: Size) -> list[Quota]:
    """Shares of each body."""
    third = Fraction(1, 3)
    quotas = [
        Quota(id="young-congress", kind="share", scope="congress", group="young", side="at_least", amount=third),
        Quota(
            id="young-committee",
            kind="share",
            scope="committee",
            group="young",
            side="at_least",
            amount=Fraction(1, 4),
        ),
        Quota(
            id="young-standing",
            kind="count",
            scope="standing",
            group="young",
            side="at_least",
            amount=size.standing // 6,
        ),
    ]
    tables: tuple[tuple[dict[str, dict[str, int]], Literal["at_least", "at_most"]], ...] = (
        (_FLOORS, "at_least"),
        (_CEILINGS, "at_most"),
    )
    for table, side in tables:
        for group, shares in table.items():
            for scope, share in shares.items():
                amount = Fraction(share, 100)
                quota = Quota(id=f"{group}-{scope}", kind="share", scope=scope, group=group, side=side, amount=amount)
                quotas.append(quota)
    return quotas


def _officers(size: Size) -> list[Quota]:
    """Vice-chairs: three quarters part-time, most of them frontline, some women and heads."""
    most = Fraction(3, 4)
    counts = {
        "frontline": size.vice_chairs // 2 + 1,
        "women": size.vice_chairs // 4,
        "heads": 1,
        "seconded": 0 if size.vice_chairs < 8 else 1,
        "full_time": 1,
    }
    return [
        Quota(id="part-time", kind="share", scope="vice_chair", group="part_time", side="at_least", amount=most),
        *(
            Quota(
                id=f"{group}-vice-chairs",
                kind="count",
                scope="vice_chair",
                group=group,
                side="at_least",
                amount=amount,
            )
            for group, amount in counts.items()
            if amount
        ),
    ]


def _spread(size: Size) -> list[Quota]:
    """Every unit sends delegates and none fills the committee; every sector is heard."""
    cap = 2 + 2 * size.committee // size.units
    return [
        Quota(id="units", kind="each", scope="congress", by="unit", side="at_least", amount=size.unit_floor),
        Quota(id="unit-cap", kind="each", scope="committee", by="unit", side="at_most", amount=cap),
        Quota(id="sectors", kind="each", scope="congress", by="sector", side="at_least", amount=1),
    ]


def _head(name: str, groups: Mapping[str, Mapping[str, tuple[str, ...]]]) -> str:
    lines = [f'name = "{name}"', f'title = "{name}"', f"reference_date = {REFERENCE_DATE}", "", "[groups]"]
    for group, tests in groups.items():
        inner = ", ".join(f"{key} = {_toml(values if len(values) > 1 else values[0])}" for key, values in tests.items())
        lines.append(f"{group} = {{ {inner} }}")
    return "\n".join([*lines, ""])


def _block(table: str, fields: Mapping[str, object]) -> str:
    lines = [f"{key} = {_toml(value)}" for key, value in fields.items() if value is not None]
    return "\n".join([f"[[{table}]]", *lines, ""])


def _toml(value: object) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return str(value) if isinstance(value, int) else f'"{value}"'
