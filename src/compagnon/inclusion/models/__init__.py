"""The vault, what somebody said of fewer opportunities, help that is planned, reports, settings."""

from compagnon.inclusion.models.reports import Report, ReportMessage
from compagnon.inclusion.models.support import InclusionSettings, SupportMeasure
from compagnon.inclusion.models.vault import OpportunityAnswer, OpportunityTally, VaultEntry, VaultEvent

__all__ = [
    "InclusionSettings",
    "OpportunityAnswer",
    "OpportunityTally",
    "Report",
    "ReportMessage",
    "SupportMeasure",
    "VaultEntry",
    "VaultEvent",
]
