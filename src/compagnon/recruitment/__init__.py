"""Calls, applications, eligibility told at once, consents, reviews, decisions."""
