"""Which unit lies under which: parents by code or name, no loops, every unit below its parent's level."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from optimizer.basis.faults import Fault
from optimizer.basis.text import Filled, Text
from optimizer.people.words import clean_code, clean_name
from optimizer.report.rollout.words import LEVEL_WORDS
from optimizer.rollout.unit import Level

_RANK = {level: rank for rank, level in enumerate(Level)}

_TWICE = Text(zh="第{first}行已经用了这个编码", en="row {first} has this code already")
_OWN_CODE = Text(zh="请给每个单位一个自己的编码", en="give every unit a code of its own")
_NO_PARENT = Text(zh="表里没有这个上级", en="the table has no such unit above")
_WRITE_PARENT = Text(
    zh="请写上级单位的编码，或表里唯一的名称；最上面的单位留空",
    en="write the code of the unit above, or its name if no other has it; leave the topmost one empty",
)
_SEVERAL = Text(zh="有 {count} 个单位叫这个名称", en="{count} units have this name")
_WRITE_CODE = Text(zh="请写上级单位的编码", en="write the code of the unit above")
_LOOP = Text(zh="上级兜了圈子：{chain}", en="the units above go round in a circle: {chain}")
_MEND_LOOP = Text(zh="请改正其中一个单位的上级", en="correct the unit above of one of them")
_NOT_ABOVE = Text(
    zh="上级“{parent}”是{above}，不比{level}高", en='the unit above, "{parent}", is a {above}, not above a {level}'
)
_MEND_LEVEL = Text(zh="请改正层级或上级", en="correct the level or the unit above")


class Place(NamedTuple):
    """A row's code, name, level and unit above, as written until `placed` turns it into a code; level None if unreadable."""

    row: int
    code: str
    name: str
    level: Level | None
    parent: str


def placed(places: Sequence[Place], header: str) -> tuple[dict[str, Place], list[Fault]]:
    """The units by code, `parent` a code, with the faults of the tree; `header` is that of the parents' column."""
    by_code: dict[str, Place] = {}
    by_name: dict[str, list[str]] = defaultdict(list)
    faults: list[Fault] = []
    for place in places:
        if place.code in by_code:
            said = _TWICE.fill(first=by_code[place.code].row)
            faults.append(_fault("units.code_twice", place, None, place.code, said, _OWN_CODE.fill()))
        elif place.code:
            by_code[place.code] = place
            by_name[place.name].append(place.code)
    found: dict[str, Place] = {}
    for place in by_code.values():
        codes = _meant(place.parent, by_code, by_name)
        if len(codes) == 1 or not place.parent:
            found[place.code] = place._replace(parent="".join(codes))
            continue
        message, cure = (_SEVERAL.fill(count=len(codes)), _WRITE_CODE) if codes else (_NO_PARENT.fill(), _WRITE_PARENT)
        faults.append(_fault("units.parent", place, header, place.parent, message, cure.fill()))
        found[place.code] = place._replace(parent="")
    looped = _looped(found)
    faults += [_loop_fault(found, chain, header) for chain in looped]
    inside = {code for chain in looped for code in chain}
    faults += [fault for place in found.values() if place.code not in inside for fault in _levels(place, found, header)]
    return found, faults


def _meant(parent: str, by_code: Mapping[str, Place], by_name: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """The codes a cell may mean: that code, else those of the units of that name."""
    if not parent:
        return ()
    if parent in by_code:
        return (parent,)
    code = clean_code(parent)
    return (code,) if code in by_code else by_name.get(clean_name(parent), ())


def _looped(found: Mapping[str, Place]) -> list[list[str]]:
    """The circles among the units above one another, each once, from its least code on."""
    done: set[str] = set()
    circles: list[list[str]] = []
    for start in found:
        trail: dict[str, None] = {}
        code = start
        while code and code not in done and code not in trail:
            trail[code] = None
            code = found[code].parent
        if code in trail:
            chain = list(trail)[list(trail).index(code) :]
            least = chain.index(min(chain))
            circles.append(chain[least:] + chain[:least])
        done.update(trail)
    return circles


def _loop_fault(found: Mapping[str, Place], chain: Sequence[str], header: str) -> Fault:
    names = " → ".join(found[code].name for code in (*chain, chain[0]))
    first = found[chain[0]]
    return _fault("units.loop", first, header, first.parent, _LOOP.fill(chain=names), _MEND_LOOP.fill())


def _levels(place: Place, found: Mapping[str, Place], header: str) -> Iterator[Fault]:
    above = found.get(place.parent)
    if above is None or above.level is None or place.level is None or _RANK[above.level] < _RANK[place.level]:
        return
    words = {"parent": above.name, "above": LEVEL_WORDS[above.level], "level": LEVEL_WORDS[place.level]}
    yield _fault(
        "units.not_above", place, header, LEVEL_WORDS[place.level].zh, _NOT_ABOVE.fill(**words), _MEND_LEVEL.fill()
    )


def _fault(kind: str, place: Place, header: str | None, value: str, message: Filled, cure: Filled) -> Fault:
    return Fault(kind=kind, row=place.row, column=header, value=value, message=message, cure=cure)


def cities_of(places: Mapping[str, Place]) -> dict[str, str]:
    """For each code the name of the city the unit lies in, or is; "" for none."""
    cities: dict[str, str] = {}
    for start in places:
        trail = []
        code = start
        while code and code not in cities and places[code].level is not Level.CITY:
            trail.append(code)
            code = places[code].parent
        city = "" if not code else cities.get(code, places[code].name)
        cities.update(dict.fromkeys((*trail, *([code] if code else [])), city))
    return cities
