"""Why somebody did not go, and when that was."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SOURCE = _("National programme for the long mobility of apprentices")
"""Where it is asked that what counts is decided before and confirmed after (MO-02, MO-08)."""


class Reason(TextChoices):
    """The reasons that the programme tells apart (MO-13), and that the panel chose others, which it counts as “other”."""

    EMPLOYER = "employer", pgettext_lazy("obstacle", "The employer")
    FAMILY = "family", pgettext_lazy("obstacle", "The family")
    MONEY = "money", pgettext_lazy("obstacle", "Money")
    LAW = "law", pgettext_lazy("obstacle", "The law")
    CALENDAR = "calendar", pgettext_lazy("obstacle", "The calendar of the course")
    HOUSING = "housing", pgettext_lazy("obstacle", "Housing")
    LANGUAGE = "language", pgettext_lazy("obstacle", "The language")
    SELECTION = "selection", pgettext_lazy("obstacle", "Not selected")
    OTHER = "other", pgettext_lazy("obstacle", "Something else")


class Stage(TextChoices):
    """How far somebody had come."""

    BEFORE = "before", pgettext_lazy("obstacle", "Before applying")
    APPLICATION = "application", pgettext_lazy("obstacle", "After applying")
    PREPARING = "preparing", pgettext_lazy("obstacle", "While getting ready")
    ABROAD = "abroad", pgettext_lazy("obstacle", "During the stay")


STAGES = [str(one.value) for one in Stage]
"""From the first to the last."""


class Interest(TextChoices):
    """What a company says of the stay of its apprentice, and after it whether it would let one go again (MO-04)."""

    YES = "yes", pgettext_lazy("guest", "Yes, we agree")
    LATER = "later", pgettext_lazy("guest", "Not now, perhaps later")
    NO = "no", pgettext_lazy("guest", "No")


class Talk(TextChoices):
    CALL = "call", pgettext_lazy("guest", "Yes, call me")
    MEETING = "meeting", pgettext_lazy("guest", "Yes, a meeting")
