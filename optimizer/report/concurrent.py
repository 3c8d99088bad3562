"""One person in offices of several associations, for people: who holds what, the repair, who may be one and the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from optimizer.basis.text import Filled, Text, same
from optimizer.report.blocks import Block, Line, Mark, Table
from optimizer.report.person import listed, position_words
from optimizer.report.rollout.lists import LISTED, listing
from optimizer.rollout.concurrent import Clash, Likely
from optimizer.rollout.identity import Doubt, Held
from optimizer.rollout.repair import Changed, Needed, Repair, Settled
from optimizer.room.moves import Move

OFFICE_WORDS: Mapping[str, Filled] = {
    "chair": Filled(zh="主席", en="chair"),
    "vice_chair": Filled(zh="副主席", en="vice-chair"),
}


@dataclass(frozen=True, kw_only=True)
class Naming:
    """What things are called: associations by code, offices and bodies by id; who has no name goes by the code or id."""

    associations: Mapping[str, str]
    titles: Mapping[str, Filled]

    def association(self, code: str) -> Filled:
        """An association's name."""
        return same(self.associations.get(code) or code)

    def held(self, each: Held) -> Filled:
        """`A: chair`."""
        part = each.office or each.body
        title = self.titles.get(part) or OFFICE_WORDS.get(part) or same(part)
        return _HELD.fill(association=self.association(each.code), office=title)

    def all_held(self, held: Sequence[Held]) -> Filled:
        """Several offices one after the other; a dash for none."""
        return _parts([self.held(each) for each in held]) if held else same("—")


def clash_blocks(
    clashes: Sequence[Clash], likely: Sequence[Likely], naming: Naming, *, limit: int = 1, most: int | None = LISTED
) -> list[Block]:
    """Who holds offices in too many associations, then the people for somebody to settle; `most` rows a table."""
    if not clashes:
        return [Line(text=_NO_CLASH.fill(limit=limit)), *likely_blocks(likely, naming, most=most)]
    frame = Table(id="concurrent", title=_CLASHES, columns=(_WHO, _HOLDS, _TOO_MANY), rows=())
    said = _CLASH.fill(count=len(clashes), limit=limit, excess=sum(clash.excess for clash in clashes))
    table = listing(
        clashes,
        frame=frame,
        row=lambda clash: (_person(clash.name, clash.person), naming.all_held(clash.held), same(str(clash.excess))),
        mark=Mark.BROKEN,
        most=most,
    )
    return [Line(text=said), table, *likely_blocks(likely, naming, most=most)]


def repair_blocks(repair: Repair, naming: Naming, *, limit: int = 1, most: int | None = LISTED) -> list[Block]:
    """What the repair takes and whether that is proven, who keeps what, who comes and goes; what is left, and why."""
    if not repair.settled:
        return [Line(text=_NO_CLASH.fill(limit=limit)), *likely_blocks(repair.likely, naming, most=most)]
    blocks: list[Block] = [Line(text=text) for text in _status(repair, limit)]
    blocks.append(_settled_table(repair, naming, limit, most))
    if repair.units:
        blocks.append(_units_table(repair, naming, most))
        blocks.append(_moves_table(repair, naming, most))
    if repair.left:
        blocks += _left(repair, naming, most)
    return [*blocks, *likely_blocks(repair.likely, naming, most=most)]


def likely_blocks(likely: Sequence[Likely], naming: Naming, *, most: int | None = LISTED) -> list[Block]:
    """The people who may be one and the same; none where there are none."""
    if not likely:
        return []
    frame = Table(id="likely", title=_LIKELY, columns=(_NAME, _IDS, _HOLDS, _WHY), rows=(), note=_LIKELY_NOTE)
    return [
        listing(
            likely,
            frame=frame,
            row=lambda each: (same(each.name), _ids(each.held), naming.all_held(each.held), _DOUBTS[each.doubt]),
            mark=Mark.SHORT,
            most=most,
        )
    ]


def _status(repair: Repair, limit: int) -> Iterator[Filled]:
    counts = {"people": len(repair.settled), "changes": repair.changes, "units": len(repair.units), "limit": limit}
    if not repair.units:
        yield _NOTHING_DONE.fill(people=len(repair.settled), limit=limit)
    else:
        yield (_DONE if not repair.left else _PARTLY).fill(**counts)
    if repair.left:
        excess = sum(clash.excess for clash in repair.left)
        yield (_LEFT_PROVEN if repair.proven else _LEFT_OPEN).fill(count=len(repair.left), excess=excess)
    elif repair.proven:
        yield _PROVEN
    else:
        yield _OPEN


def _settled_table(repair: Repair, naming: Naming, limit: int, most: int | None) -> Table:
    def row(each: Settled) -> tuple[Filled, ...]:
        before, after = each.clash.held, each.after
        gone = [held for held in before if held.code not in {kept.code for kept in after}]
        who = _person(each.clash.name, each.clash.person)
        return who, naming.all_held(after), naming.all_held(gone), _KEPT if _fits(each, limit) else _STILL

    frame = Table(id="concurrent_kept", title=_WHO_KEEPS, columns=(_WHO, _KEEPS, _GIVES_UP, _RESULT), rows=())
    found = listing(repair.settled, frame=frame, row=row, most=most)
    marks = tuple(Mark.KEPT if _fits(each, limit) else Mark.BROKEN for each in repair.settled[: len(found.rows)])
    return replace(found, marks=marks)


def _fits(each: Settled, limit: int) -> bool:
    return len({held.code for held in each.after}) <= limit


def _units_table(repair: Repair, naming: Naming, most: int | None) -> Table:
    def row(unit: Changed) -> tuple[Filled, ...]:
        again = unit.asked.again
        names = again.names if again else {}
        out = _parts([_person(names.get(who, who), who) for who in unit.out])
        unmet = same("、".join(again.unmet) if again else "")
        changes = same("—" if unit.asked.changes is None else str(unit.asked.changes))
        return naming.association(unit.code), out, changes, unmet

    columns = (_ASSOCIATION, _KEPT_OUT, _CHANGES, _UNMET)
    frame = Table(id="concurrent_units", title=_PLANNED_AGAIN, columns=columns, rows=(), note=_CHANGES_NOTE)
    return listing(repair.units, frame=frame, row=row, most=most)


def _moves_table(repair: Repair, naming: Naming, most: int | None) -> Table:
    def row(pair: tuple[Changed, Move]) -> tuple[Filled, ...]:
        unit, move = pair
        again = unit.asked.again
        assert again is not None
        kind = _IN if move.before is None else _OUT if move.after is None else _OTHER
        who = _person(again.names.get(move.person, move.person), move.person)
        before, after = position_words(again.policy, move.before), position_words(again.policy, move.after)
        return naming.association(unit.code), who, kind, before, after

    pairs = [(unit, move) for unit in repair.units if unit.asked.again for move in unit.asked.again.moves]
    columns = (_ASSOCIATION, _WHO, _WHAT, _BEFORE, _AFTER)
    frame = Table(id="concurrent_moves", title=_MOVES, columns=columns, rows=())
    return listing(pairs, frame=frame, row=row, most=most)


def _left(repair: Repair, naming: Naming, most: int | None) -> Iterator[Block]:
    """Who still holds too much, and which associations cannot do without whom."""

    def row(clash: Clash) -> tuple[Filled, ...]:
        own = {(held.code, held.person) for held in clash.held}
        needed = [each for each in repair.needed if any((each.code, who) in own for who in each.people)]
        why = _parts([_needed(each, clash, naming, names) for each in needed])
        return _person(clash.name, clash.person), naming.all_held(clash.held), why if needed else _NOT_FOUND_OUT

    held = (each for settled in repair.settled for each in settled.clash.held)
    names = {(each.code, each.person): each.name for each in held}
    frame = Table(id="concurrent_left", title=_LEFT, columns=(_WHO, _HOLDS, _WHY), rows=(), note=_LEFT_NOTE)
    yield listing(repair.left, frame=frame, row=row, mark=Mark.BROKEN, most=most)


def _needed(each: Needed, clash: Clash, naming: Naming, names: Mapping[tuple[str, str], str]) -> Filled:
    """One association that cannot do without somebody, or without them and others together."""
    own = {held.person for held in clash.held if held.code == each.code}
    others = [_person(names.get((each.code, who), who), who) for who in each.people if who not in own]
    association = naming.association(each.code)
    if not others:
        return _CANNOT.fill(association=association)
    return _CANNOT_BOTH.fill(association=association, others=listed(others))


def _person(name: str, who: str) -> Filled:
    return same(who) if name == who else _PERSON.fill(name=name, id=who)


def _ids(held: Sequence[Held]) -> Filled:
    """Ids and births, each pair once."""
    pairs = dict.fromkeys((each.person, each.birth) for each in held)
    return _parts([_ID.fill(id=who, birth=birth) if birth else same(who) for who, birth in pairs])


def _parts(parts: Sequence[Filled]) -> Filled:
    return Filled(zh="；".join(part.zh for part in parts), en="; ".join(part.en for part in parts))


_DOUBTS: Mapping[Doubt, Filled] = {
    Doubt.IDS: Filled(zh="姓名和出生年月相同，编号不同", en="name and birth are equal, the ids are not"),
    Doubt.BIRTHS: Filled(zh="姓名和编号相同，出生年月不同", en="name and id are equal, the births are not"),
    Doubt.NUMBER: Filled(
        zh="姓名和编号相同，但这个编号也是别人的，出生年月又不全",
        en="name and id are equal, but the id is others' too and the births are not complete",
    ),
}
_HELD = Text(zh="{association}{office}", en="{association}: {office}")
_PERSON = Text(zh="{name}（{id}）", en="{name} ({id})")
_ID = Text(zh="{id}（{birth}）", en="{id} ({birth})")
_WHO, _NAME = Filled(zh="人", en="Person"), Filled(zh="姓名", en="Name")
_IDS = Filled(zh="编号（出生年月）", en="Ids (births)")
_HOLDS = Filled(zh="任职", en="Holds")
_TOO_MANY = Filled(zh="超出（个）", en="Too many")
_WHY = Filled(zh="原因", en="Why")
_ASSOCIATION = Filled(zh="科协", en="Association")
_CLASHES = Filled(zh="在多个科协任职的人", en="People in offices of several associations")
_NO_CLASH = Text(
    zh="没有人在超过 {limit} 个科协任职。", en="Nobody holds offices in more associations than allowed ({limit})."
)
_CLASH = Text(
    zh="{count} 人任职的科协超过 {limit} 个，共超出 {excess} 个。",
    en="People who hold offices in more associations than allowed ({limit}): {count}; associations too many in all: {excess}.",
)
_LIKELY = Filled(zh="可能是同一个人，请核对", en="Perhaps one and the same person: to be settled")
_LIKELY_NOTE = Filled(
    zh="这些人没有当作同一个人。核对后，是同一个人的，把编号改成一样；不是的，不用改。",
    en="These are not taken for one person. Where somebody finds that they are, make their ids equal; else leave them as they are.",
)
_DONE = Text(
    zh="{people} 人超出的任职全部调整完毕：每人至多 {limit} 个科协。{units} 个科协重排名单，共变动 {changes} 处。",
    en="All is repaired, for people: {people}; nobody is in offices of more associations than allowed ({limit}). "
    "Associations planned again: {units}; changes in all: {changes}.",
)
_PARTLY = Text(
    zh="{people} 人任职的科协超过 {limit} 个，只能调整一部分：{units} 个科协重排名单，共变动 {changes} 处。",
    en="People in offices of more associations than allowed ({limit}): {people}; only a part can be repaired. "
    "Associations planned again: {units}; changes in all: {changes}.",
)
_NOTHING_DONE = Text(
    zh="{people} 人任职的科协超过 {limit} 个，没有调整。",
    en="People in offices of more associations than allowed ({limit}): {people}; nothing was repaired.",
)
_PROVEN = Filled(zh="已证明：没有变动更少的调整办法。", en="Proven: no repair takes fewer changes.")
_OPEN = Filled(
    zh="在停止前没有证明变动最少。", en="The work stopped before it was proven that no repair takes fewer changes."
)
_LEFT_PROVEN = Text(
    zh="仍有 {count} 人共超出 {excess} 个；已证明不能再少，在此前提下变动最少。",
    en="Still in too many: people {count}, associations {excess} in all. Proven: it cannot be less, and no repair that "
    "leaves so few takes fewer changes.",
)
_LEFT_OPEN = Text(
    zh="仍有 {count} 人共超出 {excess} 个；在停止前没有证明不能再少。",
    en="Still in too many: people {count}, associations {excess} in all. The work stopped before it was proven that it "
    "cannot be less.",
)
_WHO_KEEPS = Filled(zh="谁保留哪个职务", en="Who keeps which office")
_KEEPS, _GIVES_UP = Filled(zh="保留", en="Keeps"), Filled(zh="不再担任", en="Gives up")
_RESULT = Filled(zh="结果", en="Result")
_KEPT, _STILL = Filled(zh="符合", en="kept"), Filled(zh="仍超出", en="still too many")
_PLANNED_AGAIN = Filled(zh="重排名单的科协", en="Associations planned again")
_KEPT_OUT = Filled(zh="不再任职的人", en="Kept out of the offices")
_CHANGES = Filled(zh="变动（处）", en="Changes")
_UNMET = Filled(zh="因此未达到的“尽量”规则", en="Preferred rules no longer met")
_CHANGES_NOTE = Filled(
    zh="机构、职务、任职方式各算一处。先使变动最少，再照顾“尽量”的要求。",
    en="Each body, office and mode counts as a piece. Fewest changes come first, then what is preferred.",
)
_MOVES = Filled(zh="谁进、谁出、谁调整", en="Who comes, goes and changes place")
_WHAT = Filled(zh="变动", en="Change")
_BEFORE, _AFTER = Filled(zh="调整前", en="Before"), Filled(zh="调整后", en="After")
_IN, _OUT, _OTHER = Filled(zh="进", en="enters"), Filled(zh="出", en="leaves"), Filled(zh="调整", en="changes")
_LEFT = Filled(zh="无法调整的任职", en="What cannot be repaired")
_LEFT_NOTE = Filled(
    zh="换候选人、改规则，或由有权机关同意兼任，才能解决。",
    en="Only other candidates, other rules or leave from whoever may grant it can settle these.",
)
_CANNOT = Text(zh="{association}离不开此人", en="{association} cannot do without them")
_CANNOT_BOTH = Text(
    zh="{association}不能同时缺此人和{others}", en="{association} cannot do without both them and {others}"
)
_NOT_FOUND_OUT = Filled(zh="停止前没有查明", en="not found out before the work stopped")
