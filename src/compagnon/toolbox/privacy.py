"""What the toolbox holds about people: who proposed and who reviewed."""

from compagnon.core.holdings import holds
from compagnon.toolbox.models import Tool

holds(
    Tool, purpose="partners", rule="partner", people="proposed_by",
    names="proposed_by_name reviewed_by_name",
    plain="code title summary url text tasks languages licence source review",
)  # fmt: skip
