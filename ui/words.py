"""Every text of the pages, in both languages; what a report says comes from the report."""

from __future__ import annotations

from collections.abc import Mapping

from optimizer.basis.text import Filled, Lang, Text

LANGUAGES: Mapping[str, Lang] = {"中文": "zh", "English": "en"}
"""The names are alike in both languages: what the address of the page holds must not depend on the language shown."""

SAMPLES: Mapping[str, Filled] = {
    "prefecture": Filled(zh="地市级样例（900人）", en="Prefecture sample (900 people)"),
    "county": Filled(zh="县级样例（300人）", en="County sample (300 people)"),
    "province": Filled(zh="省级样例（1600人）", en="Province sample (1,600 people)"),
    "society": Filled(zh="学会样例（400人）", en="Society sample (400 people)"),
    "township": Filled(zh="乡镇样例（30人）", en="Township sample (30 people)"),
}

NAME = Filled(zh="席位", en="Xiwei")
INTRO = Filled(
    zh="从候选人中按政策拟定各级名单，并证明它最好，或证明没有这样的名单。",
    en="Drafts nested rosters from a pool under a policy, and proves them best, or proves that none exists.",
)
LANGUAGE = Filled(zh="语言", en="Language")
FOOTER = Filled(
    zh="数据只留在本机。结果是建议名单（草案），由人决定。",
    en="The data stay on this machine. Results are proposed rosters (drafts); people decide.",
)

FOOTER_SERVER = Filled(
    zh="数据只留在这台服务器上，各人只看得到自己的。结果是建议名单（草案），由人决定。",
    en="The data stay on this server, and everybody sees their own. Results are proposed rosters (drafts); people decide.",
)

VIEW = Filled(zh="页面", en="Page")
POOL = Filled(zh="人选库", en="Pool")
ALLOCATION = Filled(zh="名额", en="Seats")
POLICY = Filled(zh="规则", en="Policy")
PROPOSAL = Filled(zh="建议名单", en="Proposal")
WHATIF = Filled(zh="推演", en="What if")
SCENARIOS = Filled(zh="方案", en="Scenarios")
DOCUMENTS = Filled(zh="文件", en="Documents")
UNDO = Filled(zh="撤销", en="Undo")
REDO = Filled(zh="重做", en="Redo")
CLOSE = Filled(zh="全部项目", en="All projects")
START_SAMPLE = Filled(zh="用样例开始", en="Begin with a sample")
START_OWN = Filled(zh="新建自己的项目", en="Begin a project of your own")
PROJECT_NAME = Filled(zh="项目名称", en="Name of the project")
NEW_PROJECT = Filled(zh="新建项目", en="New project")
SAMPLE = Filled(zh="样例", en="Sample")
OPEN_FILE = Filled(zh="打开同事给的项目文件（.xiwei）", en="Open a project file from a colleague (.xiwei)")
TAKE_IN = Filled(zh="读入", en="Open it")
PROJECTS = Filled(zh="项目", en="Projects")
NO_PROJECTS = Filled(
    zh="还没有项目。先用样例走一遍，或新建一个项目，上传候选人表。",
    en="There are no projects yet. Try a sample first, or begin one and upload a pool.",
)
BEGUN_AT = Text(zh="{count} 个方案，最近改动 {at}", en="Scenarios: {count} · last change {at}")
NOTHING_IN_IT = Filled(zh="没有方案", en="no scenario")
DROP = Filled(zh="删除", en="Delete")
DROP_PROJECT = Text(
    zh="删除项目“{name}”，连同其中的方案（{count} 个）、历史和文件。删了找不回来；要留底，先打开它，到“方案”存成文件。",
    en='Deletes the project "{name}" with its scenarios ({count}), their history and files. This cannot be undone; '
    "to keep a copy, open it and save it as a file under Scenarios.",
)
DROP_NOW = Filled(zh="确定删除", en="Delete it")
SAMPLE_HELP = Filled(
    zh="样例自带候选人表和规则，打开就可以拟定名单。人是虚构的。",
    en="A sample has a pool and a policy; open it and propose a roster. Its people are invented.",
)
OWN_HELP = Filled(
    zh="起个名字，再上传候选人表（Excel 或 CSV），选规则。",
    en="Give it a name; then upload a pool (Excel or CSV) and choose a policy.",
)
OPEN = Filled(zh="打开", en="Open")
STORE_FILE = Text(
    zh="项目存放在 {path}。可以用环境变量 {name} 换一个位置，再启动一次。",
    en="The projects are kept in {path}. The environment variable {name} can name another place; then start again.",
)
STORE_SERVER = Text(
    zh="项目存放在环境变量 {name} 指定的数据库服务器上。请管理员看一看它是否在运行、能否连上。",
    en="The projects are on the database server that the environment variable {name} names. "
    "Ask whoever runs it whether it is up and can be reached.",
)
TRY_AGAIN = Filled(zh="再试一次", en="Try again")
PLEASE_SIGN_IN = Filled(
    zh="请先登录；每个人只看得到自己的项目。", en="Please sign in; everybody sees their own projects."
)
SIGN_IN = Filled(zh="登录", en="Sign in")
SIGN_IN_WITH = Text(zh="用 {name} 登录", en="Sign in with {name}")
SIGN_OUT = Filled(zh="退出登录", en="Sign out")
SIGNED_IN_AS = Text(zh="现在登录的是 {name}", en="Signed in as {name}")
NO_EMAIL = Filled(
    zh="登录服务没有给出经过验证的邮箱，不知道是谁的项目，所以没有打开。请管理员让它给出邮箱（email）。",
    en="The sign-in service gives no verified e-mail address, so that it is not known whose projects to show; none are. "
    "Ask the administrator to have it send the e-mail address (email).",
)
SIGN_IN_MISSING = Filled(
    zh="这台服务器要求登录，但没有设置登录服务，所以没有打开。请管理员按 docs/server.md 填写 .streamlit/secrets.toml。",
    en="This server asks for signing in, but none is set up; so nothing is shown. "
    "Administrator: fill in .streamlit/secrets.toml as docs/server.md says.",
)
CHOOSE_FILE = "选择文件"
FILE_LIMIT = "不超过 {megabytes} MB"
"""Only in Chinese: the upload box itself speaks English."""
SHEET = Filled(zh="工作表名称", en="Sheet name")
PEOPLE = Text(zh="{source}：{count} 人", en="{source}: {count} people")

POLICY_DETAILS = Text(zh="政策内容：{seats}；{rules} 条规则", en="In this policy: {seats}; {rules} rules")
SEATS_OF = Text(zh="{title} {seats}", en="{title} {seats}")
BODIES = Filled(zh="机构和职务", en="Bodies and offices")
BODY = Filled(zh="机构、职务", en="Body or office")
RULES = Filled(zh="规则", en="Rules")
RULE = Filled(zh="规则", en="Rule")
ASKS = Filled(zh="要求", en="Asks")
STRENGTH = Filled(zh="效力", en="Strength")
SOURCE = Filled(zh="依据", en="Source")

LIMIT = Filled(zh="时间上限（秒）", en="Time limit (seconds)")
NO_LIMIT = Filled(zh="不限", en="none")
PROPOSE = Filled(zh="拟定名单", en="Propose")
STOP = Filled(zh="停止", en="Stop")
STOPPING = Filled(zh="正在停止……", en="Stopping …")
WAITING = Filled(zh="正在准备……", en="Preparing …")
WORKING = Text(
    zh="第 {goal} 个目标，共 {goals} 个　已用 {seconds} 秒", en="Goal {goal} of {goals} · {seconds} seconds so far"
)
FIGURES = Text(zh="　已达到 {value}，已证明的界 {bound}", en=" · reached {value}, proven bound {bound}")
STOPPED_WAITING = Filled(zh="还没有开始就停止了，没有结果。", en="Stopped before it began; there is no result.")
FAILED = Text(
    zh="内部错误，没有给出名单（{why}）。请报告这个问题。",
    en="Internal error: no roster is given ({why}). Please report this.",
)
PROVENANCE = Text(zh="求解器 {solver}，用时 {seconds} 秒", en="Solver {solver}, {seconds} seconds")
