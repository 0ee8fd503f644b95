"""What lies in the vault, who may be named as its reader, and what becomes of it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EntryKind(TextChoices):
    SUPPORT = "support", pgettext_lazy("vault", "What helps to take part")
    OPPORTUNITIES = "opportunities", pgettext_lazy("vault", "Fewer opportunities")
    ADJUSTMENTS = "adjustments", pgettext_lazy("vault", "Adjustments during the selection")


class Recipient(TextChoices):
    REFERENT = "referent", pgettext_lazy("guest", "the mobility referent of the training centre")
    COORDINATOR = "coordinator", pgettext_lazy("guest", "the coordinator of the network")
    ACCOMPANYING = "accompanying", pgettext_lazy("guest", "who travels with the group")
    HOST = "host", pgettext_lazy("guest", "the tutor at the host")


class Reader(TextChoices):
    """As what somebody read: a named recipient, or by law or right beside the person."""

    REFERENT = "referent", pgettext_lazy("vault", "named as referent")
    COORDINATOR = "coordinator", pgettext_lazy("vault", "named as coordinator")
    ACCOMPANYING = "accompanying", pgettext_lazy("vault", "named as accompanying person")
    HOST = "host", pgettext_lazy("vault", "named as tutor at the host")
    GUARDIAN = "guardian", pgettext_lazy("vault", "as legal guardian")
    ARRANGING = "arranging", pgettext_lazy("vault", "to arrange the adjustments of the selection")


class VaultAct(TextChoices):
    WRITTEN = "written", pgettext_lazy("vault", "written")
    READ = "read", pgettext_lazy("vault", "read")
    DELETED = "deleted", pgettext_lazy("vault", "deleted")


class Opportunity(TextChoices):
    YES = "yes", pgettext_lazy("opportunities", "Yes")
    NO = "no", pgettext_lazy("opportunities", "No")
    SILENT = "silent", pgettext_lazy("opportunities", "I prefer not to say")


class MeasureKind(TextChoices):
    MENTOR = "mentor", _("A mentor to write to")
    COMPANION = "companion", _("An accompanying person")
    EQUIPMENT = "equipment", _("Equipment")
    VISIT = "visit", _("A preparatory visit")
    INTERPRETER = "interpreter", _("An interpreter")
    TRANSPORT = "transport", _("Transport")
    LODGING = "lodging", _("Lodging")
    OTHER = "other", _("Other help")


class MeasureState(TextChoices):
    PLANNED = "planned", _("Planned")
    ARRANGED = "arranged", _("Arranged")
    DONE = "done", pgettext_lazy("help", "Given")
    DROPPED = "dropped", pgettext_lazy("help", "Dropped")


MEASURE_MOVES = {
    MeasureState.PLANNED: {MeasureState.ARRANGED, MeasureState.DONE, MeasureState.DROPPED},
    MeasureState.ARRANGED: {MeasureState.PLANNED, MeasureState.DONE, MeasureState.DROPPED},
    MeasureState.DONE: {MeasureState.ARRANGED},
    MeasureState.DROPPED: {MeasureState.PLANNED},
}


class ReportKind(TextChoices):
    DISCRIMINATION = "discrimination", pgettext_lazy("report", "Discrimination")
    HARASSMENT = "harassment", pgettext_lazy("report", "Harassment or insults")
    SEXUAL = "sexual", pgettext_lazy("report", "Sexual harassment or violence")
    OTHER = "other", pgettext_lazy("report", "Something else")


class ReportState(TextChoices):
    NEW = "new", pgettext_lazy("report", "Received")
    OPEN = "open", pgettext_lazy("report", "In work")
    CLOSED = "closed", pgettext_lazy("report", "Closed")


REPORT_MOVES = {
    ReportState.NEW: {ReportState.OPEN, ReportState.CLOSED},
    ReportState.OPEN: {ReportState.CLOSED},
    ReportState.CLOSED: {ReportState.OPEN},
}
