"""The texts of the view pool, in both languages."""

from __future__ import annotations

from optimizer.basis.text import Filled, Text

EMPTY = Filled(
    zh="先要有候选人表：一行一人，第一行是表头，至少有“姓名”或“编号”。可以上传自己的表，也可以先用样例。",
    en="First the pool: a table with one person a row, headers in the first row, at least a name or an id. "
    "Upload your own, or take a sample.",
)
UPLOAD = Filled(zh="候选人表（xlsx、xls、ods、csv）", en="Pool (xlsx, xls, ods, csv)")
UPLOAD_HELP = Filled(
    zh="格式按内容识别；CSV 的编码自动判断。文件只在本机读取。",
    en="The format is told by content, the encoding of a CSV file by itself. The file is read on this machine only.",
)
NOT_TAKEN = Filled(zh="这个文件没有换进来，人选库没有变。", en="This file was not taken; the pool is as it was.")
SHEET = Filled(zh="用哪一张工作表", en="Which sheet")
TAKE_SHEET = Filled(zh="读这一张", en="Read this sheet")
SAMPLE = Filled(zh="样例", en="Sample")
TAKE_SAMPLE = Filled(zh="用这个样例", en="Take this sample")
TAKE_SAMPLE_HELP = Filled(
    zh="还没有政策时，同时换上样例所用的政策。", en="Where there is no policy yet, the sample's own comes with it."
)
SAMPLE_TAKEN = Text(zh="用样例：{name}", en="took the sample: {name}")
REPLACE = Filled(zh="换一份人选库", en="Replace the pool")
REPLACE_NOTE = Filled(
    zh="锁定和排除按编号留下，规则不变；原表的改正和核定不再适用。换错了可以撤销。",
    en="Pins stay with their ids and the policy stays; corrections and decisions on the old table go. "
    "It can be undone in one step.",
)
DOWNLOAD = Filled(zh="下载", en="Download")
DOWNLOAD_HELP = Filled(
    zh="下载现在的人选库，改正和核定都在里面。", en="The pool as it is kept now, with every correction and decision."
)
PEOPLE_IN = Text(zh="{source}　{count} 人", en="{source} · {count} people")
FAULTS_IN = Text(zh="{source}　{count} 处问题", en="{source} · {count} faults")
STRAY = Text(
    zh="{count} 条锁定或排除找不到人或机构，不起作用。",
    en="{count} pins name nobody in this pool or no body of the policy, and hold nobody.",
)
NO_POLICY = Filled(
    zh="还没有能用的规则，表里的列暂不按规则核对。",
    en="There is no usable policy yet, so columns are not checked against one.",
)
TO_POLICY = Filled(zh="去选规则", en="Choose a policy")
TO_PROPOSAL = Filled(zh="去拟名单", en="Go and propose")
NOTICES = Text(zh="读表提示（{count}）", en="Notices from reading the table ({count})")

PART = Filled(zh="分页", en="Part")
FAULTS = Text(zh="问题（{count}）", en="Faults ({count})")
OVERVIEW = Filled(zh="构成", en="Composition")
PEOPLE = Filled(zh="人员", en="People")
SETTLE = Text(zh="待核定（{count}）", en="To settle ({count})")
COLUMNS = Filled(zh="表头", en="Columns")

# Faults.
MISSING = Filled(zh="规则要用、表里没有的列", en="Columns that the policy needs and the table lacks")
NEEDED_BY = Text(zh="“{column}”：规则 {users} 要用", en='"{column}": needed by {users}')
NEEDED = Text(zh="“{column}”：没有编号时必须有", en='"{column}": needed where there are no ids')
MAP_TO = Text(zh="把“{header}”列读作“{column}”", en='Read "{header}" as "{column}"')
MAP_HELP = Filled(zh="只改表头，内容不动；可以撤销。", en="Changes the header only, not the cells; it can be undone.")
NO_LIKELY = Filled(
    zh="没有像的列：在“表头”里指定，或在原表里加上这一列再上传。",
    en="No column looks like it: choose one under Columns, or add it to your table and upload again.",
)
ELSEWHERE = Filled(zh="整张表的问题", en="Faults of the table as a whole")
TO_COLUMNS = Filled(zh="到“表头”里改", en="Correct it under Columns")
TOGETHER = Filled(zh="相同的问题一起改", en="Correct like faults together")
TOGETHER_HELP = Filled(
    zh="例如同一列里写成“男人”的，改一次就全改。关掉后逐处改。",
    en="One answer corrects every cell of a column with the same text. Turn it off to go cell by cell.",
)
ROW = Text(zh="第{row}行", en="row {row}")
ROWS = Text(zh="第{rows}行", en="rows {rows}")
ROWS_MORE = Text(zh="第{rows}……行，共 {count} 处", en="rows {rows} …, {count} in all")
OF_PERSON = Text(zh="{rows}　{name}", en="{rows}, {name}")
IN_COLUMN = Text(zh="{rows}　“{column}”列", en='{rows}, column "{column}"')
BLANK = Filled(zh="（空）", en="(empty)")
CHOOSE = Filled(zh="改为（选一个）", en="Correct to (choose)")
TYPE = Filled(zh="改为（填写）", en="Correct to (type)")
LIKE = Text(zh="改为，例如 {text}", en="Correct to, such as {text}")
VALUE = Filled(zh="填写", en="Type")
LEAVE_EMPTY = Filled(zh="留空", en="leave empty")
EMPTY_ROW = Filled(zh="清空整行", en="empty the whole row")
CUT_ROW = Filled(zh="去掉多出的内容", en="remove what is beyond the header")
MEND_LABEL = Text(zh="{place}，改为", en="{place}: correct to")
MEND_REASON = Filled(zh="依据（可以不写）", en="Reason (may be left out)")
MEND_REASON_LIKE = Filled(zh="例如：已与推荐单位核对", en="such as: checked with the nominating unit")
APPLY = Filled(zh="改正填好的", en="Correct what is filled in")
APPLY_HELP = Filled(
    zh="把填好的一次写进人选库，作为一步，可以撤销。没有填的留着。",
    en="Writes all that is filled in, as one step that can be undone. The rest stays.",
)
NOTHING_GIVEN = Filled(zh="还没有填写怎么改。", en="Nothing has been filled in yet.")
SUGGESTED = Text(zh="填上建议的编号（{count}）", en="Fill in suggested ids ({count})")
SUGGESTED_HELP = Filled(
    zh="编号重复或缺失时，给出没有人用的编号；先看看是不是同一个人。",
    en="Ids nobody has, where one is missing or taken. Look first whether it is the same person twice.",
)
PAGE_BACK, PAGE_ON = Filled(zh="上一页", en="Back"), Filled(zh="下一页", en="Next")
PAGE = Text(zh="第 {page} 页，共 {pages} 页；已填 {filled} 项", en="Page {page} of {pages}; {filled} filled in")
ALL_FAULTS = Text(zh="逐条列出（{count}）", en="One by one ({count})")
FAULT_ROW = Filled(zh="行", en="Row")
FAULT_COLUMN = Filled(zh="列", en="Column")
FAULT_VALUE = Filled(zh="写的是", en="It says")
FAULT_WRONG = Filled(zh="问题", en="Fault")
FAULT_CURE = Filled(zh="改法", en="Cure")

# Columns.
COLUMNS_NOTE = Filled(
    zh="每一列读作什么。读错了就在这里改：只改表头，内容不动。",
    en="What each column is read as. Change it here where it is wrong: only the header changes.",
)
READ_AS = Text(zh="“{header}”列读作", en='Read "{header}" as')
EXTRA = Filled(zh="附加列，原样保留", en="extra column, kept as it is")
CLASH = Filled(zh="和另一列重复，没有读", en="the same as another column; not read")
NO_HEADER = Text(zh="{letter} 列（没有表头）", en="column {letter} (no header)")
NEEDED_MARK = Text(zh="{column}（规则要用）", en="{column} (needed)")
NO_VALUES = Filled(zh="（整列是空的）", en="(nothing in it)")

# People.
SEARCH = Filled(zh="搜索", en="Search")
SEARCH_HINT = Filled(zh="姓名、编号、单位……", en="name, id, employer …")
ALL = Filled(zh="全部", en="all")
FOUND = Text(zh="{found} 人，共 {count} 人", en="{found} of {count} people")
NONE_FOUND = Filled(zh="没有符合条件的人。放宽上面的条件。", en="Nobody fits. Loosen the filters above.")
TABLE_ALT = Text(zh="候选人表，{count} 人", en="Table of the pool, {count} people")
PERSON = Filled(zh="看一个人", en="Look at a person")
PERSON_HINT = Filled(zh="在表里点一行，或在这里选", en="Choose a row above, or here")
PERSON_ROW = Text(zh="表中第 {row} 行", en="row {row} of the table")
PINS = Filled(zh="锁定与排除", en="Pins")
PIN_NOTE = Filled(
    zh="拟名单时一定遵守。理由会印在文件里。", en="Always kept when rosters are proposed. The reason is printed."
)
NO_PINS = Filled(zh="没有锁定，也没有排除。", en="Neither held in nor held out.")
PINNED_IN = Text(zh="锁定：{title}", en="held in: {title}")
PINNED_OUT = Text(zh="排除：{title}", en="held out: {title}")
FREE = Filled(zh="放开", en="Free")
BODY = Filled(zh="机构或职务", en="Body or office")
HOLD = Filled(zh="做法", en="How")
HOLD_IN = Filled(zh="锁定（一定进）", en="hold in")
HOLD_OUT = Filled(zh="排除（一定不进）", en="hold out")
REASON = Filled(zh="理由", en="Reason")
PIN = Filled(zh="定下", en="Pin")

# To settle.
SETTLE_NOTE = Filled(
    zh="这些信息没有定，核定前按不利于规则的方向计算。在表里选几处，写明定为什么、依据什么。",
    en="These cells are open and count against their rules until settled. "
    "Choose some in the table, then say what they are and why.",
)
SETTLED_ALL = Filled(
    zh="没有要核定的：每个人是否符合规则都清楚。", en="Nothing to settle: it is clear who counts for which rule."
)
SETTLE_NEEDS = Filled(
    zh="先要有规则，才知道哪些信息要核定。", en="A policy is needed first: it tells which cells matter."
)
SEATED_ONLY = Filled(zh="只看名单上的人", en="Only people in the roster")
SEATED_HELP = Filled(zh="名单指最近一次拟出的名单。", en="The roster is the one proposed last.")
WHO, COLUMN, SAYS, AGAINST, SEATED = (
    Filled(zh="姓名", en="Name"),
    Filled(zh="列", en="Column"),
    Filled(zh="写的是", en="It says"),
    Filled(zh="不利于规则", en="Counts against"),
    Filled(zh="在名单上", en="In the roster"),
)
AGAINST_HELP = Filled(
    zh="核定前，这个人不算在这些规则要的人里，算在这些规则要限制的人里。",
    en="Until settled, the person is not counted where these rules ask for people, and counted where they limit them.",
)
YES = Filled(zh="是", en="yes")
CHOSEN = Filled(zh="要核定的", en="To settle now")
CHOSEN_HINT = Filled(zh="在表里选，或在这里选", en="Choose in the table, or here")
CELL = Text(zh="{name}（{id}）　{column}", en="{name} ({id}), {column}")
ALIKE = Text(zh="“{column}”都定为（{count} 处）", en='All of "{column}" ({count} cells)')
DECIDED = Text(zh="{cell}，定为", en="{cell}")
BIRTH_LIKE = Filled(zh="写到日：1966-05-03", en="to the day: 1966-05-03")
REASON_LIKE = Filled(zh="例如：已核对干部人事档案", en="such as: checked against the personnel file")
DECIDE = Text(zh="核定 {count} 处", en="Settle {count}")
DECIDE_HELP = Filled(
    zh="写进人选库，理由记下并印在文件里；可以撤销。",
    en="Written into the pool; the reason is kept and printed. It can be undone.",
)
NEED_VALUE = Filled(zh="每一处都要写定为什么。", en="Say for every cell what it is.")
NEED_REASON = Filled(zh="要写理由。", en="A reason is needed.")
NOT_READ = Text(zh="没有核定：{fault}", en="Not settled: {fault}")
RULES_OPEN = Text(zh="影响到的规则（{count}）", en="Rules concerned ({count})")
RULE, ASKS, OPEN = (
    Filled(zh="规则", en="Rule"),
    Filled(zh="要求", en="Asks"),
    Filled(zh="未定人数", en="People open"),
)
DECISIONS = Text(zh="已核定、已改正（{count}）", en="Settled and corrected ({count})")
BEFORE, AFTER = Filled(zh="原来", en="Before"), Filled(zh="现在", en="Now")
CORRECTED = Filled(zh="改正", en="corrected")
