"""Calls with what they ask, the applications that answer them, how these are read, and information meetings."""

from compagnon.recruitment.models.answers import Answer, Piece
from compagnon.recruitment.models.applications import Application, Consent
from compagnon.recruitment.models.asked import Question, RequiredPiece
from compagnon.recruitment.models.calls import Call, CallPlaces, CallScheme
from compagnon.recruitment.models.meetings import Meeting, Registration
from compagnon.recruitment.models.reviews import Review

__all__ = [
    "Answer",
    "Application",
    "Call",
    "CallPlaces",
    "CallScheme",
    "Consent",
    "Meeting",
    "Piece",
    "Question",
    "Registration",
    "RequiredPiece",
    "Review",
]
