"""The stay itself: arrival and weeks, the logbook, calls for help and who is on call, safety, missing signs, incidents, follow-up."""

from compagnon.stays.models.care import CareSettings, HelpCall, OnCallTurn
from compagnon.stays.models.followup import ContractEvent, CountsAtHome, DistanceLesson, FollowUp, Visit
from compagnon.stays.models.incidents import Incident, IncidentNote, IncidentTask
from compagnon.stays.models.logbook import LogComment, LogEntry, LogPhoto
from compagnon.stays.models.safety import RollCall, RollMark, SafetyAnswer, SafetyRound
from compagnon.stays.models.silence import Silence
from compagnon.stays.models.weeks import Arrival, CheckIn, Mood

__all__ = [
    "Arrival",
    "CareSettings",
    "CheckIn",
    "ContractEvent",
    "CountsAtHome",
    "DistanceLesson",
    "FollowUp",
    "HelpCall",
    "Incident",
    "IncidentNote",
    "IncidentTask",
    "LogComment",
    "LogEntry",
    "LogPhoto",
    "Mood",
    "OnCallTurn",
    "RollCall",
    "RollMark",
    "SafetyAnswer",
    "SafetyRound",
    "Silence",
    "Visit",
]
