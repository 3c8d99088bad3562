"""What a roster rests on, as a table: the documents, the pool and the policy with their hashes, programs, pins, the date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from importlib.metadata import PackageNotFoundError, version

from optimizer.basis.text import Filled, Text, same
from optimizer.names.listing import ORDER_WORDS, Listing
from optimizer.report.blocks import Table
from optimizer.report.words import PROOF_WORDS, STATUS_WORDS, STRENGTH_WORDS, day_words
from optimizer.roster.roster import Proposal
from optimizer.rules.waivers import waiver_words


def sources_table(proposal: Proposal, *, listing: Listing, dated: date | None = None) -> Table:
    """Everything somebody needs to make the same roster again and to look up what it follows."""
    rows = [
        *_documents(proposal),
        *_inputs(proposal, listing),
        *_waivers(proposal),
        *_pins(proposal),
        *_programs(proposal),
    ]
    if dated is not None:
        rows.append((_DATED, day_words(dated)))
    return Table(id="sources", title=_TITLE, columns=(_WHAT, _SAID), rows=tuple(rows))


def xiwei_version() -> str:
    """Xiwei's version; "" where it runs without being installed."""
    try:
        return version("xiwei")
    except PackageNotFoundError:
        return ""


type _Said = tuple[Filled, Filled]


def _documents(proposal: Proposal) -> Iterator[_Said]:
    policy = proposal.problem.policy
    yield _POLICY, Filled(zh=f"{policy.title}（{policy.name}）", en=f"{policy.heading.en} ({policy.name})")
    if policy.version:
        yield _VERSION, same(policy.version)
    if policy.extends:
        yield _EXTENDS, same(policy.extends)
    for key, said in policy.source.items():
        yield _SOURCE.get(key, same(key)), same(said)
    yield _REFERENCE, day_words(policy.reference_date)
    for remark in policy.remarks:
        yield _REMARK, remark


def _inputs(proposal: Proposal, listing: Listing) -> Iterator[_Said]:
    problem = proposal.problem
    pool = problem.pool
    yield _POOL, _POOL_SAID.fill(source=pool.source, people=len(pool.people))
    yield _POOL_HASH, same(pool.sha256)
    yield _POLICY_HASH, same(problem.policy.sha256)
    yield _BASE, _BASED if problem.base is not None else _UNBASED
    yield _SEED, same(str(problem.seed))
    yield _ORDER, ORDER_WORDS[listing.order].fill()


def _waivers(proposal: Proposal) -> Iterator[_Said]:
    for rule in proposal.problem.rules:
        for waiver in rule.waivers:
            yield _WAIVER.fill(rule=rule.id), waiver_words(waiver)


def _pins(proposal: Proposal) -> Iterator[_Said]:
    titles: Mapping[str, Filled] = proposal.problem.policy.titles
    for pin in proposal.problem.pins:
        said = pin.sentence(titles)
        if pin.note:
            said = _PIN_SAID.fill(said=said, note=pin.note)
        yield _PIN.fill(strength=STRENGTH_WORDS[pin.strength]), said


def _programs(proposal: Proposal) -> Iterator[_Said]:
    solved = proposal.solved
    yield _STATUS, STATUS_WORDS[solved.status]
    proofs = dict.fromkeys(goal.proof for goal in solved.goals)
    if proofs:
        said = [PROOF_WORDS[proof] for proof in proofs]
        yield _PROOF, Filled(zh="、".join(each.zh for each in said), en=", ".join(each.en for each in said))
    yield _SOLVER, same(f"{solved.solver} {solved.version}".strip())
    if xiwei_version():
        yield _XIWEI, same(xiwei_version())


_TITLE = Filled(zh="依据与来源", en="Sources")
_WHAT, _SAID = Filled(zh="项目", en="Item"), Filled(zh="内容", en="What it is")
_POLICY = Filled(zh="政策", en="Policy")
_VERSION = Filled(zh="政策版本", en="Version of the policy")
_EXTENDS = Filled(zh="沿用的政策", en="Builds on")
_SOURCE: Mapping[str, Filled] = {
    "document": Filled(zh="依据的文件", en="Document"),
    "issuer": Filled(zh="发文机关", en="Issued by"),
    "date": Filled(zh="文件日期", en="Date of the document"),
}
_REFERENCE = Filled(zh="年龄计算日期", en="Ages counted on")
_REMARK = Filled(zh="政策文件的说明", en="Remark of the policy file")
_POOL = Filled(zh="人选库", en="Pool")
_POOL_SAID = Text(zh="{source}，{people}人", en="{source}, {people} people")
_POOL_HASH = Filled(zh="人选库内容的 SHA-256", en="SHA-256 of the pool's content")
_POLICY_HASH = Filled(zh="政策的 SHA-256", en="SHA-256 of the policy")
_BASE = Filled(zh="上一份名单", en="Earlier roster")
_BASED = Filled(zh="以上一份名单为基础，变动尽量少", en="planned with few changes from an earlier one")
_UNBASED = Filled(zh="没有用到", en="none used")
_SEED = Filled(zh="抽签的种子数", en="Seed of the draw")
_ORDER = Filled(zh="名单次序", en="Order of names")
_WAIVER = Text(zh="规则 {rule} 的例外", en="Waiver of rule {rule}")
_PIN = Text(zh="事先锁定（{strength}）", en="Held beforehand ({strength})")
_PIN_SAID = Text(zh="{said}；理由：{note}", en="{said}; reason: {note}")
_STATUS = Filled(zh="求解结果", en="Outcome of the planning")
_PROOF = Filled(zh="证明的方式", en="How it is proven")
_SOLVER = Filled(zh="求解器", en="Solver")
_XIWEI = Filled(zh="席位（Xiwei）版本", en="Version of Xiwei")
_DATED = Filled(zh="草案日期", en="Date of the draft")
