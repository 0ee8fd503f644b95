"""What is held about people while they are away."""

from compagnon.core.holdings import holds, nothing
from compagnon.stays.models import (
    Arrival,
    CareSettings,
    CheckIn,
    ContractEvent,
    CountsAtHome,
    DistanceLesson,
    FollowUp,
    HelpCall,
    Incident,
    IncidentNote,
    IncidentTask,
    LogComment,
    LogEntry,
    LogPhoto,
    OnCallTurn,
    RollCall,
    RollMark,
    SafetyAnswer,
    SafetyRound,
    Silence,
    Visit,
)

_MINE = "mobility__participant__person"
holds(Arrival, purpose="mobility", rule="with_file", about=_MINE, words="note", names="confirmed_by_name")
holds(
    CheckIn, purpose="mobility", rule="with_file", about=_MINE,
    words="sentence", facts="mood", people="seen_by", plain="code key", protected="mood sentence",
)  # fmt: skip
holds(
    LogEntry, purpose="mobility", rule="with_file", about=_MINE,
    words="text", names="confirmed_by_name", people="read_by", plain="code key",
)  # fmt: skip
holds(
    LogPhoto, purpose="mobility", rule="with_file", about=f"entry__{_MINE}",
    files="file", words="words", plain="code key media_type", delete=True,
)  # fmt: skip
holds(
    LogComment, purpose="mobility", rule="with_file", about=f"entry__{_MINE}",
    words="text", names="by_name", people="by", plain="code",
)  # fmt: skip
nothing(CareSettings)
holds(
    HelpCall, purpose="mobility", rule="with_file", about=_MINE,
    words="words outcome", facts="phone", people="asked taken_by", secret="asked_phone", plain="code key", protected="words",
)  # fmt: skip
holds(OnCallTurn, purpose="mobility", rule="with_file", about="person", facts="phone", plain="code")
holds(SafetyRound, purpose="mobility", rule="with_file", people="by", names="by_name", words="words", plain="code town")
holds(
    SafetyAnswer, purpose="mobility", rule="with_file", about=_MINE, words="words", names="by_name", plain="code",
    protected="words",
)  # fmt: skip
holds(
    Silence, purpose="mobility", rule="with_file", about=_MINE, words="words", names="ended_by_name",
    people="ended_by", plain="code", protected="words",
)  # fmt: skip
holds(RollCall, purpose="mobility", rule="with_file", names="by_name", plain="code place")
holds(RollMark, purpose="mobility", rule="with_file", about=_MINE)
holds(
    Incident, purpose="mobility", rule="with_file", about=_MINE,
    words="title lesson", names="opened_by_name", plain="code", protected="title lesson",
)  # fmt: skip
holds(
    IncidentNote, purpose="mobility", rule="with_file", about=f"incident__{_MINE}",
    words="text", names="by_name", people="by", protected="text", kept_back="is_restricted",
)  # fmt: skip
holds(
    IncidentTask, purpose="mobility", rule="with_file", about=f"incident__{_MINE}",
    words="title", names="done_by_name", people="person", plain="code",
)  # fmt: skip
holds(
    FollowUp, purpose="mobility", rule="with_file", about=_MINE,
    words="words", facts="marks", names="by_name", people="seen_by", plain="code", protected="words marks",
)  # fmt: skip
holds(Visit, purpose="mobility", rule="with_file", about=_MINE, words="report", names="by_name", people="goes")
holds(
    DistanceLesson,
    purpose="mobility",
    rule="with_file",
    about=_MINE,
    words="title link",
    names="noted_by_name",
    people="teacher seen_by",
    plain="code series",
)
holds(ContractEvent, purpose="mobility", rule="with_file", about=_MINE, words="words", names="by_name", plain="code")
holds(
    CountsAtHome,
    purpose="mobility",
    rule="with_file",
    about=_MINE,
    words="what",
    names="decided_by_name confirmed_by_name",
)
