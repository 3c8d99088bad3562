"""Lists of names as they were published, and people made of names."""

from __future__ import annotations

from optimizer.people.person import Person

# Members of the 20th Political Bureau, 按姓氏笔画为序 (Xinhua, 23 October 2022).
BUREAU = (
    "丁薛祥 习近平 马兴瑞 王毅 王沪宁 尹力 石泰峰 刘国中 李希 李强 李干杰 李书磊 李鸿忠 何卫东 何立峰 张又侠 张国清 陈文清 "
    "陈吉宁 陈敏尔 赵乐际 袁家军 黄坤明 蔡奇"
)

# The first of the 2,296 delegates to the 20th Party Congress, 按姓氏笔画为序 (Xinhua, 25 September 2022).
DELEGATES = (
    "丁宁 丁纯 丁炜 丁铭 丁小强 丁中平 丁仁彧 丁月牙 丁向群 丁兴农 丁赤飚 丁学东 丁荣浩 丁海燕 丁绣峰 丁雄军 丁薛祥 于波 "
    "于洋 于勇 于川雅 于立军 于吉红 于江涛 于秀明 于绍良 于砚华 于洪涛 才让太 万伟 万敏 万立骏 万芝利 万相兰 万超岐 么永波 "
    "习近平 马龙 马伟 马丽"
)

# Vice chairs of the China Literary and Art Volunteers' Association, 按姓氏笔画排序 (the association's own page).
ARTISTS = "王宏 冯双白 刘劲 李丹 何加林 张凯 林永 赵保 姜昆 姚建萍 黄渤 龚宇 康辉 寒露"

# The 10th degree committee of Hebei Normal University, 按音序排列 (its page of 26 September 2019): 曾 is zēng there.
PROFESSORS = (
    "白彦魁 常彦忠 陈嘉兴 韩启超 贾丽英 姜文振 蒋锋春 靳慧龙 李春晖 李仁杰 刘森 刘毅玮 马剑 南方 王福明 苑立平 曾艳丽 曾智安 "
    "张广兴 张志杰 赵书良 赵小兰"
)

# The commonest surnames by number of strokes and, within a number, by the shapes in writing order, worked out by hand.
SURNAMES = (
    "丁 于万马 王毛方孔邓 石卢叶田史白冯 吕朱任刘江汤许孙 苏杜李杨吴何余邹汪沈宋张陆陈 武范林罗金周郑孟 赵胡姚贺 \
秦袁莫夏顾钱徐高郭唐 黄康梁 彭董蒋韩程傅曾谢 赖雷 蔡廖谭熊 黎潘 薛 戴魏"
)


def called(*names: str) -> list[Person]:
    """People with these names; ids run against the order of the names, so that they cannot stand in for it."""
    return [Person(id=f"P{len(names) - number:03d}", name=name) for number, name in enumerate(names)]
