"""What this app and the libraries hold about people."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import (
    ProcrastinateEvent,
    ProcrastinateJob,
    ProcrastinatePeriodicDefer,
    ProcrastinateWorker,
)

from compagnon.core.holdings import Basis, Purpose, Rule, holds, nothing, purposes, retention
from compagnon.privacy.models import (
    Breach,
    Certificate,
    Controller,
    FinalPayment,
    Hold,
    NoticeVersion,
    RetentionPeriod,
    RightsRequest,
    SealedFile,
)

purposes.add(
    "rights",
    Purpose(
        "rights",
        _("Answering requests about data, keeping what must be kept, proving what went"),
        Basis.OBLIGATION,
        _("People who use their rights"),
        _("Data protection officer; the supervisory authority on request"),
    ),
    position=90,
)
retention.add(
    "rights",
    Rule(
        "rights",
        _("Requests about data and breaches"),
        _("Day of the answer"),
        None,
        _("No period was found in a text."),
        "not found",
    ),
    position=90,
)
retention.add(
    "import",
    Rule(
        "import",
        _("Lists brought in, with their file"),
        _("Day of the import"),
        None,
        _("No period was found in a text."),
        "not found",
    ),
    position=80,
)
retention.add(
    "session",
    Rule("session", _("Sessions"), _("End of the session"), 0, _("Gone the night after the session ended."), "P"),
    position=85,
)

nothing(
    ContentType,
    Group,
    Permission,
    ProcrastinateEvent,
    ProcrastinateJob,
    ProcrastinatePeriodicDefer,
    ProcrastinateWorker,
)
nothing(RetentionPeriod, FinalPayment)
holds(Session, purpose="account", rule="session", delete=True, secret="session_data session_key")
holds(Controller, purpose="rights", rule="rights", plain="name address officer email authority processor")
holds(
    Hold, purpose="rights", rule="rights", about="person contact", delete=True, people="by", words="words", plain="code"
)
holds(SealedFile, purpose="rights", rule="evidence", people="by", files="file", plain="reason code")
holds(Certificate, purpose="rights", rule="rights", people="by", plain="code rule key counts")
holds(
    RightsRequest, purpose="rights", rule="rights", about="person",
    words="who words extension_reason decision_reason reply", people="decided_by", plain="code",
)  # fmt: skip
holds(Breach, purpose="rights", rule="rights", people="by", words="what measures notification", plain="code")
holds(NoticeVersion, purpose="rights", rule="rights", people="by", plain="texts fingerprint")
