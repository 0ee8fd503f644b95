"""What is agreed and held ready for a stay, and what the network offers to get ready."""

from compagnon.travel.models.cover import Cover, Waiver
from compagnon.travel.models.preparation import CountryPage, LanguageWork, Module, ModuleDone, PreparationSettings
from compagnon.travel.models.terms import StayTerms

__all__ = [
    "CountryPage",
    "Cover",
    "LanguageWork",
    "Module",
    "ModuleDone",
    "PreparationSettings",
    "StayTerms",
    "Waiver",
]
