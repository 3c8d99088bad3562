"""Where the policy comes from: a shipped one with its sources, an uploaded file, the text of the file itself."""

from __future__ import annotations

import streamlit as st

from optimizer.basis.faults import InputFaults
from optimizer.basis.text import Filled, same
from optimizer.planner.desk.draft import Change, with_policy
from optimizer.planner.desk.policy_file import own_copy, whole_copy
from optimizer.planner.inputs import read_bytes, shipped_policies
from optimizer.policy.policy import Policy
from optimizer.report.words import day_words
from ui.choices import MEGABYTES, upload_words
from ui.desk import Desk
from ui.reading import File, policy_of
from ui.tables import plain
from ui.views.policy import words
from ui.views.policy.edits import keep_change, show_typed

USUAL = "dalian-2018"
"""The shipped policy shown first."""
_TOML = "application/toml"


def choose(desk: Desk) -> None:
    """Another policy in place of the present one."""
    left, right = st.columns(2, gap="large")
    with left:
        _shipped(desk)
    with right:
        _uploaded(desk)


def _shipped(desk: Desk) -> None:
    shipped = {each.name: each.path for each in shipped_policies()}
    read = {name: policy_of(File(name=path.name, data=read_bytes(path))) for name, path in shipped.items()}
    policies = {name: policy for name, policy in read.items() if isinstance(policy, Policy)}
    st.session_state.setdefault("policy_shipped", USUAL if USUAL in policies else next(iter(policies)))
    name = st.selectbox(
        words.SHIPPED.to(desk.lang),
        list(policies),
        format_func=lambda each: f"{policies[each].heading.to(desk.lang)}　{each}",
        key="policy_shipped",
    )
    st.markdown("\n".join(f"- {plain(said.to(desk.lang))}" for said in about(policies[name])))
    st.button(
        words.USE_SHIPPED.to(desk.lang),
        key="policy_use_shipped",
        type="primary" if not desk.draft.policy else "secondary",
        on_click=_use_shipped,
        args=(desk, name),
        help=words.REPLACED_HELP.to(desk.lang),
    )


def about(policy: Policy) -> list[Filled]:
    """Seats and rules, then the source: issuer, document, date, version, what it extends, remarks."""
    seats = [words.SEATS_OF.fill(title=part.title, seats=part.seats) for part in policy.parts]
    joined = Filled(zh="、".join(each.zh for each in seats), en=", ".join(each.en for each in seats))
    source = policy.source
    named = (
        (words.ISSUER, source.get("issuer")),
        (words.DOCUMENT, source.get("document")),
        (words.DATE, source.get("date")),
        (words.VERSION, policy.version),
        (words.EXTENDS, policy.extends),
    )
    facts = [(name, same(said)) for name, said in named if said]
    facts += [(words.REMARKS, remark) for remark in policy.remarks]
    return [
        words.SUMMARY.fill(seats=joined, rules=len(policy.rules)),
        words.AGES.fill(day=day_words(policy.reference_date)),
        *(words.FACT.fill(name=name, said=said) for name, said in facts),
    ]


def _use_shipped(desk: Desk, name: str) -> None:
    keep_change(desk, lambda now: with_policy(now.draft, f"{name}.toml", own_copy(name)))


def _uploaded(desk: Desk) -> None:
    upload_words(desk.lang)
    held = st.file_uploader(words.UPLOAD.to(desk.lang), type=["toml"], key="policy_upload", max_upload_size=MEGABYTES)
    if held is not None:
        st.button(
            words.USE_UPLOADED.to(desk.lang),
            key="policy_use_uploaded",
            on_click=_use,
            args=(desk, held.name, held.getvalue()),
            help=words.REPLACED_HELP.to(desk.lang),
        )


def _use(desk: Desk, name: str, data: bytes) -> None:
    keep_change(desk, lambda now: with_policy(now.draft, name, data))


def make_whole(desk: Desk) -> None:
    """The file with what it extends written into it."""

    def whole(now: Desk) -> Change | None:
        try:
            data = whole_copy(now.draft.policy, now.draft.policy_name)
        except InputFaults:
            return None
        return with_policy(now.draft, now.draft.policy_name, data, words.MADE_WHOLE)

    keep_change(desk, whole)


def show_file(desk: Desk) -> None:
    """The text of the file, to download and to edit."""
    draft = desk.draft
    st.download_button(
        words.DOWNLOAD.to(desk.lang),
        data=draft.policy,
        file_name=draft.policy_name,
        mime=_TOML,
        key="policy_download",
        on_click="ignore",
        icon=":material/download:",
    )
    show_typed("policy_text", draft.policy.decode("utf-8-sig", errors="replace"))
    st.text_area(
        words.FILE_TEXT.to(desk.lang), key="policy_text", height=560, on_change=_set_text, args=(desk, "policy_text")
    )


def _set_text(desk: Desk, key: str) -> None:
    data = str(st.session_state[key]).encode()
    if data != desk.draft.policy:
        keep_change(desk, lambda now: with_policy(now.draft, now.draft.policy_name, data, words.TEXT_CHANGED))
