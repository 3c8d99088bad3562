"""Chances in words: cut and never rounded up, certain only where it is, and always the warning."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.contest.likely import Drawing, contest_chances
from optimizer.contest.odds import Odds
from optimizer.contest.simulate import band
from optimizer.report.blocks import Block, Chart, Line, Mark, Table
from optimizer.report.odds import Assumed, band_words, chance_words, model_lines, odds_blocks
from tests.contest.test_likely import SEATS, contest, problem_with, rule


@pytest.mark.parametrize(
    ("chance", "zh", "en"),
    [
        (Fraction(1), "必然", "certain"),
        (Fraction(0), "不可能", "impossible"),
        (Fraction(2, 3), "66.6%", "66.6%"),
        (0.78571, "78.5%", "78.5%"),
        (Fraction(999_999, 1_000_000), "> 99.9%", "> 99.9%"),
        (0.9999999, "> 99.9%", "> 99.9%"),
        (1e-9, "< 0.1%", "< 0.1%"),
        (0.001, "0.1%", "0.1%"),
    ],
)
def test_a_chance_is_cut_and_certain_only_where_it_is(chance: Fraction | float, zh: str, en: str) -> None:
    said = chance_words(chance)
    assert (said.zh, said.en) == (zh, en)


@given(st.fractions(0, 1))
def test_a_chance_is_never_shown_higher_than_it_is(chance: Fraction) -> None:
    said = chance_words(chance).en
    if said.endswith("%") and said[0].isdigit():
        assert (
            Fraction(said.removesuffix("%")) / 100
            <= chance
            < Fraction(said.removesuffix("%")) / 100 + Fraction(1, 1000)
        )
    assert (said == "certain") is (chance == 1)
    assert (said == "impossible") is (chance == 0)


def test_a_band_has_two_decimals() -> None:
    assert band_words(band(0, 10)).en == "0.00% – 41.13%"


def blocks(rules: str, assumed: Assumed | None = None) -> list[Block]:
    problem = problem_with(rules)
    found = contest_chances(problem, SEATS, contest(problem), Odds(), Drawing(draws=200))
    return odds_blocks([found], problem.policy, problem.rules, assumed or Assumed())


def test_the_report_has_the_model_the_warning_a_row_a_rule_and_a_chart() -> None:
    found = blocks(rule("count", 3) + rule("ceiling", 4) + rule("spread", 3) + rule("each", 1))
    lines = [block.text.en for block in found if isinstance(block, Line)]
    assert lines[0].startswith("The chances below assume that every outcome")
    assert "equal odds are usually wrong" in lines[1]
    (table,) = (block for block in found if isinstance(block, Table))
    assert table.id == "chances_congress"
    rows = {row[0].en: [cell.en for cell in row] for row in table.rows}
    # Of A, C and E, who are women, A and C are planned; two of six lose. All three are needed: C(3,1)/C(6,2).
    assert rows["count"][2:5] == ["≥ 3", "2.0", "20.0%"]
    assert rows["ceiling"][3:5] == ["2.0", "certain"]
    assert rows["spread"][4] == "—"
    assert table.marks[list(rows).index("ceiling")] is Mark.KEPT
    assert table.marks[list(rows).index("count")] is Mark.SHORT
    charts = {block.id: block for block in found if isinstance(block, Chart)}
    assert set(charts) == {"chance_congress_count", "chance_congress_ceiling"}
    chart = charts["chance_congress_count"]
    assert chart.form == "bars"
    kept, broken = chart.series
    assert [x for x, _ in kept.points] == [3.0]
    assert [x for x, _ in broken.points] == [1.0, 2.0]
    assert sum(y for series in chart.series for _, y in series.points) == pytest.approx(1.0)
    assert "asked ≥ 3, chance: 20.0%" in chart.alt.en
    assert "要求 ≥ 3，符合的可能性：20.0%" in chart.alt.zh


def test_rules_that_hold_whoever_wins_are_said_so_for_all_together() -> None:
    lines = [block.text.zh for block in blocks(rule("count", 1)) if isinstance(block, Line)]
    assert lines[-1] == "代表大会的全部硬性规则无论谁当选都符合，不靠任何胜算。"


def test_no_rule_is_said() -> None:
    lines = [block.text.en for block in blocks("") if isinstance(block, Line)]
    assert lines[-1] == "congress: no rule is about it."


@pytest.mark.parametrize(
    ("assumed", "said"),
    [
        (
            Assumed(odds=(("women", Fraction(1, 2)), ("young", Fraction(1, 3)))),
            "others having 1: women × 0.5, young × 1/3.",
        ),
        (Assumed(strength="score"), 'in proportion to "score"'),
        (Assumed(strength="score", spread=Fraction(5)), "standard deviation 5"),
    ],
)
def test_what_is_assumed_is_said(assumed: Assumed, said: str) -> None:
    assert any(said in line.text.en for line in model_lines(assumed))
