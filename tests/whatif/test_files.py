"""What a spreadsheet and a browser get: safe cells, figures as figures, charts whose texts are texts."""

from __future__ import annotations

import csv
import json
import re
from decimal import Decimal
from math import nan

import pytest

from optimizer.basis.text import Filled, same
from optimizer.export.chart import chart_png, chart_spec, chart_svg
from optimizer.export.csv import csv_bytes
from optimizer.export.whatif_json import frontier_csv, sweep_csv, sweep_document
from optimizer.model.build import build_model
from optimizer.problem.problem import build_problem
from optimizer.report.blocks import Chart, Line, Series, Table
from optimizer.report.tradeoff import frontier_blocks, map_blocks
from optimizer.report.whatif import sweep_blocks
from optimizer.whatif.compare import changes
from optimizer.whatif.frontier import frontier
from optimizer.whatif.reading import read_axes
from optimizer.whatif.sides import read_sides
from optimizer.whatif.sweep import Means, Sweep, sweep
from tests.samples import SMALL_POOL, small_policy, small_pool
from tests.whatif.scenes import FRONT, WOMEN, count, toy

ALONE = Means(workers=1)


def swept(*vary: str, grid: bool = False, extra: str = "") -> Sweep:
    problem = toy(WOMEN, FRONT, *([extra] if extra else []))
    return sweep(problem, read_axes(vary, problem), grid=grid, means=ALONE)


def cells(data: bytes) -> list[list[str]]:
    return list(csv.reader(data.decode("utf-8-sig").splitlines()))


def test_a_table_opens_as_it_is_meant() -> None:
    data = csv_bytes(["甲", "=a"], [["-1+2", -3], ["@x", Decimal("0.10")], ["\t1", None], ["a,b", 10**20]])
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 5
    assert cells(data) == [["甲", "'=a"], ["'-1+2", "-3"], ["'@x", "0.10"], ["'\t1", ""], ["a,b", str(10**20)]]


def test_a_name_that_looks_like_a_formula_stays_a_name() -> None:
    text = SMALL_POOL.replace("王六", "=1+1")
    problem = build_problem(pool=small_pool(text), policy=small_policy())
    found = sweep(problem, read_axes(["W.at_least=3"], problem), means=ALONE)
    (_, row) = cells(sweep_csv(found, "zh"))
    assert "'=1+1（P6）" in row


def test_who_comes_and_goes_is_the_difference_of_the_rosters() -> None:
    found = swept("W.at_least=75%", "pool=young")
    base = {seat["person"]: seat for seat in sweep_document(found)["base"]["seats"]}
    for point, record in zip(found.points, sweep_document(found)["points"], strict=True):
        after = {seat.person for seat in point.answer.seats}
        assert {seat["person"] for seat in record["enter"]} == after - set(base)
        assert set(record["leave"]) == set(base) - after
        told = changes(found.base.answer.seats, point.answer.seats)
        assert {move["person"] for move in record["move"]} == {move.person for move in told.move}
        # Everybody who is not told of sits where they sat.
        for seat in point.answer.seats:
            if seat.person in base and seat.person not in {move["person"] for move in record["move"]}:
                assert base[seat.person]["bodies"] == list(seat.position.bodies)


def test_without_a_plan_points_are_compared_with_the_first_that_has_one() -> None:
    found = swept("X.at_most=0:2:1", extra=count("X", {"frontline": "yes"}, at_most=0))
    document = sweep_document(found)
    assert document["base"]["status"] == "impossible"
    assert document["compared_with"] == {"X.at_most": 1}
    said = [block.text.en for block in sweep_blocks(found) if isinstance(block, Line)]
    assert any("As things stand, no roster" in each for each in said)


def test_ratios_are_exact_in_the_document_and_no_date_in_a_spreadsheet() -> None:
    found = swept("W.at_least=1/3,50%")
    assert json.loads(json.dumps(sweep_document(found)))["axes"] == [
        {"name": "W.at_least", "values": ["1/3", "1/2"], "stands": "1/4", "heads": [2, 2]}
    ]
    assert [row[:2] for row in cells(sweep_csv(found, "en"))[1:]] == [["1/3 (share)", "2"], ["50%", "2"]]


def test_the_free_stretch_the_costly_one_and_the_wall_are_told() -> None:
    blocks = sweep_blocks(swept("W.at_least=0%:100%:25%"))
    told = [block.text for block in blocks if isinstance(block, Line)]
    assert told[1] == Filled(
        zh="W.at_least：到 50%（2人），目标不受影响；到 75%（3人），仍可行，但目标有损失；从 100%（4人）起不可行。",
        en="W.at_least: up to 50% (2) no goal suffers; up to 75% (3) possible, at a cost to the goals; "
        "impossible from 100% (4) on.",
    )


def test_every_point_is_in_a_table_and_every_axis_has_a_chart() -> None:
    found = swept("W.at_least=0%:100%:25%", "reference_date=2026-12-01,2036-12-01", "congress.seats=3:6:1")
    blocks = sweep_blocks(found)
    tables = [block for block in blocks if isinstance(block, Table)]
    assert [len(table.rows) for table in tables] == [5, 2, 4]
    assert all(len(row) == len(table.columns) for table in tables for row in table.rows)
    charts = [block for block in blocks if isinstance(block, Chart)]
    assert [chart.form for chart in charts] == ["step", "bars", "step"]
    named = [series.name.en for series in charts[0].series]
    assert named[-2:] == ["impossible", "as things stand"]


def test_a_grid_has_one_table_and_a_map() -> None:
    blocks = sweep_blocks(swept("W.at_least=0%:100%:50%", "F.at_least=0:4:2", grid=True))
    (table,) = [block for block in blocks if isinstance(block, Table)]
    (chart,) = [block for block in blocks if isinstance(block, Chart)]
    assert (len(table.rows), chart.form) == (9, "map")
    assert sum(len(series.points) for series in chart.series) == 9


def test_trade_offs_have_a_table_and_a_chart() -> None:
    problem = toy(WOMEN, FRONT)
    found = frontier(problem, read_sides("W.at_least,F.at_least", build_model(problem)))
    assert [type(block) for block in frontier_blocks(found)] == [Line, Table, Chart]
    assert [type(block) for block in map_blocks(found)] == [Table, Chart]
    assert len(cells(frontier_csv(found))) == len(found.corners) + 1
    chart = map_blocks(found)[-1]
    assert isinstance(chart, Chart)
    possible = {point for series in chart.series[:1] for point in series.points}
    assert possible == {
        (float(one), float(other))
        for one in range(5)
        for other in range(5)
        if any(one <= corner.levels[0] and other <= corner.levels[1] for corner in found.corners)
    }


CURVE = Series(name=Filled(zh="得分", en="score"), points=((1, 9.5), (2, 9), (3, 7)))
BARS = Series(name=same("b"), points=((0, 1), (1, 2)), labels=(Filled(zh="甲", en="A"), Filled(zh="乙", en="B")))


def a_chart(form: str, *series: Series) -> Chart:
    return Chart(
        id="c",
        title=Filled(zh="标题", en="Title"),
        form=form,
        x=Filled(zh="横", en="across"),
        y=Filled(zh="竖", en="up"),
        series=series,
        alt=Filled(zh="说明", en="alt"),
    )


@pytest.mark.parametrize("form", ["line", "step", "points", "map"])
def test_every_form_is_drawn_with_its_texts(form: str) -> None:
    drawn = chart_svg(
        [a_chart(form, CURVE, Series(name=same("other"), points=((1, 2), (3, 4), (5, 6))))], "zh"
    ).decode()
    for word in ("标题", "横", "竖", "得分", "other"):
        assert f">{word}<" in drawn
    assert "Noto Sans CJK SC" in drawn


def test_bars_are_called_by_their_labels_in_the_order_given() -> None:
    drawn = chart_svg([a_chart("bars", BARS)], "zh").decode()
    assert [word for word in re.findall(r">([^<>]+)</text>", drawn) if word in "甲乙"] == ["甲", "乙"]


def test_two_points_above_each_other_are_a_mark_and_points_without_a_height_a_shade() -> None:
    shade = Series(name=Filled(zh="不可行", en="impossible"), points=((2.5, nan), (3.5, nan)))
    mark = Series(name=Filled(zh="现行", en="now"), points=((2, 7), (2, 9)))
    chart = a_chart("step", CURVE, shade, mark)
    drawn = chart_svg([chart], "zh").decode()
    assert ">不可行<" in drawn
    assert ">现行<" in drawn
    spec = json.dumps(chart_spec([chart], "en"))
    assert "NaN" not in spec
    assert spec.count('"rect"') == spec.count('"rule"') == 1
    plain = json.dumps(chart_spec([a_chart("step", CURVE)], "en"))
    assert '"rect"' not in plain
    assert '"rule"' not in plain


def test_several_charts_stand_below_each_other_and_a_png_is_one() -> None:
    drawn = chart_svg([a_chart("line", CURVE), a_chart("bars", BARS)], "en").decode()
    assert drawn.count(">Title<") == 2
    assert chart_png([a_chart("step", CURVE)], "en").startswith(b"\x89PNG")
