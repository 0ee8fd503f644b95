"""What is held about people while they get ready to leave."""

from compagnon.core.holdings import holds
from compagnon.travel.models import StayTerms

_MINE = "mobility__participant__person"
holds(StayTerms, purpose="mobility", rule="with_file", about=_MINE)
