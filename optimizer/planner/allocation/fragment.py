"""allocation.toml: the seats and the parts handed down as rules, so that `xiwei plan` keeps them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.text import Filled, Lang, Text
from optimizer.planner.allocation.wanted import PolicyPart, Wanted
from optimizer.planner.inputs import shipped_policies
from optimizer.policy.writing import write_policy
from optimizer.report.allocation import Handed, Shared

FRAGMENT = "allocation.toml"
SEATS_RULE = "allocated"
"""Id of the rule for the seats; those for the parts are `allocated-TARGET`."""

USUAL_BODY = "congress"


def fragment(found: Shared, wanted: Mapping[str, Wanted], part: PolicyPart | None, extends: str, lang: Lang) -> bytes:
    """The file, on top of the policy `extends`; without one, the rules alone, to be put into a policy."""
    body = part.body if part else USUAL_BODY
    rules = [_seats_rule(found, body), *_part_rules(found, wanted, body)]
    raw: dict[str, object] = {"rule": rules}
    if part is not None:
        seats = part.policy.seats[body]
        changed = seats.fixed != found.allocation.total
        bodies = {"body": [{"id": body, "seats": found.allocation.total}]} if changed else {}
        raw = {"extends": extends, "name": f"{part.policy.name}-allocation", **bodies, **raw}
    return write_policy(raw, origin=lambda _: "", above={"": [line.to(lang) for line in _head(found, part)]}).encode()


def extends_from(named: str, folder: Path) -> str:
    """How a policy file in the folder names the policy that the user has named.

    Raises InputFaults where that is the very file to be written.
    """
    if named in {policy.name for policy in shipped_policies()}:
        return named
    path, at, day = (named, "", "") if Path(named).is_file() else named.rpartition("@")
    if at and Path(path).parent == Path() and not Path(path).is_file():
        return named
    if Path(path).resolve() == (folder / FRAGMENT).resolve():
        fault = Fault(kind="allocate.policy", value=named, message=_ITSELF.fill(), cure=_ITSELF_CURE.fill())
        raise InputFaults(named, [fault])
    try:
        relative = os.path.relpath(Path(path).resolve(), folder.resolve())
    except ValueError:  # On Windows, another drive.
        relative = str(Path(path).resolve())
    return Path(relative).as_posix() + at + day


def _seats_rule(found: Shared, body: str) -> dict[str, object]:
    """The seats of every unit; where some are held in reserve, so many more are possible."""
    seats = {unit.name: found.delegates(unit.name) for unit in found.units}
    rule: dict[str, object] = {
        "id": SEATS_RULE,
        "title": _SEATS_TITLE,
        "kind": "each",
        "scope": body,
        "by": "unit",
    }
    reserve = found.allocation.reserve
    if reserve:
        rule["at_least"] = {name: count for name, count in seats.items() if count} or seats
        rule["at_most"] = {name: count + reserve for name, count in seats.items()}
    else:
        rule["exactly"] = seats
    return {**rule, "source": found.source}


def _part_rules(found: Shared, wanted: Mapping[str, Wanted], body: str) -> Iterator[dict[str, object]]:
    for handed in found.targets:
        table = _bounds(handed, found)
        written = wanted[handed.id].written
        if written is None or not table:
            continue
        side = "at_least" if handed.floor else "at_most"
        suffix = "" if handed.floor else "-most"
        yield {
            "id": f"{SEATS_RULE}-{handed.id.replace(':', '：')}{suffix}",
            "title": _PART_TITLE.fill(title=handed.title).zh,
            "kind": "each",
            "scope": body,
            "by": "unit",
            "group": written,
            side: table,
            "source": found.source,
        }


def _bounds(handed: Handed, found: Shared) -> dict[str, int]:
    """By unit; whoever comes with a post counts against a ceiling, and is let in besides its part."""
    parts = handed.found.parts
    if handed.floor:
        return {unit.name: parts[unit.name] for unit in found.units if parts[unit.name]}
    return {unit.name: parts[unit.name] + unit.ex_officio for unit in found.units}


def _head(found: Shared, part: PolicyPart | None) -> Iterator[Filled]:
    yield _MADE.fill(source=found.source)
    if part is None:
        yield _ALONE.fill(body=USUAL_BODY)
    if found.allocation.reserve:
        yield _RESERVE.fill(count=found.allocation.reserve)


_SEATS_TITLE = "各单位代表名额"
_PART_TITLE = Text(zh="各单位代表中的{title}", en="{title} among the delegates of each unit")
_MADE = Text(
    zh="xiwei allocate 按 {source} 分配的名额，写成规则。",
    en="The seats that xiwei allocate gave by {source}, as rules.",
)
_ALONE = Text(
    zh='没有给政策，这里只有规则：在最前面写 name 和 extends = "政策"，或抄进政策；机构的 id 不是 {body} 时要改。',
    en='No policy was given, so these are rules alone: put name and extends = "POLICY" in front, or copy them into a policy; '
    "change {body} where the body has another id.",
)
_RESERVE = Text(
    zh="有 {count} 个机动名额，还没有给单位：各单位不少于所分名额，不超过所分名额加机动名额。",
    en="{count} reserve seats are with no unit yet: every unit has at least its seats, at most its seats and the reserve.",
)
_ITSELF = Text(zh="这个政策文件正是要写的文件", en="this policy is the very file to be written")
_ITSELF_CURE = Text(
    zh="写它所沿用的政策，或换一个输出文件夹", en="Name the policy it extends, or another folder to write to"
)
