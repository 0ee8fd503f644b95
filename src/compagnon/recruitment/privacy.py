"""What the recruitment app holds about people."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from compagnon.core.holdings import Basis, Purpose, Rule, holds, nothing, purposes, replaced, retention
from compagnon.recruitment.choices import ApplicationState
from compagnon.recruitment.models import (
    Answer,
    Appeal,
    Application,
    Call,
    CallPlaces,
    CallScheme,
    Consent,
    Correction,
    Declaration,
    Meeting,
    Offer,
    Opinion,
    PanelMeeting,
    PanelMember,
    PanelNote,
    Piece,
    Question,
    RankedFile,
    RankingRun,
    Redaction,
    Registration,
    RequiredPiece,
    Review,
    Selection,
    SelectionVersion,
    StaffPlan,
)

UNSUCCESSFUL = (
    ApplicationState.DECLINED, ApplicationState.INELIGIBLE, ApplicationState.WITHDRAWN, ApplicationState.WAITING,
)  # fmt: skip


def _unsuccessful(network: Any, before: Any) -> QuerySet[Application]:
    """Those without a place whose decision is as old as that, and which still say something."""
    rows = Application.unscoped.filter(network=network, state__in=UNSUCCESSFUL, decided_at__date__lte=before)
    silent = Q(motivation="", decision_reason="", wishes=[], language_levels={}, verdict={}, needs_support=False)
    found: QuerySet[Application] = rows.exclude(silent)
    return found


purposes.add(
    "recruitment",
    Purpose(
        "recruitment",
        _("Receiving applications and choosing fairly who goes"),
        Basis.MISSION,
        _("Applicants, their guardians and employers"),
        _("Mobility referents; reviewers, without the name"),
    ),
    position=30,
)
retention.add(
    "application",
    Rule(
        "application",
        _("Unsuccessful applications: emptied, the figures stay"),
        _("End of the time in which one may appeal"),
        12,
        _("Appeal period and 12 months: our own proposal, to be checked by your data protection officer."),
        "P",
        due=_unsuccessful,
    ),
    position=50,
)


def _registrations(network: Any, before: Any) -> QuerySet[Registration]:
    """Those whose meeting ended as long ago as that, and who still have a name."""
    rows: QuerySet[Registration] = Registration.unscoped.filter(network=network, meeting__ends_at__date__lte=before)
    return rows.exclude(contact__last_name="")


def _empty_registration(row: Registration, _by: Any) -> dict[str, int]:
    """The name and address go; that somebody registered and came stays, for the figures."""
    contact = row.contact
    contact.first_name = contact.last_name = contact.email = contact.phone = ""
    contact.save()
    return {"people.Contact": 1}


purposes.add(
    "meetings",
    Purpose(
        "meetings",
        _("Holding information meetings"),
        Basis.MISSION,
        _("Visitors who register for a meeting"),
        _("Mobility referents and coordinators"),
    ),
    position=25,
)
retention.add(
    "registration",
    Rule(
        "registration",
        _("Registrations for meetings: name and address emptied, the figures stay"),
        _("Day of the meeting"),
        None,
        _("No text says how long: the network decides."),
        "P",
        due=_registrations,
        retire=_empty_registration,
    ),
    position=55,
)
nothing(Call, CallPlaces, CallScheme, Meeting, Question, RequiredPiece)
holds(
    Registration, purpose="meetings", rule="registration", about="contact", people="noted_by", plain="code",
)  # fmt: skip
holds(
    Application, purpose="recruitment", rule="application", about="participant__person",
    words="motivation decision_reason departure_reason", names="decided_by_name", facts="wishes language_levels verdict days_abroad_before needs_support typed",
    people="decided_by", plain="code", protected="needs_support",
)  # fmt: skip
holds(
    Consent, purpose="recruitment", rule="application", about="application__participant__person contact", evidence=True,
    words="reason sentence", plain="code",
)  # fmt: skip
holds(
    Review, purpose="recruitment", rule="application", about="application__participant__person",
    words="remark", facts="sentences", people="reviewer", plain="code levels",
)  # fmt: skip
_OF_APPLICANT = "application__participant__person"
holds(Declaration, purpose="recruitment", rule="application", about=_OF_APPLICANT, people="person")
holds(Redaction, purpose="recruitment", rule="application", about=_OF_APPLICANT, facts="words", names="by_name")
holds(
    Selection, purpose="recruitment", rule="application",
    plain="code change_reason grid answers place_rules seed appeal_route other_routes sits_in",
)  # fmt: skip
holds(
    SelectionVersion, purpose="recruitment", rule="application", facts="content", names="by_name", plain="reason",
)  # fmt: skip
holds(PanelMember, purpose="recruitment", rule="application", about="person", facts="employer", plain="capacity")
holds(
    RankingRun, purpose="recruitment", rule="application",
    people="by", names="by_name", plain="code seed facts fingerprint",
)  # fmt: skip
holds(
    RankedFile, purpose="recruitment", rule="application", about=_OF_APPLICANT, facts="reasons levels", plain="reading",
)  # fmt: skip
holds(
    PanelMeeting, purpose="recruitment", rule="application",
    people="chair", names="chair_name", facts="present signatures", words="notes", plain="code",
)  # fmt: skip
holds(PanelNote, purpose="recruitment", rule="application", about=_OF_APPLICANT, words="text", names="by_name")
holds(Offer, purpose="recruitment", rule="application", about=_OF_APPLICANT, facts="reasons", plain="code")
holds(
    Appeal, purpose="recruitment", rule="application", about=_OF_APPLICANT,
    words="what why answer", people="decided_by", names="decided_by_name", plain="code",
)  # fmt: skip
holds(
    Answer, purpose="recruitment", rule="application", about="application__participant__person",
    facts="value", files="file", names="file_name", plain="code media_type",
)  # fmt: skip
holds(
    Piece, purpose="recruitment", rule="application", about="application__participant__person",
    files="file", names="file_name", plain="code media_type", delete=True,
)  # fmt: skip
holds(
    Opinion, purpose="recruitment", rule="application", about=f"{_OF_APPLICANT} contact",
    words="strengths watch", names="by_name", facts="readiness", plain="code",
)  # fmt: skip
holds(
    Correction, purpose="recruitment", rule="application", about=_OF_APPLICANT,
    words="sentence", facts="changes", people="asked_by", plain="code steps",
)  # fmt: skip
holds(
    StaffPlan, purpose="recruitment", rule="application", about=_OF_APPLICANT, words="programme sharing replacement", plain="purpose",
)  # fmt: skip
replaced(Application, decided_by_name=lambda: "–")  # a decision never lacks a name (GDPR art. 22), even an erased one
replaced(Appeal, decided_by_name=lambda: "–")
