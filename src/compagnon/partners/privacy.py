"""What the partners app holds about people: notes that may name somebody."""

from django.utils.translation import gettext_lazy as _

from compagnon.core.holdings import Basis, Purpose, Rule, holds, nothing, purposes, retention
from compagnon.partners.models import Capacity, Partner

purposes.add(
    "partners",
    Purpose(
        "partners",
        _("Working with companies and centres, here and abroad"),
        Basis.MISSION,
        _("People whom partners name as contacts"),
        _("Mobility referents and coordinators"),
    ),
    position=60,
)
retention.add(
    "partner",
    Rule("partner", _("Partners"), _("End of the partnership"), None, _("No period was found in a text."), "not found"),
    position=70,
)
nothing(Capacity)
holds(Partner, purpose="partners", rule="partner", words="note")
