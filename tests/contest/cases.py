"""Small contested problems drawn at random: pools, rules of many kinds, one vote, votes by unit, votes after votes."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from optimizer.people.person import Pool
from tests.toy import HEAD, a_pool, people_of

WOMEN, HEADS, YOUNG = '{ sex = "female" }', '{ head = "hospital" }', '{ age = "<=45" }'
GROUPS = (WOMEN, HEADS, YOUNG)
PROMISES = ('guarantee = "always"\n', 'guarantee = "always"\n', "upsets = 1\n", "upsets = 2\n")
UNITS = '\n[[rule]]\nid = "U"\nkind = "each"\nscope = "congress"\nby = "unit"\nexactly = {{ e = {}, w = {} }}\n'


def a_crowd(draw: Random, number: int, modes: str = "part_time") -> Pool:
    """People of two sexes and units, some heads of hospitals, some of an age that is not known to the day."""
    lines = ["id,sex,head,unit,birth,score,modes"]
    for at in range(number):
        cells = [
            f"P{at}",
            draw.choice(("female", "male")),
            draw.choice(("", "hospital")),
            draw.choice(("e", "w")),
            draw.choice(("1970-01-01", "1990-01-01", "1981")),
            str(draw.randint(0, 3)),
            modes,
        ]
        lines.append(",".join(cells))
    return a_pool(people_of("\n".join(lines)))


def a_rule(draw: Random, scope: str, kinds: tuple[str, ...], name: str = "R") -> str:
    """A rule of one of the kinds; `of` is a share of another group."""
    kind = draw.choice(kinds)
    group, other = draw.sample(GROUPS, 2)
    low = draw.randint(1, 3)
    high = low + draw.randint(0, 2)
    side = draw.choice(("least", "most", "both"))
    match kind:
        case "count":
            said = _bounds(side, str(low), str(high))
            body = f'kind = "count"\ngroup = {group}\n{said}'
        case "share" | "of":
            said = _bounds(side, _share(Fraction(low, 4)), _share(Fraction(min(high, 4), 4)))
            body = f'kind = "share"\ngroup = {group}\n{said}' + (f"\nof = {other}" if kind == "of" else "")
        case "each":
            said = draw.choice(("at_least = 1", f"at_most = {low}", 'at_least = "1/2"', "exactly = 1"))
            body = f'kind = "each"\nby = "unit"\ngroup = {group}\n{said}'
        case "apart":
            body = f'kind = "apart"\nby = "head"\nat_most = {low}'
        case "compare":
            direction = draw.choice(("more", "less"))
            body = f'kind = "compare"\ngroup = {group}\nlast_term = "1/3"\ndirection = "{direction}"'
        case _:
            body = f'kind = "{kind}"\ngroup = {group}'
    return f'\n[[rule]]\nid = "{name}"\nscope = "{scope}"\n{body}\n'


def _bounds(side: str, low: str, high: str) -> str:
    match side:
        case "least":
            return f"at_least = {low}"
        case "most":
            return f"at_most = {low}"
        case _:
            return f"at_least = {low}\nat_most = {high}"


def _share(ratio: Fraction) -> str:
    return f'"{ratio.numerator}/{ratio.denominator}"'


def one_body(seats: int, margin: str, extra: str = "") -> str:
    """A congress alone."""
    return HEAD + f'\n[[body]]\nid = "congress"\nseats = {seats}\nmargin = {margin}\n{extra}'


def nested(*levels: tuple[int, str]) -> str:
    """A congress, a committee in it, a standing committee in that: seats and further keys of each."""
    text, outer = HEAD, ""
    for name, (seats, extra) in zip(("congress", "committee", "standing"), levels, strict=False):
        text += f'\n[[body]]\nid = "{name}"\nseats = {seats}\n{extra}\n'
        text += f'within = "{outer}"\n' if outer else ""
        outer = name
    return text


def with_office(seats: int, margin: str, modes: str = "") -> str:
    """A congress of four with a contested office."""
    return HEAD + (
        '\n[[body]]\nid = "congress"\nseats = 4\n'
        f'[[office]]\nid = "vice_chair"\nbody = "congress"\nseats = {seats}\nmargin = {margin}\n{modes}\n'
    )
