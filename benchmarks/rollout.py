"""Planning thousands of units: `python -m benchmarks.rollout [--counties 40 --townships 400 --workers 2]`.

Counties of 300 people come out of one shared file, townships of 30 have a file each; scores and months of birth differ from
unit to unit. Prints units per second, the cost of one more unit (from a quarter of the units to all of them), the share of the
working time outside the solver, HiGHS's own share, and the memory of the process in charge at both sizes; then, on a sample
and in the same run, what other ways of doing it take. Exits with 1 where a unit is not proven.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from random import Random
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from time import perf_counter
from typing import Any

from optimizer.planner.inputs import DATA
from optimizer.planner.rollout.run import Means, run
from optimizer.planner.rollout.tasks import Terms
from optimizer.rollout.planned import Outcome
from optimizer.rollout.unit import Level, Unit
from optimizer.solve.spent import spent

AS_OF = date(2026, 11, 20)
COUNTY = "county-sample"
TOWNSHIPS = ("wanning-township", "shandong-township-2020")
SAMPLE = 20, 200
"""Counties and townships, at most, on which ways are set side by side."""
ALONE = 3
"""Of these each, units that are planned by a command of their own."""
_MIB = 1024


class _Varied:
    """A sample pool as text, written again and again with other scores and months of birth."""

    def __init__(self, name: str, best: int) -> None:
        text = (DATA / "pools" / name).read_text(encoding="utf-8-sig")
        header, *rows = csv.reader(io.StringIO(text))
        self.header = ",".join(header)
        birth, score = header.index("出生年月"), header.index("得分")
        self._rows = [_line(row[:birth]) + "," for row in rows]
        self._births = [row[birth] for row in rows]
        self._between = ["," + _line(row[birth + 1 : score]) + "," for row in rows]
        self._scores = [float(row[score]) for row in rows]
        self._after = ["," + _line(row[score + 1 :]) for row in rows]
        self._best = best

    def lines(self, seed: int) -> Iterator[str]:
        """The people of one unit: each score moved by up to five points, each birth to another month of its year."""
        rng = Random(seed)
        for at, before in enumerate(self._rows):
            draw = rng.randrange(1200)
            birth = self._births[at]
            moved = birth if len(birth) < 7 else f"{birth[:5]}{draw % 12 + 1:02d}"
            score = min(self._best, self._scores[at] + draw // 12 / 10 - 5)
            yield f"{before}{moved}{self._between[at]}{score:.1f}{self._after[at]}"


def _line(cells: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()


def write_pools(folder: Path, counties: int, townships: int) -> None:
    """The files of so many units."""
    county, township = _Varied("county.csv", 100), _Varied("township.csv", 100)
    with (folder / "counties.csv").open("w", encoding="utf-8") as file:
        file.write(f"县,{county.header}\n")
        for number in range(counties):
            file.writelines(f"C{number:05d},{line}\n" for line in county.lines(number))
    (folder / "townships").mkdir(exist_ok=True)
    for number in range(townships):
        text = "\n".join((township.header, *township.lines(number)))
        (folder / "townships" / f"T{number:05d}.csv").write_text(text + "\n", encoding="utf-8")


def units_of(counties: int, townships: int) -> list[Unit]:
    """The table of so many units."""
    return [
        *(
            Unit(code=f"C{n:05d}", name=f"C{n}", level=Level.COUNTY, policy=COUNTY, pool=f"counties.csv#县=C{n:05d}")
            for n in range(counties)
        ),
        *(
            Unit(
                code=f"T{n:05d}",
                name=f"T{n}",
                level=Level.TOWNSHIP,
                policy=TOWNSHIPS[n % len(TOWNSHIPS)],
                pool=f"townships/T{n:05d}.csv",
            )
            for n in range(townships)
        ),
    ]


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """One run, in a process of its own; a figure for each thing to know."""
    means = Means(
        folder=Path(options.folder),
        results=Path(options.folder) / f"{options.name}.sqlite",
        terms=Terms(as_of=AS_OF),
        workers=options.workers,
        scheduler=options.scheduler,
    )
    before = spent()
    ran = run(units_of(options.counties, options.townships), means)
    own, others = getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN)
    return {
        "units": options.counties + options.townships,
        "proven": ran.counts[Outcome.PROVEN],
        "seconds": ran.seconds,
        "working": ran.working,
        "solving": ran.solving,
        "highs": spent().highs - before.highs,
        "cores": own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime,
        "memory": own.ru_maxrss / _MIB,
        "worker memory": others.ru_maxrss / _MIB,
    }


def measured(folder: Path, name: str, size: tuple[int, int], **means: object) -> dict[str, Any]:
    """`measure` by a new process, so that memory and imports are its own."""
    counties, townships = size
    given = {"folder": folder, "name": name, "counties": counties, "townships": townships, **means}
    options = [text for key, value in given.items() for text in (f"--{key}", str(value))]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.rollout", "--measure", *options], stdout=subprocess.PIPE, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@contextmanager
def _cluster(workers: int) -> Iterator[str]:
    from distributed import LocalCluster

    with (
        warnings.catch_warnings(action="ignore"),
        LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster,  # type: ignore[no-untyped-call]
    ):
        yield cluster.scheduler_address


def _by_command(folder: Path, size: tuple[int, int]) -> tuple[float, float]:
    """Seconds by the clock and of the processors for a unit, each by `xiwei plan` in turn."""
    start, before = perf_counter(), getrusage(RUSAGE_CHILDREN)
    for each in units_of(*size):
        pool = folder / "one.csv"
        pool.write_bytes(_pool_of(folder, each))
        command = [sys.executable, "-m", "optimizer.cli.main", "plan", str(pool), "--policy", each.policy]
        how = ["--out", str(folder / "one"), "--format", "md"]
        subprocess.run([*command, *how], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    after, count = getrusage(RUSAGE_CHILDREN), sum(size)
    cores = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return (perf_counter() - start) / count, cores / count


def _pool_of(folder: Path, each: Unit) -> bytes:
    if "#" not in each.pool:
        return (folder / each.pool).read_bytes()
    with (folder / "counties.csv").open(encoding="utf-8") as file:
        return "".join(line for line in file if line.startswith(("县", each.code))).encode()


def main() -> None:
    """Run the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counties", type=int, default=40)
    parser.add_argument("--townships", type=int, default=400)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--bare", action="store_true", help="leave out the other ways")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    for name in ("folder", "name", "scheduler"):
        parser.add_argument(f"--{name}", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(options)))
        return
    with tempfile.TemporaryDirectory() as place:
        sys.exit(0 if _compare(Path(place), options) else 1)


def _compare(folder: Path, options: argparse.Namespace) -> bool:
    every = options.counties, options.townships
    start = perf_counter()
    write_pools(folder, *every)
    print(f"{every[0]} counties, {every[1]} townships; pools written in {perf_counter() - start:.1f} s", flush=True)
    print(
        f"{'':22}{'units':>7}{'proven':>8}{'s':>9}{'units/s':>9}{'cores s':>9}{'outside':>9}{'HiGHS':>7}{'MiB':>6}{'worker':>8}"
    )
    quarter = measured(folder, "quarter", (every[0] // 4, every[1] // 4), workers=options.workers)
    _print("a quarter", quarter)
    whole = measured(folder, "whole", every, workers=options.workers)
    _print("all", whole)
    more = whole["units"] - quarter["units"]
    for what in ("seconds", "cores"):
        print(f"one more unit, {what}: {1000 * (whole[what] - quarter[what]) / more:.1f} ms")
    found = [quarter, whole]
    if not options.bare:
        found += _ways(folder, (min(every[0], SAMPLE[0]), min(every[1], SAMPLE[1])), options.workers)
    return all(each["proven"] == each["units"] for each in found)


def _ways(folder: Path, size: tuple[int, int], workers: int) -> list[dict[str, Any]]:
    """Other ways on a sample, as multiples of the first."""
    print("\nside by side:")
    several = measured(folder, "several", size, workers=workers)
    one = measured(folder, "one", size, workers=1)
    with _cluster(workers) as address:
        cluster = measured(folder, "cluster", size, workers=workers, scheduler=address)
    for name, figures in ((f"{workers} processes", several), ("this process alone", one), ("Dask", cluster)):
        _print(name, figures)
        print(f"{'':22}{figures['seconds'] / several['seconds']:.2f} times as long as {workers} processes")
    (county, county_cores), (township, township_cores) = (
        _by_command(folder, size) for size in ((ALONE, 0), (0, ALONE))
    )
    print(f"xiwei plan, each by itself: a county {county:.2f} s, a township {township:.2f} s; the sample", end=" ")
    alone, alone_cores = (
        size[0] * county + size[1] * township,
        size[0] * county_cores + size[1] * township_cores,
    )
    print(
        f"{alone:.0f} s, {alone / several['seconds']:.1f} times as long as {workers} processes, "
        f"with {alone_cores / several['cores']:.1f} times the cores' seconds"
    )
    return [several, one, cluster]


def _print(name: str, found: dict[str, Any]) -> None:
    outside = 1 - found["solving"] / found["working"]
    # Only the process in charge knows how long HiGHS ran, and only where it does all the work.
    highs = f"{found['highs'] / found['working']:7.0%}" if found["highs"] else f"{'':7}"
    print(
        f"{name:22}{found['units']:7}{found['proven']:8}{found['seconds']:9.1f}{found['units'] / found['seconds']:9.1f}"
        f"{found['cores']:9.1f}{outside:9.0%}{highs}{found['memory']:6.0f}{found['worker memory']:8.0f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
