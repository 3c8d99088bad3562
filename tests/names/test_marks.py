"""What is shown around a name: the blank in short ones, the marks in brackets."""

from __future__ import annotations

import pytest

from optimizer.names.marks import MINORITIES, marked, marks, padded
from optimizer.names.pinyin import reading_of
from optimizer.people.person import Person


def person(name: str, sex: str = "male", ethnicity: str = "汉族") -> Person:
    return Person(id="P1", name=name, sex=sex, other={"ethnicity": ethnicity})


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("刘英", "刘　英"),
        ("刘　英", "刘　英"),
        ("刘 英", "刘　英"),
        ("武志英", "武志英"),
        ("欧阳少东", "欧阳少东"),
        ("Li", "Li"),
        ("李A", "李A"),
    ],
)
def test_two_character_names_are_as_wide_as_three(name: str, shown: str) -> None:
    assert padded(name) == shown


@pytest.mark.parametrize(
    ("who", "part_time", "zh", "en"),
    [
        (person("丁月牙", "female", "回族"), False, "丁月牙（女，回族）", "丁月牙 (woman, Hui)"),
        (person("丁月牙", "female", "回"), False, "丁月牙（女，回族）", "丁月牙 (woman, Hui)"),
        (person("于波", "male", "满族"), False, "于波（满族）", "于波 (Manchu)"),
        (person("丁中平", "female", "汉"), False, "丁中平（女）", "丁中平 (woman)"),
        (person("侯晶晶", "female"), True, "侯晶晶（女，兼）", "侯晶晶 (woman, part-time)"),
        (person("王一", "male", "穿青人"), True, "王一（穿青人，兼）", "王一 (穿青人, part-time)"),
        (person("王一"), False, "王一", "王一"),
        (person("王一", "", ""), False, "王一", "王一"),
    ],
)
def test_only_women_minorities_and_part_time_officers_are_marked(
    who: Person, part_time: bool, zh: str, en: str
) -> None:
    said = marked(who, part_time=part_time)
    assert (said.zh, said.en) == (zh, en)
    assert marks(who, part_time=part_time).zh == zh.removeprefix(who.name)


def test_there_are_55_minorities() -> None:
    assert len(MINORITIES) == len(set(MINORITIES.values())) == 55


@pytest.mark.parametrize(
    ("said", "reading"),
    [
        ("yuè", "yue4"),
        ("YUE4", "yue4"),
        ("lǚ", "lv3"),
        ("lü3", "lv3"),
        ("nv3", "nv3"),
        ("de", "de5"),
        ("12", None),
        ("yuè4", None),
        ("乐", None),
        ("", None),
    ],
)
def test_readings_are_understood_as_people_write_them(said: str, reading: str | None) -> None:
    assert reading_of(said) == reading
