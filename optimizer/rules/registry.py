"""Finds the rule kinds: every module of this package that declares one."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from optimizer import rules
from optimizer.rules.base import Rule


@cache
def kinds() -> dict[str, type[Rule]]:
    """Every rule kind by name, sorted."""
    found: dict[str, type[Rule]] = {}
    for module in pkgutil.iter_modules(rules.__path__):
        members = vars(importlib.import_module(f"{rules.__name__}.{module.name}")).values()
        for member in members:
            if isinstance(member, type) and issubclass(member, Rule) and hasattr(member, "kind"):
                found[member.kind] = member
    return dict(sorted(found.items()))
