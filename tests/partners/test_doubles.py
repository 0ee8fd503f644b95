"""Two entries of one company: found, told apart, put together with all that points to them, taken apart again."""

import pytest
from django.db import connection

from compagnon.core.doubles.merging import generic_fields, pointing_fields
from compagnon.core.doubles.queries import keys_in_doubles, open_doubles, where_it_went
from compagnon.core.imports.cells import Wrong
from compagnon.core.models import Activity
from compagnon.core.states import MoveRefused
from compagnon.network.models import Organisation
from compagnon.partners import merging
from compagnon.partners.actions import save_partner
from compagnon.partners.doubles import pairs
from compagnon.partners.jobs import find_doubles
from compagnon.partners.models import Partner
from compagnon.partners.registers import check_vat, company_number, departement_of, name_key
from compagnon.placement.models import PlacementRequest
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import OrganisationFactory, TradeFactory
from tests.factories.partners import CapacityFactory, PartnerFactory
from tests.factories.people import ContactFactory, ParticipantFactory, PersonFactory

SIRET, SAME_COMPANY, OTHER = "73282932000074", "73282932000082", "44306184100047"


@pytest.fixture
def coordinator(network):
    return PersonFactory(network=network, role="coordinator")


@pytest.fixture
def two(network):
    """The same bakery twice: both partners, each with a trade, a place, people and stays."""
    trade = TradeFactory(network=network)
    made = []
    for name, more in (("Boulangerie Essai", {"since": 2020, "note": "Ring first."}), ("SARL Boulangerie Essay", {"since": 2016, "note": "Closed in August.", "sends": True})):  # fmt: skip
        one = OrganisationFactory(network=network, name=name, town="Laval", country="FR")
        one.trades.add(trade)
        CapacityFactory(partner=PartnerFactory(network=network, organisation=one, **more), trade=trade)
        made.append(one)
    kept, lost = made
    lost.trades.add(TradeFactory(network=network))
    lost.address, lost.postcode, lost.registration_number = "1 rue de l’Essai", "53000", SIRET
    lost.save()
    ContactFactory(network=network, organisation=kept)
    tutor = ContactFactory(network=network, organisation=lost, kind="tutor")
    mobility = MobilityFactory(network=network, host=lost, tutor=tutor)
    PlacementRequest.objects.create(network=network, mobility=mobility, host=lost, tutor=tutor)
    ParticipantFactory(network=network, employer=lost, sending_organisation=lost)
    return kept, lost


def everything():
    """All rows of all tables, but those that tell of the merge itself."""
    with connection.cursor() as cursor:
        tables = [
            t
            for t in connection.introspection.table_names(cursor)
            if not t.startswith(("core_", "django_", "procrastinate"))
        ]
        found = {}
        for table in tables:
            cursor.execute(f'SELECT to_jsonb(t)::text FROM "{table}" t')
            found[table] = sorted(text for (text,) in cursor.fetchall())
        return found


def merged(two, coordinator, **values):
    kept, lost = two
    made = merging.merge(kept=kept, lost=lost, values=values, by=coordinator)
    connection.check_constraints()
    kept.refresh_from_db()
    return made


def test_every_row_that_points_to_the_lost_one_moves(two, coordinator):
    kept, lost = two
    there_before = {
        (model._meta.label, field.name): model._base_manager.filter(**{f"{field.name}__in": [kept.pk, lost.pk]}).count()
        for model, field in pointing_fields(Organisation)
    }
    assert sum(1 for count in there_before.values() if count) >= 7

    merged(two, coordinator)

    for model, field in pointing_fields(Organisation):
        assert not model._base_manager.filter(**{field.name: lost.pk}).exists()
        left = model._base_manager.filter(**{field.name: kept.pk}).count()
        folded = {"partners.Partner": 1, "network.Organisation_trades": 1}.get(model._meta.label, 0)
        assert left == there_before[model._meta.label, field.name] - folded


def test_who_points_where_is_read_from_the_models():
    named = {f"{model._meta.label}.{field.name}" for model, field in pointing_fields(Organisation)}

    assert {
        "network.Site.organisation", "network.Organisation_trades.organisation", "people.Contact.organisation",
        "people.Participant.employer", "people.Participant.sending_organisation", "partners.Partner.organisation",
        "mobilities.Mobility.host", "placement.PlacementRequest.host",
    } <= named  # fmt: skip
    assert "people.PersonalLink" in {model._meta.label for model, _kind, _key in generic_fields()}


def test_the_kept_one_takes_what_was_chosen_and_the_notes_of_both(two, coordinator):
    kept, lost = two

    merged(two, coordinator, address=lost.address, postcode="53000")

    partner = Partner.objects.get(organisation=kept)
    assert (kept.name, kept.address, kept.departement_code) == ("Boulangerie Essai", "1 rue de l’Essai", "53")
    assert (partner.note, partner.since, partner.hosts, partner.sends) == (
        "Ring first.\nClosed in August.", 2016, True, True)  # fmt: skip
    assert (partner.capacities.count(), kept.trades.count(), kept.contacts.count()) == (2, 2, 3)


def test_a_merge_is_told_and_its_old_address_leads_on(client, two, coordinator):
    kept, lost = two
    code = lost.code
    merged(two, coordinator)
    client.force_login(coordinator)

    assert client.get(f"/desk/partners/{code}/").url == kept.get_absolute_url()
    page = client.get(kept.get_absolute_url()).content.decode()
    assert "merged SARL Boulangerie Essay into Boulangerie Essai" in page
    assert "Merged into this one" in page


def test_undoing_puts_every_row_of_the_database_back(two, coordinator):
    before = everything()
    made = merged(two, coordinator, address="Elsewhere", name="Another name")
    assert everything() != before

    merging.undo_merge(merge=made, by=coordinator)

    connection.check_constraints()
    assert everything() == before
    assert Activity.objects.filter(verb="partners.partners_taken_apart").count() == 1


@pytest.mark.parametrize("what", ["a contact", "a place"])
def test_nothing_is_undone_once_something_new_depends_on_it(what, two, coordinator):
    kept, _lost = two
    made = merged(two, coordinator)
    if what == "a contact":
        ContactFactory(network=kept.network, organisation=kept)
    else:
        CapacityFactory(partner=Partner.objects.get(organisation=kept), trade=kept.trades.first())

    with pytest.raises(MoveRefused, match=r"contacts|capacities"):
        merging.undo_merge(merge=made, by=coordinator)


def test_merges_are_undone_from_the_last_one_on(two, coordinator, network):
    kept, lost = two
    third = PartnerFactory(network=network).organisation
    code = lost.code
    first = merged(two, coordinator)
    second = merging.merge(kept=third, lost=kept, values={}, by=coordinator)
    assert where_it_went(Organisation, code) == third

    with pytest.raises(MoveRefused, match="another merge"):
        merging.undo_merge(merge=first, by=coordinator)
    merging.undo_merge(merge=second, by=coordinator)
    merging.undo_merge(merge=first, by=coordinator)
    with pytest.raises(MoveRefused, match="already"):
        merging.undo_merge(merge=first, by=coordinator)

    assert where_it_went(Organisation, code) is None


def test_nobody_is_merged_with_themselves_or_across_networks(two, coordinator):
    kept, _lost = two
    elsewhere = OrganisationFactory()

    for other in (kept, elsewhere):
        with pytest.raises(MoveRefused, match="two different"):
            merging.merge(kept=kept, lost=other, values={}, by=coordinator)


def row(pk, name, town="Laval", *, number="", oid="", country="FR"):
    return {"pk": pk, "name": name, "town": town, "postcode": "", "registration_number": number, "oid": oid, "country": country}  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        (row(1, "A", number=SIRET), row(2, "B", "Angers", number=SIRET), ["number"]),
        (row(1, "A", number="FR 12 345678901"), row(2, "B", number="FR12345678901"), ["number"]),
        (row(1, "A", oid="E10000001"), row(2, "B", oid="E10000001"), ["oid"]),
        (row(1, "SARL Le Fournil"), row(2, "Le fournil SAS"), ["name"]),
        (row(1, "Fournil Essai"), row(2, "Essai Fournil"), ["name"]),
        (row(1, "Boulangerie Exemple"), row(2, "Boulangerie Example"), ["alike"]),
        (row(1, "Le Fournil", number=SIRET), row(2, "Le Fournil", number=SAME_COMPANY), ["name"]),
        (row(1, "Le Fournil", number=SIRET), row(2, "Le Fournil", number=OTHER), None),
        (row(1, "Le Fournil"), row(2, "Le Fournil", "Angers"), None),
        (row(1, "Le Fournil"), row(2, "Le Fournil", country="BE"), None),
        (row(1, "Boulangerie Martin"), row(2, "Menuiserie Durand"), None),
        (row(1, "Lycée professionnel 1"), row(2, "Lycée professionnel 2"), None),
        (row(1, "Boulangerie Exemple 2"), row(2, "Boulangerie Example"), ["alike"]),
        (row(1, "Le Fournil", town=""), row(2, "Le Fournil", town=""), None),
    ],
)
def test_what_makes_two_companies_alike(one, other, reasons):
    found = [(a, b, why) for a, b, why, _worth in pairs([one, other])]

    assert found == ([(1, 2, reasons)] if reasons else [])


def test_the_register_is_compared_and_judgements_are_remembered(network, coordinator):
    one, other = (
        PartnerFactory(network=network, organisation__name=name, organisation__town="Laval").organisation
        for name in ("Le Fournil", "SARL Le Fournil")
    )
    find_doubles(network.pk)
    assert keys_in_doubles(Organisation) == {one.pk, other.pk}

    merging.tell_apart(one=other, other=one, by=coordinator)
    assert merging.look_for_doubles(network=network) == 0

    third = OrganisationFactory.build(network=network, name="Fournil, Le", town="LAVAL")
    save_partner(network=network, partner=None, organisation=third, said={}, by=coordinator)
    assert {(double.one, double.other) for double in open_doubles(Organisation)} == {
        (one.pk, third.pk), (other.pk, third.pk)}  # fmt: skip
    third.town = "Nantes"
    save_partner(network=network, partner=third.partner, organisation=third, said={}, by=coordinator)
    assert not open_doubles(Organisation).exists()


def test_what_was_told_apart_from_the_lost_one_is_apart_from_the_kept_one(two, coordinator, network):
    kept, lost = two
    third = PartnerFactory(network=network, organisation__name="Boulangerie Essai", organisation__town="Laval", organisation__country="FR").organisation  # fmt: skip
    merging.tell_apart(one=lost, other=third, by=coordinator)

    merged(two, coordinator)

    merging.look_for_doubles(network=network)
    assert not open_doubles(Organisation).exists()
    assert kept.name == third.name


@pytest.mark.parametrize(
    ("number", "country"),
    [("DE12345678", "DE"), ("FR11732829320", "FR"), ("EL12345678", "GR"), ("IT1234567890", "IT"), ("NL12345", "NL")],
)
def test_a_vat_number_that_cannot_be_is_said(number, country):
    with pytest.raises(Wrong, match="VAT"):
        check_vat(number, country)


@pytest.mark.parametrize(
    ("number", "country"),
    [("DE123456789", "DE"), ("FR44732829320", "FR"), ("HRB12345", "DE"), (SIRET, "FR"), ("EL123456789", "GR"), ("", "FR")],
)  # fmt: skip
def test_other_numbers_are_left_alone(number, country):
    check_vat(number, country)


def test_what_a_company_is_known_by():
    assert company_number(SIRET) == company_number("FR44732829320") == "732829320"
    assert company_number("HRB12345") == "HRB12345"
    assert name_key("SARL L’Étoile & Fils") == "l etoile fils"
    assert [departement_of("FR", code) for code in ("53000", "20167", "20200", "97411", "5300")] == [
        "53", "2A", "2B", "974", ""]  # fmt: skip
    assert departement_of("DE", "53000") == ""
