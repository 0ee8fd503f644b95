"""Whether somebody can leave: red for what is known to stand in the way, amber for what nobody has told yet, green for the rest.

`check` answers from needs, the papers and covers held with their days, open tasks and conditions of law that are broken.
"""

from compagnon.engines.readiness.check import CODES, REMEDIES, Checked, Item, Light, check
from compagnon.engines.readiness.facts import Held, Need, Question, Task
from compagnon.engines.readiness.periods import Gap, gaps

__all__ = [
    "CODES",
    "REMEDIES",
    "Checked",
    "Gap",
    "Held",
    "Item",
    "Light",
    "Need",
    "Question",
    "Task",
    "check",
    "gaps",
]
