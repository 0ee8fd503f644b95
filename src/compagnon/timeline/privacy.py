"""What the timeline holds about people."""

from compagnon.core.holdings import holds
from compagnon.timeline.models import Task

holds(
    Task, purpose="mobility", rule="with_file", about="mobility__participant__person",
    words="own_title reason", names="done_by_name", people="done_by", plain="code evidence departement_code",
)  # fmt: skip
