"""The legal pack of an apprentice's stay: which regime of the contract is possible, who pays and covers what, which papers,
what somebody under 18 must not do. Rules and their articles in `rules.csv`; working material, never legal advice.

`pack_of` gives every rule yes, no or not known; `differences` says what changes between two packs.
"""

from compagnon.engines.legal.compare import Change, Difference, differences
from compagnon.engines.legal.facts import Band, Contract, Direction, HostKind, Hours, LegalFacts, Regime
from compagnon.engines.legal.finding import Finding, Outcome, Topic
from compagnon.engines.legal.pack import CODES, REMEDIES, Pack, Question, Standing, answer, pack_of
from compagnon.engines.legal.papers import parent_document_holds

__all__ = [
    "CODES",
    "REMEDIES",
    "Band",
    "Change",
    "Contract",
    "Difference",
    "Direction",
    "Finding",
    "HostKind",
    "Hours",
    "LegalFacts",
    "Outcome",
    "Pack",
    "Question",
    "Regime",
    "Standing",
    "Topic",
    "answer",
    "differences",
    "pack_of",
    "parent_document_holds",
]
