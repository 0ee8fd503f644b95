"""Learners and staff: matched by what is stable, asked about when alike, written whole, undone."""

from datetime import date

import pytest

from compagnon.core.imports import actions, queries
from compagnon.core.models import Activity, ImportRun
from compagnon.core.search import matching
from compagnon.core.states import MoveRefused
from compagnon.people.models import Membership, Participant, Person
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import NetworkFactory, OrganisationFactory
from tests.factories.people import ParticipantFactory, PersonFactory
from tests.imports.lists import ADA, BEN, TITLES


def changed(row, **cells):
    return [cells.get(title, cell) for title, cell in zip(TITLES, row, strict=True)]


def counts(run):
    return {name: number for name, number in run.checked["counts"].items() if number}


def sentences(run):
    return [(one["row"], one["field"], queries.sentence_of(one)) for one in run.checked["problems"]]


def settled(run, by, corrections=None, values=None, decisions=None):
    return actions.settle(run=run, corrections=corrections or {}, values=values or {}, decisions=decisions or {}, by=by)


def test_a_list_of_learners_becomes_people_who_can_be_found(imported, centre, trade):
    run = imported(ADA, BEN)

    ada = Participant.objects.select_related("person").get(external_id="A-1")
    assert (run.state, counts(run)) == ("written", {"new": 2})
    assert (str(ada.person), ada.person.email, ada.birth_date) == ("Ada Essai", "ada@example.org", date(2007, 3, 14))
    assert (ada.kind, ada.status, ada.site, ada.trade) == ("learner", "apprentice", centre, trade)
    assert not ada.person.has_usable_password()
    assert ada.person.roles == {"participant"}
    assert list(matching(Participant.objects.all(), "ada boulang laval")) == [ada]


def test_what_is_saved_at_once_is_found_like_what_is_saved_alone(imported):
    imported(ADA)

    one = Participant.objects.get(external_id="A-1")
    before = one.search_text
    one.save()

    assert one.search_text == before


def test_the_same_list_twice_changes_nothing(imported, checked, coordinator):
    imported(ADA, BEN)

    again = checked(ADA, BEN)

    assert counts(again) == {"same": 2}
    with pytest.raises(MoveRefused, match="nothing to write"):
        actions.write(run=again, by=coordinator)


def test_what_a_list_leaves_blank_stays(imported):
    imported(ADA)

    imported(changed(ADA, **{"Métier": "", "Date de naissance": "", "Prénom": "Adèle"}))

    ada = Participant.objects.get(external_id="A-1")
    assert (ada.person.first_name, ada.birth_date) == ("Adèle", date(2007, 3, 14))
    assert ada.trade is not None
    assert "adele" in ada.search_text


def test_somebody_is_known_by_name_and_birth_date_when_the_list_has_nothing_better(imported, checked):
    imported(ADA)

    again = checked(changed(ADA, **{"Adresse mail": "", "Matricule": ""}))

    assert counts(again) == {"same": 1}


def test_each_problem_names_its_row_column_and_what_to_do(checked):
    run = checked(
        ADA,
        changed(BEN, **{"Adresse mail": "ben at example", "Date de naissance": "31/02/2006"}),
        changed(BEN, **{"Prénom": "", "Adresse mail": "b@example.org", "Matricule": "A-3", "Statut": "pilot"}),
    )

    assert counts(run) == {"new": 1, "problem": 2}
    assert sentences(run) == [
        (3, "email", "This is no e-mail address: name@place.example is the form."),
        (3, "birth_date", "This is no date. Write it as 2027-03-12 or 12/03/2027."),
        (4, "first_name", "This is needed and is missing."),
        (4, "status", "This status is not known. Write for example apprentice, job seeker, trainer or teacher."),
    ]


def test_a_cell_is_mended_in_place(checked, coordinator):
    run = checked(changed(ADA, **{"Adresse mail": "ada"}))

    run = settled(run, coordinator, corrections={"2": {"email": "ada@example.org"}})
    actions.write(run=run, by=coordinator)

    assert Person.objects.filter(email="ada@example.org").exists()


def test_an_unknown_trade_is_told_with_the_nearest_and_never_made(checked, coordinator, trade):
    run = checked(changed(ADA, Métier="Boulangerye"), changed(BEN, Métier="Boulangerye"))

    (unknown,) = run.checked["unknown"]
    assert (unknown["value"], unknown["rows"], unknown["near"]) == ("Boulangerye", 2, [[trade.pk, str(trade)]])
    assert counts(run) == {"problem": 2}

    run = settled(run, coordinator, values={"trade_id": {"boulangerye": trade.pk}})
    assert counts(run) == {"new": 2}
    run = settled(run, coordinator, values={"trade_id": {"boulangerye": None}})
    actions.write(run=run, by=coordinator)
    assert set(Participant.objects.values_list("trade", flat=True)) == {None}


def test_somebody_alike_is_asked_about_and_merged(network, centre, trade, checked, coordinator):
    there = ParticipantFactory(network=network, site=centre, trade=trade, birth_date=date(2007, 3, 14))
    Person.objects.filter(pk=there.person_id).update(first_name="Ada", last_name="Essai")

    run = checked(ADA)
    assert counts(run) == {"likely": 1}
    assert run.checked["likely"][0]["beside"][0]["key"] == there.pk

    run = settled(run, coordinator, decisions={"2": str(there.pk)})
    actions.write(run=run, by=coordinator)
    assert Participant.objects.get().person.email == "ada@example.org"


def test_somebody_alike_is_kept_apart(network, centre, trade, checked, coordinator):
    there = ParticipantFactory(network=network, site=centre, trade=trade, birth_date=None)
    Person.objects.filter(pk=there.person_id).update(first_name="Essai", last_name="Ada")

    run = settled(checked(ADA), coordinator, decisions={"all": "apart"})
    actions.write(run=run, by=coordinator)

    assert Participant.objects.count() == 2


def test_whoever_signs_in_keeps_the_address(network, centre, trade, checked):
    there = ParticipantFactory(network=network, site=centre, trade=trade, external_id="A-1")
    Person.objects.filter(pk=there.person_id).update(last_login="2026-11-01T10:00Z")

    run = checked(ADA)

    assert counts(run) == {"problem": 1}
    assert "signs in with" in sentences(run)[0][2]


def test_an_address_of_another_network_is_refused_without_saying_why(checked, django_user_model):
    PersonFactory(network=NetworkFactory(), email="ada@example.org")

    run = checked(ADA)

    assert sentences(run) == [(2, "email", "This address cannot be used here. Ask for another one.")]


def test_a_number_and_an_address_of_two_people_are_told(imported, checked):
    imported(ADA, BEN)

    run = checked(changed(ADA, **{"Adresse mail": "ben@example.org"}))

    assert sentences(run)[0][2].startswith("The number belongs to Ada Essai and the address to Ben Essai.")


def test_the_same_one_twice_in_a_file_is_told(checked):
    run = checked(ADA, ADA, changed(ADA, Statut="salarié"))

    assert counts(run) == {"new": 1, "same": 1, "problem": 1}
    assert "Row 2 of this file" in sentences(run)[0][2]


def test_somebody_new_needs_an_address(checked):
    run = checked(changed(ADA, **{"Adresse mail": ""}))

    assert sentences(run)[0][1:] == (
        "email",
        "Somebody new needs an e-mail address: it is how they sign in and are written to.",
    )


def test_an_employer_is_found_by_name_or_number(network, imported):
    employer = OrganisationFactory(
        network=network, name="Boulangerie Essai", town="Laval", registration_number="73282932000074"
    )

    imported([*ADA, "73282932000074"], [*BEN, "boulangerie essai"], titles=[*TITLES, "Employeur"])

    assert set(Participant.objects.values_list("employer", flat=True)) == {employer.pk}


def test_staff_who_have_an_account_become_participants_and_back(imported, coordinator):
    trainer = ["Essai", "Coline", coordinator.email, "14/03/1980", "", "Laval", "formatrice", "S-1"]

    run = imported(trainer, kind="staff")
    assert Participant.objects.get().person == coordinator
    actions.undo(run=run, by=coordinator)

    assert not Participant.objects.exists()
    assert set(Membership.objects.filter(person=coordinator).values_list("role", flat=True)) == {"coordinator"}


def test_undo_removes_what_came_and_restores_what_changed(imported, coordinator):
    imported(ADA)
    run = imported(changed(ADA, **{"Prénom": "Adèle", "Date de naissance": "15/03/2007"}), BEN)

    found = actions.undo(run=run, by=coordinator).checked["undone"]

    ada = Participant.objects.get()
    assert found == {"removed": 1, "restored": 2, "kept": 0}
    assert (ada.person.first_name, ada.birth_date) == ("Ada", date(2007, 3, 14))
    assert not Person.objects.filter(email="ben@example.org").exists()
    assert "ada" in ada.search_text.split()


def test_undo_leaves_what_is_in_use_or_was_changed_since(network, imported, coordinator):
    imported(ADA)
    run = imported(changed(ADA, Prénom="Adèle"), BEN)
    MobilityFactory(network=network, participant=Participant.objects.get(external_id="A-2"))
    Person.objects.filter(email="ada@example.org").update(first_name="Adela")

    found = actions.undo(run=run, by=coordinator).checked["undone"]

    assert (found["removed"], found["restored"], found["kept"]) == (0, 0, 1)
    assert Person.objects.get(email="ada@example.org").first_name == "Adela"
    assert Participant.objects.filter(external_id="A-2").exists()


def test_a_write_that_fails_writes_nothing(checked, coordinator):
    run = checked(ADA, BEN)
    PersonFactory(network=None, email="ben@example.org")  # somebody takes the address after the preview

    actions.write(run=run, by=coordinator)

    assert set(Participant.objects.values_list("external_id", flat=True)) == {"A-1"}
    run.refresh_from_db()
    assert run.checked["counts"]["problem"] == 1


def test_an_import_is_written_once_and_recorded(imported, coordinator):
    run = imported(ADA)

    with pytest.raises(MoveRefused, match="already"):
        actions.write(run=run, by=coordinator)

    written = Activity.objects.get(verb="core.importrun_written")
    assert (written.by, written.facts["new"], written.facts["file"]) == (coordinator, 1, "list.csv")


def test_a_discarded_import_cannot_be_settled(checked, coordinator):
    run = checked(ADA)
    actions.discard(run=run, by=coordinator)

    with pytest.raises(MoveRefused, match="no longer in preparation"):
        settled(run, coordinator, decisions={"all": "apart"})

    assert ImportRun.objects.get().state == "discarded"


def test_by_what_papers_identify_an_apprentice_comes_from_the_same_list(checked, coordinator):
    more = ["Lieu de naissance", "Adresse", "Numéro de contrat"]
    told = ["Laval", "3 rue de l’Essai, 53000 Laval", "053-2026-0001"]

    actions.write(run=checked([*ADA, *told], titles=[*TITLES, *more]), by=coordinator)

    ada = Participant.objects.get(external_id="A-1")
    assert [ada.birth_place, ada.address, ada.contract_number] == told
