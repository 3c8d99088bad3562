"""The keys of everything in a policy file that is no rule, as a form shows them; rules have theirs from the rule book."""

from __future__ import annotations

from collections.abc import Mapping

from optimizer.basis.position import MODES
from optimizer.basis.text import Filled

type Spec = tuple[str, str, Filled, bool, tuple[str, ...]]
ID = Filled(zh="编号，不重复", en="id, used once only")
_ID: Spec = ("id", "text", ID, True, ())
_TITLE: Spec = ("title", "text", Filled(zh="名称", en="title in Chinese"), False, ())
_TITLE_EN: Spec = ("title_en", "text", Filled(zh="英文名称", en="title in English"), False, ())
_SEATS: Spec = ("seats", "seats", Filled(zh="席位：一个数，或 19-25", en="seats: a number, or 19-25"), True, ())
_MARGIN: tuple[Spec, ...] = (
    (
        "margin",
        "margin",
        Filled(zh="差额：如 20%、2 或 1-3；不写为等额", en="margin, such as 20%, 2 or 1-3; none if empty"),
        False,
        (),
    ),
    (
        "margin_by",
        "text",
        Filled(zh="差额按哪一列分别选举", en="a vote of its own for each value of this column"),
        False,
        (),
    ),
)
OTHERS: Mapping[str, tuple[Spec, ...]] = {
    "": (
        ("title", "text", Filled(zh="标题，印在名单上", en="title in Chinese, printed on rosters"), False, ()),
        ("title_en", "text", Filled(zh="英文标题", en="title in English"), False, ()),
        ("reference_date", "day", Filled(zh="年龄计算到哪一天", en="ages are taken on this day"), True, ()),
        ("name", "text", Filled(zh="短名；各版本同名", en="short name, shared by all versions"), True, ()),
        ("version", "text", Filled(zh="版本", en="version"), False, ()),
        ("effective", "day", Filled(zh="自哪一天起生效", en="in force from this day on"), False, ()),
        ("expires", "day", Filled(zh="自哪一天起失效", en="no more in force from this day on"), False, ()),
        ("stage", "text", Filled(zh="差额按哪个阶段", en="the stage whose margins count"), False, ()),
        (
            "announced",
            "flag",
            Filled(zh="各级候选名单一并公布", en="all slates are made known before the first vote"),
            False,
            ("true",),
        ),
        ("remarks", "lines", Filled(zh="说明，一行一条", en="remarks, one a line"), False, ()),
    ),
    "source": (
        ("document", "text", Filled(zh="依据的文件", en="the document"), False, ()),
        ("issuer", "text", Filled(zh="发文单位", en="issued by"), False, ()),
        ("date", "text", Filled(zh="发文日期", en="date of the document"), False, ()),
    ),
    "cooption": (
        (
            "trigger",
            "ratio",
            Filled(zh="空缺超过几成必须增补，如 20%", en="vacancies beyond this share must be filled, such as 20%"),
            False,
            (),
        ),
        ("route", "text", Filled(zh="途径", en="the route"), False, ()),
        ("approved_by", "text", Filled(zh="批准机构", en="approved by"), False, ()),
    ),
    "body": (
        _ID,
        _TITLE,
        _SEATS,
        ("within", "scope", Filled(zh="成员产生于", en="members come from"), False, ()),
        _TITLE_EN,
        ("reserve_of", "scope", Filled(zh="是谁的候补", en="is the reserve of"), False, ()),
        *_MARGIN,
    ),
    "office": (
        _ID,
        _TITLE,
        _SEATS,
        ("body", "scope", Filled(zh="属于哪个机构", en="an office of"), True, ()),
        _TITLE_EN,
        ("modes", "modes", Filled(zh="可以的任职方式", en="allowed modes of appointment"), False, MODES),
        *_MARGIN,
    ),
    "goal": (
        (
            "kind",
            "choice",
            Filled(zh="best：合计最好；prefer：尽量的规则", en="best: the best total; prefer: the preferred rules"),
            True,
            ("best", "prefer"),
        ),
        (
            "column",
            "choice",
            Filled(zh="score：得分越高越好；rank：排序越小越好", en="score: high; rank: low"),
            False,
            ("score", "rank"),
        ),
        ("scope", "scopes", Filled(zh="哪些机构、职务", en="of which bodies and offices"), False, ()),
    ),
    "waiver": (
        ("rule", "rule", Filled(zh="豁免哪条规则", en="the rule that is waived"), True, ()),
        ("people", "texts", Filled(zh="人：编号或姓名，用顿号隔开", en="people by id or name, with commas"), False, ()),
        ("units", "texts", Filled(zh="推荐单位，用顿号隔开", en="electing units, with commas"), False, ()),
        ("reason", "text", Filled(zh="理由，会印在规则旁边", en="the reason, printed beside the rule"), True, ()),
    ),
}
"""By list or table, "" for the top of the file: name, form (see `Entry`), what it is for, whether required, choices."""
