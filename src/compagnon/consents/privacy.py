"""What consents hold about people."""

from django.utils.translation import gettext_lazy as _

from compagnon.consents.models import Consent, NationalAge, Purpose, Text, Word
from compagnon.core import holdings
from compagnon.core.holdings import Basis, holds, nothing

holdings.purposes.add(
    "consents",
    holdings.Purpose(
        "consents",
        _("Pictures, stories, news after the stay: only with consent"),
        Basis.CONSENT,
        _("Participants and their guardians"),
        _("Mobility referents and coordinators"),
    ),
    position=55,
)
nothing(Purpose)
holds(Text, purpose="consents", rule="with_file", names="written_by_name", plain="sentence")
holds(NationalAge, purpose="consents", rule="with_file", people="checked_by", plain="grade source")
holds(Consent, purpose="consents", rule="with_file", about="participant__person", plain="code")
holds(
    Word, purpose="consents", rule="with_file", about="consent__participant__person",
    names="by_name", plain="sentence language",
)  # fmt: skip
