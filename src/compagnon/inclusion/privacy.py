"""What inclusion holds about people: needs in the vault, help that is planned."""

from django.utils.translation import gettext_lazy as _

from compagnon.core.holdings import Basis, Purpose, Rule, holds, nothing, purposes, retention
from compagnon.inclusion.models import (
    InclusionSettings,
    OpportunityAnswer,
    OpportunityTally,
    Report,
    ReportMessage,
    SupportMeasure,
    VaultEntry,
    VaultEvent,
)

purposes.add(
    "support",
    Purpose(
        "support",
        _("Helping those who need more: what somebody tells in private, never needed to apply"),
        Basis.EXPLICIT,
        _("Participants who ask for help"),
        _("Only those whom the person named, each reading noted"),
    ),
    position=45,
)
retention.add(
    "support",
    Rule(
        "support",
        _("What was told in private"),
        _("End of the stay"),
        3,
        _("90 days after the stay unless the network sets otherwise; the cost of help stays without its reason."),
        "P",
    ),
    position=35,
)
nothing(InclusionSettings, OpportunityTally)
holds(
    VaultEntry, purpose="support", rule="support", about="participant__person", delete=True,
    secret="sealed", facts="readers", plain="code", special="sealed readers kind",
)  # fmt: skip
holds(
    VaultEvent, purpose="support", rule="support", about="participant__person", delete=True,
    people="by", names="by_name", plain="page", secret="salt",
)  # fmt: skip
holds(
    OpportunityAnswer, purpose="support", rule="support", about="participant__person", delete=True,
    names="by_name", special="answer",
)  # fmt: skip
holds(
    SupportMeasure, purpose="support", rule="evidence", about="participant__person",
    people="carried_by", words="what", names="carried_by_name", facts="carried_by_email", plain="code",
    protected="what amount",
)  # fmt: skip
# A report of wrong stays for those who answer it, also when who made it is erased: sealed, and its person is nobody then.
holds(
    Report, purpose="support", rule="with_file", people="person", secret="sealed reference_hash", plain="code",
    special="sealed",
)  # fmt: skip
holds(ReportMessage, purpose="support", rule="with_file", names="by_name", secret="sealed", special="sealed")
