"""What ships, policies and rule kinds, as blocks and as data; and one policy with where each piece of it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from optimizer.basis.text import Filled, Lang, Text, same
from optimizer.planner.inputs import open_policy, resolve_policy, shipped_policies
from optimizer.policy.extends import Resolved
from optimizer.policy.policy import Policy
from optimizer.policy.reading import read_resolved
from optimizer.policy.writing import write_policy
from optimizer.report.blocks import Table
from optimizer.report.words import STRENGTH_WORDS
from optimizer.rules.base import Rule
from optimizer.rules.registry import kinds


def policy_list() -> tuple[Table, list[dict[str, object]]]:
    """The shipped policies with their versions and sources."""
    rows: list[tuple[Filled, ...]] = []
    records: list[dict[str, object]] = []
    for shipped in shipped_policies():
        policy = open_policy(shipped.name)
        seats = " / ".join(str(part.seats) for part in policy.parts)
        details = (policy.version, _term_figures(policy), policy.extends, seats, str(len(policy.rules)))
        rows.append((same(shipped.name), policy.heading, *map(same, (*details, _source(policy)))))
        records.append({"name": shipped.name, **_about(policy)})
    table = Table(
        id="policies",
        title=Filled(zh="自带政策", en="Shipped policies"),
        columns=(
            Filled(zh="名称", en="Name"),
            Filled(zh="标题", en="Title"),
            Filled(zh="版本", en="Version"),
            Filled(zh="生效", en="In force"),
            Filled(zh="沿用", en="Extends"),
            Filled(zh="席位", en="Seats"),
            Filled(zh="规则数", en="Rules"),
            Filled(zh="来源", en="Source"),
        ),
        rows=tuple(rows),
    )
    return table, records


def _about(policy: Policy) -> dict[str, object]:
    return {
        "policy": policy.name,
        "title": policy.title,
        "version": policy.version,
        "effective": policy.effective and str(policy.effective),
        "expires": policy.expires and str(policy.expires),
        "extends": policy.extends,
        "rules": len(policy.rules),
        "source": dict(policy.source),
    }


def policy_text(named: str, lang: Lang) -> str:
    """A policy as a TOML file with all it takes from others: each rule in words above it, its file and line beside it.

    `named` as for `open_policy`. Raises InputFaults.
    """
    resolved = resolve_policy(named)
    policy = read_resolved(resolved)
    above = {"": [line.to(lang) for line in _head(policy, resolved)]}
    for number, rule in enumerate(policy.rules, 1):
        above[f"rule[{number}]"] = [line.to(lang) for line in _rule_lines(rule, policy.titles)]
    return write_policy(resolved.raw, origin=lambda path: _place(resolved, path), above=above)


def policy_record(named: str) -> dict[str, object]:
    """A policy as data with all it takes from others, and the file and line of each piece of it. Raises InputFaults."""
    resolved = resolve_policy(named)
    read_resolved(resolved)
    origins = {
        _by_id(path, resolved.raw): {"file": origin.file, "line": origin.line}
        for path, origin in resolved.origins.items()
    }
    return {"policy": _plain(resolved.raw), "files": list(resolved.files), "origin": origins}


def _head(policy: Policy, resolved: Resolved) -> Iterator[Filled]:
    """What stands at the head of the file."""
    yield policy.heading
    if _source(policy):
        yield _SOURCE.fill(source=_source(policy))
    if policy.version:
        yield _VERSION.fill(version=policy.version)
    if policy.effective:
        yield _EFFECTIVE.fill(day=policy.effective)
    if policy.expires:
        yield _EXPIRES.fill(day=policy.expires)
    if policy.extends:
        yield _FILES.fill(files=" ← ".join(resolved.files))


def _rule_lines(rule: Rule, titles: Mapping[str, Filled]) -> Iterator[Filled]:
    yield _RULE.fill(sentence=rule.sentence(titles), strength=STRENGTH_WORDS[rule.strength])
    if rule.note:
        yield _NOTE.fill(note=rule.note)


def _source(policy: Policy) -> str:
    return " ".join(policy.source[key] for key in ("issuer", "document", "date") if policy.source.get(key))


def _term_figures(policy: Policy) -> str:
    """From when to when, `2016-01-01 –`; empty without dates."""
    if policy.effective is None and policy.expires is None:
        return ""
    return f"{policy.effective or ''} – {policy.expires or ''}".strip()


def _place(resolved: Resolved, path: str) -> str:
    origin = resolved.origin(path)
    return "" if origin is None else f"{origin.file}:{origin.line}"


def _by_id(path: str, raw: Mapping[str, object]) -> str:
    """`rule.D1.at_least` for `rule[7].at_least`; the path as it is where the entry has no id."""
    name, bracket, rest = path.partition("[")
    number, _, key = rest.partition("]")
    listed = raw.get(name)
    entry = listed[int(number) - 1] if bracket and isinstance(listed, list) else None
    identity = entry.get("id") if isinstance(entry, Mapping) else None
    return path if identity is None else f"{name}.{identity}{key}"


def _plain(value: object) -> object:
    """The value as JSON has it: dates as text."""
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value if isinstance(value, str | int | float) else str(value)


def rule_list() -> tuple[Table, list[dict[str, object]]]:
    """The rule kinds with their fields."""
    rows: list[tuple[Filled, ...]] = []
    records: list[dict[str, object]] = []
    for name, cls in kinds().items():
        fields = ", ".join(field.name + ("*" if field.required else "") for field in cls.fields)
        rows.append((same(name), cls.summary, same(fields)))
        records.append(
            {
                "kind": name,
                "summary": {"zh": cls.summary.zh, "en": cls.summary.en},
                "fields": [
                    {"name": field.name, "required": field.required, "zh": field.help.zh, "en": field.help.en}
                    for field in cls.fields
                ],
                "example": cls.example.strip(),
            }
        )
    table = Table(
        id="kinds",
        title=Filled(zh="规则种类", en="Rule kinds"),
        columns=(
            Filled(zh="种类", en="Kind"),
            Filled(zh="用途", en="Use"),
            Filled(zh="键（* 必写）", en="Keys (* required)"),
        ),
        rows=tuple(rows),
    )
    return table, records


_SOURCE = Text(zh="依据：{source}", en="Source: {source}")
_VERSION = Text(zh="版本：{version}", en="Version: {version}")
_EFFECTIVE = Text(zh="自 {day} 起生效", en="In force from {day} on")
_EXPIRES = Text(zh="自 {day} 起失效", en="No more in force from {day} on")
_FILES = Text(zh="文件：{files}", en="Files: {files}")
_NOTE = Text(zh="说明：{note}", en="Note: {note}")
_RULE = Text(zh="{sentence}（{strength}）", en="{sentence} ({strength})")
