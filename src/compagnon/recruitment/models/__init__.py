"""Calls with what they ask, the applications that answer them, how these are read and decided, and meetings."""

from compagnon.recruitment.models.answers import Answer, Piece
from compagnon.recruitment.models.applications import Application, Consent
from compagnon.recruitment.models.asked import Question, RequiredPiece
from compagnon.recruitment.models.calls import Call, CallPlaces, CallScheme
from compagnon.recruitment.models.followup import Correction, Opinion, StaffPlan
from compagnon.recruitment.models.meetings import Meeting, Registration
from compagnon.recruitment.models.reviews import Declaration, Redaction, Review
from compagnon.recruitment.models.selection import (
    Appeal,
    Offer,
    PanelMeeting,
    PanelMember,
    PanelNote,
    RankedFile,
    RankingRun,
    Selection,
    SelectionVersion,
)

__all__ = [
    "Answer",
    "Appeal",
    "Application",
    "Call",
    "CallPlaces",
    "CallScheme",
    "Consent",
    "Correction",
    "Declaration",
    "Meeting",
    "Offer",
    "Opinion",
    "PanelMeeting",
    "PanelMember",
    "PanelNote",
    "Piece",
    "Question",
    "RankedFile",
    "RankingRun",
    "Redaction",
    "Registration",
    "RequiredPiece",
    "Review",
    "Selection",
    "SelectionVersion",
    "StaffPlan",
]
