"""The seals and trusted authorities hold nothing about people: they are of organisations."""

from compagnon.core.holdings import nothing
from compagnon.seals.models import Authority, Seal

nothing(Seal, Authority)
