"""Every text of this view, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from optimizer.basis.text import Filled, Text

SECTION = Filled(zh="要推演什么", en="What to look into")
SWEEP = Filled(zh="扫描一个数", en="Vary one number")
TRADEOFF = Filled(zh="两条界限的权衡", en="Trade two limits")
CONTEST = Filled(zh="差额选举", en="Contested elections")
WITHDRAWALS = Filled(zh="有人退出", en="Withdrawals")

NO_POOL = Filled(
    zh="还没有人选库。先到“人选库”选一个样例，或上传候选人表。",
    en="There is no pool yet. Choose a sample or upload one under Pool.",
)
NO_POLICY = Filled(zh="还没有规则。先到“规则”选一份政策。", en="There is no policy yet. Choose one under Policy.")
POOL_FAULTS = Filled(
    zh="人选库里有问题，改好以后才能推演。", en="The pool has faults; once they are mended there is something to try."
)
POLICY_FAULTS = Filled(
    zh="规则里有问题，改好以后才能推演。", en="The policy has faults; once they are mended there is something to try."
)
TO_POOL = Filled(zh="到“人选库”", en="Go to Pool")
TO_POLICY = Filled(zh="到“规则”", en="Go to Policy")
TO_PROPOSAL = Filled(zh="到“建议名单”", en="Go to Proposal")

PLANNING = Filled(zh="正在拟定名单，完成后就能推演。", en="The roster is being planned; then this can begin.")
NO_ROSTER = Filled(
    zh="还没有名单。先到“建议名单”拟定一份。", en="There is no roster yet. Propose one under Proposal first."
)
STALE_ROSTER = Filled(
    zh="人选库、规则或锁定改过，手上的名单不是按现在的内容拟定的。先到“建议名单”重新拟定。",
    en="Pool, policy or pins have changed since the roster was made. Propose it again under Proposal first.",
)
NO_ROSTER_POSSIBLE = Filled(
    zh="现行规定下没有名单，这里没有可推演的。用“扫描一个数”看放宽到哪里可行，或到“建议名单”看怎样补救。",
    en="As things stand there is no roster to try this on. Vary one number to see where it becomes possible, or see the "
    "repairs under Proposal.",
)
STALE = Filled(
    zh="下面是修改之前的结果；人选库、规则、锁定或名单后来改过。",
    en="What follows is from before a change of the pool, the policy, the pins or the roster.",
)
CUT_SHORT = Filled(
    zh="提前停止了：已经得出的都在下面，没有得出的标为未定。",
    en="Stopped early: what was found is below, the rest is open.",
)
DONE_HELP = Filled(zh="已经算过，结果在下面。", en="This has been asked; the answer is below.")

SAVE: Mapping[str, Filled] = {
    "png": Filled(zh="存图 PNG", en="Save PNG"),
    "svg": Filled(zh="存图 SVG", en="Save SVG"),
    "csv": Filled(zh="存表 CSV", en="Save CSV"),
}
SAVE_HELP: Mapping[str, Filled] = {
    "png": Filled(zh="图片，可以插进文档。", en="The charts as a picture for a document."),
    "svg": Filled(
        zh="矢量图，放大不糊，文字仍是文字。", en="The charts as drawings that stay sharp; texts stay texts."
    ),
    "csv": Filled(zh="表格，用 Excel 打开。", en="The table, for a spreadsheet."),
}

SWEEP_INTRO = Filled(
    zh="让一个数从头到尾变一遍，其余不变；每一点都重新拟定名单，或证明没有名单。",
    en="One number goes through a range, all else stays; every point is planned anew or proven to have no roster.",
)
WHAT = Filled(zh="变什么", en="What varies")
WHAT_HELP = Filled(
    zh="规则的一个界限、一个机构或职务的席位、算年龄的日期，或候选人的范围。",
    en="A limit of a rule, the seats of a body or office, the day ages are counted on, or who is in the pool.",
)
PERCENT = (
    Filled(zh="从（%）", en="From (%)"),
    Filled(zh="到（%）", en="To (%)"),
    Filled(zh="每步（%）", en="Step (%)"),
)
HEADS = (Filled(zh="从", en="From"), Filled(zh="到", en="To"), Filled(zh="每步", en="Step"))
FROM_DAY, TO_DAY = Filled(zh="从哪天", en="First day"), Filled(zh="到哪天", en="Last day")
MONTHS = Filled(zh="每步（月）", en="Step (months)")
RANGE_HELP = Filled(
    zh="两头都算在内；现行的数即使不在其中，也会一起算。",
    en="Both ends count; where the policy stands is looked at too, even if it is not among them.",
)
GROUPS = Filled(zh="候选人范围", en="Pools to try")
GROUPS_HELP = Filled(
    zh="一次只从这个群体里选人，会怎样。", en="What happens if only the members of one group can be chosen."
)
NO_RANGE = Text(
    zh="起点不能大于终点，至少选一项，最多 {most} 点。",
    en="The first must not be above the last, at least one is needed, and {most} points are the most.",
)
DO_SWEEP = Filled(zh="扫描", en="Sweep")
DO_SWEEP_HELP = Filled(
    zh="逐点求解，现行的数也在其中；可以随时停止，已经算出的保留。",
    en="Solves point by point, the present number among them; what is found before a stop is kept.",
)
POSSIBLE = Filled(zh="可行", en="possible")
FREE = Filled(zh="可行，不影响目标", en="possible, at no cost")
COSTLY = Filled(zh="可行，目标有损失", en="possible, at a cost")
IMPOSSIBLE = Filled(zh="不可行", en="impossible")
OPEN = Filled(zh="未定", en="open")
PRESENT = Filled(zh="（现行）", en=" (now)")
STANDS = Filled(zh="现行规定", en="as things stand")
SPOT = Text(zh="{value}{now} {sign} {state}", en="{value}{now} {sign} {state}")
LEGEND = Text(zh="{sign} {state}", en="{sign} {state}")
VALUE, STATE = Filled(zh="取值", en="Value"), Filled(zh="结果", en="Result")
POINT = Filled(zh="看哪一点", en="Point")
POINT_HELP = Filled(
    zh="移动滑块（键盘用左右键），看这一点要付出什么。",
    en="Move the slider (or use the arrow keys) to see what the point costs.",
)
AT = Text(zh="{sign} {value}：{state}", en="{sign} {value}: {state}")
THAN_NOW = Filled(zh="现行规定下的名单", en="the roster as things stand")
THAN_FIRST = Filled(zh="第一个有名单的点", en="the first point with a roster")
MOVERS = Text(zh="与{than}相比，变动 {count} 人。", en="Against {than}, {count} people move.")
NOBODY = Text(zh="与{than}相比，没有人变动。", en="Against {than}, nobody moves.")
ALL_POINTS = Text(zh="全部 {count} 点列成表", en="All {count} points in a table")
TAKE = Filled(zh="采用", en="Take this value")
TAKE_HELP = Filled(
    zh="把这个数写进规则，算作一步修改，可以撤销。",
    en="Writes this number into the policy, as one change that can be undone.",
)
TAKE_STALE = Filled(zh="内容后来改过，先重新推演。", en="The draft has changed since; ask again first.")
TAKE_PRESENT = Filled(zh="现在就是这个数。", en="This is where the policy stands.")
TAKE_IMPOSSIBLE = Filled(zh="已证明没有名单，不能采用。", en="Proven to have no roster, so it cannot be taken.")
TAKE_BY_HAND = Filled(
    zh="这一项不能直接写进规则；到“规则”里改。", en="This cannot be written for you; change it under Policy."
)

TRADEOFF_INTRO = Filled(
    zh="两条界限一起提高，能提到哪里：图上每一格是一种组合，可行或已证明不可行。",
    en="How far two limits can rise together: each cell of the map is a pair, possible or proven impossible.",
)
NO_SIDES = Filled(
    zh="这份规则里能按人头比较的界限不到两条。",
    en="This policy has fewer than two limits that can be compared by heads.",
)
SIDE_ONE, SIDE_OTHER = Filled(zh="一边", en="One side"), Filled(zh="另一边", en="Other side")
SIDE_HELP = Filled(
    zh="规则的一个界限（按人头），或一个目标的得分。", en="A limit of a rule, in heads, or what a goal adds up to."
)
BOTH_SIDES = Text(zh="横轴：{first}；纵轴：{second}。", en="Across: {first}. Up: {second}.")
SAME_SIDES = Filled(zh="两边要选不同的。", en="Choose two different sides.")
GOAL_SIDE = Text(zh="目标　{said}", en="Goal · {said}")
DO_TRADEOFF = Filled(zh="画权衡图", en="Draw the map")
DO_TRADEOFF_HELP = Filled(
    zh="找出所有“一边再进、另一边就退”的组合，并证明没有遗漏；其余硬性规则都守住。",
    en="Finds every pair where one side can only rise if the other gives way, proven complete; other binding rules hold.",
)
STANDS_POSSIBLE = Text(
    zh="现行规定（{first} {one} 人，{second} {other} 人）：可行。",
    en="As things stand ({first} {one}, {second} {other}): possible.",
)
STANDS_IMPOSSIBLE = Text(
    zh="现行规定（{first} {one} 人，{second} {other} 人）：不可行，已证明。",
    en="As things stand ({first} {one}, {second} {other}): proven impossible.",
)
STANDS_OPEN = Text(
    zh="现行规定（{first} {one} 人，{second} {other} 人）：停止前没有定论。",
    en="As things stand ({first} {one}, {second} {other}): not settled before the stop.",
)

CONTEST_INTRO = Filled(
    zh="名单上的人不一定当选：每条规则最坏、最好会怎样，有多大可能守住，由谁决定。",
    en="Not everybody planned is elected: how each rule fares at worst and at best, how likely it is kept, and who decides.",
)
SUPPOSE_INTRO = Filled(
    zh="规则里没有差额选举。假设有差额：手上的人是计划人选，再配最好的差额人选，看规则守不守得住。",
    en="The policy has no contested election. Supposing one: those on the roster are planned to win, the best others run "
    "against them.",
)
MARGIN = Filled(zh="假设差额（%）", en="Supposed margin (%)")
MARGIN_HELP = Filled(
    zh="候选人比席位多百分之几；20% 就是 10 个席位 12 名候选人。",
    en="How many more candidates than seats: at 20%, twelve run for ten seats.",
)
ASSUMED = Filled(zh="可能性的假定", en="What the chances assume")
ASSUMED_INTRO = Filled(
    zh="可能性只和假定一样可靠；最坏、最好的结果不靠任何假定。什么都不改，就是每种结果同样可能。",
    en="A chance is only as good as what it assumes; worst and best outcomes assume nothing. Left alone, every outcome is "
    "equally likely.",
)
ODDS_OF = Text(zh="胜算：{group}", en="Odds: {group}")
ODDS_HELP = Filled(
    zh="相对于其他人：0.5 是只有别人一半的胜算，2 是两倍，1 是一样。",
    en="Against others: 0.5 is half the odds of the others, 2 twice, 1 the same.",
)
STRENGTH = Filled(zh="按哪一列定强弱", en="Column of strengths")
NO_STRENGTH = Filled(zh="不用", en="none")
STRENGTH_HELP = Filled(
    zh="机会与这一列的数成正比；写了标准差，就当作得票的均值。",
    en="Chances in proportion to this column; with a spread it is the mean of the votes.",
)
SPREAD = Filled(zh="得票的标准差", en="Spread of the votes")
SPREAD_HELP = Filled(
    zh="0 是不用；大于 0 时得票按正态分布，群体胜算不再起作用。",
    en="0: not used. Above 0 votes are normal about the column, and odds of groups play no part.",
)
DO_CONTEST = Filled(zh="推演选举", en="Look at the vote")
DO_CONTEST_HELP = Filled(
    zh="数遍最坏和最好的结果，算出每条规则的可能性，并模拟十万次投票核对。",
    en="Counts the worst and best outcomes, works out each rule's chance, and draws 100,000 votes to check.",
)
SUPPOSED = Text(zh="以下假设每个机构差额 {margin}。", en="What follows supposes a margin of {margin} on every body.")
NO_SLATES = Filled(zh="这样的差额拟不出候选名单。", en="With such a margin there are no slates.")
CERTAINTY = Filled(zh="不靠假定：最坏和最好", en="Assuming nothing: worst and best")
LIKELY = Filled(zh="按假定：有多大可能", en="As assumed: how likely")
ODDS_WARNING = Filled(
    zh="“机会均等”在真实的差额选举里通常不对，按它估计的当选人数常差一倍。先在上面调整假定。",
    en="Equal odds are usually wrong in real contested votes, and forecasts from them often off by a factor of two. Adjust "
    "what is assumed above.",
)
ALL_CERTAIN = Filled(zh="每条规则都有保证，谁当选都符合。", en="Every rule is certain, whoever wins.")
ELECTION = Filled(zh="哪次选举", en="Election")
NO_RULES_HERE = Filled(zh="没有规则管这里。", en="No rule is about this body.")
DISTRIBUTION = Filled(zh="看哪条规则的分布", en="Distribution of which rule")
DISTRIBUTION_HELP = Filled(
    zh="横轴是当选人数，符合与不符合的分开画。", en="Across: how many are elected; those that keep the rule apart."
)
PROMISE = Filled(zh="规则", en="Rule")
TAKE_PROMISE = Filled(zh="要求无论谁当选都符合", en="Ask that it be kept whoever wins")
TAKE_PROMISE_HELP = Filled(
    zh="在规则里写上这个保证，算作一步修改；重新拟定时候选名单会配到够。",
    en="Writes this promise into the policy, as one change; slates are then planned so that it holds.",
)
NO_PROMISE = Text(zh="{rule} 不能这样保证：{why}。{cure}。", en="{rule} cannot promise that: {why}. {cure}.")
TAKE_MARGIN = Text(zh="把差额 {margin} 写进规则", en="Write the margin of {margin} into the policy")
TAKE_MARGIN_HELP = Filled(
    zh="算作一步修改，可以撤销；重新拟定以后，可以逐条要求“无论谁当选都符合”。",
    en="One change that can be undone; after planning again, rules can be asked to hold whoever wins.",
)

WITHDRAWALS_INTRO = Filled(
    zh="有人不能就任：每个人由谁接替，大家都退出时名单怎样动得最少。",
    en="People who will not serve: who replaces each one, and how little the roster changes without all of them.",
)
WHO_LEFT = Filled(zh="谁退出", en="Who withdraws")
WHO_LEFT_EMPTY = Filled(zh="输入姓名查找", en="Type a name")
WHO_LEFT_HELP = Filled(zh="名单上的人，可以选几个。", en="People on the roster, one or more.")
MEMBER = Text(zh="{name}（{id}）　{held}", en="{name} ({id}) · {held}")
WHY_LEFT = Filled(zh="理由（记入历史和文件）", en="Reason (kept in the history and printed)")
WHY_LEFT_HELP = Filled(zh="采用时写在锁定里，如“本人申请”。", en="Kept with the pins when it is taken.")
DO_WITHDRAWALS = Filled(zh="找接替", en="Find replacements")
DO_WITHDRAWALS_HELP = Filled(
    zh="守住全部硬性规则，变动最少，并给出证明。", en="All binding rules hold, the fewest changes, with a proof."
)
EACH_ALONE = Filled(zh="只退一个人时", en="If only one of them withdraws")
ALL_TOGETHER = Filled(zh="都退出时", en="If all of them withdraw")
FEWEST = Text(
    zh="{people} 人退出，名单上共变动 {moves} 人（含退出的人）。",
    en="With {people} withdrawn, {moves} people move in all (those who leave among them).",
)
NO_ROSTER_WITHOUT = Filled(zh="没有这些人就拟不出名单。", en="Without these people there is no roster.")
TAKE_LEFT = Filled(zh="采用：排除退出的人，其余尽量不动", en="Take it: hold them out, change the rest least")
TAKE_LEFT_HELP = Filled(
    zh="算作一步修改，可以撤销；随后按最少变动拟定，到“建议名单”看。",
    en="One change that can be undone; then the roster is planned near this one, under Proposal.",
)
