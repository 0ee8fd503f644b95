"""What is held about people while they are away."""

from compagnon.core.holdings import holds, nothing
from compagnon.stays.models import Arrival, CareSettings, CheckIn, HelpCall, LogComment, LogEntry, LogPhoto, OnCallTurn

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
