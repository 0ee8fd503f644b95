"""Calls: some open, one that closes in days, some past, one still a draft."""

from dataclasses import dataclass
from datetime import timedelta

from i18nfield.strings import LazyI18nString

from compagnon.core import clock
from compagnon.doors.demo.world.cast import Cast
from compagnon.network.models import Network, Site
from compagnon.people.choices import ContactKind
from compagnon.people.models import Contact
from compagnon.recruitment.choices import CallState, HeardOf, QuestionKind, WishesFor
from compagnon.recruitment.models import Call, CallPlaces, Meeting, Question, Registration, RequiredPiece
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
    story: str = ""


PLANS = (
    Plan("short_internship_group", "Two weeks in a company: Germany and Ireland", "Deux semaines en entreprise\u202f: Allemagne et Irlande", CallState.OPEN, -20, 21, 128, 15, 24, ("DE", "IE"), 38, "read"),
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
    Plan("exploration_group", "A week in Kraków", "Une semaine à Cracovie", CallState.CLOSED, -75, -20, 100, 7, 14, ("PL",), 0, "ranked"),
    Plan("short_internship_group", "Spring internships in Finland", "Stages de printemps en Finlande", CallState.CLOSED, -110, -50, 85, 15, 12, ("FI",), 0, "decided"),
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
    made = [(_call(network, schemes[plan.scheme], plan), plan.applications) for plan in PLANS]
    _say_more(made[0][0])
    _ask_more(network, made[:4][-1][0])
    _meet(network, made[0][0])
    return made


def by_story(made: list[tuple[Call, int]]) -> dict[str, Call]:
    """The calls whose selection is told: "read", "ranked", "decided"."""
    return {plan.story: call for plan, (call, _number) in zip(PLANS, made, strict=True) if plan.story}


def _say_more(call: Call) -> None:
    """What the first call brings and costs, and how its places are shared."""
    call.brings = LazyI18nString(
        {
            "en": "Two weeks in a company of your trade, a Europass Mobility, and a story to tell at your next interview.",
            "fr": "Deux semaines dans une entreprise de ton métier, un Europass Mobilité et une histoire à raconter à ton prochain entretien.",
        }
    )
    call.costs = LazyI18nString(
        {
            "en": "Travel, lodging and insurance are paid by the programme. You bring your pocket money.",
            "fr": "Le voyage, le logement et l’assurance sont payés par le programme. Tu apportes ton argent de poche.",
        }
    )
    call.save()
    for site, places in zip(Site.objects.filter(organisation__kind="training_centre")[:2], (8, 6), strict=False):
        CallPlaces.objects.create(network=call.network, call=call, site=site, places=places)


def _ask_more(network: Network, call: Call) -> None:
    """Two questions and a paper of its own for the call of one term."""
    Question.objects.create(
        network=network,
        call=call,
        kind=QuestionKind.CHOICE,
        text=LazyI18nString({"en": "Where would you like to live?", "fr": "Où voudrais-tu loger\u202f?"}),
        choices=[
            {"key": "c1", "text": {"en": "With a family", "fr": "Dans une famille"}},
            {"key": "c2", "text": {"en": "In a shared flat", "fr": "En colocation"}},
        ],
        position=1,
        is_required=False,
    )
    Question.objects.create(
        network=network,
        call=call,
        kind=QuestionKind.WISHES,
        wishes_for=WishesFor.BUDDIES,
        most=2,
        text=LazyI18nString({"en": "With whom would you like to leave?", "fr": "Avec qui voudrais-tu partir\u202f?"}),
        position=2,
        is_required=False,
    )
    RequiredPiece.objects.create(
        network=network,
        call=call,
        name=LazyI18nString({"en": "Letter of your trainer", "fr": "Lettre de ton formateur"}),
        is_required=False,
    )


def _meet(network: Network, call: Call) -> None:
    """A meeting in two weeks with seats taken, and one last week with who came."""
    site = Site.objects.filter(organisation__kind="training_centre").first()
    evening = clock.now().replace(hour=17, minute=0, second=0, microsecond=0)
    title = LazyI18nString(
        {"en": "Leave for two weeks: ask your questions", "fr": "Partir deux semaines\u202f: pose tes questions"}
    )
    for days, is_over in ((12, False), (-6, True)):
        begins = evening + timedelta(days=days)
        meeting = Meeting.objects.create(
            network=network,
            call=call,
            title=title,
            begins_at=begins,
            ends_at=begins + timedelta(hours=1),
            site=site,
            capacity=40,
        )
        for place, (first, last, heard_of) in enumerate(_VISITORS):
            contact = Contact.objects.create(
                network=network, kind=ContactKind.OTHER, first_name=first, last_name=last,
                email=f"{first}.{last}@example.org".lower(), language="fr",
            )  # fmt: skip
            Registration.objects.create(
                network=network, meeting=meeting, contact=contact, heard_of=heard_of, registered_at=begins - timedelta(days=14),
                came_at=begins if is_over and place % 3 else None,
            )  # fmt: skip


_VISITORS = (
    ("Alix", "Exemple", HeardOf.POSTER), ("Noor", "Exemple", HeardOf.TRAINER), ("Sacha", "Exemple", HeardOf.FRIENDS),
    ("Camille", "Exemple", HeardOf.POSTER), ("Charlie", "Exemple", HeardOf.INTERNET), ("Lou", "Exemple", HeardOf.TRAINER),
)  # fmt: skip


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
