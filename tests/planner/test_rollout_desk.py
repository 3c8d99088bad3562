"""Roll-outs as the pages keep them: a folder that is there whole or not at all, files where the table sees them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from optimizer.basis.faults import InputFaults
from optimizer.planner.desk.draft import Draft
from optimizer.planner.desk.roster import made_from, roster_seats
from optimizer.planner.inputs import open_pool, policy_from
from optimizer.planner.plan import plan
from optimizer.planner.rollout.desk import Kept, Rollouts, missing_files, once_more, with_files, with_setup
from optimizer.planner.rollout.rollout import Power, RolledOut, rollout
from optimizer.planner.rollout.setup import Setup, read_setup
from optimizer.planner.rollout.unit_desk import result_of, roster_blocks, unit_draft
from optimizer.report.blocks import Line, Table
from optimizer.rollout.planned import Outcome
from optimizer.solve.status import Status
from optimizer.store.database import StoreError
from tests.planner.little_province import AS_OF, FILES, MIDDLE, SHARED, SOUTH, TABLE, TABLE_NAME


@pytest.fixture
def mine(tmp_path: Path) -> Rollouts:
    return Rollouts("me@example.org", tmp_path)


def begun(rollouts: Rollouts, name: str = "推进") -> Kept:
    return rollouts.begin(name, (TABLE_NAME, TABLE), FILES, as_of=AS_OF)


def names(rollouts: Rollouts) -> list[str]:
    return [kept.name for kept in rollouts.listed()]


def every_file(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_files_are_laid_where_the_table_sees_them(mine: Rollouts) -> None:
    kept = begun(mine)
    inputs = kept.place.inputs
    assert (inputs / "towns" / "south.csv").read_bytes() == SOUTH
    assert (inputs / "towns" / "middle.csv").read_bytes() == MIDDLE
    assert (inputs / "shared.csv").read_bytes() == SHARED
    assert kept.table() == TABLE
    assert missing_files(kept, kept.units()) == ()
    assert (kept.setup.as_of, kept.setup.table, kept.setup.runs) == (AS_OF, TABLE_NAME, 0)
    assert names(mine) == ["推进"]


def test_nobody_sees_what_is_anothers(mine: Rollouts, tmp_path: Path) -> None:
    begun(mine)
    for other in ("", "you@example.org", "../user-me@example.org"):
        theirs = Rollouts(other, tmp_path)
        assert names(theirs) == []
        with pytest.raises(StoreError):
            theirs.open("推进")


@pytest.mark.parametrize(
    "name", ["", "  ", ".", "..", "../推进", "a/b", "a\\b", "c:", "x" * 61, ".new-1", "行\n尾\x00"]
)
def test_a_name_that_leads_elsewhere_opens_and_begins_nothing(mine: Rollouts, tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError):
        mine.open(name)
    with pytest.raises(StoreError):
        begun(mine, name)
    assert every_file(tmp_path) == []


def test_a_name_is_tidied_and_taken_once(mine: Rollouts) -> None:
    assert begun(mine, " 2026  推进 ").name == "2026 推进"
    with pytest.raises(StoreError) as refused:
        begun(mine, "2026 推进")
    assert "换个名称" in refused.value.said.zh


@pytest.mark.parametrize(
    ("table", "files", "said"),
    [
        (TABLE.replace("乡镇".encode(), "村".encode()), FILES, "层级"),
        (TABLE.replace(b"shared.csv#", b"../../shared.csv#"), {}, "不在单位表所在的文件夹里"),
        (TABLE.replace(b"towns/south.csv", b"/etc/passwd"), {}, "不在单位表所在的文件夹里"),
        (TABLE.replace(b"small.toml", b"C:\\small.toml"), {}, "不在单位表所在的文件夹里"),
        (TABLE.replace(b"towns/south.csv", b"other/middle.csv"), {"middle.csv": MIDDLE}, "分不清"),
        (TABLE, {**FILES, "别的.csv": b""}, "没有提到"),
        (TABLE, {**FILES, "small.toml": b'extends = "../../own/small.toml"'}, "不在单位表所在的文件夹里"),
        (TABLE.replace(b"shared.csv#", "单位表.csv#".encode()), {"单位表.csv": b"x"}, "单位表本身"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_left(
    mine: Rollouts, tmp_path: Path, table: bytes, files: dict[str, bytes], said: str
) -> None:
    with pytest.raises(InputFaults) as faults:
        mine.begin("推进", (TABLE_NAME, table), files, as_of=AS_OF)
    assert said in faults.value.digest("zh")
    assert names(mine) == []
    assert [path for path in every_file(tmp_path) if Path(path).suffix] == []


def test_a_policy_that_cannot_be_read_is_told_where_it_is_used(mine: Rollouts) -> None:
    kept = mine.begin("推进", (TABLE_NAME, TABLE), {**FILES, "small.toml": b"\xff = ["}, as_of=AS_OF)
    found = rollout(kept.units(), kept.setup.wanted(), kept.place, Power(workers=1))
    assert found.prospects.outcomes[Outcome.FAULTY] == 3
    assert isinstance(unit_draft(found, "900101"), tuple)


def test_folders_tell_files_of_the_same_name_apart(mine: Rollouts) -> None:
    table = TABLE.replace(b"towns/south.csv", b"other/middle.csv")
    files = {"small.toml": FILES["small.toml"], "x/towns/middle.csv": MIDDLE, "x/other/middle.csv": SOUTH}
    kept = mine.begin("推进", (TABLE_NAME, table), files, as_of=AS_OF)
    assert (kept.place.inputs / "towns" / "middle.csv").read_bytes() == MIDDLE
    assert (kept.place.inputs / "other" / "middle.csv").read_bytes() == SOUTH
    assert missing_files(kept, kept.units()) == ("shared.csv",)


def test_a_disk_that_fails_in_the_middle_leaves_nothing(
    mine: Rollouts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StoreError) as refused:
        begun(mine)
    assert "No space left" in refused.value.said.zh
    assert names(mine) == []
    assert not any(path.endswith(".csv") for path in every_file(tmp_path))


def test_files_can_be_added_and_replaced_and_the_table_too(mine: Rollouts) -> None:
    kept = mine.begin("推进", (TABLE_NAME, TABLE), {}, as_of=AS_OF)
    assert missing_files(kept, kept.units()) == ("shared.csv", "small.toml", "towns/middle.csv", "towns/south.csv")
    kept = with_files(kept, FILES)
    assert missing_files(kept, kept.units()) == ()
    assert kept.setup.runs == 1
    renamed = TABLE.replace("南县".encode(), "海县".encode())
    kept = with_files(kept, {TABLE_NAME: renamed, "south.csv": MIDDLE})
    assert [unit.name for unit in kept.units().units if unit.code == "900103"] == ["海县"]
    assert (kept.place.inputs / "towns" / "south.csv").read_bytes() == MIDDLE
    with pytest.raises(InputFaults):
        with_files(kept, {TABLE_NAME: b"nothing", "south.csv": SOUTH})
    assert mine.open("推进").table() == renamed
    assert (kept.place.inputs / "towns" / "south.csv").read_bytes() == MIDDLE


def test_settings_come_back_as_they_were_typed(mine: Rollouts) -> None:
    kept = begun(mine)
    changed = replace(
        kept.setup, target=date(2027, 12, 31), scheduled=True, capacity="3，2027=4", workers=1, time_limit=None
    )
    with_setup(kept, changed)
    assert mine.open("推进").setup == changed
    assert once_more(mine.open("推进")).setup == replace(changed, runs=1)
    wanted = mine.open("推进").setup.wanted()
    assert wanted.schedule is not None
    assert [wanted.schedule.capacity.of(year) for year in wanted.schedule.years] == [3, 4, 3]


def test_settings_that_make_no_sense_are_faults() -> None:
    setup = Setup(id="1", name="推进", table=TABLE_NAME, as_of=AS_OF, scheduled=True, capacity="many")
    with pytest.raises(InputFaults):
        setup.wanted()


def test_settings_of_a_newer_program_are_read_as_far_as_they_are_known() -> None:
    setup = Setup(id="1", name="推进", table=TABLE_NAME, as_of=AS_OF)
    assert read_setup(setup.data().replace(b"{", b'{"colour": "red",', 1)) == setup
    for broken in (b"[]", b"{}", b"{", setup.data().replace(b"2026-11-20", b"tomorrow")):
        with pytest.raises(ValueError, match=r"."):
            read_setup(broken)


def test_what_is_removed_is_gone_and_what_is_damaged_says_so(mine: Rollouts, tmp_path: Path) -> None:
    begun(mine, "一")
    kept = begun(mine, "二")
    mine.remove("一")
    assert names(mine) == ["二"]
    assert all(path.split("/")[1] == "二" for path in every_file(tmp_path) if "/" in path)
    (kept.folder / "settings.json").write_bytes(b"{")
    assert names(mine) == []
    with pytest.raises(StoreError) as refused:
        mine.open("二")
    assert "settings.json" in refused.value.said.en


def test_the_sample_that_cannot_be_made_leaves_nothing(mine: Rollouts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    with pytest.raises(StoreError):
        mine.begin_sample("样例", as_of=AS_OF)
    assert names(mine) == []


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> RolledOut:
    kept = begun(Rollouts("", tmp_path_factory.mktemp("rollouts")))
    return rollout(kept.units(), kept.setup.wanted(), kept.place, Power(workers=1))


def test_a_unit_shows_the_roster_that_planning_it_alone_gives(found: RolledOut) -> None:
    blocks = {block.id: block for block in roster_blocks(found, "900101") if isinstance(block, Table)}
    policy = policy_from(FILES["small.toml"], source="small.toml")
    proposal = plan(pool=open_pool(MIDDLE, policy, source="middle.csv"), policy=policy)
    assert proposal.status is Status.OPTIMAL
    for body in policy.bodies:
        assert {row[1].zh for row in blocks[f"roster_{body.id}"].rows} == {
            seat.person for seat in proposal.holding(body.id)
        }
    assert [row[0].zh for row in blocks["rules"].rows] == list(dict.fromkeys(each.rule for each in proposal.verdicts))


def test_a_unit_whose_pool_was_replaced_says_that_its_roster_is_old(found: RolledOut) -> None:
    path = found.place.inputs / "shared.csv"
    path.write_bytes(SHARED.replace("东县,P5".encode(), "东县,P7".encode()))
    try:
        (said,) = roster_blocks(found, "900101")
    finally:
        path.write_bytes(SHARED)
    assert isinstance(said, Line)
    assert "重新拟定" in said.text.zh


def test_a_unit_opens_as_a_draft_that_plans_to_the_same_roster(found: RolledOut) -> None:
    draft = unit_draft(found, "900101")
    assert isinstance(draft, Draft)
    policy = policy_from(draft.policy, source=draft.policy_name)
    pool = open_pool(draft.pool, policy, source=draft.pool_name)
    result = result_of(found, "900101")
    assert result.planned is not None
    assert draft.roster == result.roster
    assert made_from(draft, pool, policy)
    assert plan(pool=pool, policy=policy).seats == roster_seats(draft.roster)
    assert (draft.pool_name, draft.policy_name, draft.base) == ("900101 东县.csv", "small.toml", b"")


def test_a_policy_that_extends_another_of_its_folder_comes_as_one_file(mine: Rollouts) -> None:
    table = TABLE.replace(b"small.toml,shared.csv#", b"own.toml,shared.csv#")
    own = b'name = "own"\nextends = "small.toml"\n'
    kept = mine.begin("推进", (TABLE_NAME, table), {**FILES, "own.toml": own}, as_of=AS_OF)
    found = rollout(kept.units(), kept.setup.wanted(), kept.place, Power(workers=1))
    draft = unit_draft(found, "900101")
    assert isinstance(draft, Draft)
    assert policy_from(draft.policy, source="own.toml").name == "own"
    assert str(kept.folder).encode() not in draft.policy


def test_a_unit_that_waits_for_a_roster_opens_all_the_same_and_a_blank_says_why_not(found: RolledOut) -> None:
    waiting = unit_draft(found, "900104")
    assert isinstance(waiting, Draft)
    assert (waiting.pool, waiting.roster) == (MIDDLE, b"")
    (why,) = unit_draft(found, "900105")  # type: ignore[misc]
    assert "空白点" in why.zh
    assert result_of(found, "900103").planned.outcome is Outcome.IMPOSSIBLE  # type: ignore[union-attr]
    assert roster_blocks(found, "900103") == []
