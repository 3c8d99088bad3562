"""Every text of this view, in both languages."""

from __future__ import annotations

from optimizer.basis.text import Filled, Text

NO_POOL = Filled(
    zh="还没有人选库。先到“人选库”选一个样例，或上传候选人表。",
    en="There is no pool yet. Choose a sample or upload one under Pool.",
)
NO_POLICY = Filled(zh="还没有规则。先到“规则”选一份政策。", en="There is no policy yet. Choose one under Policy.")
POOL_FAULTS = Filled(
    zh="人选库里有问题，改好以后才能拟定名单。",
    en="The pool has faults; once they are mended a roster can be proposed.",
)
POLICY_FAULTS = Filled(
    zh="规则里有问题，改好以后才能拟定名单。",
    en="The policy has faults; once they are mended a roster can be proposed.",
)
TO_POOL = Filled(zh="到“人选库”", en="Go to Pool")
TO_POLICY = Filled(zh="到“规则”", en="Go to Policy")

PROPOSE = Filled(zh="拟定名单", en="Propose")
PROPOSE_HELP = Filled(
    zh="按现在的人选库、规则和锁定拟定各级名单，并证明没有更好的；证明没有这样的名单时，说明为什么、怎样补救。",
    en="Drafts the rosters from the pool, policy and pins as they are now and proves that none is better; "
    "where there is none, says why and what would help.",
)
UP_TO_DATE = Filled(
    zh="名单就是按现在的人选库、规则和锁定拟定的，并已证明，不用再拟。",
    en="The roster is of the pool, policy and pins as they are now and is proven; there is nothing to do again.",
)
LEAST = Filled(zh="在原名单上少动", en="Change the roster least")
LEAST_HELP = Filled(
    zh="重新拟定，先使与手上名单的变动最少，再比得分。",
    en="Proposes again with the fewest changes from the roster in hand; the totals come after that.",
)
ANEW = Filled(zh="不管原名单，重新拟定", en="Propose anew, whatever the earlier roster")
ANEW_HELP = Filled(
    zh="不再以原名单为基准，从头择优。", en="No longer stays near the earlier roster; the best totals decide."
)
BASED = Filled(
    zh="以一份原有名单为基准：规则之后，先求变动最少。",
    en="Based on an earlier roster: after the rules, the fewest changes come first.",
)
KEEP = Filled(zh="存进方案", en="Keep in the scenario")
KEEP_HELP = Filled(
    zh="这份名单还没有存进方案（撤销过，或存的时候别处刚好在改）。",
    en="This roster is not kept in the scenario (a step was undone, or somebody changed it just then).",
)
KEPT = Text(zh="拟定名单：{status}", en="rosters proposed: {status}")
STATUS_SHORT = {
    "optimal": Filled(zh="已证明最优", en="proven optimal"),
    "feasible": Filled(zh="可行，未证明最优", en="feasible, not proven best"),
    "impossible": Filled(zh="已证明不可能", en="proven impossible"),
    "unknown": Filled(zh="没有结论", en="no conclusion"),
}
MORE = Filled(zh="更多", en="More")
LIMIT = Filled(zh="时间上限（秒）", en="Time limit (seconds)")
LIMIT_HELP = Filled(
    zh="到时就停，给出当时最好的名单；没有证明的会说明。留空就不限。",
    en="Stops then with the best roster so far and says that it is not proven. Empty: no limit.",
)
NO_LIMIT = Filled(zh="不限", en="none")
SEED = Filled(zh="抽签的种子", en="Seed of the draw")
SEED_HELP = Filled(
    zh="几个人一样好时按编号抽签；同一个种子，抽签的结果总是一样。",
    en="People who are equally good are drawn by their ids; the same seed always draws the same.",
)

WAITING = Filled(zh="正在准备……", en="Preparing …")
WORKING = Text(
    zh="第 {number} 个目标，共 {total} 个：{goal}　已用 {seconds} 秒",
    en="Goal {number} of {total}: {goal} · {seconds} seconds so far",
)
FIGURES = Text(zh="　已达到 {value}，已证明的界 {bound}", en=" · reached {value}, proven bound {bound}")
DOING = Text(zh="{said} {number}/{total}　已用 {seconds} 秒", en="{said} {number}/{total} · {seconds} seconds so far")
STOP = Filled(zh="停止", en="Stop")
STOP_HELP = Filled(zh="停下来，保留已经找到的。", en="Stops and keeps what was found so far.")
STOPPING = Filled(zh="正在停止……", en="Stopping …")
STOPPED_WAITING = Filled(zh="还没有开始就停止了，没有结果。", en="Stopped before it began; there is no result.")
FAILED = Text(
    zh="内部错误，没有结果（{why}）。方案没有变。请报告这个问题。",
    en="Internal error: there is no result ({why}). The scenario is as it was. Please report this.",
)
PROVENANCE = Text(zh="求解器 {solver}，用时 {seconds} 秒", en="Solver {solver}, {seconds} seconds")
STALE = Filled(
    zh="下面是改动之前的名单。人选库、规则或锁定已经变了，请重新拟定。",
    en="Below is the roster from before the last changes. Pool, policy or pins differ now: propose again.",
)
STALE_GONE = Filled(
    zh="上次拟定以后，人选库、规则或锁定已经变了，请重新拟定。",
    en="Pool, policy or pins have changed since the last proposal: propose again.",
)
READY = Text(zh="{people} 人；{policy}；{pins} 条锁定", en="{people} people; {policy}; pins: {pins}")

MEMBERS = Filled(zh="入选", en="On the roster")
MEMBERS_HELP = Text(zh="各级实有人数和席位：{parts}。", en="Filled and seats: {parts}.")
PART_FILLED = Text(zh="{title} {found}/{seats}", en="{title} {found}/{seats}")
PEOPLE = Text(zh="{count} 人", en="{count} people")
BINDING = Filled(zh="硬性规则", en="Binding rules kept")
BINDING_HELP = Filled(
    zh="“必须”和“一般”的规则符合几条，共几条；不靠求解器，另外逐人数过。",
    en="How many of the rules that bind are kept; counted by head, apart from the solver.",
)
WISHES = Filled(zh="尽量的规则", en="Preferred rules met")
WISHES_HELP = Filled(
    zh="“尽量”的规则达到几条，共几条。达不到的，已尽可能接近。",
    en="How many of the rules to be met as far as possible are met; the others come as near as they can.",
)
GOALS = Filled(zh="目标已证明", en="Goals proven")
GOALS_HELP = Filled(
    zh="依次满足的目标中，已证明不可能更好的有几个。",
    en="Of the goals, met one after the other, how many are proven to be as good as can be.",
)
TO_SETTLE = Filled(zh="待核定", en="Data to settle")
TO_SETTLE_HELP = Filled(
    zh="候选人表里说不清、又影响规则的格子；核定之前按不利于规则的方向计算。",
    en="Cells of the pool that are unclear and matter to a rule; until settled they count against it.",
)

SECTION = Filled(zh="内容", en="Section")
ROSTERS = Filled(zh="名单", en="Rosters")
RULES = Filled(zh="规则和目标", en="Rules and goals")
CHANGES = Filled(zh="变动", en="Changes")
OTHERS = Filled(zh="别的名单", en="Other rosters")
PINS = Text(zh="锁定 {count}", en="Pins {count}")

PART = Filled(zh="机构、职务", en="Body or office")
PART_LABEL = Text(zh="{title} {found}/{seats}", en="{title} {found}/{seats}")
EVERYBODY = Text(zh="全部人选 {count}", en="Whole pool {count}")
SEARCH = Filled(zh="查找", en="Find")
SEARCH_HINT = Filled(zh="姓名、编号、单位……", en="name, id, unit …")
ANY = Filled(zh="不限", en="any")
SEX, UNIT, GROUP = Filled(zh="性别", en="Sex"), Filled(zh="单位", en="Unit"), Filled(zh="群体", en="Group")
SHOWN = Text(zh="{shown} 人，共 {count} 人", en="{shown} of {count} people")
NOBODY_FITS = Filled(zh="没有符合筛选的人。", en="Nobody fits the filters.")
CLEAR = Filled(zh="清除筛选", en="Clear the filters")
NAME, ID, HOLDS = Filled(zh="姓名", en="Name"), Filled(zh="编号", en="Id"), Filled(zh="拟任", en="Holds")
PINNED = Filled(zh="锁定", en="Pinned")
CLICK_ROW = Filled(
    zh="点一行的左端，看这个人；也可以在右边直接选。", en="Tick a row to see the person, or choose one beside."
)
GRID_ALT = Text(zh="{title}名单，{count} 人", en="Roster: {title}, {count} people")

PERSON = Filled(zh="人选", en="Person")
PERSON_HINT = Filled(zh="选一个人，或输入姓名、编号", en="Choose somebody, or type a name or id")
NO_PERSON = Filled(
    zh="在名单里点一个人，或在这里选：看他的情况、为什么入选或落选，也可以锁定或排除。",
    en="Tick somebody in the roster or choose them here: their data, why they are in or out, and pins.",
)
BARELY = Filled(zh="不在名单里", en="not on the roster")
COUNTS_FOR = Text(zh="算在这些规则里：{rules}", en="Counts for: {rules}")
SWAPS = Text(zh="这个席位可以无损地换成：{others}", en="Could hold this seat at no loss: {others}")
AND_MORE = Text(zh="{said} 等 {count} 人", en="{said} … {count} in all")
CELLS = Filled(zh="候选人表里的全部内容", en="Everything the pool says")
FIELD, VALUE = Filled(zh="项目", en="Field"), Filled(zh="内容", en="Value")
WHY = Filled(zh="为什么", en="Why?")
WHY_HELP = Filled(
    zh="为什么在、为什么不在每个机构和职务里；如果反过来，代价是什么、谁要跟着变。",
    en="Why they are in or out of each body and office, and what the other choice would cost and move.",
)
WHY_STALE = Filled(zh="先重新拟定，再问为什么。", en="Propose again first, then ask why.")
HOLD = {
    "in": Filled(zh="保留", en="in"),
    "free": Filled(zh="不定", en="free"),
    "out": Filled(zh="排除", en="out"),
}
PIN_HELP = Filled(
    zh="保留：必须在其中；排除：不得在其中；不定：由规则和目标决定。下次拟定时起作用。",
    en="In: must be there. Out: must not be. Free: rules and goals decide. It counts from the next proposal on.",
)
ITEM = Text(zh="{name}：{said}", en="{name}: {said}")
REASON = Filled(zh="锁定的理由（会印出来）", en="Reason for the pins (it is printed)")
REASON_HINT = Filled(zh="如：任期已满", en="such as: term is over")
NO_PINS = Filled(
    zh="没有锁定的人。在名单里点一个人，就可以把他保留或排除。",
    en="Nobody is pinned. Tick somebody in the roster to hold them in or out.",
)
PIN_ROW = Text(zh="{who}　{title}：{hold}", en="{who} · {title}: {hold}")
PIN_REASON = Text(zh="（{reason}）", en=" ({reason})")
FREE = Filled(zh="放开", en="Free")
STRAY = Filled(
    zh="这些锁定不起作用：人已不在人选库，或规则里没有这个机构、职务。",
    en="These pins have no effect: the person has left the pool, or the policy has no such body or office.",
)

WHO = Filled(zh="人", en="Person")
REASON_COLUMN = Filled(zh="原因", en="Because")
NO_EARLIER = Filled(
    zh="没有可比的原名单。锁定一个人，或改了规则以后再拟定，这里列出谁进、谁出、谁换位。",
    en="There is no earlier roster to compare. Pin somebody or change a rule and propose again: "
    "who enters, leaves and moves is listed here.",
)
NOTHING_MOVED = Filled(zh="没有人变动。", en="Nobody moves.")
BY_PIN = Text(zh="锁定：{hold}", en="pinned: {hold}")
BY_PIN_REASON = Text(zh="锁定：{hold}（{reason}）", en="pinned: {hold} ({reason})")
GONE = Filled(zh="已不在人选库", en="has left the pool")
FOLLOWS = Filled(zh="随之调整，变动已是最少", en="follows; the changes are the fewest possible")
FOLLOWS_OPEN = Filled(zh="随之调整", en="follows")
CHOSEN = Filled(zh="重新择优", en="the best totals")

DIAGNOSING = Filled(zh="正在找原因和补救办法……", en="Looking for the causes and for repairs …")
WHY_NOT = Filled(zh="为什么不可能", en="Why it is impossible")
WAYS = Filled(zh="补救办法，代价小的在前", en="Repairs, the cheapest first")
NUMBERED = Text(zh="{number}. {said}", en="{number}. {said}")
NOW_ASKS = Text(zh="现在要求：{said}", en="Asks now: {said}")
COST = Text(
    zh="代价 {cost}，差 {heads} 人；{proof}；照此拟定：{status}",
    en="cost {cost}, {heads} short; {proof}; the roster then: {status}",
)
PROVEN = Filled(zh="已证明最便宜", en="proven cheapest")
NOT_PROVEN = Filled(zh="未证明最便宜", en="not proven cheapest")
APPLY = Filled(zh="应用", en="Apply")
APPLY_HELP = Filled(
    zh="把这一条写进本方案的规则和锁定，可以撤销；然后再拟定。",
    en="Writes it into the scenario's policy and pins, which can be undone; then propose again.",
)
BY_HAND = Filled(zh="这一条要到“规则”里手工改。", en="This one has to be changed by hand under Policy.")
AGAINST_LAST = Filled(zh="与手上的名单相比", en="Against the roster in hand")
AGAINST_FIRST = Filled(zh="与第 1 条的名单相比", en="Against the roster of repair 1")
NO_REPAIRS = Filled(zh="没有找到补救办法。", en="No repair was found.")
SINGLES = Filled(zh="更多：只改一条、各项人数", en="More: changing one thing alone, and the counts")
DIAGNOSE_AGAIN = Filled(zh="再找原因和补救办法", en="Look for causes and repairs again")

DISTANCE = Filled(zh="可以差多少", en="How much worse it may be")
DISTANCE_HELP = Filled(
    zh="各得分目标最多可以比这份名单差多少；规则一条也不放松。0% 就是一样好。",
    en="How far the totals may fall short of this roster; no rule is loosened. 0% is as good.",
)
COUNT = Filled(zh="几份", en="How many")
COUNT_HELP = Filled(
    zh="找几份；每一份都与前面的相差最大。", en="How many to find; each differs from those before as much as possible."
)
FIND = Filled(zh="找别的名单", en="Find other rosters")
FIND_HELP = Filled(
    zh="在这个范围内找彼此相差最大的名单。", en="Finds the rosters within it that differ from each other most."
)
LABEL = Filled(zh="谁必进、谁可换", en="Who is core, who could change")
LABEL_HELP = Filled(
    zh="在这个范围内的所有名单里：每份都有的人必进，都没有的不进，其余可换。",
    en="Over all rosters within it: who is in every one, in none, or in some.",
)
NONE_FOUND = Filled(
    zh="在这个范围内没有别的名单：这份名单是唯一的。把范围放宽一点再找。",
    en="There is no other roster within it: this one is the only one. Allow a little more and try again.",
)
SIDE = Filled(zh="并排比较", en="Side by side")
PLAN = Filled(zh="这份名单", en="This roster")
OTHER = Text(zh="另一份 {number}", en="Roster {number}")
COMMON = Text(
    zh="{count} 人在每份里任职相同；下面是不同的 {differ} 人。",
    en="{count} people hold the same in all; these {differ} differ.",
)
COMMON_FOLD = Text(zh="每份都相同的 {count} 人", en="The same in all: {count} people")
ABSENT = Filled(zh="—", en="—")
ASK_AGAIN = Filled(zh="先重新拟定，再找别的名单。", en="Propose again first, then look for others.")
