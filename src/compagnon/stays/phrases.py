"""Words of what is asked in a follow-up, by code."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

QUESTIONS: dict[str, str | Promise] = {
    "wellbeing": pgettext_lazy("follow-up", "How the participant is"),
    "work": pgettext_lazy("follow-up", "Work at the host"),
    "learning": pgettext_lazy("follow-up", "What is learnt"),
    "housing": pgettext_lazy("follow-up", "Housing"),
    "money": pgettext_lazy("follow-up", "Money"),
    "safety": pgettext_lazy("follow-up", "Safety"),
    "conduct": pgettext_lazy("follow-up", "Punctual, careful, part of the team"),
    "language": pgettext_lazy("follow-up", "Understanding one another"),
}
