"""What this app and the libraries hold about people."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import (
    ProcrastinateEvent,
    ProcrastinateJob,
    ProcrastinatePeriodicDefer,
    ProcrastinateWorker,
)

from compagnon.core.holdings import Basis, Purpose, Rule, holds, nothing, purposes, retention
from compagnon.core.models import ImportRun
from compagnon.people.models import Person
from compagnon.privacy import actions
from compagnon.privacy.erasing import remove_files
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
NOT_FOUND = _("No period was found in a text.")


def _unused(network: Any, before: Any) -> QuerySet[Person]:
    """Accounts of staff who have not signed in since."""
    rows = Person.objects.filter(network=network, erased_at=None, participant=None, is_active=True)
    return rows.filter(last_login__date__lte=before)


def _lists(network: Any, before: Any) -> QuerySet[ImportRun]:
    rows: QuerySet[ImportRun] = ImportRun.unscoped.filter(network=network, at__date__lte=before).exclude(file="")
    return rows


def _opened_seals(network: Any, day: Any) -> QuerySet[SealedFile]:
    rows: QuerySet[SealedFile] = SealedFile.unscoped.filter(network=network, until__lt=day)
    return rows


def _break_seal(sealed: SealedFile, _by: Any) -> dict[str, int]:
    freed = {sealed.file}
    sealed.delete()
    return {"privacy.SealedFile": 1, "files": remove_files(freed)}


def _answered(network: Any, before: Any) -> QuerySet[RightsRequest]:
    rows: QuerySet[RightsRequest] = RightsRequest.unscoped.filter(network=network, decided_at__date__lte=before)
    return rows


def _erased(person: Person, by: Any) -> dict[str, int]:
    counts: dict[str, int] = actions.erase(subject=person, by=by).counts
    return counts


retention.add(
    "account",
    Rule(
        "account", _("Accounts of staff"), _("Last sign-in"), None, NOT_FOUND, "not found",
        due=_unused, retire=_erased,
    ),
    position=20,
)  # fmt: skip
retention.add(
    "sealed",
    Rule(
        "sealed", _("Evidence under seal"), _("The day that its projects and holds give"), 0,
        _("Follows the final payment and the holds."), "P", due=_opened_seals, retire=_break_seal, has_own_clock=True,
    ),
    position=15,
)  # fmt: skip
retention.add(
    "import",
    Rule(
        "import",
        _("Lists brought in, with their file"),
        _("Day of the import"),
        None,
        NOT_FOUND,
        "not found",
        due=_lists,
    ),
    position=80,
)
retention.add(
    "session",
    Rule("session", _("Sessions"), _("End of the session"), 0, _("Gone the night after the session ended."), "P"),
    position=85,
)
retention.add(
    "rights",
    Rule(
        "rights", _("Requests about data"), _("Day of the answer"), None, NOT_FOUND, "not found",
        due=_answered, is_dropped=True,
    ),
    position=90,
)  # fmt: skip

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
holds(SealedFile, purpose="rights", rule="sealed", people="by", files="file", words="reason", plain="code projects")
holds(Certificate, purpose="rights", rule="rights", people="by", plain="code rule key counts")
holds(
    RightsRequest, purpose="rights", rule="rights", about="person",
    words="who words extension_reason decision_reason reply", people="decided_by", plain="code",
)  # fmt: skip
holds(Breach, purpose="rights", rule="rights", people="by", words="what measures notification", plain="code")
holds(NoticeVersion, purpose="rights", rule="rights", people="by", plain="texts fingerprint")
