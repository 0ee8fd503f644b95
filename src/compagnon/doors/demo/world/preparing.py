"""Getting ready: modules, a few country pages, terms of contracts, papers and one policy for a group that leaves soon."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from i18nfield.strings import LazyI18nString

from compagnon.core import clock
from compagnon.doors.demo.world.cast import Cast
from compagnon.mobilities.models import Mobility
from compagnon.network.models import Network
from compagnon.travel import places
from compagnon.travel.actions import cover, preparation, terms, ways
from compagnon.travel.choices import Area, CoverKind
from compagnon.travel.models import CountryPage, Module
from compagnon.travel.queries.readiness import readiness_of

MODULES = (
    ("intercultural", "Vivre dans une famille", "Living with a family", True),
    ("language", "Vingt phrases pour l’atelier", "Twenty phrases for the workshop", False),
    ("professional", "Sécurité et gestes du métier à l’étranger", "Safety and ways of the trade abroad", True),
)
LEARNT = ("Ici on dîne à six heures.", "Je sais demander un outil.", "Le port des lunettes est obligatoire.")


def make(network: Network, people: Cast, rng: Random) -> None:
    """What the network wrote, and what is known of those who leave within three months."""
    modules = [_module(network, people, one) for one in MODULES]
    for country in ("IE", "ES"):
        page = CountryPage(network=network, country=country, numbers={"all": "112"})
        page.health = LazyI18nString(
            {"fr": "Emporter la carte européenne d’assurance maladie.", "en": "Take the European health card along."}
        )
        preparation.keep_country(page=page, by=people.coordinator)
    CountryPage.objects.filter(country="ES").update(reviewed_on=clock.today() - timedelta(days=400))
    soon = Mobility.objects.filter(state="preparing", departs_on__lte=clock.today() + timedelta(days=90))
    for place, mobility in enumerate(soon.select_related("participant__person", "referent", "scheme").order_by("pk")):
        _prepare(mobility, place, modules, rng)


def _module(network: Network, people: Cast, said: tuple[str, str, str, bool]) -> Module:
    kind, french, english, asks = said
    module = Module(network=network, kind=kind, asks_for_proof=asks)
    module.title = LazyI18nString({"fr": french, "en": english})
    return preparation.keep_module(module=module, by=people.coordinator)


def _prepare(mobility: Mobility, place: int, modules: list[Module], rng: Random) -> None:
    by, person = mobility.referent or mobility.participant.person, mobility.participant.person
    if mobility.participant.kind == "learner" and not mobility.scheme.is_incoming:
        told = {"regime": rng.choice(("stand_by", "secondment")), "host_signs": True, "days_abroad_before": 0}
        terms.tell_terms(mobility=mobility, changes={**told, "visa_needed": False, "employee_abroad": False}, by=by)
    until = mobility.returns_on + timedelta(days=-2 if place % 11 == 3 else rng.randint(60, 1200))
    _cover(mobility, CoverKind.IDENTITY, None, until, by=person, seen=place % 4 > 0)
    if place % 5:
        _cover(mobility, CoverKind.HEALTH_CARD, None, mobility.returns_on + timedelta(days=90), by=person, seen=True)
    if place % 7:
        _cover(mobility, CoverKind.INSURANCE, mobility.departs_on, mobility.returns_on, by=by, seen=True)
    if place % 13 == 0 and not mobility.scheme.is_incoming:
        _ways(mobility, by)
    for number, module in enumerate(modules[: place % 4]):
        preparation.finish_module(mobility=mobility, module=module, learnt=LEARNT[number], by=person)


def hold_what_is_asked(mobility: Mobility) -> None:
    """Who left had what is required: each paper, one policy for all that it covers, and a reason for what was seen otherwise."""
    by = mobility.referent or mobility.participant.person
    until = mobility.returns_on + timedelta(days=200)
    asked = {item.key for item in readiness_of(mobility, at_departure=True).red if item.group in ("papers", "cover")}
    for kind in CoverKind:
        if kind is CoverKind.INSURANCE and asked & set(Area.values):
            _cover(mobility, kind, mobility.departs_on, mobility.returns_on, by=by, seen=True)
        elif kind in asked:
            _cover(mobility, kind, None, until, by=by, seen=True)
    for item in readiness_of(mobility, at_departure=True).red:
        if item.can_be_waived:
            cover.waive(mobility=mobility, item=item.key, reason="Vu sur papier et classé au centre.", by=by)


def _cover(mobility: Mobility, kind: CoverKind, first: date | None, last: date, *, by: Any, seen: bool) -> None:
    said: dict[str, Any] = {"kind": kind, "areas": [], "valid_from": first, "valid_until": last}
    if kind is CoverKind.INSURANCE:
        said |= {
            "areas": list(Area.values),
            "issuer": "Mutuelle de démonstration",
            "reference": "DEMO-2026",
            "phone": "+33 1 99 00 00 00",
        }
    cover.add_cover(mobility=mobility, said=said, by=by, seen=seen)


def _ways(mobility: Mobility, by: Any) -> None:
    """By plane, and by train as far as there is land; where the town is not in the list, none."""
    start, end = places.find("Nantes", "FR"), places.find(mobility.town, str(mobility.country))
    if start is None or end is None:
        return
    for name, mode, cost, hours in (("En avion", "plane", 260, 6), ("En train", "train_high_speed", 310, 14)):
        said = {"name": name, "cost": Decimal(cost), "days": 2}
        way = ways.keep_way(mobility=mobility, way=None, said=said, by=by)
        leg = {"mode": mode, "on": mobility.departs_on, "hours": Decimal(hours), "km": None, "people": 1}
        ways.keep_leg(way=way, leg=None, said=leg, points=(start, end), by=by)
