"""The rule reference as a Markdown page, from the registry."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.rules.registry import kinds

_HEAD = """# 规则种类 · Rule kinds

本页由 `xiwei rules --markdown` 生成。每条规则都有 `id` `kind` `scope`，可有 `strength`
（`must` 必须，`as_a_rule` 一般、原则上，`prefer` 尽量）、`title` `source` `note` 和 `wording`（原文里没有数字的词，印在规则旁边）。
`scope` 是一个机构、一个职务或它们的列表。二十八种规则形式各用哪一种，见 [forms.md](forms.md)。

This page is made by `xiwei rules --markdown`. Every rule has `id`, `kind` and `scope`, and may have `strength` (`must`,
`as_a_rule` or `prefer`), `title`, `source`, `note` and `wording` (the document's own word without a number, printed with
the rule). A scope is a body, an office, or a list of them. [forms.md](forms.md) says which kind writes which form of rule.
"""


def rule_reference() -> str:
    """The page docs/rules.md."""
    return _HEAD + "".join(f"\n{part}" for part in _sections())


def _sections() -> Iterator[str]:
    for name, cls in kinds().items():
        rows = "".join(
            f"| `{field.name}` | {'✓' if field.required else ''} | {field.help.zh} | {field.help.en} |\n"
            for field in cls.fields
        )
        yield (
            f"## `{name}`\n\n{cls.summary.zh}。\n\n{cls.summary.en[:1].upper()}{cls.summary.en[1:]}.\n\n"
            f"| 键 key | 必写 required | 含义 | meaning |\n|---|---|---|---|\n{rows}\n```toml{cls.example.rstrip()}\n```\n"
        )
