"""The texts of the view allocation, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from optimizer.basis.text import Filled, Text

# The table of units.
EMPTY = Filled(
    zh="名额先分到推荐单位，再由各单位推荐人选。先要有单位表：一行一个单位，至少有“单位”和“人数”；"
    "还可以有“类别”“下限”“上限”“当然代表”。",
    en="Seats go to electing units first, which then nominate people. It takes a table with one unit a row, at least its "
    "name (unit) and members; class, min, max and ex_officio may follow.",
)
UPLOAD = Filled(zh="单位表（xlsx、xls、ods、csv）", en="Table of units (xlsx, xls, ods, csv)")
UPLOAD_HELP = Filled(
    zh="格式按内容识别；合计行不算单位。文件只在本机读取。",
    en="The format is told by content; rows of totals are no units. The file is read on this machine only.",
)
NOT_TAKEN = Filled(
    zh="这个文件没有换进来，单位表没有变。", en="This file was not taken; the table of units is as it was."
)
SHEET = Filled(zh="用哪一张工作表", en="Which sheet")
TAKE_SHEET = Filled(zh="读这一张", en="Read this sheet")
FROM_POOL = Filled(zh="从人选库开始", en="Begin with the pool")
FROM_POOL_NOTE = Text(
    zh="人选库里有 {count} 个推荐单位：列成表，再填各单位的人数。",
    en="The pool has {count} units: they make the table, and you fill in the members of each.",
)
NO_POOL = Filled(
    zh="人选库里有“推荐单位”一列时，可以从那里列出单位。",
    en="Where the pool has a column of units, the table can begin with these.",
)
SAMPLE = Filled(zh="样例", en="Sample")
TAKE_SAMPLE = Filled(zh="用这个样例", en="Take this sample")
TABLES: Mapping[str, Filled] = {
    "prefecture": Filled(zh="地市级单位表", en="Units of the prefecture sample"),
    "county": Filled(zh="县级单位表", en="Units of the county sample"),
    "province": Filled(zh="省级单位表", en="Units of the province sample"),
}
UNITS_IN = Text(zh="{source}　{count} 个单位", en="{source} · {count} units")
REPLACE = Filled(zh="换一份单位表", en="Replace the table")
REPLACE_NOTE = Filled(zh="设置不变。换错了可以撤销。", en="Settings stay. It can be undone in one step.")
EDIT = Filled(zh="看、改单位表", en="See and edit the table")
EDIT_NOTE = Filled(
    zh="点格子改；可以从 Excel 整列粘贴；最下面一行添单位；左边勾选可以删。改完点“存下”。",
    en="Click a cell to edit it; a whole column can be pasted from Excel; the last row adds a unit; ticked rows can be "
    "deleted. Then press Keep.",
)
EDIT_ALT = Text(zh="单位表，{count} 个单位", en="Table of {count} units")
KEEP = Filled(zh="存下", en="Keep")
KEEP_HELP = Filled(zh="改的地方一次存下，作为一步，可以撤销。", en="Keeps all edits as one step, which can be undone.")
TO_FILL = Text(
    zh="还有 {count} 个单位没有填人数：在下面的表里填，点“存下”，名额就分出来。",
    en="{count} units have no members yet: fill them in below and press Keep, and the seats follow.",
)

# Settings.
SETTINGS = Filled(zh="怎样分", en="How to share out")
SEATS = Filled(zh="代表总数", en="Delegates in all")
SEATS_HELP = Text(
    zh="默认是政策里{body}的席位数；机动名额、当然代表都在内。",
    en="By default the seats of the {body} in the policy; reserve and ex-officio seats are among them.",
)
SEATS_HELP_BARE = Filled(zh="机动名额、当然代表都在内。", en="Reserve and ex-officio seats are among them.")
METHOD = Filled(zh="方法", en="Method")
SENTENCE = Text(zh="{said}。", en="{said}.")
MIN = Filled(zh="每个单位至少", en="At least a unit")
MAX = Filled(zh="每个单位至多", en="At most a unit")
MIN_HELP = Filled(
    zh="单位表里有“下限”“上限”的单位，两边都要满足；政策里“每个单位”的规则自动算进来。",
    en="Units that have a min or max in their table keep both; rules of the policy for each unit are kept as well.",
)
NO_MAX = Filled(zh="不限", en="none")
RESERVE = Filled(zh="机动名额", en="Reserve seats")
RESERVE_HELP = Filled(zh="先不分到单位，留作调剂。", en="Seats that go to no unit for now.")
CLASSES = Filled(zh="各类占多少", en="Share of each class")
CLASSES_HELP = Filled(
    zh="比例（32%、1/3）或席数（100），占代表总数；空着的类别合在一起分剩下的。",
    en="A ratio (32%, 1/3) or seats (100) of all delegates; classes left empty share the rest together.",
)
REST = Filled(zh="分剩下的", en="the rest")
TARGETS = Filled(zh="分到各单位的指标", en="Targets handed down")
TARGETS_HELP = Filled(
    zh="政策里的这些规则默认分到各单位。去掉勾选的不分，拟名单时照常核对。",
    en="These rules of the policy are handed down unless unticked; planning keeps them either way.",
)
OTHER_TARGETS = Filled(zh="其他指标，一行一个", en="Other targets, one a line")
OTHER_HINT = Filled(zh="基层一线=70%\n领导干部<=1/3", en="women=30%\ncadre<=1/3")
OTHER_HELP = Text(
    zh="= 是不少于，<= 是不超过；比例或人数。可以用：{names}；单位表里另加的数字列也可以。",
    en="= is at least, <= at most; a ratio or a number of people. Known: {names}; further columns of numbers in the table "
    "of units, too.",
)
FROM_SUPPLY = Filled(zh="各单位能推荐多少，按人选库数", en="Count supplies from the pool")
FROM_SUPPLY_HELP = Filled(
    zh="只数确定符合的人。关掉以后，看单位表里同名的列；没有这一列就不限。",
    en="Only people who certainly belong are counted. Otherwise it is the column of that name in the table; without one, "
    "there is no limit.",
)
TIE = Filled(zh="并列时", en="At a tie")
TIE_HELP = Filled(
    zh="份额完全相等、席位不够分时怎样定；每一处并列都写在结果里。",
    en="What decides where claims are exactly equal and seats too few; every tie is told in the result.",
)
SEED = Filled(zh="抽签的种子", en="Seed of the draw")
SEED_HELP = Filled(
    zh="公开的数；同样的表、同样的种子，抽签结果一样。", en="A public number: the same table and seed draw the same."
)
MORE = Filled(zh="并列、抽签", en="Ties and the draw")
NO_POLICY = Filled(
    zh="还没有能用的规则：代表总数自己填，指标看不到，也写不进规则。",
    en="There is no usable policy yet: give the delegates yourself; there are no targets and nothing to write rules into.",
)
TO_POLICY = Filled(zh="去选规则", en="Choose a policy")
GIVE_SEATS = Filled(zh="先填代表总数。", en="Give the number of delegates first.")

# The result.
REFUSED = Filled(zh="分不出名额。", en="The seats cannot be shared out.")
TRY_ELSE = Filled(
    zh="在“并列、抽签”里换一种办法，或改代表总数。",
    en="Choose another way under Ties and the draw, or change the delegates.",
)
SHORT = Filled(
    zh="有的指标做不到。下面写明差几人、差在哪些单位。",
    en="Some target cannot be met. Below: by how many, and where people are lacking.",
)
KEPT = Text(
    zh="{units} 个单位，{total} 名代表；指标 {targets} 条都能分到各单位，各单位做到，全体就做到。",
    en="{units} units, {total} delegates; all {targets} targets are handed down: where every unit keeps its part, the whole "
    "keeps them.",
)
KEPT_BARE = Text(zh="{units} 个单位，{total} 名代表。", en="{units} units, {total} delegates.")
TIES = Text(zh="并列（{count}）", en="Ties ({count})")
NO_TIES = Filled(zh="没有并列，没有抽签。", en="There were no ties and nothing was drawn.")
NOTICES = Text(zh="读表提示（{count}）", en="Notices from reading the table ({count})")

# Rules and files.
WRITE = Filled(zh="写入规则", en="Write the rules")
WRITE_HELP = Filled(
    zh="把各单位的名额和分到的指标写成规则，放进这个方案的政策；作为一步，可以撤销。以前写入的会被替换。",
    en="Writes every unit's seats and parts into this scenario's policy as rules, as one step that can be undone. Rules of an "
    "earlier allocation are replaced.",
)
WRITTEN = Text(zh="已写入规则：{rules}。", en="In the policy as rules: {rules}.")
OUTDATED = Filled(zh="规则里写的还是以前的分配。", en="The rules in the policy are those of an earlier allocation.")
TO_PROPOSAL = Filled(zh="去拟名单", en="Go and propose")
NEED_POLICY = Filled(zh="写入规则要先选规则。", en="Writing rules needs a policy first.")
NOT_KEPT = Filled(
    zh="指标没有全部做到，先不写入规则；去掉做不到的指标，或改名额。",
    en="Not every target can be met, so that no rules are written: untick the target or change the seats.",
)
NOT_WRITABLE = Filled(
    zh="规则文件这样写不进去，没有改动。请到“规则”里看原文。",
    en="The policy file cannot be written to in this way; nothing was changed. See its text under Policy.",
)
FORMATS: Mapping[str, Filled] = {
    "docx": Filled(zh="下载 Word", en="Word"),
    "xlsx": Filled(zh="下载 Excel", en="Excel"),
    "toml": Filled(zh="allocation.toml", en="allocation.toml"),
}
FORMATS_HELP: Mapping[str, Filled] = {
    "docx": Filled(zh="名额分配表和怎样分出、怎样证明。", en="The table of seats, how it came about and the proofs."),
    "xlsx": Filled(zh="名额分配表，合计是公式。", en="The table of seats; its sums are formulas."),
    "toml": Filled(
        zh="只有这些规则的政策文件，沿用现在的政策，给命令行用。",
        en="A policy file with these rules alone on top of the present policy, for the command line.",
    ),
}
FILE = Filled(zh="代表名额分配表", en="Seats of the electing units")
