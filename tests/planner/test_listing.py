"""The order of lists as the user gives it: a name, a table of people, a table of characters, and all their faults."""

from __future__ import annotations

import pytest

from optimizer.basis.faults import InputFaults
from optimizer.names.order import Given, Listing, Order
from optimizer.people.person import Person, Pool
from optimizer.planner.listing import Named, open_listing

POOL = Pool(
    people=(Person(id="P1", name="刘英"), Person(id="P2", name="王一"), Person(id="P3", name="王一")),
    columns=("id", "name"),
)


def named(source: str, text: str) -> Named:
    return Named(source=source, data=text.encode())


def test_an_order_by_name_needs_nothing_else() -> None:
    assert open_listing("surname", POOL) == Listing()
    assert open_listing("unit", POOL, officers_first=False) == Listing(order=Order.UNIT, officers_first=False)


@pytest.mark.parametrize(
    "table", ["编号,姓名\nP2,王一\n,刘　英\n", "姓名,编号\n王一,P2\n刘英,P1\n", "P2\n刘 英\n", "\ufeffP2\n\n刘英"]
)
def test_an_order_of_ones_own_is_read_from_a_table_or_a_plain_list(table: str) -> None:
    listing = open_listing("manual", POOL, order_list=named("order.csv", table))
    assert listing == Listing(order=Order.MANUAL, manual=("P2", "P1"))


def test_characters_are_read_with_place_and_reading() -> None:
    table = "字,排在…之后,读音\n㛃,契,jié\n𬇙,㛃,\n乐,,yue4\n"
    assert open_listing("surname", POOL, characters=named("characters.csv", table)).given == (
        Given(character="㛃", after="契", reading="jie2"),
        Given(character="𬇙", after="㛃"),
        Given(character="乐", reading="yue4"),
    )


def test_every_fault_of_all_files_is_told_at_once() -> None:
    people = "编号,姓名\nP9,\n,王一\nP1,王一\nP1,刘英\nP1,\n"
    characters = "字,排在…之后,读音\n㛃㛃,契,jié\n丁,丁,12\n㛃,,\n㛃,𬇙,\n"
    with pytest.raises(InputFaults) as refused:
        open_listing("surnam", POOL, order_list=named("o.csv", people), characters=named("c.csv", characters))
    assert refused.value.source == "surnam"
    assert [(fault.file, fault.kind, fault.row, fault.value) for fault in refused.value.faults] == [
        (None, "order.name", None, "surnam"),
        ("o.csv", "order.person", 2, "P9"),
        ("o.csv", "order.person", 3, "王一"),
        ("o.csv", "order.person", 4, "王一"),
        ("o.csv", "order.twice", 6, "P1"),
        ("c.csv", "character.one", 2, "㛃㛃"),
        ("c.csv", "character.after", 3, "丁"),
        ("c.csv", "character.reading", 3, "12"),
        ("c.csv", "character.empty", 4, "㛃"),
        ("c.csv", "character.twice", 5, "㛃"),
        ("c.csv", "character.after", 5, "𬇙"),
    ]
    assert "是否想写“surname”" in refused.value.digest("zh")


@pytest.mark.parametrize(
    ("order", "files", "kind"),
    [
        ("manual", {}, "order.list"),
        ("pinyin", {"order_list": named("o.csv", "P1\n")}, "order.list"),
        ("manual", {"order_list": named("o.csv", "编号\n")}, "table.rows"),
        ("manual", {"order_list": named("o.csv", "P8\nP1\n")}, "table.no_header"),
        ("manual", {"order_list": named("o.csv", "P1\nP9\n")}, "order.person"),
        ("surname", {"characters": named("c.csv", "字,排在…之后\n")}, "table.rows"),
    ],
)
def test_what_is_missing_or_of_no_use_is_refused(order: str, files: dict[str, Named], kind: str) -> None:
    with pytest.raises(InputFaults) as refused:
        open_listing(order, POOL, **files)  # type: ignore[arg-type]
    assert [fault.kind for fault in refused.value.faults] == [kind]
    assert all(
        fault.message.to(lang) and fault.cure.to(lang) for fault in refused.value.faults for lang in ("zh", "en")
    )
