"""The tests of each rule kind, one module per kind, named like it; this package finds them.

A module declares STRATEGY (what Hypothesis draws for the kind: all keys but id, kind and strength), VARIANTS (keys of rules
whose rows and head-count are compared on every roster of the toy pool), EXAMPLE (the sentence of the kind's `example` in
Chinese and English) and SENTENCES (keys of more rules, each with its two sentences).
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from types import ModuleType

from hypothesis import strategies as st

from tests.strategies import NAMES, UNITS, Keys
from tests.toy import table_of

MODULES: Mapping[str, ModuleType] = {
    found.name: importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)
}
RULES: Mapping[str, st.SearchStrategy[Keys]] = {kind: module.STRATEGY for kind, module in MODULES.items()}
VARIANTS: Mapping[str, list[Keys]] = {kind: module.VARIANTS for kind, module in MODULES.items()}
EXAMPLES: Mapping[str, tuple[str, str]] = {kind: module.EXAMPLE for kind, module in MODULES.items()}
SENTENCES: Mapping[str, list[tuple[Keys, str, str]]] = {kind: module.SENTENCES for kind, module in MODULES.items()}


REASONS = {"reason": st.just("按实际需要")}
WAIVERS: st.SearchStrategy[Keys] = st.one_of(
    st.fixed_dictionaries({"people": NAMES, **REASONS}),
    st.fixed_dictionaries({"units": st.lists(st.sampled_from(UNITS), min_size=1, unique=True), **REASONS}),
)
"""The keys of a waiver, besides the rule it is of."""


@st.composite
def rule_texts(
    draw: st.DrawFn,
    identity: str,
    kinds: tuple[str, ...] = tuple(RULES),
    strengths: tuple[str, ...] = ("must", "as_a_rule", "prefer"),
) -> str:
    """A rule of one of the kinds as TOML; with it, where it binds as a rule, up to two waivers."""
    strength = draw(st.sampled_from(strengths))
    kind = draw(st.sampled_from(kinds))
    text = table_of("rule", {"id": identity, "kind": kind, "strength": strength, **draw(RULES[kind])})
    waivers = draw(st.lists(WAIVERS, max_size=2)) if strength == "as_a_rule" else []
    return text + "".join(table_of("waiver", {"rule": identity, **keys}) for keys in waivers)
