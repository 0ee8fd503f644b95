"""The seals hold nothing about people: they are the network's own."""

from compagnon.core.holdings import nothing
from compagnon.seals.models import Seal

nothing(Seal)
