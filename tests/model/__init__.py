"""Tests of optimizer/model."""
