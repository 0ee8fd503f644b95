"""Timelines offered to partners: a copy that leaves, checked when it arrives, compared line by line, taken by choice."""
