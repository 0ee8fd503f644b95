"""What is agreed and held ready for a stay, and what the network offers to get ready."""

from compagnon.travel.models.cover import Cover, Waiver
from compagnon.travel.models.preparation import CountryPage, LanguageWork, Module, ModuleDone, PreparationSettings
from compagnon.travel.models.terms import StayTerms
from compagnon.travel.models.ways import Leg, Way

__all__ = [
    "CountryPage",
    "Cover",
    "LanguageWork",
    "Leg",
    "Module",
    "ModuleDone",
    "PreparationSettings",
    "StayTerms",
    "Waiver",
    "Way",
]
