"""A policy's tables laid over those of the policy it extends, entry by entry, each piece with the place it is from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from optimizer.basis.faults import Fault
from optimizer.basis.similar import suggest
from optimizer.basis.text import Filled, Text
from optimizer.policy.places import Lines

OWN_KEYS = ("extends", "version", "effective", "expires")
"""Keys that speak of one file only and are never taken over from the file it extends."""

_BY_ID = ("body", "office", "rule", "goal")
_ENTRIES = (*_BY_ID, "waiver")
_APPENDED = ("waiver", "remarks")
_TABLES = ("source", "groups")
_MERGED = (*_BY_ID, *_APPENDED, "groups")


@dataclass(frozen=True, kw_only=True, eq=False)
class Origin:
    """A place in one of a policy's files: the file's name and lines, and the path there as the file itself counts."""

    file: str
    lines: Lines
    path: str

    @property
    def line(self) -> int | None:
        """The line, first is 1."""
        return self.lines.of(self.path)


@dataclass(frozen=True, kw_only=True, eq=False)
class Value:
    """What one key says, written in one place."""

    plain: object
    origin: Origin


@dataclass(frozen=True, kw_only=True, eq=False)
class Entry:
    """A table whose keys may come from several files; `origin` is the last place that wrote any of them."""

    keys: Mapping[str, Value]
    origin: Origin

    @property
    def plain(self) -> dict[str, object]:
        """The table as the reader takes it."""
        return {key: value.plain for key, value in self.keys.items()}

    @property
    def id(self) -> str:
        """The entry's id; empty without one that can be read."""
        return self.said("id")

    def said(self, key: str) -> str:
        """The text of one key; empty without one."""
        written = self.keys[key].plain if key in self.keys else ""
        return written.strip() if isinstance(written, str) else ""


type Node = Value | Entry | tuple[Entry | Value, ...]
type Draft = dict[str, Node]
type Blame = tuple[Fault, Origin]


def draft_of(raw: Mapping[str, object], file: str, lines: Lines) -> Draft:
    """A parsed file with its places. What has not the shape its key asks for stays one value, for the reader to refuse."""
    draft: Draft = {}
    for key, written in raw.items():
        origin = Origin(file=file, lines=lines, path=key)
        numbered = [
            (part, replace(origin, path=f"{key}[{number}]"))
            for number, part in enumerate(written if isinstance(written, list) else [], 1)
        ]
        if key in _TABLES and isinstance(written, Mapping):
            draft[key] = _entry(written, origin)
        elif key in _ENTRIES and isinstance(written, list) and all(isinstance(part, Mapping) for part in written):
            draft[key] = tuple(_entry(part, place) for part, place in numbered)
        elif key == "remarks" and isinstance(written, list):
            draft[key] = tuple(Value(plain=part, origin=place) for part, place in numbered)
        else:
            draft[key] = Value(plain=written, origin=origin)
    return draft


def merge(parent: Draft, child: Draft) -> tuple[Draft, list[Blame]]:
    """The child laid over the parent, and what is wrong with the child's part of it."""
    merged: Draft = {key: node for key, node in parent.items() if key not in OWN_KEYS}
    blamed: list[Blame] = []
    ended: set[str] = set()
    for key, node in child.items():
        above = merged.get(key, ())
        if key == "extends" or (key in _MERGED and isinstance(above, Value)):
            continue  # A list that is none in the parent is refused there.
        if key in _BY_ID and isinstance(node, tuple) and isinstance(above, tuple):
            over = _Overlay(key, above)
            merged[key] = over.laid(node)
            blamed += over.blamed
            ended |= over.ended if key == "rule" else set()
        elif key == "groups" and isinstance(node, Entry) and isinstance(above, Entry):
            merged[key] = Entry(keys={**above.keys, **node.keys}, origin=node.origin)
        elif key in _APPENDED and isinstance(node, tuple) and isinstance(above, tuple):
            merged[key] = (*above, *node)
        else:
            merged[key] = node
    _end_waivers(merged, parent, ended)
    return merged, blamed


def _end_waivers(merged: Draft, parent: Draft, ended: set[str]) -> None:
    """The parent's waivers of rules that the child drops or replaces go with them."""
    listed, waivers = parent.get("waiver"), merged.get("waiver")
    if isinstance(listed, tuple) and isinstance(waivers, tuple):
        gone = {id(part) for part in listed if isinstance(part, Entry) and part.said("rule") in ended}
        merged["waiver"] = tuple(part for part in waivers if id(part) not in gone)
        if gone and not merged["waiver"]:
            del merged["waiver"]


class _Overlay:
    """One list of entries laid over another by id: `laid` gives the result, then `blamed` and `ended` are filled."""

    def __init__(self, key: str, above: Sequence[Entry | Value]) -> None:
        self.blamed: list[Blame] = []
        self.ended: set[str] = set()
        self._key = key
        self._entries: list[Entry | None] = [part for part in above if isinstance(part, Entry)]
        self._place: dict[str, int] = {}
        for number, entry in enumerate(self._entries):
            if entry is not None and entry.id:
                self._place.setdefault(entry.id, number)
        self._seen: set[str] = set()

    def laid(self, child: Sequence[Entry | Value]) -> tuple[Entry, ...]:
        """The parent's entries in their places, changed or dropped, then the child's new ones."""
        for entry in (part for part in child if isinstance(part, Entry)):
            if entry.id in self._place and entry.id in self._seen:
                self._blame("policy.id", entry, "id", _TWICE, _TWICE_CURE.fill())
            elif "drop" in entry.keys:
                self._drop(entry)
            elif entry.id in self._place:
                self._replace(entry)
            else:
                self._entries.append(entry)
            self._seen.add(entry.id)
        return tuple(entry for entry in self._entries if entry is not None)

    def _replace(self, entry: Entry) -> None:
        place = self._place[entry.id]
        above = self._entries[place]
        if self._key == "rule" and "kind" in entry.keys:
            self._entries[place] = entry
            self.ended.add(entry.id)
        elif above is not None:
            keys = {**above.keys, **entry.keys, "id": above.keys["id"]}
            self._entries[place] = Entry(keys=keys, origin=entry.origin)

    def _drop(self, entry: Entry) -> None:
        if entry.keys["drop"].plain is not True:
            self._blame("policy.drop", entry, "drop", _NOT_TRUE, _DROP_CURE.fill())
        for key in entry.keys.keys() - {"id", "drop"}:
            self._blame("policy.drop", entry, key, _BESIDE, _DROP_CURE.fill())
        if entry.id in self._place:
            self._entries[self._place[entry.id]] = None
            self.ended.add(entry.id)
        else:
            self._blame("policy.drop", entry, "id", _NOTHING_TO_DROP, suggest(entry.id, self._place))

    def _blame(self, kind: str, entry: Entry, key: str, message: Text, cure: Filled) -> None:
        value = entry.keys.get(key)
        origin = entry.origin if value is None else value.origin
        said = None if value is None else str(value.plain)
        self.blamed.append((Fault(kind=kind, value=said, message=message.fill(), cure=cure), origin))


def flattened(draft: Draft) -> Iterator[tuple[str, Origin]]:
    """Every piece's path in the merged table with the place it is from."""
    for key, node in draft.items():
        if isinstance(node, tuple):
            for number, part in enumerate(node, 1):
                yield from _pieces(f"{key}[{number}]", part)
        else:
            yield from _pieces(key, node)


def _pieces(path: str, part: Entry | Value) -> Iterator[tuple[str, Origin]]:
    yield path, part.origin
    if isinstance(part, Entry):
        yield from ((f"{path}.{key}", value.origin) for key, value in part.keys.items())


def _entry(raw: Mapping[str, object], origin: Origin) -> Entry:
    keys = {key: Value(plain=value, origin=replace(origin, path=f"{origin.path}.{key}")) for key, value in raw.items()}
    return Entry(keys=keys, origin=origin)


_TWICE = Text(zh="id 重复", en="the id is used twice")
_TWICE_CURE = Text(
    zh="把对同一 id 的修改写在一处；要整条换掉，写上 kind",
    en="Write what changes of one id in one entry; to replace the whole rule, give its kind",
)
_NOT_TRUE = Text(zh="drop 只能是 true", en="drop can only be true")
_BESIDE = Text(zh="去掉一项时，只写 id 和 drop", en="an entry that drops has id and drop only")
_DROP_CURE = Text(
    zh='写 id = "D1" 和 drop = true，不写别的', en='Write id = "D1" and drop = true, and nothing beside them'
)
_NOTHING_TO_DROP = Text(zh="所沿用的政策里没有这一项可去掉", en="what it extends has no such entry to drop")
