"""Somebody invented, of whom a paper is printed so that its wording can be looked at: nothing of it is ever saved."""

from datetime import timedelta
from typing import Any

from compagnon.core import clock
from compagnon.documents.actions.printing import form_of, in_words_of, typeset
from compagnon.documents.amending.comparing import Change
from compagnon.documents.amending.kinds import Amended, AmendmentFilling
from compagnon.documents.catalogue.filling import Filling, reference_of
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.catalogue.shape import PaperKind, Term
from compagnon.documents.catalogue.subjects import OfDeparture, OfMobility, OfPartner, Subject
from compagnon.documents.choices import DocumentKind
from compagnon.documents.filling import agreement_facts, local_now
from compagnon.documents.models import Document
from compagnon.documents.proposals import proposed_outcomes, proposed_terms
from compagnon.documents.situations import Situation
from compagnon.documents.typesetting.compile import typeset_paper
from compagnon.documents.typesetting.facts import LearningAgreementFacts, OutcomeFacts
from compagnon.documents.typesetting.labels import all_labels
from compagnon.documents.typesetting.wording import Wording
from compagnon.mobilities.models import Departure, Mobility
from compagnon.network.choices import OrganisationKind
from compagnon.network.models import Network, Organisation
from compagnon.people.models import Contact, Participant, Person
from compagnon.schemes.models import Scheme

NOBODY = 0
"""The key of rows that are nowhere: what is asked about them in the database finds nothing."""
ADULT, MINOR = timedelta(days=19 * 366), timedelta(days=17 * 365)
ANSWERS = {
    "text": "…",
    "long": "…",
    "money": "1234.50",
    "number": "35",
    "date": "2027-03-12",
    "yes": "yes",
    "days": {},
    "iban": "FR76 3000 6000 0112 3456 7890 189",
}
UNTOUCHED = "employer"
"""Who is told without signing where an amendment speaks of it."""


def usual(kind: PaperKind, *, network: Network) -> Situation:
    """What is true of whoever is invented where nothing else is chosen."""
    return Situation(_subject(kind, network, "en", Situation()).conditions)


def printed(kind: PaperKind, *, network: Network, language: str, situation: Situation | None = None) -> bytes:
    """The paper as PDF, in one language, of somebody of whom this is true. Raises TypesettingError."""
    chosen = situation or Situation()
    subject = _subject(kind, network, language, chosen)
    if situation is not None:
        subject.conditions = situation.holding  # type: ignore[misc]  # of somebody invented, anything may be said
    answers = {term.key: _answer(term) for term in kind.terms} | chosen.answers
    if kind.made == "amendment":
        return typeset_paper(_amendment(kind, subject, chosen).facts_of(version=1), languages=(language,))
    filling = Filling(kind, subject, answers)
    is_agreement = kind.key == DocumentKind.LEARNING_AGREEMENT
    facts = (
        in_words_of(filling, _agreement(subject.row)) if is_agreement else filling.facts(version=1, made_at=local_now())
    )
    return typeset(facts, (language,), form=form_of(filling, local_now(), names_gaps=True))


def _answer(term: Term) -> Any:
    return next(iter(term.choices)) if term.choices else ANSWERS[term.ask]


def _agreement(mobility: Mobility) -> LearningAgreementFacts:
    """With what is proposed to everybody, so that the paper looks as it will."""
    named = {"monitoring": "monitoring_host", "monitoring_home": "monitoring_sending"}
    terms = {named.get(name, name): text for name, text in proposed_terms().items()}
    outcomes = tuple(
        OutcomeFacts(text=one["title"], task=one["task"], assessed_how=one["assessment"])
        for one in proposed_outcomes("")
    )
    known = agreement_facts(mobility, version=1, made_at=local_now())
    return known.model_copy(update={**terms, "outcomes": outcomes})


def _amendment(kind: PaperKind, subject: Subject, situation: Situation) -> AmendmentFilling:
    """One of a learning agreement: days that moved, with another one before it or not."""
    agreement, mobility = shipped()[DocumentKind.LEARNING_AGREEMENT], subject.row
    wording, labels = Wording(subject.languages), all_labels()
    document = Document(
        network_id=mobility.network_id, kind=agreement.key, finished_at=clock.now(), final_sha256="0" * 64
    )
    days = [(mobility.departs_on + week, mobility.returns_on + week) for week in (timedelta(), timedelta(days=7))]
    periods = [
        {one["lang"]: one["text"] for one in wording.label("from_to", start=wording.day(first), end=wording.day(last))}
        for first, last in days
    ]
    earlier = [Document(number=1, effective_on=clock.today())] if "later=yes" in situation.holding else []
    untouched = (UNTOUCHED,) if "untouched=yes" in situation.holding else ()
    amended = Amended(document, agreement, kind, reference_of(agreement, subject), len(earlier) + 1, earlier, untouched)
    changes = [Change("period", labels["period"], periods[0], periods[1], "period")]
    terms = {"effective": clock.today().isoformat(), "reason": ANSWERS["long"]}
    return AmendmentFilling(amended, subject, changes, terms)


def _subject(kind: PaperKind, network: Network, language: str, situation: Situation) -> Subject:
    by = Person(pk=NOBODY, network=network, first_name="Dominique", last_name="Établi", email="d@example.org")
    mobility = _mobility(network, by, language, situation.holding)
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


def _mobility(network: Network, by: Person, language: str, holding: frozenset[str]) -> Mobility:
    host = _host(network)
    tutor = Contact(
        pk=NOBODY, network=network, organisation=host, first_name="Alex", last_name="Sauerteig", email="a@example.org"
    )
    leaves = clock.today() + timedelta(days=90)
    return Mobility(
        pk=NOBODY, network=network, participant=_participant(network, language, holding),
        scheme=Scheme.objects.order_by("pk").first() or Scheme(network=network),
        referent=by, host=host, tutor=tutor, country="DE", town="Flensburg", departs_on=leaves,
        returns_on=leaves + timedelta(days=14), code="exa2mp3e",
    )  # fmt: skip


def _participant(network: Network, language: str, holding: frozenset[str]) -> Participant:
    """Of age unless something hangs on a guardian."""
    centre = Organisation(pk=NOBODY, network=network, name=str(network), kind=OrganisationKind.TRAINING_CENTRE)
    employer = Organisation(pk=NOBODY, network=network, name="Boulangerie Exemple", kind=OrganisationKind.COMPANY)
    person = Person(
        pk=NOBODY, network=network, first_name="Camille", last_name="Fournil", email="c@example.org", language=language
    )
    people = {
        "mentor": Contact(pk=NOBODY, network=network, organisation=employer, first_name="Claude", last_name="Levain"),
        "guardian": Contact(pk=NOBODY, network=network, first_name="Sacha", last_name="Fournil"),
    }
    age = MINOR if holding & {"minor", "guardian_signs"} else ADULT
    return Participant(
        pk=NOBODY, network=network, person=person, sending_organisation=centre, employer=employer,
        birth_date=clock.today() - age, **people,
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
