"""Spreadsheets in: looked at, read in a child of limited means, guessed, checked, written whole and undone.

Knows no model of people or partners: each kind of import is a `kinds.Importer` that an app adds to `kinds.IMPORTERS`.
"""
