"""Evaluations: here the host tutor's of each learning outcome."""
