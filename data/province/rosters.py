"""Who sits now in a township of the province: the roster that was proposed for its last congress."""

from __future__ import annotations

from data.pools.files import csv_bytes
from data.province.places import Place
from data.province.pools import former_people
from data.province.turnover import AS_OF
from optimizer.export.roster_json import roster_document, to_bytes
from optimizer.planner.inputs import open_policy, open_pool
from optimizer.planner.plan import plan


def present_roster(town: Place, policy: str) -> bytes:
    """The roster.json of the present bodies; one of those in it has left the town since.

    It keeps the rules in force on the table's day, as those who are co-opted have to.
    """
    rules = open_policy(f"{policy}@{AS_OF}")
    pool = open_pool(csv_bytes(former_people(town)), rules, source=f"{town.code}.csv")
    return to_bytes(roster_document(plan(pool=pool, policy=rules)))
