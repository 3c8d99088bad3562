"""`by_post`: seats that come with a post (镇区分管科协工作的领导任镇区科协主席)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from optimizer.basis.text import Filled, Text
from optimizer.groups.predicate import Predicate
from optimizer.people.person import Person, Pool
from optimizer.rules.base import Rule, Seated, Verdict, scope_words
from optimizer.rules.conditions import named_people
from optimizer.rules.fields import Field, read_texts
from optimizer.rules.grid import Grid, Row, holds
from optimizer.rules.tally import Heads, Tally, Whole
from optimizer.rules.weights import of_people, spread_out

_BETWEEN = re.compile(r"[、，,;；/\s]+")
_SENTENCE = Text(zh="担任{posts}的人须在{scope}名单中", en="{scope}: whoever has the post {posts} must hold it")
_NOBODY = Text(
    zh="候选人中没有人的职务是“{post}”；改“职务”一列，或用 eligible 由方案选人",
    en='nobody in the pool has the post "{post}"; correct the column post, or use eligible and let the plan choose',
)
_SEVERAL = Text(
    zh="职务是“{post}”的有{count}人（{people}）；改“职务”一列，或用 eligible 由方案选人",
    en='{count} people have the post "{post}" ({people}); correct the column post, or use eligible and let the plan choose',
)


@dataclass(frozen=True, kw_only=True)
class ByPost(Rule):
    """The one person of the pool with each post holds the scope; a cell may list several posts."""

    kind: ClassVar[str] = "by_post"
    summary: ClassVar[Filled] = Filled(
        zh="担任某职务的人当然在（按职务产生）", en="whoever has a post holds a body or office by it"
    )
    fields: ClassVar[tuple[Field, ...]] = (
        Field(
            name="posts",
            read=read_texts,
            required=True,
            help=Filled(zh="职务，照候选人表“职务”一列的写法", en="the posts, as written in the column post"),
        ),
    )
    example: ClassVar[str] = """
[[rule]]
id = "W2"
kind = "by_post"
scope = "chair"
posts = ["分管领导"]
"""

    posts: tuple[str, ...]

    def pool_faults(self, pool: Pool) -> Iterator[tuple[str, Filled]]:
        """Posts that nobody has, or several people."""
        for post in self.posts:
            having = _having(pool, post)
            if not having:
                yield post, _NOBODY.fill(post=post)
            elif len(having) > 1:
                people = ", ".join(f"{person.name} {person.id}" for person in having)
                yield post, _SEVERAL.fill(post=post, count=len(having), people=people)

    @property
    def groups(self) -> tuple[Predicate, ...]:
        """None."""
        return ()

    @property
    def columns(self) -> frozenset[str]:
        """The posts people have."""
        return frozenset(("post",))

    def _rows(self, grid: Grid) -> Iterator[Row]:
        """A row for each person, however many of the posts they have."""
        inside = spread_out(grid, holds(grid, self.scope))
        numbers = {person.id: n for n, person in enumerate(grid.pool.people) if person.id not in grid.exempt}
        for post in self.posts:
            for person in _having(grid.pool, post):
                number = numbers.pop(person.id, None)
                if number is not None:
                    weights = of_people(inside, np.array([number]))
                    yield Row(rule=self.id, part=post, weights=weights, least=1)

    def _count(self, seated: Seated) -> Iterator[Verdict]:
        """How many of the people with the posts hold the scope."""
        posted = {person.id for post in self.posts for person in _having(seated.pool, post)} - seated.exempt
        found = sum(person.id in posted for person, _ in seated.holding(self.scope))
        yield self.verdict(found=found, of=len(posted), least=len(posted), most=None)

    def _tallies(self, pool: Pool, spared: frozenset[str]) -> Iterator[Tally]:
        """The people with the posts who hold the scope."""
        posted = {person.id for post in self.posts for person in _having(pool, post)} - spared
        size = Whole(len(posted))
        yield Tally(found=Heads(scope=self.scope, conditions=named_people(posted)), of=size, least=size)

    def _sentence(self, titles: Mapping[str, Filled]) -> Filled:
        """What the rule asks."""
        posts = Filled(zh="、".join(self.posts), en=" or ".join(self.posts))
        return _SENTENCE.fill(scope=scope_words(self.scope, titles), posts=posts)


def _having(pool: Pool, post: str) -> list[Person]:
    """Everybody whose cell is the post, or lists it."""
    return [person for person in pool.people if post in (held := person.value("post"), *_BETWEEN.split(held))]
