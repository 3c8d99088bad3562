"""How people's names are shown: the blank in short names, and what is said of a person in brackets behind the name.

Only women and people of ethnic minorities are marked, sex first: 丁月牙（女，回族）; whoever holds an office part-time has
兼 at the end: 侯晶晶（女，兼）. All of it is for display; names are read and compared without it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from optimizer.basis.text import Filled, same
from optimizer.people.person import Person
from optimizer.people.words import HAN, clean_name

_SHORT = re.compile(rf"[{HAN}]{{2}}")
_HAN_PEOPLE = frozenset(("", "汉", "汉族"))
_WOMAN = Filled(zh="女", en="woman")
_PART_TIME = Filled(zh="兼", en="part-time")


def _english(written: str) -> Mapping[str, str]:
    """`回族:Hui 满族:Manchu` as a mapping."""
    return MappingProxyType(dict(pair.split(":") for pair in written.split()))


MINORITIES = _english(
    "蒙古族:Mongol 回族:Hui 藏族:Tibetan 维吾尔族:Uyghur 苗族:Miao 彝族:Yi 壮族:Zhuang 布依族:Bouyei 朝鲜族:Korean "
    "满族:Manchu 侗族:Dong 瑶族:Yao 白族:Bai 土家族:Tujia 哈尼族:Hani 哈萨克族:Kazakh 傣族:Dai 黎族:Li 傈僳族:Lisu "
    "佤族:Wa 畲族:She 高山族:Gaoshan 拉祜族:Lahu 水族:Sui 东乡族:Dongxiang 纳西族:Naxi 景颇族:Jingpo "
    "柯尔克孜族:Kirgiz 土族:Tu 达斡尔族:Daur 仫佬族:Mulao 羌族:Qiang 布朗族:Blang 撒拉族:Salar 毛南族:Maonan "
    "仡佬族:Gelao 锡伯族:Xibe 阿昌族:Achang 普米族:Pumi 塔吉克族:Tajik 怒族:Nu 乌孜别克族:Uzbek 俄罗斯族:Russian "
    "鄂温克族:Ewenki 德昂族:Deang 保安族:Bonan 裕固族:Yugur 京族:Gin 塔塔尔族:Tatar 独龙族:Derung 鄂伦春族:Oroqen "
    "赫哲族:Hezhen 门巴族:Monba 珞巴族:Lhoba 基诺族:Jino"
)
"""The 55 minorities as they are written in Chinese and in English."""


def padded(name: str) -> str:
    """A name of two Chinese characters as wide as one of three, for display: 刘　英. Other names stay as they are."""
    short = clean_name(name)
    return f"{short[0]}\u3000{short[1]}" if _SHORT.fullmatch(short) else name


def marked(person: Person, *, part_time: bool = False) -> Filled:
    """A name with its marks: 丁月牙（女，回族）, in English 丁月牙 (woman, Hui); just the name where nothing is to be marked."""
    said = marks(person, part_time=part_time)
    return Filled(zh=person.name + said.zh, en=f"{person.name} {said.en}".rstrip())


def marks(person: Person, *, part_time: bool = False) -> Filled:
    """The marks of a person in their brackets; empty where there are none. `part_time`: holds an office part-time."""
    found = [
        *([_WOMAN] if person.sex == "female" else []),
        *_minority(person.value("ethnicity")),
        *([_PART_TIME] if part_time else []),
    ]
    if not found:
        return same("")
    return Filled(zh=f"（{'，'.join(each.zh for each in found)}）", en=f"({', '.join(each.en for each in found)})")


def _minority(written: str) -> list[Filled]:
    """Somebody's minority, `回` as `回族`; nothing for Han and where none is written."""
    if written in _HAN_PEOPLE:
        return []
    full = written if written in MINORITIES or f"{written}族" not in MINORITIES else f"{written}族"
    return [Filled(zh=full, en=MINORITIES.get(full, full))]
