"""Writes of targets and of fairness."""
