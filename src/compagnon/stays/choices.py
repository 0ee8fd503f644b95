"""How grave a call for help is and how it moves; answers whether people are safe; kinds and states of incidents; what is followed."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compagnon.travel.choices import RegimeChoice


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


class Safety(TextChoices):
    WAITING = "waiting", pgettext_lazy("safety", "No answer")
    SAFE = "safe", pgettext_lazy("safety", "Safe")
    HELP = "help", pgettext_lazy("safety", "Needs help")


class SilenceKind(TextChoices):
    """Which sign of life is missing."""

    ARRIVAL = "arrival", pgettext_lazy("silence", "Arrival not confirmed")
    CHECK_IN = "check_in", pgettext_lazy("silence", "Check-in not answered")
    ANSWER = "answer", pgettext_lazy("silence", "No answer whether safe")


class Rung(IntegerChoices):
    """How far a missing sign has been followed: the participant, the tutor, then the list of whom to call (SAFE-03)."""

    MISSING = 0, pgettext_lazy("silence", "Missing")
    REMINDED = 1, pgettext_lazy("silence", "Participant reminded")
    TUTOR = 2, pgettext_lazy("silence", "Tutor asked")
    CALL = 3, pgettext_lazy("silence", "To call")


class IncidentKind(TextChoices):
    """What the programme’s areas of insurance and the referents’ practice tell apart."""

    ILLNESS = "illness", _("Illness")
    ACCIDENT = "accident", _("Accident")
    THEFT = "theft", _("Theft or loss, papers too")
    DAMAGE = "damage", _("Damage to others")
    VIOLENCE = "violence", _("Violence or harassment")
    HOST = "host", _("Trouble at the host")
    HOUSING = "housing", _("Trouble with housing")
    FORCE = "force", _("Force majeure")
    OTHER = "other", _("Other")


class IncidentState(TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


INCIDENT_MOVES: dict[str, set[str]] = {
    IncidentState.OPEN: {IncidentState.CLOSED},
    IncidentState.CLOSED: {IncidentState.OPEN},
}


class FamilyTold(TextChoices):
    NO = "no", _("not yet")
    YES = "yes", _("yes")
    NOT_WANTED = "not_wanted", _("no, the participant is of age and does not want it")


class NoteKind(TextChoices):
    """Who knew what when, what was decided, whom one tried to reach (SAFE-05)."""

    NOTE = "note", _("What is known")
    CONTACT = "contact", _("Tried to reach somebody")
    DECISION = "decision", _("Decision")
    FAMILY = "family", _("Family")


class FollowKind(TextChoices):
    HALF_WAY = "half_way", _("Half-way")
    MONTHLY = "monthly", _("Month")


class Side(TextChoices):
    LEARNER = "learner", _("Participant")
    TUTOR = "tutor", _("Host tutor")


class VisitWay(TextChoices):
    VISIT = "visit", _("On the spot")
    VIDEO = "video", _("By video")
    PHONE = "phone", _("By telephone")


class Attended(TextChoices):
    PLANNED = "planned", _("Planned")
    THERE = "there", _("Attended")
    EXCUSED = "excused", _("Excused")
    MISSED = "missed", _("Missed")


class ContractMove(TextChoices):
    """What can become of an apprentice’s contract during a stay; the two regimes are those of the legal pack."""

    ASLEEP = "asleep", _("Contract put to sleep")
    AT_DISPOSAL = "at_disposal", _("Put at the host’s disposal")
    RESUMED = "resumed", _("Contract resumed")
    PAY_STOPPED = "pay_stopped", _("Pay by the employer stopped")
    PAY_RESUMED = "pay_resumed", _("Pay by the employer resumed")
    EXTENDED = "extended", _("Contract prolonged")
    ENDED = "ended", _("Contract ended")


CONTRADICTED_BY: dict[str, set[str]] = {
    RegimeChoice.STAND_BY: {ContractMove.AT_DISPOSAL},
    RegimeChoice.SECONDMENT: {ContractMove.ASLEEP, ContractMove.PAY_STOPPED},
    "": {ContractMove.ASLEEP, ContractMove.AT_DISPOSAL},
}
"""Which events say otherwise than the regime that was chosen: put at disposal, the employer keeps paying (Labour Code L6222-42)."""


class CountsAs(TextChoices):
    """How a stay counts at home (MO-08)."""

    UNIT = "unit", _("A unit of the diploma")
    OPTIONAL_UNIT = "optional_unit", _("The optional mobility unit")
    EXEMPTION = "exemption", _("An exemption")
    ATTENDANCE = "attendance", _("Attendance only")
