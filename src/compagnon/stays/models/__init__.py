"""The stay itself: arrival and weeks, the logbook, calls for help and who is on call."""

from compagnon.stays.models.care import CareSettings, HelpCall, OnCallTurn
from compagnon.stays.models.logbook import LogComment, LogEntry, LogPhoto
from compagnon.stays.models.weeks import Arrival, CheckIn, Mood

__all__ = ["Arrival", "CareSettings", "CheckIn", "HelpCall", "LogComment", "LogEntry", "LogPhoto", "Mood", "OnCallTurn"]
