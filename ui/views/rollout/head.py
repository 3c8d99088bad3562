"""The head of a roll-out's page: its name, the day of its figures, the job, the figures themselves."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from optimizer.basis.faults import InputFaults
from optimizer.basis.text import Filled, same
from optimizer.planner.desk.projects import StoreError
from optimizer.planner.rollout.desk import missing_files, with_files
from optimizer.planner.rollout.rollout import RolledOut
from optimizer.planner.rollout.table import Units
from optimizer.report.rollout.words import OUTCOME_WORDS
from optimizer.report.words import day_words, share
from optimizer.rollout.planned import Outcome
from ui.choices import upload_words
from ui.draw import draw_faults
from ui.jobs import Job
from ui.tables import plain
from ui.views.rollout import words
from ui.views.rollout.board import FAULTS, Board, attempted, leave

LOOK_EVERY = 0.5
MISSING_SHOWN = 5
MEGABYTES = 200
_UPLOADS = "rollout_uploads"


def bar(board: Board) -> None:
    """The name, and the way out."""
    with st.container(horizontal=True, vertical_alignment="center"):
        title = f"**{plain(board.kept.name)}**　{plain(board.text(words.ROLLOUTS))}"
        st.markdown(title, width="stretch")
        st.button(board.text(words.HOME), key="leave_rollout", icon=":material/home:", on_click=leave)
    said = st.session_state.pop(FAULTS, None)
    if isinstance(said, InputFaults):
        draw_faults(said, board.lang)


def faulty(board: Board, faults: InputFaults) -> None:
    """A table that cannot be used any more."""
    draw_faults(faults, board.lang)
    st.info(board.text(words.TABLE_FAULTS))
    _more_files(board)


def settings(board: Board) -> None:
    """The days, further settings, more files, and the button that plans."""
    setup, busy = board.kept.setup, board.busy
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for name, label, said, value in (
            ("as_of", words.AS_OF, words.AS_OF_HELP, setup.as_of),
            ("target", words.TARGET, words.TARGET_HELP, setup.target),
        ):
            st.date_input(
                board.text(label),
                value=value,
                key=f"rollout_{name}:{value}",
                format="YYYY-MM-DD",
                help=board.text(said),
                width=170,
                disabled=busy,
                on_change=_settle_day,
                args=(board, name, f"rollout_{name}:{value}"),
            )
        with st.popover(board.text(words.SETTINGS), key="rollout_settings", icon=":material/settings:"):
            _form(board)
        with st.popover(board.text(words.MORE_FILES), key="rollout_files", icon=":material/upload_file:"):
            _more_files(board)
        _plan_button(board)


def _plan_button(board: Board) -> None:
    found = board.found
    done = found is not None and found.ran is not None and found.complete and not board.busy
    st.button(
        board.text(words.PLAN),
        key="plan_all",
        type="secondary" if done else "primary",
        icon=":material/play_arrow:",
        disabled=board.busy,
        help=board.text(words.PLANNED_ALL if done else words.PLAN_HELP),
        on_click=_plan,
        args=(board,),
    )


def _plan(board: Board) -> None:
    board.run(plan=True, repair=board.kept.setup.repair)


def _settle_day(board: Board, name: str, key: str) -> None:
    day = st.session_state[key]
    if day is not None or name == "target":
        board.settle(**{name: day})


def _form(board: Board) -> None:
    setup, text = board.kept.setup, board.text
    with st.form("rollout_form", border=False):
        st.number_input(
            text(words.AHEAD), 0, 120, setup.ahead, key="rollout_ahead", help=text(words.AHEAD_HELP), width=280
        )
        st.number_input(
            text(words.LIMIT),
            min_value=1.0,
            value=setup.time_limit,
            step=10.0,
            format="%.0f",
            key="rollout_limit",
            help=text(words.LIMIT_HELP),
            width=280,
        )
        st.number_input(
            text(words.WORKERS),
            min_value=1,
            max_value=256,
            value=setup.workers,
            key="rollout_workers",
            help=text(words.WORKERS_HELP),
            width=280,
        )
        st.number_input(
            text(words.SEED), 0, None, setup.seed, key="rollout_seed", help=text(words.SEED_HELP), width=280
        )
        st.form_submit_button(text(words.SAVE), on_click=_settle_form, args=(board,), disabled=board.busy)


def _settle_form(board: Board) -> None:
    typed = st.session_state
    board.settle(
        ahead=typed["rollout_ahead"],
        time_limit=typed["rollout_limit"],
        workers=typed["rollout_workers"],
        seed=typed["rollout_seed"],
    )


def _more_files(board: Board) -> None:
    number = st.session_state.get(_UPLOADS, 0)
    st.caption(plain(board.text(words.MORE_FILES_NOTE.fill(table=board.kept.setup.table))))
    upload_words(board.lang, MEGABYTES)
    held = st.file_uploader(
        board.text(words.FILES),
        accept_multiple_files=True,
        key=f"rollout_more:{number}",
        max_upload_size=MEGABYTES,
    )
    st.button(
        board.text(words.TAKE_IN),
        key="rollout_take_in",
        disabled=not held or (isinstance(board.units, Units) and board.busy),
        on_click=_take_in,
        args=(board, f"rollout_more:{number}"),
    )


def _take_in(board: Board, key: str) -> None:
    files = {each.name: each.getvalue() for each in st.session_state[key]}
    if attempted(lambda: with_files(board.rollouts.open(board.kept.name), files)):
        st.session_state[_UPLOADS] = st.session_state.get(_UPLOADS, 0) + 1


def work(board: Board) -> None:
    """The job under way; or how the last one ended, if not with figures."""
    job = board.job
    if board.busy:
        _watch(job, board)
        if board.found is not None:
            st.caption(board.text(words.EARLIER))
        return
    if job.result is None:
        _ended(board, job)
    lacking = _missing(board)
    if lacking:
        names = "、".join(lacking[:MISSING_SHOWN]) + (" …" if len(lacking) > MISSING_SHOWN else "")
        st.warning(plain(board.text(words.MISSING.fill(count=len(lacking), names=names))))


@st.fragment(run_every=LOOK_EVERY)
def _watch(job: Job, board: Board) -> None:
    """Where the job stands, a button to stop it; draws the whole page again once it is done."""
    if job.done:
        st.rerun()
    step = job.step
    if step is None:
        st.progress(0.0, text=board.text(words.WAITING))
    else:
        said = same(step.stage) if step.said is None else step.said
        text = words.STEP.fill(said=said, done=step.done, total=step.total, seconds=int(job.seconds))
        st.progress(min(1.0, step.done / max(1, step.total)), text=plain(board.text(text)))
    st.button(
        board.text(words.STOP),
        key="stop",
        icon=":material/stop_circle:",
        help=board.text(words.STOP_HELP),
        on_click=job.stop,
        disabled=job.cancelled(),
    )
    if job.cancelled():
        st.caption(board.text(words.STOPPING))


def _ended(board: Board, job: Job) -> None:
    error = job.error
    if isinstance(error, InputFaults):
        draw_faults(error, board.lang)
    elif isinstance(error, StoreError):
        st.error(plain(board.text(error.said)))
    elif error is not None:
        st.error(plain(board.text(words.FAILED.fill(why=str(error) or type(error).__name__))))
    else:
        st.warning(board.text(words.STOPPED_WAITING))
    st.button(
        board.text(words.TRY_AGAIN),
        key="rollout_again",
        icon=":material/refresh:",
        on_click=board.run,
        kwargs={"plan": False, "repair": False},
    )


def _missing(board: Board) -> tuple[str, ...]:
    assert isinstance(board.units, Units)
    return _missing_of(board.found_key, _board=board)


@st.cache_resource(max_entries=8, show_spinner=False)
def _missing_of(key: str, *, _board: Board) -> tuple[str, ...]:
    del key  # what is remembered is found by it: files change with a run asked for
    assert isinstance(_board.units, Units)
    return missing_files(_board.kept, _board.units)


def figures(board: Board, found: RolledOut) -> None:
    """One line of figures; each says what it counts."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for label, figure, said in _figures(found):
            line = f"{plain(board.text(label))} **{plain(board.text(figure))}**"
            st.markdown(line, help=plain(board.text(said)), width="content")
    if not found.prospects.total:
        st.info(board.text(words.NOT_PLANNED))


def _figures(found: RolledOut) -> Iterator[tuple[Filled, Filled, Filled]]:
    whole, day = found.coverage.whole, day_words(found.coverage.as_of)
    yield words.UNITS, same(str(len(found.units))), words.UNITS_HELP.fill(base=whole.units)
    yield words.COVERED, share(whole.headed, whole.units), words.COVERED_HELP.fill(day=day, base=whole.units)
    target = found.coverage.target
    if target is not None and whole.target != whole.reach:
        then = day_words(target)
        said = words.BY_TARGET_HELP.fill(day=then, day_to=then)
        yield words.BY_TARGET, share(whole.target.headed, whole.units), said
    yield words.OVERDUE, share(whole.overdue, whole.associations), words.OVERDUE_HELP.fill(day=day)
    outcomes = found.prospects.outcomes
    for outcome in Outcome:
        if count := outcomes.get(outcome, 0):
            said = OUTCOME_WORDS[outcome]
            yield (
                words.capital(said),
                same(str(count)),
                words.OUTCOME_HELP.fill(outcome=said, total=found.prospects.total),
            )
