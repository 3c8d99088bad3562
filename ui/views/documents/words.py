"""Every text of this view, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from optimizer.basis.text import Filled, Lang, Text
from optimizer.planner.formats import Format

DOCUMENT = Filled(zh="哪份文件", en="Document")
PROPOSAL = Filled(zh="建议名单", en="Proposal")
LISTS = Filled(zh="各级名单表", en="Lists (CSV)")
EXPLAIN = Filled(zh="排不出的原因", en="Why no roster")
NOMINATIONS = Filled(zh="补充推荐函", en="Call for nominations")
COMPARISON = Filled(zh="名单对照", en="Comparison")
CONTEST = Filled(zh="差额选举报告", en="Contest report")
POLICY = Filled(zh="规则文件", en="Policy file")
POOL = Filled(zh="人选库", en="Pool")

LANGS: Mapping[Lang, str] = {"zh": "中文", "en": "English"}
LANG = Filled(zh="文件的语言", en="Language")
LANG_HELP = Filled(
    zh="文件用哪种语言写，和页面的语言无关。", en="The language of the documents, whatever the page speaks."
)
ORDER = Filled(zh="姓名的次序", en="Order of names")
ORDER_HELP = Filled(
    zh="同一职务的人按什么次序排。名单真按这个次序时，标题下才写“按……为序”。",
    en="How people of the same office are ordered. A caption says so only where it is true.",
)
DATED = Filled(zh="草案日期", en="Day of the draft")
DATED_HELP = Filled(
    zh="印在文件末尾，也写进文件名。", en="Printed at the end of documents, and part of the files' names."
)
TABLES = Filled(zh="自定次序、生僻字", en="Own order, rare characters")
ORDER_LIST = Filled(zh="次序表：按想要的次序写编号或姓名，一行一人", en="Ids or names in the order wanted, one a row")
CHARACTERS = Filled(
    zh="生僻字表：字、排在…之后、读音（笔画表里没有的字才需要）",
    en="Rare characters: character, comes after, pinyin (only for those outside the stroke table)",
)
GIVE_LIST = Filled(
    zh="自定次序要一张次序表：点“自定次序、生僻字”上传。",
    en="An order of your own needs a list: upload it under the button above.",
)

FORMATS: Mapping[Format, Filled] = {
    Format.DOCX: Filled(zh="Word（docx）", en="Word (docx)"),
    Format.XLSX: Filled(zh="Excel（xlsx）", en="Excel (xlsx)"),
    Format.MD: Filled(zh="Markdown（md）", en="Markdown (md)"),
    Format.HTML: Filled(zh="网页（html）", en="Web page (html)"),
}
JSON = Filled(zh="数据（json）", en="Data (json)")
JSON_HELP = Filled(zh="机器读的格式，命令行也用它。", en="For machines; the command line reads it, too.")
PREVIEW = Filled(zh="预览（和下载的内容相同）", en="Preview (the same content as the files)")

PROPOSAL_NOTE = Filled(
    zh="Word 用来报送和打印（GB/T 9704 版式）；Excel 是活的：换人以后各项人数跟着变，改完可以在“名单对照”里再数一遍。",
    en="Word is for handing in and printing (GB/T 9704). Excel is live: swap people and the counts follow; count a changed "
    "one again under Comparison.",
)
LIVE_HELP = Filled(zh="活的工作簿：名单、构成、规则。", en="The live workbook: rosters, composition, rules.")
LISTS_NOTE = Filled(
    zh="每个机构一张表，Excel 打得开，也能导入别的系统。",
    en="A table for each body; opens in Excel, and other systems take it in.",
)
EXPLAIN_NOTE = Filled(
    zh="哪些要求凑不到一起、差在哪里、有哪些补救办法。",
    en="Which requirements cannot hold together, by how much, and the ways out.",
)
EXPLAIN_NAME = Text(zh="{title} 排不出名单的原因（草案）", en="{title} - why no roster is possible (draft)")
NOMINATIONS_NOTE = Filled(
    zh="写给能推荐这些人的单位：还缺几人、什么样的人、怎样填报。",
    en="To the units that can nominate: how many of what kind are missing, and how to return the form.",
)
NOMINATIONS_NAME = Text(zh="{title} 关于补充推荐人选的函（草案）", en="{title} - call for nominations (draft)")
NO_NOMINATIONS = Filled(
    zh="没有找到添几个人就能排出名单的办法，所以没有推荐函；看“排不出的原因”里的补救办法。",
    en="No number of further people is known to help, so that there is no call; see the ways out under Why no roster.",
)

COMPARISON_NOTE = Filled(
    zh="把这份名单（甲）和另一份（乙）按同一个人选库、同一套规则重新计数，逐人、逐条对照。",
    en="Counts this roster (A) and another (B) again with the same pool and policy; people, rules and goals side by side.",
)
COMPARE_WITH = Filled(zh="和哪份对照", en="Compare with")
SCENARIO = Text(zh="方案：{name}", en="Scenario: {name}")
BASE = Filled(zh="作为基准的原名单", en="The earlier roster it stays near")
UPLOADED = Filled(zh="上传一份名单", en="Upload a roster")
UPLOAD = Filled(zh="名单文件：roster.json，或改过的 roster.xlsx", en="A roster: roster.json, or a changed roster.xlsx")
NOTHING_TO_COMPARE = Filled(
    zh="上传一份名单，就可以对照；也可以先在“方案”里另做一个方案。",
    en="Upload a roster to compare with, or make another scenario first.",
)
COMPARISON_NAME = Text(zh="{title} 两份名单对照（草案）", en="{title} - two rosters compared (draft)")
THIS = Text(zh="{name}（现在的名单）", en="{name} (this roster)")

CONTEST_NOTE = Filled(
    zh="差额选举可能怎样影响各项规则：最坏、最好的结果，估计的可能性，谁当选起决定作用。这里按人人机会相同估计；别的假定在“推演”里。",
    en="What a contested election can do to the rules: the worst and the best, the chances, whose election decides. Here all "
    "candidates have equal chances; other assumptions are under What if.",
)
CONTEST_NAME = Text(zh="{title} 差额选举分析（草案）", en="{title} - contested election (draft)")
MAKE_CONTEST = Filled(zh="计算差额选举", en="Work out the contest")
NOT_OPEN = Filled(
    zh="这份名单没有差额人选，没有可分析的选举。",
    en="This roster has no further candidates; there is no contest to report on.",
)
CHART = Text(zh="图（{ending}）：{title}", en="Charts ({ending}): {title}")

POLICY_NOTE = Filled(
    zh="这个方案用的全部规则，写成一个文件。可以改、可以给别的项目用。",
    en="All the rules of this scenario in one file; edit it, or use it for another project.",
)
POOL_NOTE = Filled(
    zh="这个方案的候选人表，核定和改正都在里面。有个人信息，注意保管。",
    en="The pool of this scenario, with everything settled and corrected. It holds personal data; keep it safe.",
)
FAULTY = Filled(zh="里面有问题，先到它那一页改好。", en="It has faults; mend them on its own page first.")

NOTHING_YET = Filled(
    zh="还没有名单，所以只有规则文件和人选库可以下载。先到“建议名单”拟定。",
    en="There are no rosters yet, so only the policy and the pool can be downloaded. Propose rosters first.",
)
TO_PROPOSAL = Filled(zh="到“建议名单”", en="Go to Proposal")
TO_POOL = Filled(zh="到“人选库”", en="Go to Pool")
EMPTY = Filled(
    zh="这个方案还是空的：先选人选库和规则，拟定名单，再来取文件。",
    en="This scenario is empty: choose a pool and a policy, propose rosters, then come for the documents.",
)
STALE = Filled(
    zh="拟定以后，人选库、规则或锁定又改过。下面的文件仍是改动以前的那份名单；要新的，先重新拟定。",
    en="Pool, policy or pins have changed since. The documents below are of the roster before; propose again for new ones.",
)
