"""Instances and solvers set side by side; nothing here ships with the package."""
