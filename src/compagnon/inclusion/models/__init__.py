"""The vault, what somebody said of fewer opportunities, help that is planned, settings."""

from compagnon.inclusion.models.support import InclusionSettings, SupportMeasure
from compagnon.inclusion.models.vault import OpportunityAnswer, OpportunityTally, VaultEntry, VaultEvent

__all__ = ["InclusionSettings", "OpportunityAnswer", "OpportunityTally", "SupportMeasure", "VaultEntry", "VaultEvent"]
