"""The rosters of a proposal: officers, names body by body, further candidates, and the full tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from optimizer.basis.text import Filled, Text, same
from optimizer.groups.words import column_word
from optimizer.names.listing import Listing
from optimizer.names.marks import marks, padded
from optimizer.names.order import arranged, order_caption
from optimizer.people.person import Person
from optimizer.policy.policy import Body, Office
from optimizer.report.blocks import Block, Heading, Line, Table
from optimizer.report.person import listed
from optimizer.report.proposal import cell_words
from optimizer.report.words import mode_word
from optimizer.roster.roster import Proposal, Seat


def list_blocks(proposal: Proposal, listing: Listing) -> list[Block]:
    """Officers, the members of each body, further candidates; then the full table of each body."""
    policy = proposal.problem.policy
    blocks: list[Block] = []
    if any(proposal.holding(office.id) for office in policy.offices):
        blocks += [Heading(text=_OFFICERS, level=2), *_officers(proposal, policy.offices, listing)]
    for body in policy.bodies:
        blocks += _members(proposal, body, listing)
    for part in policy.contested:
        blocks += _candidates(proposal, part, listing)
    tables = [_full_table(proposal, body, listing) for body in policy.bodies]
    return [*blocks, Heading(text=_TABLES, level=2), *tables]


def _officers(proposal: Proposal, offices: Sequence[Office], listing: Listing) -> Iterator[Line]:
    """`副主席4名（按姓氏笔画为序）：…`, office by office in the order of the policy."""
    for office in offices:
        people = _people(proposal, proposal.holding(office.id), listing)
        if people:
            label = _COUNTED.fill(title=office.title, count=len(people)) if office.seats.most > 1 else office.title
            names = listed([_name(proposal, person, office.id) for person in people])
            yield Line(text=_LABELLED.fill(label=_captioned(label, people, listing), names=names))


def _members(proposal: Proposal, body: Body, listing: Listing) -> Iterator[Block]:
    """Everybody on the body, those who hold one of its offices first; the caption where the order is as it says."""
    first, rest = _in_order(proposal, body, listing)
    if not first and not rest:
        return
    title = _MEMBERS.fill(title=body.title, count=len(first) + len(rest))
    yield Heading(text=title if first else _captioned(title, rest, listing), level=2)
    if first:
        yield Line(text=_LABELLED.fill(label=_IN_OFFICE, names=_names(proposal, first)))
    if first and rest:
        yield Line(text=_LABELLED.fill(label=_captioned(_OTHERS, rest, listing), names=_names(proposal, rest)))
    elif rest:
        yield Line(text=_SENTENCE.fill(names=_names(proposal, rest)))


def _candidates(proposal: Proposal, part: Body | Office, listing: Listing) -> Iterator[Block]:
    """The further candidates for a contested body or office."""
    running = [seat for seat in proposal.seats if seat.position.runs_for == part.id]
    if running:
        people = _people(proposal, running, listing)
        title = _FURTHER.fill(title=part.title, count=len(people))
        yield Heading(text=_captioned(title, people, listing), level=2)
        seats = len(proposal.holding(part.id))
        yield Line(text=_SLATE.fill(seats=seats, slate=seats + len(running), further=len(running)))
        yield Line(text=_SENTENCE.fill(names=_names(proposal, people)))


def _names(proposal: Proposal, people: Sequence[Person]) -> Filled:
    return listed([_name(proposal, person) for person in people])


def _in_order(proposal: Proposal, body: Body, listing: Listing) -> tuple[list[Person], list[Person]]:
    """The members who hold an office of this body, office by office, where officers come first; then all others."""
    policy = proposal.problem.policy
    first: list[Person] = []
    if listing.officers_first:
        for office in policy.offices:
            if office.body == body.id:
                first += _people(proposal, proposal.holding(office.id), listing)
    taken = {person.id for person in first}
    rest = [seat for seat in proposal.holding(body.id) if seat.person not in taken]
    return first, _people(proposal, rest, listing)


def _people(proposal: Proposal, seats: Sequence[Seat], listing: Listing) -> list[Person]:
    return arranged([proposal.person(seat.person) for seat in seats], listing)


def _name(proposal: Proposal, person: Person, office: str = "") -> Filled:
    """The name as it is shown, with its marks; 兼 beside the office that is held part-time."""
    part_time = bool(office) and any(
        seat.person == person.id and seat.position.mode == "part_time" for seat in proposal.holding(office)
    )
    said = marks(person, part_time=part_time)
    return Filled(zh=padded(person.name) + said.zh, en=f"{person.name} {said.en}".rstrip())


def _captioned(label: Filled, people: Sequence[Person], listing: Listing) -> Filled:
    """The label with the order's caption behind it, where the caption is true of these people."""
    caption = order_caption(people, listing)
    return label if caption is None else Filled(zh=label.zh + caption.zh, en=f"{label.en} {caption.en}")


def _full_table(proposal: Proposal, body: Body, listing: Listing) -> Table:
    """One row a person: what they are to hold, and what the pool says of them; further candidates last."""
    first, rest = _in_order(proposal, body, listing)
    running = [seat for seat in proposal.seats if seat.position.runs_for == body.id]
    seats = {seat.person: seat for seat in (*proposal.holding(body.id), *running)}
    ordered = [*first, *rest, *_people(proposal, running, listing)]
    held = [_held(proposal, seats[person.id], body) for person in ordered]
    numbers = [same(str(number)) for number in range(1, len(ordered) + 1)]
    titled = [(_NUMBER, numbers), (column_word("name"), [_shown(person) for person in ordered])]
    titled += [(_HOLDS, held)] if any(each.zh for each in held) else []
    titled += [
        (title, [_about(person, parts) for person in ordered])
        for title, parts in _COLUMNS
        if any(part in proposal.problem.pool.columns for part in parts)
    ]
    return Table(
        id=f"roster_{body.id}",
        title=_ROSTER.fill(title=body.title),
        columns=tuple(title for title, _ in titled),
        rows=tuple(zip(*(cells for _, cells in titled), strict=True)),
        caption=order_caption(ordered, listing),
        wide=True,
    )


def _shown(person: Person) -> Filled:
    return Filled(zh=padded(person.name), en=person.name)


def _about(person: Person, columns: Sequence[str]) -> Filled:
    """What the pool says of a person in one or two columns: 晟岳船舶设备有限公司研发工程师."""
    said = [words for column in columns if (words := cell_words(column, person.value(column))).zh]
    return Filled(zh="".join(part.zh for part in said), en=", ".join(part.en for part in said))


def _held(proposal: Proposal, seat: Seat, body: Body) -> Filled:
    """The office with its mode; of a further candidate, that they are one."""
    titles, position = proposal.problem.policy.titles, seat.position
    if position.office:
        title, mode = titles[position.office], mode_word(position.mode)
        return _MODE.fill(title=title, mode=mode) if mode.zh else title
    if position.runs_for is None:
        return same("")
    return _CANDIDATE if position.runs_for == body.id else _CANDIDATE_FOR.fill(title=titles[position.runs_for])


_COLUMNS: tuple[tuple[Filled, tuple[str, ...]], ...] = (
    (column_word("sex"), ("sex",)),
    (column_word("ethnicity"), ("ethnicity",)),
    (column_word("birth"), ("birth",)),
    (Filled(zh="政治面貌", en="party"), ("party",)),
    (Filled(zh="职称", en="title"), ("title",)),
    (Filled(zh="工作单位及职务", en="employer and post"), ("employer", "post")),
    (column_word("unit"), ("unit",)),
    (Filled(zh="基层一线", en="frontline"), ("frontline",)),
    (column_word("id"), ("id",)),
)
"""The columns of a full table as official rosters have them, each with the pool's columns it is made of."""

_TABLES = Filled(zh="建议人选名册", en="Details of all proposed")
_OFFICERS = Filled(zh="领导职务建议人选", en="Proposed officers")
_LABELLED = Text(zh="{label}：{names}。", en="{label}: {names}.")
_COUNTED = Text(zh="{title}{count}名", en="{title}, {count}")
_MEMBERS = Text(zh="{title}建议人选{count}名", en="Proposed for the {title}, {count}")
_IN_OFFICE = Filled(zh="担任职务的", en="In office")
_OTHERS = Filled(zh="其他人选", en="Others")
_SENTENCE = Text(zh="{names}。", en="{names}.")
_FURTHER = Text(zh="{title}差额人选{count}名", en="Further candidates for the {title}, {count}")
_SLATE = Text(
    zh="应选{seats}名，候选人{slate}名，差额{further}名。以下是计划人选以外的候选人。",
    en="{seats} seats, a slate of {slate}, {further} more than seats. Below are those on the slate beyond the planned winners.",
)
_ROSTER = Text(zh="{title}建议人选名册", en="Proposed members of the {title}")
_NUMBER, _HOLDS = Filled(zh="序号", en="No."), Filled(zh="拟任职务", en="Office")
_MODE = Text(zh="{title}（{mode}）", en="{title} ({mode})")
_CANDIDATE = Filled(zh="差额人选", en="further candidate")
_CANDIDATE_FOR = Text(zh="{title}差额人选", en="further candidate: {title}")
