"""A unit of a roll-out: a province, city, county or township, whether or not it has an association yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

SINCE_BEFORE = date.min
"""Stands for a day nobody wrote down: the table only says that it is so."""

HEADS = ("hospital", "school", "agrotech")
"""The three heads (三长) of the 3+1 programme (Shandong's notice of 2020-03-05, T1); a table may have further kinds."""


class Level(StrEnum):
    """The tier of a unit, from the top down."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"


class Stage(StrEnum):
    """When a unit's turn comes in a staged roll-out: a pilot (试点) goes first, the rest when all follow (全面)."""

    PILOT = "pilot"
    FULL = "full"


class Route(StrEnum):
    """How people come into a body: elected at the congress where it is due, else co-opted in mid-term (T7)."""

    ELECTION = "election"
    COOPTION = "cooption"


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Whom to ask in a unit: the leader in charge, the department, the dedicated staff, their telephone (T14, T15)."""

    leader: str = ""
    department: str = ""
    staff: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Unit:
    """One row of the table of units.

    `code` is unique, `parent` the code of the unit above ("" at the top), `city` the name of the city it lies in ("" for
    none). Days: None is no, `SINCE_BEFORE` yes with no day given. `association` is the day the association was set up,
    `heads` the day since which a head of each kind sits in its leadership, `filed` the day that was filed with `addressee`.
    `planned` is the day of the coming congress, if one is set. `policy` is as for `xiwei plan` without a day, `pool` a file
    or `FILE#COLUMN=VALUE` for the rows of a shared one, `roster` the file of those who sit now; "" for none.
    `census` are all other columns, as written. `row` is the row of the table.
    """

    code: str
    name: str
    level: Level
    parent: str = ""
    city: str = ""
    stage: Stage = Stage.FULL
    association: date | None = SINCE_BEFORE
    last_congress: date | None = None
    planned: date | None = None
    policy: str = ""
    pool: str = ""
    roster: str = ""
    heads: Mapping[str, date] = field(default_factory=dict)
    filed: date | None = None
    addressee: str = ""
    contact: Contact = field(default_factory=Contact)
    census: Mapping[str, str] = field(default_factory=dict)
    row: int = 0
