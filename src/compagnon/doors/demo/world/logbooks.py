"""Logbooks of the demonstration: two days a week of a stay, the older weeks confirmed by the tutor, some comments."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.utils import timezone

from compagnon.core import clock
from compagnon.mobilities.models import Mobility
from compagnon.stays.actions import logbook
from compagnon.stays.models.logbook import monday_of

_DAYS = (
    "Visite de l’atelier et règles de sécurité. J’ai préparé mon poste et rangé le matériel.",
    "J’ai suivi une commande du début à la fin avec mon tuteur. J’ai noté les mots nouveaux.",
    "Première pièce faite seul. Deux défauts, corrigés l’après-midi.",
    "On a changé de méthode par rapport à chez nous : plus lent au début, plus propre à la fin.",
    "J’ai accueilli un client avec ma tutrice, en anglais. J’avais peur, ça s’est bien passé.",
    "Journée d’inventaire et de nettoyage. Ennuyeux, mais je connais maintenant tout le stock.",
    "J’ai montré une technique de mon CFA à l’équipe. Ils veulent la recette.",
    "Panne le matin : j’ai vu comment on cherche la cause pas à pas.",
)  # fmt: skip
_COMMENTS = (
    "Bravo. Pense à noter le nom de la technique.",
    "Très clair. Tu pourras le raconter au retour.",
)


def tell(mobility: Mobility, rng: Random, *, until: date) -> None:
    """What somebody wrote up to a day, at most twelve entries; the tutor has confirmed all but the last week."""
    outcomes = [one.code for one in mobility.outcomes.all()]
    days = [mobility.departs_on + timedelta(days=1 + 3 * number) for number in range(12)]
    days = [day for day in days if day <= min(until, mobility.returns_on) and day.weekday() < 5]
    entry: Any = None
    for day in days:
        told = logbook.Told(
            UUID(int=rng.getrandbits(128), version=4),
            day,
            rng.choice(_DAYS),
            tuple(rng.sample(outcomes, min(2, len(outcomes)))),
        )
        with clock.at(timezone.make_aware(datetime.combine(day, time(18)))):
            entry, _is_new = logbook.write_entry(mobility=mobility, told=told, by=mobility.participant.person)
    for monday in sorted({monday_of(day) for day in days})[:-1]:
        if mobility.tutor is not None:
            with clock.at(timezone.make_aware(datetime.combine(monday + timedelta(days=4), time(17)))):
                logbook.confirm_week(mobility=mobility, monday=monday, by=mobility.tutor)
    if entry is not None and mobility.referent is not None and rng.random() < 0.4:
        with clock.at(timezone.make_aware(datetime.combine(days[-1], time(19)))):
            logbook.comment(entry=entry, text=rng.choice(_COMMENTS), by=mobility.referent)
