"""Where the pages keep projects: the store as the planner hands it out, and a project's beginning on a sample or a file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from optimizer.basis.text import Filled, Lang, Text
from optimizer.planner.desk.draft import Draft
from optimizer.planner.desk.policy_file import own_copy
from optimizer.planner.inputs import DATA, read_bytes
from optimizer.store.bundle import SUFFIX, open_project_file, project_file
from optimizer.store.database import Database, StoreError, open_database
from optimizer.store.projects import ChangedMeanwhile, Project, Projects, Revision, Scenario

__all__ = [
    "SAMPLE_POLICIES",
    "SUFFIX",
    "ChangedMeanwhile",
    "Database",
    "Project",
    "Projects",
    "Revision",
    "Scenario",
    "StoreError",
    "begin_on_sample",
    "begin_project",
    "open_database",
    "open_project_file",
    "project_file",
    "sample_draft",
]

SAMPLE_POLICIES: Mapping[str, str] = {
    "prefecture": "dalian-2018",
    "county": "county-sample",
    "province": "jilin-2017",
    "society": "society-council",
    "township": "wanning-township",
}
"""The sample pools, by the stem of their file, each with the policy it was made for."""


def begin_project(projects: Projects, name: str, draft: Draft, *, lang: Lang = "zh") -> Scenario:
    """A new project with one scenario. Raises StoreError."""
    project = projects.add_project(name)
    return projects.add_scenario(project.id, _FIRST.to(lang), draft.content(), _BEGUN.fill(name=name))


def begin_on_sample(projects: Projects, sample: str, name: str, *, lang: Lang) -> Scenario:
    """A new project on a sample pool and the policy it was made for. Raises StoreError; KeyError for no such sample."""
    policy = SAMPLE_POLICIES[sample]
    return begin_project(projects, name, sample_draft(sample, policy), lang=lang)


def sample_draft(sample: str, policy: str) -> Draft:
    """A draft on a sample pool and a shipped policy."""
    path = _sample_file(sample)
    return Draft(pool_name=path.name, pool=read_bytes(path), policy_name=f"{policy}.toml", policy=own_copy(policy))


def _sample_file(sample: str) -> Path:
    found = [path for ending in (".xlsx", ".csv") if (path := DATA / "pools" / f"{sample}{ending}").is_file()]
    if not found:
        raise KeyError(sample)
    return found[0]


_FIRST = Filled(zh="方案一", en="Scenario 1")
_BEGUN = Text(zh="新建项目：{name}", en="new project: {name}")
