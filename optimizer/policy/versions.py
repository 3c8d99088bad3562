"""Versions of one policy: several files of one name, each in force from a date on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from optimizer.basis.faults import Complaints, Fault, InputFaults
from optimizer.basis.text import Filled, Text
from optimizer.policy.extends import PolicyFile
from optimizer.policy.parsing import decode, parse
from optimizer.policy.places import Lines


@dataclass(frozen=True, kw_only=True)
class Term:
    """From which day on a policy is in force, and from which day on no more; None where the file sets no date."""

    effective: date | None = None
    expires: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the policy is in force on the day."""
        return (self.effective is None or self.effective <= day) and (self.expires is None or day < self.expires)


@dataclass(frozen=True, kw_only=True)
class Version:
    """One file of a policy of several versions."""

    file: PolicyFile
    term: Term

    @property
    def since(self) -> date:
        """The day it is in force from; the first of all days without one."""
        return self.term.effective or date.min

    @property
    def words(self) -> Filled:
        """The file and its dates."""
        file, since = self.file.source, self.term.effective
        whole = _UNDATED.fill(file=file) if since is None else _SINCE.fill(file=file, since=since)
        return whole if self.term.expires is None else _UNTIL.fill(said=whole, until=self.term.expires)


def read_term(raw: Mapping[str, object], complaints: Complaints) -> Term:
    """The term in a policy's table; a key that is no date, or an end before the beginning, is a fault."""
    effective, expires = (read_date(raw.get(key), key, complaints) for key in ("effective", "expires"))
    if effective and expires and expires <= effective:
        complaints.add("policy.date", "expires", expires, _ENDS_FIRST, _ENDS_FIRST_CURE)
    return Term(effective=effective, expires=expires)


def read_date(raw: object, key: str, complaints: Complaints) -> date | None:
    """A date; None without one, and for what is none, which is a fault."""
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if raw is not None:
        complaints.add("policy.date", key, raw, _NO_DATE, date_cure(key))
    return None


def date_cure(key: str) -> Filled:
    """How a date is written."""
    return _DATE_CURE.fill(key=key)


def versions_of(name: str, files: Iterable[PolicyFile]) -> list[Version]:
    """The files that call themselves by this name, the earliest first.

    Raises InputFaults for a file that cannot be read: it might be the version that is wanted.
    """
    found = [version for file in files if (version := _version(name, file)) is not None]
    return sorted(found, key=lambda version: (version.since, version.file.source))


def name_of(file: PolicyFile) -> str:
    """The name a file gives its policy; empty where it takes it from another. Raises InputFaults."""
    return _name(parse(decode(file.data, file.source), file.source))


def _name(raw: Mapping[str, object]) -> str:
    name = raw.get("name")
    return name.strip() if isinstance(name, str) else ""


def _version(name: str, file: PolicyFile) -> Version | None:
    complaints = Complaints()
    try:
        text = decode(file.data, file.source)
        raw = parse(text, file.source)
        if not name or _name(raw) != name:
            return None
        term = read_term(raw, complaints)
        lines = Lines(text)
        faults = [replace(fault, line=lines.of(fault.path or "")) for fault in complaints.faults]
    except InputFaults as found:
        faults = list(found.faults)
    if faults:
        raise InputFaults(file.source, [replace(fault, file=file.source) for fault in faults])
    return Version(file=file, term=term)


def in_force(versions: Sequence[Version], name: str, day: date | None) -> PolicyFile:
    """The version in force on a day: the last one before it that has begun, unless that one has ended; without a day the
    last of all.

    Raises InputFaults when there is none, or two that begin on one day.
    """
    begun = [version for version in versions if day is None or version.since <= day]
    last = [version for version in begun if version.since == begun[-1].since]
    if len(last) > 1:
        raise _refused(versions, name, day, _TWO.fill(name=name, since=last[0].since), _TWO_CURE)
    if not last or (day is not None and not last[0].term.covers(day)):
        raise _refused(versions, name, day, _NONE.fill(name=name, day=day), _VERSIONS)
    return last[0].file


def _refused(versions: Sequence[Version], name: str, day: date | None, message: Filled, cure: Text) -> InputFaults:
    words = [version.words for version in versions]
    listed = Filled(zh="；".join(each.zh for each in words), en="; ".join(each.en for each in words))
    asked = name if day is None else f"{name}@{day}"
    return InputFaults(
        asked, [Fault(kind="policy.version", value=asked, message=message, cure=cure.fill(versions=listed))]
    )


_NO_DATE = Text(zh="不是日期", en="this is no date")
_DATE_CURE = Text(zh="写成 {key} = 2026-12-01，不加引号", en="Write {key} = 2026-12-01, without quotation marks")
_ENDS_FIRST = Text(zh="失效日期不晚于生效日期", en="the policy expires before it is in force")
_ENDS_FIRST_CURE = Text(
    zh="expires 是失效的第一天，应晚于 effective", en="expires is the first day without it, later than effective"
)
_SINCE = Text(zh="{file} 自 {since} 起生效", en="{file} from {since} on")
_UNDATED = Text(zh="{file} 没有生效日期", en="{file} without a date")
_UNTIL = Text(zh="{said}，自 {until} 起失效", en="{said}, not from {until} on")
_NONE = Text(zh="{name} 在 {day} 没有有效的版本", en="no version of {name} is in force on {day}")
_TWO = Text(zh="{name} 有两个版本在同一天生效（{since}）", en="two versions of {name} begin on one day ({since})")
_VERSIONS = Text(zh="现有版本：{versions}", en="The versions: {versions}")
_TWO_CURE = Text(
    zh="改正其中一个的 effective，或直接写文件名（{versions}）",
    en="Correct the effective of one, or name the file ({versions})",
)
