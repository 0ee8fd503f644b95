"""What papers print of a participant, of a guardian and of an organisation, noted at the desk."""

from datetime import date

import pytest
from django.urls import reverse

from compagnon.core.models import Activity
from compagnon.network.models import Organisation
from compagnon.partners.models import Partner
from compagnon.people.models import Contact, Participant
from compagnon.privacy.actions import erase
from tests.factories.network import OrganisationFactory, SiteFactory
from tests.factories.people import ContactFactory, ParticipantFactory, PersonFactory


@pytest.fixture
def referent(network):
    return PersonFactory(network=network, role="referent", role__departement_code="53")


@pytest.fixture
def at_desk(client, referent):
    client.force_login(referent)
    return client


@pytest.fixture
def minor(network):
    return ParticipantFactory(network=network, birth_date=date(2015, 1, 1))


def page(participant):
    return reverse("desk-people:facts", args=[participant.code])


def test_facts_of_a_minor_and_of_the_guardian_are_noted_and_told_in_the_activity(at_desk, minor):
    said = {
        "phone": "+33 1 99 00 12 34", "address": "1 rue de l’Essai, 53000 Laval, France", "birth_place": "Laval",
        "contract_number": "053-2026-0001", "eqf_level": "3",
        "g-address": "1 rue de l’Essai, 53000 Laval", "g-birth_date": "1980-02-03", "g-birth_place": "Angers",
    }  # fmt: skip
    shown = at_desk.get(minor.get_absolute_url()).text
    assert page(minor) in shown

    after = at_desk.post(page(minor), said, follow=True).text

    kept = Participant.objects.get(pk=minor.pk)
    assert (kept.address, kept.birth_place, kept.contract_number, kept.eqf_level) == (
        said["address"], "Laval", "053-2026-0001", 3,
    )  # fmt: skip
    assert kept.person.phone == said["phone"]
    guardian = Contact.objects.get(pk=minor.guardian_id)
    assert (guardian.address, guardian.birth_date, guardian.birth_place) == (
        said["g-address"], date(1980, 2, 3), "Angers",
    )  # fmt: skip
    assert said["address"] in after
    noted = Activity.objects.filter(trail=f"participant:{minor.pk}")
    assert {"people.facts_corrected", "people.contact_facts_noted"} <= set(noted.values_list("verb", flat=True))


def test_nothing_is_asked_of_the_guardian_of_somebody_of_age_and_what_is_wrong_is_said_beside_it(at_desk, network):
    adult = ParticipantFactory(network=network)
    shown = at_desk.get(page(adult)).text
    assert 'name="g-birth_date"' not in shown

    wrong = at_desk.post(page(adult), {"eqf_level": "12"})

    assert wrong.status_code == 422
    assert wrong.context["form"].errors.keys() == {"eqf_level"}


def test_somebody_of_another_departement_is_not_found(at_desk, network):
    elsewhere = ParticipantFactory(network=network, site=SiteFactory(network=network, departement_code="72"))

    assert at_desk.get(page(elsewhere)).status_code == 404


def test_only_a_training_centre_has_a_uai_code(at_desk, network):
    one = Partner.objects.create(network=network, organisation=OrganisationFactory(network=network)).organisation
    edit = reverse("partners:edit", args=[one.code])
    said = {"kind": "company", "name": one.name, "country": "FR", "uai_code": "0530000A", "representative": "Ada Sarl"}

    refused = at_desk.post(edit, said)
    mistyped = at_desk.post(edit, {**said, "kind": "training_centre", "uai_code": "53A"})
    kept = at_desk.post(edit, {**said, "kind": "training_centre", "declaration_number": "52530000053"})

    assert refused.context["form"].errors.keys() == mistyped.context["form"].errors.keys() == {"uai_code"}
    assert kept.status_code == 302
    one.refresh_from_db()
    assert (one.uai_code, one.declaration_number, one.representative) == ("0530000A", "52530000053", "Ada Sarl")


def test_a_representative_who_is_erased_is_named_nowhere(network, referent):
    contact = ContactFactory(network=network, kind="other", first_name="Wanda", last_name="Zukowska")
    one = OrganisationFactory(network=network, representative="Wanda Zukowska", representative_function="Manager")

    erase(subject=contact, by=PersonFactory(network=network, role="coordinator"))

    assert "Zukowska" not in Organisation.objects.get(pk=one.pk).representative
