"""States of calls and applications, and the moves between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CallState(TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", pgettext_lazy("call", "Open")
    CLOSED = "closed", pgettext_lazy("call", "Closed")
    CANCELLED = "cancelled", pgettext_lazy("call", "Cancelled")


class ApplicationState(TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    ADMITTED = "admitted", _("Selected")
    WAITING = "waiting", _("Reserve list")
    DECLINED = "declined", _("Not selected")
    INELIGIBLE = "ineligible", _("Not eligible")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class QuestionKind(TextChoices):
    TEXT = "text", pgettext_lazy("question", "One line")
    LONG_TEXT = "long_text", pgettext_lazy("question", "A few sentences")
    CHOICE = "choice", pgettext_lazy("question", "One of several")
    SEVERAL = "several", pgettext_lazy("question", "As many as fit")
    SCALE = "scale", pgettext_lazy("question", "A scale")
    FILE = "file", pgettext_lazy("question", "A file")
    WISHES = "wishes", pgettext_lazy("question", "Wishes in order")


class WishesFor(TextChoices):
    DESTINATIONS = "destinations", _("destinations of the call")
    TRADES = "trades", _("trades of the call")
    BUDDIES = "buddies", _("people to leave with")
    CHOICES = "choices", _("choices written here")


class When(TextChoices):
    """Of whom something is asked."""

    ALWAYS = "always", pgettext_lazy("asked of", "everybody")
    MINORS = "minors", pgettext_lazy("asked of", "those under 18")
    STAFF = "staff", pgettext_lazy("asked of", "staff")
    GRADUATES = "graduates", pgettext_lazy("asked of", "recent graduates")


class HeardOf(TextChoices):
    """Where somebody heard of a meeting."""

    TRAINER = "trainer", _("A trainer or the centre")
    REFERENT = "referent", _("The mobility referent")
    POSTER = "poster", _("A poster")
    FRIENDS = "friends", _("Somebody who went abroad, or friends")
    EMPLOYER = "employer", _("My employer")
    INTERNET = "internet", _("This site, or a social network")
    OTHER = "other", pgettext_lazy("heard of", "Elsewhere")


class Part(TextChoices):
    """What somebody does for a call: presides over the panel, reads files and sits on it, or only sits on it."""

    CHAIR = "chair", _("Chair")
    READER = "reader", _("Reads and sits on the panel")
    MEMBER = "member", _("Sits on the panel")


class ConflictKind(TextChoices):
    NONE = "none", _("No conflict of interest")
    FAMILY = "family", _("Family or close to me")
    TUTOR = "tutor", _("I teach or follow this person")
    EMPLOYER = "employer", _("We have the same employer, or one of us employs the other")
    OTHER = "other", _("Another reason")


class OfferState(TextChoices):
    OPEN = "open", pgettext_lazy("offer", "Waits for an answer")
    ACCEPTED = "accepted", pgettext_lazy("offer", "Accepted")
    DECLINED = "declined", pgettext_lazy("offer", "Declined")
    EXPIRED = "expired", pgettext_lazy("offer", "Not answered in time")
    CLOSED = "closed", pgettext_lazy("offer", "Taken back")


class AppealState(TextChoices):
    OPEN = "open", pgettext_lazy("appeal", "To decide")
    UPHELD = "upheld", pgettext_lazy("appeal", "Upheld")
    REJECTED = "rejected", pgettext_lazy("appeal", "Rejected")


class ConsentKind(TextChoices):
    GUARDIAN = "guardian", _("Guardian's consent")
    EMPLOYER = "employer", _("Employer's agreement")


class ConsentState(TextChoices):
    ASKED = "asked", _("Asked")
    GIVEN = "given", _("Given")
    REFUSED = "refused", _("Refused")


class OpinionState(TextChoices):
    ASKED = "asked", pgettext_lazy("opinion", "Asked")
    GIVEN = "given", pgettext_lazy("opinion", "Given")


class Readiness(TextChoices):
    """What a trainer thinks of somebody's wish to leave."""

    READY = "ready", _("Ready")
    WITH_HELP = "with_help", _("Ready with some help")
    NOT_YET = "not_yet", _("Not yet")


class StaffPurpose(TextChoices):
    """What staff go abroad for, in the programme's terms (SM-TTA, SM-JOB-SHDW, SM-COUR-TRAIN)."""

    TEACHING = "teaching", _("Teaching or training assignment")
    SHADOWING = "shadowing", _("Job shadowing")
    COURSE = "course", _("Course or training")
    OTHER = "other", pgettext_lazy("purpose", "Something else")


CALL_MOVES = {
    CallState.DRAFT: {CallState.OPEN},
    CallState.OPEN: {CallState.CLOSED, CallState.CANCELLED},
    CallState.CLOSED: {CallState.OPEN, CallState.CANCELLED},
}
APPLICATION_MOVES = {
    ApplicationState.DRAFT: {ApplicationState.SUBMITTED, ApplicationState.WITHDRAWN},
    ApplicationState.SUBMITTED: {
        ApplicationState.DRAFT,
        ApplicationState.ADMITTED,
        ApplicationState.WAITING,
        ApplicationState.DECLINED,
        ApplicationState.INELIGIBLE,
        ApplicationState.WITHDRAWN,
    },
    ApplicationState.WAITING: {ApplicationState.ADMITTED, ApplicationState.DECLINED, ApplicationState.WITHDRAWN},
    ApplicationState.ADMITTED: {ApplicationState.WITHDRAWN},
    ApplicationState.DECLINED: {ApplicationState.ADMITTED, ApplicationState.WAITING},
    ApplicationState.INELIGIBLE: {ApplicationState.SUBMITTED},
    ApplicationState.WITHDRAWN: {ApplicationState.DRAFT, ApplicationState.SUBMITTED},
}
CONSENT_MOVES = {
    ConsentState.ASKED: {ConsentState.GIVEN, ConsentState.REFUSED},
    ConsentState.REFUSED: {ConsentState.GIVEN},
    ConsentState.GIVEN: {ConsentState.REFUSED},
}
OPINION_MOVES = {
    OpinionState.ASKED: {OpinionState.GIVEN},
    OpinionState.GIVEN: {OpinionState.GIVEN},  # said anew
}
OFFER_MOVES = {
    OfferState.OPEN: {OfferState.ACCEPTED, OfferState.DECLINED, OfferState.EXPIRED, OfferState.CLOSED},
}
APPEAL_MOVES = {AppealState.OPEN: {AppealState.UPHELD, AppealState.REJECTED}}
DECIDED = (
    ApplicationState.ADMITTED,
    ApplicationState.WAITING,
    ApplicationState.DECLINED,
    ApplicationState.INELIGIBLE,
)
"""States that only a named person gives (GDPR art. 22)."""
