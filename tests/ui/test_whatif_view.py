"""The view of what if: what it shows is what the planner found, what it takes can be undone, what is stopped is kept."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.testing.v1 import AppTest

from optimizer.basis.progress import Step
from optimizer.basis.text import LANGS, Filled, Lang
from optimizer.export.chart import chart_png, chart_svg
from optimizer.planner import contest as contests
from optimizer.planner.desk.draft import Draft, draft_base, draft_policy, draft_pool
from optimizer.planner.desk.sweeping import Spot, State, choices_of, spots, steps_asked
from optimizer.planner.desk.trading import marked_map, present
from optimizer.planner.desk.voting import deciders, safer
from optimizer.planner.plan import plan
from optimizer.planner.whatif import Asked, Means, Swept, bound_map
from optimizer.planner.whatif import sweep as swept_by
from optimizer.report.blocks import Chart, Table
from optimizer.report.contest import contest_blocks
from optimizer.report.odds import chance_table
from tests.samples import SMALL_POLICY, SMALL_POOL
from tests.ui.desk import begun, finish, open_view, own_store, stored
from ui.desk import projects
from ui.tables import grid, plain
from ui.views.whatif import SECTION, contesting, sweeping, swept, words
from ui.views.whatif.saving import signed, table_csv
from ui.views.whatif.track import track_spec, track_words

YOUNG = """
[[rule]]
id = "Y"
kind = "count"
scope = "congress"
group = { age = "<=43" }
at_least = 1
"""
DRAFT = Draft(
    pool_name="小会.csv",
    pool=SMALL_POOL.encode(),
    policy_name="small.toml",
    policy=(SMALL_POLICY + YOUNG).encode(),
)
IMPOSSIBLE = replace(DRAFT, policy=DRAFT.policy.replace(b"at_least = 2", b"at_least = 4"))
CONTESTED = replace(DRAFT, policy=DRAFT.policy.replace(b"seats = 4", b'seats = 4\nmargin = "25%"'))


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with own_store(tmp_path, monkeypatch) as path:
        yield path


def opened(store: Path, draft: Draft = DRAFT, section: str = "sweep", lang: Lang = "zh") -> AppTest:
    page = open_view(begun(store, draft), "whatif", lang)
    if section != "sweep":
        page.session_state[SECTION] = section
        page.run()
    assert not page.exception
    return page


def planned(store: Path, section: str, draft: Draft = DRAFT, lang: Lang = "zh") -> AppTest:
    """The page in a section that needs a roster, once there is one."""
    page = open_view(begun(store, draft), "proposal", lang)
    page.button(key="propose").click().run()
    finish(page)
    page.session_state["view"] = "whatif"
    page.session_state[SECTION] = section
    return page.run()


def do(page: AppTest, name: str) -> AppTest:
    page.button(key=f"do:{name}").click().run()
    return finish(page, f"stop:{name}")


def scenario_of(page: AppTest) -> Any:
    named = page.query_params["scenario"]
    return projects().scenario(named[0] if isinstance(named, list) else str(named))


def theirs(draft: Draft = DRAFT, name: str = "W.at_least") -> Swept:
    """The planner's own sweep of the range that the page proposes."""
    policy = draft_policy(draft)
    pool = draft_pool(draft, policy)
    choice = next(each for each in choices_of(pool, policy) if each.name == name)
    asked = steps_asked(choice, *choice.suggested())
    assert asked is not None
    return swept_by(pool=pool, policy=policy, asked=Asked(vary=(asked,)), means=Means(workers=1))


def shown_spots(page: AppTest) -> list[tuple[str, str]]:
    """Value and state of every tile of the track."""
    charts = [each.proto for each in page.get("vega_lite_chart")]
    (track,) = [chart for chart in charts if "labelExpr" in chart.spec and "strokeWidth" in chart.spec]
    rows = convert_arrow_bytes_to_pandas_df(track.data.data)
    return list(zip(rows["value"], rows["state"], strict=True))


def as_grid(table: Table, lang: Lang) -> list[list[str]]:
    return _texts(grid(table, lang))


def grids(page: AppTest) -> list[list[list[str]]]:
    return [_texts(frame.value) for frame in page.dataframe]


def _texts(frame: Any) -> list[list[str]]:
    held = frame.astype(object)
    return [[str(cell) for cell in row] for row in held.where(held.notna(), "").to_numpy().tolist()]


def looks(listed: tuple[Spot, ...], lang: Lang) -> list[tuple[str, str]]:
    named = {State.FREE: words.FREE, State.COSTLY: words.COSTLY, State.IMPOSSIBLE: words.IMPOSSIBLE}
    named |= {State.OPEN: words.OPEN, State.POSSIBLE: words.POSSIBLE}
    return [(spot.value.to(lang), named[spot.state].to(lang)) for spot in listed]


@pytest.mark.parametrize("lang", LANGS)
def test_without_pool_and_policy_it_leads_there(store: Path, lang: Lang) -> None:
    page = opened(store, Draft(), lang=lang)
    assert [each.value for each in page.info] == [words.NO_POOL.to(lang), words.NO_POLICY.to(lang)]
    page.button(key="to:policy").click().run()
    assert page.session_state["view"] == "policy"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("section", ["contest", "withdrawals"])
def test_without_a_roster_it_leads_to_the_proposal(store: Path, section: str, lang: Lang) -> None:
    page = opened(store, section=section, lang=lang)
    assert words.NO_ROSTER.to(lang) in [each.value for each in page.info]
    page.button(key="to:proposal").click().run()
    assert page.session_state["view"] == "proposal"


@pytest.mark.parametrize("lang", LANGS)
def test_a_sweep_is_the_planners_own(store: Path, lang: Lang) -> None:
    page = do(opened(store, lang=lang), "sweep")
    found = theirs()
    listed = spots(found)
    assert [spot.state for spot in listed] == [State.FREE] * 3 + [State.COSTLY] + [State.IMPOSSIBLE] * 3
    assert shown_spots(page) == looks(listed, lang)
    table = next(block for block in found.blocks() if isinstance(block, Table))
    assert as_grid(table, lang) in grids(page)
    page.select_slider(key=swept.POINT).set_value(3).run()
    assert words.COSTLY.to(lang) in page.warning[0].value
    page.select_slider(key=swept.POINT).set_value(5).run()
    assert words.IMPOSSIBLE.to(lang) in page.error[0].value
    assert page.button(key="take").disabled


def test_a_value_taken_is_one_step_that_can_be_undone(store: Path) -> None:
    page = do(opened(store), "sweep")
    page.select_slider(key=swept.POINT).set_value(3).run()
    page.button(key="take").click().run()
    assert not page.exception
    kept = stored(store, scenario_of(page))
    assert [rule.at_least for rule in draft_policy(kept).rules] == [3, 1]  # type: ignore[attr-defined]
    assert words.STALE.zh in [each.value for each in page.warning]
    assert page.button(key="take").disabled
    page.button(key="undo").click().run()
    assert stored(store, scenario_of(page)) == DRAFT
    assert words.STALE.zh not in [each.value for each in page.warning]
    assert not page.button(key="take").disabled


def test_an_impossible_policy_shows_where_it_becomes_possible(store: Path) -> None:
    page = do(opened(store, IMPOSSIBLE), "sweep")
    listed = spots(theirs(IMPOSSIBLE))
    assert shown_spots(page) == looks(listed, "zh")
    assert [spot.present for spot in listed].index(True) == page.session_state[swept.POINT] == 4
    assert words.IMPOSSIBLE.zh in page.error[0].value
    page.select_slider(key=swept.POINT).set_value(3).run()
    page.button(key="take").click().run()
    assert b"at_least = 3" in stored(store, scenario_of(page)).policy


def test_what_was_found_before_a_stop_is_kept(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*, progress: Any, **given: Any) -> Swept:
        return swept_by(progress=_StopsAfter(progress, 2), **given)

    monkeypatch.setattr(sweeping, "swept_by", stopped)
    page = do(opened(store), "sweep")
    states = [state for _, state in shown_spots(page)]
    assert words.CUT_SHORT.zh in [each.value for each in page.warning]
    assert words.OPEN.zh in states
    assert set(states) - {words.OPEN.zh}
    assert not page.button(key="do:sweep").disabled


class _StopsAfter:
    """Presses the button to stop once some scenarios are done."""

    def __init__(self, job: Any, done: int) -> None:
        self.job, self.done = job, done

    def report(self, step: Step) -> None:
        self.job.report(step)
        if step.done >= self.done:
            self.job.stop()

    def cancelled(self) -> bool:
        return bool(self.job.cancelled())


def test_an_answer_is_found_again_after_a_reload_with_what_was_asked(store: Path) -> None:
    page = opened(store)
    page.number_input(key="sweep_last:W.at_least").set_value(3).run()
    do(page, "sweep")
    again = open_view(scenario_of(page), "whatif")
    assert again.number_input(key="sweep_last:W.at_least").value == 3
    assert shown_spots(again) == shown_spots(page)
    assert again.button(key="do:sweep").disabled


def test_a_rerun_that_changes_nothing_computes_nothing(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def counted(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **given: Any) -> Any:
            calls.append(name)
            return real(*args, **given)

        return call

    for module, name in ((sweeping, "choices_of"), (swept, "seen"), (swept, "taken"), (sweeping, "swept_by")):
        monkeypatch.setattr(module, name, counted(name, getattr(module, name)))
    for held in (sweeping.choices, swept._seen, swept._takable):
        held.clear()
    page = do(opened(store), "sweep")
    page.select_slider(key=swept.POINT).set_value(3).run()
    first = sorted(calls)
    page.run()
    page.run()
    assert sorted(calls) == first == ["choices_of", "seen", "seen", "swept_by", "taken"]


@pytest.mark.parametrize("name", ["congress.seats", "reference_date", "pool"])
def test_seats_days_and_pools_vary_too(store: Path, name: str) -> None:
    draft = replace(DRAFT, policy=DRAFT.policy + b'[groups]\nwomen = { sex = "female" }\n')
    page = opened(store, draft)
    page.selectbox(key="sweep_what").set_value(name).run()
    do(page, "sweep")
    states = {state for _, state in shown_spots(page)}
    assert states <= {words.POSSIBLE.zh, words.IMPOSSIBLE.zh}
    assert words.POSSIBLE.zh in states


def test_a_range_that_never_arrives_is_said_before_it_is_asked(store: Path) -> None:
    page = opened(store)
    page.number_input(key="sweep_first:W.at_least").set_value(9).run()
    assert page.button(key="do:sweep").disabled
    assert page.warning[0].value == words.NO_RANGE.fill(most=60).zh


@pytest.mark.parametrize("lang", LANGS)
def test_the_map_is_the_planners_own_with_the_policy_marked(store: Path, lang: Lang) -> None:
    page = do(opened(store, section="tradeoff", lang=lang), "tradeoff")
    policy = draft_policy(DRAFT)
    found = bound_map(pool=draft_pool(DRAFT, policy), policy=policy, sides="W.at_least,Y.at_least")
    for block in found.blocks():
        if isinstance(block, Table):
            assert as_grid(block, lang) in grids(page)
    here = present(found.frontier)
    assert here is not None
    assert (here.figures, here.possible) == ((2, 1), True)
    said = words.STANDS_POSSIBLE.fill(first="W.at_least", one=2, second="Y.at_least", other=1)
    assert plain(said.to(lang)) in [each.value for each in page.success]
    chart = marked_map(found)
    assert chart is not None
    assert chart.series[-1].points == ((2.0, 1.0),)
    assert all((2.0, 1.0) not in series.points for series in chart.series[:-1])
    page.selectbox(key="side_other").set_value("W.at_least").run()
    assert page.button(key="do:tradeoff").disabled


def report_of(draft: Draft, margin: str = "", odds: tuple[str, ...] = ()) -> contests.ContestReport:
    policy = draft_policy(draft)
    pool = draft_pool(draft, policy)
    seats = plan(pool=pool, policy=policy).seats
    found = contests.supposed_slates(pool, policy, seats, margin)[0] if margin else None
    slates = found or contests.open_slates(pool, policy, seats)
    return contests.contest(slates, contests.open_assumed(odds, policy))


def assert_reported(page: AppTest, report: contests.ContestReport, lang: Lang) -> None:
    drawn = grids(page)
    (certain,) = [
        block for block in contest_blocks(report.problem, report.seats, report.outcomes) if isinstance(block, Table)
    ]
    rules = {rule.id: rule for rule in report.problem.rules}
    first = report.chances[0]
    chances = chance_table(first, report.problem.policy, rules)
    tables = signed(certain, len(certain.columns) - 2), signed(chances, 4)
    assert {table.columns[0].en for table in tables} == {"How safe", "Chance to be kept"}
    for table in (*tables, deciders(report, first), safer(report)):
        assert not table.rows or as_grid(table, lang) in drawn


@pytest.mark.parametrize("lang", LANGS)
def test_a_supposed_contest_is_the_planners_own(store: Path, lang: Lang) -> None:
    page = planned(store, "contest", lang=lang)
    page.number_input(key="vote_margin").set_value(25).run()
    do(page, "contest")
    assert_reported(page, report_of(DRAFT, "25%"), lang)
    assert words.ODDS_WARNING.to(lang) in [each.value for each in page.warning]
    page.button(key="take:margin").click().run()
    assert b'margin = "25%"' in stored(store, scenario_of(page)).policy


def test_a_contest_of_the_policy_with_odds_and_a_promise(store: Path) -> None:
    draft = replace(CONTESTED, policy=CONTESTED.policy + b'[groups]\nwomen = { sex = "female" }\n')
    page = planned(store, "contest", draft)
    page.number_input(key="vote_odds:women").set_value(0.5).run()
    do(page, "contest")
    report = report_of(draft, odds=("women=0.50",))
    assert_reported(page, report, "zh")
    rule = str(page.selectbox(key=contesting.PROMISE).value)
    page.button(key="take:promise").click().run()
    kept = {each.id: each.guarantee for each in draft_policy(stored(store, scenario_of(page))).rules}
    assert kept[rule] == "always"


def test_people_who_withdraw_are_held_out_and_the_rest_stays(store: Path) -> None:
    page = planned(store, "withdrawals")
    scenario = scenario_of(page)
    roster = stored(store, scenario).roster
    page.multiselect(key="left_people").set_value(["P1"]).run()
    page.text_input(key="left_why").set_value("本人申请").run()
    do(page, "withdrawals")
    page.button(key="take:left").click().run()
    finish(page)
    kept = stored(store, scenario)
    assert [(pin.person, pin.scope, pin.hold, pin.reason) for pin in kept.pins] == [
        ("P1", "congress", "out", "本人申请")
    ]
    assert kept.base == roster
    assert page.session_state["view"] == "proposal"
    before, after = (draft_base(replace(kept, base=data)) or {} for data in (roster, kept.roster))
    assert set(before) - set(after) == {"P1"}
    assert len(set(after) - set(before)) == 1


def test_saved_charts_and_tables_hold_chinese_text() -> None:
    found = theirs()
    charts = [block for block in found.blocks() if isinstance(block, Chart)]
    assert charts[0].title.zh in chart_svg(charts, "zh").decode()
    assert chart_png(charts, "zh").startswith(b"\x89PNG")
    assert found.table("zh").decode("utf-8-sig").startswith("W.at_least,")
    assert "可行" in found.table("zh").decode("utf-8-sig")


@pytest.mark.parametrize("lang", LANGS)
def test_the_track_says_each_state_without_its_colour(lang: Lang) -> None:
    listed = spots(theirs())
    spec = track_spec(listed, 2, lang)
    rows = spec["data"]["values"]
    signs = {(row["sign"], row["state"]) for row in rows}
    assert len({sign for sign, _ in signs}) == len({state for _, state in signs}) == 3
    assert [row["n"] for row in rows if row["frame"]] == [2]
    said: Filled = track_words(listed)
    assert all(row["value"] in said.to(lang) and row["state"] in said.to(lang) for row in rows)


@pytest.mark.parametrize("lang", LANGS)
def test_a_table_is_saved_in_the_language_of_the_page(lang: Lang) -> None:
    table = safer(report_of(CONTESTED))
    head, *rows = csv.reader(table_csv(lang, table).decode("utf-8-sig").splitlines())
    assert head == [column.to(lang) for column in table.columns]
    assert len(rows) == len(table.rows) > 0
