"""Solving with proof. The only package that imports PuLP; solver words stop here (conventions §8)."""
