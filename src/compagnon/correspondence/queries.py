"""Reads of letters."""

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Model, Q, QuerySet

from compagnon.core.activity import trail_of
from compagnon.correspondence.models import Letter, LetterSettings, LetterState, LetterText
from compagnon.people import links

LINK_PLACE, CODE_PLACE = "[[link]]", "[[code]]"
"""Where a personal link and a one-time code stand in a text: they are put in when the letter leaves."""


def settings_of(network_id: int) -> LetterSettings:
    """How letters of a network look and leave; as the program proposes while nobody has said anything."""
    kept = LetterSettings.objects.filter(network_id=network_id).first()
    return kept or LetterSettings(network_id=network_id)


def letters_of_network() -> QuerySet[Letter]:
    """The outbox: every letter of the network in scope, newest first, with its reader."""
    letters = Letter.objects.filter(is_confidential=False).select_related("to_person", "to_contact")
    return letters.order_by("-written_at", "-pk")


def letters_about(*files: Model) -> QuerySet[Letter]:
    """What was written about these files and all that belongs to them, newest first."""
    trails = [trail_of(file) for file in files]
    letters = Letter.objects.filter(trail__in=trails, is_confidential=False).select_related("to_person", "to_contact")
    return letters.order_by("-written_at", "-pk")


def counts_by_state(letters: QuerySet[Letter]) -> dict[str, int]:
    """How many letters stand in each state."""
    rows = letters.order_by().values_list("state").annotate(Count("pk"))
    return dict(rows)


def to_read(_request: Any = None) -> QuerySet[Letter]:
    """Letters that wait for somebody to read them before they go."""
    rows: QuerySet[Letter] = Letter.objects.filter(state=LetterState.HELD)
    return rows


IN_TROUBLE = (LetterState.FAILED, LetterState.UNSURE, LetterState.BOUNCED)
"""What does not go on by itself: somebody has to see to it."""


def in_trouble(state: LetterState) -> QuerySet[Letter]:
    """Letters in this state, the confidential ones too: of those the desk sees how many they are, and nothing more."""
    rows: QuerySet[Letter] = Letter.objects.filter(state=state)
    return rows


def confidential_in(state: str) -> QuerySet[Letter]:
    """Letters that nobody but their readers sees, and that stopped in this state."""
    rows: QuerySet[Letter] = Letter.objects.filter(state=state, state__in=IN_TROUBLE, is_confidential=True)
    return rows


def has_stopped(*, about: Model, key: str, since: datetime | None) -> bool:
    """Whether a letter of this kind about a thing, written since a moment, needs somebody to see to it."""
    mine = Letter.objects.filter(about_type=ContentType.objects.get_for_model(about), about_id=about.pk, key=key)
    return bool(mine.filter(state__in=IN_TROUBLE, written_at__gte=since).exists())


def text_of(letter: Letter) -> str:
    """The letter as its reader gets it, with the personal link and the one-time code in their places."""
    address = links.address_of(letter.link) if letter.link else ""
    digits = getattr(letter.about, "digits", "")
    return letter.body.replace(LINK_PLACE, address).replace(CODE_PLACE, digits)


def own_texts() -> QuerySet[LetterText]:
    """The network's own texts that are in use, with who wrote them."""
    texts: QuerySet[LetterText] = LetterText.objects.filter(is_current=True).select_related("by")
    return texts


def texts_with_problem() -> QuerySet[LetterText]:
    """Own texts that could not be used, so that the program's went out."""
    return own_texts().exclude(problem="")


def versions_of_text(key: str, language: str, audience: str) -> QuerySet[LetterText]:
    """Every version of an own text, the last first."""
    texts: QuerySet[LetterText] = LetterText.objects.filter(key=key, language=language, audience=audience)
    return texts.select_related("by").order_by("-number")


def found(letters: QuerySet[Letter], typed: str) -> QuerySet[Letter]:
    """Letters whose subject, address or reader holds every word that was typed."""
    for word in typed.split():
        names = ("subject", "to_email", "to_person__first_name", "to_person__last_name")
        more = ("to_contact__first_name", "to_contact__last_name")
        said = Q()
        for name in (*names, *more):
            said |= Q(**{f"{name}__icontains": word})
        letters = letters.filter(said)
    return letters
