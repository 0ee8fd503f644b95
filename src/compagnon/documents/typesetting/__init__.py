"""Typesetting of the official papers: plain facts in, PDF bytes out. Knows no model, no request and no clock.

`facts` says what a paper is filled with, `compile` makes the PDF, `minimum` says what a paper still lacks.
"""
