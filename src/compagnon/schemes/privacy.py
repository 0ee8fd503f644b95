"""Schemes and their tasks hold nothing about people."""

from compagnon.core.holdings import nothing
from compagnon.schemes.models import Scheme, SchemeTask

nothing(Scheme, SchemeTask)
