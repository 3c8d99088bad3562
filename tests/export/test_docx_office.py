"""What LibreOffice makes of the proposal: pages of the right size and number, with everything on them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import docx as word
import pytest

from optimizer.export.docx import docx
from optimizer.report.papers.proposal import proposal_paper
from tests.samples import county

PORTRAIT, LANDSCAPE = (595, 842), (842, 595)
"""A4 in points."""


def run(*command: str | Path, folder: Path) -> str:
    done = subprocess.run(
        list(map(str, command)),
        check=True,
        capture_output=True,
        timeout=120,
        env={**os.environ, "HOME": str(folder)},
    )
    return done.stdout.decode("utf-8", "replace")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the county's proposal as a Word document and as LibreOffice prints it."""
    if shutil.which("soffice") is None or shutil.which("pdftotext") is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("printed")
    path = folder / "proposal.docx"
    path.write_bytes(docx(proposal_paper(county(), dated=date(2026, 12, 1)), "zh"))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    run("soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", folder, path, folder=folder)
    return folder


@pytest.mark.office
def test_pages_are_a4_and_turned_where_the_wide_tables_are(printed: Path) -> None:
    said = run("pdfinfo", "-l", "999", printed / "proposal.pdf", folder=printed)
    sizes = [(round(float(wide)), round(float(high))) for wide, high in re.findall(r"size: +([\d.]+) x ([\d.]+)", said)]
    assert set(sizes) == {PORTRAIT, LANDSCAPE}
    assert 10 <= len(sizes) <= 40
    turns = [one != other for one, other in pairwise(sizes)]
    assert sum(turns) == 2
    assert (sizes[0], sizes[-1]) == (PORTRAIT, PORTRAIT)


@pytest.mark.office
def test_the_title_every_name_and_every_cell_are_on_the_pages(printed: Path) -> None:
    said = run("pdftotext", "-raw", "-enc", "UTF-8", printed / "proposal.pdf", "-", folder=printed)
    joined = re.sub(r"\s", "", said)
    assert joined.startswith("清屿县科协代表大会（示例）建议名单（草案）一、依据")
    for seat in county().seats:
        assert county().person(seat.person).name in joined
    wanted: Counter[str] = Counter()
    for table in word.Document(BytesIO((printed / "proposal.docx").read_bytes())).tables:
        for row in table._tbl.tr_lst:
            wanted.update(re.sub(r"\s", "", "".join(each.text for each in cell.p_lst)) for cell in row.tc_lst)
    short = {cell: count for cell, count in wanted.items() if len(cell) > 3 and joined.count(cell) < count}
    assert short == {}


@pytest.mark.office
def test_pages_are_numbered_in_the_standards_form(printed: Path) -> None:
    for page in (1, 2, 6):
        said = run("pdftotext", "-f", str(page), "-l", str(page), printed / "proposal.pdf", "-", folder=printed)
        assert f"—{page}—" in re.sub(r"[ \n]", "", said)


@pytest.mark.office
def test_header_rows_are_repeated_on_every_page_of_a_table(printed: Path) -> None:
    pages = run("pdftotext", printed / "proposal.pdf", "-", folder=printed).split("\f")
    first = next(n for n, page in enumerate(pages) if "代表大会建议人选名册" in page and "推荐单位" in page)
    last = next(n for n, page in enumerate(pages) if "常务委员会建议人选名册" in page)
    assert last - first > 4
    assert all("工作单位及职务" in page for page in pages[first : last + 1])


@pytest.mark.office
def test_the_first_pages_have_ink_on_them(printed: Path) -> None:
    run("pdftoppm", "-r", "40", "-gray", "-png", "-l", "6", printed / "proposal.pdf", printed / "page", folder=printed)
    pages = sorted(printed.glob("page-*.png"))
    assert len(pages) == 6
    for path in pages:
        data = path.read_bytes()
        wide, high = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
        assert sorted((wide, high)) == [331, 468]
        assert len(data) > 5_000
