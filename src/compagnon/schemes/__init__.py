"""Schemes as data: rules, timeline tasks, documents they ask for."""
