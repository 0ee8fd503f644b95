"""What the mobilities app holds about people."""

from django.utils.translation import gettext_lazy as _

from compagnon.core.holdings import Basis, Purpose, Rule, holds, nothing, purposes, retention
from compagnon.mobilities.models import Departure, Mobility, PastMobilities

purposes.add(
    "mobility",
    Purpose(
        "mobility",
        _("Preparing the stay and following it: placement, timeline, arrival, check-ins"),
        Basis.MISSION,
        _("Participants, their guardians, mentors and tutors"),
        _("Mobility referents, the host, the sending employer"),
    ),
    position=40,
)
retention.add(
    "evidence",
    Rule(
        "evidence",
        _("Evidence of grants: agreements, certificates, signatures"),
        _("Final payment of the project"),
        60,
        _(
            "EU model grant agreement, art. 20, and its data sheet, point 6; five years after the final payment in the texts that apply it. The clause of your national agency’s agreement: check it."
        ),
        "V",
        bounds=(36, 240),
    ),
    position=10,
)
nothing(PastMobilities)
holds(Departure, purpose="mobility", rule="with_file", people="accompanying", words="name", plain="code town")
holds(
    Mobility, purpose="mobility", rule="evidence", about="participant__person", evidence=True,
    people="referent tutor", facts="programme_id", secret="search_text",
    plain="code town departement_code project_code progress next_task waiting_for",
)  # fmt: skip
