"""A register of companies: numbers that must agree, twins that are asked about, one write."""

import pytest

from compagnon.core.imports import actions, queries
from compagnon.core.imports.cells import is_siret
from compagnon.network.models import Organisation
from compagnon.partners.models import Partner
from tests.factories.network import OrganisationFactory

TITLES = ["Raison sociale", "SIRET", "Adresse", "CP", "Ville", "Métier", "Accueille", "Mail", "Tél"]
SIRET, OTHER_SIRET, SAME_COMPANY = "73282932000074", "35600000049837", "73282932000082"
FOURNIL = [
    "SARL Le Fournil d’Essai",
    SIRET,
    "1 rue de l’Essai",
    "53000",
    "Laval",
    "Boulangerie",
    "oui",
    "",
    "0199001234",
]
CHARPENTE = ["Charpentes Essai", "", "2 rue de l’Essai", "44000", "Nantes", "", "", "charpente@example.org", ""]


@pytest.fixture
def companies(checked):
    return lambda *rows, **how: checked(*rows, kind="companies", titles=TITLES, **how)


@pytest.fixture
def written(companies, coordinator):
    return lambda *rows: actions.write(run=companies(*rows), by=coordinator)


def changed(row, **cells):
    return [cells.get(title, cell) for title, cell in zip(TITLES, row, strict=True)]


def counts(run):
    return {name: number for name, number in run.checked["counts"].items() if number}


def test_a_register_becomes_organisations_and_partners(written, trade):
    written(FOURNIL, CHARPENTE)

    one = Organisation.objects.get(registration_number=SIRET)
    assert (one.name, one.town, one.country, one.departement_code, one.kind) == (
        FOURNIL[0], "Laval", "FR", "53", "company")  # fmt: skip
    assert (one.partner.hosts, one.partner.sends) == (True, False)
    assert list(one.trades.all()) == [trade]
    before = one.search_text
    one.save()
    assert one.search_text == before


def test_the_same_register_twice_changes_nothing(written, companies):
    written(FOURNIL, CHARPENTE)

    assert counts(companies(FOURNIL, CHARPENTE)) == {"same": 2}


@pytest.mark.parametrize(
    ("number", "is_right"),
    [
        (SIRET, True),
        ("73282932000075", False),
        ("35600000000048", True),  # La Poste's seat also agrees by the usual rule
        ("35600000012345", False),
        ("35600000000001", True),  # another office of La Poste: 3 + 5 + 6 + 1 is a multiple of five
        ("123", False),
    ],
)
def test_a_siret_agrees_with_its_last_digit_or_is_one_of_la_poste(number, is_right):
    assert is_siret(number) is is_right


def test_a_mistyped_siret_is_told(companies):
    run = companies(changed(FOURNIL, SIRET="73282932000075"), changed(FOURNIL, SIRET="7328293200007"))

    assert ["mistyped" in queries.sentence_of(one) for one in run.checked["problems"]] == [True, False]
    assert "dropped a zero" in queries.sentence_of(run.checked["problems"][1])


def test_a_company_moves_and_stays_the_same(written):
    written(FOURNIL)

    written(changed(FOURNIL, Ville="Nantes", CP="44000"))

    assert [(one.town, one.postcode) for one in Organisation.objects.filter(kind="company")] == [("Nantes", "44000")]


def test_legal_forms_accents_and_case_do_not_make_another_company(written, companies):
    written(CHARPENTE)

    run = companies(changed(CHARPENTE, **{"Raison sociale": "CHARPENTES ESSAI S.A.S."}))

    assert counts(run) in ({"changed": 1}, {"likely": 1})


def test_a_name_much_alike_in_one_town_is_asked_about(network, companies, coordinator):
    there = OrganisationFactory(network=network, name="Le Fournil de l’Essai", town="Laval", country="FR")

    run = companies(FOURNIL)
    assert counts(run) == {"likely": 1}

    run = actions.settle(run=run, corrections={}, values={}, decisions={"2": str(there.pk)}, by=coordinator)
    actions.write(run=run, by=coordinator)
    there.refresh_from_db()
    assert (there.registration_number, there.name) == (SIRET, FOURNIL[0])


def test_another_number_means_another_company(network, companies):
    OrganisationFactory(
        network=network, name="Le Fournil d’Essai", town="Laval", country="FR", registration_number="44306184100047"
    )

    assert counts(companies(FOURNIL)) == {"new": 1}


def test_two_establishments_of_one_company_are_asked_about(network, companies):
    OrganisationFactory(network=network, name=FOURNIL[0], town="Laval", country="FR", registration_number=SAME_COMPANY)

    assert counts(companies(FOURNIL)) == {"likely": 1}


def test_undo_takes_the_register_back_but_not_what_is_in_use(written, coordinator, trade):
    run = written(FOURNIL, CHARPENTE)
    kept = Organisation.objects.get(name="Charpentes Essai")
    kept.partner.capacities.create(
        network=kept.network, trade=trade, places=1, from_day="2027-01-01", to_day="2027-02-01"
    )

    found = actions.undo(run=run, by=coordinator).checked["undone"]

    assert found == {"removed": 1, "restored": 0, "kept": 1}
    assert list(Partner.objects.values_list("organisation__name", flat=True)) == ["Charpentes Essai"]


def test_who_represents_a_company_comes_from_the_register(checked, coordinator, trade):
    more = ["Forme juridique", "Représentant légal", "Qualité du représentant"]
    told = ["SARL", "Dominique Modèle", "gérance"]

    actions.write(run=checked([*FOURNIL, *told], kind="companies", titles=[*TITLES, *more]), by=coordinator)

    firm = Organisation.objects.get(registration_number=SIRET)
    assert [firm.legal_form, firm.representative, firm.representative_function] == told
