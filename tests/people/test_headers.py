"""Which column is which, and which sheet, row by row."""

from __future__ import annotations

import pytest

from optimizer.people.headers import CANONICAL_HEADERS, canonical_column, match_header

from .reading import fault, faults, one, pool
from .workbooks import cells, xlsx

HEADERS_PROMISED = """
id,编号 序号 工号
name,姓名
sex,性别
birth,出生年月 出生日期
frontline,是否基层一线 基层一线
head,三长类别 是否三长 三长 四长类别
cadre,是否领导干部 领导干部
incumbent,上届职务 是否上届
modes,任职方式 可任方式
score,得分 评分 票数
rank,推荐排序
ethnicity,民族
party,政治面貌
education,学历
degree,学位
title,职称(专业技术职务) 职称 专业技术职务
discipline,学科专业
employer,工作单位
post,职务
sector,单位类别(界别) 单位类别 界别
unit,推荐单位(选举单位) 推荐单位 选举单位
level,行政级别 干部级别 职务层次
terms,已任届数 任职届数
kin,亲属组 近亲属组
resident,驻会 是否驻会 能否驻会
"""


@pytest.mark.parametrize(("column", "headers"), cells(HEADERS_PROMISED))
def test_the_headers_of_the_design(column: str, headers: str) -> None:
    assert {canonical_column(each) for each in [column, column.upper(), *headers.split()]} == {column}


def test_no_header_means_two_columns() -> None:
    assert all(canonical_column(each) == column for column, known in CANONICAL_HEADERS.items() for each in known)


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("姓　名", "name"),
        ("*姓名：", "name"),
        ("姓\n名", "name"),
        ("姓名 Name", "name"),
        ("Name/姓名", "name"),
        ("出生年月（岁）", "birth"),
        ("出生年月\n(如1980.05)", "birth"),
        ("Date of Birth", "birth"),
        ("date_of_birth", "birth"),
        ("推荐（选举）单位", "unit"),
        ("单位类别【界别】", "sector"),
        ("ＩＤ", "id"),
        ("No.", "id"),
        ("职级", None),
        ("亲属关系", None),
        ("备注", None),
        ("年龄", None),
        ("", None),
    ],
)
def test_headers_as_people_write_them(header: str, column: str | None) -> None:
    assert canonical_column(header) == column


def test_extra_columns_keep_their_own_header() -> None:
    found = pool("备注,Region,姓名\n好,north,刘英\n")
    assert found.columns == ("备注", "Region", "name")
    assert found.people[0].other == {"备注": "好", "Region": "north"}


def test_a_header_twice() -> None:
    first, second = faults("姓名,备注,备注,姓名\n刘英,a,b,王芳\n")
    assert first.sentence("zh") == "“姓名”列：有两列的表头都是“姓名”（A, D）。请只留一列，或给另一列换个表头"
    assert second.sentence("en") == (
        'column "备注": two columns have the header "备注" (B, C). Keep one of them, or give the other another header'
    )


def test_two_headers_of_one_meaning() -> None:
    said = fault("姓名,单位类别,界别\n刘英,企业,科协\n")
    assert said.kind == "table.header_twice"
    assert said.message.zh == "“单位类别”和“界别”两个表头意思相同（sector；B, C）"
    assert said.message.en == 'the headers "单位类别" and "界别" both mean the column "sector" (B, C)'


def test_a_running_number_yields_to_an_id() -> None:
    found = pool("序号,编号,身份证号,姓名\n1,P7,110,刘英\n")
    assert found.columns == ("序号", "id", "身份证号", "name")
    assert found.people[0].id == "P7"
    assert found.notices[0].message.zh == "“序号”列按附加列保留，因为“编号”列已用作“id”"
    assert (
        found.notices[0].message.en == 'column "序号" is kept as an extra column, because "编号" already serves as "id"'
    )
    assert one("序号,姓名\n1,刘英\n").id == "1"


def test_yielding_headers_that_are_twins_clash() -> None:
    assert fault("序号,序号,编号,姓名\n1,2,P7,刘英\n").kind == "table.header_twice"


def test_a_header_with_a_remark_yields_to_the_plain_one() -> None:
    assert pool("姓名,姓名(拼音)\n刘英,Liu Ying\n").columns == ("name", "姓名(拼音)")


def test_empty_headers_are_passed_over() -> None:
    assert dict(match_header(["", "姓名"], CANONICAL_HEADERS).index) == {"name": 1}


def test_content_without_a_header_is_kept_under_its_letter() -> None:
    found = pool("姓名,,\n刘英,x,\n")
    assert found.people[0].other == {"B": "x"}
    assert found.notices[0].message.zh == "B 列没有表头，按附加列“B”保留"
    assert found.notices[0].message.en == 'column B has no header; it is kept as the extra column "B"'


def test_title_rows_and_blank_rows_keep_the_row_numbers() -> None:
    found = pool("某市科协推荐名单,,\n,,\n填报：人事部,2026年,\n姓名,性别,民族\n,,\n刘英,女,汉\n")
    assert [person.row for person in found.people] == [6]


def test_totals_remarks_and_repeated_headers_are_skipped_and_told() -> None:
    text = "编号,姓名,性别\n1,刘英,女\n编号,姓名,性别\n2,王芳,女\n合 计,2,人\n总计：2人,,\n注：以上\n1. 其一\n"
    found = pool(text)
    assert [person.name for person in found.people] == ["刘英", "王芳"]
    assert found.notices[0].message.zh == (
        "跳过了不是人员的行（合计、说明或重复的表头）：第3行“编号”、第5行“合 计”、第6行“总计：2人”、第7行“注：以上”、第8行“1. 其一”"
    )
    assert found.notices[0].message.en.startswith(
        'rows that are no people (totals, remarks or a repeated header) were skipped: row 3 "编号", row 5 "合 计"'
    )


@pytest.mark.parametrize("row", ["1. 其一,,", "注册部,,", "总工程师,,", "合计,,某人"])
def test_what_may_be_a_person_is_not_skipped(row: str) -> None:
    said = fault(f"编号,姓名,备注\n{row}\n")
    assert (said.kind, said.row) == ("people.name", 2)


def test_no_header_row() -> None:
    said = fault("甲,乙\n1,2\n")
    assert said.sentence("zh") == (
        "前 20 行里没有找到表头（姓名、编号）。请在名单上方加一行表头，例如：编号、姓名、性别、出生年月"
    )
    assert said.sentence("en") == (
        "no header row was found in the first 20 rows (name, id). "
        "Put a header row above the list, for example: id, name, sex, birth"
    )


PEOPLE = cells("姓名,性别\n刘英,女")
WORDS = cells("性别\n男\n女")


def test_the_sheet_with_people_is_read() -> None:
    found = pool(xlsx(WORDS, more={"名册": PEOPLE}), source="a.xlsx")
    assert len(found.people) == 1
    assert found.notices[0].message.en == 'sheet "名册" was read; these were not: "名单"'
    assert found.notices[0].message.zh == "读取的是工作表“名册”；没有读：“名单”"


def test_an_empty_form_or_a_hidden_sheet_does_not_compete() -> None:
    assert len(pool(xlsx(PEOPLE, more={"空表": PEOPLE[:1], "旧": PEOPLE}, hidden=["旧"])).people) == 1


def test_several_sheets_with_people_need_a_name() -> None:
    two = xlsx(PEOPLE, more={"第二批": cells("姓名,性别\n王芳,女")})
    said = fault(two)
    assert said.sentence("zh") == "有几张工作表都像名单：“名单”、“第二批”。请指明用哪一张工作表"
    assert said.sentence("en") == 'several sheets look like the list: "名单", "第二批". Say which sheet to read'
    assert pool(two, sheet="第二批").people[0].name == "王芳"


def test_a_sheet_that_is_not_there() -> None:
    said = fault(xlsx(PEOPLE), sheet="名册")
    assert said.sentence("zh") == "没有名为“名册”的工作表。文件里的工作表有：“名单”"
    assert said.sentence("en") == 'there is no sheet named "名册". The sheets of the file are: "名单"'
    assert fault("姓名\n刘英\n", sheet="名册").cure.zh == "CSV 文件不分工作表，请不要指明工作表"
    assert fault("姓名\n刘英\n", sheet="名册").cure.en == "a CSV file has no sheets; name none"
