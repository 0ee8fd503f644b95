"""Erasure: everything at once in all apps, what is held under seal, nothing left anywhere, repeated after a restore."""

import io
import json
import logging
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from compagnon.core import activity, clock, files
from compagnon.core.holdings import Treatment, holdings
from compagnon.core.models import Activity, ImportRun
from compagnon.correspondence.models import Letter
from compagnon.people import links
from compagnon.people.models import Contact, Participant, Person, PersonalLink
from compagnon.privacy import erasures
from compagnon.privacy.actions import ErasureRefused, erase, lift_hold, set_hold
from compagnon.privacy.erasing import plan_for
from compagnon.privacy.models import Certificate, FinalPayment, SealedFile
from compagnon.privacy.reach import rows_under
from compagnon.privacy.sweeping import names_of
from tests.factories.documents import LearningOutcomeFactory
from tests.factories.mobilities import MobilityFactory
from tests.factories.partners import PartnerFactory
from tests.factories.people import ContactFactory, ParticipantFactory, PersonFactory
from tests.factories.recruitment import ApplicationFactory
from tests.privacy.dump import dumped

FIRST, LAST, EMAIL, PHONE = "Zwentibold", "Quillfeather-Ölmütz", "zwentibold@quill.example", "+33 6 11 22 33 44"
MARKS = ("zwentibold", "quillfeather", "33 6 11 22")


@pytest.fixture
def officer(network):
    return PersonFactory(network=network, role="coordinator")


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = settings.DATA_FOLDER = tmp_path


@pytest.fixture
def learner(network):
    participant = ParticipantFactory(
        network=network, person__first_name=FIRST, person__last_name=LAST, person__email=EMAIL, person__phone=PHONE
    )
    participant.emergency_contact = f"mother of {FIRST}"
    participant.save()
    return participant


def closed(participant, **facts):
    """A mobility that is over, without a funder."""
    facts = {"state": "closed", "departs_on": date(2025, 3, 1), "returns_on": date(2025, 3, 15)} | facts
    return MobilityFactory(network=participant.network, participant=participant, placed=True, **facts)


def plant(holding, keys):
    """The name in every column of these rows that may hold words."""
    for name in holding.treated(Treatment.WORDS, Treatment.FACTS, Treatment.NAMES):
        column = holding.model._meta.get_field(name)
        said = f"{FIRST} {LAST}"
        rows = holding.model._base_manager.filter(pk__in=keys)
        if column.get_internal_type() == "JSONField":
            rows.update(**{name: {"who": said, "last": LAST}})
        elif column.get_internal_type() in {"TextField", "CharField"} and (column.max_length or 99) >= len(said):
            rows.update(**{name: said})


def everything_about(participant, officer):
    """A life with something in every app, and the name in all of it and in the notes of others."""
    network = participant.network
    application = ApplicationFactory(participant=participant, call__network=network, motivation=f"I am {FIRST} {LAST}")
    mobility = closed(participant, application=application)
    LearningOutcomeFactory(mobility=mobility)
    other = closed(ParticipantFactory(network=network))
    partner = PartnerFactory(network=network)
    partner.note = f"Took {LAST} in March."
    partner.save()
    paper = files.keep(b"%PDF-1.7 " + f"{FIRST} {LAST}".encode(), kind=files.PDF)
    mobility.documents.create(network=network, kind="learning_agreement", final_file=paper, facts={"who": LAST})
    signed = mobility.documents.get().signatures.create(
        network=network,
        role="participant",
        person=participant.person,
        typed_name=f"{FIRST} {LAST}",
        browser="Zwentibold/1",
    )
    for about in (participant, mobility, other, application):
        activity_row(about, officer)
    for reader in (participant.person, participant.guardian):
        links.make(purpose="recruitment.apply", holder=reader, about=application)
    Letter.objects.create(
        network=network, key="people.sign_in", to_contact=participant.guardian, to_email="g@example.org", language="fr",
        subject=f"About {FIRST} {LAST}", body=f"Dear, {FIRST.upper()} {LAST.upper()}", about=mobility, trail=f"mobility:{mobility.pk}",
    )  # fmt: skip
    Letter.objects.create(
        network=network, key="people.sign_in", to_person=officer, to_email=officer.email, language="fr",
        subject="Elsewhere", body=f"{LAST}, {FIRST} <{EMAIL}> {PHONE}", about=other, trail=f"mobility:{other.pk}",
    )  # fmt: skip
    listed = files.keep(
        f"Nom;Prénom;Courriel\n{LAST};{FIRST};{EMAIL}\nAutre;Personne;a@b.example\n".encode(), kind=files.SHEET
    )
    run = ImportRun.objects.create(
        network=network, kind="learners", file=listed, file_name=f"{LAST}.csv", state="written"
    )
    run.undo = {"changed": {"people.Person": {str(participant.person.pk): {"last_name": [LAST, "x"]}}}, "made": []}
    run.checked = {"counts": {"new": 2}, "problems": [{"value": LAST}]}
    run.save()
    owned = rows_under(participant.person)
    for holding in holdings():
        if holding.model in owned and holding.model not in (Person, Participant):
            plant(holding, owned[holding.model])
    assert signed.pk
    return mobility, other


def activity_row(about, by):
    Activity.unscoped.create(
        network_id=about.network_id, by=by, by_name=f"{FIRST} {LAST} (Participant)", verb="mobilities.mobility_closed",
        about=about, trail=activity.trail_of(about), facts={"name": f"{LAST} {FIRST}"}, reason=f"{LAST} asked",
    )  # fmt: skip


def on_disk(folder: Path) -> str:
    return "\n".join(f"{one} {one.read_bytes().decode(errors='replace')}" for one in folder.rglob("*") if one.is_file())


def found_in(text: str) -> set[str]:
    return {mark for mark in MARKS if mark in text.lower()}


def test_no_marker_is_left_in_database_files_search_or_logs(
    officer, learner, tmp_path, caplog, django_capture_on_commit_callbacks
):
    client = Client()
    client.force_login(learner.person)
    everything_about(learner, officer)
    assert found_in(dumped()) == set(MARKS)
    assert found_in(on_disk(tmp_path)) >= {"zwentibold", "quillfeather"}

    caplog.set_level(logging.DEBUG)
    caplog.clear()
    with django_capture_on_commit_callbacks(execute=True):
        certificate = erase(subject=learner.person, by=officer)

    assert found_in(dumped()) == set()
    assert found_in(on_disk(tmp_path)) == set()
    assert found_in(caplog.text.replace(str(tmp_path), "")) == set()
    assert certificate.counts["files"] == 2
    assert certificate.counts["sessions.Session"] == 1
    assert client.get("/me/").status_code == 302


def test_what_is_about_others_stays_word_for_word(network, officer, learner, django_capture_on_commit_callbacks):
    _mobility, other = everything_about(learner, officer)
    before = other.participant.person.full_name

    with django_capture_on_commit_callbacks(execute=True):
        erase(subject=learner.person, by=officer)

    other.refresh_from_db()
    assert other.participant.person.full_name == before
    assert [one.subject for one in Letter.objects.all()] == ["Elsewhere"]
    assert Letter.objects.get().body == "Erased person <Erased person> Erased person"
    assert {row.by_name for row in Activity.objects.filter(trail=f"mobility:{other.pk}")} == {
        "Erased person (Participant)"
    }


def test_a_name_is_also_found_without_accents_and_as_json_escapes_it(learner):
    patterns = " ".join(names_of(learner.person).everywhere)

    assert "olmutz" in patterns
    assert "u00d6lm" in patterns


def test_the_figures_keep_the_mobility_without_the_person(network, officer, learner):
    mobility = closed(learner)

    erase(subject=learner.person, by=officer)

    mobility.refresh_from_db()
    assert (str(mobility.country), mobility.days, mobility.search_text) == ("DE", 15, "")
    assert str(mobility) == "Erased person"
    assert mobility.participant.birth_date is None


def test_a_guardian_of_nobody_else_goes_along_and_one_of_a_sibling_stays(network, officer):
    shared, alone = ContactFactory(network=network), ContactFactory(network=network)
    first = ParticipantFactory(network=network, guardian=shared)
    ParticipantFactory(network=network, guardian=shared)
    third = ParticipantFactory(network=network, guardian=alone)

    erase(subject=first.person, by=officer)
    erase(subject=third.person, by=officer)

    shared.refresh_from_db()
    alone.refresh_from_db()
    assert (shared.erased_at, alone.full_name) == (None, "Erased person")


def test_a_namesake_protects_the_words_of_others(network, officer, learner):
    ParticipantFactory(network=network, person__first_name=FIRST, person__last_name=LAST)
    partner = PartnerFactory(network=network)
    partner.note = f"{FIRST} {LAST} was here."
    partner.save()

    plan = plan_for(learner.person)
    erase(subject=learner.person, by=officer)

    partner.refresh_from_db()
    assert plan.has_namesake
    assert partner.note == f"{FIRST} {LAST} was here."


def test_nobody_is_erased_while_a_mobility_is_under_way(network, officer, learner):
    MobilityFactory(network=network, participant=learner, state="abroad")

    with pytest.raises(ErasureRefused, match="under way"):
        erase(subject=learner.person, by=officer)

    learner.person.refresh_from_db()
    assert learner.person.last_name == LAST


def test_evidence_of_a_grant_is_sealed_until_the_years_after_the_final_payment(
    network, officer, learner, django_capture_on_commit_callbacks
):
    mobility = closed(learner, project_code="2024-1-FR01", scheme__programme="Erasmus+")
    paper = files.keep(b"%PDF-1.7 signed", kind=files.PDF)
    mobility.documents.create(network=network, kind="learning_agreement", final_file=paper)
    FinalPayment.objects.create(network=network, key="2024-1-FR01", paid_on=date(2026, 1, 31), years=5)

    with django_capture_on_commit_callbacks(execute=True):
        erase(subject=learner.person, by=officer)

    sealed = SealedFile.objects.get()
    with zipfile.ZipFile(io.BytesIO(files.read(sealed.file))) as bundle:
        manifest = json.loads(bundle.read("manifest.json"))
        assert {name: files.fingerprint(bundle.read(name)) for name in manifest["sha256"]} == manifest["sha256"]
        assert bundle.read(f"files/{paper}") == b"%PDF-1.7 signed"
        assert LAST in bundle.read("rows/people.Person.json").decode()
    assert sealed.until == date(2031, 1, 31)
    assert found_in(dumped()) == set()


def test_a_paper_that_is_lost_is_named_in_the_seal_and_does_not_stop_the_erasure(network, officer, learner, tmp_path):
    mobility = closed(learner, scheme__programme="Erasmus+")
    paper = files.keep(b"%PDF-1.7 lost", kind=files.PDF)
    mobility.documents.create(network=network, kind="learning_agreement", final_file=paper)
    (tmp_path / paper).unlink()

    erase(subject=learner.person, by=officer)

    with zipfile.ZipFile(io.BytesIO(files.read(SealedFile.objects.get().file))) as bundle:
        assert json.loads(bundle.read("manifest.json"))["lost"] == [paper]
        assert "rows/documents.Document.json" in bundle.namelist()


def test_without_a_final_payment_the_seal_has_no_end(network, officer, learner):
    closed(learner, scheme__programme="Erasmus+")

    erase(subject=learner.person, by=officer)

    assert SealedFile.objects.get().until is None


def test_a_hold_seals_everything_and_a_lifted_one_nothing(network, officer, learner):
    ApplicationFactory(participant=learner, call__network=network)
    other = ParticipantFactory(network=network)
    set_hold(
        subject=learner.person, reason="dispute", words="Appeal 12", until=clock.today() + timedelta(90), by=officer
    )
    lift_hold(hold=set_hold(subject=other.person, reason="audit", words="x", until=None, by=officer), by=officer)

    erase(subject=learner.person, by=officer)
    erase(subject=other.person, by=officer)

    sealed = SealedFile.objects.get()
    assert sealed.reason == "Dispute or appeal: Appeal 12"
    with zipfile.ZipFile(io.BytesIO(files.read(sealed.file))) as bundle:
        assert "rows/recruitment.Application.json" in bundle.namelist()


def test_a_restored_backup_is_erased_again_from_the_list(
    network, officer, learner, capsys, django_capture_on_commit_callbacks
):
    everything_about(learner, officer)
    before = {model: list(model._base_manager.values()) for model in (Person, Participant)}
    with django_capture_on_commit_callbacks(execute=True):
        erase(subject=learner.person, by=officer)
    assert found_in(erasures.place().read_text()) == set()

    for model, rows in before.items():  # the backup of yesterday comes back
        for row in rows:
            model._base_manager.filter(pk=row["id"]).update(**{k: v for k, v in row.items() if k != "id"})
    assert found_in(dumped()) >= {"zwentibold", "quillfeather"}
    with django_capture_on_commit_callbacks(execute=True):
        call_command("replay_erasures")

    assert found_in(dumped()) == set()
    assert "1 repeated" in capsys.readouterr().out


def test_a_contact_goes_but_what_it_signed_stays_with_the_participant(network, officer):
    mobility = closed(ParticipantFactory(network=network))
    document = mobility.documents.create(network=network, kind="learning_agreement")
    signature = document.signatures.create(
        network=network, role="host", contact=mobility.tutor, typed_name="Greta Tutor"
    )

    erase(subject=mobility.tutor, by=officer)

    signature.refresh_from_db()
    assert signature.typed_name == "Greta Tutor"
    assert Contact.objects.get(pk=mobility.tutor.pk).email == ""


def test_links_of_somebody_erased_open_nothing(network, officer, learner):
    application = ApplicationFactory(participant=learner, call__network=network)
    token = links.token_of(links.make(purpose="recruitment.apply", holder=learner.person, about=application))

    erase(subject=learner.person, by=officer)

    assert PersonalLink.objects.count() == 0
    assert links.find_any(token) is None


def test_the_certificate_counts_and_names_nobody(network, officer, learner):
    erase(subject=learner.person, by=officer)

    certificate = Certificate.objects.get()
    assert certificate.counts["people"] == 2  # with the guardian
    assert len(certificate.key) == 64
    assert found_in(json.dumps(certificate.counts)) == set()
