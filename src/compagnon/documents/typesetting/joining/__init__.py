"""Many PDFs as one: written object by object, so that of all papers only the one at hand is ever in memory.

The structure that readers for the blind follow comes along; fields of seals and what acts by itself do not.
"""
