"""Tests of optimizer/groups."""
