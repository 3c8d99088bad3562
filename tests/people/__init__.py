"""Tests of reading the pool."""
