"""The kinds of papers as data: their shape, what they say of whom, what they lack.

`shape` is the typed form of `seed/papers/`, `reading` gives the kinds, `subjects` whom a paper is about, `known` the facts
by name, `filling` makes of them what is printed.
"""
