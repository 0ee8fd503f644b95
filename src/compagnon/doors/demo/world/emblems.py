"""The emblem of the funder of most stays. Its statement is left to be written: only a contract can word it."""

from i18nfield.strings import LazyI18nString

from compagnon.core import pictures
from compagnon.core.files import keep
from compagnon.network.actions import keep_row
from compagnon.network.choices import EmblemKind
from compagnon.network.models import Emblem, Network
from compagnon.network.parts import BY_NAME
from compagnon.network.seed_shape import FOLDER
from compagnon.people.models import Person

WORDS = {
    "en": "Emblem of the European Union",
    "fr": "Emblème de l’Union européenne",
    "de": "Emblem der Europäischen Union",
    "it": "Emblema dell’Unione europea",
    "es": "Emblema de la Unión Europea",
    "nl": "Embleem van de Europese Unie",
}


def make(network: Network, by: Person) -> None:
    content, media_type = pictures.cleaned((FOLDER / "eu-emblem.svg").read_bytes())
    emblem = Emblem(
        kind=EmblemKind.FUNDER,
        file=keep(content, kind=media_type),
        media_type=media_type,
        words=LazyI18nString(WORDS),
        programme="Erasmus+",
    )
    keep_row(network=network, row=emblem, by=by, part=BY_NAME["emblems"].label)
