"""Somebody invented, of whom a paper is printed so that its wording can be looked at: nothing of it is ever saved."""

from datetime import timedelta
from typing import Any

from compagnon.core import clock
from compagnon.documents.catalogue.filling import Filling
from compagnon.documents.catalogue.shape import PaperKind, Term
from compagnon.documents.catalogue.subjects import OfDeparture, OfMobility, OfPartner, Subject
from compagnon.documents.filling import local_now
from compagnon.documents.typesetting.compile import typeset_paper
from compagnon.mobilities.models import Departure, Mobility
from compagnon.network.choices import OrganisationKind
from compagnon.network.models import Network, Organisation
from compagnon.people.models import Contact, Participant, Person
from compagnon.schemes.models import Scheme

NOBODY = 0
"""The key of rows that are nowhere: what is asked about them in the database finds nothing."""
ANSWERS = {
    "text": "…",
    "long": "…",
    "money": "1234.50",
    "number": "35",
    "date": "2027-03-12",
    "yes": "yes",
    "iban": "FR76 3000 6000 0112 3456 7890 189",
}


def printed(kind: PaperKind, *, network: Network, language: str) -> bytes:
    """The paper as PDF, in one language. Raises TypesettingError."""
    filling = Filling(kind, _subject(kind, network, language), {term.key: _answer(term) for term in kind.terms})
    facts = filling.facts(version=1, made_at=local_now())
    return typeset_paper(facts, languages=(language,))


def _answer(term: Term) -> Any:
    return next(iter(term.choices)) if term.choices else ANSWERS[term.ask]


def _subject(kind: PaperKind, network: Network, language: str) -> Subject:
    by = Person(pk=NOBODY, network=network, first_name="Dominique", last_name="Établi", email="d@example.org")
    mobility = _mobility(network, by, language)
    if kind.about == "mobility":
        stay = OfMobility(mobility, by)
        stay.languages = (language,)
        return stay
    if kind.about == "departure":
        group = OfDeparture(_departure(mobility, by), by)
        group.people, group.languages = [mobility], (language,)
        return group
    partner = OfPartner(_host(network), by)
    partner.contact, partner.languages = mobility.tutor, (language,)
    return partner


def _mobility(network: Network, by: Person, language: str) -> Mobility:
    host = _host(network)
    tutor = Contact(
        pk=NOBODY, network=network, organisation=host, first_name="Alex", last_name="Sauerteig", email="a@example.org"
    )
    centre = Organisation(pk=NOBODY, network=network, name=str(network), kind=OrganisationKind.TRAINING_CENTRE)
    person = Person(
        pk=NOBODY, network=network, first_name="Camille", last_name="Fournil", email="c@example.org", language=language
    )
    participant = Participant(pk=NOBODY, network=network, person=person, sending_organisation=centre)
    leaves = clock.today() + timedelta(days=90)
    return Mobility(
        pk=NOBODY, network=network, participant=participant, scheme=Scheme.objects.order_by("pk").first() or Scheme(network=network),
        referent=by, host=host, tutor=tutor, country="DE", town="Flensburg", departs_on=leaves,
        returns_on=leaves + timedelta(days=14), code="exa2mp3e",
    )  # fmt: skip


def _host(network: Network) -> Organisation:
    return Organisation(
        pk=NOBODY, network=network, name="Bäckerei Beispiel", address="Musterstraße 1", postcode="24937", town="Flensburg",
        country="DE", kind=OrganisationKind.COMPANY,
    )  # fmt: skip


def _departure(mobility: Mobility, by: Person) -> Departure:
    return Departure(
        pk=NOBODY, network=mobility.network, name="Flensburg", scheme=mobility.scheme, country="DE", town="Flensburg",
        departs_on=mobility.departs_on, returns_on=mobility.returns_on, accompanying=by, code="exa2mp3e",
    )  # fmt: skip
