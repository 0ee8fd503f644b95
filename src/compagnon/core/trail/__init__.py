"""The trail of what happened, sealed in a chain of digests: what is changed behind the program's back is found.

`leaves` says what of a row is sealed, `chain` adds links to the chain, `checking` reads it against the rows. Erasure and
retention change rows inside `chain.rewriting`, which adds a link of their own, so that they leave the trail whole.
"""
