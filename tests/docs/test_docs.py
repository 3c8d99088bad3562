"""The pages tell the truth: examples run, references are complete, links lead somewhere."""

from __future__ import annotations

import importlib
import os
import re
import shlex
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

from data.province import generate
from optimizer import rules
from optimizer.cli.main import app
from optimizer.people.table import CANONICAL_HEADERS
from optimizer.planner.inputs import policy_from
from optimizer.report.reference import rule_reference
from optimizer.rules.registry import kinds
from optimizer.solve.status import Status
from tests.docs.pages import PAGES, ROOT, Fence, anchor, everything, fences, headings, links, named, text_of
from tests.rules.agreement import TOY_POOL, disagreements
from tests.toy import NESTED, SIDE_BY_SIDE, problem_of, table_of

DOCS = ROOT / "docs"
CONVENTIONS = DOCS / "conventions.md"
XIWEI = re.compile(r"(?:\.venv/bin/)?xiwei (.+)")
PROVINCE = re.compile(r"^(?:\.venv/bin/)?python -m data\.province\.generate (.+)$", re.MULTILINE)
EXIT_CODE = re.compile(r"\s+# exit code (\d)$")
NOT_RUN = ("app",)
"""Commands that would serve pages until stopped."""


def lines_that_must_stand_in(output: str, quoted: str) -> list[str]:
    """Quoted lines that the output lacks; blanks are compared as one, table cells may be left out at the end of a line."""
    said = {" ".join(line.split()) for line in output.splitlines()}
    whole = " ".join(output.split())
    wanted = (" ".join(line.split()) for line in quoted.splitlines())
    return [line for line in wanted if line and not any(line in each for each in said) and line not in whole]


# (a) Policies


BASE = {
    "name": 'name = "docs"\n',
    "reference_date": "reference_date = 2026-12-01\n",
    "groups": '[groups]\nfrontline = { frontline = "yes" }\nyoung = { age = "<=45" }\n',
    "body": """
[[body]]
id = "congress"
seats = 30
[[body]]
id = "committee"
seats = 12
within = "congress"
[[body]]
id = "standing"
seats = 10
within = "committee"
[[body]]
id = "audit"
seats = 3
""",
    "office": """
[[office]]
id = "chair"
body = "standing"
seats = 1
[[office]]
id = "vice_chair"
body = "standing"
seats = 8
modes = ["full_time", "part_time", "seconded"]
""",
}
"""What a fragment of a policy lacks, by key of the top level."""


def whole_policy(fragment: str) -> str:
    """The fragment with what it needs to be a policy; a whole policy as it is."""
    keys = set(tomllib.loads(fragment))
    own = keys | ({"office"} if "body" in keys else set())
    if {"name", "body"} <= keys or "extends" in keys:
        own = set(BASE)
    head = "".join(text for key, text in BASE.items() if key in ("name", "reference_date") and key not in own)
    tail = "".join(text for key, text in BASE.items() if key in ("groups", "body", "office") and key not in own)
    return f"{head}{fragment}\n{tail}"


TOML = [
    pytest.param(fence, id=f"{named(page)}:{fence.line}")
    for page in PAGES
    for fence in fences(page)
    if fence.language == "toml" and page.name != "forms.md"  # Its examples build on a file of their own: test_forms.py.
]


@pytest.mark.parametrize("fence", TOML)
def test_every_policy_on_a_page_is_read_without_faults(fence: Fence) -> None:
    policy = policy_from(whole_policy(fence.text).encode(), source="docs")
    written = {rule["id"] for rule in tomllib.loads(fence.text).get("rule", []) if "drop" not in rule}
    assert written <= {rule.id for rule in policy.rules}


def test_the_fragments_of_the_guide_are_the_example_file() -> None:
    example = tomllib.loads(text_of(DOCS / "examples" / "policy.toml"))
    for page in ("guide.zh.md", "guide.en.md"):
        for fence in fences(DOCS / page):
            if fence.language == "toml":
                for key, value in tomllib.loads(fence.text).items():
                    assert _within(value, example[key]), (page, key)


def _within(part: object, whole: object) -> bool:
    if isinstance(part, dict) and isinstance(whole, dict):
        return all(key in whole and _within(value, whole[key]) for key, value in part.items())
    if isinstance(part, list) and isinstance(whole, list):
        return all(any(_within(one, other) for other in whole) for one in part)
    return part == whole


# (b) Commands


def commands(fence: Fence) -> Iterator[tuple[list[str], int]]:
    """The xiwei commands of a shell block with the exit code each says it has."""
    for line in fence.text.splitlines():
        code = EXIT_CODE.search(line)
        found = XIWEI.fullmatch(EXIT_CODE.sub("", line).strip())
        if found:
            yield shlex.split(found[1], comments=True), int(code[1]) if code else 0


WITH_COMMANDS = [
    page
    for page in PAGES
    if any(fence.language in ("sh", "console") and list(commands(fence)) for fence in fences(page))
]


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=named)
def test_commands_do_what_the_page_says(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("data", "docs"):
        (tmp_path / folder).symlink_to(ROOT / folder, target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    output = ""
    for fence in fences(page):
        if fence.language in ("sh", "console"):
            for made in PROVINCE.findall(fence.text):
                generate.main(shlex.split(made))
            output = "".join(_run(arguments, code) for arguments, code in commands(fence))
        elif fence.language == "text" and output:
            assert lines_that_must_stand_in(output, fence.text) == [], f"{named(page)}:{fence.line}\n{output}"


def _run(arguments: list[str], code: int) -> str:
    if arguments[0] in NOT_RUN:
        return ""
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == code, (arguments, done.output, done.exception)
    return done.output


def test_quoted_lines_are_really_compared() -> None:
    assert lines_that_must_stand_in("│ D1 │ ≥ 224 │ kept │\nmore", "│ D1  │ ≥ 224 │\nmore") == []
    assert lines_that_must_stand_in("│ D1 │ ≥ 224 │", "│ D1 │ ≥ 225 │") == ["│ D1 │ ≥ 225 │"]


def test_nothing_is_left_behind_by_the_examples() -> None:
    assert sorted(path.name for path in (DOCS / "examples").iterdir()) == [
        "contested.toml",
        "elected.csv",
        "faulty.csv",
        "faulty.toml",
        "forms.csv",
        "forms.toml",
        "impossible.toml",
        "keep.csv",
        "lacking.toml",
        "left.csv",
        "policy.toml",
    ]


# (c) and (d) References


def test_the_rule_page_is_the_generated_one() -> None:
    assert text_of(DOCS / "rules.md") == rule_reference(), "run: .venv/bin/xiwei rules --markdown > docs/rules.md"


@pytest.mark.parametrize("kind", kinds())
def test_every_rule_kind_is_in_the_policy_reference(kind: str) -> None:
    assert f'kind = "{kind}"' in text_of(DOCS / "policy-format.md")


def options() -> dict[str, list[str]]:
    """The long options of every command."""
    commands = vars(typer.main.get_command(app))["commands"]
    return {
        name: [option for parameter in command.params for option in parameter.opts if option.startswith("--")]
        for name, command in commands.items()
    }


@pytest.mark.parametrize("name", options())
def test_every_command_and_option_is_described(name: str) -> None:
    page = text_of(DOCS / "command-line.md")
    sections = [part for part in re.split(r"^## ", page, flags=re.MULTILINE) if f"`xiwei {name}" in part.split("\n")[0]]
    assert len(sections) == 1
    assert [option for option in options()[name] if f"{option}`" not in sections[0]] == []


@pytest.mark.parametrize("column", CANONICAL_HEADERS)
def test_every_column_is_in_both_guides(column: str) -> None:
    for page in ("guide.zh.md", "guide.en.md"):
        assert f"`{column}`" in text_of(DOCS / page)


@pytest.mark.parametrize("status", Status)
def test_every_status_is_explained(status: Status) -> None:
    for page in ("guide.zh.md", "guide.en.md", "conventions.md", "command-line.md"):
        assert f"`{status}`" in text_of(DOCS / page)


def test_the_architecture_page_lists_the_layers_in_order() -> None:
    contracts = tomllib.loads(text_of(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = list(reversed(next(each["layers"] for each in contracts if each["type"] == "layers")))
    listed = re.findall(r"^\| `(\w+)` \|", text_of(DOCS / "architecture.md"), flags=re.MULTILINE)
    assert listed == layers
    assert " → ".join(layers[:-1]) in text_of(DOCS / "architecture.md")


def test_files_named_by_the_pages_exist() -> None:
    for name in re.findall(r"`((?:optimizer|tests|data)/[\w./-]+\.(?:py|toml))`", everything()):
        assert (ROOT / name).exists() or name == "optimizer/rules/outnumber.py", name


# (e) Conventions


def test_every_section_cited_in_the_code_exists() -> None:
    sections = {match[1] for match in re.finditer(r"^§(\d+) ", "\n".join(headings(CONVENTIONS)), flags=re.MULTILINE)}
    assert sections == {str(number) for number in range(1, len(sections) + 1)}
    cited = {
        (path.name, number)
        for path in (ROOT / "optimizer").rglob("*.py")
        for number in re.findall(r"conventions(?:\.md)? §(\d+)", text_of(path))
    }
    assert cited
    assert {each for each in cited if each[1] not in sections} == set()


# (f) and (g) Links


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page: Path) -> None:
    for link in links(page):
        target, _, part = link.partition("#")
        assert "://" not in link, f"{link}: the pages need no network"
        path = Path(os.path.normpath(page.parent / target)) if target else page
        assert path.exists(), link
        assert not part or part in map(anchor, headings(path)), link


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_the_only_address_is_this_machine(page: Path) -> None:
    assert set(re.findall(r"\w+://([\w.-]+)", text_of(page))) <= {"127.0.0.1"}


def test_every_page_is_in_the_index() -> None:
    assert {page.name for page in DOCS.glob("*.md")} - {"README.md"} <= set(links(DOCS / "README.md"))


def test_readmes_link_each_other_and_their_picture() -> None:
    assert {"README.zh.md", "docs/images/proposal-en.png"} <= set(links(ROOT / "README.md"))
    assert {"README.md", "docs/images/proposal-zh.png"} <= set(links(ROOT / "README.zh.md"))


# A new kind


@pytest.fixture
def outnumber(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The module of docs/add-a-rule.md among the rule kinds, for one test."""
    (block,) = (fence.text for fence in fences(DOCS / "add-a-rule.md") if fence.language == "python")
    (tmp_path / "outnumber.py").write_text(block, encoding="utf-8")
    monkeypatch.setattr(rules, "__path__", [*rules.__path__, str(tmp_path)])
    importlib.invalidate_caches()
    kinds.cache_clear()
    yield
    sys.modules.pop("optimizer.rules.outnumber", None)
    vars(rules).pop("outnumber", None)
    kinds.cache_clear()


def test_the_example_kind_is_picked_up_and_says_the_same_thing_twice(outnumber: None) -> None:
    cls = kinds()["outnumber"]
    rule = {"id": "O", "kind": "outnumber", "scope": "committee", "group": {"age": "<=45"}, "other": {"cadre": "yes"}}
    for text in (NESTED, SIDE_BY_SIDE):
        for example in (cls.example, table_of("rule", rule), table_of("rule", {**rule, "strength": "prefer"})):
            problem = problem_of(TOY_POOL, text + example)
            assert disagreements(problem) == []
    said = problem.rules[0].sentence(problem.policy.titles)
    assert (said.zh, said.en) == (
        "委员会中，45岁及以下不少于领导干部",
        "committee: people aged 45 or under no fewer than leading cadres",
    )
    assert "## `outnumber`" in rule_reference()
