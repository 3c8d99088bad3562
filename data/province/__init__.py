"""A synthetic province for the roll-out: a table of its units and the pools of their candidates. Everything is invented."""
