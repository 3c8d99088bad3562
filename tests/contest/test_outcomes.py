"""Worst and best outcome, upsets survived and changes needed, against every outcome of small cases."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, combinations, islice, product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.basis.faults import InputFaults
from optimizer.basis.position import Position
from optimizer.contest.outcomes import Light, RuleOutcome, outcomes_of
from optimizer.people.person import Pool
from optimizer.problem.problem import Problem, build_problem
from optimizer.roster.roster import Seat
from optimizer.rules.base import Rule, Seated, Verdict
from tests.contest.cases import UNITS, WOMEN, a_crowd, a_rule, nested, one_body
from tests.contest.every import Slate, can_be_kept, outcomes, slate_of, slated_rosters, votes_of
from tests.contest.test_promises import seats_of
from tests.toy import Held, a_pool, people_of, policy_of

MANY = settings(max_examples=60)
SEEDS = st.integers(0, 10**9).map(Random)


def problem_of(pool: Pool, text: str) -> Problem | None:
    try:
        return build_problem(pool=pool, policy=policy_of(text))
    except InputFaults:
        return None


def some_rosters(problem: Problem, draw: Random) -> list[Held]:
    """A few rosters with well filled slates, kept rules or not."""
    return list(islice(slated_rosters(problem), draw.randint(0, 9), 60, 17))


def counted(problem: Problem, rule: Rule, winners: Slate) -> list[Verdict]:
    seats = tuple((problem.pool.people[who], position) for who, position, _ in winners)
    return list(rule.count(Seated(seats=seats, pool=problem.pool, on=problem.policy.reference_date)))


def short(verdicts: Sequence[Verdict], record: RuleOutcome) -> int:
    """Heads missing on the record's side, of its row's part."""
    here = [verdict for verdict in verdicts if verdict.part == record.row]
    if record.floor:
        return sum(max(0, verdict.least - verdict.found) for verdict in here if verdict.least is not None)
    return sum(max(0, verdict.found - verdict.most) for verdict in here if verdict.most is not None)


def compare(problem: Problem, held: Held, record: RuleOutcome, *, heads: bool) -> None:
    """A record with every outcome of the congress's vote; `heads` where the rule counts plain heads."""
    rule = next(rule for rule in problem.rules if rule.id == record.rule)
    slate = slate_of(problem, held, "congress")
    votes = votes_of(problem, "congress", slate)
    found = [(winners, counted(problem, rule, winners)) for winners in outcomes(votes)]
    planned = {who for who, _, planned in slate if planned}
    losses = {id(winners): len(planned - {who for who, _, _ in winners}) for winners, _ in found}
    breaking = [losses[id(winners)] for winners, verdicts in found if short(verdicts, record)]
    assert record.survives == (min(breaking) - 1 if breaking else record.margin)
    assert record.worst is not None
    assert record.best is not None
    if heads:
        numbers = [
            verdict.found
            for _, verdicts in found
            for verdict in verdicts
            if verdict.part == record.row and (verdict.least if record.floor else verdict.most) is not None
        ]
        worst, best = (min, max) if record.floor else (max, min)
        assert (record.worst.found, record.best.found) == (worst(numbers), best(numbers))
    assert bool(short([record.worst], record)) == bool(breaking)
    assert bool(short([record.best], record)) == all(short(verdicts, record) for _, verdicts in found)
    assert (record.light is Light.CERTAIN) == (not breaking)


@MANY
@given(draw=SEEDS)
def test_one_vote_is_what_every_outcome_says(draw: Random) -> None:
    kind = draw.choice(("count", "share", "of", "each"))
    text = one_body(draw.randint(2, 4), draw.choice(("1", "2"))) + a_rule(draw, "congress", (kind,))
    problem = problem_of(a_crowd(draw, 6), text)
    for held in some_rosters(problem, draw) if problem else ():
        assert problem is not None
        for record in outcomes_of(problem, seats_of(problem, held)):
            compare(problem, held, record, heads=kind in ("count", "share"))


@MANY
@given(draw=SEEDS)
def test_votes_of_units_are_what_every_outcome_says(draw: Random) -> None:
    seats = draw.choice(((1, 1), (2, 1), (1, 2)))
    kind = draw.choice(("count", "share", "of", "of", "each"))
    text = one_body(sum(seats), draw.choice(("1", '"50%"')), 'margin_by = "unit"\n') + UNITS.format(*seats)
    problem = problem_of(a_crowd(draw, 6), text + a_rule(draw, "congress", (kind,)))
    for held in some_rosters(problem, draw) if problem else ():
        assert problem is not None
        people = [problem.pool.people[who].value("unit") for who, what in held if problem.positions[what].bodies]
        if [people.count(unit) for unit in ("e", "w")] != list(seats):
            continue
        for record in outcomes_of(problem, seats_of(problem, held)):
            if record.rule == "R":
                compare(problem, held, record, heads=kind in ("count", "share"))


@MANY
@given(draw=SEEDS)
def test_the_changes_a_slate_needs_are_the_fewest(draw: Random) -> None:
    """Against every way to turn candidates who do not count into ones who do."""
    votes = {unit: (draw.randint(1, 3), draw.randint(0, 2)) for unit in ("e", "w")[: draw.choice((1, 2, 2))]}
    slates = {unit: [draw.random() < 0.5 for _ in range(sum(sizes))] for unit, sizes in votes.items()}
    heads = draw.randint(1, sum(seats for seats, _ in votes.values()))
    lines, seats = ["id,sex,unit,modes", "out1,female,e,part_time", "out2,male,e,part_time"], []
    for unit, slate in slates.items():
        for number, woman in enumerate(slate):
            lines.append(f"{unit}{number},{'female' if woman else 'male'},{unit},part_time")
            planned = number < votes[unit][0]
            position = Position(bodies=("congress",)) if planned else Position(bodies=(), runs_for="congress")
            seats.append(Seat(person=f"{unit}{number}", position=position))
    seated = [votes.get(unit, (0, 0))[0] for unit in ("e", "w")]
    text = one_body(sum(seated), "[0, 2]", 'margin_by = "unit"\n') + UNITS.format(*seated)
    text += f'[[rule]]\nid = "R"\nkind = "count"\nscope = "congress"\ngroup = {WOMEN}\nat_least = {heads}\n'
    problem = build_problem(pool=a_pool(people_of("\n".join(lines))), policy=policy_of(text))
    record = next(each for each in outcomes_of(problem, seats) if each.rule == "R")
    assert record.short == fewest_changes(list(slates.values()), [each[0] for each in votes.values()], heads)


def fewest_changes(slates: list[list[bool]], seats: list[int], heads: int) -> int:
    """The fewest turned so that every outcome has the heads."""
    everybody = [(at, n) for at, slate in enumerate(slates) for n in range(len(slate))]
    for number in range(len(everybody) + 1):
        for turned in combinations(everybody, number):
            now = [[member or (at, n) in turned for n, member in enumerate(slate)] for at, slate in enumerate(slates)]
            elected = product(*(combinations(slate, many) for slate, many in zip(now, seats, strict=True)))
            if all(sum(chain.from_iterable(each)) >= heads for each in elected):
                return number
    raise AssertionError("with everybody turned the heads are there")


@MANY
@given(draw=SEEDS)
def test_what_is_certain_after_the_votes_before(draw: Random) -> None:
    committee = (draw.randint(1, 2), draw.choice(("", "margin = 1")))
    text = nested((draw.randint(3, 4), "margin = 1"), committee) + a_rule(draw, "committee", ("count", "share"))
    problem = problem_of(a_crowd(draw, 6), text)
    for held in some_rosters(problem, draw) if problem else ():
        assert problem is not None
        (rule,) = problem.rules
        records = [each for each in outcomes_of(problem, seats_of(problem, held)) if each.again]
        if not records:
            # Everybody in the pool counts the same.
            continue
        votes = votes_of(problem, "congress", slate_of(problem, held, "congress"))
        certain = all(
            can_be_kept(problem, rule, ("committee",), [who for who, *_ in winners]) for winners in outcomes(votes)
        )
        found = [kept_again(record) for record in records]
        if "at_least" in text and "at_most" in text:
            # Two bounds may each be certain where the band between them is not.
            assert all(found) or not certain
        else:
            assert all(found) == certain


def kept_again(record: RuleOutcome) -> bool:
    assert record.again is not None
    return not short([record.again], record)


def test_a_rule_of_either_kind_is_counted_in_every_outcome() -> None:
    pool = a_pool(people_of("id,sex,head,modes\nA,female,,part_time\nB,male,hospital,part_time\nC,male,,part_time"))
    text = one_body(1, "2") + (
        '[[rule]]\nid = "E"\nkind = "either"\nscope = "congress"\n'
        f'[[rule.options]]\nid = "w"\nkind = "count"\ngroup = {WOMEN}\nat_least = 1\n'
        '[[rule.options]]\nid = "h"\nkind = "count"\ngroup = { head = "hospital" }\nat_least = 1\n'
    )
    problem = build_problem(pool=pool, policy=policy_of(text))
    planned = Position(bodies=("congress",))
    runs = Position(bodies=(), runs_for="congress")
    seats = [Seat(person=who, position=planned if who == "A" else runs) for who in "ABC"]
    (record,) = outcomes_of(problem, seats)
    # A keeps it by one option and B by the other; C by none, after one upset.
    assert (record.survives, record.margin, record.light, record.short) == (0, 2, Light.AT_RISK, None)
    assert record.worst is not None
    assert record.best is not None
    assert (record.worst.kept, record.best.kept) == (False, True)
