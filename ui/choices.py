"""The widgets that choose a pool and a policy."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from optimizer.basis.faults import InputFaults
from optimizer.basis.text import Lang
from optimizer.planner.inputs import read_bytes, sample_pools, shipped_policies
from ui import words
from ui.reading import File, policy_of

OWN = "own"
POOL_TYPES = ["xlsx", "xls", "ods", "csv"]
MEGABYTES = 20
SAMPLE_POLICIES: Mapping[str, str] = {
    "prefecture": "dalian-2018",
    "county": "county-sample",
    "province": "jilin-2017",
    "society": "society-council",
    "township": "wanning-township",
}
"""The policy each sample pool was made for."""
_UPLOAD_BOX = """<style>
[data-testid="stFileUploaderDropzone"] button p, [data-testid="stFileUploaderDropzoneInstructions"] span {{ font-size: 0; }}
[data-testid="stFileUploaderDropzone"] button p::after {{ content: "{button}"; font-size: 0.875rem; }}
[data-testid="stFileUploaderDropzoneInstructions"] span::after {{ content: "{limit}"; font-size: 0.875rem; }}
</style>"""
_SHEET_FAULTS = frozenset(("table.sheet", "table.sheets"))


def choose_pool(lang: Lang) -> File | None:
    """A sample or the user's own file; None while there is no file yet."""
    samples = {path.stem: path for path in _samples()}
    chosen = st.radio(
        words.POOL_FROM.to(lang),
        [*samples, OWN],
        format_func=lambda name: _pool_label(name, lang),
        key="pool",
        on_change=_follow,
    )
    if chosen in samples:
        return _bundled(samples[chosen])
    return _uploaded(words.POOL_FILE.to(lang), POOL_TYPES, "pool_file", lang)


def choose_policy(lang: Lang) -> File | None:
    """A shipped policy or the user's own file; None while there is no file yet."""
    shipped = {policy.name: policy.path for policy in shipped_policies()}
    if "policy" not in st.session_state:
        _follow()
    chosen = st.selectbox(
        words.POLICY_CHOICE.to(lang),
        [*shipped, OWN],
        format_func=lambda name: _policy_label(name, shipped, lang),
        key="policy",
    )
    if chosen in shipped:
        return _bundled(shipped[chosen])
    return _uploaded(words.POLICY_FILE.to(lang), ["toml"], "policy_file", lang)


def sheet_key(file: File) -> str:
    """Where the session keeps the sheet named for a file; another file has another."""
    return f"sheet:{hashlib.sha256(file.data).hexdigest()[:16]}"


def sheet_named(file: File) -> str | None:
    """The sheet the user named for a file, if they were asked."""
    named = st.session_state.get(sheet_key(file), "")
    return str(named).strip() or None


def ask_sheet(file: File, faults: InputFaults | None, lang: Lang) -> None:
    """Ask for a sheet, only where it is not clear which one is meant (and while the answer is in use)."""
    unclear = faults is not None and any(fault.kind in _SHEET_FAULTS for fault in faults.faults)
    if unclear or sheet_named(file):
        st.text_input(words.SHEET.to(lang), key=sheet_key(file))


def _samples() -> list[Path]:
    """The samples, those with a policy of their own first."""
    known = list(SAMPLE_POLICIES)
    return sorted(sample_pools(), key=lambda path: known.index(path.stem) if path.stem in known else len(known))


def _follow() -> None:
    """A sample brings the policy it was made for; the user's own file leaves the policy as it is."""
    policy = SAMPLE_POLICIES.get(st.session_state.get("pool", next(iter(SAMPLE_POLICIES))))
    if policy is not None:
        st.session_state["policy"] = policy


def _pool_label(name: str, lang: Lang) -> str:
    if name == OWN:
        return words.OWN_FILE.to(lang)
    return words.SAMPLES[name].to(lang) if name in words.SAMPLES else name


def _policy_label(name: str, shipped: Mapping[str, Path], lang: Lang) -> str:
    if name == OWN:
        return words.OWN_POLICY.to(lang)
    policy = policy_of(_bundled(shipped[name]))
    return name if isinstance(policy, InputFaults) else f"{policy.heading.to(lang)}　{name}"


def _bundled(path: Path) -> File:
    return File(name=path.name, data=read_bytes(path))


def upload_words(lang: Lang) -> None:
    """The two texts inside Streamlit's upload box, for which it has no setting, in Chinese."""
    if lang == "zh":
        st.html(_UPLOAD_BOX.format(button=words.CHOOSE_FILE, limit=words.FILE_LIMIT.format(megabytes=MEGABYTES)))


def _uploaded(label: str, types: list[str], key: str, lang: Lang) -> File | None:
    upload_words(lang)
    held = st.file_uploader(label, type=types, key=key, max_upload_size=MEGABYTES)
    return None if held is None else File(name=held.name, data=held.getvalue())
