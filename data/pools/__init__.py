"""Synthetic pools: every person, employer and place in them is invented."""
