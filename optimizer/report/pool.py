"""The make-up of a pool, one chart a column: how many people there are of each sex, age, sector, unit and so on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import pairwise

from optimizer.basis.text import Filled, Text
from optimizer.groups.predicate import age_on
from optimizer.groups.words import column_word
from optimizer.people.person import Person, Pool
from optimizer.report.blocks import Chart, Series
from optimizer.report.proposal import cell_words
from optimizer.report.words import day_words, percent

MOST_VALUES = 12
"""Of a column with more values the rest stand together."""
COLUMNS = ("sex", "frontline", "cadre", "head", "sector", "unit", "discipline", "ethnicity", "education")
AGES = (35, 45, 55, 60)
"""The upper ends of the age bands; above the last there is one more."""


def pool_charts(pool: Pool, on: date | None) -> list[Chart]:
    """The charts of the columns the pool has; ages on a date, without one births by decade."""
    charts = [
        _chart(pool, column, partial(_value, column), _order(column)) for column in COLUMNS if column in pool.columns
    ]
    if "birth" not in pool.columns:
        return charts
    if on is None:
        ages = _chart(pool, "birth", _decade, _DECADES, title=_BORN)
    else:
        ages = _chart(pool, "birth", partial(_band, on), list(_bands().values()), title=_AGED.fill(day=day_words(on)))
    return [*charts[:1], ages, *charts[1:]]


def is_remainder(label: Filled) -> bool:
    """Whether a bar is of no value of its own: nothing given, or all the rest."""
    return label in (NOTHING, _NO_HEAD, _OPEN) or label.zh.startswith(_REST.zh[:2])


def _chart(
    pool: Pool,
    column: str,
    value: Callable[[Person], Filled],
    order: list[Filled],
    *,
    title: Filled | None = None,
) -> Chart:
    named = title or _headed(column_word(column))
    bars = list(_bars(Counter(map(value, pool.people)), order))
    return Chart(
        id=f"pool_{column}",
        title=named,
        form="bars",
        x=named,
        y=_PEOPLE,
        series=(
            Series(
                name=_PEOPLE,
                points=tuple((float(at), float(count)) for at, (_, count) in enumerate(bars)),
                labels=tuple(label for label, _ in bars),
            ),
        ),
        alt=_said(named, bars, len(pool.people)),
    )


def _headed(word: Filled) -> Filled:
    return Filled(zh=word.zh, en=word.en[:1].upper() + word.en[1:])


def _bars(counts: Mapping[Filled, int], order: list[Filled]) -> Iterator[tuple[Filled, int]]:
    """The values in their own order, or the most frequent first; then the rest together, and those without one."""
    known = {value: count for value, count in counts.items() if value != NOTHING}
    ranked = sorted(known, key=lambda value: (_place(order, value), -known[value], value.zh))
    shown = ranked if len(ranked) <= MOST_VALUES else ranked[: MOST_VALUES - 1]
    for value in shown:
        yield value, known[value]
    if len(ranked) > len(shown):
        yield _REST.fill(count=len(ranked) - len(shown)), sum(known[value] for value in ranked[len(shown) :])
    if NOTHING in counts:
        yield NOTHING, counts[NOTHING]


def _place(order: list[Filled], value: Filled) -> int:
    return order.index(value) if value in order else len(order)


def _said(title: Filled, bars: list[tuple[Filled, int]], people: int) -> Filled:
    parts = [_PART.fill(name=name, count=count, share=percent(count, people)) for name, count in bars]
    listed = Filled(zh="、".join(part.zh for part in parts), en=", ".join(part.en for part in parts))
    return _ALT.fill(title=title, parts=listed, people=people)


def _value(column: str, person: Person) -> Filled:
    value = person.value(column)
    if value:
        return cell_words(column, value)
    return _NO_HEAD if column == "head" else NOTHING


def _order(column: str) -> list[Filled]:
    values = {"sex": ("female", "male"), "frontline": ("yes", "unsure", "no"), "cadre": ("yes", "no")}.get(column, ())
    return [cell_words(column, value) for value in values]


def _bands() -> dict[int, Filled]:
    """The age bands by their upper end; the last has none."""
    bands = {AGES[0]: _UP_TO.fill(most=AGES[0])}
    bands |= {most: _BETWEEN.fill(least=least + 1, most=most) for least, most in pairwise(AGES)}
    return bands | {0: _FROM.fill(least=AGES[-1] + 1), -1: _OPEN}


def _band(on: date, person: Person) -> Filled:
    """The band of a person's age, where the birth is known well enough to tell."""
    if person.birth is None:
        return NOTHING
    ends = {_end(age_on(born, on)) for born in (person.birth.earliest, person.birth.latest)}
    return _bands()[ends.pop() if len(ends) == 1 else -1]


def _end(age: int) -> int:
    return next((most for most in AGES if age <= most), 0)


def _decade(person: Person) -> Filled:
    return NOTHING if person.birth is None else _TEN_YEARS.fill(decade=person.birth.year // 10 * 10)


NOTHING = Filled(zh="未填", en="not given")
_NO_HEAD = Filled(zh="不是", en="none")
_PEOPLE = Filled(zh="人数", en="people")
_REST = Text(zh="其余 {count} 类", en="{count} others")
_BORN = Filled(zh="出生年代", en="Birth by decade")
_AGED = Text(zh="年龄（截至{day}）", en="Age (on {day})")
_UP_TO = Text(zh="{most} 岁及以下", en="{most} or under")
_BETWEEN = Text(zh="{least}—{most} 岁", en="{least}–{most}")
_FROM = Text(zh="{least} 岁及以上", en="{least} or over")
_OPEN = Filled(zh="未定（只有年份或年月）", en="open (not to the day)")
_TEN_YEARS = Text(zh="{decade} 年代", en="{decade}s")
_DECADES = [_TEN_YEARS.fill(decade=decade) for decade in range(1900, 2100, 10)]
_ALT = Text(zh="{title}：{parts}。共 {people} 人。", en="{title}: {parts}. {people} people in all.")
_PART = Text(zh="{name} {count} 人（{share}）", en="{name} {count} ({share})")
