"""Which column is which: headers in Chinese or English, in any order, with the words people really use."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from optimizer.basis.faults import Fault
from optimizer.basis.text import Text
from optimizer.people.archive import column_letters
from optimizer.people.person import Notice
from optimizer.people.words import HAN, clean_code, clean_text

Synonyms = Mapping[str, Collection[str]]

CANONICAL_HEADERS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    column: tuple(header.replace("_", " ") for header in headers.split())
    for column, headers in {
        "id": "编号 序号 工号 人员编号 候选人编号 职工号 职工编号 工作证号 证件号 证件编号 证件号码 "
        "身份证 身份证号 身份证号码 公民身份号码 id no number person_id candidate_id staff_id",
        "name": "姓名 名字 候选人 候选人姓名 人员姓名 name full_name candidate",
        "sex": "性别 sex gender",
        "birth": "出生年月 出生日期 出生年月日 出生时间 出生年份 出生年 出生 生日 "
        "birth birth_date date_of_birth dob birthday born birth_year year_of_birth birth_month",
        "frontline": "是否基层一线 基层一线 是否一线 一线 是否基层 是否来自基层一线 基层一线人员 "
        "是否基层一线人员 是否基层一线科技工作者 基层一线科技工作者 frontline is_frontline front_line",
        "head": "三长类别 是否三长 三长 三长类型 三长身份 是否三长及类别 四长类别 是否四长 四长 四长类型 "
        "head head_type three_heads four_heads",
        "cadre": "是否领导干部 领导干部 是否党政领导干部 党政领导干部 cadre is_cadre leading_cadre",
        "incumbent": "上届职务 是否上届 上届 上届任职 上届任职情况 是否连任 incumbent is_incumbent last_term",
        "modes": "任职方式 可任方式 任职形式 任职类型 可任职方式 拟任职方式 modes mode mode_of_appointment",
        "score": "得分 评分 票数 分数 总分 总得分 综合得分 综合评分 得票 得票数 score points votes",
        "rank": "推荐排序 推荐顺序 推荐次序 推荐排名 排序 排名 名次 单位排序 rank ranking",
        "ethnicity": "民族 族别 ethnicity ethnic_group",
        "party": "政治面貌 政治面目 党派 party political_status political_affiliation",
        "education": "学历 文化程度 最高学历 学历层次 education education_level",
        "degree": "学位 最高学位 degree",
        "title": "职称 专业技术职务 专业技术职称 技术职称 专业职称 专业技术资格 title professional_title",
        "discipline": "学科专业 专业 学科 所学专业 从事专业 专业领域 学科领域 discipline field specialty",
        "employer": "工作单位 所在单位 单位 单位名称 现工作单位 工作单位及职务 单位及职务 "
        "employer workplace organisation organization institution",
        "post": "职务 行政职务 现任职务 党政职务 工作职务 岗位 post position job_title",
        "sector": "单位类别 界别 单位类型 单位性质 所属界别 代表界别 sector constituency",
        "unit": "推荐单位 选举单位 推选单位 推荐选举单位 选举推荐单位 代表团 所属代表团 "
        "unit nominating_unit electing_unit delegation",
        "level": "行政级别 级别 干部级别 职务级别 职务层次 level administrative_level cadre_level",
        "terms": "已任届数 已任职届数 任职届数 连任届数 届数 terms terms_served number_of_terms",
        "kin": "亲属组 亲属分组 近亲属组 近亲属分组 亲属编组 亲属组号 kin kin_group relatives_group",
        "resident": "驻会 是否驻会 可驻会 能驻会 能否驻会 是否可驻会 是否能驻会 resident can_be_resident",
    }.items()
})  # fmt: skip

# A running number or an identity card is the id only where no header says so better.
_YIELDING = MappingProxyType({
    "身份证": 2, "身份证号": 2, "身份证号码": 2, "公民身份号码": 2, "序号": 3, "no": 3, "number": 3,
})  # fmt: skip
_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_CHINESE, _OTHER = re.compile(rf"[{HAN}]"), re.compile(rf"[^{HAN}]")
_TWICE = Text(zh="有两列的表头都是“{header}”（{places}）", en='two columns have the header "{header}" ({places})')
_SAME = Text(
    zh="“{first}”和“{second}”两个表头意思相同（{column}；{places}）",
    en='the headers "{first}" and "{second}" both mean the column "{column}" ({places})',
)
_KEEP_ONE = Text(zh="请只留一列，或给另一列换个表头", en="keep one of them, or give the other another header")
_DEMOTED = Text(
    zh="“{header}”列按附加列保留，因为“{taken}”列已用作“{column}”",
    en='column "{header}" is kept as an extra column, because "{taken}" already serves as "{column}"',
)


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Where each column of a table is, in the table's order; `names` are canonical or, for extra columns, their header.

    `headers` maps each name to its header as written.
    """

    index: Mapping[str, int]
    headers: Mapping[str, str]
    extras: frozenset[str]
    faults: tuple[Fault, ...] = ()
    notices: tuple[Notice, ...] = ()


def header_key(header: str) -> str:
    """A header without case, blanks, marks and punctuation, so that `*姓 名：` is `姓名`."""
    return "".join(char for char in clean_code(header).casefold() if char.isalnum())


class Matcher:
    """Finds the canonical column of a header under one table of synonyms."""

    def __init__(self, synonyms: Synonyms) -> None:
        """`synonyms` maps a canonical column to the headers it may have; its own name is one of them."""
        self._known = {
            header_key(header): column for column, headers in synonyms.items() for header in (column, *headers)
        }

    def column(self, header: str) -> str | None:
        """The canonical column of a header, None for an extra one."""
        return self.match(header)[0]

    def match(self, header: str) -> tuple[str | None, int]:
        """The canonical column and how good the match is: 0 exact, 1 but for a remark, 2 and 3 for makeshift ids."""
        exact = header_key(header)
        if exact in self._known:
            return self._known[exact], _YIELDING.get(exact, 0)
        bare = header_key(_REMARK.sub("", clean_code(header)))
        found = self._known.get(bare) or self._bilingual(exact)
        return found, max(1, _YIELDING.get(bare, 1))

    def _bilingual(self, key: str) -> str | None:
        """`姓名 Name` is known when both halves say the same."""
        halves = {_CHINESE.sub("", key), _OTHER.sub("", key)}
        columns = {self._known.get(half) for half in halves}
        return columns.pop() if len(halves) == 2 and len(columns) == 1 else None


_POOL = Matcher(CANONICAL_HEADERS)


def matcher_of(synonyms: Synonyms) -> Matcher:
    """The matcher of a table of synonyms; that of the pool's own, which every pool needs, is made once."""
    return _POOL if synonyms is CANONICAL_HEADERS else Matcher(synonyms)


def canonical_column(header: str) -> str | None:
    """The canonical pool column a header means, None when it is an extra column."""
    return _POOL.column(header)


def match_header(header: Collection[str], synonyms: Synonyms) -> Columns:
    """Assigns the columns of a table; empty headers are passed over.

    Headers that appear twice or mean the same column are faults, headers that yield to a better one are noticed.
    """
    matcher = matcher_of(synonyms)
    shown = [clean_text(each) for each in header]
    claims: dict[str, list[tuple[int, int]]] = {}
    for at, each in enumerate(shown):
        if each:
            column, rank = matcher.match(each)
            claims.setdefault(column or each, []).append((rank if column else 0, at))
    named: dict[int, str] = {}
    faults: list[Fault] = []
    notices: list[Notice] = []
    for name, claimed in claims.items():
        best, first = min(claimed)
        named[first] = name
        for rank, at in claimed:
            twin = next((other for other, taken in named.items() if taken == shown[at] and other != at), None)
            if rank == best and at != first:
                faults.append(_clash(name, shown, first, at))
            elif at != first and twin is not None:
                faults.append(_clash(shown[at], shown, twin, at))
            elif at != first:
                named[at] = shown[at]
                said = _DEMOTED.fill(header=shown[at], taken=shown[first], column=name)
                notices.append(Notice(kind="table.demoted", message=said))
    index = {named[at]: at for at in sorted(named)}
    return Columns(
        index=index,
        headers={name: shown[at] for name, at in index.items()},
        extras=frozenset(name for name in index if name not in synonyms),
        faults=tuple(faults),
        notices=tuple(notices),
    )


def _clash(name: str, shown: list[str], first: int, second: int) -> Fault:
    places = f"{column_letters(first)}, {column_letters(second)}"
    if shown[first] == shown[second]:
        message = _TWICE.fill(header=shown[first], places=places)
    else:
        message = _SAME.fill(first=shown[first], second=shown[second], column=name, places=places)
    return Fault(kind="table.header_twice", message=message, cure=_KEEP_ONE.fill(), column=shown[second])
