"""Names in order: published lists, textbook pairs, what an order is, and a caption that never lies."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.names.order import Given, Listing, Order, arranged, order_caption, unplaced, unplaced_words
from optimizer.people.person import Person
from tests.names.lists import ARTISTS, BUREAU, DELEGATES, PROFESSORS, SURNAMES, called
from tests.strategies import drawn

BY_NAME, PINYIN = Listing(order=Order.NAME), Listing(order=Order.PINYIN)
SURNAME_CAPTION = "（按姓氏笔画为序）"


def names(people: list[Person]) -> list[str]:
    return [person.name for person in people]


@pytest.mark.parametrize("published", [BUREAU, DELEGATES, ARTISTS], ids=["bureau", "delegates", "artists"])
def test_published_lists_are_in_stroke_order_of_surnames(published: str) -> None:
    people = called(*published.split())
    assert names(arranged(reversed(people), Listing())) == published.split()
    caption = order_caption(people, Listing())
    assert caption is not None
    assert (caption.zh, caption.en) == (SURNAME_CAPTION, "(in stroke order of surnames)")


def test_a_published_list_is_in_pinyin_order() -> None:
    people = called(*PROFESSORS.split())
    assert names(arranged(reversed(people), PINYIN)) == PROFESSORS.split()
    caption = order_caption(people, PINYIN)
    assert caption is not None
    assert caption.zh == "（按姓名拼音为序）"


def test_common_surnames_go_by_strokes_and_their_shapes() -> None:
    surnames = SURNAMES.replace(" ", "")
    assert names(arranged(called(*sorted(surnames)), Listing())) == list(surnames)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("高富", "高大富"),  # an empty slot before a given name of one character
        ("丁小宁", "王小宁"),  # strokes
        ("李一鸣", "李大鸣"),  # strokes of the second character
        ("王一", "文一"),  # 横 before 点
        ("林一", "欧一"),  # 一丨 before 一丿
        ("欧阳少东", "洪少东"),  # of a compound surname only the first character, not its strokes in all
        ("欧阳修", "欧阳少东"),  # the slot is behind the whole surname
        ("欧大富", "欧阳修"),  # 欧 and 大, 欧 and 阳
        ("爱新觉罗·启星", "谭一"),  # 爱 has 10 strokes, 谭 14
        ("才让", "才让太"),  # the shorter first
    ],
)
def test_textbook_pairs_by_surname(first: str, second: str) -> None:
    assert names(arranged(called(second, first), Listing())) == [first, second]
    assert order_caption(called(second, first), Listing()) is None


def test_by_full_name_there_is_no_slot() -> None:
    assert names(arranged(called("田富", "田大利"), BY_NAME)) == ["田大利", "田富"]
    assert names(arranged(called("田富", "田大利"), Listing())) == ["田富", "田大利"]
    assert order_caption(called(*DELEGATES.split()), BY_NAME) is None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("陈一", "曾一"),  # 曾 zēng, not céng
        ("马一", "区一"),  # 区 ōu
        ("欧一", "朴一"),  # 朴 piáo
        ("山一", "单一"),  # 单 shàn
        ("单于一", "单一"),  # 单于 chán
        ("乔一", "仇一"),  # 仇 qiú
        ("谢一", "解学龙"),  # both xiè: 谢 has 12 strokes, 解 13
        ("万俟一", "莫一"),  # both mò: 万 has 3 strokes, 莫 10
        ("余一", "尉迟一"),  # 尉迟 yù
        ("叶一", "翟一"),  # 翟 zhái
        ("卢一", "吕一"),  # ü after u
        ("李大", "栗一"),  # the tone of the surname before the given name
    ],
)
def test_pairs_by_pinyin(first: str, second: str) -> None:
    assert names(arranged(called(second, first), PINYIN)) == [first, second]


def test_surname_readings_are_for_surnames_only() -> None:
    # 单 is shàn in 单文 but dān in 王单; 曾 is zēng in front and céng behind.
    assert names(arranged(called("王二", "王单", "王曾"), PINYIN)) == ["王曾", "王单", "王二"]


def test_rank_unit_and_an_order_of_ones_own() -> None:
    people = [
        Person(id="P1", name="王一", rank=2, other={"unit": "县医院"}),
        Person(id="P2", name="丁一", rank=2, other={"unit": "农科所"}),
        Person(id="P3", name="张一", rank=1, other={"unit": "县医院"}),
        Person(id="P4", name="万一", other={}),
    ]

    def ids(listing: Listing) -> str:
        return " ".join(person.id for person in arranged(people, listing))

    assert ids(Listing(order=Order.RANK)) == "P3 P2 P1 P4"
    assert ids(Listing(order=Order.UNIT)) == "P2 P1 P3 P4"
    assert ids(Listing(order=Order.MANUAL, manual=("P4", "P1"))) == "P4 P1 P2 P3"


def test_units_are_captioned_where_everyone_has_one_and_other_orders_never() -> None:
    people = [replace(person, rank=1, other={"unit": "县医院"}) for person in called("丁一", "王一")]
    by_unit = Listing(order=Order.UNIT)
    caption = order_caption(people, by_unit)
    assert caption is not None
    assert caption.zh == "（按推荐单位排列，同一单位按姓氏笔画为序）"
    assert order_caption([people[0], replace(people[1], other={})], by_unit) is None
    assert order_caption(people, Listing(order=Order.RANK)) is None
    assert order_caption(people, Listing(order=Order.MANUAL, manual=("P002", "P001"))) is None
    assert order_caption(people[:1], Listing()) is None


def test_characters_outside_the_table_come_last_are_told_and_stop_the_caption() -> None:
    people = called("丁㛃", "丁𬇙", "丁龘", "丁A")
    assert names(arranged(people, Listing())) == ["丁龘", "丁A", "丁㛃", "丁𬇙"]
    assert unplaced(people, Listing()) == ("A", "㛃", "𬇙")
    assert order_caption(arranged(people, Listing()), Listing()) is None
    said = unplaced_words(people, Listing())
    assert said is not None
    assert "A（丁A）、㛃（丁㛃）、𬇙（丁𬇙）" in said.zh
    assert "㛃 (丁㛃)" in said.en
    assert unplaced_words(called("丁一"), Listing()) is None


def test_a_given_character_has_the_place_it_was_given() -> None:
    placed = {"㛃": "一", "𬇙": "㛃", "A": "一"}
    listing = Listing(given=tuple(Given(character=char, after=after) for char, after in placed.items()))
    people = called("丁丨", "丁A", "丁𬇙", "丁㛃", "丁一")
    assert names(arranged(people, listing)) == ["丁一", "丁㛃", "丁𬇙", "丁A", "丁丨"]
    assert unplaced(people, listing) == ()
    assert order_caption(arranged(people, listing), listing) is not None


def test_a_given_place_counts_more_than_the_table() -> None:
    listing = Listing(given=(Given(character="丁", after="龘"),))
    assert names(arranged(called("丁一", "龘一", "王一"), listing)) == ["王一", "龘一", "丁一"]


def test_a_given_reading_counts_more_than_the_common_one() -> None:
    people = called("王乐", "王梅")
    assert names(arranged(people, PINYIN)) == ["王乐", "王梅"]
    given = (Given(character="乐", reading="yue4"),)
    assert names(arranged(people, Listing(order=Order.PINYIN, given=given))) == ["王梅", "王乐"]


@pytest.mark.parametrize("after", ["㛃", "𬇙", "A", "ab"])
def test_no_character_is_placed_after_one_without_a_place(after: str) -> None:
    with pytest.raises(ValueError, match="has no place"):
        Listing(given=(Given(character="㛃", after=after),))


def test_only_those_whose_names_decide_are_looked_at() -> None:
    people = [Person(id="P1", name="丁㛃", rank=1), Person(id="P2", name="王㛃", rank=2)]
    assert unplaced(people, Listing(order=Order.RANK)) == ()
    assert unplaced(people, Listing(order=Order.MANUAL, manual=("P1",))) == ("㛃",)
    assert unplaced(people, Listing(order=Order.MANUAL, manual=("P1", "P2"))) == ()


_UNITS = st.sampled_from(["", "县医院", "农科所"])
_GIVEN = ((), (Given(character="㛃", after="王"), Given(character="A", after="㛃")))
_LISTINGS = st.sampled_from(
    [Listing(order=order, manual=("P3", "P1"), given=given) for order in Order for given in _GIVEN]
)


def _crowds(characters: str) -> st.SearchStrategy[list[Person]]:
    """People whose names have few characters, so that they meet."""
    names = st.text(characters, min_size=1, max_size=5)
    return st.lists(st.tuples(names, st.none() | st.integers(1, 2), _UNITS), max_size=7).map(crowd)


def crowd(drawn_people: list[tuple[str, int | None, str]]) -> list[Person]:
    return [
        Person(id=f"P{number}", name=name, rank=rank, other={"unit": unit})
        for number, (name, rank, unit) in enumerate(drawn_people)
    ]


@drawn(150)
@given(_crowds("丁王高大富欧阳㛃𬇙〇·A9"), _LISTINGS, st.randoms(use_true_random=False))
def test_an_order_does_not_depend_on_the_order_before_nor_on_blanks(
    people: list[Person], listing: Listing, chance: Random
) -> None:
    wanted = [person.id for person in arranged(people, listing)]
    shuffled = [replace(person, name="　".join(person.name)) for person in people]
    chance.shuffle(shuffled)
    assert [person.id for person in arranged(shuffled, listing)] == wanted


@drawn(200)
@given(_crowds("丁王大富欧阳㛃"), _LISTINGS)
def test_a_caption_is_printed_only_over_its_order(people: list[Person], listing: Listing) -> None:
    caption = order_caption(people, listing)
    ordered = arranged(people, listing)
    told = order_caption(ordered, listing)
    assert caption is None or caption == told
    # Equal names may stand either way round; everything else has one order.
    assert (caption is not None) == (told is not None and _compared(people) == _compared(ordered))


def _compared(people: list[Person]) -> list[tuple[str, str]]:
    return [(person.name, person.value("unit")) for person in people]
