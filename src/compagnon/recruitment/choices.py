"""States of calls and applications, and the moves between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CallState(TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", pgettext_lazy("call", "Open")
    CLOSED = "closed", pgettext_lazy("call", "Closed")


class ApplicationState(TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    ADMITTED = "admitted", _("Admitted")
    WAITING = "waiting", _("On the waiting list")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ConsentKind(TextChoices):
    GUARDIAN = "guardian", _("Guardian's consent")
    EMPLOYER = "employer", _("Employer's agreement")


class ConsentState(TextChoices):
    ASKED = "asked", _("Asked")
    GIVEN = "given", _("Given")
    REFUSED = "refused", _("Refused")


CALL_MOVES = {
    CallState.DRAFT: {CallState.OPEN},
    CallState.OPEN: {CallState.CLOSED},
    CallState.CLOSED: {CallState.OPEN},
}
APPLICATION_MOVES = {
    ApplicationState.DRAFT: {ApplicationState.SUBMITTED, ApplicationState.WITHDRAWN},
    ApplicationState.SUBMITTED: {
        ApplicationState.ADMITTED,
        ApplicationState.WAITING,
        ApplicationState.DECLINED,
        ApplicationState.WITHDRAWN,
    },
    ApplicationState.WAITING: {ApplicationState.ADMITTED, ApplicationState.DECLINED, ApplicationState.WITHDRAWN},
    ApplicationState.ADMITTED: {ApplicationState.WITHDRAWN},
    ApplicationState.WITHDRAWN: {ApplicationState.DRAFT},
}
CONSENT_MOVES = {
    ConsentState.ASKED: {ConsentState.GIVEN, ConsentState.REFUSED},
    ConsentState.REFUSED: {ConsentState.GIVEN},
    ConsentState.GIVEN: {ConsentState.REFUSED},
}
