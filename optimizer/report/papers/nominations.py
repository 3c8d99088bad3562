"""The call for nominations (关于补充推荐人选的函): to whom, how many of what kind, why, and the form to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from optimizer.basis.position import Truth
from optimizer.basis.text import Filled, Text, same
from optimizer.diagnose.conflicts import Conflicts
from optimizer.diagnose.nominations import Nomination, Nominations
from optimizer.diagnose.widening import Statement
from optimizer.groups.predicate import Born, Not, Predicate, judge
from optimizer.groups.words import VALUE_WORDS, column_word
from optimizer.names.listing import Listing, Order
from optimizer.names.order import arranged
from optimizer.people.person import Pool
from optimizer.problem.problem import Problem
from optimizer.report.blocks import Block, Heading, Line, Table
from optimizer.report.conflicts import asks_words, claim_furthest, claim_word, conflict_words, ending_words
from optimizer.report.paper import Paper
from optimizer.report.person import listed
from optimizer.report.repairs import nomination_lines, statement_words
from optimizer.report.words import day_words

UNITS_NAMED = 30
"""Up to so many units are written to by name."""

FEWEST_ROWS, MOST_ROWS = 3, 30
"""Blank rows of the form: one for each person asked for, within these."""

_OPPOSITE = {"<=": ">", ">=": "<", "<": ">=", ">": "<="}


def nominations_paper(
    problem: Problem, wanted: Nominations, found: Conflicts, *, dated: date | None = None
) -> Paper | None:
    """The letter to the units with its form; None where no further people are known to help, or none are needed."""
    count = wanted.count or 0
    if not count or not wanted.helps:
        return None
    wanted = replace(wanted, listed=tuple(_plainly(nomination) for nomination in wanted.listed))
    blocks: list[Block] = [
        Line(text=_addressed(problem, wanted)),
        Line(text=_opening(problem)),
        Heading(text=_WANTED),
        *_wanted(problem, wanted),
        Heading(text=_WHY),
        *_why(problem, found),
        Heading(text=_HOW),
        _columns(problem, wanted),
        Line(text=_FILL),
        Heading(text=_WHEN),
        Line(text=_DEADLINE),
        Line(text=_ATTACHED),
        Heading(text=_FORM),
        _form(problem.pool, count),
    ]
    return Paper(id="nominations", title=_TITLE, blocks=tuple(blocks), dated=dated)


def _plainly(nomination: Nomination) -> Nomination:
    """The same with "not born before" as "born after"."""
    said = nomination.said
    statements = tuple(replace(each, group=_birth(each)) for each in said.statements)
    return replace(nomination, said=replace(said, statements=statements))


def _birth(statement: Statement) -> Predicate:
    match statement.group:
        case Not(Born(((sign, cutoff),))) if sign in _OPPOSITE:
            return Born(((_OPPOSITE[sign], cutoff),))
        case group:
            return group


def _addressed(problem: Problem, wanted: Nominations) -> Filled:
    """The units that can nominate such people, as far as they are few enough to be named."""
    units = list(dict.fromkeys(unit for nomination in wanted.listed for unit in _units(problem, nomination)))
    if not units or len(units) > UNITS_NAMED:
        return _ALL_UNITS
    return _NAMED_UNITS.fill(units=listed([same(unit) for unit in units]))


def _units(problem: Problem, nomination: Nomination) -> list[str]:
    """The pool's units that may nominate these people, in stroke order; empty where the pool has none."""
    pool, on = problem.pool, problem.policy.reference_date
    asked = [each.group for each in nomination.said.statements if each.column == "unit"]
    some = {person.value("unit"): person for person in pool.people if person.value("unit")}
    return [
        person.value("unit")
        for person in arranged(some.values(), Listing(order=Order.UNIT))
        if all(judge(group, person, None, on) is Truth.YES for group in asked)
    ]


def _opening(problem: Problem) -> Filled:
    policy, pool = problem.policy, problem.pool
    document = policy.source.get("document", "")
    words = {"title": policy.heading, "people": len(pool.people), "on": day_words(policy.reference_date)}
    return _UNDER.fill(document=document, **words) if document else _OPENING.fill(**words)


def _wanted(problem: Problem, wanted: Nominations) -> Iterator[Block]:
    """How many people there must be in all, how sure that is, and each kind of people with what they must be."""
    lines = nomination_lines(problem, wanted)
    yield lines[0]
    several = len(_all_units(problem)) > 1
    rows = [
        (
            same(str(number)),
            same(str(nomination.count)),
            _kind(problem, nomination),
            *_from(problem, nomination, several),
        )
        for number, nomination in enumerate(wanted.listed, 1)
    ]
    yield Table(
        id="wanted",
        title=_WANTED_TABLE,
        columns=(_NUMBER, _COUNT, _CONDITIONS, *((_UNIT,) if several else ())),
        rows=tuple(rows),
        note=_TOGETHER if len(rows) > 1 else None,
    )
    yield from lines[1 + len(wanted.listed) :]


def _kind(problem: Problem, nomination: Nomination) -> Filled:
    said = [
        statement_words(each, problem.policy.titles) for each in nomination.said.statements if each.column != "unit"
    ]
    if not said:
        return _ANYBODY
    return Filled(zh="；".join(each.zh for each in said), en="; ".join(each.en for each in said))


def _from(problem: Problem, nomination: Nomination, several: bool) -> tuple[Filled, ...]:
    """The units that may nominate, where the pool has several."""
    if not several:
        return ()
    units = _units(problem, nomination)
    everyone = len(units) == len(_all_units(problem))
    distinct = any(each.column == "unit" and each.distinct for each in nomination.said.statements)
    words = _ANY_UNIT if everyone else listed([same(unit) for unit in units])
    return (_EACH_ANOTHER.fill(units=words) if distinct else words,)


def _all_units(problem: Problem) -> set[str]:
    return {person.value("unit") for person in problem.pool.people} - {""}


def _why(problem: Problem, found: Conflicts) -> Iterator[Block]:
    """What cannot hold with the pool as it is, and where each of it is written."""
    yield Line(text=_SHORTFALL)
    for number, conflict in enumerate(found.found, 1):
        yield Line(text=conflict_words(problem, conflict, number))
    sources = {rule.id: rule.source for rule in problem.rules}
    rows = [
        (
            claim_word(problem, name),
            asks_words(problem, name),
            _joined(claim_furthest(problem, conflict, name)),
            same(sources.get(name, "")),
        )
        for conflict in found.found
        for name in conflict.claims
    ]
    if rows:
        columns = (_RULE, _ASKS, _FURTHEST, _SOURCE)
        yield Table(id="claims", title=_CLAIMS, columns=columns, rows=tuple(dict.fromkeys(rows)))
    yield Line(text=ending_words(found))


def _columns(problem: Problem, wanted: Nominations) -> Table:
    """The columns of the form that decide something: how to write them, which rules use them, what is asked this time."""
    users: dict[str, list[str]] = {}
    for column, user in problem.policy.columns():
        users.setdefault(column, []).append(user)
    if any(office.modes for office in problem.policy.offices):
        users.setdefault("modes", [])
    asked: dict[str, list[Filled]] = {}
    for number, nomination in enumerate(wanted.listed, 1):
        for each in nomination.said.statements:
            words = statement_words(each, problem.policy.titles)
            several = len(wanted.listed) > 1
            asked.setdefault(each.column, []).append(_OF_KIND.fill(said=words, number=number) if several else words)
    names = {rule.id for rule in problem.rules}
    rows = []
    for column in problem.pool.columns:
        if column != "name" and column not in users and column not in asked:
            continue
        rules = listed([same(user) for user in dict.fromkeys(users.get(column, ())) if user in names])
        rows.append((_named(problem.pool, column), _form_of(column), _joined(asked.get(column, ())), rules))
    return Table(
        id="columns",
        title=_COLUMNS,
        columns=(_COLUMN, _WRITE, _ASKED, _USED),
        rows=tuple(rows),
        note=_OTHERS,
    )


def _joined(parts: Iterable[Filled]) -> Filled:
    every = list(parts)
    return Filled(zh="；".join(each.zh for each in every), en="; ".join(each.en for each in every))


def _form_of(column: str) -> Filled:
    """How a cell of a column is written."""
    if column in _FORMS:
        return _FORMS[column]
    words = [said.zh for (named, _), said in VALUE_WORDS.items() if named == column]
    return _ONE_OF_WORDS.fill(words="、".join(words)) if words else _FREE


def _form(pool: Pool, count: int) -> Table:
    """The form: the pool's own columns with blank rows, so that it can be put under the pool as it is."""
    columns = [column for column in pool.columns if column not in _OWN]
    blank = tuple(same("") for _ in columns)
    rows = max(FEWEST_ROWS, min(count, MOST_ROWS))
    return Table(
        id="form",
        title=_FORM_TABLE,
        columns=(_NUMBER, *(_header(pool, column) for column in columns)),
        rows=tuple((same(str(number)), *blank) for number in range(1, rows + 1)),
        note=_FORM_NOTE,
        wide=True,
    )


def _header(pool: Pool, column: str) -> Filled:
    """A column's header exactly as the pool has it, so that the rows fit below it."""
    return same(pool.headers.get(column, column_word(column).zh))


def _named(pool: Pool, column: str) -> Filled:
    """A column's header; in English with what it means."""
    written, meant = _header(pool, column).zh, column_word(column).en
    return Filled(zh=written, en=written if written == meant else f"{written} ({meant})")


_OWN = frozenset(("id", "score", "rank"))
"""Columns that the association fills in itself."""

_HEADS = "医院院长、学校校长、农技站站长、科技型企业负责人"
_FORMS: Mapping[str, Filled] = {
    "name": Filled(zh="身份证上的姓名", en="as on the identity card"),
    "sex": Filled(zh="男、女", en="男 (male) or 女 (female)"),
    "birth": Filled(zh="1980-05，最好写到日：1980-05-17", en="1980-05, or better to the day: 1980-05-17"),
    "frontline": Filled(zh="是、否；没有核定的写“待定”", en="是 (yes), 否 (no) or, until settled, 待定"),
    "head": Filled(zh=f"{_HEADS}；都不是就空着", en=f"{_HEADS}; empty for none"),
    "cadre": Filled(zh="是、否", en="是 (yes) or 否 (no)"),
    "resident": Filled(zh="是、否", en="是 (yes) or 否 (no)"),
    "incumbent": Filled(zh="上届的职务；没有就空着", en="the office held last term; empty for none"),
    "modes": Filled(
        zh="专职、兼职、挂职，可以几种都行的用“、”隔开",
        en="专职 (full-time), 兼职 (part-time), 挂职 (seconded); several with 、 between",
    ),
    "ethnicity": Filled(zh="全称，如汉族、回族", en="in full, such as 汉族, 回族"),
    "unit": Filled(zh="和以前名册里的写法相同", en="written as in the earlier register"),
    "terms": Filled(zh="数字", en="a figure"),
    "kin": Filled(zh="近亲属写同一个代号；没有就空着", en="the same code for near relatives; empty for none"),
}
_TITLE = Filled(zh="关于补充推荐人选的函（草案）", en="Call for further nominations (draft)")
_ALL_UNITS = Filled(zh="各推荐单位：", en="To all nominating units:")
_NAMED_UNITS = Text(zh="{units}：", en="To {units}:")
_OPENING = Text(
    zh="{title}的名单正在拟定（年龄算到{on}）。现有推荐人选 {people} 名，从中排不出符合全部硬性规则的名单，这一点已经证明。"
    "请补充推荐下列人选。",
    en="The rosters of the {title} are being drawn up (ages as of {on}). From the {people} people nominated so far no roster keeps "
    "all binding rules; this is proven. Please nominate further people as follows.",
)
_UNDER = Text(
    zh="{title}的名单正在根据《{document}》拟定（年龄算到{on}）。现有推荐人选 {people} 名，从中排不出符合全部硬性规则的名单，"
    "这一点已经证明。请补充推荐下列人选。",
    en='The rosters of the {title} are being drawn up under "{document}" (ages as of {on}). From the {people} people nominated so '
    "far no roster keeps all binding rules; this is proven. Please nominate further people as follows.",
)
_WANTED = Filled(zh="需要补充的人选", en="Whom we need")
_WHY = Filled(zh="为什么需要", en="Why")
_HOW = Filled(zh="怎样填写", en="How to fill in the form")
_WHEN = Filled(zh="报送", en="Returning the form")
_WANTED_TABLE = Filled(zh="补充推荐的人数和条件", en="How many people, and what they must be")
_NUMBER = Filled(zh="序号", en="No.")
_COUNT = Filled(zh="人数", en="People")
_CONDITIONS = Filled(zh="每人都要符合", en="Each of them must be")
_UNIT = Filled(zh="可以推荐的单位", en="Units that may nominate")
_TOGETHER = Filled(zh="各行的人都要，缺一行不够。", en="People of every row are needed.")
_ANYBODY = Filled(zh="条件不限", en="anybody")
_ANY_UNIT = Filled(zh="任何推荐单位", en="any unit")
_EACH_ANOTHER = Text(zh="{units}（每人来自不同的单位）", en="{units} (each person from another unit)")
_SHORTFALL = Filled(
    zh="按现有推荐人选，下面这些要求凑不到一起：",
    en="With the people nominated so far, what follows cannot all be kept:",
)
_CLAIMS = Filled(zh="涉及的规则", en="The rules concerned")
_RULE = Filled(zh="规则", en="Rule")
_ASKS = Filled(zh="要求", en="Asks")
_FURTHEST = Filled(zh="现有人选最多能做到", en="What the people nominated so far allow")
_SOURCE = Filled(zh="依据", en="Source")
_COLUMNS = Filled(zh="哪些列必须填，怎样填", en="The columns to fill in")
_COLUMN = Filled(zh="列", en="Column")
_WRITE = Filled(zh="写法", en="How to write it")
_ASKED = Filled(zh="这次的条件", en="Asked this time")
_USED = Filled(zh="用到的规则", en="Rules that use it")
_OTHERS = Filled(zh="表中的其他列请尽量填全。", en="Please fill in the other columns as far as you can.")
_ONE_OF_WORDS = Text(zh="{words}", en="one of {words}")
_FREE = Filled(zh="照实填写", en="as it is")
_OF_KIND = Text(zh="{said}（第{number}行）", en="{said} (row {number})")
_FILL = Filled(
    zh="上面各列空着的，核算时按不利的一边计，可能仍不够数。",
    en="Where one of these columns is left empty, the person counts against the rules, so that they may still not be met.",
)
_DEADLINE = Filled(
    zh="请于　　年　月　日前，将填好的推荐人选表报送科协换届工作机构（联系人：　　　　　电话：　　　　　　）。",
    en="Please return the form to the association's turnover office by ____ ____________ 20____ "
    "(contact: ________________, telephone: ________________).",
)
_ATTACHED = Filled(zh="附：推荐人选表", en="Attached: the form")
_FORM = Filled(zh="推荐人选表", en="Form for nominations")
_FORM_TABLE = Filled(zh="补充推荐人选", en="People nominated")
_FORM_NOTE = Filled(
    zh="列和候选人表相同，填好后可以直接接在候选人表后面。行不够可以加。",
    en="The columns are those of the pool, so that the rows can be put below it as they are. Add rows as needed.",
)
