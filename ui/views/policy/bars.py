"""The meter of a rule drawn: a bar with what the roster has, what is needed and how far one could go, in figures and words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from html import escape
from itertools import groupby

from optimizer.basis.text import Filled, Lang, same
from optimizer.planner.desk.meter import Reading
from optimizer.report.room import figure_words
from optimizer.rules.limits import Figure
from ui.views.policy import words

PARTS_SHOWN = 4
"""Of a rule by value so many values are drawn, the tightest first."""

_RED, _AMBER, _BLUE = "#a1261b", "#8a5a00", "#2b5f8a"
_HATCH = "repeating-linear-gradient(45deg,{0},{0} 4px,transparent 4px,transparent 7px)"
_STYLE = (
    "<style>.xw-m{font-size:.82rem;line-height:1.35;margin:0 0 .45rem}"
    ".xw-m .n{display:flex;flex-wrap:wrap;gap:0 .9rem}.xw-m b{font-weight:600}"
    ".xw-m .w{margin-left:auto;font-weight:600}"
    ".xw-m .t{position:relative;height:10px;margin-top:2px;border:1px solid #8d99a3;border-radius:3px;background:#fff}"
    ".xw-m .t i{position:absolute;top:0;bottom:0;display:block}"
    ".xw-m .t .k{top:-3px;bottom:-3px;width:2px;margin-left:-1px;background:#1f2a33}</style>"
)


def bars(readings: Sequence[Reading], lang: Lang, *, clashing: bool, pending: bool) -> str:
    """All readings of a rule as HTML; `pending`: the ends are being worked out."""
    rows = [_row(pair, lang, clashing=clashing, pending=pending) for pair in _pairs(readings)]
    if len(rows) > PARTS_SHOWN:
        rest = words.MORE_PARTS.fill(count=len(rows) - PARTS_SHOWN).to(lang)
        rows = [*rows[:PARTS_SHOWN], f'<div class="xw-m">{escape(rest)}</div>']
    return _STYLE + "".join(rows) if rows else ""


def _pairs(readings: Sequence[Reading]) -> list[tuple[Reading, ...]]:
    """The readings drawn on one bar: the two sides of an `exactly` together, the tightest values first."""
    pairs = [tuple(group) for _, group in groupby(sorted(readings, key=_one_bar), key=_one_bar)]
    if len(pairs) <= PARTS_SHOWN:
        order = {_one_bar(reading): -number for number, reading in enumerate(reversed(readings))}
        return sorted(pairs, key=lambda pair: order[_one_bar(pair[0])])
    return sorted(pairs, key=lambda pair: min(map(_slack, pair)))


def _one_bar(reading: Reading) -> tuple[str, str]:
    limit = reading.limit
    return limit.part, limit.field if limit.field == "exactly" else f"{limit.field} {limit.floor}"


def _slack(reading: Reading) -> tuple[int, Fraction]:
    if reading.short or reading.beyond:
        return 0, Fraction(0)
    room = reading.room
    return (2, Fraction(0)) if room is None else (1, room)


def state_words(readings: Iterable[Reading], *, clashing: bool, pending: bool) -> Filled:
    """The one word for it: clashes, out of reach, short, no room, or how much room there is."""
    listed = list(readings)
    if clashing:
        return words.CLASHES
    if any(each.beyond for each in listed):
        return words.BEYOND
    if any(each.short for each in listed):
        return words.SHORT
    if all(each.tight for each in listed):
        return words.TIGHT
    (first, *_) = listed
    end = next((each.end for each in listed if each.end is not None and not each.tight), None)
    if end is None or end.furthest is None:
        return words.ANY if end is not None and end.endless else words.PENDING if pending else words.NONE
    room = abs(Fraction(end.furthest) - Fraction(first.need))
    if room.denominator == 1 and not isinstance(end.furthest, Fraction):
        return words.ROOM.fill(room=int(room))
    return words.ROOM.fill(room=f"{int(room * 1000) / 10:.1f}%")


def _row(pair: tuple[Reading, ...], lang: Lang, *, clashing: bool, pending: bool) -> str:
    first = pair[0]
    state = state_words(pair, clashing=clashing, pending=pending)
    have = figure_words(first.limit, first.have).to(lang)
    need = _need(pair).to(lang)
    ends = [(words.AT_MOST if each.limit.floor else words.AT_LEAST, _end(each, pending=pending)) for each in pair]
    bad = clashing or any(each.short or each.beyond for each in pair)
    colour = _RED if bad else _AMBER if all(each.tight for each in pair) else _BLUE
    have_help = words.HAVE_HELP if first.have is not None else words.NO_ROSTER_HELP
    figures = [
        _figure(words.HAVE, have, have_help, lang),
        _figure(words.NEED, need, words.NEED_HELP, lang),
        *(_figure(name, said.to(lang), words.END_HELP, lang) for name, said in ends if said is not words.NONE),
        f'<span class="w" style="color:{colour}">{escape(state.to(lang))}</span>' if state is not words.NONE else "",
    ]
    part = escape(words.PART_SHOWN.fill(part=first.limit.part).to(lang)) if first.limit.part else ""
    alt = "；".join(
        words.BAR_ALT.fill(have=have, need=need, end=name, furthest=said, state=state).to(lang) for name, said in ends
    )
    track = _track(pair, colour, hatched=bad)
    return (
        f'<div class="xw-m"><div class="n">{part}{"".join(figures)}</div>'
        f'<div class="t" role="img" aria-label="{escape(alt)}" title="{escape(alt)}">{track}</div></div>'
    )


def _figure(name: Filled, said: str, about: Filled, lang: Lang) -> str:
    return f'<span title="{escape(about.to(lang))}">{escape(name.to(lang))} <b>{escape(said)}</b></span>'


def _need(pair: tuple[Reading, ...]) -> Filled:
    first = pair[0]
    sign = "=" if first.limit.field == "exactly" else "≥" if first.limit.floor else "≤"
    said = figure_words(first.limit, first.need)
    return Filled(zh=f"{sign} {said.zh}", en=f"{sign} {said.en}")


def _end(reading: Reading, *, pending: bool) -> Filled:
    end = reading.end
    if end is None:
        return words.PENDING if pending else words.NONE
    if end.endless:
        return words.ANY
    if end.furthest is None:
        return words.NOWHERE if end.proven else words.NONE
    said = figure_words(reading.limit, end.furthest)
    if isinstance(reading.limit.figure, Fraction) and reading.limit.size:
        said = same(str(end.furthest))
    return said if end.proven else words.NOT_PROVEN.fill(said=said)


def _track(pair: tuple[Reading, ...], colour: str, *, hatched: bool) -> str:
    """What the roster has as a filled length, the way to the end as a light one, what is needed as a mark."""
    whole = max((reading.whole for reading in pair), default=1) or 1
    pieces = []
    for reading in pair:
        end = None if reading.end is None else reading.end.furthest
        if end is not None:
            low, high = sorted((_place(reading.need, whole), _place(end, whole)))
            pieces.append(f'<i style="left:{low}%;width:{high - low}%;background:#cfdde8"></i>')
    first = pair[0]
    if first.have is not None:
        fill = _HATCH.format(colour) if hatched else colour
        pieces.append(f'<i style="left:0;width:{_place(first.have, whole)}%;background:{fill};top:2px;bottom:2px"></i>')
    pieces.append(f'<i class="k" style="left:{_place(first.need, whole)}%"></i>')
    return "".join(pieces)


def _place(figure: Figure, whole: Figure) -> int:
    """Where a figure stands on the bar, in whole percent."""
    return min(100, int(Fraction(figure) * 100 / Fraction(whole)))
