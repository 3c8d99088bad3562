"""What holds for every table: texts survive, row order changes nothing, and no bytes raise anything but faults."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from optimizer.basis.faults import InputFaults
from optimizer.people.cells import formula_error
from optimizer.people.person import Pool
from optimizer.people.table import read_pool
from optimizer.people.words import clean_code, clean_name, clean_text

from .reading import TODAY, pool
from .workbooks import ods, xls, xlsx

# What a file can hold: any character but NUL and lone surrogates.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
HEADER = ["编号", "姓名", "性别", "出生年月", "任职方式", "得分", "备注"]
ROWS = [
    HEADER,
    ["1", "刘英", "女", "1980-05", "专职、兼职", "86.5", "x"],
    ["2", "王芳", "男", "1975", "", "1,234", ""],
]
FILES = [
    xlsx(ROWS),
    xls(ROWS),
    ods(ROWS),
    "\n".join(",".join(f'"{cell}"' for cell in row) for row in ROWS).encode(),
    "\n".join("\t".join(row) for row in ROWS).encode("gb18030"),
]


def written(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue().encode()


def outcome(data: bytes) -> Pool | InputFaults:
    try:
        return read_pool(data, source="名单", today=TODAY)
    except InputFaults as caught:
        return caught


def reads_or_says_why(data: bytes) -> None:
    found = outcome(data)
    assert isinstance(found, Pool) or (found.faults and found.digest("zh") and found.digest("en"))


@given(name=TEXTS, employer=TEXTS)
def test_texts_survive_up_to_normalisation(name: str, employer: str) -> None:
    assume(clean_name(name) and formula_error(name) is None and formula_error(employer) is None)
    (person,) = pool(written([["编号", "姓名", "工作单位"], ["1", name, employer]])).people
    assert (person.name, person.value("employer")) == (clean_name(name), clean_text(employer))


@given(TEXTS)
def test_normalising_twice_changes_nothing(text: str) -> None:
    for clean in (clean_text, clean_name, clean_code):
        assert clean(clean(text)) == clean(text)


PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["刘英", "王芳", "John Smith"]),
        st.sampled_from(["1980", "1980-05", ""]),
        st.sampled_from(["86.5", ""]),
        TEXTS.filter(lambda text: formula_error(text) is None),
    ),
    min_size=1,
    max_size=8,
)


@given(people=PEOPLE, data=st.data(), with_ids=st.booleans())
def test_row_order_changes_nothing(
    people: list[tuple[str, str, str, str]], data: st.DataObject, with_ids: bool
) -> None:
    header = ["姓名", "出生年月", "得分", "备注", *(["编号"] if with_ids else [])]
    rows = [[*each, *([f"P{at}"] if with_ids else [])] for at, each in enumerate(people)]
    one = pool(written([header, *rows]))
    two = pool(written([header, *data.draw(st.permutations(rows))]))
    assert one.sha256 == two.sha256
    assert [replace(each, row=0) for each in one.people] == [replace(each, row=0) for each in two.people]


@given(st.binary(max_size=400))
def test_random_bytes(data: bytes) -> None:
    reads_or_says_why(data)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sampled_from(FILES), st.data())
def test_a_file_cut_short(file: bytes, data: st.DataObject) -> None:
    reads_or_says_why(file[: data.draw(st.integers(0, len(file)))])


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.sampled_from(FILES), st.lists(st.tuples(st.integers(0, 1 << 16), st.integers(0, 255)), min_size=1, max_size=20)
)
def test_a_file_with_changed_bytes(file: bytes, changes: list[tuple[int, int]]) -> None:
    changed = bytearray(file)
    for at, value in changes:
        changed[at % len(changed)] = value
    reads_or_says_why(bytes(changed))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sampled_from([FILES[0], FILES[2]]), st.data())
def test_a_sound_archive_with_changed_parts(file: bytes, data: st.DataObject) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as packed, zipfile.ZipFile(out, "w") as broken:
        victim = data.draw(st.sampled_from(packed.namelist()))
        for name in packed.namelist():
            content = bytearray(packed.read(name))
            if name == victim and content:
                for _ in range(data.draw(st.integers(1, 8))):
                    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
            broken.writestr(name, bytes(content))
    reads_or_says_why(out.getvalue())
