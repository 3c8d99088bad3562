"""The view pool: a table taken in, put right in place, seen, and what is open settled; each state in both languages."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from streamlit.testing.v1 import AppTest

from optimizer.basis.faults import InputFaults
from optimizer.basis.text import LANGS, Lang
from optimizer.export.roster_json import roster_document, to_bytes
from optimizer.people.person import Pool
from optimizer.planner.desk.draft import Draft, Pin, draft_policy, draft_pool, with_roster
from optimizer.planner.desk.projects import Projects, Scenario, open_database, sample_draft
from optimizer.planner.desk.settling import unsettled_of
from optimizer.planner.plan import Options, plan
from optimizer.report.pool import pool_charts
from optimizer.rules.named import Named
from tests.ui.desk import begun, open_view, own_store, stored
from ui import reading
from ui.views.pool import people, settle, words

POLICY = b"""name = "toy"
title = "Toy"
reference_date = 2026-12-01
[groups]
frontline = { frontline = "yes" }
women = { sex = "female" }
[[body]]
id = "council"
title = "Council"
seats = 2
[[rule]]
id = "F"
kind = "count"
scope = "council"
group = "frontline"
at_least = 1
[[rule]]
id = "W"
kind = "count"
scope = "council"
group = "women"
at_least = 1
"""
HEAD = ("编号", "姓名", "XB", "基层一线", "出生年月")
ROWS = (
    ("P01", "甲", "男", "是", "1980.1"),
    ("P02", "乙", "女", "大概", "1990"),
    ("P02", "丙", "女", "大概", "八零年"),
    ("P04", "", "女", "待定", "1970-05"),
)
OPEN = "编号,姓名,性别,基层一线\nP01,甲_乙_,男,待定\nP02,乙,女,否\nP03,丙,女,\n"
CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with own_store(tmp_path, monkeypatch) as path:
        yield path


def workbook(*sheets: str) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in sheets or ("候选人",):
        sheet = book.create_sheet(name)
        for row in (("某县人选",), HEAD, *ROWS):
            sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def upload(page: AppTest, name: str, data: bytes, mime: str = CSV) -> AppTest:
    (key,) = [str(each.key) for each in page.get("file_uploader") if str(each.key).startswith("pool_file:")]
    page.file_uploader(key=key).set_value((name, data, mime)).run()
    assert not page.exception
    return page


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception
    return page


def part(page: AppTest, name: str) -> AppTest:
    page.segmented_control(key="pool_part").set_value(name).run()
    assert not page.exception
    return page


def said(page: AppTest) -> str:
    texts = [*page.markdown, *page.caption, *page.error, *page.warning, *page.info, *page.success]
    return "\n".join(str(each.value) for each in texts)


def pool_in(store: Path, scenario: Scenario) -> Pool:
    draft = stored(store, scenario)
    return draft_pool(draft, draft_policy(draft) if draft.policy else None)


def frontline_seated(store: Path, scenario: Scenario) -> int | None:
    """How many the recount finds for rule F; None where no roster is possible."""
    proposal = plan(pool=pool_in(store, scenario), policy=draft_policy(stored(store, scenario)))
    return next((verdict.found for verdict in proposal.verdicts if verdict.rule == "F"), None)


def field(page: AppTest, kind: str, place: str):  # type: ignore[no-untyped-def]
    (found,) = [each for each in getattr(page, kind) if place in each.label]
    return found


@pytest.mark.parametrize("lang", LANGS)
def test_without_a_pool_it_says_what_to_do(store: Path, lang: Lang) -> None:
    page = open_view(begun(store, Draft()), "pool", lang)
    assert words.EMPTY.to(lang) in said(page)
    assert [each.label for each in page.button if each.key == "pool_take_sample"] == [words.TAKE_SAMPLE.to(lang)]


def test_a_sample_comes_with_its_policy_where_there_is_none(store: Path) -> None:
    scenario = begun(store, Draft())
    page = open_view(scenario, "pool")
    page.selectbox(key="pool_sample").set_value("county").run()
    press(page, "pool_take_sample")
    assert stored(store, scenario) == sample_draft("county", "county-sample")
    assert page.segmented_control(key="pool_part").value == "overview"


def test_a_workbook_with_faults_is_put_right_in_place(store: Path) -> None:
    scenario = begun(store, Draft(policy_name="toy.toml", policy=POLICY))
    page = upload(open_view(scenario, "pool"), "人选.xlsx", workbook(), XLSX)
    draft = stored(store, scenario)
    with pytest.raises(InputFaults) as caught:
        draft_pool(draft, draft_policy(draft))
    listed = page.dataframe[0].value
    assert [tuple(row) for row in listed.iloc[:, 1:3].astype(str).to_numpy()] == [
        (each.column or "", each.value or "") for each in caught.value.faults
    ]
    assert listed.iloc[:, 0].dropna().tolist() == [each.row for each in caught.value.faults if each.row]
    shown = said(page)
    assert all(each.message.zh in shown and each.cure.zh in shown for each in caught.value.faults if each.row)
    assert "规则 W 要用" in shown

    press(page, "map:sex")
    press(page, "pool_apply")
    assert words.NOTHING_GIVEN.zh in said(page)
    field(page, "selectbox", "第4、5行").set_value("否")
    field(page, "selectbox", "第3行").set_value("1980-10")
    field(page, "text_input", "第5行　丙　“出生年月”").set_value("1980")
    field(page, "text_input", "第6行").set_value("丁")
    press(page, "pool_suggested")
    press(page, "pool_apply")
    pool = pool_in(store, scenario)
    assert [(each.id, each.name, each.frontline, str(each.birth)) for each in pool.people] == [
        ("P01", "甲", "yes", "1980-10"),
        ("P02", "乙", "no", "1990"),
        ("P04", "丁", "unsure", "1970-05"),
        ("P05", "丙", "no", "1980"),
    ]
    assert page.segmented_control(key="pool_part").value == "overview"
    assert len(stored(store, scenario).decisions) == 6
    press(page, "undo")
    assert any("第6行" in each.label for each in page.text_input)
    press(page, "undo")
    assert page.button(key="map:sex")


def test_faults_can_be_answered_one_by_one_and_what_is_left_is_shown(store: Path) -> None:
    draft = Draft(pool_name="人选.xlsx", pool=workbook())
    scenario = begun(store, draft)
    page = open_view(scenario, "pool")
    page.toggle(key="pool_together").set_value(False).run()
    field(page, "selectbox", "第4行").set_value("是")
    press(page, "pool_apply")
    assert not any("第4行" in each.label for each in page.selectbox)
    assert any("第5行" in each.label for each in page.selectbox)


def test_a_row_that_is_nobody_can_be_emptied(store: Path) -> None:
    table = "编号,姓名\nP1,甲\nP2,\n"
    scenario = begun(store, Draft(pool_name="t.csv", pool=table.encode()))
    page = open_view(scenario, "pool")
    page.checkbox[0].set_value(True)
    press(page, "pool_apply")
    assert [each.id for each in pool_in(store, scenario).people] == ["P1"]


def test_a_cell_that_cannot_be_read_can_be_left_empty(store: Path) -> None:
    table = "编号,姓名,出生年月,性别\nP1,甲,八零年,男人\n"
    scenario = begun(store, Draft(pool_name="t.csv", pool=table.encode()))
    page = open_view(scenario, "pool", "en")
    page.checkbox[0].set_value(True)
    field(page, "selectbox", "性别").set_value("\0blank")
    press(page, "pool_apply")
    assert [(each.birth, each.sex) for each in pool_in(store, scenario).people] == [(None, "")]


def test_five_hundred_like_faults_are_one_answer(store: Path) -> None:
    table = "编号,姓名,性别\n" + "".join(f"P{at},甲{at},男人\n" for at in range(500))
    scenario = begun(store, Draft(pool_name="t.csv", pool=table.encode()))
    page = open_view(scenario, "pool")
    (box,) = [each for each in page.selectbox if "性别" in each.label]
    box.set_value("男")
    press(page, "pool_apply")
    assert {each.sex for each in pool_in(store, scenario).people} == {"male"}
    page = press(page, "undo")
    page.toggle(key="pool_together").set_value(False).run()
    assert not page.exception
    shown = [each for each in page.selectbox if "性别" in each.label]
    assert len(shown) == 12
    shown[0].set_value("女")
    page.text_input(key="pool_mend_reason").set_value("问过本人")
    press(page, "pool_on")
    assert "第 2 页，共 42 页；已填 1 项" in said(page)
    next(each for each in page.selectbox if "第14行" in each.label).set_value("男")
    press(page, "pool_apply")
    draft = stored(store, scenario)
    assert [(each.person, each.after, each.reason) for each in draft.decisions] == [
        ("P0", "女", "问过本人"),
        ("P12", "男", "问过本人"),
    ]


def test_a_column_is_read_as_another_and_a_step_back_shows(store: Path) -> None:
    scenario = begun(store, Draft(pool_name="人选.xlsx", pool=workbook()))
    page = part(open_view(scenario, "pool"), "columns")
    assert page.selectbox(key="read_as:2").value == ""
    page.selectbox(key="read_as:2").set_value("sex").run()
    assert page.selectbox(key="read_as:2").value == "sex"
    press(page, "undo")
    assert page.selectbox(key="read_as:2").value == ""


def test_of_two_columns_with_one_header_one_is_set_aside(store: Path) -> None:
    table = "编号,姓名,备注,备注\nP1,甲,x,y\n"
    scenario = begun(store, Draft(pool_name="t.csv", pool=table.encode()))
    page = open_view(scenario, "pool")
    assert "有两列的表头都是“备注”" in said(page)
    press(page, "pool_to_columns")
    page.selectbox(key="read_as:3").set_value("").run()
    assert pool_in(store, scenario).columns == ("id", "name", "备注", "原备注")


@pytest.mark.parametrize("lang", LANGS)
def test_every_part_of_a_good_pool(store: Path, lang: Lang) -> None:
    draft = sample_draft("township", "wanning-township")
    page = open_view(begun(store, draft), "pool", lang)
    pool = draft_pool(draft, draft_policy(draft))
    charts = page.get("vega_lite_chart")
    assert [chart.proto.alt for chart in charts] == [
        chart.alt.to(lang) for chart in pool_charts(pool, draft_policy(draft).reference_date)
    ]
    assert all("Noto Sans CJK SC" in chart.proto.spec for chart in charts)
    part(page, "people")
    assert len(page.dataframe[0].value) == len(pool.people)
    part(page, "columns")
    assert len([each for each in page.selectbox if str(each.key).startswith("read_as:")]) == len(pool.columns)
    part(page, "settle")
    count = len(unsettled_of(pool, draft_policy(draft)))
    assert words.SETTLE.fill(count=count).to(lang) in page.segmented_control(key="pool_part").options


def test_two_thousand_people_are_searched_and_one_is_held(store: Path) -> None:
    table = "编号,姓名,性别,推荐单位\n" + "".join(
        f"P{at:04d},甲{at},{'女' if at % 2 else '男'},单位{at % 40}\n" for at in range(2000)
    )
    policy = POLICY.replace(b'frontline = "yes"', b'sex = "male"')
    scenario = begun(store, Draft(pool_name="t.csv", pool=table.encode(), policy_name="toy.toml", policy=policy))
    page = part(open_view(scenario, "pool"), "people")
    assert len(page.dataframe[0].value) == 2000
    page.text_input(key="pool_search").set_value("甲19").run()
    page.multiselect(key="pool_filter:sex").set_value(["female"]).run()
    expected = [f"P{at:04d}" for at in range(2000) if f"甲{at}".startswith("甲19") and at % 2]
    assert page.dataframe[0].value["编号"].tolist() == expected
    page.selectbox(key="pool_person").set_value("P0019").run()
    page.text_input(key="pin_reason:P0019").set_value("带头人")
    press(page, "pin_now:P0019")
    assert stored(store, scenario).pins == (Pin(person="P0019", scope="council", hold="in", reason="带头人"),)
    press(page, "free:P0019:council")
    assert stored(store, scenario).pins == ()


def test_open_cells_are_settled_with_a_reason_and_undone(store: Path) -> None:
    scenario = begun(store, Draft(pool_name="t.csv", pool=OPEN.encode(), policy_name="toy.toml", policy=POLICY))
    page = part(open_view(scenario, "pool"), "settle")
    assert page.dataframe[0].value["编号"].tolist() == ["P01", "P03"]
    page.multiselect(key="settle_chosen").set_value(["P01\tfrontline", "P03\tfrontline"]).run()
    page.segmented_control(key="settle:P01:frontline").set_value("是")
    press(page, "settle_now")
    assert words.NEED_VALUE.zh in said(page)
    page.segmented_control(key="settle_all:frontline").set_value("否")
    page.segmented_control(key="settle:P01:frontline").set_value("是")
    press(page, "settle_now")
    assert words.NEED_REASON.zh in said(page)
    assert stored(store, scenario).decisions == ()
    page.segmented_control(key="settle_all:frontline").set_value("否")
    page.segmented_control(key="settle:P01:frontline").set_value("是")
    page.text_input(key="settle_reason").set_value("核对档案")
    press(page, "settle_now")
    assert [each.frontline for each in pool_in(store, scenario).people] == ["yes", "no", "no"]
    assert [(each.person, each.before, each.after, each.reason) for each in stored(store, scenario).decisions] == [
        ("P01", "待定", "是", "核对档案"),
        ("P03", "", "否", "核对档案"),
    ]
    assert frontline_seated(store, scenario) == 1
    assert words.SETTLED_ALL.zh in said(page)
    assert page.dataframe[-1].value.iloc[:, -1].tolist() == ["核对档案", "核对档案"]
    press(page, "undo")
    assert page.dataframe[0].value["编号"].tolist() == ["P01", "P03"]
    assert frontline_seated(store, scenario) is None


def test_open_cells_of_those_in_the_roster_come_first_and_can_be_seen_alone(store: Path) -> None:
    table = "编号,姓名,性别,基层一线\nP1,甲,男,待定\nP2,乙,女,是\nP3,丙,女,待定\nP4,丁,女,是\n"
    draft = Draft(pool_name="t.csv", pool=table.encode(), policy_name="toy.toml", policy=POLICY)
    proposal = plan(
        pool=draft_pool(draft, draft_policy(draft)),
        policy=draft_policy(draft),
        options=Options(pins=[Named(id="k", scope=("council",), people=("P3",), hold="in")]),
    )
    kept = with_roster(draft, to_bytes(roster_document(proposal)), words.PIN).draft
    page = part(open_view(begun(store, kept), "pool"), "settle")
    assert page.dataframe[0].value["编号"].tolist() == ["P3", "P1"]
    assert page.dataframe[0].value["在名单上"].tolist() == ["是", ""]
    page.toggle(key="settle_seated").set_value(True).run()
    assert page.dataframe[0].value["编号"].tolist() == ["P3"]


def test_a_decision_that_cannot_be_read_is_refused(store: Path) -> None:
    policy = POLICY.replace(b'frontline = "yes"', b'age = "<=44"')
    table = "编号,姓名,性别,出生年月\nP1,甲,女,1981-12\nP2,乙,男,1990-01\n"
    scenario = begun(store, Draft(pool_name="t.csv", pool=table.encode(), policy_name="toy.toml", policy=policy))
    page = part(open_view(scenario, "pool"), "settle")
    page.multiselect(key="settle_chosen").set_value(["P1\tbirth"]).run()
    page.text_input(key="settle:P1:birth").set_value("不详")
    page.text_input(key="settle_reason").set_value("r")
    press(page, "settle_now")
    assert "看不懂的出生日期" in said(page)
    assert stored(store, scenario).pool == table.encode()


@pytest.mark.parametrize("lang", LANGS)
def test_a_file_that_is_no_table_is_told_plainly_and_changes_nothing(store: Path, lang: Lang) -> None:
    scenario = begun(store, Draft(pool_name="t.csv", pool=OPEN.encode()))
    page = open_view(scenario, "pool", lang)
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(workbook())).encrypt("secret", locked)
    for data, told in (
        (locked.getvalue(), {"zh": "密码", "en": "password"}),
        (workbook()[:900], {"zh": "损坏", "en": "damaged"}),
        (b"\x89PNG....", {"zh": "图片", "en": "picture"}),
    ):
        upload(page, "坏.xlsx", data, XLSX)
        assert told[lang] in said(page)
        assert words.NOT_TAKEN.to(lang) in said(page)
    assert stored(store, scenario).pool == OPEN.encode()


def test_a_chinese_csv_is_read_and_the_guess_is_told(store: Path) -> None:
    scenario = begun(store, Draft())
    page = upload(open_view(scenario, "pool"), "t.csv", OPEN.encode("gb18030"))
    assert "GB18030" in said(page)
    assert [each.name for each in pool_in(store, scenario).people] == ["甲_乙_", "乙", "丙"]


def test_the_guess_is_told_of_a_faulty_file_too(store: Path) -> None:
    page = upload(open_view(begun(store, Draft()), "pool"), "t.csv", OPEN.replace("女", "女人").encode("gb18030"))
    assert "GB18030" in said(page)
    assert any("第3、4行" in each.label for each in page.selectbox)


def test_where_the_sheet_is_unclear_it_is_asked_for(store: Path) -> None:
    scenario = begun(store, Draft())
    page = upload(open_view(scenario, "pool"), "t.xlsx", workbook("城区", "乡镇"), XLSX)
    assert not stored(store, scenario).pool
    page.selectbox(key="pool_sheet").set_value("乡镇").run()
    press(page, "pool_take_sheet")
    assert stored(store, scenario).sheet == "乡镇"


def test_another_pool_keeps_the_pins_and_is_one_step(store: Path) -> None:
    pins = (Pin(person="P02", scope="council", hold="in"), Pin(person="gone", scope="council", hold="out"))
    draft = Draft(pool_name="old.csv", pool=b"x", policy_name="toy.toml", policy=POLICY, pins=pins)
    scenario = begun(store, draft)
    page = upload(open_view(scenario, "pool"), "t.csv", OPEN.encode())
    assert stored(store, scenario).pins == pins
    assert words.STRAY.fill(count=1).zh in said(page)
    press(page, "undo")
    assert stored(store, scenario) == draft


def test_nothing_is_read_again_on_a_rerun_that_changed_nothing(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reads: list[str] = []
    for module, name in ((reading, "open_pool"), (reading, "open_grid"), (settle, "unsettled_of")):
        real = getattr(module, name)

        def counted(*args: object, real=real, name=name, **given: object) -> object:  # type: ignore[no-untyped-def]
            reads.append(name)
            return real(*args, **given)

        monkeypatch.setattr(module, name, counted)
    faulty = workbook("只读一次")
    page = open_view(begun(store, Draft(pool_name="t.xlsx", pool=faulty)), "pool")
    page.run()
    assert sorted(reads) == ["open_grid", "open_pool"]
    reads.clear()
    table = OPEN.replace("P03", "P09").encode()
    draft = Draft(pool_name="t.csv", pool=table, policy_name="toy.toml", policy=POLICY)
    page = open_view(begun(store, draft), "pool")
    for name in ("people", "settle", "columns", "overview"):
        part(page, name)
    assert sorted(reads) == ["open_grid", "open_pool", "unsettled_of"]


def test_two_who_settle_at_once_lose_nothing_silently(store: Path) -> None:
    draft = Draft(pool_name="t.csv", pool=OPEN.encode(), policy_name="toy.toml", policy=POLICY)
    scenario = begun(store, draft)
    page = part(open_view(scenario, "pool"), "columns")
    database = open_database(store)
    mine = Projects(database)
    theirs = replace(draft, seed=7)
    mine.record(mine.scenario(scenario.id), theirs.content(), words.PIN)
    database.close()
    page.selectbox(key="read_as:3").set_value("").run()
    assert "刚被别处改过" in said(page)
    assert stored(store, scenario) == theirs


def test_the_table_shows_cells_as_people_write_them() -> None:
    pool = draft_pool(Draft(pool_name="t.csv", pool=OPEN.encode()), None)
    frame = people.frame_of(pool.sha256, "zh", _pool=pool)
    assert list(frame.loc["P01"]) == ["P01", "甲_乙_", "男", "待定"]
    assert people.frame_of(pool.sha256, "en", _pool=pool).loc["P01"].to_numpy().tolist()[2:] == ["male", "unsure"]
