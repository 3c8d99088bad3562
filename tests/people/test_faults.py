"""Every fault of a table at once, each with its row, column, value and cure, in both languages; and what is only noticed."""

from __future__ import annotations

import pytest

from optimizer.basis.faults import InputFaults

from .reading import fault, faults, kinds, pool

ONE_CELL = {
    "birth": ("出生年月", "80年代", "看不懂的出生日期", "the birth cannot be read"),
    "birth_impossible": ("出生年月", "1980-02-30", "没有这一天", "there is no such date"),
    "birth_future": (
        "出生年月",
        "2026-12",
        "出生日期晚于今天（2026-11-22）",
        "the birth is later than today (2026-11-22)",
    ),
    "sex": ("性别", "某", "看不懂的性别", "unknown sex"),
    "modes": ("任职方式", "顾问", "看不懂的任职方式", "unknown mode of appointment"),
    "frontline": ("基层一线", "也许", "看不懂的基层一线填法", "unknown frontline value"),
    "cadre": ("领导干部", "待定", "看不懂的领导干部填法", "unknown leading cadre value"),
    "score": ("得分", "优", "不是数字", "this is no number"),
    "rank": ("推荐排序", "0", "不是正整数", "this is no positive whole number"),
}
CURES = {
    "birth": (
        "请写成 1980、1980-05 或 1980-05-03；不知道就留空",
        "Write it as 1980, 1980-05 or 1980-05-03, or leave it empty if unknown",
    ),
    "sex": ("请写“男”或“女”，或留空", "Write male or female, or leave it empty"),
    "modes": (
        "请写“专职”“兼职”“挂职”，多种用顿号隔开，或留空",
        "Write full_time, part_time or seconded, several separated by commas, or leave it empty",
    ),
    "frontline": ("请写“是”“否”或“待定”，或留空", "Write yes, no or unsure, or leave it empty"),
    "cadre": ("请写“是”或“否”，或留空", "Write yes or no, or leave it empty"),
    "score": ("请写数字，例如 86.5，或留空", "Write a number such as 86.5, or leave it empty"),
    "rank": ("请写 1、2、3……，或留空", "Write 1, 2, 3 …, or leave it empty"),
}
CURES["birth_impossible"] = CURES["birth_future"] = CURES["birth"]


@pytest.mark.parametrize(("kind", "cell"), ONE_CELL.items(), ids=ONE_CELL)
def test_a_bad_cell(kind: str, cell: tuple[str, str, str, str]) -> None:
    header, value, zh, en = cell
    said = fault(f"某市名单\n姓名,{header}\n刘英, {value} \n")
    cure_zh, cure_en = CURES[kind]
    assert said.kind == f"people.{kind}"
    assert said.sentence("zh") == f"第3行，“{header}”列：{zh}：“ {value} ”。{cure_zh}"
    assert said.sentence("en") == f'row 3, column "{header}": {en}: " {value} ". {cure_en}'


def test_an_ambiguous_birth() -> None:
    said = fault("姓名,出生年月\n刘英,1980.1\n")
    assert said.sentence("zh") == (
        "第2行，“出生年月”列：可能是1980-10，也可能是1980-01：“1980.1”。请写成 1980-10 或 1980-01"
    )
    assert said.sentence("en") == (
        'row 2, column "出生年月": this may be 1980-10 or 1980-01: "1980.1". Write 1980-10 or 1980-01'
    )


def test_a_score_of_too_many_decimals() -> None:
    said = fault("姓名,得分\n刘英,1.1234567\n")
    assert said.sentence("zh") == "第2行，“得分”列：小数超过 6 位：“1.1234567”。请四舍五入到 6 位以内"
    assert said.sentence("en") == (
        'row 2, column "得分": more than 6 decimals: "1.1234567". Round it to 6 decimals or fewer'
    )


def test_an_id_twice_names_the_first_row() -> None:
    said = fault("编号,姓名\nP1,刘英\nP2,王芳\nＰ１,张三\n")
    assert said.sentence("zh") == "第4行，“编号”列：编号与第 2 行重复：“Ｐ１”。请改成不重复的编号，或删除重复的人"
    assert said.sentence("en") == (
        'row 4, column "编号": the id is already used in row 2: "Ｐ１". '
        "Give each person an id of their own, or delete the repetition"
    )


def test_an_empty_id_and_a_rounded_id() -> None:
    empty, rounded = faults("编号,姓名\n,刘英\n1.1E+17,王芳\n")
    assert empty.sentence("zh") == "第2行，“编号”列：没有编号。请填写编号；如果都没有编号，请删除这一列"
    assert empty.sentence("en") == (
        'row 2, column "编号": the id is missing. Write the id; if nobody has one, delete the column'
    )
    assert rounded.sentence("zh") == (
        "第3行，“编号”列：长数字已被表格软件四舍五入，原来的数字丢失：“1.1E+17”。请把这一列设为“文本”格式，再重新填写编号"
    )
    assert rounded.sentence("en") == (
        'row 3, column "编号": the spreadsheet program has rounded this long number; digits are lost: "1.1E+17". '
        "Format the column as text and enter the id again"
    )


def test_an_empty_name() -> None:
    said = fault("姓名,性别\n\u200b　,女\n")
    assert said.sentence("zh") == "第2行，“姓名”列：没有姓名。请填写姓名，或删除这一行"
    assert said.sentence("en") == 'row 2, column "姓名": the name is missing. Write the name, or delete the row'


def test_missing_columns() -> None:
    name, education, region = faults("性别,民族\n女,汉\n", required=["region", "education", "sex"])
    assert name.sentence("zh").startswith("缺少“姓名”列。请加上这一列，表头可以是：姓名、名字、")
    assert name.sentence("en").startswith('there is no column "name". Add it; its header may be: 姓名, ')
    assert education.message.en == 'there is no column "education"'
    assert region.sentence("zh") == "缺少“region”列。请加上这一列，或改正政策里的列名"


def test_a_missing_column_names_the_rules_that_use_it() -> None:
    said = fault("姓名\n刘英\n", required={"region": ["U1", "U2", "U1"]})
    assert said.message.zh == "缺少“region”列（规则 U1, U2 要用）"
    assert said.message.en == 'there is no column "region", which the rules U1, U2 use'


def test_a_misspelt_column_is_guessed() -> None:
    said = fault("姓名\n刘英\n", required=["frontlin"])
    assert said.sentence("zh") == "缺少“frontlin”列。政策里是否想写“frontline”？否则请加上这一列"
    assert said.sentence("en") == (
        'there is no column "frontlin". Did the policy mean "frontline"? Otherwise add the column'
    )


def test_a_table_of_ids_needs_no_names_unless_they_are_asked_for() -> None:
    found = pool("编号,性别\nP1,女\n")
    assert found.people[0].name == "P1"
    assert found.columns == ("id", "sex")
    assert found.notices[0].message.zh == "表中没有姓名列，用编号代替姓名"
    assert found.notices[0].message.en == "the table has no name column; the id stands for the name"
    assert fault("编号,性别\nP1,女\n", required=["name"]).kind == "people.column"


def test_no_rows() -> None:
    said = fault("名单\n姓名,性别\n,\n合计,\n")
    assert said.sentence("zh") == "表头下面没有人员。请在表头（第 2 行）下面填写名单"
    assert said.sentence("en") == "there are no people below the header. Write the list below the header (row 2)"


def test_a_row_longer_than_the_header() -> None:
    said = fault("姓名,得分\n刘英,1,234\n王芳,5,,\n")
    assert said.sentence("zh") == "第2行：这一行比表头多出内容：“234”。请检查是否多了逗号；内容里有逗号时要加引号"
    assert said.sentence("en") == (
        'row 2: the row has more cells than the header: "234". '
        "Look for a stray comma; a cell with a comma in it needs quotation marks"
    )


def test_all_faults_come_at_once_in_the_order_of_the_table() -> None:
    found = faults("编号,姓名,性别,界别,界别,得分\n1,,x,a,a,b\n1,王芳,x,a,a,1\n", required=["birth"])
    assert [(each.kind, each.row, each.column) for each in found] == [
        ("table.header_twice", None, "界别"),
        ("people.column", None, None),
        ("people.name", 2, "姓名"),
        ("people.sex", 2, "性别"),
        ("people.score", 2, "得分"),
        ("people.id_twice", 3, "编号"),
        ("people.sex", 3, "性别"),
    ]


def test_the_digest_shows_the_first_of_each_kind() -> None:
    with pytest.raises(InputFaults) as caught:
        pool("姓名,性别\n" + "".join(f"某{at},?\n" for at in range(8)))
    assert "……同类问题还有 3 处" in caught.value.digest("zh")


def test_rounded_numbers_of_other_columns_are_noticed() -> None:
    found = pool("编号,姓名,证照\n" + "".join(f"{at},某,1.1E+17\n" for at in range(7)))
    assert found.notices[0].message.zh == ("“证照”列的长数字已被表格软件四舍五入，按原样保留（第 2, 3, 4, 5, 6 … 行）")
    assert found.notices[0].message.en == (
        'long numbers in column "证照" were rounded by the spreadsheet program and are kept so (rows 2, 3, 4, 5, 6 …)'
    )


def test_formula_errors_of_extra_columns_are_noticed() -> None:
    (notice,) = pool("编号,姓名,备注\n1,刘英,#REF!\n").notices
    assert notice.message.zh == "附加列“备注”有公式错误，按原样保留（第 2 行）"
    assert notice.message.en == 'extra column "备注" shows formula errors, kept as they are (rows 2)'


def test_ids_made_from_name_and_birth() -> None:
    found = pool("姓名,出生年月,单位\n王芳,1980.05,乙\n刘英,,甲\n王芳,1980年5月,甲\n")
    assert [(person.id, person.value("employer")) for person in found.people] == [
        ("刘英", "甲"),
        ("王芳-1980-05#1", "乙"),
        ("王芳-1980-05#2", "甲"),
    ]
    made = next(notice for notice in found.notices if notice.kind == "people.ids_made")
    assert made.message.zh == "表中没有编号列，编号由姓名和出生年月生成"
    assert made.message.en == "the table has no id column; ids were made from name and birth"


def test_made_ids_stay_unique_when_a_name_looks_like_one() -> None:
    found = pool("姓名,备注\n王芳,a\n王芳,b\n王芳#1,c\n")
    assert [person.id for person in found.people] == ["王芳#1", "王芳#1#", "王芳#2"]


def test_likely_duplicates_are_noticed() -> None:
    found = pool("编号,姓名,出生年月\n1,刘 英,1980-05\n2,刘英,1980年5月\n3,刘英,1980\n4,王芳,\n5,王芳,\n")
    (notice,) = found.notices
    assert notice.people == ("1", "2")
    assert notice.message.zh == "可能重复：刘英（1980-05），编号 1、2"
    assert notice.message.en == "likely the same person: 刘英 (1980-05), ids 1, 2"


def test_heads_without_a_kind_and_births_on_the_first_are_noticed() -> None:
    found = pool("编号,姓名,是否三长,出生日期\n1,甲,是,1980-05-01\n2,乙,医院院长,1981-01-01\n3,丙,否,1990-02-01\n")
    head, firsts = found.notices
    assert (head.kind, head.people) == ("people.which_head", ("1",))
    assert (
        head.message.zh
        == "“是否三长”列有 1 人只写了“是”，没有写明是哪一类（医院院长、学校校长、农技站站长、科技型企业负责人）"
    )
    assert head.message.en == (
        'in column "是否三长" 1 people are marked as heads without saying of what '
        "(hospital, school, agrotech, enterprise)"
    )
    assert firsts.message.zh == "全部 3 个出生日期都是某月1日；如果其实只知道年月，请写成 1980-05，以免年龄被误判"
    assert firsts.message.en.startswith("all 3 births fall on the first of a month")
    assert kinds(pool("编号,姓名,出生\n1,甲,1980-05-01\n2,乙,1981-01-01\n3,丙,1990-02-02\n")) == []


def test_people_are_sorted_by_id() -> None:
    assert [person.id for person in pool("编号,姓名\nP10,a\nP2,b\nP1,c\n").people] == ["P1", "P10", "P2"]


def test_level_terms_kin_and_residence_are_kept_as_plain_texts() -> None:
    found = pool(
        "编号,姓名,行政级别,已任届数,亲属组,是否驻会\n1,甲,县处级副职,两届,k01,驻会\n2,乙,,,无,否\n3,丙,无,0,Ｋ01,\n"
    )
    assert found.columns == ("id", "name", "level", "terms", "kin", "resident")
    held = [[person.value(column) for column in found.columns[2:]] for person in found.people]
    assert held == [["副处级", "2", "K01", "yes"], ["", "", "", "no"], ["", "0", "K01", ""]]


def test_terms_and_residence_that_cannot_be_read_are_faults() -> None:
    terms, resident = faults("姓名,已任届数,驻会\n甲,多届,也许\n")
    assert terms.sentence("zh") == "第2行，“已任届数”列：不是届数：“多届”。请写 0、1、2……，或留空"
    assert resident.sentence("zh") == "第2行，“驻会”列：看不懂的驻会填法：“也许”。请写“是”或“否”，或留空"
    assert resident.sentence("en").endswith("Write yes or no, or leave it empty")


def test_a_column_of_ticks_says_no_where_it_is_empty() -> None:
    ticked = pool("姓名,是否领导干部,是否基层一线\n刘英,√,是\n王芳,,\n")
    assert [(person.cadre, person.frontline) for person in ticked.people] == [("yes", "yes"), ("no", "no")]
    said = [notice.message for notice in ticked.notices if notice.kind == "people.ticks"]
    assert [one.zh for one in said] == [
        "“是否基层一线”列只写了“是”，空着的 1 人算作“否”",
        "“是否领导干部”列只写了“是”，空着的 1 人算作“否”",
    ]
    assert said[0].en == 'column "是否基层一线" only ever says yes; the 1 empty cells are taken for no'
    assert [person.value("resident") for person in pool("编号,驻会\n1,√\n2,\n").people] == ["yes", "no"]
    mixed = pool("姓名,是否领导干部,是否基层一线\n刘英,是,是\n王芳,否,待定\n张三,,\n")
    assert [(person.name, person.cadre, person.frontline) for person in mixed.people if not person.cadre] == [
        ("张三", "", "")
    ]
