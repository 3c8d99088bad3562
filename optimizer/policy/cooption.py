"""Reading [cooption]: when vacancies must be filled in mid-term, by which route, and who approves."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from optimizer.basis.faults import Complaints
from optimizer.basis.ratio import parse_ratio
from optimizer.basis.similar import suggest
from optimizer.basis.text import Text
from optimizer.policy.policy import Cooption

COOPTION_KEYS = ("trigger", "route", "approved_by")


def read_cooption(raw: Mapping[str, object], complaints: Complaints) -> Cooption | None:
    """The policy's [cooption]; None where there is none. Faults go to `complaints`."""
    for key in raw:
        if key not in COOPTION_KEYS:
            complaints.add("policy.key", f"cooption.{key}", key, _UNKNOWN_KEY, suggest(key, COOPTION_KEYS))
    trigger = _trigger(raw.get("trigger"), complaints)
    texts = {}
    for key in ("route", "approved_by"):
        written = raw.get(key, "")
        if not isinstance(written, str):
            complaints.add("policy.text", f"cooption.{key}", written, _NO_TEXT, _TEXT_CURE)
        texts[key] = str(written).strip()
    return Cooption(trigger=trigger, route=texts["route"], approved_by=texts["approved_by"]) if raw else None


def _trigger(written: object, complaints: Complaints) -> Fraction | None:
    if written is None:
        return None
    ratio = parse_ratio(written) if isinstance(written, str) else None
    if ratio is None or ratio >= 1:
        complaints.add("policy.ratio", "cooption.trigger", written, _NO_TRIGGER, _TRIGGER_CURE)
        return None
    return ratio


_UNKNOWN_KEY = Text(zh="不认识的键", en="unknown key")
_NO_TEXT = Text(zh="这里应是文字", en="a text belongs here")
_TEXT_CURE = Text(zh="加上引号", en="Put it in quotation marks")
_NO_TRIGGER = Text(zh="应是小于 1 的比例", en="a ratio below 1 belongs here")
_TRIGGER_CURE = Text(
    zh='写成 trigger = "20%"：空缺超过席位的 20%（不含 20%）就必须增补',
    en='Write trigger = "20%": more vacancies than 20% of the seats (20% itself excluded) must be filled',
)
