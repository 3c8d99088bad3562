"""What ships: policies and rule kinds, as blocks and as data."""

from __future__ import annotations

from optimizer.basis.text import Filled, same
from optimizer.planner.inputs import open_policy, shipped_policies
from optimizer.report.blocks import Table
from optimizer.rules.registry import kinds


def policy_list() -> tuple[Table, list[dict[str, object]]]:
    """The shipped policies with their sources."""
    rows, records = [], []
    for shipped in shipped_policies():
        policy = open_policy(shipped.name)
        source = " ".join(policy.source.get(key, "") for key in ("issuer", "document", "date")).strip()
        seats = " / ".join(str(part.seats) for part in policy.parts)
        rows.append((same(shipped.name), policy.heading, same(seats), same(str(len(policy.rules))), same(source)))
        records.append(
            {"name": shipped.name, "title": policy.title, "rules": len(policy.rules), "source": dict(policy.source)}
        )
    table = Table(
        id="policies",
        title=Filled(zh="自带政策", en="Shipped policies"),
        columns=(
            Filled(zh="名称", en="Name"),
            Filled(zh="标题", en="Title"),
            Filled(zh="席位", en="Seats"),
            Filled(zh="规则数", en="Rules"),
            Filled(zh="来源", en="Source"),
        ),
        rows=tuple(rows),
    )
    return table, records


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
