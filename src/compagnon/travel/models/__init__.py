"""What is agreed and held ready for a stay."""

from compagnon.travel.models.terms import StayTerms

__all__ = ["StayTerms"]
