"""Xiwei 席位: proven, nested rosters for a turnover. Import what you need from `optimizer.planner`."""
