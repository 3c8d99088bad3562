"""One run, everybody side by side: `python -m benchmarks [--only county,national] [--limit 900]`.

Prints goal values (those proven by all must agree), build and solve seconds, peak memory, and each contender's time as a
multiple of Xiwei's.
"""

from __future__ import annotations

import argparse
import sys

from benchmarks.contenders import CONTENDERS, run_apart
from benchmarks.instances import GOALS, SIZES, make_instance
from benchmarks.rivals import RivalResult

LIMIT = 600.0


def main() -> None:
    """Run the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default=",".join(SIZES), help="instances, separated by commas")
    parser.add_argument("--limit", type=float, default=LIMIT, help="seconds for each contender and instance")
    options = parser.parse_args()
    agreed = [_compare(name, options.limit) for name in options.only.split(",")]
    sys.exit(0 if all(agreed) else 1)


def _compare(name: str, limit: float) -> bool:
    """Run one instance; False when two contenders proved different values."""
    instance = make_instance(name)
    print(
        f"\n{name}: {len(instance.people)} people, {instance.rule_rows} rows of rules; goals: {', '.join(GOALS)}",
        flush=True,
    )
    print(f"{'':14}{'status':10}{'build s':>9}{'solve s':>9}{'peak MiB':>10}{'x Xiwei':>9}  goals (tenths of a point)")
    results = []
    for contender in CONTENDERS:
        result = run_apart(contender, instance, time_limit=limit)
        results.append(result)
        _print(result, results[0])
    agree = _agree(results)
    print("all proven values agree" if agree else "PROVEN VALUES DIFFER", flush=True)
    return agree


def _print(result: RivalResult, xiwei: RivalResult) -> None:
    ratio = f"{'> ' if result.status != 'optimal' else ''}{result.seconds / xiwei.seconds:.1f}"
    goals = " ".join(map(str, result.goals)) if result.goals else "-"
    figures = f"{result.build_seconds:9.2f}{result.solve_seconds:9.2f}{result.peak_mib:10.0f}{ratio:>9}"
    print(f"{result.name:14}{result.status:10}{figures}  {goals}", flush=True)


def _agree(results: list[RivalResult]) -> bool:
    proven = [result.goals or [] for result in results]
    return all(len({goals[n] for goals in proven if len(goals) > n}) <= 1 for n in range(len(GOALS)))


if __name__ == "__main__":
    main()
