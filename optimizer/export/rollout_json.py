"""The figures of a roll-out as JSON, and reading them back for the next month's report."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from optimizer.basis.faults import Fault, InputFaults
from optimizer.basis.text import Text
from optimizer.rollout.coverage import Coverage, Point, Reach, Tally
from optimizer.rollout.prospects import Prospects
from optimizer.rollout.unit import Level, Stage


def coverage_record(found: Coverage) -> dict[str, Any]:
    """Exact counts; units without an association, or without heads, by code."""
    return {
        "as_of": found.as_of.isoformat(),
        "target": None if found.target is None else found.target.isoformat(),
        "levels": [str(level) for level in found.levels],
        "heads": list(found.kinds),
        "all": asdict(found.whole),
        "by_level": {str(level): asdict(tally) for level, tally in found.by_level.items()},
        "by_city": {city: asdict(tally) for city, tally in found.by_city.items()},
        "by_stage": {str(stage): asdict(tally) for stage, tally in found.by_stage.items()},
        "blanks": [unit.code for unit in found.blanks],
        "gaps": [unit.code for unit in found.gaps],
        "partial": [unit.code for unit in found.partial],
    }


def point_record(point: Point) -> dict[str, Any]:
    """One point of the way."""
    return {"day": point.day.isoformat(), "planned": point.planned, "units": point.units, **asdict(point.reach)}


def prospects_record(found: Prospects) -> dict[str, Any]:
    """Results counted, and every unit without a proven roster."""
    return {
        "outcomes": {str(outcome): count for outcome, count in found.outcomes.items()},
        "routes": {str(way): count for way, count in found.routes.items()},
        "troubles": [
            {
                "unit": each.code,
                "outcome": str(each.outcome),
                "clash": list(each.clash),
                "why": [{"zh": said.zh, "en": said.en} for said in each.why],
            }
            for each in found.troubles
        ],
        "posts": found.posts,
        "posts_broken": {code: list(rules) for code, rules in found.broken.items()},
        "unmet": found.unmet,
    }


def read_coverage(data: bytes, *, source: str) -> Coverage:
    """The coverage in an earlier rollout.json: its counts; the units it lists are not read back. Raises InputFaults."""
    try:
        record = json.loads(data.decode("utf-8-sig"))["coverage"]
        return Coverage(
            as_of=date.fromisoformat(record["as_of"]),
            target=date.fromisoformat(record["target"]) if record["target"] else None,
            levels=tuple(Level(level) for level in record["levels"]),
            kinds=tuple(record["heads"]),
            whole=_tally(record["all"]),
            by_level={Level(level): _tally(each) for level, each in record["by_level"].items()},
            by_city={city: _tally(each) for city, each in record["by_city"].items()},
            by_stage={Stage(stage): _tally(each) for stage, each in record["by_stage"].items()},
            blanks=(),
            gaps=(),
            partial=(),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        fault = Fault(kind="rollout.before", message=_NO_FIGURES.fill(), cure=_CURE.fill())
        raise InputFaults(source, [fault]) from None


def _tally(record: Mapping[str, Any]) -> Tally:
    return Tally(**{**record, "target": Reach(**record["target"])})


_NO_FIGURES = Text(zh="这里没有上次的数字", en="there are no figures of an earlier report in it")
_CURE = Text(
    zh="写上次 --out 的文件夹，里面有 rollout.json",
    en="Give the folder of the earlier --out, which has rollout.json in it",
)
