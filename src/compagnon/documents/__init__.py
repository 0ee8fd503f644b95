"""Filling, signing and filing papers; learning agreements and their learning outcomes."""
