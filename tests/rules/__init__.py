"""Tests of optimizer/rules."""
