"""How long the documents of a plan take: `python -m benchmarks.documents [--rows 2000] [--limit 60]`.

Processor seconds for each file of a plan of four bodies, over invented people; and, side by side, the roster sheets alone as
Xiwei writes them and as openpyxl does, cell by cell with the same borders and widths.
"""

from __future__ import annotations

import argparse
import csv
import io
import time
from collections.abc import Callable, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from benchmarks.pool import HEADER, people
from optimizer.export.book.book import roster_book
from optimizer.export.book.sheets import LINE_POINTS, width_of
from optimizer.export.docx.writer import docx
from optimizer.export.html import html
from optimizer.export.markdown import markdown
from optimizer.export.roster_json import roster_document, to_bytes
from optimizer.export.workbook import workbook
from optimizer.planner.inputs import open_pool
from optimizer.planner.plan import Options, plan
from optimizer.policy.reading import read_policy
from optimizer.report.blocks import Table
from optimizer.report.papers.proposal import proposal_paper
from optimizer.report.proposal import rosters, title_words
from optimizer.roster.roster import Proposal

DAY = date(2026, 11, 22)
POLICY = """
name = "documents"
title = "某市科协代表大会"
reference_date = 2026-12-01
[groups]
frontline = { frontline = "yes" }
young = { age = "<=45" }
women = { sex = "female" }
minority = { not = { ethnicity = ["汉族", "汉"] } }
cadres = { cadre = "yes" }
senior = { title = ["正高级", "副高级"] }
doctors = { degree = "博士" }
outside = { not = { party = "中共党员" } }
three_heads = { head = ["hospital", "school", "agrotech"] }
part_time = { mode = "part_time" }
[[body]]
id = "congress"
title = "代表大会"
seats = 600
[[body]]
id = "committee"
title = "委员会"
seats = 180
within = "congress"
[[body]]
id = "standing"
title = "常务委员会"
seats = 55
within = "committee"
[[body]]
id = "supervisors"
title = "监事会"
seats = 9
within = "congress"
[[office]]
id = "chair"
title = "主席"
body = "standing"
seats = 1
[[office]]
id = "vice_chair"
title = "副主席"
body = "standing"
seats = 10
modes = ["full_time", "part_time", "seconded"]
[[rule]]
id = "U"
kind = "each"
by = "unit"
scope = "congress"
at_least = 1
"""
SHARES = (
    *(("congress", "frontline", "1/3"), ("congress", "young", "1/3"), ("congress", "women", "30%")),
    *(("congress", "minority", "10%"), ("committee", "frontline", "30%"), ("committee", "women", "25%")),
    *(("committee", "senior", "50%"), ("committee", "doctors", "20%"), ("standing", "outside", "30%")),
    *(("standing", "young", "25%"), ("standing", "frontline", "30%"), ("standing", "three_heads", "10%")),
    *(("supervisors", "women", "30%"), ("vice_chair", "part_time", "50%"), ("congress", "outside", "30%")),
)
LIMIT = 60.0


def proposal_of(rows: int, limit: float) -> Proposal:
    """A plan over so many invented people."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows([HEADER, *people(rows)])
    shares = "".join(
        f'[[rule]]\nid = "S{number}"\nkind = "share"\nscope = "{scope}"\ngroup = "{group}"\nat_least = "{share}"\n'
        for number, (scope, group, share) in enumerate(SHARES, 1)
    )
    policy = read_policy((POLICY + shares).encode(), source="documents.toml")
    pool = open_pool(written.getvalue().encode(), policy, source="pool.csv")
    return plan(pool=pool, policy=policy, options=Options(time_limit=limit))


def with_openpyxl(tables: Sequence[Table]) -> bytes:
    """The roster sheets as openpyxl writes them."""
    book = Workbook()
    book.remove(book.worksheets[0])
    side = Side(style="thin", color="9AA5B1")
    border, wrapped = Border(left=side, right=side, top=side, bottom=side), Alignment(wrap_text=True, vertical="center")
    face, bold = Font(name="仿宋", size=11), Font(name="黑体", size=11, bold=True)
    fill = PatternFill("solid", fgColor="E8ECF1")
    for table in tables:
        sheet = book.create_sheet(table.title.zh[:31])
        sheet.append([table.title.zh])
        widths = [0] * len(table.columns)
        for number, cells in enumerate((table.columns, *table.rows), 2):
            for at, cell in enumerate(cells):
                made = sheet.cell(number, at + 1, cell.zh)
                made.font, made.border, made.alignment = (bold if number == 2 else face), border, wrapped
                widths[at] = max(widths[at], width_of(cell.zh))
                if number == 2:
                    made.fill = fill
            sheet.row_dimensions[number].height = LINE_POINTS
        for at, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(at)].width = min(width + 2, 60)
        sheet.freeze_panes = "D3"
        sheet.auto_filter.ref = f"A2:{get_column_letter(len(table.columns))}{sheet.max_row}"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def timed(make: Callable[[], bytes]) -> tuple[float, int]:
    """Processor seconds and bytes of one file."""
    started = time.process_time()
    data = make()
    return time.process_time() - started, len(data)


def main() -> None:
    """Print the seconds of each document and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--limit", type=float, default=LIMIT, help="seconds for the plan")
    options = parser.parse_args()
    proposal = proposal_of(options.rows, options.limit)
    print(f"{options.rows} people, {len(proposal.seats)} seats filled, {proposal.status}")
    paper = proposal_paper(proposal, dated=DAY)
    documents: dict[str, Callable[[], bytes]] = {
        "roster.xlsx": lambda: roster_book(proposal, "zh", dated=DAY),
        "proposal.docx": lambda: docx(proposal_paper(proposal, dated=DAY), "zh"),
        "proposal.md": lambda: markdown(paper, "zh"),
        "proposal.html": lambda: html(paper, "zh"),
        "roster.json": lambda: to_bytes(roster_document(proposal)),
    }
    total = 0.0
    for name, make in documents.items():
        seconds, size = timed(make)
        total += seconds
        print(f"{name:16}{seconds:7.2f} s{size / 1024:9.0f} KiB")
    print(f"{'all':16}{total:7.2f} s")
    tables = list(rosters(proposal))
    ours, _ = timed(lambda: workbook(tables, "zh", title=title_words(proposal)))
    theirs, _ = timed(lambda: with_openpyxl(tables))
    print(f"roster sheets alone: Xiwei {ours:.2f} s, openpyxl {theirs:.2f} s, {theirs / ours:.1f} times")


if __name__ == "__main__":
    main()
