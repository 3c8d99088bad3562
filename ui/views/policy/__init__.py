"""The view policy: what the roster must keep, edited entry by entry, with a meter beside every rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import streamlit as st

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.text import Filled, same
from optimizer.planner.desk.policy_file import PolicyFile, fault_place, sound_part
from optimizer.policy.policy import Policy
from optimizer.report.conflicts import conflict_words
from ui.desk import Desk, go_to
from ui.draw import draw_faults
from ui.tables import plain
from ui.views.policy import words
from ui.views.policy.edits import opened
from ui.views.policy.entries import show_about, show_goals, show_seats, show_waivers
from ui.views.policy.fields import Around
from ui.views.policy.groups import show_groups
from ui.views.policy.meters import Live, go_on, live, watch
from ui.views.policy.rules import Faults, Sight, ease_button, show_rules
from ui.views.policy.source import about, choose, make_whole, show_file

PART = "policy_part"
_LISTS = {"body": "seats", "office": "seats", "rule": "rule", "waiver": "waiver", "goal": "goal", "groups": "groups"}


def show(desk: Desk) -> None:
    """The whole view."""
    if not desk.draft.policy:
        st.info(words.NO_POLICY.to(desk.lang))
        choose(desk)
        return
    now = live(desk)
    try:
        file = opened(desk.draft.policy_name, desk.draft.policy)
    except InputFaults as faults:
        st.error(words.NO_TOML.to(desk.lang))
        draw_faults(faults, desk.lang)
        _other(desk)
        show_file(desk)
        return
    sight = _sight(desk, file, now)
    _head(desk, sight, file)
    _state(desk, now)
    part = _part(desk, sight)
    match part:
        case "seats":
            show_seats(desk, sight)
        case "groups":
            show_groups(desk, sight)
        case "goal":
            show_goals(desk, sight)
        case "waiver":
            show_waivers(desk, sight)
        case "about":
            show_about(desk, sight)
        case "file":
            show_file(desk)
        case _:
            show_rules(desk, sight)


def _sight(desk: Desk, file: PolicyFile, now: Live) -> Sight:
    policy = desk.policy if isinstance(desk.policy, Policy) else _sound(desk.draft.policy_name, desk.draft.policy)
    titles: dict[str, Filled] = {}
    for of in ("body", "office"):
        for entry in file.entries(of):
            identity = str(entry.get("id", ""))
            titles[identity] = same(str(entry.get("title") or identity))
    if policy is not None:
        titles.update(policy.titles)
    groups = file.value("groups")
    named = tuple(map(str, groups)) if isinstance(groups, Mapping) else ()
    rules = [str(rule.get("id")) for rule in file.entries("rule")]
    if policy is not None:
        named = tuple(dict.fromkeys((*named, *policy.groups)))
    around = Around(parts=titles, groups=named, rules=tuple(rules))
    return Sight(around=around, faults=_faults(desk, rules, now), policy=policy, live=now)


@st.cache_resource(max_entries=16, show_spinner=False)
def _sound(name: str, data: bytes) -> Policy | None:
    return sound_part(data, name)


def _faults(desk: Desk, rules: list[str], now: Live) -> Faults:
    """Where each fault belongs: those of the file, and those of the policy beside this pool."""
    found: dict[tuple[str, int], list[tuple[str, Fault]]] = {}
    if isinstance(desk.policy, InputFaults):
        for fault in desk.policy.faults:
            if fault.file is None:
                of, place, key = fault_place(fault)
                found.setdefault((of, place), []).append((key, fault))
    if isinstance(now.error, InputFaults):
        for fault in now.error.faults:
            name = (fault.path or "").removeprefix("rule ")
            if name in rules:
                found.setdefault(("rule", rules.index(name)), []).append(("", fault))
    return found


def _head(desk: Desk, sight: Sight, file: PolicyFile) -> None:
    """What the policy is called and rests on, and the way to another one."""
    policy = sight.policy
    left, right = st.columns((4, 1), vertical_alignment="center")
    with left:
        title = policy.heading if policy is not None else same(str(file.value("title") or desk.draft.policy_name))
        st.subheader(plain(desk.text(title)), anchor=False)
        if policy is not None:
            st.caption("　".join(plain(said.to(desk.lang)) for said in about(policy)[:5]))
    with right:
        planable = desk.ready is not None
        st.button(
            words.TO_PROPOSAL.to(desk.lang),
            key="policy_to_proposal",
            type="primary",
            icon=":material/arrow_forward:",
            disabled=not planable,
            help=None if planable else (words.CANNOT_PLAN if desk.draft.pool else words.NO_POOL).to(desk.lang),
            on_click=go_to,
            args=("proposal",),
            width="stretch",
        )
    _other(desk)
    if file.value("extends"):
        said = words.EXTENDING.fill(name=same(str(file.value("extends"))))
        st.info(plain(said.to(desk.lang)))
        st.button(words.MAKE_WHOLE.to(desk.lang), key="policy_whole", on_click=make_whole, args=(desk,))


def _other(desk: Desk) -> None:
    with st.expander(words.CHANGE_POLICY.to(desk.lang)):
        choose(desk)


def _state(desk: Desk, now: Live) -> None:
    """Whether the policy can be kept, in one box; below it what is being worked out."""
    lang = desk.lang
    if isinstance(desk.policy, InputFaults):
        st.error(words.FAULTY.to(lang))
        draw_faults(desk.policy, lang)
    elif not desk.draft.pool or isinstance(desk.pool, InputFaults):
        st.warning((words.POOL_FAULTY if desk.draft.pool else words.NO_POOL).to(lang))
        if isinstance(desk.pool, InputFaults):
            draw_faults(desk.pool, lang)
        st.button(words.TO_POOL.to(lang), key="policy_to_pool", on_click=go_to, args=("pool",))
    elif isinstance(now.error, InputFaults):
        draw_faults(now.error, lang)
    elif now.error is not None:
        st.error(plain(words.FAILED.fill(why=str(now.error) or type(now.error).__name__).to(lang)))
    elif now.meter is not None:
        _possible(desk, now)
    _work(desk, now)


def _possible(desk: Desk, now: Live) -> None:
    meter, lang = now.meter, desk.lang
    assert meter is not None
    if meter.possible:
        st.success(words.POSSIBLE.to(lang))
    elif meter.possible is None:
        st.warning(words.NOT_KNOWN.to(lang))
    else:
        st.error(words.IMPOSSIBLE.to(lang))
        clash = now.clash
        if clash is None:
            return
        for number, conflict in enumerate(clash.found, 1):
            st.markdown(plain(conflict_words(clash.problem, conflict, number).to(lang)))
        # Seats and pins have no card among the rules.
        rules = {rule.id for rule in meter.problem.policy.rules}
        elsewhere = [ease for ease in clash.eases if not rules & set(ease.names)]
        with st.container(horizontal=True):
            for number, ease in enumerate(elsewhere):
                ease_button(desk, ease, f"ease:top:{number}", whole=True)


def _work(desk: Desk, now: Live) -> None:
    job = now.job
    if job is None:
        return
    if not now.done:
        watch(job, desk.lang)
    elif job.cancelled():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(words.STOPPED.to(desk.lang))
            st.button(words.GO_ON.to(desk.lang), key="policy_go_on", on_click=go_on, args=(job,))


def _part(desk: Desk, sight: Sight) -> str:
    """Which part is shown; parts with faults say how many."""
    counts = Counter(_LISTS.get(of, "about") for (of, _), listed in sight.faults.items() for _ in listed)

    def label(name: str) -> str:
        title = words.PARTS[name]
        if counts[name]:
            title = words.FAULTY_PART.fill(part=title, count=counts[name])
        return title.to(desk.lang)

    if st.session_state.get(PART) not in words.PARTS:
        st.session_state[PART] = "rule"
    chosen = st.segmented_control(
        words.PART.to(desk.lang),
        list(words.PARTS),
        format_func=label,
        key=PART,
        required=True,
        label_visibility="collapsed",
    )
    return str(chosen)
