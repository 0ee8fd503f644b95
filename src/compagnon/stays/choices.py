"""How grave a call for help is, and how it moves."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class HelpLevel(TextChoices):
    """The four levels of a call for help (SAFE-04)."""

    QUESTION = "question", pgettext_lazy("help", "A question")
    PROBLEM = "problem", pgettext_lazy("help", "A problem")
    URGENT = "urgent", pgettext_lazy("help", "Urgent")
    DANGER = "danger", pgettext_lazy("help", "Danger")


URGENT = (HelpLevel.URGENT, HelpLevel.DANGER)
"""These go to who is on call, and on to the next when nobody answers in time."""


class HelpState(TextChoices):
    ASKED = "asked", _("Nobody has answered yet")
    TAKEN = "taken", _("Somebody is on it")
    CLOSED = "closed", _("Closed")


HELP_MOVES: dict[str, set[str]] = {
    HelpState.ASKED: {HelpState.TAKEN, HelpState.CLOSED},
    HelpState.TAKEN: {HelpState.CLOSED, HelpState.ASKED},
    HelpState.CLOSED: {HelpState.TAKEN},
}
OPEN = (HelpState.ASKED, HelpState.TAKEN)
