"""Eligibility: may this person take part in this scheme, and if not, why and what can be done?

`assess(facts, rules, today=...)` gives yes, no or unknown with one reason for each rule that is asked.
"""

from compagnon.engines.eligibility.assess import CODES, REMEDIES, Question, answer, assess
from compagnon.engines.eligibility.facts import ApplicantFacts, Cefr, Direction, Form, Status
from compagnon.engines.eligibility.rules import SchemeRules

__all__ = [
    "CODES",
    "REMEDIES",
    "ApplicantFacts",
    "Cefr",
    "Direction",
    "Form",
    "Question",
    "SchemeRules",
    "Status",
    "answer",
    "assess",
]
