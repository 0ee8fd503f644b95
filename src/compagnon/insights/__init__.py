"""Figures that read every chapter and are owned by none: targets with their gap, and how fair recruitment turned out.

A *target* is a figure that a network means to reach in a school year; its actual value is counted from mobilities, never
typed. A *release* of fairness is one counted table as it was shown, kept so that two looks cannot be subtracted.
"""
