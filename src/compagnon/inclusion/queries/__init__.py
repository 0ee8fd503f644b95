"""Reads of inclusion: the vault's doors, help that is planned, counts, reports."""
