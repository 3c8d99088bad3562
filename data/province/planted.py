"""What is put into the province on purpose, all of it in its first city: rosters that cannot be, and people in two places."""

from __future__ import annotations

NOBODY_FULL_TIME = "900103"
"""A county where only the head of a hospital could serve full-time: heads may not, and one full-time vice-chair is asked for."""

BROTHERS = "900121101"
"""A town whose leader in charge and whose director are brothers: by post both sit, as near relatives they may not."""

SHARED_DIRECTORS = (("900121100", "900121102"), ("900103101", "900103102"))
"""Neighbouring towns that share the director of the agricultural service centre: the same number and name in both pools.
In the first pair one town's policy gives the director an office by post; in the second neither does."""

LIKELY_SAME = ("900102100", "900102101")
"""Towns where the heads of the agro-tech stations have one name and one month of birth, but numbers of their own."""

BY_POST = frozenset({BROTHERS, "900121100"})
"""Towns whose vice-chair is the director by post (policy wanning-township)."""
