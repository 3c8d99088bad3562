"""What Hypothesis draws: people, groups, scopes, bounds; the rules made of them are drawn in tests/rules/kinds."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from optimizer.people.person import Birth, Person

SCOPES = ("congress", "committee", "chair", "vice_chair")
UNITS = ("east", "west")
type Keys = dict[str, object]


# Where a failure is all that is asked for (`make mutants`), nobody looks at the smallest example of it.
PHASES = (Phase.explicit, Phase.generate) if os.environ.get("XIWEI_UNSHRUNK") else tuple(Phase)


def drawn(examples: int) -> settings:
    """The same examples on every run and machine; slow machines do not matter."""
    return settings(
        max_examples=examples,
        phases=PHASES,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )


def births(low: int = 1978, high: int = 1983) -> st.SearchStrategy[Birth | None]:
    """Births with year, month or day precision, or none, close to the 45 years that the toy policies ask about."""
    days = st.dates(date(low, 1, 1), date(high, 12, 31)) | st.sampled_from([date(1980, 2, 29), date(1980, 12, 1)])
    return st.one_of(
        st.none(),
        st.integers(low, high).map(Birth),
        days.map(lambda day: Birth(day.year, day.month)),
        days.map(lambda day: Birth(day.year, day.month, day.day)),
    )


MODES = st.sampled_from([("part_time",), ("full_time",), ("full_time", "part_time"), ("seconded",)])
SCORES = st.none() | st.sampled_from([Decimal(0), Decimal(1), Decimal(2), Decimal("2.5"), Decimal("90.000001")])


POSTS = ("院长", "站长", "站长")


@st.composite
def people(draw: st.DrawFn, least: int, most: int) -> tuple[Person, ...]:
    """People with few values, so that groups have members, and with every kind of gap."""
    size = draw(st.integers(least, most))
    crowd = [draw(person(f"P{number:03d}")) for number in range(1, size + 1)]
    # A post is mostly one person's; now and then nobody or two have it, or one has two.
    posts: dict[str, list[str]] = {}
    for post in POSTS:
        holder = draw(st.none() | st.sampled_from(crowd))
        if holder is not None:
            posts.setdefault(holder.id, []).append(post)
    return tuple(replace(each, other={**each.other, "post": "、".join(posts.get(each.id, ()))}) for each in crowd)


@st.composite
def person(draw: st.DrawFn, identity: str) -> Person:
    return Person(
        id=identity,
        name=identity.replace("P", "人"),
        sex=draw(st.sampled_from(("female", "male", ""))),
        birth=draw(births()),
        frontline=draw(st.sampled_from(("yes", "yes", "no", "unsure", ""))),
        head=draw(st.sampled_from(("", "hospital", "school"))),
        cadre=draw(st.sampled_from(("yes", "no", ""))),
        modes=draw(MODES),
        score=draw(SCORES),
        rank=draw(st.none() | st.integers(1, 4)),
        other={
            "unit": draw(st.sampled_from((*UNITS, ""))),
            "sector": draw(st.sampled_from(("farm", "town"))),
            "kin": draw(st.sampled_from(("", "", "K1", "K2"))),
            "post": "",
            "discipline": draw(st.sampled_from(("medicine", "farming", ""))),
        },
    )


AGES = st.sampled_from(["<=45", "<46", ">45", ">=46", "=45", "45", ">=44,<=46", "<45,>46"])
LEAVES: st.SearchStrategy[Keys] = st.one_of(
    st.sampled_from(["female", "male"]).map(lambda value: {"sex": value}),
    st.sampled_from(["yes", "no", "unsure"]).map(lambda value: {"frontline": value}),
    st.sampled_from([["hospital"], ["hospital", "school"]]).map(lambda value: {"head": value}),
    st.sampled_from(["yes", "no"]).map(lambda value: {"cadre": value}),
    AGES.map(lambda test: {"age": test}),
    st.sampled_from(["<=1980", "<1980-02-29", ">=1981-12-01", "=1980-02", ">1980,<=1982-06"]).map(
        lambda test: {"born": test}
    ),
    st.sampled_from([">=2", "<2.5", "0"]).map(lambda test: {"score": test}),
    st.sampled_from(["<=2", ">1"]).map(lambda test: {"rank": test}),
    st.sampled_from(UNITS).map(lambda value: {"unit": value}),
    st.sampled_from(["full_time", "part_time"]).map(lambda value: {"mode": value}),
    st.sampled_from(["chair", "vice_chair"]).map(lambda value: {"office": value}),
    st.just({"body": "committee"}),
)


def _combine(inner: st.SearchStrategy[Keys]) -> st.SearchStrategy[Keys]:
    several = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        several.map(lambda parts: {"any": parts}),
        several.map(lambda parts: {"all": parts}),
        inner.map(lambda part: {"not": part}),
        inner.map(lambda part: {**part, "called": "某类人", "called_en": "some people"}),
        st.tuples(inner, inner).map(lambda both: {**both[0], **both[1]}),
    )


GROUPS: st.SearchStrategy[object] = st.one_of(
    st.recursive(LEAVES, _combine, max_leaves=4), st.sampled_from(["women", "young"])
)
SCOPE: st.SearchStrategy[object] = st.sampled_from(SCOPES) | st.sampled_from(
    [["chair", "vice_chair"], ["committee", "vice_chair"], ["congress", "chair"]]
)
RATIOS = ("0%", "1/3", "50%", "2/3", "70%", "3/4", "100%")
COUNTS = st.integers(0, 4)
BOUNDS_OF_SHARE = st.sampled_from(RATIOS)
BOUND: st.SearchStrategy[object] = st.one_of(COUNTS, BOUNDS_OF_SHARE)
TABLES: st.SearchStrategy[object] = st.dictionaries(st.sampled_from(UNITS), BOUND, min_size=1)


WOMEN: Keys = {"sex": "female"}
FRONTLINE: Keys = {"frontline": "yes"}
HEADS: Keys = {"head": ["hospital", "school"]}
LISTED = ["chair", "vice_chair"]
MIXED = ["committee", "vice_chair"]
# A person may be given by id, by name, or both ways.
NAMES = st.lists(st.sampled_from(["P001", "P002", "人001", "人003"]), min_size=1, max_size=3)


def one_side(names: tuple[str, ...], bound: st.SearchStrategy[object]) -> st.SearchStrategy[Keys]:
    """One bound under one of the names."""
    return st.tuples(st.sampled_from(names), bound).map(lambda pair: {pair[0]: pair[1]})


def two_sides(low: str, high: str, pairs: st.SearchStrategy[tuple[object, object]]) -> st.SearchStrategy[Keys]:
    """A lower and an upper bound."""
    return pairs.map(lambda pair: {low: pair[0], high: pair[1]})


def joined(*parts: st.SearchStrategy[Keys]) -> st.SearchStrategy[Keys]:
    """The keys of all parts together."""
    return st.tuples(*parts).map(lambda drawn: {key: value for part in drawn for key, value in part.items()})


SHARE_BOUNDS = one_side(("at_least", "more_than", "at_most", "less_than"), BOUNDS_OF_SHARE) | two_sides(
    "at_least", "at_most", st.sampled_from([("1/3", "1/2"), ("0%", "70%"), ("1/4", "1/4")])
)
COUNT_PAIRS: st.SearchStrategy[tuple[object, object]] = st.sampled_from([(0, 2), (1, 1), (1, 3)])
COUNT_BOUNDS = one_side(("at_least", "at_most", "exactly"), COUNTS) | two_sides("at_least", "at_most", COUNT_PAIRS)
