"""The view of the proposal: what it shows is what the planner found, of the draft as it stands, and kept in the scenario."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from threading import Event
from typing import Any, NoReturn

import pytest
from streamlit.testing.v1 import AppTest

import ui.desk
from optimizer.basis.progress import Progress, Step
from optimizer.basis.text import LANGS, Filled, Lang, Text, same
from optimizer.export.roster_json import roster_document, to_bytes
from optimizer.planner import plan as planning
from optimizer.planner.desk.draft import Draft, Pin, draft_base, draft_pins, draft_policy, draft_pool, with_pin
from optimizer.planner.desk.policy_file import own_copy
from optimizer.planner.desk.projects import SAMPLE_POLICIES, Projects, Scenario, open_database, sample_draft
from optimizer.planner.desk.roster import (
    EVERYBODY,
    made_from,
    roster_file,
    roster_rows,
    roster_seats,
    stage_words,
)
from optimizer.planner.inputs import open_policy
from optimizer.planner.plan import Options, plan
from optimizer.planner.room import why_person
from optimizer.policy.policy import Goal
from optimizer.report.blocks import Table
from optimizer.report.proposal import proposal_blocks, title_words
from optimizer.report.rules import rule_table
from optimizer.report.words import STATUS_WORDS, goal_words
from optimizer.roster.roster import Proposal
from optimizer.solve.status import Status
from tests.samples import POOL_FOR, POOLS, shipped_plan
from tests.ui.desk import begun, finish, open_view, own_store, stored
from ui.tables import plain
from ui.views.proposal import making, words
from ui.views.proposal.changes import moves_with_reasons
from ui.views.proposal.head import kept_rules
from ui.words import SAMPLES

POLICY = b"""name = "toy"
title = "Toy *association*"
reference_date = 2026-12-01
[groups]
women = { sex = "female" }
[[body]]
id = "council"
seats = 2
[[rule]]
id = "R1"
kind = "share"
scope = "council"
group = "women"
at_least = "1/2"
[[goal]]
kind = "best"
column = "score"
scope = "council"
"""
TABLE = "编号,姓名,性别,得分\nP1,甲_乙_,男,90\nP2,丙,男,80\nP3,丁,女,70\n".encode()
FAULTY = "编号,姓名,性别,得分\nP1,甲,男人,90\nP1,乙,女,很高\n".encode()
TOY = Draft(pool_name="pool.csv", pool=TABLE, policy_name="policy.toml", policy=POLICY)
ABSENT = b'[[rule]]\nid = "N1"\nkind = "named"\nscope = "council"\npeople = ["P999"]\nhold = "in"\n'
OPTIMAL = STATUS_WORDS[Status.OPTIMAL]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with own_store(tmp_path, monkeypatch) as path:
        yield path
    making.made.clear()


def said(elements: Any) -> list[str]:
    return [element.value for element in elements]


def as_drawn(table: Table, lang: Lang) -> list[list[str]]:
    return [[plain(cell.to(lang)) for cell in row] for row in table.rows]


def planned(draft: Draft) -> Proposal:
    policy = draft_policy(draft)
    return plan(pool=draft_pool(draft, policy), policy=policy)


@cache
def county() -> tuple[Draft, Proposal]:
    draft = sample_draft("county", "county-sample")
    return draft, planned(draft)


def propose(page: AppTest) -> AppTest:
    page.button(key="propose").click().run()
    return finish(page)


def ids_shown(page: AppTest, lang: Lang = "zh") -> list[str]:
    return list(page.dataframe[0].value[words.ID.to(lang)])


def buttons(page: AppTest) -> list[str]:
    return [str(button.key) for button in page.button]


def history(store: Path, scenario: Scenario) -> list[str]:
    return [step.said.zh for step in Projects(open_database(store)).history(scenario.id)]


def forget_the_server() -> None:
    """As after the server was started again: only what the store has is left."""
    ui.desk.jobs.clear()
    making.made.clear()


@pytest.mark.parametrize("text", [value for value in vars(words).values() if isinstance(value, Filled | Text)])
def test_every_text_is_in_both_languages(text: Filled | Text) -> None:
    assert text.zh.strip()
    assert text.en.strip()
    assert not any("\u4e00" <= sign <= "\u9fff" for sign in text.en)


@pytest.mark.parametrize("lang", LANGS)
def test_an_empty_scenario_leads_to_the_pool_and_the_policy(store: Path, lang: Lang) -> None:
    page = open_view(begun(store, Draft()), "proposal", lang)
    assert said(page.info) == [words.NO_POOL.to(lang), words.NO_POLICY.to(lang)]
    page.button(key="to:pool").click().run()
    assert page.query_params["view"] in ("pool", ["pool"])


def test_faults_of_pool_and_policy_are_shown_together(store: Path) -> None:
    draft = replace(TOY, pool=FAULTY, policy=POLICY.replace(b'"share"', b'"shares"'))
    page = open_view(begun(store, draft), "proposal", "en")
    assert said(page.info) == [words.POOL_FAULTS.en, words.POLICY_FAULTS.en]
    shown = "\n".join(said(page.error))
    assert "pool.csv" in shown
    assert "policy.toml" in shown
    assert "propose" not in buttons(page)


@pytest.mark.parametrize("sample", SAMPLE_POLICIES)
def test_a_sample_says_its_true_size(sample: str) -> None:
    draft = sample_draft(sample, SAMPLE_POLICIES[sample])
    people = len(draft_pool(draft, draft_policy(draft)).people)
    assert f"（{people}人）" in SAMPLES[sample].zh
    assert f"({people:,} people)" in SAMPLES[sample].en


@pytest.mark.parametrize("name", POOL_FOR)
def test_the_roster_shown_is_that_of_the_command_line(store: Path, name: str) -> None:
    path = POOLS / POOL_FOR[name]
    draft = Draft(pool_name=path.name, pool=path.read_bytes(), policy_name=f"{name}.toml", policy=own_copy(name))
    # As `xiwei plan` makes it, from the shipped policy itself.
    proposal = shipped_plan(name)
    scenario = begun(store, draft)
    page = propose(open_view(scenario, "proposal"))
    assert said(page.success) == [plain(OPTIMAL.zh)]
    for part in proposal.problem.policy.parts:
        page.segmented_control(key="part").set_value(part.id).run()
        assert sorted(ids_shown(page)) == sorted(seat.person for seat in proposal.holding(part.id))
        assert page.dataframe[0].value[words.HOLDS.zh].tolist() == [
            row.words(proposal.problem.policy).zh for row in roster_rows(proposal, part.id)
        ]
    page.segmented_control(key="part").set_value(EVERYBODY).run()
    assert sorted(ids_shown(page)) == [person.id for person in proposal.problem.pool.people]
    assert stored(store, scenario).roster == to_bytes(roster_document(proposal))


@pytest.mark.parametrize("lang", LANGS)
def test_title_status_and_figures(store: Path, lang: Lang) -> None:
    draft, proposal = county()
    page = propose(open_view(begun(store, draft), "proposal", lang))
    assert said(page.subheader)[0] == plain(title_words(proposal).to(lang))
    assert said(page.success) == [plain(OPTIMAL.to(lang))]
    lines = {each.value: each.help for each in page.markdown if each.help}
    kept, of = kept_rules(proposal, binds=True)
    assert lines[f"{words.BINDING.to(lang)} **{kept}/{of}**"] == plain(words.BINDING_HELP.to(lang))
    assert "120" in lines[f"{words.MEMBERS.to(lang)} **{words.PEOPLE.fill(count=120).to(lang)}**"]
    assert f"{words.TO_SETTLE.to(lang)} **{len(proposal.unsettled)}**" in lines
    assert (kept, of) == (10, 10)


@pytest.mark.parametrize("lang", LANGS)
def test_rules_and_goals_are_the_reports_own(store: Path, lang: Lang) -> None:
    draft, proposal = county()
    page = propose(open_view(begun(store, draft), "proposal", lang))
    page.segmented_control(key="section").set_value("rules").run()
    drawn = [table.value.to_numpy().tolist() for table in page.table]
    expected = [block for block in proposal_blocks(proposal) if isinstance(block, Table)]
    shown = [block for block in expected if not block.id.startswith("roster_")]
    assert drawn == [as_drawn(block, lang) for block in shown]
    marks = rule_table(proposal.verdicts, proposal.problem.rules, proposal.problem.policy.titles).marks
    results = {"zh": {"符合": "kept", "未达到": "short", "不符合": "broken"}, "en": {w: w for w in ("kept", "short")}}
    rules = next(rows for rows, block in zip(drawn, shown, strict=True) if block.id == "rules")
    assert [results[lang][row[5]] for row in rules] == [str(mark) for mark in marks]
    assert [each.label for each in page.expander if each.label.startswith(("目标", "Goals"))]


def test_text_of_people_is_shown_as_written(store: Path) -> None:
    page = propose(open_view(begun(store, TOY), "proposal", "en"))
    assert said(page.subheader)[0] == r"Toy \*association\* — Proposed roster (draft)"
    assert sorted(ids_shown(page, "en")) == ["P1", "P3"]
    assert set(page.dataframe[0].value[words.NAME.en]) == {"甲_乙_", "丁"}
    assert page.selectbox(key="who").options[0] == "甲_乙_ (P1)"


def test_filters_find_people_and_can_be_cleared(store: Path) -> None:
    draft, proposal = county()
    page = propose(open_view(begun(store, draft), "proposal"))
    pool = proposal.problem.pool.by_id
    page.selectbox(key="sex").select("female").run()
    women = ids_shown(page)
    assert women
    assert {pool[who].sex for who in women} == {"female"}
    page.selectbox(key="group").select("young").run()
    young = set(ids_shown(page))
    assert young < set(women)
    unit = pool[min(young)].value("unit")
    page.selectbox(key="unit").select(unit).run()
    assert {pool[who].value("unit") for who in ids_shown(page)} == {unit}
    page.text_input(key="find").set_value("没有这样的人").run()
    assert said(page.info) == [words.NOBODY_FITS.zh]
    page.button(key="clear").click().run()
    assert len(ids_shown(page)) == 120
    name = pool[women[0]].name
    page.text_input(key="find").set_value(name).run()
    assert women[0] in ids_shown(page)


def test_filters_and_person_of_one_scenario_do_not_linger_in_another(store: Path) -> None:
    draft, proposal = county()
    page = propose(open_view(begun(store, draft), "proposal"))
    page.selectbox(key="unit").select(proposal.person("P0001").value("unit")).run()
    page.segmented_control(key="part").set_value("standing").run()
    page.selectbox(key="who").select("P0001").run()
    page.query_params["scenario"] = begun(store, TOY, "另一个").id
    page.run()
    page = propose(page)
    assert page.segmented_control(key="part").value == "council"
    assert page.selectbox(key="who").value is None
    assert sorted(ids_shown(page)) == ["P1", "P3"]


@pytest.mark.parametrize("name", ["county-sample", "contested-2019-sample", "dalian-2018"])
def test_every_goal_under_way_has_words(name: str) -> None:
    policy = open_policy(name)
    goals = list(policy.goals) or [
        Goal(id=f"best_score_{part.id}", kind="best", column="score", scope=(part.id,)) for part in policy.parts
    ]
    goals += [Goal(id="prefer:X", kind="prefer", column="X"), Goal(id="changes", kind="changes")]
    goals += [Goal(id="draw", kind="draw")]
    for goal in goals:
        assert stage_words(goal.id, policy) == goal_words(goal, policy.titles)
    assert stage_words("what else", policy) == same("what else")
    for goal in goals:
        if goal.kind == "best":
            slate = replace(goal, id=f"slate:{goal.id}", kind="slate")
            assert stage_words(slate.id, policy) == goal_words(slate, policy.titles)


def test_a_person_is_told_whole(store: Path) -> None:
    draft = sample_draft("township", "wanning-township")
    proposal = planned(draft)
    who, rules = proposal.boxes[0]
    page = propose(open_view(begun(store, draft), "proposal"))
    page.selectbox(key="who").select(who).run()
    lines = said(page.markdown)
    assert plain(words.COUNTS_FOR.fill(rules="、".join(rules)).zh) in lines
    cells = {row[0]: row[1] for row in page.table[0].value.to_numpy().tolist()}
    pool = proposal.problem.pool
    assert list(cells) == [plain(pool.headers[column]) for column in pool.columns]
    assert cells["编号"] == who
    page.button(key="why").click().run()
    page = finish(page, "stop:why")
    (answers,) = [block for block in why_person(proposal, who).blocks() if isinstance(block, Table)]
    shown = "\n".join(said(page.markdown))
    for row in answers.rows:
        assert f"**{plain(row[0].zh)}**　{plain(row[1].zh)}　{plain(row[2].zh)}" in shown
        assert not row[3].zh or plain(row[3].zh) in shown
    assert "why" not in buttons(page)


def test_who_else_could_hold_a_seat_is_told(store: Path) -> None:
    table = "编号,姓名,性别,得分\nP1,甲,男,90\nP2,乙,女,70\nP3,丙,女,70\n".encode()
    draft = replace(TOY, pool=table)
    proposal = planned(draft)
    (tie,) = proposal.ties
    page = propose(open_view(begun(store, draft), "proposal"))
    page.selectbox(key="who").select(tie.seat.person).run()
    other = proposal.person(tie.others[0])
    assert plain(words.SWAPS.fill(others=f"{other.name}（{other.id}）").zh) in said(page.markdown)


def pin(page: AppTest, who: str, scope: str, hold: str) -> AppTest:
    page.selectbox(key="who").select(who).run()
    page.segmented_control(key=f"pin:{who}:{scope}").set_value(hold).run()
    assert not page.exception
    return page


def test_a_pin_is_kept_with_its_reason_and_counts_from_the_next_proposal_on(store: Path) -> None:
    scenario = begun(store, TOY)
    page = propose(open_view(scenario, "proposal"))
    page.selectbox(key="who").select("P1").run()
    page.text_input(key="reason:P1").set_value("任期已满")
    page = pin(page, "P1", "council", "out")
    assert stored(store, scenario).pins == (Pin(person="P1", scope="council", hold="out", reason="任期已满"),)
    assert said(page.warning) == [words.STALE.zh]
    assert sorted(ids_shown(page)) == ["P1", "P3"]
    assert page.dataframe[0].value[words.PINNED.zh].tolist().count(words.HOLD["out"].zh) == 1
    assert page.button(key="why").disabled
    page = propose(page)
    assert sorted(ids_shown(page)) == ["P2", "P3"]
    assert not page.warning
    page.segmented_control(key="section").set_value("changes").run()
    frame = page.dataframe[0].value
    assert frame.iloc[:, 0].tolist() == ["甲_乙_（P1）", "丙（P2）"]
    assert frame.iloc[:, -1].tolist() == [
        words.BY_PIN_REASON.fill(hold=words.HOLD["out"], reason="任期已满").zh,
        words.CHOSEN.zh,
    ]


def test_a_reason_typed_later_counts_for_the_pins_there_are(store: Path) -> None:
    scenario = begun(store, TOY)
    page = pin(propose(open_view(scenario, "proposal")), "P1", "council", "out")
    page.text_input(key="reason:P1").set_value("本人要求").run()
    assert [each.reason for each in stored(store, scenario).pins] == ["本人要求"]


def test_undo_takes_a_pin_back_and_shows_the_roster_before_at_once(store: Path) -> None:
    scenario = begun(store, TOY)
    page = pin(propose(open_view(scenario, "proposal")), "P1", "council", "out")
    page.button(key="undo").click().run()
    assert stored(store, scenario).pins == ()
    assert page.segmented_control(key="pin:P1:council").value == "free"
    assert said(page.success) == [plain(OPTIMAL.zh)]
    page.button(key="redo").click().run()
    assert page.segmented_control(key="pin:P1:council").value == "out"


def test_pins_are_listed_and_freed_also_those_without_effect(store: Path) -> None:
    draft = with_pin(TOY, Pin(person="P9", scope="council", hold="in"), "某人", same("council")).draft
    draft = with_pin(draft, Pin(person="P2", scope="council", hold="in"), "丙", same("council")).draft
    scenario = begun(store, draft)
    page = open_view(scenario, "proposal")
    assert words.STRAY.zh in said(page.warning)
    page.button(key="free:P9:council").click().run()
    assert words.STRAY.zh not in said(page.warning)
    page = propose(page)
    assert sorted(ids_shown(page)) == ["P2", "P3"]
    page.button(key="free:P2:council").click().run()
    assert stored(store, scenario).pins == ()


def test_least_change_stays_near_the_roster_in_hand(store: Path) -> None:
    draft, proposal = county()
    scenario = begun(store, draft)
    chair = proposal.holding("chair")[0].person
    page = pin(propose(open_view(scenario, "proposal")), chair, "congress", "out")
    page.button(key="least").click().run()
    page = finish(page)
    kept = stored(store, scenario)
    assert kept.base == roster_file(proposal)
    policy = draft_policy(kept)
    pool = draft_pool(kept, policy)
    options = Options(pins=draft_pins(kept, pool, policy), base=draft_base(kept))
    nearest = plan(pool=pool, policy=policy, options=options)
    assert kept.roster == roster_file(nearest)
    page.segmented_control(key="section").set_value("changes").run()
    table = moves_with_reasons(kept, nearest, kept.base)
    assert page.dataframe[0].value.astype(str).to_numpy().tolist() == [[c.zh for c in row] for row in table.rows]
    reasons = {row[0].zh: row[-1] for row in table.rows}
    name = pool.by_id[chair].name
    assert reasons.pop(f"{name}（{chair}）") == words.BY_PIN.fill(hold=words.HOLD["out"])
    assert set(reasons.values()) == {words.FOLLOWS}
    page.button(key="anew").click().run()
    page = finish(page)
    assert stored(store, scenario).base == b""


def test_the_roster_is_kept_once_and_a_step_back_is_not_undone_by_the_page(store: Path) -> None:
    scenario = begun(store, TOY)
    page = propose(open_view(scenario, "proposal"))
    page.run()
    assert history(store, scenario)[1:] == ["拟定名单：已证明最优"]
    page.button(key="undo").click().run()
    page.run()
    assert stored(store, scenario).roster == b""
    assert page.button(key="redo").disabled is False
    page.button(key="keep").click().run()
    assert stored(store, scenario).roster
    assert "keep" not in buttons(page)


def test_a_roster_is_kept_even_when_nobody_waits_for_it(store: Path) -> None:
    scenario = begun(store, TOY)
    page = open_view(scenario, "proposal")
    page.button(key="propose").click().run()
    (job,) = ui.desk.jobs()._jobs.values()
    assert job.wait(30)
    assert stored(store, scenario).roster == roster_file(planned(TOY))


def test_what_was_changed_meanwhile_is_not_written_over(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = begun(store, TOY)
    page = open_view(scenario, "proposal")
    free, real = Event(), plan

    def slow(**inputs: Any) -> Proposal:
        assert free.wait(30)
        return real(**inputs)

    monkeypatch.setattr(ui.desk, "plan", slow)
    page.button(key="propose").click().run()
    (job,) = ui.desk.jobs()._jobs.values()
    mine = Projects(open_database(store))
    change = with_pin(TOY, Pin(person="P2", scope="council", hold="in"), "丙", same("council"))
    mine.record(mine.scenario(scenario.id), change.draft.content(), change.said)
    free.set()
    assert job.wait(30)
    assert stored(store, scenario) == change.draft
    assert len(history(store, scenario)) == 2


def test_after_a_new_start_the_plan_is_made_again_by_itself(store: Path) -> None:
    scenario = begun(store, TOY)
    propose(open_view(scenario, "proposal"))
    steps = history(store, scenario)
    forget_the_server()
    page = finish(open_view(scenario, "proposal"))
    assert said(page.success) == [plain(OPTIMAL.zh)]
    assert sorted(ids_shown(page)) == ["P1", "P3"]
    assert history(store, scenario) == steps


def test_a_stored_roster_of_other_inputs_is_never_shown_unproven(store: Path) -> None:
    scenario = begun(store, TOY)
    pin(propose(open_view(scenario, "proposal")), "P1", "council", "out")
    forget_the_server()
    page = open_view(scenario, "proposal")
    assert said(page.info) == [words.STALE_GONE.zh]
    assert not page.dataframe
    assert "least" in buttons(page)
    assert not page.button(key="propose").disabled


def test_a_draft_knows_whether_its_roster_is_of_its_inputs() -> None:
    policy = draft_policy(TOY)
    pool = draft_pool(TOY, policy)
    draft = replace(TOY, roster=roster_file(planned(TOY)))
    assert made_from(draft, pool, policy)
    assert not made_from(TOY, pool, policy)
    assert not made_from(replace(draft, seed=1), pool, policy)
    assert not made_from(replace(draft, base=draft.roster), pool, policy)
    for hold in ("in", "out"):
        pinned = with_pin(draft, Pin(person="P1", scope="council", hold=hold), "甲", same("council")).draft
        assert not made_from(pinned, pool, policy)
        options = Options(pins=draft_pins(pinned, pool, policy))
        again = replace(pinned, roster=roster_file(plan(pool=pool, policy=policy, options=options)))
        assert made_from(again, pool, policy)
        other = {"in": "out", "out": "in"}[hold]
        assert not made_from(replace(again, pins=(replace(again.pins[0], hold=other),)), pool, policy)
    assert {seat.person for seat in roster_seats(draft.roster)} == {"P1", "P3"}


def test_a_rerun_that_changed_nothing_works_nothing_out(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft, _ = county()
    page = propose(open_view(begun(store, draft), "proposal"))
    counted: list[str] = []
    for name in ("roster_rows", "members"):
        monkeypatch.setattr(f"ui.views.proposal.rosters.{name}", lambda *_, name=name: counted.append(name))
    monkeypatch.setattr("ui.views.proposal.making.roster_file", lambda *_: counted.append("roster_file"))
    monkeypatch.setattr(ui.desk, "plan", lambda **_: counted.append("plan"))
    page.run()
    page.run()
    assert not page.exception
    assert counted == []


def test_the_language_can_change_without_losing_anything(store: Path) -> None:
    page = propose(open_view(begun(store, TOY), "proposal"))
    page.selectbox(key="who").select("P3").run()
    page.radio(key="lang").set_value("English").run()
    assert not page.exception
    assert said(page.success) == [plain(OPTIMAL.en)]
    assert page.selectbox(key="who").value == "P3"


def test_a_policy_that_asks_for_what_the_pool_lacks_is_a_fault(store: Path) -> None:
    page = propose(open_view(begun(store, replace(TOY, policy=POLICY + ABSENT)), "proposal", "en"))
    (shown,) = said(page.error)
    assert "P999" in shown
    assert not page.success


def test_an_error_of_the_job_is_one_sentence_and_changes_nothing(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> NoReturn:
        raise ZeroDivisionError("seats *differ*")

    monkeypatch.setattr(ui.desk, "plan", broken)
    scenario = begun(store, TOY)
    page = propose(open_view(scenario, "proposal", "en"))
    assert said(page.error) == [plain(words.FAILED.fill(why="seats *differ*").en)]
    assert stored(store, scenario) == TOY
    assert not page.button(key="propose").disabled


def test_stop_ends_the_job_honestly_and_it_can_be_begun_again(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin = Event()

    def slow(*, progress: Progress, **inputs: Any) -> Proposal:
        progress.report(Step(stage="draw", done=1, total=4, value=7, bound=9))
        begin.set()
        while not progress.cancelled():
            Event().wait(0.01)
        return planning.plan(progress=progress, **inputs)

    scenario = begun(store, TOY)
    page = open_view(scenario, "proposal", "en")
    monkeypatch.setattr(ui.desk, "plan", slow)
    page.button(key="propose").click().run()
    assert begin.wait(10)
    page.run()
    assert page.button(key="propose").disabled
    (bar,) = page.get("progress")
    assert bar.proto.text.startswith("Goal 2 of 4: ties by draw")
    assert "reached 7, proven bound 9" in bar.proto.text
    page.button(key="stop").click().run()
    page = finish(page)
    assert said(page.warning) == [plain(STATUS_WORDS[Status.UNKNOWN].en)]
    assert stored(store, scenario).roster == b""
    monkeypatch.undo()
    monkeypatch.setenv(ui.desk.STORE, str(store))
    assert said(propose(page).success) == [plain(OPTIMAL.en)]


def test_another_seed_is_a_step_of_the_history(store: Path) -> None:
    scenario = begun(store, TOY)
    page = propose(open_view(scenario, "proposal"))
    page.number_input(key="seed").set_value(7).run()
    assert stored(store, scenario).seed == 7
    assert said(page.warning) == [words.STALE.zh]
    page.button(key="undo").click().run()
    assert page.number_input(key="seed").value == 0


def test_the_time_limit_reaches_the_planner(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[float | None] = []

    def noted(*, options: Options, **inputs: Any) -> Proposal:
        given.append(options.time_limit)
        return planning.plan(options=options, **inputs)

    monkeypatch.setattr(ui.desk, "plan", noted)
    page = open_view(begun(store, TOY), "proposal")
    page.number_input(key="limit").set_value(30).run()
    propose(page)
    assert given == [30]
