"""A policy's table as a TOML file that people can read, each line with a remark at its end."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, time

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def write_policy(raw: Mapping[str, object], *, origin: Callable[[str], str], above: Mapping[str, Sequence[str]]) -> str:
    """The table as TOML that reads back the same.

    `origin` gives the remark at the end of the line of a path (`rule[7].at_least`; empty: none); `above` gives lines of
    remarks above the table or key of a path, with the path "" for the head of the file.
    """
    return "\n".join(_lines(raw, origin, above)).strip("\n") + "\n"


def _lines(
    raw: Mapping[str, object], origin: Callable[[str], str], above: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    yield from (_remark(line) for line in above.get("", ()))
    yield ""
    for key, value in raw.items():
        if not (isinstance(value, Mapping) or _is_array(key, value)):
            yield from _assignment(key, value, key, origin)
    for key, value in raw.items():
        if isinstance(value, Mapping):
            yield from _table(f"[{_key(key)}]", value, key, origin, above)
        elif isinstance(value, list) and _is_array(key, value):
            for number, entry in enumerate(value, 1):
                yield from _table(f"[[{_key(key)}]]", entry, f"{key}[{number}]", origin, above)


def _table(
    header: str,
    table: Mapping[str, object],
    path: str,
    origin: Callable[[str], str],
    above: Mapping[str, Sequence[str]],
) -> Iterator[str]:
    yield ""
    yield from (_remark(line) for line in above.get(path, ()))
    yield _line(header, origin(path))
    for key, value in table.items():
        yield from _assignment(key, value, f"{path}.{key}", origin)


def _assignment(key: str, value: object, path: str, origin: Callable[[str], str]) -> Iterator[str]:
    """One line, or for a list of tables and for remarks one line an element."""
    if isinstance(value, list) and value and (path == "remarks" or any(isinstance(part, Mapping) for part in value)):
        yield f"{_key(key)} = ["
        for number, part in enumerate(value, 1):
            yield _line(f"  {literal(part)},", origin(f"{path}[{number}]"))
        yield "]"
    else:
        yield _line(f"{_key(key)} = {literal(value)}", origin(path))


def _line(said: str, origin: str) -> str:
    return f"{said}  {_remark(origin)}" if origin else said


def _remark(said: str) -> str:
    """A comment; whatever would end its line early is a blank."""
    return ("# " + " ".join("".join(sign if sign.isprintable() else " " for sign in said).split())).rstrip()


def literal(value: object) -> str:
    """A value as TOML on one line. Raises TypeError for what TOML has no form for."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case str():
            # Of a JSON text, TOML reads all but the sign 0x7F as it is.
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case date() | time():
            return value.isoformat()
        case Mapping() if not value:
            return "{}"
        case Mapping():
            return "{ " + ", ".join(f"{_key(key)} = {literal(part)}" for key, part in value.items()) + " }"
        case list():
            return "[" + ", ".join(map(literal, value)) + "]"
        case _:
            raise TypeError(type(value).__name__)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else literal(key)


def _is_array(key: str, value: object) -> bool:
    """Whether a list is written as tables of their own; remarks stand in their list, in whatever form."""
    return (
        key != "remarks"
        and isinstance(value, list)
        and bool(value)
        and all(isinstance(part, Mapping) for part in value)
    )
