"""Invented personal names: tables of common surnames and given-name characters, drawn at random and never read from a list."""

from __future__ import annotations

from random import Random

# Common first; the weight falls with the place in the list, roughly as surnames do.
SURNAMES = tuple(
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚"
)
RARE_SURNAMES = tuple("逄冼仉亓乜覃解单查仇")
COMPOUND_SURNAMES = ("欧阳", "上官", "司徒", "诸葛", "慕容", "端木", "司马", "皇甫")
MALE = tuple("伟强磊军洋勇杰涛明超刚平辉健林峰海波斌宇浩凯建国志文永成东德振立新正家宏庆学安卫书景兆维敬恒")
FEMALE = tuple("芳娜敏静丽艳娟霞秀玲桂英华慧巧美玉兰梅莉洁婷雪琳晶妍茜怡倩蕾淑惠云春凤红岚薇瑶萍颖")
EITHER = tuple("晓思子一雨天晨宁然清瑞嘉文亦知远")
RARE_GIVEN = tuple("喆堃翀彧赟玥劼懿祎昶")
# Beyond the tables that stroke order usually relies on: the fallback must be seen to work.
OFF_TABLE_GIVEN = ("㛃", "𬇙")

LONG_NAMES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "维吾尔族": (
        ("艾尔肯", "吐尔逊", "买买提江", "阿力木", "古丽娜尔", "热依汗"),
        ("吾斯曼", "卡德尔", "亚森", "伊力哈木", "艾合买提"),
    ),
    "哈萨克族": (("叶尔波力", "努尔兰", "阿依古丽", "巴合提"), ("别克", "胡安德克", "托合塔尔")),
    "蒙古族": (("孛儿只斤", "乌拉特", "博尔济", "科尔沁"), ("巴图朝鲁", "萨仁格日勒", "那日苏", "乌云其木格")),
    "藏族": (("扎西", "格桑", "次仁", "卓玛"), ("顿珠", "旺堆", "央金", "平措")),
}
ETHNICITIES = {
    "汉族": 908,
    "满族": 38,
    "回族": 20,
    "蒙古族": 11,
    "朝鲜族": 7,
    "壮族": 5,
    "锡伯族": 4,
    "维吾尔族": 3,
    "哈萨克族": 2,
    "藏族": 2,
}
MINORITIES = tuple(name for name in ETHNICITIES if name != "汉族")

_SURNAME_WEIGHTS = tuple(1000 / (place + 4) for place in range(len(SURNAMES)))


def draw_ethnicity(rng: Random) -> str:
    """An ethnicity; about nine in ten are Han."""
    return rng.choices(tuple(ETHNICITIES), weights=tuple(ETHNICITIES.values()))[0]


def draw_name(rng: Random, *, sex: str, ethnicity: str) -> str:
    """An invented name for a person of this sex and ethnicity."""
    if ethnicity in LONG_NAMES and (ethnicity != "蒙古族" or rng.random() < 0.4):
        firsts, lasts = LONG_NAMES[ethnicity]
        return f"{rng.choice(firsts)}·{rng.choice(lasts)}"
    return _surname(rng) + _given(rng, sex)


def _surname(rng: Random) -> str:
    draw = rng.random()
    if draw < 0.012:
        return rng.choice(COMPOUND_SURNAMES)
    if draw < 0.03:
        return rng.choice(RARE_SURNAMES)
    return rng.choices(SURNAMES, weights=_SURNAME_WEIGHTS)[0]


def _given(rng: Random, sex: str) -> str:
    own = FEMALE if sex == "女" else MALE
    draw = rng.random()
    if draw < 0.004:
        return rng.choice(own) + rng.choice(OFF_TABLE_GIVEN)
    if draw < 0.03:
        return rng.choice(RARE_GIVEN)
    if draw < 0.17:
        return rng.choice(own)
    first = rng.choice(EITHER if draw < 0.5 else own)
    return first + rng.choice([character for character in own if character != first])
