"""Surnames: where they end, and how they are read.

Readings are those of 现代汉语词典 for the character as a surname (姓) where they differ from its commonest reading; of
surnames with two readings the one more people have (覃 qín, 乐 yuè). The user can give another (`listing.Given`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from optimizer.people.words import clean_name


def _readings(written: str) -> Mapping[str, tuple[str, ...]]:
    """`曾zeng1 尉迟yu4,chi2` as a mapping from surname to the readings of its characters."""
    pairs = ((each.rstrip("abcdefghijklmnopqrstuvwxyz12345,"), each) for each in written.split())
    return MappingProxyType({surname: tuple(each.removeprefix(surname).split(",")) for surname, each in pairs})


SINGLE_READINGS = _readings(
    "曾zeng1 单shan4 解xie4 仇qiu2 查zha1 区ou1 朴piao2 盖ge3 乐yue4 翟zhai2 冼xian3 洗xian3 逄pang2 任ren2 华hua4 "
    "燕yan1 纪ji3 葛ge3 员yun4 贠yun4 缪miao4 卜bu3 覃qin2 折she2 种chong2 祭zhai4 隗wei3 召shao4 么yao1 过guo1 哈ha3 "
    "那na1 郇xun2 秘bi4 薄bo2 阚kan4 句gou1 占zhan1 肖xiao1 干gan1 佴nai4 撒sa3 莘shen1 繁po2 都du1 乜nie4 粘nian2"
)
COMPOUND_READINGS = _readings(
    "欧阳ou1,yang2 司马si1,ma3 司徒si1,tu2 司空si1,kong1 上官shang4,guan1 诸葛zhu1,ge3 夏侯xia4,hou2 皇甫huang2,fu3 "
    "令狐ling2,hu2 尉迟yu4,chi2 万俟mo4,qi2 澹台tan2,tai2 长孙zhang3,sun1 单于chan2,yu2 鲜于xian1,yu2 淳于chun2,yu2 "
    "公孙gong1,sun1 公冶gong1,ye3 宇文yu3,wen2 慕容mu4,rong2 东方dong1,fang1 东郭dong1,guo1 西门xi1,men2 "
    "南宫nan2,gong1 百里bai3,li3 端木duan1,mu4 轩辕xuan1,yuan2 赫连he4,lian2 呼延hu1,yan2 钟离zhong1,li2 "
    "濮阳pu2,yang2 申屠shen1,tu2 闾丘lv2,qiu1 亓官qi2,guan1 颛孙zhuan1,sun1 漆雕qi1,diao1 羊舌yang2,she2 "
    "拓跋tuo4,ba2 独孤du2,gu1 完颜wan2,yan2 纳兰na4,lan2 贺兰he4,lan2"
)
_MARKS = frozenset(" ·-'’.，,") | {chr(code) for code in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))}
"""Blanks, dots and hyphens between the parts of a name, and selectors of a glyph's variant, are not compared."""


@lru_cache(maxsize=1 << 16)
def characters_of(name: str) -> str:
    """The characters of a name that are compared, one after the other: no blanks, no dots."""
    return "".join(char for char in clean_name(name) if char not in _MARKS)


@lru_cache(maxsize=1 << 16)
def surname_length(name: str) -> int:
    """How many of the compared characters are the surname; 0 for a name in parts (爱新觉罗·启星), which has none apart.

    A compound surname counts where something is left for the given name: 欧阳 alone is 欧 and 阳.
    """
    if "·" in clean_name(name):
        return 0
    chars = characters_of(name)
    return 2 if len(chars) > 2 and chars[:2] in COMPOUND_READINGS else min(1, len(chars))
