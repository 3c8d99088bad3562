"""Every format gives the same pool, and nothing is lost on the way."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlwt

from optimizer.basis.faults import Fault, InputFaults
from optimizer.people.archive import column_letters
from optimizer.people.excel97 import Streams, records
from optimizer.people.files import cell_text
from optimizer.people.person import Birth, Pool
from optimizer.people.table import read_pool, read_pool_file, read_table

from .reading import TODAY, fault, kinds, one, pool
from .workbooks import cells, locked, locked_xls, ods, xls, xlsx

LIST = """
编号,姓名,性别,出生年月,备注
00000000001,刘英,女,1980-05,"""
GB = "编号,姓名,性别\n1,王芳,女\n".encode("gb18030")
CONTESTED = Path(__file__).parents[2].parent / "shared/data/contested-pool-2019.csv"


@pytest.mark.parametrize(
    "data",
    [
        LIST.strip().encode(),
        LIST.strip().encode("utf-8-sig"),
        LIST.strip().encode("utf-16"),
        LIST.strip().encode("gb18030"),
        LIST.strip().replace(",", "\t").encode(),
        LIST.strip().replace(",", ";").encode(),
        LIST.strip().replace("\n", "\r\n").encode(),
        LIST.strip().replace("\n", "\r").encode(),
        xlsx(cells(LIST)),
        xls(cells(LIST)),
        ods(cells(LIST)),
    ],
    ids=["utf-8", "bom", "utf-16", "gb18030", "tab", "semicolon", "crlf", "cr", "xlsx", "xls", "ods"],
)
def test_every_format_gives_the_same_person(data: bytes) -> None:
    found = pool(data)
    assert found.columns == ("id", "name", "sex", "birth", "备注")
    assert found.headers["birth"] == "出生年月"
    (person,) = found.people
    assert (person.id, person.name, person.sex, person.birth, person.row) == (
        "00000000001",
        "刘英",
        "female",
        Birth(1980, 5),
        2,
    )
    assert found.sha256 == pool(LIST.strip()).sha256


@pytest.mark.parametrize("write", [xlsx, xls, ods])
def test_typed_cells_become_plain_text(write: object) -> None:
    rows = [["编号", "姓名", "出生年月", "得分", "备注"], [12345678901, "刘英", date(1980, 5, 3), 86.5, 1980.0]]
    person = one(write(rows))  # type: ignore[operator]
    assert (person.id, person.birth, person.value("score"), person.value("备注")) == (
        "12345678901",
        Birth(1980, 5, 3),
        "86.5",
        "1980",
    )


def test_cell_text_of_numbers_and_truths() -> None:
    assert [cell_text(value) for value in (1980.0, 0.1 + 0.2, 2.0**53, 1e-5, True, 5)] == [
        "1980",
        "0.3",
        "9007199254740992",
        "0.00001",
        "TRUE",
        "5",
    ]


@pytest.mark.parametrize("write", [xlsx, xls])
def test_an_error_of_a_formula_is_a_fault(write: object) -> None:
    said = fault(write([["编号", "姓名", "得分"], ["1", "刘英", "=#N/A"]]))  # type: ignore[operator]
    assert (said.kind, said.row, said.column, said.value) == ("people.formula", 2, "得分", "#N/A")
    assert said.sentence("zh") == "第2行，“得分”列：单元格里是公式错误：“#N/A”。请改好公式，或直接填写内容"
    assert said.sentence("en").endswith('the cell holds a formula error: "#N/A". Mend the formula or type the value')


def test_an_error_in_an_ods_file_is_a_fault() -> None:
    broken = _ods_with(
        b'<table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value="" '
        b'calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
    )
    assert [(each.kind, each.row) for each in _faults(broken)] == [("people.formula", 2)]


def test_an_error_in_an_extra_column_is_noticed_and_in_a_required_one_a_fault() -> None:
    table = "姓名,编号,备注\n刘英,1,#REF!\n"
    assert pool(table).people[0].value("备注") == "#REF!"
    assert kinds(pool(table)) == ["people.formula_kept"]
    assert fault(table, required=["备注"]).kind == "people.formula"


def test_merged_cells_count_for_every_row_they_span() -> None:
    rows = [["编号", "姓名", "推荐单位"], ["1", "刘英", "市医院"], ["2", "王芳", ""], ["3", "张三", "市一中"]]
    found = pool(xlsx(rows, merge="C2:C3"), source="名单.xlsx")
    assert [person.value("unit") for person in found.people] == ["市医院", "市医院", "市一中"]
    assert found.notices[0].message.en == (
        'sheet "名单" has cells merged downwards; what they say was used for every row they span (1 cells)'
    )


def test_a_header_of_two_rows_is_read_at_its_lower_row() -> None:
    rows = [["编号", "姓名", "教育", ""], ["", "", "学历", "学位"], ["1", "刘英", "大学", "学士"]]
    found = one(xlsx(rows, merge="A1:A2"))
    assert (found.id, found.value("education"), found.value("degree")) == ("1", "大学", "学士")


def test_merged_cells_of_an_ods_file_are_noticed() -> None:
    merged = _ods_with(b'<table:table-cell table:number-rows-spanned="2"><text:p>x</text:p></table:table-cell>')
    assert "table.merged" in kinds(read_pool(merged, source="名单.ods"))


def test_the_guess_of_an_encoding_is_told() -> None:
    (notice,) = pool(GB).notices
    assert notice.message.zh == "文件编码按 GB18030 读取；如有乱码，请另存为 UTF-8 的 CSV 或 xlsx"
    assert notice.message.en == "the file was read as GB18030; if names look wrong, save it as UTF-8 CSV or xlsx"


def test_a_name_with_the_wrong_ending_is_told() -> None:
    found = pool("编号,姓名\n1,刘英\n", source="名单.xlsx")
    assert found.notices[0].message.en == ("the file name ends in .xlsx but the content is csv; it was read as csv")


NO_TABLES = {
    "empty": (b"", "table.empty", "the file is empty"),
    "blank": (b"\xef\xbb\xbf \r\n", "table.empty", "the file is empty"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0", "table.kind", "this is no table but a picture"),
    "pdf": (b"%PDF-1.7", "table.kind", "this is no table but a PDF file"),
    "page": (b"<html><table>", "table.kind", "this is no table but a web page or XML file"),
    "bytes": (b"\xff\x00\x01\x80", "table.kind", "this is no table but some other kind of file"),
    "locked xlsx": (locked(xlsx([["姓名"]])), "table.locked", "the file is protected by a password"),
    "locked xls": (locked_xls(xls([["姓名"], ["刘英"]])), "table.locked", "the file is protected by a password"),
    "short xlsx": (xlsx([["姓名"]])[:1500], "table.damaged", "the file is damaged or cut short and cannot be opened"),
    "short xls": (xls([["姓名"]])[:3000], "table.damaged", "the file is damaged or cut short and cannot be opened"),
    "short ods": (ods([["姓名"]])[:900], "table.damaged", "the file is damaged or cut short and cannot be opened"),
}


@pytest.mark.parametrize(("data", "kind", "message"), NO_TABLES.values(), ids=NO_TABLES)
def test_what_is_no_table_is_one_fault(data: bytes, kind: str, message: str) -> None:
    said = fault(data)
    assert (said.kind, said.message.en) == (kind, message)


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ("word/document.xml", "这不是表格，而是Word 文档"),
        ("ppt/presentation.xml", "这不是表格，而是演示文稿"),
        ("xl/workbook.bin", "这不是表格，而是二进制工作簿（xlsb）"),
        ("photo.jpg", "这不是表格，而是压缩包"),
    ],
)
def test_other_zip_files_are_named(part: str, message: str) -> None:
    assert fault(_zip({part: b"<x/>"})).message.zh == message


def test_an_ods_file_with_a_password_is_recognised() -> None:
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    assert fault(_zip({"mimetype": kind, "META-INF/manifest.xml": b"<encryption-data/>"})).kind == "table.locked"


def test_the_sentences_of_unreadable_files_in_chinese() -> None:
    assert [fault(NO_TABLES[name][0]).sentence("zh") for name in ("empty", "picture", "locked xls", "short xls")] == [
        "文件是空的。请用表格软件打开名单，另存为 xlsx、xls、ods 或 CSV 后再试",
        "这不是表格，而是图片。请用表格软件打开名单，另存为 xlsx、xls、ods 或 CSV 后再试",
        "文件有打开密码。请在表格软件里取消密码后另存",
        "文件损坏或不完整，无法打开。请重新下载或拷贝，或用表格软件打开后另存为 xlsx",
    ]


@pytest.mark.parametrize("part", ["xlsx", "ods"])
def test_a_far_cell_is_refused_before_memory_runs_out(part: str) -> None:
    if part == "xlsx":
        data = _with(xlsx([["姓名"], ["刘英"]]), "xl/worksheets/sheet1.xml", b'r="A2"', b'r="XFD1048576"')
    else:
        data = _ods_with(
            b'<table:table-cell table:number-columns-repeated="99999999"><text:p>x</text:p></table:table-cell>'
        )
    said = fault(data)
    assert said.sentence("zh") == ("表格太大。请删除名单以外的行、列（常有内容误填在很远的单元格），再保存")
    assert said.message.en == "the table is too large"


def test_quotation_marks_that_do_not_match() -> None:
    said = fault('姓名,编号\n"刘英,1\n王芳,2\n')
    assert (said.kind, said.line) == ("table.quotes", 3)
    assert said.sentence("zh") == "第3行：引号没有成对，从这里起无法分列。请检查这一行及以上的引号，或另存为 xlsx"
    assert "the quotation marks do not match" in said.sentence("en")


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(InputFaults) as caught:
        read_pool_file(tmp_path / "无.xlsx")
    assert caught.value.source == "无.xlsx"
    assert caught.value.faults[0].sentence("en") == (
        "the file cannot be read (No such file or directory). Check its name, place and permissions"
    )
    assert caught.value.faults[0].cure.zh == "请检查文件名、位置和权限"
    with pytest.raises(InputFaults):
        read_pool_file(tmp_path)


def test_the_real_pool_of_2019_reads() -> None:
    if not CONTESTED.exists():
        pytest.skip("the shared data folder is not beside the project")
    found: Pool = read_pool_file(CONTESTED, required=["sex", "birth", "region"], today=TODAY)
    assert len(found.people) == 524
    assert sum(person.sex == "female" for person in found.people) == 139
    assert sum(person.head == "school" for person in found.people) == 16
    assert sum(person.incumbent == "yes" for person in found.people) == 33
    assert found.by_id["R003"].name == "R003"
    assert found.by_id["R003"].value("region") == "region 1"
    assert kinds(found) == ["people.names_are_ids"]


def test_another_small_table_reads_through_its_own_synonyms() -> None:
    keep = {"id": ("编号",), "scope": ("机构或职务", "机构"), "lock": ("锁定",), "reason": ("理由",)}
    table = read_table(
        "保留名单\n\n编号,机构或职务,锁定\nP1,常委会,是\n".encode(), source="k.csv", synonyms=keep, needed=["id"]
    )
    assert (table.header_row, table.header) == (3, ("编号", "机构或职务", "锁定"))
    assert table.rows == ((4, ["P1", "常委会", "是"]),)


def test_column_letters() -> None:
    assert [column_letters(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def _faults(data: bytes) -> tuple[Fault, ...]:
    with pytest.raises(InputFaults) as caught:
        pool(data)
    return caught.value.faults


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def _with(workbook: bytes, part: str, before: bytes, after: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    assert before in parts[part]
    return _zip(parts | {part: parts[part].replace(before, after, 1)})


def _ods_with(cell: bytes) -> bytes:
    """A list of one person whose cell for the employer is given as markup."""
    data = ods([["编号", "姓名", "工作单位"], ["1", "刘英", "HERE"]])
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        content = packed.read("content.xml")
    start = content.rindex(b"<table:table-cell", 0, content.index(b"HERE"))
    end = content.index(b"</table:table-cell>", start) + len(b"</table:table-cell>")
    space = b'<office:document-content xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
    content = (content[:start] + cell + content[end:]).replace(b"<office:document-content ", space, 1)
    return _with(data, "content.xml", _part(data), content)


def _part(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return packed.read("content.xml")


def test_an_error_kept_as_the_result_of_a_formula_in_an_old_workbook() -> None:
    data = xls([["编号", "姓名", "得分"], ["1", "刘英", xlwt.Formula("A1")]])
    # xlwt leaves the result 0; an error is marked by its code and two bytes FF.
    cell = struct.pack("<HH", 1, 2)
    at = next(at for at in range(len(data)) if data[at : at + 2] == b"\x06\x00" and data[at + 4 : at + 8] == cell)
    data = data[: at + 10] + b"\x02\x00\x2a\x00\x00\x00\xff\xff" + data[at + 18 :]
    assert fault(data).value == "#N/A"


def test_small_streams_of_a_compound_file_are_found() -> None:
    streams = Streams(locked(xlsx([["姓名"]])))
    # The version of agile encryption, then the XML that describes it.
    assert streams.read("EncryptionInfo").startswith(b"\x04\x00\x04\x00")
    assert b"<encryption" in streams.read("EncryptionInfo")


@pytest.mark.parametrize(
    ("before", "after"),
    [(b"</row>", b"</rou>"), (b"</sheetData>", b""), (b"UTF-8", b"UTF-3")],
    ids=["tags", "unclosed", "encoding"],
)
def test_broken_xml_is_refused_before_the_reader_hangs_on_it(before: bytes, after: bytes) -> None:
    assert fault(_with(xlsx([["姓名"], ["刘英"]]), "xl/worksheets/sheet1.xml", before, after)).kind == "table.damaged"


@pytest.mark.parametrize(
    ("kind", "at", "value"),
    [(0x0200, 3, b"\x91"), (0x0200, 6, b"\xff"), (0x00FC, 7, b"\x7f"), (0x00FD, 3, b"\x40"), (0x0085, 1, b"\x70")],
    ids=["first after last", "rows", "strings", "column", "start of a sheet"],
)
def test_an_old_workbook_that_claims_too_much_is_refused(kind: int, at: int, value: bytes) -> None:
    data = xls([["姓名"], ["刘英"]])
    # xlwt writes the workbook stream in one piece behind the file's header of 512 bytes.
    place = 512 + 4 + at + next(spot for spot, found, _ in records(data[512:]) if found == kind)
    assert fault(data[:place] + value + data[place + 1 :]).kind == "table.damaged"
