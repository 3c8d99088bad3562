"""A roster read back from its workbook is what its lists say, whatever people and programs have done to the file."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from optimizer.export.book.book import roster_book
from optimizer.export.book.origin import parts_in, write_origin
from optimizer.people.person import Person
from optimizer.people.words import clean_code, clean_name, clean_text
from optimizer.planner.inputs import open_base
from optimizer.planner.plan import check
from tests.export.edited import (
    AUDIT,
    CHAIR,
    COMMITTEE,
    CONGRESS,
    VICE,
    Book,
    edited,
    faults_of,
    held,
    read,
    the_book,
    the_plan,
    the_policy,
    the_pool,
    with_formula,
)
from tests.people.workbooks import locked
from tests.strategies import drawn

PLANNED = {
    "101": ["audit", "congress", "committee", "chair"],
    "102": ["audit", "congress", "committee", "vice_chair", "full_time"],
    "103": ["congress", "committee", "for vice_chair", "full_time"],
    "104": ["congress", "for committee"],
    "105": ["congress"],
    "106": ["congress"],
}


def roster(data: bytes) -> dict[str, list[str]]:
    return held(read(data).seats)


# What stays the same


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_workbook_says_the_plan(lang: str) -> None:
    file = read(the_book(lang))
    assert file.seats == the_plan().seats
    assert held(file.seats) == PLANNED
    assert file.notices == ()
    assert (file.pool_sha256, file.policy_sha256) == (the_pool().sha256, the_policy().sha256)


def test_a_program_that_drops_values_changes_nothing() -> None:
    assert read(edited(lambda book: None)).seats == the_plan().seats


@pytest.mark.office
def test_libreoffice_changes_nothing(tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "roster.xlsx").write_bytes(edited(_swap_chair))
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "xlsx"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "saved"), str(tmp_path / "roster.xlsx")],
        check=True,
        capture_output=True,
        timeout=120,
        env={**os.environ, "HOME": str(tmp_path)},
    )
    saved = read((tmp_path / "saved" / "roster.xlsx").read_bytes())
    assert held(saved.seats)["107"] == ["congress", "committee", "chair"]
    assert (saved.seats, saved.notices) == (read(edited(_swap_chair)).seats, ())
    assert saved.pool_sha256 == the_pool().sha256


def _swap_chair(book: Book) -> None:
    book.cells(f"xw_ids_{CHAIR}")[0].value = "107"


# What people do


def test_one_cell_changes_every_list_that_follows_it() -> None:
    found = roster(edited(_swap_chair))
    assert found == {**PLANNED, "101": ["audit"], "107": ["congress", "committee", "chair"]}


def test_ids_may_be_typed_as_numbers_with_blanks_and_in_wide_digits() -> None:
    def change(book: Book) -> None:
        book.cells(f"xw_ids_{CHAIR}")[0].value = 107
        book.at(f"xw_ids_{CONGRESS}", "105").value = " １０８ "

    found = roster(edited(change))
    assert found["107"] == ["congress", "committee", "chair"]
    assert found["108"] == ["congress"]
    assert "105" not in found


def test_modes_are_read_in_either_language() -> None:
    for said in ("兼职", "part-time", "part_time", "　兼职 "):
        data = edited(lambda book, said=said: setattr(book.cells(f"xw_modes_{VICE}")[0], "value", said))  # type: ignore[misc]
        assert roster(data)["102"] == ["audit", "congress", "committee", "vice_chair", "part_time"]


def test_sorted_rows_extra_columns_and_new_sheets_change_nothing() -> None:
    def change(book: Book) -> None:
        typed = book.typed(f"xw_ids_{CONGRESS}")
        said = [cell.value for cell in typed]
        for cell, value in zip(typed, reversed(said), strict=True):
            cell.value = value
        book.sheet(f"xw_ids_{CONGRESS}")["Z5"] = "备注：105"
        book.book.create_sheet("草稿", 0)["B4"] = "109"

    assert roster(edited(change)) == PLANNED


def test_a_renamed_sheet_is_found_by_its_names() -> None:
    def change(book: Book) -> None:
        book.sheet(f"xw_ids_{CHAIR}").title = "主 席's（定）"
        for defined in book.book.defined_names.values():
            defined.attr_text = defined.attr_text.replace("'主席'!", "'主 席''s（定）'!")
        for sheet in book.book:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        cell.value = str(cell.value).replace("'主席'!", "'主 席''s（定）'!")
        _swap_chair(book)

    assert roster(edited(change))["107"] == ["congress", "committee", "chair"]


def test_rows_may_be_inserted_and_deleted() -> None:
    def change(book: Book) -> None:
        at = book.at(f"xw_ids_{CONGRESS}", "105").row
        sheet = book.sheet(f"xw_ids_{CONGRESS}")
        sheet.insert_rows(at, 2)
        sheet.cell(at, 2).value = "109"
        sheet.delete_rows(book.at(f"xw_ids_{CONGRESS}", "105").row + 1)
        book.grow(f"xw_ids_{CONGRESS}", 1)
        book.grow(f"xw_modes_{CONGRESS}", 1)

    assert roster(edited(change)) == {
        **{who: parts for who, parts in PLANNED.items() if who != "106"},
        "109": ["congress"],
    }


def test_a_seat_whose_row_was_deleted_is_vacant_in_the_lists_that_followed_it() -> None:
    def change(book: Book) -> None:
        for sheet in book.book:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        cell.value = str(cell.value).replace("'副主席'!$B$4", "#REF!").replace("'副主席'!$D$4", "#REF!")
        book.cells(f"xw_ids_{VICE}")[0].value = None
        book.cells(f"xw_modes_{VICE}")[0].value = None

    assert roster(edited(change)) == {**PLANNED, "102": ["audit"]}


def test_blank_rows_are_vacancies_and_check_counts_them() -> None:
    data = edited(lambda book: setattr(book.at(f"xw_ids_{AUDIT}", "102"), "value", None))
    assert roster(data)["102"] == ["congress", "committee", "vice_chair", "full_time"]
    cleared = edited(lambda book: setattr(book.cells(f"xw_ids_{CHAIR}")[0], "value", None))
    checked = check(pool=the_pool(), policy=the_policy(), seats=read(cleared).seats)
    assert [said.zh for place, said in checked.frame if place == "seats:chair"] == ["主席有0人，席位1个"]


def test_a_formula_of_the_users_own_counts_by_its_value() -> None:
    place = Book(the_book()).place(Book(the_book()).cells(f"xw_ids_{CHAIR}")[0])
    assert "107" in roster(with_formula(the_book(), place, "LEFT(&quot;1079&quot;,3)", "107"))
    (fault,) = faults_of(with_formula(the_book(), place, "LEFT(&quot;1079&quot;,3)", None))
    assert (fault.kind, fault.path) == ("roster.formula", place)
    assert fault.cure.zh == "直接写编号（或任职方式）"


def test_an_edited_workbook_serves_as_the_base() -> None:
    base = open_base(edited(_swap_chair), source="roster.xlsx", policy=the_policy())
    assert {who: len(held) for who, held in base.items()} == {**dict.fromkeys(PLANNED, 1), "102": 2, "107": 1}
    # Whoever has left the pool since is in the base all the same.
    gone = edited(lambda book: setattr(book.cells(f"xw_ids_{CHAIR}")[0], "value", "999"))
    assert base.keys() - {"107"} | {"999"} == open_base(gone, source="roster.xlsx", policy=the_policy()).keys()


# What is unclear


def test_every_fault_is_told_at_once_with_sheet_cell_and_cure() -> None:
    def change(book: Book) -> None:
        book.cells(f"xw_ids_{CHAIR}")[0].value = "王七"
        book.cells(f"xw_ids_{VICE}")[0].value = "1O9"
        book.cells(f"xw_modes_{VICE}")[0].value = "临时"
        book.at(f"xw_ids_{CONGRESS}", "105").value = "106"
        sheet = book.sheet(f"xw_ids_{AUDIT}")
        sheet.cell(book.cells(f"xw_ids_{AUDIT}")[-1].row + 3, 2).value = "110"
        del book.book.defined_names[f"xw_ids_{COMMITTEE}"]

    found = {(fault.kind, fault.path, fault.value): fault for fault in faults_of(edited(change))}
    assert {key: fault.cure.zh for key, fault in found.items()} == {
        ("roster.list", None, "committee"): "名单被删掉了，或工作簿是按别的政策生成的；恢复它，或用生成它的政策",
        ("roster.person", "主席!B4", "王七"): "这里要写编号：107",
        ("roster.person", "副主席!B4", "1O9"): "是否想写 109（王九）？",
        ("roster.mode", "副主席!D4", "临时"): "写“专职”“兼职”“挂职”之一",
        ("roster.twice", "代表大会!B8", "106"): "改掉或清空其中一处",
        ("roster.outside", "监事会!B8", "110"): "在名单中间插入一行来写，或删掉它",
    }
    assert found["roster.twice", "代表大会!B8", "106"].message.zh == "同一份名单里出现两次（另一处在 代表大会!B7）"


def test_one_person_cannot_hold_two_offices_or_run_twice() -> None:
    def change(book: Book) -> None:
        book.cells(f"xw_ids_{VICE}")[0].value = "101"
        book.cells(f"xw_ids_{COMMITTEE}")[1].value = None
        book.cells(f"xw_ids_{CONGRESS}")[1].value = None
        book.cells(f"xw_further_{COMMITTEE}")[0].value = "103"
        book.cells(f"xw_ids_{CONGRESS}")[5].value = None

    found = [(fault.path, fault.message.zh) for fault in faults_of(edited(change))]
    assert found == [
        ("副主席!B4", "一个人任两个职务：主席、副主席"),
        ("副主席差额人选!B4", "一个人是两处的差额人选：委员会、副主席"),
    ]


def test_a_mode_typed_where_it_follows_the_office_is_not_lost() -> None:
    def change(book: Book) -> None:
        book.cells(f"xw_modes_{CONGRESS}")[1].value = "兼职"
        book.cells(f"xw_modes_{CONGRESS}")[3].value = "挂职"

    found = [(fault.path, fault.value, fault.message.en) for fault in faults_of(edited(change))]
    assert found == [
        ("代表大会!E5", "兼职", "differs from the list of the office, which says full-time"),
        ("代表大会!E7", "挂职", "what this person holds has no mode of appointment"),
    ]


def test_check_says_which_list_lacks_somebody() -> None:
    def change(book: Book) -> None:
        # Typed over cells that follow others: 107 takes the chair's row on the congress, 108 a free hand.
        book.cells(f"xw_ids_{CONGRESS}")[0].value = "107"
        book.cells(f"xw_modes_{VICE}")[0].value = None
        book.cells(f"xw_ids_{CONGRESS}")[5].value = None

    checked = check(pool=the_pool(), policy=the_policy(), seats=read(edited(change)).seats)
    assert [said.zh for place, said in checked.frame if place.startswith("person:")] == [
        "王一在“委员会”名单里，却不在“代表大会”名单里",
        "王二的“副主席”没有写任职方式",
        "王四是“委员会”的差额人选，却不在“代表大会”名单里",
    ]


def test_a_list_of_another_policy_is_a_fault() -> None:
    def change(book: Book) -> None:
        for each in book.book.custom_doc_props.props:
            if each.name == "xiwei.parts":
                each.value = each.value.replace('"audit"', '"board"')

    found = [(fault.kind, fault.value) for fault in faults_of(edited(change))]
    assert found == [("roster.list", "audit"), ("roster.list", "board")]


def test_without_its_properties_a_workbook_is_read_by_the_order_of_the_policy() -> None:
    file = read(edited(lambda book: book.book.custom_doc_props.props.clear()))
    assert held(file.seats) == PLANNED
    assert (file.pool_sha256, file.policy_sha256) == ("", "")


def test_a_long_list_of_bodies_and_offices_comes_back_whole() -> None:
    """A property holds 255 characters."""
    ids = [f"office_number_{number}" for number in range(60)]
    policy = replace(the_policy(), offices=tuple(replace(the_policy().offices[0], id=each) for each in ids))
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet()
        write_origin(book, replace(the_plan(), problem=replace(the_plan().problem, policy=policy)))
    kept = openpyxl.load_workbook(BytesIO(out.getvalue())).custom_doc_props.props
    assert parts_in({each.name: each.value for each in kept}) == ("congress", "audit", "committee", *ids)


def plain_xlsx() -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("名单").write_string(0, 0, "姓名")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (plain_xlsx(), "roster.form"),
        ("编号,姓名\n101,王一\n".encode(), "roster.form"),
        (locked(plain_xlsx()), "table.locked"),
        (the_book()[: len(the_book()) // 2], "table.damaged"),
        (b"PK\x03\x04 nothing", "table.damaged"),
        (b"", "table.empty"),
        (b"%PDF-1.7 a proposal", "table.kind"),
    ],
    ids=["foreign", "csv", "locked", "cut", "no zip", "empty", "pdf"],
)
def test_what_is_no_roster_s_workbook_is_one_fault(data: bytes, kind: str) -> None:
    assert [fault.kind for fault in faults_of(data)] == [kind]


# The workbook's own pool


def test_corrections_in_the_pool_sheet_are_told_and_not_counted() -> None:
    def change(book: Book) -> None:
        sheet = book.sheet("xw_pool")
        sheet["D3"] = "1981-04"
        sheet["E3"] = "是"
        sheet["A11"] = "111"

    file = read(edited(change))
    assert file.seats == the_plan().seats
    assert [notice.message.zh for notice in file.notices] == [
        "王二（102）的出生年月：工作簿里是“1981-04”，候选人表里是“1981”；按候选人表计数，要改就改候选人表",
        "王二（102）的是否基层一线：工作簿里是“是”，候选人表里是“待定”；按候选人表计数，要改就改候选人表",
        "工作簿的人选库里有“111”，候选人表里没有；没有计入",
        "候选人表里的王十（110）不在工作簿的人选库里",
    ]


def test_a_dozen_differences_are_told_and_the_rest_counted() -> None:
    def change(book: Book) -> None:
        for row in range(2, 12):
            book.sheet("xw_pool").cell(row, 7).value = "新单位"
            book.sheet("xw_pool").cell(row, 9).value = "新备注"

    notices = read(edited(change)).notices
    assert len(notices) == 13
    assert notices[-1].message.zh == "工作簿的人选库与候选人表还有 8 处不同"


TEXTS = st.text(max_size=30) | st.builds(
    lambda start, rest: start + rest,
    st.sampled_from([*"=+-@*?~'\"", "_x0001_", "x005F_", "\t=", "\x01", "\uffff", "{"]),
    st.text(max_size=9),
)


@drawn(25)
@given(names=st.lists(TEXTS, min_size=10, max_size=10), notes=st.lists(TEXTS, min_size=20, max_size=20))
def test_any_text_of_the_pool_survives(names: list[str], notes: list[str]) -> None:
    pool = the_pool()
    people = tuple(
        replace(
            person,
            name=clean_name(name) or person.id,
            other={**person.other, "employer": clean_text(employer), "备注": clean_text(note)},
        )
        for person, name, employer, note in zip(pool.people, names, notes[::2], notes[1::2], strict=True)
    )
    pool = replace(pool, people=people)
    proposal = replace(the_plan(), problem=replace(the_plan().problem, pool=pool))
    data = roster_book(proposal, "zh")
    file = read(data, pool=pool)
    assert [notice.message.zh for notice in file.notices] == []
    assert file.seats == the_plan().seats
    sheet = openpyxl.load_workbook(BytesIO(data), read_only=True)["人选库"]
    width = len(pool.columns)
    assert {cell.data_type for row in sheet.iter_rows(max_col=width) for cell in row if cell.value is not None} == {"s"}


@drawn(15)
@given(ids=st.lists(TEXTS.map(clean_code).filter(bool), min_size=10, max_size=10, unique=True))
def test_any_id_survives(ids: list[str]) -> None:
    """Ids with signs that formulas and look-ups treat their own way, and such as differ in case only."""
    proposal, number = the_plan(), {person.id: n for n, person in enumerate(the_pool().people)}
    by_id: dict[str, Person] = {ids[n]: replace(person, id=ids[n]) for n, person in enumerate(the_pool().people)}
    pool = replace(the_pool(), people=tuple(by_id[who] for who in sorted(by_id)))
    seats = tuple(sorted(replace(seat, person=ids[number[seat.person]]) for seat in proposal.seats))
    other = replace(
        proposal, problem=replace(proposal.problem, pool=pool), seats=seats, ties=(), boxes=(), unsettled=()
    )
    file = read(roster_book(other, "zh"), pool=pool)
    assert sorted(file.seats) == sorted(seats)
    assert file.notices == ()
