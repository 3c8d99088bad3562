"""The job registry: one job a key, stoppable, with a handful of results kept."""

from __future__ import annotations

from threading import Event
from time import sleep
from typing import cast

from optimizer.basis.progress import Progress, Step
from optimizer.roster.roster import Proposal
from ui.jobs import Jobs

RESULT = cast("Proposal", object())
SOON = 10


def quick(_: Progress) -> Proposal:
    return RESULT


def until_stopped(progress: Progress) -> Proposal:
    while not progress.cancelled():
        Event().wait(0.005)
    return RESULT


def broken(_: Progress) -> Proposal:
    raise ValueError("no")


def test_the_same_key_gives_the_same_job_while_it_works_and_after() -> None:
    jobs, free = Jobs(), Event()

    def work(_: Progress) -> Proposal:
        free.wait(SOON)
        return RESULT

    job = jobs.start("a", work)
    assert jobs.start("a", quick) is job
    assert jobs.find("a") is job
    assert not job.done
    free.set()
    assert job.wait(SOON)
    assert jobs.start("a", quick) is job
    assert job.result is RESULT
    assert jobs.start("b", quick) is not job


def test_a_stopped_job_keeps_its_result_and_can_be_begun_again() -> None:
    jobs = Jobs()
    job = jobs.start("a", until_stopped)
    job.stop()
    assert job.wait(SOON)
    assert job.result is RESULT
    assert not job.settled
    again = jobs.start("a", quick)
    assert again is not job
    assert again.wait(SOON)
    assert again.settled


def test_an_error_is_kept_and_the_job_can_be_begun_again() -> None:
    jobs = Jobs()
    job = jobs.start("a", broken)
    assert job.wait(SOON)
    assert isinstance(job.error, ValueError)
    assert job.result is None
    assert jobs.start("a", quick) is not job


def test_jobs_wait_for_their_turn_and_can_be_stopped_while_waiting() -> None:
    jobs = Jobs(at_once=1)
    first = jobs.start("first", until_stopped)
    second = jobs.start("second", quick)
    third = jobs.start("third", quick)
    second.stop()
    assert second.wait(SOON)
    assert second.result is None
    assert second.error is None
    assert not third.done
    first.stop()
    assert third.wait(SOON)
    assert third.result is RESULT


def test_progress_is_what_was_reported_last() -> None:
    step = Step(stage="best", done=1, total=3)

    def work(progress: Progress) -> Proposal:
        progress.report(step)
        return RESULT

    job = Jobs().start("a", work)
    assert job.wait(SOON)
    assert job.step is step
    assert job.seconds == job.seconds


def test_only_a_handful_of_results_is_kept_and_never_a_working_job_dropped() -> None:
    jobs = Jobs(kept=2)
    working = jobs.start("working", until_stopped)
    for key in "abcd":
        assert jobs.start(key, quick).wait(SOON)
        jobs.find("a")
    jobs.start("e", quick).wait(SOON)
    assert jobs.find("working") is working
    assert jobs.find("a") is not None
    assert jobs.find("b") is None
    assert jobs.find("c") is None
    working.stop()


def test_the_end_of_the_server_stops_what_is_under_way_and_waits_for_it() -> None:
    jobs = Jobs(at_once=1)

    def until_stopped(progress: Progress) -> object:
        while not progress.cancelled():
            sleep(0.01)
        return RESULT

    working, waiting = jobs.start("working", until_stopped), jobs.start("waiting", until_stopped)
    jobs.stop(30)
    assert working.done
    assert waiting.done
