"""Real Dask clusters on this machine, for tests."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def a_cluster(workers: int = 2) -> Iterator[Any]:
    """A cluster of so many processes, each of one thread; `scheduler_address` is where it answers."""
    from distributed import LocalCluster

    with warnings.catch_warnings():
        # What Dask says of its own ports and folders is no matter of ours.
        warnings.simplefilter("ignore")
        with LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=workers, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        ) as cluster:
            yield cluster
