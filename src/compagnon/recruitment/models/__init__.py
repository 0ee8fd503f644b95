"""Calls, the applications that answer them, and how these are read."""

from compagnon.recruitment.models.applications import Application, Consent
from compagnon.recruitment.models.calls import Call
from compagnon.recruitment.models.reviews import Review

__all__ = ["Application", "Call", "Consent", "Review"]
