"""What the people app plugs into others."""

from compagnon.core.registries import personal_links
from compagnon.people import links

personal_links.answer(links)
