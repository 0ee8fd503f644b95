"""Reads of what a stay needs before it begins."""
