"""Two rows that may be one: likely doubles, the judgement "not the same", the merge with its history and its undo.

Knows no model of the apps: rows are named by their model's label and their key.
"""
