"""The workbook counts by itself: LibreOffice works every formula out again and comes to what Xiwei counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pytest
from openpyxl.formula.translate import Translator

from optimizer.export.book.book import roster_book
from optimizer.export.book.layout import FIRST
from optimizer.export.book.ledger import Ledger
from optimizer.names.order import Listing, order_caption
from optimizer.people.person import Birth, Person, Pool
from optimizer.planner.inputs import open_pool
from optimizer.planner.plan import plan
from optimizer.policy.policy import Office
from optimizer.roster.roster import Proposal, Seat
from optimizer.rules.base import Rule, Seated, Verdict
from optimizer.solve.status import GoalReached, Solved, Status
from tests.export.book.office import Cells, cells_of, differing, disagreeing, recalculated
from tests.export.edited import Book, edited, the_plan
from tests.rules.agreement import TOY_POOL, every_roster
from tests.rules.kinds import VARIANTS
from tests.rules.test_agreement import read_in
from tests.samples import county, shipped_plan
from tests.strategies import Keys
from tests.toy import policy_of, seated, table_of

pytestmark = pytest.mark.office

ODD_POLICY = """
name = "odd"
title = "怪"
reference_date = 2026-12-01
[[body]]
id = "congress"
title = "代表'大会' MAP(x"
seats = 8
[[body]]
id = "committee"
title = "[委员会]: *?/"
seats = { at_least = 2, at_most = 4 }
within = "congress"
[[office]]
id = "chair"
title = '主席 "甲"'
body = "committee"
seats = 1
modes = ["full_time", "part_time"]
[[rule]]
id = "U"
kind = "each"
scope = "congress"
by = "unit"
at_most = 2
[[rule]]
id = "S"
kind = "spread"
scope = "congress"
by = "unit"
at_least = 1
strength = "prefer"
[[rule]]
id = "G"
kind = "count"
scope = "congress"
group = { unit = ["a*", ">5", '"x"', "FILTER(y)"] }
at_least = 1
strength = "prefer"
[[rule]]
id = "L"
kind = "count"
scope = "congress"
group = { any = [{ post = MANY }, { all = [{ unit = MANY }, { employer = MANY }] }, { not = { id = MANY } }] }
at_most = 2
strength = "prefer"
[[rule]]
id = "E"
kind = "apart"
scope = "congress"
by = "employer"
at_most = 2
[[rule]]
id = "F"
kind = "count"
scope = "congress"
group = { figure = ">=0.5" }
at_least = 1
strength = "prefer"
[[rule]]
id = "Q"
kind = "share"
scope = ["committee", "chair"]
group = { post = "~*" }
at_most = "2/3"
strength = "prefer"
"""
ODD_POOL = """编号,姓名,性别,推荐单位,工作单位,职务,figure,任职方式
*,=1+1,女,a*,A,~*,-1.5,专职、兼职
?,+cmd,男,ab,a,*,2,兼职
~,@SUM(A1),男,AB,A,?,-,专职
a,王一,女,>5,*,~*,1e5,兼职
A,王二,男,"""  # the rest is put in below: a quoted cell
ODD_POOL += '''"""x""",?,站长,1-2,兼职
=x,王三,女,FILTER(y),ab,<>,.5,专职
007,王四,男,5,AB,=,5.,兼职
7,王五,女,TRUE,,"a,b",12.25,兼职
1E5,王六,男,1E5,N/A,x,-0.5,兼职
'a,王七,女,,'a,y,3-,专职
'''


UNDECIDED: list[Keys] = [
    {"scope": "congress", "at_least": 2, "group": {"age": ">=45"}},
    {"scope": "congress", "at_most": 1, "group": {"age": ">=45"}},
    {"scope": ["congress", "committee"], "at_least": 1, "group": {"age": [">44", "<60"]}},
    {"scope": "congress", "at_most": 1, "group": {"born": ">1981-06"}},
    {"scope": "congress", "at_least": 3, "group": {"not": {"born": "=1981-12-01"}}},
]
"""Births of a year or a month that leave open whether somebody belongs."""
_ROSTERS = {"nested": (1, 4), "side by side": (1,), "ranged": (4,), "two chains": (1,)}
"""Which rosters of each frame are taken, as fifths of all there are: LibreOffice takes its time over each."""


def odd_plan() -> Proposal:
    many = [*(f'{"很长" * 20}"{number}' for number in range(60)), "~*", "AB", "ab", "7", "007"]
    policy = policy_of(ODD_POLICY.replace("MANY", str([*many]).replace("'", '"""')))
    return plan(pool=open_pool(ODD_POOL.encode(), policy, source="odd.csv"), policy=policy)


def toy_plans() -> Iterator[tuple[str, Proposal]]:
    """Every variant of every kind in one policy, over each frame, with rosters that keep some rules and break others."""
    for frame, places in _ROSTERS.items():
        texts: list[str] = []
        variants = [("count", keys) for keys in UNDECIDED]
        variants += [(kind, keys) for kind, listed in VARIANTS.items() for keys in listed]
        for kind, keys in variants:
            text = table_of("rule", {"id": f"R{len(texts)}", "kind": kind, "strength": "as_a_rule", **keys})
            texts += [text] if read_in(frame, text, TOY_POOL) else []
        waived = {"people": ["人二"], "units": ["west"], "reason": "需要"}
        texts += [table_of("waiver", {"rule": f"R{number}", **waived}) for number in range(0, len(texts), 3)]
        problem = read_in(frame, "".join(texts), TOY_POOL)
        assert problem is not None
        every = every_roster(problem)
        for at in places:
            held = seated(problem, every[len(every) * at // 5])
            seats = tuple(sorted(Seat(person=who.id, position=what) for who, what in held.seats))
            goals = tuple(GoalReached(id=goal.id, value=0, bound=None, scale=1, proof="") for goal in problem.goals)
            solved = Solved(status=Status.FEASIBLE, columns=np.array([], dtype=np.int64), goals=goals)
            yield f"{frame} {at}", Proposal(problem=problem, solved=solved, seats=seats)


@dataclass(frozen=True, kw_only=True)
class Edit:
    """A workbook somebody has worked on, and the roster and pool that it now shows."""

    data: bytes
    proposal: Proposal
    seated: Seated


def moved(proposal: Proposal, change: Mapping[str, str], data: bytes) -> Edit:
    """Ids typed over others, the pool left as it is."""

    def typed(book: Book) -> None:
        names = [name for name in book.book.defined_names if name.startswith(("xw_ids", "xw_further"))]
        for name in names:
            for cell in book.typed(name):
                cell.value = change.get(str(cell.value), cell.value)

    seats = [(change.get(seat.person, seat.person), seat.position) for seat in proposal.seats]
    pool = proposal.problem.pool
    held = tuple((pool.by_id[who], position) for who, position in seats)
    return Edit(
        data=edited(typed, data),
        proposal=proposal,
        seated=Seated(seats=held, pool=pool, on=proposal.problem.policy.reference_date),
    )


def corrected(proposal: Proposal, who: str, cells: Mapping[str, str], person: Person, data: bytes) -> Edit:
    """Cells of one person's row of the pool sheet, by their header, and the person they now describe."""

    def typed(book: Book) -> None:
        sheet = book.sheet("xw_pool")
        row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == who)
        header = {cell.value: cell.column for cell in sheet[1]}
        for name, value in cells.items():
            row[header[name] - 1].value = value

    old = proposal.problem.pool
    people = tuple(person if each.id == who else each for each in old.people)
    pool = Pool(people=people, columns=old.columns, source=old.source)
    held = tuple((pool.by_id[seat.person], seat.position) for seat in proposal.seats)
    return Edit(
        data=edited(typed, data),
        proposal=proposal,
        seated=Seated(seats=held, pool=pool, on=proposal.problem.policy.reference_date),
    )


@cache
def county_book() -> bytes:
    return roster_book(county(), "zh")


def plain_members(proposal: Proposal, wanted: Callable[[Person], bool]) -> list[str]:
    """People of the congress alone of whom something is true."""
    return [
        seat.person
        for seat in proposal.seats
        if seat.position.bodies == ("congress",) and wanted(proposal.person(seat.person))
    ]


def swapped() -> Edit:
    """Members from the front line changed for people who are not, until the congress has too few; two change places."""
    proposal = county()
    seated_ids = {seat.person for seat in proposal.seats}
    frontline = plain_members(proposal, lambda person: person.frontline == "yes")
    others = [p.id for p in proposal.problem.pool.people if p.frontline == "no" and p.id not in seated_ids]
    standing = [seat.person for seat in proposal.holding("standing") if not seat.position.office]
    places = {standing[0]: standing[-1], standing[-1]: standing[0]}
    return moved(proposal, dict(zip(frontline[:25], others, strict=False)) | places, county_book())


def settled() -> Edit:
    """A frontline flag that was open is settled, a birth corrected, the person of another sex and unit."""
    proposal = county()
    who = plain_members(proposal, lambda person: person.frontline == "unsure" or person.frontline == "no")[0]
    unit = next(
        p.value("unit") for p in county().problem.pool.people if p.value("unit") != proposal.person(who).value("unit")
    )
    person = replace(
        proposal.person(who),
        frontline="yes",
        sex="female",
        birth=Birth(1990),
        other={**proposal.person(who).other, "unit": unit},
    )
    cells = {"是否基层一线": "是", "性别": "女", "出生年月": "1990", "推荐单位": unit}
    return corrected(proposal, who, cells, person, county_book())


def renamed() -> Edit:
    """A unit that nobody had before; it looks like a pattern."""
    proposal = written()["odd"][0]
    person = proposal.person(next(seat.person for seat in proposal.seats if proposal.person(seat.person).value("unit")))
    other = replace(person, other={**person.other, "unit": "?*"})
    return corrected(proposal, person.id, {"推荐单位": "?*"}, other, written()["odd"][1])


def sorted_by_row() -> Edit:
    """The list of the committee sorted the other way round, as spreadsheet programs sort: whole rows, their formulas with them."""

    def typed(book: Book) -> None:
        cells = book.cells("xw_ids_2")
        sheet = cells[0].parent
        rows = [[(cell.value, cell.coordinate) for cell in sheet[cell.row]] for cell in cells]
        for row, cell in zip(reversed(rows), cells, strict=True):
            for (value, origin), target in zip(row, sheet[cell.row], strict=True):
                formula = isinstance(value, str) and value.startswith("=")
                moved_to = Translator(value, origin).translate_formula(target.coordinate) if formula else value
                target.value = moved_to

    ledger = Ledger(county(), "zh")
    return Edit(data=edited(typed, county_book()), proposal=county(), seated=ledger.seated)


def spoilt() -> bytes:
    """The county with an id nobody has, one person twice, and a chair nobody knows from elsewhere."""

    def typed(book: Book) -> None:
        first, second, third = book.typed("xw_ids_1")[:3]
        first.value, second.value = "nobody", third.value

    return edited(typed, county_book())


@cache
def written() -> Mapping[str, tuple[Proposal, bytes]]:
    plans = dict(toy_plans())
    plans |= {"county": county(), "contested": the_plan(), "odd": odd_plan()}
    books = {name: (proposal, roster_book(proposal, "zh")) for name, proposal in plans.items()}
    return books | {"prefecture": (shipped_plan("dalian-2018"), roster_book(shipped_plan("dalian-2018"), "en"))}


@cache
def edits() -> Mapping[str, Edit]:
    return {"swapped": swapped(), "settled": settled(), "renamed": renamed(), "sorted": sorted_by_row()}


@cache
def shown() -> Mapping[str, Cells]:
    """Everything worked out again, in one go."""
    books = {name: data for name, (_, data) in written().items()}
    return recalculated(books | {name: edit.data for name, edit in edits().items()} | {"spoilt": spoilt()})


def test_every_formula_of_every_sheet_comes_to_what_is_written_beside_it() -> None:
    assert {name: differing(cells_of(data), shown()[name]) for name, (_, data) in written().items()} == {
        name: [] for name in written()
    }


def test_every_rule_has_the_figures_of_a_count_by_head() -> None:
    for name, (proposal, _) in written().items():
        ledger = Ledger(proposal, "en" if name == "prefecture" else "zh")
        assert disagreeing(shown()[name], ledger, ledger.seated) == []


def test_rules_of_the_toy_rosters_are_kept_and_broken() -> None:
    found = {verdict.kept for name, (p, _) in written().items() for verdict in _verdicts(p) if name not in ("county",)}
    assert found == {True, False}


def _verdicts(proposal: Proposal) -> Iterator[Verdict]:
    for rule in proposal.problem.rules:
        yield from rule.count(Ledger(proposal, "zh").seated)


def test_people_changed_in_a_list_turn_the_right_rule() -> None:
    edit = edits()["swapped"]
    ledger = Ledger(edit.proposal, "zh")
    assert disagreeing(shown()["swapped"], ledger, edit.seated) == []
    before = {rule.id for rule in edit.proposal.problem.rules if not _kept(rule, ledger.seated)}
    after = {rule.id for rule in edit.proposal.problem.rules if not _kept(rule, edit.seated)}
    assert after > before


def _kept(rule: Rule, seats: Seated) -> bool:
    return all(verdict.kept for verdict in rule.count(seats))


def test_data_corrected_in_the_pool_sheet_move_the_counts() -> None:
    edit = edits()["settled"]
    ledger = Ledger(edit.proposal, "zh")
    assert disagreeing(shown()["settled"], ledger, edit.seated) == []
    assert disagreeing(shown()["settled"], ledger, ledger.seated) != []


def test_a_list_may_be_sorted() -> None:
    edit = edits()["sorted"]
    title = edit.proposal.problem.policy.by_id["committee"].title.zh
    ids = [[str(row[1]) for row in shown()[name][title][FIRST:]] for name in ("sorted", "county")]
    assert ids[0] == ids[1][::-1]
    assert disagreeing(shown()["sorted"], Ledger(edit.proposal, "zh"), edit.seated) == []
    assert {row[8] for row in shown()["sorted"]["规则表"][4:9]} == {"符合"}


def test_a_value_that_is_new_in_the_pool_sheet_counts_as_one_more() -> None:
    edit = edits()["renamed"]
    assert disagreeing(shown()["renamed"], Ledger(edit.proposal, "zh"), edit.seated) == []


def test_the_caption_stands_where_the_people_are_in_order_and_goes_when_they_no_longer_are() -> None:
    proposal, listing = county(), Listing()
    for part in proposal.problem.policy.parts:
        offices = [] if isinstance(part, Office) else [office.title.zh for office in proposal.problem.policy.offices]
        rows = [row for row in shown()["county"][part.title.zh][FIRST:] if row[1] and row[3] not in offices]
        people = [proposal.person(str(row[1])) for row in rows]
        caption = order_caption(people, listing)
        assert shown()["county"][part.title.zh][1][0] == ("" if caption is None else caption.zh)
    assert shown()["county"]["常务委员会"][1][0] == "（按姓氏笔画为序）"
    assert shown()["swapped"]["常务委员会"][1][0] == ""


def test_the_frame_names_the_list_with_an_unknown_id_and_one_written_twice() -> None:
    (row,) = [row for row in shown()["spoilt"]["规则表"] if row[0] == "代表大会" and isinstance(row[2], float)]
    seats = county().problem.policy.seats["congress"].most
    assert row[2:8] == [float(seats - 1), 1.0, 2.0, 0.0, 0.0, 3.0]
    assert row[8] == "不符合"
    lists = shown()["county"]["规则表"][3 : 4 + len(county().problem.policy.parts)]
    assert {line[8] for line in lists[1:]} == {"符合"}


def test_a_vacancy_is_nobody_and_rows_are_as_many_as_seats() -> None:
    proposal, _ = written()["odd"]
    rows = shown()["odd"][Ledger(proposal, "zh").names["list:committee"]][FIRST:]
    assert len(rows) == 4
    held = [str(row[1]) for row in rows]
    assert sorted(filter(None, held)) == sorted(seat.person for seat in proposal.holding("committee"))
