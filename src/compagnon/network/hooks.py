"""What the network app plugs into others."""

from compagnon.core import activity
from compagnon.core.registries import network_finder
from compagnon.network.phrases import ACTIVITY
from compagnon.network.queries import network_by_key

network_finder.answer(network_by_key)
activity.words(ACTIVITY)
