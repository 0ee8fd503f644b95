"""Reads of stays, a module for each matter."""
