"""Who agrees, by which way, and where a consent stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Party(TextChoices):
    LEARNER = "learner", _("The person")
    GUARDIAN = "guardian", _("Legal guardian")


class Channel(TextChoices):
    ACCOUNT = "account", _("on the own page")
    LINK = "link", _("by personal link")


class Standing(TextChoices):
    UNANSWERED = "unanswered", pgettext_lazy("consent", "Not answered")
    WAITING_GUARDIAN = "waiting_guardian", pgettext_lazy("consent", "Waits for the guardian")
    WAITING_LEARNER = "waiting_learner", pgettext_lazy("consent", "Waits for the learner")
    ACTIVE = "active", pgettext_lazy("consent", "Agreed")
    REFUSED = "refused", pgettext_lazy("consent", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("consent", "Withdrawn")


ANSWERED = set(Standing) - {Standing.UNANSWERED}
MOVES = {here: ANSWERED - {here} for here in Standing}
"""Either may say yes or no at any time: only the way back to "not answered" does not exist."""
