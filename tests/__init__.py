"""The tests of Xiwei."""
