"""What figures hold about people: nothing; targets are of a network, and counts are of groups."""

from compagnon.core.holdings import nothing
from compagnon.insights.models import Target

nothing(Target)
