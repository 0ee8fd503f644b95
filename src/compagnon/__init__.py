"""Compagnon: the international mobility of apprentices and trainers."""

__version__ = "0.1.0"
