"""Tests of optimizer/rollout."""
