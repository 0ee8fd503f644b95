"""Calls: some open, one that closes in days, one past, one still a draft."""

from dataclasses import dataclass
from datetime import timedelta

from i18nfield.strings import LazyI18nString

from compagnon.core import clock
from compagnon.doors.demo.world.cast import Cast
from compagnon.network.models import Network
from compagnon.recruitment.choices import CallState
from compagnon.recruitment.models import Call
from compagnon.schemes.models import Scheme


@dataclass(frozen=True)
class Plan:
    """One call, with days counted from today."""

    scheme: str
    en: str
    fr: str
    state: CallState
    opens: int
    closes: int
    departs: int
    days: int
    places: int
    countries: tuple[str, ...]
    applications: int


PLANS = (
    Plan("short_internship_group", "Two weeks in a company: Germany and Ireland", "Deux semaines en entreprise\u202f: Allemagne et Irlande", CallState.OPEN, -20, 21, 128, 15, 24, ("DE", "IE"), 38),
    Plan("exploration_group", "A week in Como", "Une semaine à Côme", CallState.OPEN, -10, 12, 95, 7, 16, ("IT",), 22),
    Plan("long_internship_individual", "Three months in Europe", "Trois mois en Europe", CallState.OPEN, -25, 4, 150, 92, 8, ("DE", "NL", "ES", "FI"), 19),
    Plan("long_training_centre", "A term in a training centre in the Netherlands", "Un trimestre en centre de formation aux Pays-Bas", CallState.OPEN, -5, 45, 210, 100, 6, ("NL",), 9),
    Plan("learners_outside_europe", "Building together in Senegal", "Bâtir ensemble au Sénégal", CallState.OPEN, -12, 18, 140, 14, 10, ("SN",), 15),
    Plan("staff_short", "See how partners teach", "Voir comment enseignent nos partenaires", CallState.OPEN, -30, 30, 110, 5, 12, ("DE", "ES", "FI"), 11),
    Plan("staff_outside_europe", "Teachers to Morocco", "Formateurs au Maroc", CallState.OPEN, -3, 40, 170, 7, 4, ("MA",), 2),
    Plan("hosting_apprentices", "Welcoming apprentices in spring", "Accueil d’apprentis au printemps", CallState.OPEN, -15, 35, 120, 21, 12, ("FR",), 4),
    Plan("hosting_staff", "Welcoming colleagues from partner centres", "Accueil de collègues de centres partenaires", CallState.OPEN, -15, 60, 130, 5, 8, ("FR",), 2),
    Plan("short_internship_group", "Autumn internships in Spain", "Stages d’automne en Espagne", CallState.CLOSED, -120, -60, 20, 15, 20, ("ES",), 0),
    Plan("short_internship_group", "Next autumn in Norway", "L’automne prochain en Norvège", CallState.DRAFT, 60, 120, 330, 15, 20, ("NO",), 0),
)  # fmt: skip

_INTRODUCTION = LazyI18nString(
    {
        "en": "Travel, lodging and insurance are arranged with you. You need no perfect language: you need to want to go.",
        "fr": "Le voyage, le logement et l’assurance sont organisés avec toi. Pas besoin de parler parfaitement\u202f: il faut avoir envie de partir.",
    }
)
_INTRODUCTION_STAFF = LazyI18nString(
    {
        "en": "Travel, lodging and insurance are arranged with you. You come back with something to share with your colleagues.",
        "fr": "Le voyage, le logement et l’assurance sont organisés avec vous. Vous revenez avec de quoi partager avec vos collègues.",
    }
)


def make(network: Network, people: Cast) -> list[tuple[Call, int]]:
    """The calls, each with the number of applications it is to receive."""
    schemes = {scheme.key: scheme for scheme in Scheme.objects.all()}
    return [(_call(network, schemes[plan.scheme], plan), plan.applications) for plan in PLANS]


def _call(network: Network, scheme: Scheme, plan: Plan) -> Call:
    today = clock.today()
    departs_on = today + timedelta(days=plan.departs)
    rules = {}
    if "min_days" in scheme.ask_per_call:
        rules["min_days"] = rules["max_days"] = plan.days
    return Call.objects.create(
        network=network,
        scheme=scheme,
        state=plan.state,
        title=LazyI18nString({"en": plan.en, "fr": plan.fr}),
        introduction=_INTRODUCTION if scheme.participant_kind == "learner" else _INTRODUCTION_STAFF,
        opens_on=today + timedelta(days=plan.opens),
        closes_on=today + timedelta(days=plan.closes),
        departs_on=departs_on,
        returns_on=departs_on + timedelta(days=plan.days - 1),
        places=plan.places,
        countries=list(plan.countries),
        rules=rules,
    )
