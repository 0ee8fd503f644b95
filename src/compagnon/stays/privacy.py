"""What is held about people while they are away."""

from compagnon.core.holdings import holds
from compagnon.stays.models import Arrival, CheckIn

_MINE = "mobility__participant__person"
holds(Arrival, purpose="mobility", rule="with_file", about=_MINE, words="note", names="confirmed_by_name")
holds(
    CheckIn, purpose="mobility", rule="with_file", about=_MINE,
    words="sentence", facts="mood", people="seen_by", plain="code", protected="mood sentence",
)  # fmt: skip
