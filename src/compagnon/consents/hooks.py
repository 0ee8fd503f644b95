"""What the consents app plugs into others."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from compagnon.consents import actions
from compagnon.consents.views import desk
from compagnon.core.activity import words
from compagnon.core.doubles.merging import FOLDS
from compagnon.core.registries import (
    Entry,
    LinkPurpose,
    Panel,
    desk_navigation,
    follow,
    link_purposes,
    participant_panels,
)

words(
    {
        "consents.consent_active": _("%(by)s agreed: %(purpose)s. The consent counts."),
        "consents.consent_waiting_guardian": _("%(by)s agreed: %(purpose)s. The guardian’s word is missing."),
        "consents.consent_waiting_learner": _("%(by)s agreed: %(purpose)s. The learner’s word is missing."),
        "consents.consent_refused": _("%(by)s said no: %(purpose)s."),
        "consents.consent_withdrawn": _("%(by)s withdrew the consent: %(purpose)s."),
        "consents.word_kept": _("%(by)s answered once more: %(purpose)s."),
        "consents.guardian_asked": _("%(by)s had the guardian %(guardian)s asked about consents."),
        "consents.purposes_loaded": _("%(by)s loaded the usual purposes of consents."),
        "consents.purpose_kept": _("%(by)s edited the purpose “%(purpose)s”."),
        "consents.age_checked": _("%(by)s checked the age of consent of %(country)s: %(age)s."),
    }
)
link_purposes.add(actions.GUARDIAN, LinkPurpose("consents:guardian", _("the consents of your child"), days=365))
desk_navigation.add(
    "consents",
    Entry(_("Consents"), "consents:consents", "handshake", "consents.view_consents", beside=True),
    position=60,
)
participant_panels.add("consents", Panel(desk.panel_of_participant), position=50)
FOLDS.add("consents.consent", actions.one_of_two)


def _load(network: Any, by: Any) -> None:
    actions.load_purposes(network, by)


follow("network.loaded", _load)
