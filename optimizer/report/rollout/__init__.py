"""Blocks about a roll-out: coverage, turnover, filing, what came of planning, the way there."""
