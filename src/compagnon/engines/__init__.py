"""What can be computed from facts alone: plain Python, no database, no request, no clock, no words.

Each engine is a package here; `door` runs any of them from the shell (`compagnon compute`).
"""
