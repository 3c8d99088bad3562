"""Reading contested elections: `margin` and `margin_by` of bodies and offices, `stage`, and rules' `guarantee` and `upsets`."""

from __future__ import annotations

from collections.abc import Mapping

from optimizer.basis.faults import Complaints
from optimizer.basis.ratio import parse_ratio
from optimizer.basis.similar import suggest
from optimizer.basis.text import Text
from optimizer.policy.policy import Body, Extra, Margin, Office, Seats
from optimizer.rules.fields import FINEST, MOST_HEADS

GUARANTEES = ("always",)


def read_margin(raw: Mapping[str, object], path: str, seats: Seats, complaints: Complaints) -> Margin | None:
    """The margin of a body or office; None where there is none, or a faulty one."""
    before = len(complaints.faults)
    by = raw.get("margin_by", "")
    if not isinstance(by, str) or ("margin_by" in raw and not by.strip()):
        complaints.add("policy.text", f"{path}.margin_by", by, _NO_COLUMN, _COLUMN_CURE)
    if "margin" not in raw:
        if "margin_by" in raw:
            complaints.add("policy.margin", f"{path}.margin_by", by, _BY_ALONE, _MARGIN_CURE)
        return None
    stages = _stages(raw["margin"], f"{path}.margin", complaints)
    if seats.most and seats.fixed is None:
        complaints.add("policy.margin", f"{path}.margin", str(seats), _RANGE_OF_SEATS, _FIXED_CURE)
    if len(complaints.faults) > before or not stages:
        return None
    return Margin(stages=stages, by=str(by).strip())


def _stages(raw: object, path: str, complaints: Complaints) -> tuple[tuple[str, Extra], ...]:
    if not isinstance(raw, Mapping):
        extra = _extra(raw, path, complaints)
        return () if extra is None else (("", extra),)
    if not raw:
        complaints.add("policy.margin", path, "{}", _NO_MARGIN, _MARGIN_CURE)
    read = [(stage, _extra(value, f"{path}.{stage}", complaints)) for stage, value in raw.items()]
    return tuple((stage, extra) for stage, extra in read if extra is not None)


def _extra(raw: object, path: str, complaints: Complaints) -> Extra | None:
    """`"20%"`, a number of posts, or a range of them."""
    if type(raw) is int and 0 <= raw <= MOST_HEADS:
        return raw
    if isinstance(raw, str):
        ratio = parse_ratio(raw)
        if ratio is not None and ratio <= FINEST and ratio.denominator <= FINEST:
            return ratio
    if isinstance(raw, list) and len(raw) == 2:
        least, most = raw
        if type(least) is int and type(most) is int and 0 <= least <= most <= MOST_HEADS:
            return least if least == most else (least, most)
    complaints.add("policy.margin", path, raw, _NO_MARGIN, _MARGIN_CURE)
    return None


def read_stage(raw: Mapping[str, object], parts: tuple[Body | Office, ...], complaints: Complaints) -> str:
    """The stage the margins are taken at; "" for the last of each."""
    stage = raw.get("stage", "")
    known = list(dict.fromkeys(name for part in parts if part.margin for name, _ in part.margin.stages if name))
    if not isinstance(stage, str):
        complaints.add("policy.text", "stage", stage, _NO_STAGE, suggest(str(stage), known))
        return ""
    if stage and stage not in known:
        complaints.add("policy.stage", "stage", stage, _NO_STAGE, suggest(stage, known))
        return ""
    return stage


def read_announced(raw: Mapping[str, object], complaints: Complaints) -> bool:
    """Whether all slates are made known before the first vote."""
    announced = raw.get("announced", False)
    if not isinstance(announced, bool):
        complaints.add("policy.value", "announced", announced, _NOT_BOOLEAN, _BOOLEAN_CURE)
    return announced is True


def read_promise(raw: Mapping[str, object], path: str, *, binds: bool, complaints: Complaints) -> dict[str, object]:
    """The rule's fields `guarantee` ("" or "always") and `upsets` (None or a number from 1), where they are written."""
    guarantee, upsets = raw.get("guarantee"), raw.get("upsets")
    if guarantee is not None and guarantee not in GUARANTEES:
        complaints.add("policy.value", f"{path}.guarantee", guarantee, _NO_GUARANTEE, _GUARANTEE_CURE)
    if upsets is not None and not (type(upsets) is int and 0 < upsets <= MOST_HEADS):
        complaints.add("policy.count", f"{path}.upsets", upsets, _NO_UPSETS, _GUARANTEE_CURE)
    if guarantee is not None and upsets is not None:
        complaints.add("policy.guarantee", f"{path}.upsets", upsets, _BOTH, _GUARANTEE_CURE)
    if (guarantee is not None or upsets is not None) and not binds:
        key = "upsets" if guarantee is None else "guarantee"
        complaints.add("policy.guarantee", f"{path}.{key}", raw[key], _A_WISH, _WISH_CURE)
    written = {"guarantee": guarantee, "upsets": upsets}
    return {key: value for key, value in written.items() if value is not None}


_NO_COLUMN = Text(zh="这里应是列名", en="the name of a column belongs here")
_COLUMN_CURE = Text(zh='如 margin_by = "unit"', en='For example margin_by = "unit"')
_BY_ALONE = Text(zh="写了 margin_by，没有写 margin", en="there is margin_by but no margin")
_NO_MARGIN = Text(
    zh="差额应是加引号的比例、整数，或两个整数的范围",
    en="a margin is a ratio in quotation marks, a number, or two for a range",
)
_MARGIN_CURE = Text(
    zh='如 margin = "20%"、margin = 2、margin = [1, 3]，或分阶段 margin = {{ preliminary = "30%", prepared = "20%" }}',
    en='For example margin = "20%", margin = 2, margin = [1, 3], or stage by stage '
    'margin = {{ preliminary = "30%", prepared = "20%" }}',
)
_RANGE_OF_SEATS = Text(
    zh="差额选举的席位必须是一个定数，不能是范围", en="seats that are contested are a fixed number, no range"
)
_FIXED_CURE = Text(
    zh="写成一个数，如 seats = 19，或去掉 margin", en="Write one number, such as seats = 19, or take margin out"
)
_NO_STAGE = Text(zh="没有哪个差额写了这个阶段", en="no margin names this stage")
_NOT_BOOLEAN = Text(zh="只能是 true 或 false", en="only true or false is possible")
_BOOLEAN_CURE = Text(zh="写 announced = true，或去掉", en="Write announced = true, or take it out")
_NO_GUARANTEE = Text(zh="guarantee 只能是 always", en="the only guarantee is always")
_NO_UPSETS = Text(zh="upsets 应是 1 以上的整数", en="upsets is a whole number from 1 up")
_GUARANTEE_CURE = Text(
    zh='写 guarantee = "always"（无论谁当选），或 upsets = 3（计划人选至多落选3人），只写一个',
    en='Write guarantee = "always" (whoever wins) or upsets = 3 (at most 3 planned winners lose), and only one of them',
)
_BOTH = Text(zh="guarantee 和 upsets 只能写一个", en="only one of guarantee and upsets is possible")
_A_WISH = Text(zh="尽量符合的规则不能保证", en="a rule that is only preferred cannot be guaranteed")
_WISH_CURE = Text(
    zh='把 strength 改为 "must" 或 "as_a_rule"，或去掉保证',
    en='Make its strength "must" or "as_a_rule", or take the guarantee out',
)
