"""How a group is called in a sentence, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import UnionType

from optimizer.basis.text import Filled, Text, same
from optimizer.groups.predicate import Age, AllOf, AnyOf, Appointed, Born, Called, Not, Number, OneOf, Predicate
from optimizer.people.person import Birth

COLUMN_WORDS: dict[str, Filled] = {
    key: Filled(zh=zh, en=en)
    for key, zh, en in (
        ("id", "编号", "id"),
        ("name", "姓名", "name"),
        ("sex", "性别", "sex"),
        ("birth", "出生年月", "birth"),
        ("frontline", "是否基层一线", "frontline"),
        ("head", "三长类别", "head"),
        ("cadre", "是否领导干部", "leading cadre"),
        ("incumbent", "上届职务", "last term"),
        ("modes", "任职方式", "modes"),
        ("score", "得分", "score"),
        ("rank", "推荐排序", "rank"),
        ("ethnicity", "民族", "ethnicity"),
        ("party", "政治面貌", "political affiliation"),
        ("education", "学历", "education"),
        ("degree", "学位", "degree"),
        ("title", "职称", "professional title"),
        ("discipline", "学科专业", "discipline"),
        ("employer", "工作单位", "employer"),
        ("post", "职务", "post"),
        ("sector", "单位类别", "sector"),
        ("unit", "推荐单位", "unit"),
        ("level", "行政级别", "administrative level"),
        ("terms", "已任届数", "terms served"),
        ("kin", "亲属组", "near relatives"),
        ("resident", "驻会", "resident"),
    )
}

VALUE_WORDS: dict[tuple[str, str], Filled] = {
    ("sex", "male"): Filled(zh="男性", en="men"),
    ("sex", "female"): Filled(zh="女性", en="women"),
    ("frontline", "yes"): Filled(zh="基层一线", en="frontline people"),
    ("frontline", "no"): Filled(zh="非基层一线", en="not frontline"),
    ("frontline", "unsure"): Filled(zh="是否基层一线待定", en="frontline undecided"),
    ("head", "hospital"): Filled(zh="医院院长", en="hospital heads"),
    ("head", "school"): Filled(zh="学校校长", en="school heads"),
    ("head", "agrotech"): Filled(zh="农技站站长", en="agro-tech station heads"),
    ("head", "enterprise"): Filled(zh="科技型企业负责人", en="heads of tech enterprises"),
    ("cadre", "yes"): Filled(zh="领导干部", en="leading cadres"),
    ("cadre", "no"): Filled(zh="非领导干部", en="not leading cadres"),
    ("resident", "yes"): Filled(zh="可驻会", en="people who can be resident"),
    ("resident", "no"): Filled(zh="不驻会", en="people who cannot be resident"),
    ("mode", "full_time"): Filled(zh="专职", en="full-time"),
    ("mode", "part_time"): Filled(zh="兼职", en="part-time"),
    ("mode", "seconded"): Filled(zh="挂职", en="seconded"),
}
HAN = frozenset(("汉族", "汉"))
_MINORITIES = Filled(zh="少数民族", en="ethnic minorities")
_SIGNS_ZH = {"<=": "{0}及以下", ">=": "{0}及以上", "<": "不满{0}", ">": "超过{0}", "=": "{0}"}
_SIGNS_EN = {"<=": "{0} or under", ">=": "{0} or over", "<": "under {0}", ">": "over {0}", "=": "{0}"}
_BORN_ZH = {"<=": "{0}（含）前出生", ">=": "{0}（含）后出生", "<": "{0}前出生", ">": "{0}后出生", "=": "{0}出生"}
_BORN_EN = {
    "<=": "born up to {0}",
    ">=": "born in or after {0}",
    "<": "born before {0}",
    ">": "born after {0}",
    "=": "born in {0}",
}
_IS_ONE_OF = Text(zh="{column}为{values}的", en="{column} {values}")
_NOT = Text(zh="非（{part}）", en="not ({part})")
_BRACKETS = Text(zh="（{part}）", en="({part})")


def column_word(column: str) -> Filled:
    """The field's name of a column; an extra column goes by its own header."""
    return COLUMN_WORDS.get(column, same(column))


def describe(predicate: Predicate, titles: Mapping[str, Filled]) -> Filled:
    """The group in words; `titles` names bodies and offices. The group of everyone is empty."""
    match predicate:
        case AllOf(parts):
            return _join([_inside(part, OneOf | AnyOf | Appointed, titles) for part in parts], "、且", " and ")
        case AnyOf(parts):
            return _join([_inside(part, AllOf, titles) for part in parts], "或", " or ")
        case Not(OneOf("ethnicity", values)) if values and set(values) <= HAN:
            return _MINORITIES
        case Called(_, name):
            return name
        case Not(part):
            return _NOT.fill(part=describe(part, titles))
        case Age(tests):
            said = [(_SIGNS_ZH[sign].format(f"{years}岁"), _SIGNS_EN[sign].format(years)) for sign, years in tests]
            return Filled(zh="、".join(zh for zh, _ in said), en="people aged " + " and ".join(en for _, en in said))
        case Born(cutoffs):
            return Filled(
                zh="、".join(_BORN_ZH[sign].format(_birth_zh(cutoff)) for sign, cutoff in cutoffs),
                en=" and ".join(_BORN_EN[sign].format(cutoff) for sign, cutoff in cutoffs),
            )
        case Number(column, figures):
            word = column_word(column)
            return Filled(
                zh=word.zh + "、".join(_SIGNS_ZH[sign].format(figure) for sign, figure in figures),
                en=f"{word.en} " + " and ".join(_SIGNS_EN[sign].format(figure) for sign, figure in figures),
            )
        case Appointed(key, values):
            return _join(
                [VALUE_WORDS.get((key, value), titles.get(value, same(value))) for value in values], "或", " or "
            )
        case OneOf(column, values):
            return _one_of(column, values)


def _inside(part: Predicate, other: type[Predicate] | UnionType, titles: Mapping[str, Filled]) -> Filled:
    """A part of an "and" or "or"; in brackets where it joins several things the `other` way."""
    said = describe(part, titles)
    several = isinstance(part, AllOf | AnyOf) and len(part.parts) > 1
    several |= isinstance(part, OneOf | Appointed) and len(part.values) > 1
    return _BRACKETS.fill(part=said) if several and isinstance(part, other) else said


def _one_of(column: str, values: tuple[str, ...]) -> Filled:
    if all((column, value) in VALUE_WORDS for value in values):
        return _join([VALUE_WORDS[column, value] for value in values], "、", " or ")
    said = [VALUE_WORDS.get((column, value), Filled(zh=value or "空", en=value or "empty")) for value in values]
    return _IS_ONE_OF.fill(column=column_word(column), values=_join(said, "、", " or "))


def _join(parts: list[Filled], zh: str, en: str) -> Filled:
    return Filled(zh=zh.join(part.zh for part in parts), en=en.join(part.en for part in parts))


def _birth_zh(birth: Birth) -> str:
    marks = ((birth.year, "年"), (birth.month, "月"), (birth.day, "日"))
    return "".join(f"{part}{mark}" for part, mark in marks if part)
