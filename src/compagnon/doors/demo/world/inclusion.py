"""What helps people, what they agreed to, and one report: one or two of each, without any diagnosis."""

from datetime import timedelta
from decimal import Decimal

from compagnon.consents.actions import say
from compagnon.consents.choices import Channel, Party
from compagnon.consents.models import Purpose
from compagnon.core import clock
from compagnon.doors.demo.world.cast import Cast
from compagnon.doors.demo.world.stories import LEARNER, TRAVELLER
from compagnon.inclusion.actions import reports, support, vault
from compagnon.inclusion.choices import EntryKind, Reader
from compagnon.network.models import Network
from compagnon.people.models import Participant

CONFIDANT = "confidant@demo.example"


def make(network: Network, people: Cast) -> None:
    """The personas tell, agree and are helped; somebody reports without a name."""
    learner = Participant.objects.get(person__email=LEARNER["email"])
    traveller = Participant.objects.filter(person__email=TRAVELLER["email"]).first()
    _agree(learner)
    if traveller is not None:
        _help(traveller, people)
    vault.tell(
        participant=learner,
        kind=EntryKind.ADJUSTMENTS,
        told={"adjustments": ["by_voice"], "words": ""},
        readers=[],
        by=learner.person,
    )
    vault.answer_opportunities(participant=learner, answer="yes", families=["GEO", "ECON"], by=learner.person)
    _report(network, people)


def _agree(learner: Participant) -> None:
    """Yes to a story, which counts; yes to pictures, which waits for the guardian; no to the rest of the names."""
    for key, is_given in (("testimonials", True), ("photographs", True), ("publication_of_results", False)):
        say(
            participant=learner,
            purpose=Purpose.objects.get(key=key),
            party=Party.LEARNER,
            is_given=is_given,
            channel=Channel.ACCOUNT,
            by=learner.person,
        )


def _help(traveller: Participant, people: Cast) -> None:
    told = {"needs": ["rest", "contact"], "words": "Un coin calme à midi, et un appel le soir."}
    referent = people.referent_of(traveller.site.departement_code if traveller.site else "")
    entry = vault.tell(
        participant=traveller,
        kind=EntryKind.SUPPORT,
        told=told,
        readers=["referent", "coordinator", "host"],
        by=traveller.person,
    )
    if entry is not None:
        vault.open_entry(entry=entry, reader=Reader.REFERENT, by=referent, page="desk")
    soon = clock.today() + timedelta(days=6)
    for kind, what, amount in (
        ("mentor", "Appel chaque soir à 19 h, et une réponse aux messages dans la journée", None),
        ("visit", "Visite de l’atelier avec le tuteur la veille du premier jour", Decimal("48.00")),
    ):
        fields = {"kind": kind, "what": what, "carried_by": referent, "due_on": soon, "amount": amount}
        support.plan(participant=traveller, fields=fields, by=people.coordinator)


def _report(network: Network, people: Cast) -> None:
    reports.name_confidant(
        network=network, first_name="Iris", last_name="Oreille-Attentive", email=CONFIDANT, by=people.coordinator
    )
    told = {
        "what": "À l’entretien de groupe, quelqu’un a imité mon accent et tout le monde a ri.",
        "where": "Réunion d’information, début du mois",
        "reach": "",
    }
    reports.receive(network=network, kind="discrimination", told=told, person=None)
