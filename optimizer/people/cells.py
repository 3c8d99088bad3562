"""Reading single cells: each reader turns the text of a cell into a value, or says what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from optimizer.basis.position import MODES
from optimizer.basis.text import Filled, Text
from optimizer.people.words import clean_code, clean_text, word


@dataclass(frozen=True, kw_only=True)
class Bad:
    """What is wrong with a cell and how to mend it; the table adds the place."""

    kind: str
    message: Filled
    cure: Filled


def _words(**values: str) -> dict[str, str]:
    return {word_: value for value, words in values.items() for word_ in words.split()}


_YES_NO = _words(
    yes="是 对 yes y true t 1 √ ✓ ✔ ☑",
    no="否 不是 非 no n false f 0 × x ✗ ✘ ✕ ✖ ☒",
)
_SEX = _words(male="男 男性 male m man", female="女 女性 female f woman")
_FRONTLINE = _YES_NO | _words(
    yes="一线 基层 基层一线",
    no="非一线 非基层 非基层一线 不是一线",
    unsure="待定 待核 待核实 待确认 待查 不确定 不详 未知 unsure unknown uncertain tbd ?",
)
_CADRE = _YES_NO | _words(yes="领导干部", no="非领导干部")
_RESIDENT = _YES_NO | _words(yes="驻会 可驻会 能驻会", no="不驻会 非驻会 不可驻会 不能驻会")
_INCUMBENT = _YES_NO | _words(no="无 非上届")
_NONE = frozenset(_words(none="无 否 没有 不是 非 - – — ―― —— / \\ × x no none n 0 false"))
_NO_HEAD = _NONE | {"非三长", "非四长"}
_HEADS: tuple[tuple[str, re.Pattern[str]], ...] = (
    # Deputies (副) are no heads; 院长 alone may head a college, so the kind of house must be said.
    (
        "hospital",
        re.compile(
            r"(?!.*副).*(医院|卫生院)(院长)?|(?!.*副).*卫生服务中心(主任)?|hospital(head|director)?|headofhospital"
        ),
    ),
    (
        "school",
        re.compile(r"(?!.*副).*校长|学校|中小学|school(head|principal)?|headofschool|principal|headmaster|headteacher"),
    ),
    (
        "agrotech",
        re.compile(
            r"(?!.*副).*(农技|农业技术).*(站长|站|中心主任|中心)|(?!.*副).*农业(综合)?服务中心(主任)?|agrotech(stationhead|head)?"
        ),
    ),
    (
        "enterprise",
        re.compile(
            r"(?!.*副)(科技型?|科技创新型?|高新技术|高科技|民营)*企业(家|(主要)?负责人|董事长|总经理)?"
            r"|(tech)?enterprise(head)?|headof(tech)?enterprise|entrepreneur"
        ),
    ),
)
# The grades of the civil service as its law names them, and as people shorten them.
_GRADES = (
    ("厅", ("厅局级", "厅级", "厅局", "厅")),
    ("处", ("县处级", "县级", "处级", "县处", "处")),
    ("科", ("乡科级", "科级", "乡科", "科")),
)
_LEVELS = {
    said: f"{rank}{grade}级"
    for grade, names in _GRADES
    for rank in "正副"
    for name in names
    for said in (rank + name, f"{name}{rank}职")
}
_MODES = _words(
    full_time="专职 full_time full-time fulltime",
    part_time="兼职 part_time part-time parttime",
    seconded="挂职 seconded secondment",
)
_MODE_WORD = re.compile(r"专职|兼职|挂职|full[-_ ]?time|part[-_ ]?time|seconded|secondment")
_MODE_GAP = re.compile(r"[\s、,;/|+和或及与]*")
_FORMULA_ERROR = re.compile(
    r"#(NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|SPILL!|CALC!|FIELD!|GETTING_DATA)|Err:\d{3}", re.IGNORECASE
)
_ROUNDED = re.compile(r"\d(\.\d+)?E\+?\d{2}", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(?:\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\.(\d+))?")
_TERMS = re.compile(r"(\d{1,2})(?:\.0+)?届?")
_HAN_DIGITS = str.maketrans("〇零一二两三四五六七八九", "001223456789")
_WHOLE = re.compile(r"(?:第)?(\d{1,9})(?:\.0+)?(?:名|位)?")
SCORE_DECIMALS = 6

_UNKNOWN = Text(zh="看不懂的{what}", en="unknown {what}")
_FORMULA = Text(zh="单元格里是公式错误", en="the cell holds a formula error")
_MEND_FORMULA = Text(zh="请改好公式，或直接填写内容", en="mend the formula or type the value")
_ROUNDED_SAID = Text(
    zh="长数字已被表格软件四舍五入，原来的数字丢失",
    en="the spreadsheet program has rounded this long number; digits are lost",
)
_MEND_ROUNDED = Text(
    zh="请把这一列设为“文本”格式，再重新填写编号", en="format the column as text and enter the id again"
)
_NO_NUMBER = Text(zh="不是数字", en="this is no number")
_WRITE_NUMBER = Text(zh="请写数字，例如 86.5，或留空", en="write a number such as 86.5, or leave it empty")
_TOO_FINE = Text(zh="小数超过 {most} 位", en="more than {most} decimals")
_ROUND = Text(zh="请四舍五入到 {most} 位以内", en="round it to {most} decimals or fewer")
_NO_RANK = Text(zh="不是正整数", en="this is no positive whole number")
_WRITE_RANK = Text(zh="请写 1、2、3……，或留空", en="write 1, 2, 3 …, or leave it empty")
_NO_TERMS = Text(zh="不是届数", en="this is no number of terms")
_WRITE_TERMS = Text(zh="请写 0、1、2……，或留空", en="write 0, 1, 2 …, or leave it empty")


def _bad(kind: str, *, zh: tuple[str, str], en: tuple[str, str]) -> Bad:
    """An unknown word: what it should be, and the words allowed, in each language."""
    return Bad(
        kind=kind,
        message=_UNKNOWN.fill(what=Filled(zh=zh[0], en=en[0])),
        cure=Filled(zh=f"请写{zh[1]}，或留空", en=f"write {en[1]}, or leave it empty"),
    )


_BAD_SEX = _bad("people.sex", zh=("性别", "“男”或“女”"), en=("sex", "male or female"))
_BAD_FRONTLINE = _bad(
    "people.frontline", zh=("基层一线填法", "“是”“否”或“待定”"), en=("frontline value", "yes, no or unsure")
)
_BAD_CADRE = _bad("people.cadre", zh=("领导干部填法", "“是”或“否”"), en=("leading cadre value", "yes or no"))
_BAD_RESIDENT = _bad("people.resident", zh=("驻会填法", "“是”或“否”"), en=("resident value", "yes or no"))
_BAD_MODES = _bad(
    "people.modes",
    zh=("任职方式", "“专职”“兼职”“挂职”，多种用顿号隔开"),
    en=("mode of appointment", "full_time, part_time or seconded, several separated by commas"),
)


def read_id(written: str) -> str | Bad:
    """An id as text; Bad when a spreadsheet program has turned it into a rounded number."""
    text = clean_code(written)
    if _ROUNDED.fullmatch(text):
        return Bad(kind="people.rounded", message=_ROUNDED_SAID.fill(), cure=_MEND_ROUNDED.fill())
    return text


def read_sex(written: str) -> str | Bad:
    """`male`, `female` or "" for an empty cell."""
    return _looked_up(written, _SEX, _BAD_SEX)


def read_frontline(written: str) -> str | Bad:
    """`yes`, `no`, `unsure` or "" for an empty cell."""
    return _looked_up(written, _FRONTLINE, _BAD_FRONTLINE)


def read_cadre(written: str) -> str | Bad:
    """`yes`, `no` or "" for an empty cell."""
    return _looked_up(written, _CADRE, _BAD_CADRE)


def read_head(written: str) -> str:
    """`hospital`, `school`, `agrotech`, `enterprise`; "" for none; any other kind of head as written."""
    said = word(written)
    if said in _NO_HEAD:
        return ""
    return next((head for head, pattern in _HEADS if pattern.fullmatch(said)), clean_text(written))


def says_only_yes(head: str) -> bool:
    """Whether a head cell, already read, says that the person is one of the heads but not which."""
    said = word(head)
    return _YES_NO.get(said) == "yes" or said in ("三长", "四长")


def read_incumbent(written: str) -> str:
    """`yes` or `no` for 是 or 否 and their like; otherwise the body or office as written."""
    return _INCUMBENT.get(word(written), clean_text(written))


def read_resident(written: str) -> str | Bad:
    """`yes`, `no` or "" for an empty cell."""
    return _looked_up(written, _RESIDENT, _BAD_RESIDENT)


def read_level(written: str) -> str:
    """An administrative level in its short form (县处级正职 is 正处级), "" for none; any other level as written."""
    said = word(written)
    return "" if said in _NONE else _LEVELS.get(said, clean_text(written))


def read_terms(written: str) -> str | Bad:
    """A number of terms in plain digits (两届 is 2, 无 is 0), "" for an empty cell."""
    said = word(written)
    if said in _NONE:
        return "0"
    whole = _TERMS.fullmatch(said.translate(_HAN_DIGITS))
    if said and not whole:
        return Bad(kind="people.terms", message=_NO_TERMS.fill(), cure=_WRITE_TERMS.fill())
    return str(int(whole[1])) if whole else ""


def read_kin(written: str) -> str:
    """The code near relatives share, capitals for small letters; "" for none: 无 must not make everybody relatives."""
    return "" if word(written) in _NONE else clean_code(written).upper()


def read_modes(written: str) -> tuple[str, ...] | Bad:
    """Modes of appointment in the fixed order; an empty cell means part-time."""
    text = clean_code(written).casefold()
    if not text:
        return ("part_time",)
    found = {_MODES[each.replace(" ", "_")] for each in _MODE_WORD.findall(text)}
    if not found or not _MODE_GAP.fullmatch(_MODE_WORD.sub("", text)):
        return _BAD_MODES
    return tuple(mode for mode in MODES if mode in found)


def read_score(written: str) -> Decimal | Bad | None:
    """An exact decimal, None for an empty cell; thousands separators are allowed."""
    text = clean_code(written)
    if not text:
        return None
    number = _NUMBER.fullmatch(text)
    if not number:
        return Bad(kind="people.score", message=_NO_NUMBER.fill(), cure=_WRITE_NUMBER.fill())
    if len((number[1] or "").rstrip("0")) > SCORE_DECIMALS:
        return Bad(
            kind="people.score", message=_TOO_FINE.fill(most=SCORE_DECIMALS), cure=_ROUND.fill(most=SCORE_DECIMALS)
        )
    # One number has one text, as the pool's hash needs: no trailing zeros, no exponent, no minus before nought.
    plain = text.replace(",", "")
    return Decimal(plain.rstrip("0").rstrip(".") if number[1] else plain) + 0


def read_rank(written: str) -> int | Bad | None:
    """A whole number from 1, None for an empty cell."""
    text = clean_code(written)
    if not text:
        return None
    whole = _WHOLE.fullmatch(text)
    if not whole or int(whole[1]) < 1:
        return Bad(kind="people.rank", message=_NO_RANK.fill(), cure=_WRITE_RANK.fill())
    return int(whole[1])


def formula_error(written: str) -> Bad | None:
    """Bad when the cell shows the error of a formula, such as #REF!."""
    if not written.startswith(("#", "E")) or not _FORMULA_ERROR.fullmatch(written.strip()):
        return None
    return Bad(kind="people.formula", message=_FORMULA.fill(), cure=_MEND_FORMULA.fill())


def looks_rounded(written: str) -> bool:
    """Whether a text is a long number in the short form a spreadsheet program leaves, such as 1.10101E+17."""
    return "+" in written and _ROUNDED.fullmatch(written.strip()) is not None


def _looked_up(written: str, values: Mapping[str, str], bad: Bad) -> str | Bad:
    said = word(written)
    return values.get(said, bad) if said else ""
