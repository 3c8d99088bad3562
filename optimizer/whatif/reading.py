"""Reading what is to vary.

`D1.at_least=60%:85%:5%`, `congress.seats=300:340:10`, `reference_date=2026-12-01,2027-06-01`, `pool=all,women`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import partial

from optimizer.basis.faults import Complaints, InputFaults
from optimizer.basis.ratio import parse_ratio
from optimizer.basis.similar import suggest
from optimizer.basis.text import Filled, Text
from optimizer.problem.problem import Problem
from optimizer.rules.fields import FINEST, MOST_HEADS
from optimizer.whatif.axes import ALL, SOURCE, Axis, DateAxis, LimitAxis, PoolAxis, SeatsAxis, Value, of_people

MOST_POINTS = 10_000
"""Points of one sweep; a longer list is a slip of the pen."""
DATE, POOL, SEATS = "reference_date", "pool", "seats"
_MONTHS = re.compile(r"(\d+)\s*(?:m|个?月)")
type Words = Callable[[str], list[Value] | Text]
"""From what follows the `=` to values, or to what is wrong with it."""


def read_axes(written: Sequence[str], problem: Problem) -> tuple[Axis, ...]:
    """The axes of a sweep, in the order they are written.

    Raises InputFaults with every fault of every one of them: an unknown name, values that cannot be read, a range that
    never arrives, the same thing twice, too many points.
    """
    complaints = Complaints()
    known = _known(problem)
    axes = [_axis(each, known, complaints) for each in written]
    names = [axis.name for axis in axes if axis]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        complaints.add("whatif.twice", _PLACE, name, _TWICE, _TWICE_CURE)
    if complaints.faults:
        raise InputFaults(SOURCE, complaints.faults)
    return tuple(axis for axis in axes if axis)


def read_limit(written: str, problem: Problem) -> LimitAxis:
    """The bound of a rule that is named, without values. Raises InputFaults."""
    axis = _known(problem).get(written.strip())
    if isinstance(axis, LimitAxis):
        return axis
    complaints = Complaints()
    names = [name for name, each in _known(problem).items() if isinstance(each, LimitAxis)]
    complaints.add("whatif.name", _PLACE, written, _NO_BOUND, suggest(written, names))
    raise InputFaults(SOURCE, complaints.faults)


def limit_axes(problem: Problem) -> list[LimitAxis]:
    """Every bound that can be varied, in the order of the policy, without values."""
    found: dict[str, LimitAxis] = {}
    for rule in problem.rules:
        for limit in rule.limits(problem):
            name = ".".join(part for part in (rule.id, limit.field, limit.part) if part)
            found.setdefault(name, LimitAxis(name=name, values=(), rule=rule.id, stands=limit))
    return list(found.values())


def choices(problem: Problem) -> list[Axis]:
    """Everything that can vary, in the order of the policy; no values yet."""
    policy = problem.policy
    groups = {name: group for name, group in policy.groups.items() if of_people(group)}
    return [
        *limit_axes(problem),
        *(SeatsAxis(name=f"{part.id}.{SEATS}", values=(), part=part.id, title=part.title) for part in policy.parts),
        DateAxis(name=DATE, values=()),
        PoolAxis(name=POOL, values=(), groups=groups),
    ]


def _known(problem: Problem) -> dict[str, Axis]:
    """Everything that can vary, by the name it is written under."""
    return {axis.name: axis for axis in reversed(choices(problem))}


def _axis(written: str, known: dict[str, Axis], complaints: Complaints) -> Axis | None:
    """One axis with its values; None with a fault noted."""
    name, equals, values = (part.strip() for part in written.rpartition("="))
    if not equals:
        complaints.add("whatif.form", _PLACE, written, _NO_EQUALS, _FORM_CURE)
        return None
    axis = known.get(name)
    if axis is None:
        complaints.add("whatif.name", _PLACE, name, _NO_NAME, suggest(name, known))
        return None
    if isinstance(axis, PoolAxis):
        return _pool(axis, values, complaints)
    read, cure = (_days, _DAYS_CURE) if isinstance(axis, DateAxis) else (_figures, _figure_cure(axis))
    found = read(values)
    if isinstance(found, Text):
        complaints.add("whatif.values", f"{_PLACE} {name}", values, found, cure)
        return None
    wrong = _misfits(axis, found)
    if wrong is not None:
        complaints.add("whatif.values", f"{_PLACE} {name}", values, wrong, cure)
        return None
    return replace(axis, values=tuple(dict.fromkeys(found)))


def _pool(axis: PoolAxis, written: str, complaints: Complaints) -> Axis | None:
    names = [name.strip() for name in re.split(r"[,，、]", written) if name.strip()]
    unknown = [name for name in names if name != ALL and name not in axis.groups]
    for name in unknown:
        complaints.add("whatif.group", f"{_PLACE} {POOL}", name, _NO_GROUP, suggest(name, [ALL, *axis.groups]))
    if not names:
        complaints.add("whatif.values", f"{_PLACE} {POOL}", written, _NOTHING, _FORM_CURE)
    return None if unknown or not names else replace(axis, values=tuple(dict.fromkeys(names)))


def _misfits(axis: Axis, values: Sequence[Value]) -> Text | None:
    """What is wrong with figures that were read but do not suit the axis."""
    ratios = any(isinstance(value, Fraction) for value in values)
    if isinstance(axis, SeatsAxis) and ratios:
        return _WHOLE
    if not isinstance(axis, LimitAxis):
        return None
    if isinstance(axis.stands.figure, int):
        return _WHOLE if ratios else None
    return None if axis.stands.size or not any(isinstance(value, int) for value in values) else _RATIO


def _figures(written: str) -> list[Value] | Text:
    """Whole numbers or exact ratios: a list, or `low:high:step` inclusive of both ends."""
    return _ranged(written, _figure, _steps)


def _days(written: str) -> list[Value] | Text:
    """Dates: a list, or `first:last:3m` by months."""
    return _ranged(written, _day, _months)


def _ranged(
    written: str, one: Callable[[str], Value | None], run: Callable[[str, str, str], list[Value] | Text]
) -> list[Value] | Text:
    """Ranges and single values, separated by commas."""
    found: list[Value] = []
    for piece in re.split(r"[,，、]", written):
        ends = [part.strip() for part in re.split(r"[:：]", piece)]
        if len(ends) == 3:
            values = run(ends[0], ends[1], ends[2])
            if isinstance(values, Text):
                return values
            found += values
            continue
        value = one(ends[0]) if len(ends) == 1 else None
        if value is None:
            return _UNREADABLE
        found.append(value)
    return found if len(found) <= MOST_POINTS else _TOO_MANY


def _figure(written: str) -> Value | None:
    if re.fullmatch(r"\d+", written):
        heads = int(written)
        return heads if heads <= MOST_HEADS else None
    ratio = parse_ratio(written)
    return ratio if ratio is not None and ratio.denominator <= FINEST else None


def _steps(low: str, high: str, step: str) -> list[Value] | Text:
    """From low to high by step, all whole numbers or all ratios; exact."""
    ends = [_figure(each) for each in (low, high, step)]
    if any(each is None for each in ends):
        return _UNREADABLE
    if len({type(each) for each in ends}) > 1:
        return _MIXED
    first, last, by = (Fraction(each) for each in ends if isinstance(each, int | Fraction))
    if by <= 0 or first > last:
        return _NO_ARRIVAL
    count = (last - first) // by + 1
    if count > MOST_POINTS:
        return _TOO_MANY
    whole = isinstance(ends[0], int)
    values = [first + by * number for number in range(count)]
    return [int(value) if whole else value for value in values]


def _day(written: str) -> Value | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _months(first: str, last: str, step: str) -> list[Value] | Text:
    """From the first day on by months, up to the last; a day a month lacks is its last day."""
    start, end, by = _day(first), _day(last), _MONTHS.fullmatch(step)
    if not isinstance(start, date) or not isinstance(end, date) or by is None:
        return _UNREADABLE
    months = int(by[1])
    if months <= 0 or start > end:
        return _NO_ARRIVAL
    later = partial(_later, start)
    count = ((end.year - start.year) * 12 + end.month - start.month) // months + 1
    return [day for day in (later(months * number) for number in range(count)) if day <= end]


def _later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise ValueError(f"no day {months} months after {day}")


def _figure_cure(axis: Axis) -> Filled:
    ratio = isinstance(axis, LimitAxis) and not isinstance(axis.stands.figure, int)
    return (_RATIO_CURE if ratio else _COUNT_CURE).fill(name=axis.name)


_PLACE = "--vary"
_NO_EQUALS = Text(zh="看不懂要变什么", en="it is not clear what is to vary")
_FORM_CURE = Text(
    zh="写成 D1.at_least=60%:85%:5%（起:止:步长）或 D1.at_least=60%,70%",
    en="Write it as D1.at_least=60%:85%:5% (first:last:step) or D1.at_least=60%,70%",
)
_NO_NAME = Text(zh="没有可以变的这一项", en="nothing of this name can vary")
_NO_BOUND = Text(zh="没有这条规则的这个界限", en="no rule has such a bound")
_NO_GROUP = Text(zh="政策里没有只看人的这个群体", en="the policy has no such group that looks at people alone")
_NOTHING = Text(zh="没有写取值", en="no values are given")
_UNREADABLE = Text(zh="看不懂的取值", en="the values cannot be read")
_MIXED = Text(zh="起、止、步长要么都是人数，要么都是比例", en="first, last and step are all heads or all ratios")
_NO_ARRIVAL = Text(
    zh="起点要不大于终点，步长要大于零", en="the first must not be above the last, and the step must be above nought"
)
_TOO_MANY = Text(zh=f"取值太多（最多 {MOST_POINTS} 个）", en=f"too many values ({MOST_POINTS} at most)")
_WHOLE = Text(zh="这里只能写整数", en="only whole numbers belong here")
_RATIO = Text(
    zh="这个比例的分母会变，只能写比例，不能写人数",
    en="the number this ratio is of varies: write ratios, not heads",
)
_TWICE = Text(zh="同一项写了两次", en="the same thing is named twice")
_TWICE_CURE = Text(zh="合成一个 --vary，用逗号隔开", en="Make it one --vary, separated by commas")
_COUNT_CURE = Text(zh="写成 {name}=2:6:1 或 {name}=2,4", en="Write it as {name}=2:6:1 or {name}=2,4")
_RATIO_CURE = Text(zh="写成 {name}=60%:85%:5% 或 {name}=2/3,70%", en="Write it as {name}=60%:85%:5% or {name}=2/3,70%")
_DAYS_CURE = Text(
    zh="写成 reference_date=2026-12-01:2027-12-01:3m 或 2026-12-01,2027-06-01",
    en="Write it as reference_date=2026-12-01:2027-12-01:3m or 2026-12-01,2027-06-01",
)
