"""Every text of the page for many associations, in both languages."""

from __future__ import annotations

from optimizer.basis.text import Filled, Text

ROLLOUTS = Filled(zh="许多科协一起推进", en="Many associations at once")
CARD_HELP = Filled(
    zh="一张单位表，几十个到几万个科协：逐个拟定名单，看覆盖、排换届年份、查兼职、出月报。",
    en="One table of units, dozens of associations or tens of thousands: rosters for each, coverage, the years of turnover, "
    "people in offices of several, the monthly report.",
)
SAMPLE = Filled(zh="用样例开始", en="Begin with the sample")
SAMPLE_HELP = Filled(
    zh="虚构的澜海省中两个市，182个单位，带候选人表。",
    en="Two cities of an invented province: 182 units with their pools.",
)
SAMPLE_NAME = Filled(zh="澜海省两市", en="Lanhai, two cities")
PREPARING = Filled(zh="正在生成样例……", en="Making the sample …")
OWN = Filled(zh="上传单位表", en="Upload a table of units")
NAME = Filled(zh="名称", en="Name")
NAME_HELP = Filled(zh="给这次推进起个名字，地址里也用它。", en="What this roll-out is called; its address has it, too.")
TABLE = Filled(zh="单位表（Excel、CSV）", en="Table of units (Excel, CSV)")
FILES = Filled(
    zh="单位表里写到的文件：候选人表、现任名册、自己的政策，可多选",
    en="Files the table names: pools, present rosters, policies of your own; choose several",
)
BEGIN = Filled(zh="开始", en="Begin")
NO_TABLE = Filled(zh="先选单位表。", en="Choose the table of units first.")
OPEN = Filled(zh="打开", en="Open")
DROP = Filled(zh="删除", en="Delete")
DROP_SURE = Text(
    zh="删除“{name}”，连同单位表、候选人表和全部结果。删了找不回来。",
    en='Deletes "{name}" with its table, its pools and all results. This cannot be undone.',
)
DROP_NOW = Filled(zh="确定删除", en="Delete it")
HOME = Filled(zh="全部项目", en="All projects")

AS_OF = Filled(zh="数字截至", en="Figures as of")
AS_OF_HELP = Filled(
    zh="覆盖、超期、备案都按这一天算；拟定时按这一天判断是大会选举还是届中增补。",
    en="Coverage, overdue terms and filings are those of this day; it also decides whether people are elected or co-opted.",
)
TARGET = Filled(zh="目标日期", en="Target day")
TARGET_HELP = Filled(
    zh="要求全覆盖的日期。到那天以前开会的建议名单算进“按已排名单”的覆盖。",
    en="The day full coverage is aimed at. Rosters whose day comes by then count in the coverage as planned.",
)
SETTINGS = Filled(zh="设置", en="Settings")
AHEAD = Filled(zh="几个月内到期算即将换届", en="Months within which a turnover is near")
AHEAD_HELP = Filled(
    zh="在这么多个月内到期的，通过大会选举；其余届中增补。",
    en="Units due within so many months elect at their congress; the others co-opt.",
)
LIMIT = Filled(zh="每个单位的时间上限（秒）", en="Time limit for each unit (seconds)")
LIMIT_HELP = Filled(
    zh="到时限还没有证明的，写明“没有证明最优”或“没有结论”。清空就不限。",
    en="A unit whose proof is not done by then is said to be unproven or without an answer. Empty is no limit.",
)
SEED = Filled(zh="抽签种子", en="Seed of the draw")
SEED_HELP = Filled(
    zh="并列时抽签用；同一个数，结果一样。", en="Decides between equals; the same number gives the same rosters."
)
WORKERS = Filled(zh="进程数", en="Processes")
WORKERS_HELP = Filled(
    zh="在这台服务器上同时用几个进程拟定；清空是每核一个。1 就在网页自己的进程里做。",
    en="So many processes of this server plan at the same time; empty is one a core. 1 plans in the process of the pages.",
)
SAVE = Filled(zh="保存设置", en="Save the settings")
MORE_FILES = Filled(zh="补充、更换文件", en="Add or replace files")
MORE_FILES_NOTE = Text(
    zh="选单位表里写到的文件，或新的单位表（名称仍是 {table}）。换过的单位会重新拟定，其余沿用已有结果。",
    en="Choose files that the table names, or a new table of the same name ({table}). Units whose files have changed are planned "
    "again; the others keep their results.",
)
TAKE_IN = Filled(zh="放进来", en="Take them in")
MISSING = Text(
    zh="单位表里写到的文件还缺 {count} 个：{names}",
    en="Files that the table names and that are not here: {count} ({names})",
)


PLAN = Filled(zh="全部拟定", en="Plan them all")
PLAN_HELP = Filled(
    zh="逐个单位拟定名单并证明。材料没有变的沿用已有结果；中途停止，做完的都留着，再点一次接着做。用这台服务器的进程，离开网页也继续。",
    en="Plans unit by unit, with proof. Units whose files have not changed keep their results; what is done when you stop is kept, "
    "and pressing again goes on. Processes of this server do it, also while you are away.",
)
PLANNED_ALL = Filled(
    zh="每个单位都已按现在的材料拟定过；再点一次，会重试没有结论的。",
    en="Every unit has been planned from its files as they are; pressing again tries those without an answer once more.",
)
STOP = Filled(zh="停止", en="Stop")
STOP_HELP = Filled(
    zh="做完的单位都留着，再点“全部拟定”接着做。", en="What is done is kept; Plan them all goes on from there."
)
STOPPING = Filled(zh="正在停止，手上的单位做完就停……", en="Stopping once the units at hand are done …")
WAITING = Filled(zh="正在准备……", en="Preparing …")
STEP = Text(zh="{said}　{done}/{total}　已用 {seconds} 秒", en="{said} · {done}/{total} · {seconds} seconds so far")
FAILED = Text(
    zh="内部错误（{why}）。已有的结果没有改动；请报告这个问题。",
    en="Internal error ({why}). Results that were there are unchanged; please report this.",
)
STOPPED_WAITING = Filled(zh="还没有开始就停止了。", en="Stopped before it began.")
TRY_AGAIN = Filled(zh="再看一次结果", en="Look at the results again")
EARLIER = Filled(
    zh="下面是这次开始以前的数字，做完会更新。",
    en="The figures below are those from before; they are renewed once it is done.",
)
TABLE_FAULTS = Filled(
    zh="单位表里有问题，改好后在“补充、更换文件”里换上。",
    en="The table of units has faults. Mend it and put it in its place under Add or replace files.",
)
NOT_PLANNED = Filled(
    zh="还没有拟定名单。下面是单位表里的现状；点“全部拟定”，逐个单位排出名单。",
    en="No rosters have been planned yet. Below is what the table says; Plan them all makes a roster for each unit.",
)

UNITS = Filled(zh="单位", en="Units")
UNITS_HELP = Text(
    zh="单位表里的单位，{base}个是县（市、区）和乡镇（街道），覆盖按这些算。",
    en="Units of the table; {base} of them are counties and townships, of which coverage is counted.",
)
COVERED = Filled(zh="有三长的", en="With a head")
COVERED_HELP = Text(
    zh="{day}，{base}个县乡单位中至少有一名三长进入领导机构的。百分比只截尾，不进位。",
    en="On {day}, of {base} counties and townships those with at least one of the heads in their leadership. Percentages are cut.",
)
BY_TARGET = Filled(zh="到目标日", en="By the target day")
BY_TARGET_HELP = Text(
    zh="到{day}，{day_to}前开会的建议名单都落实时，至少有一名三长的。",
    en="By {day}, if the rosters proposed for days up to {day_to} are put in place: those with at least one head.",
)
OUTCOME_HELP = Text(
    zh="拟定结果是“{outcome}”的单位，共拟定过{total}个。", en='Units that ended as "{outcome}"; {total} were looked at.'
)
OVERDUE = Filled(zh="超期", en="Overdue")
OVERDUE_HELP = Text(
    zh="县乡科协中，上次大会到{day}已经过了五年的；到期当天不算。",
    en="Associations of counties and townships whose last congress was more than five years before {day}.",
)

PART = Filled(zh="看什么", en="What to look at")
COVERAGE = Filled(zh="覆盖", en="Coverage")
SCHEDULE = Filled(zh="排期", en="Schedule")
OFFICES = Filled(zh="兼职", en="Offices")
PAPERS = Filled(zh="文件", en="Documents")

FIND = Filled(zh="查找", en="Find")
FIND_HINT = Filled(zh="编码、名称、人名", en="code, name, people")
LEVEL = Filled(zh="层级", en="Level")
CITY = Filled(zh="所属市", en="City")
STAGE = Filled(zh="阶段", en="Stage")
OUTCOME = Filled(zh="拟定结果", en="Outcome")
UNPLANNED = Filled(zh="还没有拟定", en="not planned yet")
ANY = Filled(zh="不限", en="any")
ONLY_OVERDUE = Filled(zh="超期", en="overdue")
ONLY_OVERDUE_HELP = Filled(zh="上次大会已过五年的。", en="The last congress was more than five years ago.")
ONLY_BLANK = Filled(zh="空白点、盲区", en="blanks and gaps")
ONLY_BLANK_HELP = Filled(
    zh="没有科协的，和有科协、没有三长的县乡单位。",
    en="Counties and townships without an association, or with one and no head.",
)
SHOWN = Text(zh="{shown}/{count} 个单位", en="{shown} of {count} units")
CLICK_ROW = Filled(zh="点一行看这个单位。", en="Choose a row to see the unit.")
NOTHING_FITS = Filled(zh="没有这样的单位。", en="No unit is like that.")
CLEAR = Filled(zh="清除条件", en="Clear the filters")
GRID_ALT = Text(zh="单位列表，{count} 行", en="The list of units, {count} rows")

CLOSE_UNIT = Filled(zh="收起", en="Close")
AS_PROJECT = Filled(zh="作为方案打开", en="Open as a project")
AS_PROJECT_HELP = Filled(
    zh="用这个单位的候选人表和政策新建一个项目，可以用所有页面接着做：锁定人、改规则、看冲突、出文件。",
    en="Begins a project from this unit's pool and policy, to go on with on all pages: pins, rules, conflicts, documents.",
)
FACTS = Text(zh="{level}　{stage}　所属：{parent}", en="{level} · {stage} · under {parent}")
TOP = Filled(zh="（最上级）", en="(the top)")
NO_ASSOCIATION = Filled(zh="还没有科协", en="no association yet")
SET_UP = Filled(zh="科协成立", en="Set up")
LAST = Filled(zh="上次大会", en="Last congress")
DUE = Filled(zh="届满", en="Due")
DUE_HELP = Filled(
    zh="上次大会加五年；到期当天不算超期。",
    en="Five years after the last congress; on the day itself nothing is overdue.",
)
DAYS_OVER = Filled(zh="超期天数", en="Days overdue")
SET_DAY = Filled(zh="换届日期", en="Congress set for")
SET_DAY_HELP = Filled(zh="单位表里写的，或排期给的。", en="As the table says, or as the schedule gives it.")
ROUTE = Filled(zh="方式", en="Way")
ROUTE_HELP = Filled(
    zh="大会选举：临近换届、已经超期或没有开过会；其余届中增补。",
    en="Election where the turnover is near, overdue or was never held; else co-option.",
)
HEADS = Filled(zh="已吸纳三长", en="Heads seated")
HEADS_HELP = Filled(zh="单位表里写明已进入领导机构的。", en="In the leadership now, as the table says.")
FILING = Filled(zh="备案", en="Filing")
FILING_HELP = Filled(
    zh="已吸纳的要向组织部门或党委备案。",
    en="Heads seated are to be filed with the organisation department or Party committee.",
)
CONTACT = Text(
    zh="分管领导 {leader}　责任部门 {department}　专职人员 {staff}　电话 {phone}",
    en="Leader in charge {leader} · department {department} · staff {staff} · telephone {phone}",
)
NO_RESULT = Filled(zh="还没有拟定这个单位。", en="This unit has not been planned yet.")
RESULT = Text(
    zh="{outcome}　日期 {day}　政策 {policy}　用时 {seconds} 秒",
    en="{outcome} · day {day} · policy {policy} · {seconds} seconds",
)
CLASH = Text(zh="互相冲突的规则：{rules}", en="Rules that clash: {rules}")
BY_POST = Filled(zh="按职务任职的规则", en="Offices filled by post")
BY_POST_HELP = Filled(
    zh="如主席由分管领导担任：由什么职务的人担任，名单是否照办。",
    en="Such as the chair by the leader in charge: whether the roster does so.",
)
KEPT = Text(zh="{rule} 符合", en="{rule} kept")
BROKEN = Text(zh="{rule} 不符合", en="{rule} not kept")
UNMET = Text(zh="没有满足的愿望：{rules}", en="Wishes not met: {rules}")
OTHER_FACTS = Filled(zh="单位表里的其他内容", en="What else the table says")
COLUMN = Filled(zh="项目", en="Column")
SAID = Filled(zh="内容", en="Value")

SCHEDULE_INTRO = Filled(
    zh="给市、县、乡各单位排换届的年份：试点第一年，其余几年内排完；先少误期，再照顾已定的日期，再求各年均匀，每一步都有证明。",
    en="Gives cities, counties and townships the year of their congress: pilots in the first, all within the years given; first as "
    "few late as can be, then days already set, then even years, each step proven.",
)
FIRST_YEAR = Filled(zh="第一年", en="First year")
FIRST_YEAR_HELP = Filled(zh="试点单位都在这一年换届。", en="The pilots all turn over in this year.")
YEARS = Filled(zh="几年排完", en="Years")
YEARS_HELP = Filled(zh="所有单位在这么多年内换届。", en="All units turn over within so many years.")
CAPACITY = Filled(zh="每年至多几个", en="Units a year at most")
CAPACITY_HELP = Filled(
    zh="一个数，如 60；或各年的数，如 2026=40, 2027=80。空着不限。",
    en="A number, as 60, or one for each year, as 2026=40, 2027=80. Empty is no limit.",
)
CITY_CAPACITY = Filled(zh="每市每年至多几个", en="Of a city, a year at most")
CITY_CAPACITY_HELP = Filled(
    zh="如 30；或写明市名，如 海平市=20、海平市:2027=25，用逗号分开。",
    en="As 30, or with the city's name, as 海平市=20 or 海平市:2027=25, parted by commas.",
)
DUE_MUST = Filled(zh="到期的不许推迟", en="Nobody who can be on time may be late")
DUE_MUST_HELP = Filled(
    zh="勾上：到期年份是硬要求；不勾：尽量少误期。",
    en="Ticked, the year a unit is due binds; otherwise as few as possible are late.",
)
MAKE_SCHEDULE = Filled(zh="排期", en="Make the schedule")
DROP_SCHEDULE = Filled(zh="不用排期", en="Do without a schedule")
DROP_SCHEDULE_HELP = Filled(zh="换届日期回到单位表里写的。", en="The days are again those of the table.")
SCHEDULE_NOTE = Filled(
    zh="排期给的日期已用在覆盖、方式和政策版本上；名单要再点“全部拟定”，才按新的日期。",
    en="Coverage, ways and versions of policies go by the days of the schedule; rosters do after Plan them all.",
)
NO_SCHEDULE = Filled(
    zh="还没有排期。填好上面几项，点“排期”。", en="There is no schedule yet. Fill in the fields above and make one."
)

OFFICES_INTRO = Filled(
    zh="一个人在几个科协任主席、副主席的，按编号和姓名查出来；出生年月相同、编号不同的只提示，由人核定。",
    en="People who are chair or vice-chair of several associations, by id and name; equal names and births under different ids are "
    "only pointed out, for somebody to settle.",
)
MOST_OFFICES = Filled(zh="一人至多在几个科协任职", en="Associations one person may hold offices in")
MOST_OFFICES_HELP = Filled(zh="主席、副主席都算；0 不查。", en="As chair or vice-chair; 0 does not look.")
REPAIR = Filled(zh="用最少的变动重排", en="Plan again with the fewest changes")
REPAIR_HELP = Filled(
    zh="定下各人留在哪个科协，其他科协在原名单上少动着重排，使变动总数最少，并证明。结果存下来，覆盖和文件都照新的。",
    en="Chooses where each person stays; the other associations are planned again near their rosters, with the fewest changes in "
    "all, proven. The results are kept, and coverage and documents follow them.",
)
REPAIR_ALWAYS = Filled(zh="全部拟定以后自动重排", en="Do so after each Plan them all")
REPAIR_ALWAYS_HELP = Filled(
    zh="“全部拟定”会把重排过的单位再单独排一次；勾上，接着再理顺兼职。",
    en="Plan them all plans repaired units by themselves again; ticked, the repair follows.",
)
NONE_PLANNED = Filled(zh="拟定名单以后才能查兼职。", en="Offices can be compared once rosters are planned.")
NOT_LOOKED = Filled(zh="现在不查（上面是 0）。", en="Not looked at now (0 above).")

MONTH = Filled(zh="月报的月份", en="Month of the report")
MONTH_HELP = Filled(
    zh="写在标题里；数字按“数字截至”那天。", en="Stands in the title; the figures are those of the day above."
)
BEFORE = Filled(zh="上期的 rollout.json（写增减）", en="rollout.json of the last report (for what has changed)")
MONTHLY = Filled(zh="工作进展月报", en="Monthly report")
CONTACTS = Filled(zh="工作联络表", en="Contact table")
ALL_UNITS = Filled(zh="各单位情况", en="All units")
SCHEDULE_PAPER = Filled(zh="换届排期", en="Schedule of turnovers")
MACHINE = Filled(zh="数据（rollout.json，下期写增减用）", en="Data (rollout.json, for the next report's changes)")
PREPARE = Filled(zh="点按钮时生成。", en="Files are made when a button is pressed.")


def capital(said: Filled) -> Filled:
    """A text that begins a line: with a capital letter in English."""
    return Filled(zh=said.zh, en=said.en[:1].upper() + said.en[1:])
