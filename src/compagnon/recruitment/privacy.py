"""What the recruitment app holds about people."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from compagnon.core.holdings import Basis, Purpose, Rule, holds, nothing, purposes, retention
from compagnon.recruitment.choices import ApplicationState
from compagnon.recruitment.models import (
    Answer,
    Application,
    Call,
    CallPlaces,
    CallScheme,
    Consent,
    Meeting,
    Piece,
    Question,
    Registration,
    RequiredPiece,
    Review,
)

UNSUCCESSFUL = (ApplicationState.DECLINED, ApplicationState.WITHDRAWN, ApplicationState.WAITING)


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
nothing(Call, CallPlaces, CallScheme, Meeting, Question, RequiredPiece)
holds(
    Application, purpose="recruitment", rule="application", about="participant__person",
    words="motivation decision_reason", facts="wishes language_levels verdict days_abroad_before needs_support",
    people="decided_by", plain="code", protected="needs_support",
)  # fmt: skip
holds(
    Consent, purpose="recruitment", rule="application", about="application__participant__person contact", evidence=True,
    words="reason sentence", plain="code",
)  # fmt: skip
holds(
    Review, purpose="recruitment", rule="application", about="application__participant__person",
    words="sentence", people="reviewer", plain="code",
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
    Registration, purpose="recruitment", rule="application", about="contact",
    people="noted_by", plain="code heard_of", delete=True,
)  # fmt: skip
