"""Sweeps and trade-offs: the plan under many values of a bound, a number of seats, a date or a pool."""
