"""Reads of targets and of fairness."""
