"""The sample pools: what ships is what the generator makes, and it has the figures data/README.md promises."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from data.pools.generate import HEADERS, SOCIETY_HEADERS, make_people, write_samples
from optimizer.people.person import Pool
from optimizer.planner.inputs import DATA, open_pool

POOLS = Path(__file__).parents[2] / "data" / "pools"
SIZES = {"county.csv": 300, "prefecture.xlsx": 900, "province.xlsx": 1600, "society.xlsx": 400, "township.csv": 30}
UNITS = {"county.csv": 14, "prefecture.xlsx": 32, "province.xlsx": 45, "society.xlsx": 27, "township.csv": 10}
FROM_THE_MOULD = ["county.csv", "prefecture.xlsx", "province.xlsx", "society.xlsx"]
ASSOCIATIONS = FROM_THE_MOULD[:3]
RANKS = ["正厅级", "副厅级", "正处级", "副处级", "正科级", "副科级"]
type Row = dict[str, str]


@cache
def rows_of(name: str) -> list[Row]:
    data = (POOLS / name).read_bytes()
    if name.endswith(".csv"):
        assert data.startswith(b"\xef\xbb\xbf")
        return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    _, head, *rows = openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)
    return [
        {str(header): "" if cell is None else str(cell) for header, cell in zip(head, row, strict=True)} for row in rows
    ]


@cache
def pool_of(name: str) -> Pool:
    return open_pool((POOLS / name).read_bytes(), None, source=name)


@pytest.fixture(params=FROM_THE_MOULD)
def pool(request: pytest.FixtureRequest) -> list[Row]:
    return rows_of(request.param)


def share(pool: list[Row], column: str, *values: str) -> float:
    return 100 * sum(person[column] in values for person in pool) / len(pool)


def holding(pool: list[Row], **cells: str) -> list[Row]:
    return [person for person in pool if all(person[column] == value for column, value in cells.items())]


def birth_bounds(birth: str) -> tuple[str, str]:
    return (birth + "-01-01")[:10] if len(birth) < 10 else birth, birth + {4: "-12-31", 7: "-31", 10: ""}[len(birth)]


def test_the_generator_makes_the_same_bytes_again(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_samples(tmp_path / name)
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == sorted(SIZES)
    for file in SIZES:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
        if file.endswith(".csv"):
            assert (tmp_path / "one" / file).read_bytes() == (POOLS / file).read_bytes()


def test_the_shipped_workbooks_are_the_generated_ones(tmp_path: Path) -> None:
    """Part by part: how the parts are packed depends on the machine's compression library."""
    write_samples(tmp_path)
    for file in SIZES:
        if file.endswith(".xlsx"):
            with zipfile.ZipFile(tmp_path / file) as made, zipfile.ZipFile(POOLS / file) as shipped:
                assert made.namelist() == shipped.namelist()
                for part in made.namelist():
                    assert made.read(part) == shipped.read(part), (file, part)


def test_these_pools_ship() -> None:
    pools = (path.name for path in (DATA / "pools").iterdir() if path.suffix in (".csv", ".xlsx"))
    assert sorted(pools) == sorted(SIZES)


@pytest.mark.parametrize("name", SIZES)
def test_sizes_ids_and_columns(name: str) -> None:
    rows = rows_of(name)
    assert list(rows[0]) == (SOCIETY_HEADERS if name == "society.xlsx" else HEADERS)
    assert len(rows) == len({person["编号"] for person in rows}) == SIZES[name]
    supply = Counter(person["推荐单位"] for person in rows)
    assert len(supply) == UNITS[name]
    assert 2 <= min(supply.values()) <= 3


@pytest.mark.parametrize("name", SIZES)
def test_every_pool_reads_without_faults(name: str) -> None:
    read = pool_of(name)
    assert len(read.people) == SIZES[name]
    assert {"level", "terms", "kin", "resident"} <= set(read.columns)
    assert ("head" in read.columns) == (name != "society.xlsx")
    assert {person.value("resident") for person in read.people} <= {"yes", "no", ""}
    assert {person.value("level") for person in read.people} <= {*RANKS, ""}
    assert {person.value("terms") for person in read.people} <= set("0123")


@pytest.mark.parametrize("name", SIZES)
def test_no_cell_looks_like_an_address_or_a_number_to_call(name: str) -> None:
    cells = {cell for person in rows_of(name) for cell in person.values()}
    found = [cell for cell in cells if re.search(r"://|www\.|@|\.(com|cn|net|org)\b|\d{7,}", cell)]
    assert found == []


def test_composition_is_as_promised(pool: list[Row]) -> None:
    assert 66 <= share(pool, "是否基层一线", "是") <= 72
    assert 1 <= share(pool, "是否基层一线", "待定") <= 3
    assert 25 <= share(pool, "是否领导干部", "是") <= 33
    assert 31 <= share(pool, "性别", "女") <= 38
    assert 7 <= 100 - share(pool, "民族", "汉族") <= 12
    assert 46 <= 100 - share(pool, "政治面貌", "中共党员", "预备党员") <= 49


@pytest.mark.parametrize("name", ASSOCIATIONS)
def test_the_four_heads_are_few(name: str) -> None:
    pool = rows_of(name)
    assert 3 <= share(pool, "三长类别", "医院院长", "学校校长", "农技站站长") <= 8
    assert 1 <= share(pool, "三长类别", "科技型企业负责人") <= 2
    assert set(Counter(person.head for person in pool_of(name).people)) == {
        "",
        "hospital",
        "school",
        "agrotech",
        "enterprise",
    }


def test_ages_are_as_promised(pool: list[Row]) -> None:
    bounds = [birth_bounds(person["出生年月"]) for person in pool]
    sure = sum(first > "1980-12-01" for first, _ in bounds)
    possible = sum(last > "1980-12-01" for _, last in bounds)
    assert 32 <= 100 * sure / len(pool) <= 38
    assert 2 <= possible - sure <= 9
    by_year = sum(len(person["出生年月"]) == 4 for person in pool)
    assert 1.5 <= 100 * by_year / len(pool) <= 4.5


def test_last_term_had_the_shares_from_before_the_reform(pool: list[Row]) -> None:
    congress = [person for person in pool if person["上届职务"] not in ("", "历任主席")]
    committee = [person for person in congress if person["上届职务"] not in ("代表", "会员代表")]
    assert 53 <= share(congress, "是否基层一线", "是") <= 57
    assert 42 <= share(committee, "是否基层一线", "是") <= 46


@pytest.mark.parametrize("name", FROM_THE_MOULD)
def test_the_last_terms_officers_are_in_the_pool(name: str) -> None:
    chair, deputy = ("理事长", "副理事长") if name == "society.xlsx" else ("主席", "副主席")
    held = Counter(person["上届职务"] for person in rows_of(name))
    assert held[chair] == 1
    assert held[deputy] >= 2


@pytest.mark.parametrize(("name", "count"), [("county.csv", 2), ("prefecture.xlsx", 3), ("province.xlsx", 3)])
def test_earlier_chairs_can_be_invited(name: str, count: int) -> None:
    chairs = holding(rows_of(name), 上届职务="历任主席")
    assert len(chairs) == count
    assert all(person["出生年月"] < "1967" and person["职务"] == "退休干部" for person in chairs)


def test_scores_tie_and_modes_are_few(pool: list[Row]) -> None:
    scores = [float(person["得分"]) for person in pool]
    assert min(scores) >= 60
    assert max(scores) <= 99.9
    assert len(set(scores)) < len(scores) * 0.8
    assert 85 <= share(pool, "任职方式", "兼职") <= 93
    cadres = [float(person["得分"]) for person in pool if person["是否领导干部"] == "是"]
    assert sum(cadres) / len(cadres) > sum(scores) / len(scores)


def test_about_half_of_those_who_can_be_seconded_could_reside(pool: list[Row]) -> None:
    resident = Counter(person["驻会"] for person in pool if "挂职" in person["任职方式"])
    assert resident.total() >= 6
    assert 0 <= resident["是"] - resident["否"] <= 1
    assert resident[""] == 1
    assert all(person["驻会"] == "否" for person in pool if person["任职方式"] == "兼职")


def test_ranks_count_from_one_in_each_unit(pool: list[Row]) -> None:
    ranks: dict[str, list[int]] = {}
    for person in pool:
        ranks.setdefault(person["推荐单位"], []).append(int(person["推荐排序"]))
    assert all(sorted(found) == list(range(1, len(found) + 1)) for found in ranks.values())


@pytest.mark.parametrize(("name", "highest"), [("county.csv", 4), ("prefecture.xlsx", 2), ("province.xlsx", 0)])
def test_administrative_levels_fit_the_place(name: str, highest: int) -> None:
    rows = rows_of(name)
    assert {person["行政级别"] for person in rows} == {*RANKS[highest:], ""}
    assert all(person["是否领导干部"] == "是" for person in rows if person["行政级别"])
    chiefs = [person for person in rows if person["职务"] in ("局长", "厅长", "所长", "研究所所长")]
    posts = Counter((person["工作单位"], person["职务"]) for person in chiefs if not person["工作单位"].endswith("院"))
    assert set(posts.values()) == {1}


def test_terms_belong_to_the_leadership_of_the_last_term(pool: list[Row]) -> None:
    served = [person for person in pool if person["已任届数"] != "0"]
    leaders = ("主席", "副主席", "常委", "理事长", "副理事长", "常务理事", "历任主席")
    assert {person["编号"] for person in served} == {person["编号"] for person in pool if person["上届职务"] in leaders}
    assert any(int(person["已任届数"]) >= 2 for person in served)


@pytest.mark.parametrize("name", SIZES)
def test_near_relatives_come_in_small_groups_in_part_of_several_units(name: str) -> None:
    groups: dict[str, list[Row]] = {}
    for person in rows_of(name):
        if person["亲属组"]:
            groups.setdefault(person["亲属组"], []).append(person)
    assert 2 <= len(groups) <= 4
    assert {len(found) for found in groups.values()} <= {2, 3}
    assert any(len({person["推荐单位"] for person in found}) > 1 for found in groups.values())


def test_names_of_every_sort_occur() -> None:
    names = [person["姓名"] for name in ("prefecture.xlsx", "county.csv") for person in rows_of(name)]
    assert any("·" in name for name in names)
    assert any(name.startswith(("欧阳", "上官", "司徒", "诸葛", "慕容", "端木", "司马", "皇甫")) for name in names)
    assert any("㛃" in name or "𬇙" in name for name in names)


def test_the_county_has_whom_a_three_heads_notice_asks_for() -> None:
    people = pool_of("county.csv").people
    heads = [person for person in people if person.head and "part_time" in person.modes]
    assert len(heads) >= 12
    assert min(Counter(person.head for person in heads).values()) >= 3
    assert {person.head for person in heads if "seconded" in person.modes} == {
        "hospital",
        "school",
        "agrotech",
        "enterprise",
    }
    assert sum(person.value("post") == "研究所所长" for person in people) == 4
    experts = [person for person in people if person.cadre == "yes" and person.value("employer").startswith("清屿县")]
    bureaus = Counter(person.value("sector") for person in experts if person.value("post").endswith(("局长", "主任")))
    assert min(bureaus[sector] for sector in ("教育", "卫生", "农业")) >= 2
    assert sum("full_time" in person.modes for person in people) >= 6
    assert sum("seconded" in person.modes for person in people) >= 4


def test_the_society_has_its_own_kinds_of_units_members_and_roles() -> None:
    rows = rows_of("society.xlsx")
    assert {person["会员类别"] for person in rows} == {"团体会员", "个人会员"}
    members = {person["推荐单位"] for person in rows if person["会员类别"] == "团体会员"}
    others = {person["推荐单位"] for person in rows} - members
    assert len(members) == 10
    assert Counter(unit.endswith("专业委员会") for unit in others) == {True: 9, False: 8}
    assert {person["上届职务"] for person in rows} == {"", "会员代表", "理事", "常务理事", "副理事长", "理事长"}
    ages = sorted(2026 - int(person["出生年月"][:4]) for person in holding(rows, 职务="退休干部"))
    assert (ages[0] <= 70, ages[-1] > 70) == (True, True)


def test_the_township_has_its_posts() -> None:
    posts = Counter(person["职务"] for person in rows_of("township.csv"))
    single = ("镇分管科技领导", "农业服务中心主任", "社会服务中心主任", "农技站站长", "卫生院院长", "企业负责人")
    assert {post: posts[post] for post in single} == dict.fromkeys(single, 1)
    assert (posts["学校校长"], posts["村科普小组组长"], posts["种养大户"], posts["土专家"]) == (2, 6, 5, 3)
    heads = Counter(person.head for person in pool_of("township.csv").people)
    assert heads == {"": 24, "hospital": 1, "school": 2, "agrotech": 2, "enterprise": 1}
    assert max(Counter(person["得分"] for person in rows_of("township.csv")).values()) >= 3


@pytest.mark.parametrize("level", ["county", "prefecture", "province"])
@pytest.mark.parametrize("size", [300, 1600])
def test_other_sizes_come_from_the_same_mould(size: int, level: str) -> None:
    people = make_people(size, seed=5, units=40, level=level)  # type: ignore[arg-type]
    assert len(people) == size
    assert len({person["编号"] for person in people}) == size
    assert 64 <= share(people, "是否基层一线", "是") <= 76


def test_a_large_pool_comes_from_the_same_mould() -> None:
    people = make_people(30000, seed=5, units=40)
    assert len({person["编号"] for person in people}) == 30000
    assert 64 <= share(people, "是否基层一线", "是") <= 73


def test_too_few_people_for_the_units_is_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        make_people(20, seed=1, units=40)
