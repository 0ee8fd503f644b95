"""Doubles at the desk: side by side, merged, taken apart; the filters of a large register."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from compagnon.core.models import Merge
from compagnon.network.models import Organisation
from compagnon.partners.jobs import find_doubles
from compagnon.partners.merging import compare_register, look_for_doubles
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import NetworkFactory
from tests.factories.partners import PartnerFactory
from tests.factories.people import ContactFactory, PersonFactory


@pytest.fixture
def at_desk(client, network):
    client.force_login(PersonFactory(network=network, role="referent"))
    return client


@pytest.fixture
def two(network):
    return [
        PartnerFactory(network=network, organisation__name=name, organisation__town="Laval", organisation__country="FR",
                       organisation__postcode=postcode).organisation
        for name, postcode in (("Le Fournil", ""), ("SARL Le Fournil", "53000"))
    ]  # fmt: skip


def test_likely_doubles_stand_side_by_side_and_are_merged_and_taken_apart(at_desk, two, network):
    kept, lost = two
    assert b"No possible double" in at_desk.get(reverse("partners:doubles")).content
    find_doubles(network=network.pk)
    page = at_desk.get(reverse("partners:doubles")).content.decode()
    here = reverse("partners:compare", args=[kept.code, lost.code])
    assert here in page
    assert "the same name in one place" in page
    assert here in at_desk.get(kept.get_absolute_url()).content.decode()
    assert len(at_desk.get(reverse("partners:partners") + "?double=yes").context["page"]) == 2

    form = at_desk.get(here).context["form"]
    assert {name: field.initial for name, field in form.fields.items()} == {"name": "lost", "postcode": "lost"}
    answered = at_desk.post(here, {"name": "kept", "postcode": "lost"})
    assert answered.url == kept.get_absolute_url()
    kept.refresh_from_db()
    assert (kept.name, kept.postcode) == ("Le Fournil", "53000")
    assert Organisation.objects.filter(partner__isnull=False).count() == 1

    answered = at_desk.post(reverse("partners:undo-merge", args=[Merge.objects.get().code]))
    assert answered.url == lost.get_absolute_url()
    kept.refresh_from_db()
    assert kept.postcode == ""
    assert at_desk.get(lost.get_absolute_url()).status_code == 200


def test_told_apart_they_are_not_shown_again(at_desk, two, network):
    at_desk.post(reverse("partners:apart", args=[one.code for one in two]))
    find_doubles(network=network.pk)

    assert b"No possible double" in at_desk.get(reverse("partners:doubles")).content


def test_the_register_is_compared_by_the_worker_and_the_page_says_how_it_stands(at_desk, two, network):
    def said():
        return at_desk.get(reverse("partners:doubles")).content.decode()

    asked = ProcrastinateJob.objects.filter(task_name="partners.find_doubles")
    assert "whole register is" not in said()

    for _press in range(2):
        at_desk.post(reverse("partners:look-for-doubles"))
    assert list(asked.values_list("args", flat=True)) == [{"network": network.pk}]
    assert "The whole register is going to be compared" in said()

    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    assert "The whole register is being compared" in said()

    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded'")
    assert "whole register is" not in said()


def test_what_another_network_asked_for_is_not_told_here(at_desk):
    compare_register(network=NetworkFactory())

    assert b"whole register is" not in at_desk.get(reverse("partners:doubles")).content


def test_a_field_that_was_not_chosen_is_asked_for(at_desk, two):
    answered = at_desk.post(reverse("partners:compare", args=[one.code for one in two]), {"name": "kept"})

    assert answered.status_code == 422
    assert not Merge.objects.exists()


def test_two_are_chosen_in_the_list(at_desk, two):
    chosen = at_desk.post(reverse("partners:merge-chosen"), {"selected": [one.code for one in two]})
    assert chosen.url == reverse("partners:compare", args=[one.code for one in two])

    few = at_desk.post(reverse("partners:merge-chosen"), {"selected": [two[0].code]}, follow=True)
    assert b"Select exactly two" in few.content


def test_an_undo_that_cannot_be_is_told(at_desk, two, network):
    kept, _lost = two
    at_desk.post(reverse("partners:compare", args=[one.code for one in two]), {"name": "kept", "postcode": "kept"})
    ContactFactory(network=network, organisation=kept)

    answered = at_desk.post(reverse("partners:undo-merge", args=[Merge.objects.get().code]), follow=True)

    assert b"Since the merge something new was added (contacts)" in answered.content


def test_the_register_is_filtered(at_desk, two, network):
    kept, lost = two
    kept.departement_code = "53"
    kept.save()
    ContactFactory(network=network, organisation=kept)
    MobilityFactory(network=network, host=lost, state="closed")

    def shown(query):
        page = at_desk.get(f"{reverse('partners:partners')}?{query}").context["page"]
        return [row.organisation.name for row in page]

    assert shown("departement=53") == shown("contact=yes") == shown("hosted=no") == ["Le Fournil"]
    assert shown("contact=no") == shown("hosted=yes") == ["SARL Le Fournil"]
    assert shown("order=newest") == ["SARL Le Fournil", "Le Fournil"]


def test_pairs_of_doubles_take_the_same_queries_for_one_and_three(at_desk, two, network):
    look_for_doubles(network=network)
    at_desk.get(reverse("partners:doubles"))
    with CaptureQueriesContext(connection) as one:
        at_desk.get(reverse("partners:doubles"))
    for name in ("Fournil, Le", "Le Fournil SAS"):
        PartnerFactory(network=network, organisation__name=name, organisation__town="Laval", organisation__country="FR")
    look_for_doubles(network=network)

    with CaptureQueriesContext(connection) as many:
        at_desk.get(reverse("partners:doubles"))

    assert len(many) == len(one)


def test_a_number_that_cannot_be_gets_a_sentence(at_desk):
    said = {"kind": "company", "name": "X", "country": "FR", "registration_number": "73282932000075"}
    assert b"mistyped" in at_desk.post(reverse("partners:new"), said).content

    said = {**said, "country": "DE", "registration_number": "DE 12345"}
    assert b"DE123456789" in at_desk.post(reverse("partners:new"), said).content
