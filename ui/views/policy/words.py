"""Every text of the view policy, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from optimizer.basis.text import Filled, Text

NO_POLICY = Filled(
    zh="还没有政策。选一份自带的，照着改；或上传自己的政策文件。",
    en="There is no policy yet. Choose a shipped one and edit it, or upload a policy file of your own.",
)
CHANGE_POLICY = Filled(zh="换一份政策", en="Take another policy")
SHIPPED = Filled(zh="自带的政策", en="Shipped policies")
USE_SHIPPED = Filled(zh="采用这一份", en="Use this one")
USE_UPLOADED = Filled(zh="采用这个文件", en="Use this file")
REPLACED_HELP = Filled(zh="取代现在的政策；可以撤销。", en="Takes the place of the present policy; this can be undone.")
UPLOAD = Filled(zh="上传政策文件（toml）", en="Upload a policy file (toml)")
ISSUER, DOCUMENT = Filled(zh="发文单位", en="Issued by"), Filled(zh="文件", en="Document")
SOURCE = Filled(zh="依据", en="Source")
COOPTION = Filled(zh="届中增补", en="Co-option in mid-term")
DATE, VERSION = Filled(zh="日期", en="Date"), Filled(zh="版本", en="Version")
EXTENDS, REMARKS = Filled(zh="沿用", en="Extends"), Filled(zh="说明", en="Remarks")
FACT = Text(zh="{name}：{said}", en="{name}: {said}")
SUMMARY = Text(zh="{seats}；{rules}条规则", en="{seats}; {rules} rules")
AGES = Text(zh="年龄计算到{day}", en="ages as of {day}")
SEATS_OF = Text(zh="{title}{seats}", en="{title} {seats}")

PARTS: Mapping[str, Filled] = {
    "rule": Filled(zh="规则", en="Rules"),
    "seats": Filled(zh="机构和席位", en="Bodies and seats"),
    "groups": Filled(zh="群体", en="Groups"),
    "goal": Filled(zh="目标", en="Goals"),
    "waiver": Filled(zh="豁免", en="Waivers"),
    "about": Filled(zh="标题和依据", en="Title and source"),
    "file": Filled(zh="文件", en="The file"),
}
PART = Filled(zh="政策的哪一部分", en="Part of the policy")
FAULTY_PART = Text(zh="{part} ⚠{count}", en="{part} ⚠{count}")

FAULTY = Filled(
    zh="政策文件有错误，改正之前不能拟定名单。所写的都留着，改正或撤销都行。",
    en="The policy has faults: no roster can be proposed until they are mended. What was typed is kept; mend it or undo.",
)
POOL_FAULTY = Filled(
    zh="候选人表有错误，或缺少政策用到的列，所以还量不出余地。",
    en="The pool has faults, or lacks a column that the policy uses, so that nothing can be measured yet.",
)
NO_POOL = Filled(
    zh="还没有候选人表，所以只能编辑，量不出余地。", en="There is no pool yet: rules can be edited, not measured."
)
TO_POOL = Filled(zh="去看人选库", en="Go to the pool")
TO_PROPOSAL = Filled(zh="去拟定名单", en="Go on to the proposal")
CANNOT_PLAN = Filled(zh="先改正错误", en="Mend the faults first")
POSSIBLE = Filled(zh="可行：有名单能符合全部硬性规则。", en="Possible: some roster keeps all binding rules.")
IMPOSSIBLE = Filled(
    zh="做不到：没有名单能同时符合全部硬性规则。冲突的规则标在下面，各有一键放宽的办法。",
    en="Impossible: no roster keeps all binding rules. The rules that clash are marked below, with a way out at each.",
)
NOT_KNOWN = Filled(
    zh="在时间内没有弄清有没有名单。", en="Whether there is a roster was not found out in the time given."
)
CHECKING = Filled(zh="正在核对有没有名单……", en="Checking whether there is a roster …")
WORKING = Text(zh="{what}（{done}/{total}）", en="{what} ({done}/{total})")
STOP = Filled(zh="停止", en="Stop")
STOP_HELP = Filled(zh="已经算出的留着", en="What has been worked out stays")
STOPPED = Filled(zh="停下了，余地没有算完。", en="Stopped before all ends were worked out.")
GO_ON = Filled(zh="接着算", en="Go on")
FAILED = Text(zh="内部错误，没有算出来（{why}）。请报告这个问题。", en="Internal error ({why}). Please report this.")
NOT_WRITABLE = Filled(
    zh="这一处不能这样改，请在“文件”里直接改文本。",
    en="This cannot be changed so; please edit the text under “The file”.",
)
EXTENDING = Text(
    zh="这个文件沿用“{name}”，下面只列它自己写的；其他的在所沿用的政策里。",
    en='This file extends "{name}": only what it writes itself is listed below.',
)
MAKE_WHOLE = Filled(zh="并成一个完整的文件", en="Make it one whole file")
MADE_WHOLE = Filled(zh="把沿用的内容并入本文件", en="what was extended is now in the file itself")

HAVE, NEED = Filled(zh="实有", en="Have"), Filled(zh="应有", en="Need")
AT_MOST, AT_LEAST = Filled(zh="最多可到", en="At most"), Filled(zh="最少可到", en="At least")
HAVE_HELP = Filled(zh="现有名单逐人重新数出来的", en="Counted by head on the roster in hand")
NO_ROSTER_HELP = Filled(zh="还没有名单，拟定之后才有", en="There is no roster yet; propose one first")
NEED_HELP = Filled(zh="这条规则要求的", en="What the rule asks for")
END_HELP = Filled(
    zh="其他硬性规则都照旧，任何名单至多能做到的",
    en="The furthest any roster can go with every other binding rule kept",
)
PENDING = Filled(zh="在算", en="…")
NONE = Filled(zh="—", en="—")
ANY = Filled(zh="不限", en="any")
NOWHERE = Filled(zh="做不到", en="none")
NOT_PROVEN = Text(zh="{said}（未证明）", en="{said} (not proven)")
CLASHES, SHORT = Filled(zh="冲突", en="clashes"), Filled(zh="未达到", en="short")
BEYOND, TIGHT = Filled(zh="达不到", en="out of reach"), Filled(zh="没有余地", en="no room")
ROOM = Text(zh="余 {room}", en="room {room}")
PART_SHOWN = Text(zh="{part}：", en="{part}: ")
MORE_PARTS = Text(zh="另有{count}项", en="{count} more")
BAR_ALT = Text(
    zh="实有{have}，应有{need}，{end}{furthest}：{state}", en="have {have}, need {need}, {end} {furthest}: {state}"
)
UNKEPT = Text(zh="现有名单不符合：{count}处", en="The roster in hand does not keep it: {count}")
KEPT = Filled(zh="现有名单符合；没有可调的数字", en="Kept by the roster in hand; no figure to move")
NO_FIGURE = Filled(zh="没有可调的数字", en="No figure to move")
CLASH_WITH = Text(zh="与{others}冲突", en="Clashes with {others}")
CLASH_ALONE = Filled(zh="这一条本身就做不到", en="This one cannot be met at all")
EASE_HELP = Text(zh="{words}。这样就有名单了；可以撤销。", en="{words}. Then there is a roster; this can be undone.")
SORT = Filled(zh="按松紧排序", en="Sort by tightness")
SORT_HELP = Filled(
    zh="冲突和未达到的在前，然后是没有余地的；文件里的次序不变。",
    en="What clashes or is short first, then what leaves no room; the order of the file stays.",
)
FIND = Filled(zh="查找规则", en="Find rules")

EDIT, CLOSE = Filled(zh="编辑", en="Edit"), Filled(zh="收起", en="Close")
DUPLICATE, REMOVE = Filled(zh="复制", en="Duplicate"), Filled(zh="删除", en="Remove")
UP, DOWN = Filled(zh="上移", en="Up"), Filled(zh="下移", en="Down")
ORDER_HELP = Filled(
    zh="目标和“尽量”的规则按先后满足，次序有影响。",
    en="Goals and preferred rules are met in order, so the order counts.",
)
MORE_FIELDS = Filled(zh="依据、说明等", en="Source, note and so on")
INNER = Text(zh="其中第{number}条", en="Option {number}")
ADD = Filled(zh="加上", en="Add")
ADD_RULE = Filled(zh="加一条规则", en="Add a rule")
KIND = Filled(zh="种类", en="Kind")
ADD_BODY, ADD_OFFICE = Filled(zh="加一个机构", en="Add a body"), Filled(zh="加一个职务", en="Add an office")
ADD_GOAL, ADD_WAIVER = Filled(zh="加一个目标", en="Add a goal"), Filled(zh="加一项豁免", en="Add a waiver")
NO_GOALS = Filled(
    zh="没有写目标，用默认的：先是“尽量”的规则，再是得分（没有得分用推荐排序），从大会到各机构、职务。",
    en="No goals are written, so the default holds: preferred rules, then scores (or ranks), body by body, office by office.",
)
NO_WAIVERS = Filled(
    zh="没有豁免。只有效力是“一般”的规则可以豁免。",
    en='There are no waivers. Only rules that hold "as a rule" can be waived.',
)
NO_RULES = Filled(zh="还没有规则，点右边加一条。", en="There are no rules yet: add one at the right.")
NEW_REASON = Filled(zh="理由待写", en="the reason is still to be written")
BODIES, OFFICES = Filled(zh="机构", en="Bodies"), Filled(zh="职务", en="Offices")
UNSET = Filled(zh="（不写）", en="(not written)")
OWN_GROUP = Filled(zh="自己写条件", en="conditions of its own")
OWN_TEXT = Text(zh="{name}：条件（文件里的写法）", en="{name}: conditions, as in the file")
BUILD = Filled(zh="用表单拼条件", en="Build the conditions")
ADD_GROUP = Filled(zh="新建群体", en="New group")
GROUP_NAME = Filled(zh="群体的短名（字母、数字、下划线）", en="Short name of the group")
CALLED, CALLED_EN = Filled(zh="印出来的称呼", en="called (Chinese)"), Filled(zh="英文称呼", en="called (English)")
COLUMN, SIGN, VALUES = (
    Filled(zh="哪一列", en="Column"),
    Filled(zh="怎样", en="Condition"),
    Filled(zh="取值", en="Values"),
)
SIGNS: Mapping[str, Filled] = {
    "is": Filled(zh="是其中之一", en="is one of"),
    "is_not": Filled(zh="不是其中任何一个", en="is none of"),
    "<=": Filled(zh="≤ 不超过", en="≤ at most"),
    ">=": Filled(zh="≥ 不低于", en="≥ at least"),
    "<": Filled(zh="< 低于", en="< under"),
    ">": Filled(zh="> 超过", en="> over"),
    "=": Filled(zh="= 等于", en="= exactly"),
}
JOIN = Filled(zh="这些条件", en="Of these conditions")
ALL_OF, ANY_OF = Filled(zh="要同时满足", en="all must hold"), Filled(zh="满足其一", en="one is enough")
MORE_CONDITIONS = Filled(zh="再加一个条件", en="One more condition")
APPLY = Filled(zh="用这些条件", en="Use these conditions")
ONLY_TEXT = Filled(
    zh="这个群体的写法表单里拼不出来，只能改文本。", en="The form cannot say this group; edit its text instead."
)
GROUP_TEXT = Filled(zh="文件里的写法", en="As in the file")
NO_GROUPS = Filled(
    zh="没有有名称的群体。取个名称，几条规则就可以共用。",
    en="There are no named groups. A name lets several rules share one.",
)
USED_BY = Text(zh="用于：{rules}", en="Used by: {rules}")
COLUMNS: Mapping[str, Filled] = {
    "age": Filled(zh="年龄（周岁）", en="age (completed years)"),
    "born": Filled(zh="出生日期", en="date of birth"),
    "mode": Filled(zh="任职方式（本职务）", en="mode of this appointment"),
    "office": Filled(zh="所任职务", en="office held"),
    "body": Filled(zh="所在机构", en="body held"),
}

FILE_TEXT = Filled(zh="政策文件全文，可以直接改", en="The whole policy file; it can be edited here")
DOWNLOAD = Filled(zh="下载政策文件", en="Download the policy file")
TEXT_CHANGED = Filled(zh="直接改了政策文件的文本", en="edited the text of the policy file")
NO_TOML = Filled(
    zh="文件读不成 TOML，只能在下面改文本。", en="The file is no valid TOML; its text can be edited below."
)

ONE_OF: Mapping[str, Filled] = {
    "rule": Filled(zh="规则", en="a rule"),
    "body": Filled(zh="机构", en="a body"),
    "office": Filled(zh="职务", en="an office"),
    "goal": Filled(zh="目标", en="a goal"),
    "waiver": Filled(zh="豁免", en="a waiver"),
}
ADDED = Text(zh="加上{name}", en="added {name}")
REMOVED = Text(zh="删除{name}", en="removed {name}")
DUPLICATED = Text(zh="复制{name}", en="duplicated {name}")
MOVED = Text(zh="{name}换了次序", en="moved {name}")
CHOICES: Mapping[tuple[str, str], Filled] = {
    ("strength", ""): Filled(zh="必须（没写就是必须）", en="must (when not written)"),
    ("strength", "must"): Filled(zh="必须", en="must"),
    ("strength", "as_a_rule"): Filled(zh="一般（可以豁免）", en="as a rule (may be waived)"),
    ("strength", "prefer"): Filled(zh="尽量", en="prefer"),
    ("guarantee", "always"): Filled(zh="无论谁当选", en="whoever wins"),
    ("hold", "in"): Filled(zh="须在", en="in"),
    ("hold", "out"): Filled(zh="不得在", en="out"),
    ("kind", "best"): Filled(zh="合计最好", en="the best total"),
    ("kind", "prefer"): Filled(zh="“尽量”的规则排在这里", en="here come the preferred rules"),
    ("column", "score"): Filled(zh="得分，越高越好", en="score, high"),
    ("column", "rank"): Filled(zh="推荐排序，越小越好", en="rank, low"),
    ("announced", "true"): Filled(zh="是", en="yes"),
    ("modes", "full_time"): Filled(zh="专职", en="full-time"),
    ("modes", "part_time"): Filled(zh="兼职", en="part-time"),
    ("modes", "seconded"): Filled(zh="挂职", en="seconded"),
}
