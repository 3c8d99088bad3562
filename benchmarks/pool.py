"""How long a large pool takes to read, and how much memory: `python -m benchmarks.pool [--rows 100000]`.

Every table is written and read in a process of its own, so that a peak belongs to one load alone. The people are invented.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

HEADER = (
    *("编号", "姓名", "性别", "出生年月", "民族", "政治面貌", "学历", "学位", "职称", "学科专业", "工作单位"),
    *("职务", "单位类别", "推荐单位", "是否基层一线", "三长类别", "是否领导干部", "上届职务", "任职方式"),
    *("得分", "推荐排序"),
)
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰涛明超霞平刚英华文建国"


def people(rows: int) -> Iterator[list[str]]:
    draw = random.Random(2026)
    pick = draw.choice
    for number in range(1, rows + 1):
        yield [
            f"{number:011d}",
            pick(SURNAMES) + pick(GIVEN) + pick(GIVEN),
            pick("男女"),
            f"{draw.randint(1955, 2000)}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}",
            pick(("汉族", "满族", "回族", "蒙古族")),
            pick(("中共党员", "群众", "九三学社", "民盟")),
            pick(("大学", "研究生", "大专")),
            pick(("学士", "硕士", "博士", "")),
            pick(("正高级", "副高级", "中级")),
            pick(("农学", "医学", "机械", "计算机", "化学")),
            f"某市第{draw.randint(1, 3000)}研究所",
            pick(("所长", "主任", "研究员", "教师")),
            pick(("企业", "高校", "科研院所", "医院", "农业")),
            f"推荐单位{draw.randint(1, 400)}",
            pick(("是", "否", "待定")),
            pick(("", "", "", "医院院长", "学校校长", "农技站站长")),
            pick(("是", "否")),
            pick(("", "委员", "常委", "代表")),
            pick(("兼职", "专职、兼职", "挂职", "")),
            f"{draw.uniform(60, 100):.2f}",
            str(draw.randint(1, 50)),
        ]


def write(path: Path, rows: int) -> None:
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([HEADER, *people(rows)])
        return
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("名单")
        for at, row in enumerate([HEADER, *people(rows)]):
            sheet.write_row(at, 0, row)


def load(path: Path) -> None:
    from optimizer.people.table import read_pool_file

    started = time.perf_counter()
    pool = read_pool_file(path)
    seconds = time.perf_counter() - started
    # Linux counts in KiB, macOS in bytes.
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    print(json.dumps({"people": len(pool.people), "seconds": seconds, "peak_mib": peak}))


def apart(*arguments: str) -> str:
    """Runs this module once more in a process of its own and returns what it prints."""
    command = [sys.executable, "-m", "benchmarks.pool", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--load", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write:
        write(options.write, options.rows)
    elif options.load:
        load(options.load)
    else:
        with tempfile.TemporaryDirectory() as folder:
            for suffix in ("xlsx", "csv"):
                path = Path(folder) / f"pool.{suffix}"
                apart("--write", str(path), "--rows", str(options.rows))
                found = json.loads(apart("--load", str(path)))
                print(
                    f"{suffix}: {found['people']} people, {len(HEADER)} columns, "
                    f"{found['seconds']:.2f} s, peak {found['peak_mib']:.0f} MiB"
                )


if __name__ == "__main__":
    main()
