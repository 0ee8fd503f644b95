"""The kinds of papers as a network words them: the shipped ones, with what it has published in their place."""

from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.catalogue.shape import PaperKind


def kinds_of(network_id: int) -> dict[str, PaperKind]:
    """Every kind of this network, by its key, in the order of a stay."""
    return shipped()


def kind_of(network_id: int, key: str) -> PaperKind | None:
    return kinds_of(network_id).get(key)
