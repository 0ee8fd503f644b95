"""Official forms: a fillable PDF that a network brings, of which its papers are printed with what is known.

`opening` takes a stranger's file apart in a child of limited means (`walking` what it carries, `boxes` what can be filled, `pages` what
is printed), `reading` asks it, `shape` is what is kept of it, `proposals` guess what goes into a box, `giving` says it for one paper.
"""

MOST_PAGES, MOST_BOXES = 30, 300
"""Of a form; the child holds them, the program tells them."""
