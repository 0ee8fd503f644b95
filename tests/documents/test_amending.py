"""What was signed beside what is true now, and the amendment that says what changes."""

from datetime import date, timedelta

import pytest
from i18nfield.strings import LazyI18nString

from compagnon.core import activity, clock, files
from compagnon.correspondence.models import Letter
from compagnon.documents.actions import amending, sending, signing, terms, watching
from compagnon.documents.actions.agreement import AgreementRefused
from compagnon.documents.amending.comparing import differences
from compagnon.documents.amending.drafting import Wanted, who_signs
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.jobs import compare_signed, expire_papers
from compagnon.documents.models import Document
from compagnon.documents.queries import amendment_under_way, that_differ
from compagnon.mobilities.actions import assign_host, change_mobility, move_dates
from tests.documents.test_papers import terms_for, words_of
from tests.documents.test_signing import act, sign_all
from tests.factories.documents import ready_to_send
from tests.factories.network import OrganisationFactory
from tests.factories.people import ContactFactory

GRANT = {
    "activity_type": "short", "option": "money", "total": "900", "insurer": "The centre", "holder": "T", "iban": "FR76 3000 6000 0112 3456 7890 189",
}  # fmt: skip


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def mobility(network):
    return ready_to_send(network)


def signed(mobility, key="learning_agreement", **said):
    kind = shipped()[key]
    if said:
        terms.say(row=mobility, kind=kind, terms=said, by=mobility.referent)
    document = sending.send_paper(row=mobility, kind=kind, by=mobility.referent)
    return finished(document)


def finished(document):
    for one in document.signatures.order_by("turn", "pk"):
        signing.sign(signature=one, act=act(document, identified_by="account:a@example.org"), by=one.signer)
    document.refresh_from_db()
    return document


def moved(mobility, days=7):
    return move_dates(
        mobility=mobility,
        departs_on=mobility.departs_on + timedelta(days=days),
        returns_on=mobility.returns_on + timedelta(days=days),
        by=mobility.referent,
    )


def wanted(document, **changed):
    document = Document.objects.get(pk=document.pk)
    keys = frozenset(one.key for one in differences(document, terms=changed.get("said")))
    known = {"keys": keys, "reason": {"en": "The bakery is shut"}, "effective_on": clock.today()}
    return Wanted(**{**known, **changed})


def amend(document, **changed):
    document = Document.objects.get(pk=document.pk)
    return amending.amend(document=document, wanted=wanted(document, **changed), by=document.subject.referent)


def read(changes):
    return {one.key: (one.before_here, one.after_here) for one in changes}


def test_a_signed_agreement_says_otherwise_once_days_or_host_are_others(mobility, network):
    document = signed(mobility)
    before = differences(document)
    host = OrganisationFactory(
        network=network, name="Bäckerei Neu", address="Weg 1", postcode="24943", town="Flensburg"
    )
    tutor = ContactFactory(network=network, organisation=host, kind="tutor", first_name="Neu", last_name="Meister")

    assign_host(mobility=moved(mobility), host=host, tutor=tutor, by=mobility.referent)

    document.refresh_from_db()
    found = read(differences(document))
    assert before == []
    assert {"period", "host", "host.address", "tutor", "workplace"} == set(found)
    assert found["host"][1] == "Bäckerei Neu"
    assert "8 March 2027" in found["period"][1].replace("\xa0", " ")
    assert {one["key"] for one in document.differs} == set(found)
    assert document.state == "final"
    assert activity.on(mobility).filter(verb="documents.differs").count() == 1


def test_how_to_reach_somebody_who_looks_after_the_stay_and_a_birthday_are_not_what_was_agreed(network):
    mobility = ready_to_send(network, participant__birth_date=date(2010, 1, 1))
    mobility.participant.guardian = ContactFactory(network=network, kind="guardian")
    mobility.participant.save()
    papers = [signed(mobility), signed(mobility, "quality_commitment")]
    mobility.tutor.phone, mobility.tutor.email = "+49 461 000000", "neu@example.org"
    mobility.tutor.save()
    mobility.participant.birth_date = date(2005, 1, 1)
    mobility.participant.save()
    change_mobility(mobility=mobility, changes={"programme_id": "2027-1-FR01"}, by=mobility.referent)

    found = {one.key.rpartition("/")[2] for paper in papers for one in differences(Document.objects.get(pk=paper.pk))}

    assert found == {"birth_date", "Date of birth"}


def test_outcomes_that_change_places_say_nothing_and_one_that_is_worded_anew_says_so(mobility):
    document = signed(mobility)
    first, second = mobility.outcomes.all()
    first.position, second.position = 5, 0
    second.title = LazyI18nString({"en": "Bake a rye loaf alone", "fr": "Cuire seul un pain de seigle"})
    first.save()
    second.save()

    (change,) = differences(Document.objects.get(pk=document.pk))

    assert "rye bread" in change.before_here
    assert "loaf alone" in change.after_here


def test_the_night_finds_what_no_change_of_the_file_told_and_the_desk_counts_it_until_it_is_mended(mobility):
    signed(mobility)
    host = mobility.host
    before, host.address = host.address, "Neue Straße 5"
    host.save()
    told = that_differ(mobility.referent).count()

    compare_signed(0)
    found = that_differ(mobility.referent).count()
    host.address = before
    host.save()
    compare_signed(0)

    assert (told, found, that_differ(mobility.referent).count()) == (0, 1, 0)


def test_an_amendment_says_before_and_after_is_signed_by_all_and_what_was_signed_says_what_is_true(mobility):
    document = signed(mobility)
    mobility = moved(mobility)

    made = amend(document)
    out = words_of(files.read(made.agreed_file))
    finished(made)

    document.refresh_from_db()
    assert (made.number, made.state, document.state, document.differs) == (1, "final", "final", [])
    assert {one.role for one in made.signatures.all()} == {"participant", "employer", "centre", "host"}
    for said in (
        "LA-AM1-",
        f"LA-{mobility.code.upper()}",
        "1March2027",
        "8March2027",
        "Thebakeryisshut",
        document.final_sha256[:20],
    ):
        assert said in out, said
    assert "Amendment1:Learningagreement" in out
    assert "LA-AM1-" in words_of(files.read(made.final_file))


def test_a_second_amendment_builds_on_the_first(mobility):
    document = signed(mobility)
    mobility = moved(mobility)
    finished(amend(document))
    mobility = moved(mobility)

    second = amend(document)

    changes = read(differences(Document.objects.get(pk=document.pk)))
    assert second.number == 2
    assert "8 March 2027" in changes["period"][0].replace("\xa0", " ")
    assert "15 March 2027" in changes["period"][1].replace("\xa0", " ")
    assert "AM1(" in words_of(files.read(second.agreed_file))
    finished(second)
    assert differences(Document.objects.get(pk=document.pk)) == []


def test_while_one_is_out_no_other_is_opened_and_nothing_goes_out_of_what_is_not_signed(mobility):
    document = sending.send_for_signature(mobility=mobility, by=mobility.referent)
    mobility = moved(mobility)
    with pytest.raises(AgreementRefused, match="everybody signed"):
        amend(document)
    sign_all(document)
    document.refresh_from_db()

    amend(document)

    with pytest.raises(AgreementRefused, match="is out for signature"):
        amend(document)


def test_one_that_comes_back_is_corrected_with_its_number_or_given_up(mobility):
    document = signed(mobility)
    mobility = moved(mobility)
    first = amend(document)
    host = first.signatures.get(role="host")
    signing.refuse(signature=host, reason="We are closed", by=host.signer)

    second = amend(document, reason={"en": "Another week"})
    sending.call_back(document=second, reason="Wrong", by=mobility.referent)
    with pytest.raises(AgreementRefused, match="Say why"):
        amending.give_up(amendment=second, reason=" ", by=mobility.referent)
    amending.give_up(amendment=second, reason="They stay as they were", by=mobility.referent)

    first.refresh_from_db()
    assert (first.state, second.number, second.version) == ("replaced", 1, 2)
    assert amendment_under_way(document) is None
    assert amend(document).version == 3


def test_an_amendment_that_is_not_signed_in_time_expires_as_other_papers_do(mobility):
    document = signed(mobility)
    moved(mobility)
    made = amend(document)

    with clock.at(clock.now() + timedelta(days=61)):
        expire_papers(0)

    made.refresh_from_db()
    letter = Letter.objects.get(key="documents.paper_expired")
    assert made.state == "expired"
    assert "Amendment 1: Learning agreement" in letter.subject


def test_amounts_are_amended_by_what_is_said_anew_and_the_next_one_begins_there(mobility):
    document = signed(mobility, "grant_agreement", **GRANT)
    said = {**document.terms, "total": "1200"}

    made = finished(amend(document, said=said))

    assert [one["after"]["en"] for one in made.changes if "1,200" in one["after"]["en"]] != []
    assert differences(Document.objects.get(pk=document.pk)) == []
    assert (
        sending.renew(row=mobility, key="grant_agreement", reason="Anew", by=mobility.referent).terms["total"] == "1200"
    )
    made.refresh_from_db()
    assert made.state == "replaced"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"reason": {"en": " "}}, "Say why"),
        ({"keys": frozenset()}, "Nothing is to be amended"),
        ({"effective_on": date(2020, 1, 1)}, "Not before"),
        ({"effective_on": date(2029, 1, 1)}, "Not after"),
        ({"told_only": frozenset({"host"})}, "These must sign"),
    ],
)
def test_an_amendment_without_what_it_needs_is_refused_with_the_sentence_that_says_so(mobility, changed, sentence):
    document = signed(mobility)
    moved(mobility)

    with pytest.raises(AgreementRefused, match=sentence):
        amend(document, **changed)


def test_who_agreed_to_nothing_that_changes_may_be_told_without_signing_and_gets_a_copy(mobility, network):
    kind = shipped()["french_agreement"]
    mobility.participant.qualification = "Baker"
    mobility.participant.contract_start, mobility.participant.contract_end = date(2026, 9, 1), date(2028, 8, 31)
    mobility.participant.save()
    document = signed(mobility, kind.key, **{**terms_for(kind), "host_signs": "yes"})
    tutor = ContactFactory(network=network, organisation=mobility.host, kind="tutor", last_name="Meister")
    assign_host(mobility=mobility, host=mobility.host, tutor=tutor, by=mobility.referent)
    document = Document.objects.get(pk=document.pk)
    parties = {one.role: one.must for one in who_signs(document, differences(document), mobility.referent)}

    made = amend(document, told_only=frozenset({"employer"}))
    printed = words_of(files.read(made.agreed_file))
    finished(made)

    assert parties == {"participant": True, "employer": False, "centre": True, "host": True}
    assert {one.role for one in made.signatures.all()} == {"participant", "centre", "host"}
    assert f"{mobility.participant.mentor}".replace(" ", "") in printed
    copies = Letter.objects.filter(key="documents.paper_copy", about_id=made.pk)
    assert mobility.participant.mentor in {letter.reader for letter in copies}


def test_a_stay_that_is_over_is_not_amended(mobility):
    document = signed(mobility)
    mobility = moved(mobility)
    mobility.state = "returned"
    mobility.save()

    with pytest.raises(AgreementRefused, match="before or during the stay"):
        amend(Document.objects.get(pk=document.pk))


def test_looking_again_twice_notes_once(mobility):
    document = signed(mobility)
    moved(mobility)

    watching.look_again(document=document, by=None)
    watching.look_again(document=document, by=None)

    assert activity.on(mobility).filter(verb="documents.differs").count() == 1
