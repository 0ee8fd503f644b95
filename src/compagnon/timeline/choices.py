"""States of a task and the moves between them; kinds of calendars."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TaskState(TextChoices):
    OPEN = "open", _("To do")
    DONE = "done", _("Done")
    WAIVED = "waived", _("Waived")


TASK_MOVES = {
    TaskState.OPEN: {TaskState.DONE, TaskState.WAIVED},
    TaskState.DONE: {TaskState.OPEN},
    TaskState.WAIVED: {TaskState.OPEN},
}


class ReminderKind(TextChoices):
    """Why somebody is reminded: it is theirs to do, it stays late in spite of that, or a colleague pressed the button."""

    OWNER = "owner", _("To whom it is to do")
    ESCALATION = "escalation", _("To the coordinator")
    BY_HAND = "by_hand", _("By hand")


class FeedKind(TextChoices):
    OWN = "own", _("My own dates")
    TEAM = "team", _("All departures within my reach")
