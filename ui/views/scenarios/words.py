"""Every text of this view, in both languages."""

from __future__ import annotations

from optimizer.basis.text import Filled, Text

SECTION = Filled(zh="方案页", en="Scenarios page")
SCENARIOS = Filled(zh="各个方案", en="Scenarios")
COMPARING = Filled(zh="对照", en="Compare")
HISTORY = Filled(zh="历史", en="History")
PROJECT = Filled(zh="项目", en="Project")

LISTED = Filled(
    zh="一个项目可以有几个方案：各有自己的人选库、规则和锁定，互不影响。",
    en="A project may have several scenarios, each with its own pool, policy and pins.",
)
OPEN_NOW = Filled(zh="（正打开）", en="(open)")
ABOUT = Text(zh="{status}　最近改动 {at}", en="{status} · last change {at}")
NO_ROSTER = Filled(zh="还没有名单", en="no rosters yet")
ROSTER = Filled(zh="有名单", en="has rosters")
EARLIER = Text(zh="{status}，之后又改过", en="{status}, changed since")
WORKING = Filled(zh="正在拟定", en="being planned")
OPEN = Filled(zh="打开", en="Open")
OPEN_HELP = Filled(zh="换到这个方案；现在这个已经存好。", en="Switch to this scenario; the one open now is saved.")
COPY = Filled(zh="另存为新方案", en="New from this one")
COPY_NOTE = Filled(
    zh="新方案从现在的样子开始，以后各改各的。",
    en="The new scenario begins as this one is now; then each goes its own way.",
)
COPY_NOW = Filled(zh="新建并打开", en="Make and open it")
COPIED = Text(zh="从方案“{name}”复制", en='copied from the scenario "{name}"')
NAME = Filled(zh="名称", en="Name")
RENAME = Filled(zh="改名、写说明", en="Name and note")
NOTE = Filled(zh="说明", en="Note")
NOTE_HELP = Filled(
    zh="写给自己和同事看：这个方案试的是什么，为什么。",
    en="For you and your colleagues: what this scenario tries, and why.",
)
SAVE = Filled(zh="保存", en="Save")
DROP = Filled(zh="删除方案", en="Delete")
DROP_NOTE = Text(
    zh="删除方案“{name}”和它的历史。删了找不回来。",
    en='Deletes the scenario "{name}" with its history. This cannot be undone.',
)
DROP_LAST = Filled(
    zh="项目里只剩这一个方案。要删，删整个项目（“项目”一栏）。",
    en="This is the only scenario left. Delete the whole project instead, under Project.",
)
DROP_NOW = Filled(zh="确定删除", en="Delete it")

HISTORY_NOTE = Filled(
    zh="每一步都留着，最近的在上。回到某一步以后，后面的还在，可以再回来；另做一步，后面的就不再列出。",
    en="Every step is kept, the latest on top. After going back the later steps are still there; a new step leaves them "
    "behind.",
)
UNDONE = Filled(zh="（已撤销）", en="(undone)")
NOW = Filled(zh="（现在）", en="(now)")
BACK = Filled(zh="回到这一步", en="Go back to here")
AHEAD = Filled(zh="重做到这一步", en="Do again up to here")
BACK_HELP = Filled(zh="方案变回这一步做完时的样子。", en="The scenario becomes what it was right after this step.")
STEP = Text(zh="第 {number} 步　{at}", en="Step {number} · {at}")
STEP_BY = Text(zh="第 {number} 步　{at}　{author}", en="Step {number} · {at} · {author}")
SHOW_ALL = Text(zh="更早的 {count} 步", en="{count} earlier steps")

ONE_ONLY = Filled(
    zh="只有一个方案，没有可对照的。先在“各个方案”里另存一个，改一改再来比。",
    en="There is only one scenario. Make a new one from it under Scenarios, change something, then compare.",
)
COMPARE_NOTE = Filled(
    zh="选两到四个方案，逐人、逐条规则、逐个目标对照。",
    en="Choose two to four scenarios: people, rules and goals side by side.",
)
CHOOSE = Filled(zh="对照的方案", en="Scenarios to compare")
CHOOSE_HINT = Filled(zh="选方案", en="Choose scenarios")
CHOOSE_TWO = Filled(zh="再选一个，至少要两个。", en="Choose at least two.")
NOT_READY = Text(
    zh="方案“{name}”的人选库或规则还不全，没有算进来。打开它补齐。",
    en='"{name}" lacks a pool or a policy, or they have faults; it is left out. Open it and complete it.',
)
LACKING = Text(zh="还没有拟定名单的方案：{names}", en="Not planned yet: {names}")
PLAN_THEM = Filled(zh="拟定这些方案的名单", en="Plan them")
PLAN_THEM_HELP = Filled(
    zh="在后台拟定，可以离开这一页。名单不会自动存进那些方案。",
    en="Works in the background; you may leave this page. The rosters are not kept in those scenarios by themselves.",
)
WAITING = Filled(zh="正在准备……", en="preparing …")
PLANNING = Text(zh="{name}：{said}", en="{name}: {said}")
STOP = Filled(zh="停止", en="Stop")
ENDED = Text(zh="方案“{name}”没有结果：", en='"{name}" gave no result:')
WITHOUT = Text(zh="方案“{name}”没有名单：{status}。", en='"{name}" has no rosters: {status}.')
ONLY = Filled(zh="只看不同的行", en="Only rows that differ")
ONLY_HELP = Filled(
    zh="关掉就看全部。每一行末尾都写着相同还是不同。",
    en="Off shows every row; the last column says whether it is the same or differs.",
)
COUNT = Text(zh="{of} 行中 {unlike} 行不同", en="{unlike} of {of} rows differ")
ALL_ALIKE = Filled(zh="全部相同", en="all the same")

PROJECT_ABOUT = Text(
    zh="项目“{name}”：{at} 新建，{count} 个方案。", en='Project "{name}": begun {at}; scenarios: {count}.'
)
SAVE_FILE = Filled(zh="存成一个文件", en="Save as one file")
SAVE_FILE_NOTE = Filled(
    zh="整个项目存成一个 .xiwei 文件：方案、历史、人选库、规则都在里面。可以拷给同事打开，也可以留底。里面有个人信息，注意保管。",
    en="The whole project in one .xiwei file: scenarios, history, pools, policies. Copy it to a colleague or keep it as a "
    "backup. It holds personal data; keep it safe.",
)
SAVE_FILE_NOW = Filled(zh="下载项目文件", en="Download the project")
RENAME_PROJECT = Filled(zh="项目名称", en="Name of the project")
DROP_PROJECT = Filled(zh="删除项目", en="Delete the project")
DROP_PROJECT_NOTE = Text(
    zh="删除项目“{name}”，连同全部方案（{count} 个）、历史和文件。删了找不回来；要留底，先下载项目文件。",
    en='Deletes the project "{name}" with all its scenarios ({count}), their history and files. This cannot be undone; '
    "to keep a copy, download it first.",
)
