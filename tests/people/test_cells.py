"""What a single cell may say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from optimizer.people.births import read_birth
from optimizer.people.cells import (
    Bad,
    read_cadre,
    read_frontline,
    read_head,
    read_id,
    read_incumbent,
    read_kin,
    read_level,
    read_modes,
    read_rank,
    read_resident,
    read_score,
    read_sex,
    read_terms,
)
from optimizer.people.person import Birth
from optimizer.people.words import clean_name, clean_text

from .reading import TODAY

MAY = Birth(1980, 5)
THIRD = Birth(1980, 5, 3)


def table(text: str) -> list[list[str]]:
    return [line.split("|") for line in text.strip().splitlines()]


@pytest.mark.parametrize(
    ("written", "birth"),
    [
        ("1980", Birth(1980)),
        ("1980年", Birth(1980)),
        ("１９８０", Birth(1980)),
        *[
            (each, MAY)
            for each in ("1980-05", "1980-5", "198005", "1980.05", "1980.5", "1980年5月", "1980/05", "1980年05月生")
        ],
        *[
            (each, MAY)
            for each in (
                "1980.05（46岁）",
                " 1980 . 05 ",
                "1980\u201305",
                "1980．05",
                "1980。05",
                "\ufeff1980-05\u200b",
            )
        ],
        *[(each, THIRD) for each in ("1980-05-03", "19800503", "1980年5月3日", "1980/5/3", "1980.5.3", "1980.05.03")],
        *[
            (each, THIRD)
            for each in ("1980-05-03 00:00:00", "1980/5/3 0:00", "1980-05-03T00:00:00.000", "1980年5月3日出生")
        ],
        ("1980.10", Birth(1980, 10)),
        ("1980-1", Birth(1980, 1)),
        ("1980年1月", Birth(1980, 1)),
        ("1980.2", Birth(1980, 2)),
        ("29221", Birth(1980, 1, 1)),
        ("20000229", Birth(2000, 2, 29)),
        ("2026-11-22", Birth(2026, 11, 22)),
        ("2026-11", Birth(2026, 11)),
        ("　", None),
        ("", None),
    ],
)
def test_births_keep_their_precision(written: str, birth: Birth | None) -> None:
    assert read_birth(written, today=TODAY) == birth


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        *[
            (each, "birth")
            for each in ("45岁", "80-05", "May-80", "3.5.1980", "1980-05-03 12:30", "—", "123", "1980-05-003")
        ],
        *[
            (each, "birth_impossible")
            for each in ("1980-13", "1980-02-30", "19800231", "198000", "1980-00", "0080", "1899-12")
        ],
        *[(each, "birth_future") for each in ("2027", "2026-12", "2026-11-23", "60000")],
        *[(each, "birth_ambiguous") for each in ("1980.1", "19805", "１９８０．１")],
    ],
)
def test_bad_births(written: str, kind: str) -> None:
    bad = read_birth(written, today=TODAY)
    assert isinstance(bad, Bad)
    assert bad.kind == f"people.{kind}"


def test_a_serial_number_is_no_year_and_month_when_the_year_lies_ahead() -> None:
    assert read_birth("20271", today=date(2026, 1, 1)) == Birth(1955, 7, 1)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("刘　英", "刘英"),
        (" 欧阳 修 远 ", "欧阳修远"),
        ("John   Smith", "John Smith"),
        ("Maria\u00a0Li", "Maria Li"),
        ("阿不都·热合曼", "阿不都·热合曼"),
        ("阿不都 • 热合曼", "阿不都·热合曼"),
        ("\ufeff王\u200b芳\t", "王芳"),
        ("Ａｎｎａ", "Anna"),
        ("𠮷 野", "𠮷野"),
        ("龙王\n庙", "龙王庙"),
        ("刘\ufffe英\uffff", "刘英"),
    ],
)
def test_names(written: str, name: str) -> None:
    assert clean_name(written) == name
    assert clean_name(name) == name


def test_free_text_keeps_chinese_punctuation() -> None:
    assert clean_text("　第１研究所（北）、二 部，—  ") == "第1研究所（北）、二 部，—"


def test_ids_become_plain_and_rounded_ones_are_refused() -> None:
    assert [read_id(each) for each in ("Ｐ００１", " 00000000001 ", "a  b")] == ["P001", "00000000001", "a b"]
    for rounded in ("1.10101E+17", "1.1010119800101123e+17", "1E+17"):
        assert isinstance(read_id(rounded), Bad)


WORDS = """
sex|男 男性 M male Male|male
sex|女 女性 F female|female
frontline|是 √ Y yes 1 TRUE 一线 基层一线 ✓|yes
frontline|否 × N no 0 FALSE 非一线|no
frontline|待定 unsure 不确定 ？ 待核实|unsure
cadre|是 √ yes 领导干部|yes
cadre|否 no ×|no
head|医院院长 卫生院院长 乡镇卫生院院长 社区卫生服务中心主任 hospital 医院|hospital
head|学校校长 校长 中学校长 school Principal 小学校长|school
head|农技站站长 农技站长 农业服务中心主任 农业技术推广站站长 农技推广中心主任 agrotech|agrotech
head|科技型企业负责人 企业负责人 科技企业主要负责人 企业家 科技型企业家 民营科技企业董事长 企业 enterprise Entrepreneur|enterprise
head|民办非企业负责人|民办非企业负责人
head|企业副总经理|企业副总经理
head|副校长|副校长
head|医院副院长|医院副院长
head|院长|院长
head|科技馆馆长|科技馆馆长
head|是|是
resident|是 √ yes 驻会 可驻会|yes
resident|否 no × 不驻会 不能驻会|no
level|正处级 正处 正县级 县处级正职 正县处级|正处级
level|副厅级 副厅局级 厅局级副职|副厅级
level|副科级 副科 乡科级副职|副科级
level|四级主任科员|四级主任科员
level|无 — -|
terms|0 无 否 ０ 零届|0
terms|2 两届 二届 2.0 ２届|2
kin|K01 k01 Ｋ０１|K01
kin|无 — 否 /|
incumbent|是 yes √|yes
incumbent|否 无 no|no
incumbent|常委|常委
"""
READERS = {
    "sex": read_sex,
    "frontline": read_frontline,
    "cadre": read_cadre,
    "head": read_head,
    "incumbent": read_incumbent,
    "resident": read_resident,
    "level": read_level,
    "terms": read_terms,
    "kin": read_kin,
}


@pytest.mark.parametrize(("column", "written", "value"), table(WORDS))
def test_words(column: str, written: str, value: str) -> None:
    assert {READERS[column](each) for each in written.split()} == {value}


@pytest.mark.parametrize("written", ["", "无", "否", "-", "—", "/", "none", "×", "　"])
def test_no_head(written: str) -> None:
    assert read_head(written) == ""


@pytest.mark.parametrize("read", [read_sex, read_frontline, read_cadre, read_resident, read_terms])
def test_empty_words_say_nothing_and_unknown_ones_are_bad(read: object) -> None:
    assert read("  ") == ""  # type: ignore[operator]
    assert isinstance(read("某"), Bad)  # type: ignore[operator]


@pytest.mark.parametrize("written", ["-1", "1.5", "第二届", "多届", "1;2", "123"])
def test_terms_are_whole_numbers(written: str) -> None:
    bad = read_terms(written)
    assert isinstance(bad, Bad)
    assert (bad.kind, bad.message.zh, bad.cure.en) == (
        "people.terms",
        "不是届数",
        "write 0, 1, 2 …, or leave it empty",
    )


def test_empty_levels_and_kin_stay_empty() -> None:
    assert (read_level(" "), read_kin("　")) == ("", "")


def test_a_cadre_is_never_unsure() -> None:
    assert isinstance(read_cadre("待定"), Bad)


@pytest.mark.parametrize(
    ("written", "modes"),
    [
        ("", ("part_time",)),
        ("兼职", ("part_time",)),
        ("挂职、专职", ("full_time", "seconded")),
        ("挂职，兼职;专职", ("full_time", "part_time", "seconded")),
        ("专职/兼职", ("full_time", "part_time")),
        ("专职 挂职", ("full_time", "seconded")),
        ("兼职挂职", ("part_time", "seconded")),
        ("Full-time, seconded", ("full_time", "seconded")),
        ("full time/part_time", ("full_time", "part_time")),
        ("兼职，兼职", ("part_time",)),
    ],
)
def test_modes(written: str, modes: tuple[str, ...]) -> None:
    assert read_modes(written) == modes


@pytest.mark.parametrize("written", ["专门", "兼职、顾问", "不兼职", "、", "是"])
def test_unknown_modes(written: str) -> None:
    assert isinstance(read_modes(written), Bad)


@pytest.mark.parametrize(
    ("written", "score"),
    [
        ("86.50", "86.5"),
        ("１，２３４．５", "1234.5"),
        ("1,234,567", "1234567"),
        ("-0.0", "0"),
        ("+3", "3"),
        ("0", "0"),
        ("100.000000", "100"),
        ("0.123456", "0.123456"),
    ],
)
def test_scores_are_exact(written: str, score: str) -> None:
    assert str(read_score(written)) == score


def test_empty_numbers() -> None:
    assert read_score(" ") is None
    assert read_rank("") is None


@pytest.mark.parametrize("written", ["NaN", "inf", "1e3", "85分", "1,23", "1.1234567", "--1", "1" * 5000, "八十"])
def test_bad_scores(written: str) -> None:
    assert isinstance(read_score(written), Bad)


def test_ranks() -> None:
    assert [read_rank(each) for each in ("1", "１２", "3.0", "第2", "第3名")] == [1, 12, 3, 2, 3]


@pytest.mark.parametrize("written", ["0", "-1", "1.5", "一", "1" * 5000, "前3"])
def test_bad_ranks(written: str) -> None:
    assert isinstance(read_rank(written), Bad)


def test_scores_are_decimals() -> None:
    assert isinstance(read_score("1"), Decimal)
