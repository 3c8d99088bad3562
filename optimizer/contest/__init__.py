"""Contested elections: what a vote with more candidates than seats can do to the rules, and what follows it."""
