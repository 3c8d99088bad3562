"""On CI a skipped test is a failure: what it needs must be installed there."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("fixed", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("fixed")

_skipped: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        _skipped.append(f"{report.nodeid}: {report.longrepr}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    if os.environ.get("CI") and _skipped and not hasattr(session.config, "workerinput"):
        print("\nSkipped on CI, which counts as failed:\n" + "\n".join(_skipped))
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
