"""Writes of inclusion."""
