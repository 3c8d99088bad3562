"""The view policy: every edit is one step of the history, meters say what the planner says, what clashes is marked where it is."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from optimizer.basis.text import LANGS, Lang
from optimizer.planner.desk.draft import Draft, with_roster
from optimizer.planner.desk.policy_file import own_copy
from optimizer.planner.desk.projects import Projects, Scenario, open_database, sample_draft
from optimizer.planner.desk.roster import roster_file
from optimizer.planner.desk.rule_form import example
from optimizer.planner.room import headroom_of
from optimizer.report.room import figure_words
from optimizer.rules.registry import kinds
from tests.samples import COUNTY, ROOT, county
from tests.ui.desk import begun, finish, open_view, own_store, stored
from ui.desk import jobs
from ui.views.policy import meters, words

STOP = "stop:meter"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with own_store(tmp_path, monkeypatch) as path:
        yield path


def policy_draft(policy: bytes) -> Draft:
    return Draft(pool_name=COUNTY.name, pool=COUNTY.read_bytes(), policy_name="own.toml", policy=policy)


def impossible() -> Draft:
    return policy_draft(own_copy(str(ROOT / "docs" / "examples" / "impossible.toml")))


def only_policy(policy: bytes) -> Draft:
    return Draft(policy_name="own.toml", policy=policy)


def settled(page: AppTest) -> AppTest:
    """Wait for the jobs rather than ask again and again: on a busy machine asking takes their time."""
    for _ in ("check", "conflict or ends", "all of the conflict"):
        for key in page.session_state["meter_jobs"]:
            job = jobs().find(key)
            assert job is not None
            assert job.wait(60)
        page.run()
    return finish(page, STOP)


def opened(scenario: Scenario, lang: Lang = "zh") -> AppTest:
    return settled(open_view(scenario, "policy", lang))


def part(page: AppTest, name: str) -> AppTest:
    page.session_state["policy_part"] = name
    return page.run()


def rules(path: Path, scenario: Scenario) -> list[dict[str, Any]]:
    return list(tomllib.loads(stored(path, scenario).policy.decode())["rule"])


def said(path: Path, scenario: Scenario) -> list[str]:
    database = open_database(path)
    history = [step.said.zh for step in Projects(database).history(scenario.id)]
    database.close()
    return history


def html(page: AppTest) -> str:
    return "".join(each.proto.body for each in page.get("html"))


def keys(page: AppTest) -> set[str]:
    return {str(button.key) for button in page.button}


@pytest.mark.parametrize("lang", LANGS)
def test_without_a_policy_it_says_where_to_get_one(store: Path, lang: Lang) -> None:
    page = open_view(begun(store, Draft()), "policy", lang)
    assert [each.value for each in page.info] == [words.NO_POLICY.to(lang)]
    assert page.button(key="policy_use_shipped")
    assert page.selectbox(key="policy_shipped").value == "dalian-2018"
    shown = " ".join(each.value for each in page.markdown)
    assert "大科协办发" in shown or "大连" in shown


def test_a_shipped_policy_is_taken_as_a_file_of_ones_own(store: Path) -> None:
    scenario = begun(store, Draft())
    page = open_view(scenario, "policy")
    page.selectbox(key="policy_shipped").set_value("county-sample").run()
    page.button(key="policy_use_shipped").click().run()
    assert not page.exception
    assert stored(store, scenario).policy == own_copy("county-sample")
    assert [each.value for each in page.warning] == [words.NO_POOL.zh]
    assert page.button(key="policy_to_proposal").disabled


def test_an_uploaded_file_that_extends_can_be_made_whole(store: Path) -> None:
    scenario = begun(store, Draft())
    page = open_view(scenario, "policy")
    data = 'extends = "county-sample"  # 沿用\nname = "own"\n'.encode()
    page.file_uploader(key="policy_upload").set_value(("own.toml", data, "application/toml")).run()
    page.button(key="policy_use_uploaded").click().run()
    assert stored(store, scenario).policy == data
    page.button(key="policy_whole").click().run()
    assert not page.exception
    assert [rule["id"] for rule in rules(store, scenario)][:2] == ["C1", "C2"]


@pytest.mark.parametrize("lang", LANGS)
def test_the_meters_are_the_headroom_of_the_roster_in_hand(store: Path, lang: Lang) -> None:
    plan = county()
    scenario = begun(
        store, with_roster(sample_draft("county", "county-sample"), roster_file(plan), words.ADD_RULE).draft
    )
    page = opened(scenario, lang)
    assert [each.value for each in page.success] == [words.POSSIBLE.to(lang)]
    drawn = html(page)
    limits = headroom_of(plan, seats=False).found.limits
    for each in limits:
        have, need = (figure_words(each.limit, figure).to(lang) for figure in (each.reached, each.needed))
        assert f"{words.HAVE.to(lang)} <b>{have}</b>" in drawn
        assert f"{need}</b>" in drawn
        end = words.AT_MOST if each.limit.floor else words.AT_LEAST
        assert f"{end.to(lang)} <b>{each.furthest}</b>" in drawn
    assert drawn.count(words.TIGHT.to(lang)) // 3 >= len({each.rule for each in limits if each.tight}) // 2
    assert drawn.count('role="img"') == len({(each.rule, each.limit.part) for each in limits})


def test_a_rerun_that_changed_nothing_measures_nothing(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    for name in ("check_now", "with_ends", "clash_of"):
        true = getattr(meters, name)

        def counted(*args: Any, _name: str = name, _true: Any = true, **named: Any) -> Any:
            asked.append(_name)
            return _true(*args, **named)

        monkeypatch.setattr(meters, name, counted)
    scenario = begun(store, sample_draft("county", "county-sample"))
    page = opened(scenario)
    page.text_input(key="policy_find").set_value("C1").run()
    page.run()
    assert opened(scenario).success
    assert asked == ["check_now", "with_ends"]
    assert "open:rule:0" in keys(page)
    assert "open:rule:9" not in keys(page)


def cards(page: AppTest) -> list[str]:
    return [str(button.key) for button in page.button if str(button.key).startswith("open:rule:")]


@pytest.mark.parametrize("lang", LANGS)
def test_a_clash_is_marked_at_its_rules_and_gone_after_one_click(store: Path, lang: Lang) -> None:
    scenario = begun(store, impossible())
    page = opened(scenario, lang)
    errors = [each.value for each in page.error]
    assert errors[0] == words.IMPOSSIBLE.to(lang)
    assert sum("A5" in each for each in errors) == 2
    red = ["open:rule:4", "open:rule:5", "open:rule:6"]
    assert cards(page)[:3] == red
    page.button(key="open:rule:8").click().run()
    assert cards(page) == sorted(cards(page), key=lambda card: int(card.rpartition(":")[2]))
    page.button(key="open:rule:8").click().run()
    assert cards(page)[:3] == red
    page.toggle(key="policy_sort").set_value(True).run()
    assert cards(page)[:3] == red
    eases = {key for key in keys(page) if key.startswith("ease:")}
    assert eases == {"ease:rule:A5:0", "ease:rule:A6:0", "ease:rule:A7:0", "ease:top:0"}
    page.button(key="ease:rule:A5:0").click().run()
    settled(page)
    assert [each.value for each in page.success] == [words.POSSIBLE.to(lang)]
    assert not page.error
    assert next(rule for rule in rules(store, scenario) if rule["id"] == "A5")["at_least"] == "71%"
    page.button(key="undo").click().run()
    settled(page)
    assert page.error
    part(page, "seats")
    page.button(key="ease:seats:seats:vice_chair:0").click().run()
    settled(page)
    assert page.success
    assert tomllib.loads(stored(store, scenario).policy.decode())["office"][1]["seats"] == 8


def test_an_edited_figure_is_one_step_and_measured_at_once(store: Path) -> None:
    scenario = begun(store, sample_draft("county", "county-sample"))
    page = opened(scenario)
    page.button(key="open:rule:0").click().run()
    page.text_input(key="rule:0:at_least").set_value("100%").run()
    settled(page)
    assert said(store, scenario)[-1] == "C1 at_least：70% → 100%"
    assert "120/120" in html(page)
    page.text_input(key="rule:0:at_least").set_value("100%").run()
    assert len(said(store, scenario)) == 2


def test_a_faulty_edit_is_kept_shown_at_its_place_and_undone(store: Path) -> None:
    scenario = begun(store, sample_draft("county", "county-sample"))
    page = open_view(scenario, "policy")
    page.button(key="open:rule:1").click().run()
    page.text_input(key="rule:1:at_least").set_value("7O%").run()
    assert rules(store, scenario)[1]["at_least"] == "7O%"
    assert page.text_input(key="rule:1:at_least").value == "7O%"
    errors = [each.value for each in page.error]
    assert errors[0] == words.FAULTY.zh
    assert any("7O%" in each for each in errors[1:2])
    assert len(errors) == 3, "the state, the list, and the place itself"
    assert page.button(key="policy_to_proposal").disabled
    # The other rules are still said in words.
    assert any("45岁" in each.value for each in page.markdown)
    page.button(key="undo").click().run()
    settled(page)
    assert not page.error
    assert rules(store, scenario)[1]["at_least"] == "70%"
    assert page.text_input(key="rule:1:at_least").value == "70%"


@pytest.mark.parametrize("lang", LANGS)
def test_every_part_shows_its_own_faults(store: Path, lang: Lang) -> None:
    base = own_copy("county-sample").decode()
    data = base.replace("seats = 25", 'seats = "many"\ncolour = "red"').replace('age = "<=45"', 'age = "young"')
    data = data.replace("reference_date = 2026-12-01", 'reference_date = "soon"').replace(
        "remarks = [", "remarks = [1, 2,"
    )
    page = open_view(begun(store, only_policy(data.encode())), "policy", lang)
    for name, count in (("seats", 2), ("groups", 1), ("about", 3)):
        part(page, name)
        # Above them stand the state and the list of all.
        assert len(page.error) == 2 + count, name
    assert not page.exception


@pytest.mark.parametrize("lang", LANGS)
def test_a_rule_for_people_the_pool_does_not_have_is_marked(store: Path, lang: Lang) -> None:
    scenario = begun(store, sample_draft("county", "county-sample"))
    page = open_view(scenario, "policy", lang)
    page.selectbox(key="policy_kind").set_value("named").run()
    page.button(key="policy_add_rule").click().run()
    settled(page)
    assert any("P001" in each.value for each in page.error)
    assert "remove:rule:13" in keys(page)


@pytest.mark.parametrize("kind", list(kinds()))
def test_every_kind_can_be_added_and_edited_through_its_form(store: Path, kind: str) -> None:
    scenario = begun(store, only_policy(own_copy("county-sample")))
    page = open_view(scenario, "policy")
    page.selectbox(key="policy_kind").set_value(kind).run()
    page.button(key="policy_add_rule").click().run()
    assert not page.exception
    added = {**example(kind), "id": "R1"}
    if kind == "concurrent":
        # Of the example's bodies this policy has only one.
        added["scope"] = "committee"
    assert rules(store, scenario)[-1] == added
    page.text_input(key="rule:13:title").set_value("新“名”").run()
    page.text_input(key="rule:13:id").set_value("N9").run()
    page.selectbox(key="rule:13:strength").set_value("as_a_rule").run()
    page.multiselect(key="rule:13:scope").set_value(["congress"]).run()
    assert not page.exception
    edited = {**added, "id": "N9", "title": "新“名”", "strength": "as_a_rule", "scope": "congress"}
    assert rules(store, scenario)[-1] == edited


def test_rules_within_a_rule_have_their_own_fields(store: Path) -> None:
    scenario = begun(store, only_policy(own_copy("county-sample")))
    page = open_view(scenario, "policy")
    page.selectbox(key="policy_kind").set_value("either").run()
    page.button(key="policy_add_rule").click().run()
    page.text_input(key="rule:13:options:1:at_least").set_value("5").run()
    page.selectbox(key="rule:13:options:kind").set_value("share").run()
    page.button(key="add:rule:13:options").click().run()
    assert not page.exception
    first, second, third = rules(store, scenario)[-1]["options"]
    assert (first["at_least"], second["at_least"], third["kind"]) == (1, 5, "share")
    page.button(key="remove:rule:13:options:0").click().run()
    assert [each["kind"] for each in rules(store, scenario)[-1]["options"]] == ["count", "share"]


def test_rules_are_duplicated_moved_and_removed(store: Path) -> None:
    scenario = begun(store, only_policy(own_copy("county-sample")))
    page = open_view(scenario, "policy")
    before = [rule["id"] for rule in rules(store, scenario)]
    page.button(key="open:rule:0").click().run()
    page.button(key="copy:rule:0").click().run()
    assert [rule["id"] for rule in rules(store, scenario)] == ["C1", "C1-1", *before[1:]]
    page.button(key="down:rule:1").click().run()
    assert [rule["id"] for rule in rules(store, scenario)] == ["C1", "C2", "C1-1", *before[2:]]
    page.button(key="remove:rule:2").click().run()
    assert [rule["id"] for rule in rules(store, scenario)] == before
    assert said(store, scenario)[1:] == ["复制C1", "C1-1换了次序", "删除C1-1"]


def test_two_edits_at_once_follow_each_other(store: Path) -> None:
    scenario = begun(store, only_policy(own_copy("county-sample")))
    page = open_view(scenario, "policy")
    page.button(key="open:rule:0").click().run()
    page.text_input(key="rule:0:title").set_value("甲")
    page.text_input(key="rule:0:at_least").set_value("71%")
    page.run()
    assert not page.warning or page.warning[0].value == words.NO_POOL.zh
    assert (rules(store, scenario)[0]["title"], rules(store, scenario)[0]["at_least"]) == ("甲", "71%")


def test_what_somebody_else_has_changed_is_not_overwritten(store: Path) -> None:
    scenario = begun(store, only_policy(own_copy("county-sample")))
    page = open_view(scenario, "policy")
    page.button(key="open:rule:0").click().run()
    mine = Projects(open_database(store))
    theirs = only_policy(own_copy("dalian-2018"))
    mine.record(mine.scenario(scenario.id), theirs.content(), words.ADD_RULE)
    page.text_input(key="rule:0:at_least").set_value("71%").run()
    assert any("刚被别处改过" in each.value for each in page.warning)
    assert stored(store, scenario) == theirs


@pytest.mark.parametrize("lang", LANGS)
def test_seats_goals_waivers_title_and_source_are_edited(store: Path, lang: Lang) -> None:
    base = own_copy("county-sample").decode().replace('id = "C1"', 'id = "C1"\nstrength = "as_a_rule"')
    scenario = begun(store, only_policy(base.encode()))
    page = part(open_view(scenario, "policy", lang), "seats")
    page.button(key="open:body:0").click().run()
    page.text_input(key="body:0:seats").set_value("110-120").run()
    page.button(key="add:office").click().run()
    page = part(page, "goal")
    assert [each.value for each in page.info] == [words.NO_GOALS.to(lang)]
    page.button(key="add:goal").click().run()
    page.selectbox(key="goal:0:column").set_value("rank").run()
    page = part(page, "waiver")
    page.button(key="add:waiver").click().run()
    page.text_input(key="waiver:0:people").set_value("P0001、P0002").run()
    page.text_input(key="waiver:0:reason").set_value("院士").run()
    page = part(page, "about")
    page.text_input(key=":0:reference_date").set_value("2027-01-31").run()
    page.text_input(key="source:0:issuer").set_value("某市科协").run()
    page.text_input(key="cooption:0:trigger").set_value("20%").run()
    page.selectbox(key=":0:announced").set_value("true").run()
    assert not page.exception
    file = tomllib.loads(stored(store, scenario).policy.decode())
    assert file["body"][0]["seats"] == {"at_least": 110, "at_most": 120}
    assert file["office"][-1]["body"] == "congress"
    assert file["goal"] == [{"kind": "best", "column": "rank", "scope": "congress"}]
    assert (file["waiver"][0]["people"], file["waiver"][0]["reason"]) == (["P0001", "P0002"], "院士")
    assert str(file["reference_date"]) == "2027-01-31"
    assert file["source"]["issuer"] == "某市科协"
    assert file["cooption"] == {"trigger": "20%"}
    assert file["announced"] is True


def test_a_group_is_built_from_conditions(store: Path) -> None:
    scenario = begun(store, sample_draft("county", "county-sample"))
    page = part(open_view(scenario, "policy"), "groups")
    page.text_input(key="group_name").set_value("junior")
    page.selectbox(key="group_new:0:column").set_value("sex").run()
    page.multiselect(key="group_new:0:values").set_value(["female"])
    page.button(key="group_new:add").click().run()
    page.button(key="group_new:add").click().run()
    page.selectbox(key="group_new:1:column").set_value("age").run()
    page.selectbox(key="group_new:1:sign").set_value("<=").run()
    page.text_input(key="group_new:1:figure").set_value("35")
    page.button(key="group_new:apply").click().run()
    assert not page.exception
    groups = tomllib.loads(stored(store, scenario).policy.decode())["groups"]
    assert groups["junior"] == {"sex": "female", "age": "<=35"}
    page.button(key="open:group:young").click().run()
    page.text_input(key="group:young:text").set_value('{ age = "<=40" }').run()
    groups = tomllib.loads(stored(store, scenario).policy.decode())["groups"]
    assert groups["young"] == {"age": "<=40"}
    assert page.button(key="remove:group:young").disabled


def test_a_rule_takes_a_named_group_or_conditions_of_its_own(store: Path) -> None:
    scenario = begun(store, sample_draft("county", "county-sample"))
    page = open_view(scenario, "policy")
    page.button(key="open:rule:0").click().run()
    page.selectbox(key="rule:0:group").set_value("women").run()
    assert rules(store, scenario)[0]["group"] == "women"
    page.selectbox(key="rule:0:group").set_value("{}").run()
    assert rules(store, scenario)[0]["group"] == "women"
    page.text_input(key="rule:0:group:text").set_value('{ sex = "female", age = "<=45" }').run()
    assert rules(store, scenario)[0]["group"] == {"sex": "female", "age": "<=45"}
    page.multiselect(key="rule:0:group:build:0:values").set_value(["male"]).run()
    page.button(key="rule:0:group:build:apply").click().run()
    assert not page.exception
    assert rules(store, scenario)[0]["group"] == {"sex": "male", "age": "<=45"}


def test_comments_survive_an_edit_and_the_text_can_be_edited_itself(store: Path) -> None:
    data = own_copy("county-sample").decode().replace('[[rule]]\nid = "C2"', '# 我的注释\n[[rule]]\nid = "C2"')
    scenario = begun(store, only_policy(data.encode()))
    page = open_view(scenario, "policy")
    page.button(key="open:rule:0").click().run()
    page.text_input(key="rule:0:note").set_value("说明").run()
    now = stored(store, scenario).policy.decode()
    assert '\n\n# 我的注释\n[[rule]]\nid = "C2"' in now
    page = part(page, "file")
    assert page.text_area(key="policy_text").value == now
    page.text_area(key="policy_text").set_value("name = ").run()
    assert not page.exception
    assert page.error[0].value == words.NO_TOML.zh
    page.text_area(key="policy_text").set_value(data).run()
    assert stored(store, scenario).policy.decode() == data


def test_a_stopped_meter_can_go_on(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def waiting(meter: Any, progress: Any) -> Any:
        while not progress.cancelled():
            pass
        return meter

    scenario = begun(store, sample_draft("county", "county-sample"))
    with monkeypatch.context() as patched:
        patched.setattr(meters, "with_ends", waiting)
        page = open_view(scenario, "policy").run()
        while not page.success:
            page.run()
        page.button(key=STOP).click().run()
        settled(page)
        assert words.STOPPED.zh in [each.value for each in page.caption]
    page.button(key="policy_go_on").click().run()
    settled(page)
    assert words.STOPPED.zh not in [each.value for each in page.caption]
    assert words.TIGHT.zh in html(page)
