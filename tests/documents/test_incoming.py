"""Who comes to us: the sender's contact signs for the sending side, our centre receives, and the placement agreement says so."""

from datetime import date

import pytest

from compagnon.documents.actions.sending import send_paper
from compagnon.documents.actions.terms import say
from compagnon.documents.catalogue.filling import Filling
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.catalogue.subjects import subject_of
from compagnon.documents.deputies import deputies_of
from compagnon.documents.filling import agreement_facts, local_now
from compagnon.documents.models import Document
from compagnon.documents.queries import for_papers, lacks, lacks_of
from compagnon.documents.standings import standings
from compagnon.mobilities.models import Departure, Mobility
from tests.documents.test_papers import compiled, terms_for
from tests.factories.documents import ready_to_send
from tests.factories.network import OrganisationFactory
from tests.factories.people import ContactFactory

AGREEMENT = shipped()["incoming_agreement"]


def coming(network, *, contact=True, **facts):
    """Somebody of a school in Turin who comes to a company here."""
    sender = OrganisationFactory(network=network, name="Scuola di Torino", country="IT", address="Via Po 1")
    if contact:
        who = {"kind": "other", "first_name": "Marie", "last_name": "Referente", "email": "r@to.example"}
        ContactFactory(network=network, organisation=sender, **who)
    return ready_to_send(
        network,
        scheme__direction="in",
        participant__sending_organisation=sender,
        participant__status="foreign_apprentice",
        **facts,
    )


def signers(kind, row, by=None):
    filling = Filling(shipped()[kind], subject_of(row, by), {})
    return [(one.role.value, str(one.who), one.organisation) for _seed, one in filling.signers()]


def test_the_sender_signs_through_its_own_contact_and_our_centre_as_the_one_that_receives(network):
    mobility = coming(network)

    assert [one for one in signers("incoming_agreement", mobility) if one[0] in ("centre", "receiving")] == [
        ("centre", "Marie Referente", "Scuola di Torino"),
        ("receiving", str(mobility.referent), str(mobility.site.organisation)),
    ]
    assert [one[0] for one in signers("incoming_programme", mobility)] == ["host", "receiving"]
    assert [one[0] for one in signers("incident_report", mobility)] == ["receiving"]


def test_the_learning_agreement_of_who_comes_names_the_sender_and_its_contact(network):
    mobility = coming(network)

    facts = agreement_facts(mobility, version=1, made_at=local_now())

    assert (facts.sending.name, facts.sending.person.email) == ("Scuola di Torino", "r@to.example")
    assert ("sending", "Marie Referente") in [(one.role, one.name) for one in facts.parties]
    assert [one.what for one in lacks(mobility) if one.blocks] == []


def test_who_answers_at_the_sender_is_asked_of_the_partner_before_anything_goes_out(network):
    mobility = coming(network, contact=False)

    found = {one.what: one for one in (*lacks(mobility), *lacks_of(mobility, AGREEMENT, None, mobility.referent))}

    for what in ("Contact at the sending organisation", "Who signs: Sending centre"):
        assert found[what].blocks
        assert "partner" in found[what].who


def test_somebody_whose_sender_nobody_knows_is_not_sent_by_our_own_centre(network):
    mobility = ready_to_send(network, scheme__direction="in")

    assert "Sending organisation" in [one.what for one in lacks(mobility) if one.blocks]


def test_the_placement_agreement_is_asked_of_a_hosted_learner_and_of_nobody_who_leaves(network):
    mobility = coming(network, scheme__documents=["D18"])
    leaving = ready_to_send(network, scheme__documents=["D18"])

    asked = {row: {one.kind.key for one in standings(row, row.referent) if one.is_asked} for row in (mobility, leaving)}

    assert "incoming_agreement" in asked[mobility]
    assert "incoming_agreement" not in asked[leaving]


@pytest.mark.parametrize("own", ["it", "en"])
def test_the_placement_agreement_says_whose_learner_it_is_and_reads_well_for_a_minor(network, own):
    mobility = coming(network, participant__birth_date=date(2010, 1, 1), participant__person__language=own)
    mobility.participant.guardian = ContactFactory(network=network, kind="guardian", last_name="Tutore")
    mobility.participant.save()

    words, filling, facts = compiled(AGREEMENT, mobility, terms_for(AGREEMENT))

    assert [one.role for one in facts.parties] == ["participant", "guardian", "sending", "host", "receiving"]
    assert "ScuoladiTorino" in words
    assert AGREEMENT.title[own].replace(" ", "") in words
    assert filling.languages[0] == own


def test_the_contact_of_the_sender_signs_by_link_and_another_of_its_own_may_take_over(network, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    mobility = coming(network)
    say(row=mobility, kind=AGREEMENT, terms=terms_for(AGREEMENT), by=mobility.referent)

    document = send_paper(row=mobility, kind=AGREEMENT, by=mobility.referent)
    other = ContactFactory(
        network=network,
        organisation=mobility.participant.sending_organisation,
        last_name="Vicina",
        email="v@to.example",
    )

    mine = Document.objects.get(pk=document.pk).signatures.get(role="centre")
    assert mine.contact.last_name == "Referente"
    assert deputies_of(mine) == [other]


def test_a_group_that_comes_is_sent_by_each_of_its_senders(network):
    first, second = coming(network), coming(network)
    departure = Departure.objects.create(
        network=network, name="From Turin", scheme=first.scheme, country="FR", departs_on=date(2027, 3, 1),
        returns_on=date(2027, 3, 15),
    )  # fmt: skip
    Mobility.objects.filter(pk__in=[first.pk, second.pk]).update(departure=departure, scheme=first.scheme)

    assert [one[0] for one in signers("group_accident", departure, first.referent)] == ["receiving"]
    assert [one[0] for one in signers("group_programme", departure, first.referent)] == [
        "centre",
        "centre",
        "host",
        "host",
    ]
    kind = shipped()["group_programme"]
    facts = Filling(kind, subject_of(departure, first.referent), {}).facts(version=1, made_at=local_now())
    roles = [card.role["en"] for card in facts.sections[0].cards]
    assert roles == ["Sending centre", "Sending centre", "Receiving centre", "Host organisation", "Host organisation"]


def test_the_contacts_of_senders_are_read_once_for_many(network, django_assert_num_queries):
    for _number in range(3):
        coming(network)
    rows = for_papers(Mobility.objects.all())

    with django_assert_num_queries(0):
        assert {str(signer.who) for one in rows for signer in subject_of(one).signers("centre")} == {"Marie Referente"}
