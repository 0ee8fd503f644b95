"""What placement holds about people."""

from compagnon.core.holdings import holds
from compagnon.placement.models import PlacementRequest

holds(
    PlacementRequest, purpose="mobility", rule="with_file", about="mobility__participant__person",
    words="message reason", people="tutor asked_by", plain="code",
)  # fmt: skip
