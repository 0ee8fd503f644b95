"""The right people at the right time: papers after the stay, real days, codes by role, copies, who is asked by mistake, reminders."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.urls import reverse

from compagnon.core import clock
from compagnon.core.files import PDF
from compagnon.correspondence.models import Letter
from compagnon.documents.actions import bundle as bundles
from compagnon.documents.actions import circuit, reminding, sending, signing, terms
from compagnon.documents.actions.agreement import AgreementRefused
from compagnon.documents.actions.proofs import keep_proof
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.catalogue.subjects import subject_of
from compagnon.documents.choices import BundlePurpose
from compagnon.documents.code_rules import asks_code, rule_of
from compagnon.documents.deputies import deputies_of
from compagnon.documents.models import CodeRule, Document
from compagnon.documents.queries import lacks_of
from compagnon.documents.standings import is_asked, standings
from compagnon.people import links
from compagnon.travel.models import StayTerms
from tests.documents.test_signing import act
from tests.factories.documents import ready_to_send
from tests.factories.people import ContactFactory, PersonFactory
from tests.house.filled import a_paper

COMPLEMENT = shipped()["agreement_complement"]
COMMITMENT = shipped()["quality_commitment"]


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def mobility(network):
    return ready_to_send(network)


def after(mobility, days=0):
    return clock.at(datetime.combine(mobility.returns_on + timedelta(days=days), time(10), UTC))


def send(mobility, kind=COMMITMENT, **said):
    if said:
        terms.say(row=mobility, kind=kind, terms=said, by=mobility.referent)
    return sending.send_paper(row=mobility, kind=kind, by=mobility.referent)


def finish(document):
    for one in document.signatures.order_by("turn", "pk"):
        signing.sign(signature=one, act=act(document, identified_by="account:a@example.org"), by=one.signer)
    document.refresh_from_db()
    return document


# The right moment


@pytest.mark.parametrize("key", ["agreement_complement", "attendance_certificate", "travel_declaration"])
def test_what_tells_of_the_stay_does_not_go_out_before_its_last_day(mobility, key):
    with pytest.raises(AgreementRefused, match="tells of the stay"):
        send(mobility, shipped()[key])


def test_on_the_last_day_it_goes_out(mobility):
    days = {"first_day": str(mobility.departs_on), "last_day": str(mobility.returns_on), "activity": {"en": "Bread"}}
    with after(mobility):
        assert send(mobility, COMPLEMENT, **days).state == "signing"


def test_the_list_of_a_group_and_the_declaration_of_travel_come_after_the_stay():
    assert shipped()["group_list"].after_stay
    assert shipped()["travel_declaration"].after_stay


# Real days (DC-01)


def test_other_days_than_planned_are_shown_and_open_one_task(client, mobility):
    early = str(mobility.returns_on - timedelta(days=2))
    days = {"first_day": str(mobility.departs_on), "last_day": early, "activity": {"en": "Bread"}}
    with after(mobility):
        document = send(mobility, COMPLEMENT, **days)
        client.force_login(mobility.referent)
        page = client.get(reverse("documents:paper-of-mobility", args=[mobility.code, COMPLEMENT.key])).text
        finish(document)
        certificate = finish(
            send(mobility, shipped()["attendance_certificate"], first_day=days["first_day"], last_day=early)
        )

    assert "Other days than planned" in page
    assert certificate.state == "final"
    own = [one for one in mobility.tasks.all() if one.own_title]
    assert len(own) == 1
    assert (own[0].role, own[0].step) == ("referent", "evaluate")


def test_the_days_as_planned_open_no_task(mobility):
    days = {"first_day": str(mobility.departs_on), "last_day": str(mobility.returns_on), "activity": {"en": "Bread"}}
    with after(mobility):
        finish(send(mobility, COMPLEMENT, **days))

    assert not mobility.tasks.exclude(own_title="").exists()


# Each per scheme


def test_a_scheme_can_ask_for_the_commitment_the_staff_agreement_and_the_adjustment(mobility):
    mobility.scheme.documents = ["D21"]
    mobility.scheme.save()

    assert is_asked(COMMITMENT, subject_of(mobility))
    assert {shipped()[key].number for key in ("staff_agreement", "contract_adjustment")} == {"D22", "D23"}


@pytest.mark.parametrize(("says", "asked"), [("yes", False), ("no", True), ("", False)])
def test_the_guarantees_are_asked_only_where_the_host_does_not_sign(mobility, says, asked, monkeypatch):
    mobility.scheme.documents = ["D8", "D9"]
    mobility.scheme.save()
    if says:
        terms.say(row=mobility, kind=shipped()["french_agreement"], terms={"host_signs": says}, by=mobility.referent)
    subject = subject_of(mobility)
    subject.conditions = frozenset({"french_apprentice", "outgoing", "host_is_company", "employer"})

    assert is_asked(shipped()["host_guarantees"], subject) == asked


@pytest.mark.parametrize(("claims", "asked"), [(True, True), (False, False), (None, False)])
def test_the_declaration_of_travel_is_asked_of_who_claims_sustainable_travel_and_can_be_made_for_others(
    mobility, claims, asked
):
    mobility.scheme.documents = ["D14"]
    mobility.scheme.programme = "Erasmus+"
    mobility.scheme.save()
    StayTerms.objects.create(network=mobility.network, mobility=mobility, sustainable_travel=claims)

    (standing,) = [one for one in standings(mobility, mobility.referent) if one.kind.key == "travel_declaration"]

    assert standing.is_asked is asked


def test_a_training_centre_that_does_not_sign_needs_its_partnership_agreement(mobility):
    kind, by = shipped()["french_agreement"], mobility.referent
    mobility.host.kind = "training_centre"
    mobility.host.save()
    document = terms.say(row=mobility, kind=kind, terms={"host_signs": "no"}, by=by)

    def lacking():
        return [one.what for one in lacks_of(mobility, kind, document, by) if "training body" in one.what]

    assert lacking()
    Document.objects.create(
        network=mobility.network, organisation=mobility.host, kind="training_partnership", state="final"
    )
    assert not lacking()


def test_a_partnership_agreement_that_was_signed_elsewhere_does_as_well(mobility):
    kind, by = shipped()["french_agreement"], mobility.referent
    mobility.host.kind = "training_centre"
    mobility.host.save()
    document = terms.say(row=mobility, kind=kind, terms={"host_signs": "no"}, by=by)
    keep_proof(
        row=mobility.host, kind="paper", stands_for="training_partnership", words="", content=a_paper("Signed in 2024"),
        media_type=PDF, by=by,
    )  # fmt: skip

    assert not [one.what for one in lacks_of(mobility, kind, document, by) if "training body" in one.what]


# Codes


def test_the_network_says_of_whom_a_code_is_asked(mobility, client):
    administrator = PersonFactory(network=mobility.network, role="administrator", language="en")
    client.force_login(administrator)
    page = reverse("documents:wording", args=[COMMITMENT.key])
    assert "A code for who signs by link" in client.get(page).text
    client.post(
        reverse("documents:wording-act", args=[COMMITMENT.key]), {"button": "codes", "role": ["host", "employer"]}
    )

    assert CodeRule.objects.get().roles == ["host"]  # nobody of the employer signs it
    document = send(mobility)
    by_role = {one.role: asks_code(one, by_link=True) for one in document.signatures.select_related("document")}
    assert by_role == {role: role == "host" for role in by_role}
    assert not any(asks_code(one, by_link=False) for one in document.signatures.select_related("document"))


def test_without_a_rule_the_grant_agreement_asks_everybody_and_another_paper_nobody(mobility):
    assert not send(mobility).needs_code
    assert set(rule_of(mobility.network, shipped()["grant_agreement"]).roles) >= {"participant", "guardian"}


# To the wrong person


def test_who_was_asked_by_mistake_says_so_and_the_referent_hands_it_over(client, mobility):
    ContactFactory(
        network=mobility.network, organisation=mobility.host, kind="host_coordinator", last_name="Vertretung"
    )
    host = send(mobility).signatures.get(role="host")
    link = reverse(
        "documents:sign", args=[links.token_of(links.make(purpose="documents.sign", holder=host.signer, about=host))]
    )
    assert "This is not for me" in client.get(link).text or "nicht für mich" in client.get(link).text

    client.post(link, {"answer": "not-mine", "words": "Frau Vertretung"})
    host.refresh_from_db()

    assert host.state == "waiting"
    assert (host.not_mine_at is not None, host.not_mine_words) == (True, "Frau Vertretung")
    assert "Frau Vertretung" in Letter.objects.get(key="documents.not_for_me").body
    assert 'value="sign"' not in client.get(link).text

    circuit.hand_over(signature=host, to=deputies_of(host)[0], by=mobility.referent)
    host.refresh_from_db()
    assert (host.not_mine_at, host.not_mine_words) == (None, "")


def test_somebody_signed_in_is_not_offered_it(client, mobility):
    mine = send(mobility).signatures.get(role="participant")
    client.force_login(mine.signer)
    page = reverse("documents:my-signature", args=[mine.code])

    client.post(page, {"answer": "not-mine", "words": "x"})
    mine.refresh_from_db()
    assert mine.not_mine_at is None


# Copies


def test_the_learner_and_the_employer_get_the_final_certificate(mobility):
    days = {"first_day": str(mobility.departs_on), "last_day": str(mobility.returns_on)}
    with after(mobility):
        finish(send(mobility, shipped()["attendance_certificate"], **days))

    readers = {one.reader for one in Letter.objects.filter(key="documents.paper_copy")}
    participant = mobility.participant
    assert readers >= {mobility.tutor, participant.person}
    assert (participant.mentor in readers) == (participant.employer is not None)


def test_a_copy_of_what_others_signed_is_brought_beside_the_one_letter_for_all_that_was_signed(mobility):
    """The learner signs the commitment and the complement; the certificate is the host's alone."""
    days = {"first_day": str(mobility.departs_on), "last_day": str(mobility.returns_on)}
    learner = mobility.participant.person
    with after(mobility):
        papers = [send(mobility, shipped()["attendance_certificate"], **days), send(mobility)]
        papers.append(sending.send_for_signature(mobility=mobility, by=mobility.referent))
        for paper in papers:
            finish(paper)

    keys = ("documents.copy", "documents.paper_copy", "documents.copies")
    brought = Letter.objects.filter(to_person=learner, key__in=keys, state="queued").order_by("pk")
    assert [one.key for one in brought] == ["documents.paper_copy", "documents.copies"]
    assert brought[0].about_id == papers[0].pk


def test_a_copy_of_what_others_signed_is_not_lost_when_a_letter_for_what_was_signed_waits(mobility):
    days = {"first_day": str(mobility.departs_on), "last_day": str(mobility.returns_on)}
    with after(mobility):
        mine = [send(mobility), sending.send_for_signature(mobility=mobility, by=mobility.referent)]
        theirs = send(mobility, shipped()["attendance_certificate"], **days)
        for paper in (*mine, theirs):
            finish(paper)

    letters = Letter.objects.filter(to_person=mobility.participant.person, key="documents.paper_copy", state="queued")
    assert theirs.pk in {one.about_id for one in letters}


# Reminders


def at(mobility, document, days):
    return datetime.combine(reminding._needed_by(document) + timedelta(days=days), time(10), UTC)


def remind(mobility, moment):
    with clock.at(moment):
        return reminding.remind_by_itself(network=mobility.network, now=moment)


@pytest.fixture
def at_any_hour(monkeypatch, mobility):
    monkeypatch.setattr(reminding, "may_be_told", lambda *_args, **_facts: True)
    mobility.network.is_open = True
    mobility.network.save()


def test_who_has_not_signed_is_reminded_on_the_days_of_the_network_and_never_twice(mobility, at_any_hour):
    document = send(mobility)
    Letter.objects.all().delete()
    moment = at(mobility, document, -7)
    asked = document.signatures.filter(state="waiting").count()

    with clock.at(moment):
        assert remind(mobility, at(mobility, document, -8)) == 0
        first = remind(mobility, moment)
        assert 0 < first <= asked
        assert remind(mobility, moment) == 0
    assert remind(mobility, at(mobility, document, -1)) == first


def test_the_last_day_of_a_paper_before_the_stay_is_the_departure(mobility):
    document = send(mobility)

    assert reminding._needed_by(document) == min(document.expires_on, mobility.departs_on)


def test_who_waits_at_one_address_for_two_papers_gets_one_letter(mobility, at_any_hour):
    first = send(mobility)
    send(mobility, shipped()["grant_agreement"].model_copy(update={"terms": [], "sections": []}))
    Letter.objects.all().delete()

    remind(mobility, at(mobility, first, -7))

    assert Letter.objects.filter(to_email=mobility.participant.person.email).count() == 1


def test_referents_hear_once_of_papers_that_are_nearly_over(mobility):
    document = send(mobility)
    with clock.at(datetime.combine(document.expires_on - timedelta(days=3), time(10), UTC)):
        today = clock.today()
        assert reminding.warn_of_end(network=mobility.network, today=today) == 1
        assert reminding.warn_of_end(network=mobility.network, today=today) == 0

    letter = Letter.objects.get(key="documents.papers_expiring")
    assert letter.reader == mobility.referent


def test_a_bundle_reminds_all_who_have_not_signed_but_whoever_was_written_to_within_a_day(client, mobility):
    document, by = send(mobility), mobility.referent
    bundle = bundles.begin_bundle(mobilities=[mobility], title="one", by=by, purpose=BundlePurpose.PAPERS)
    bundles.gather(bundle=bundle)
    client.force_login(by)
    assert "Remind all who have not signed" in client.get(bundle.get_absolute_url()).text

    assert reminding.remind_of_bundle(bundle=bundle, by=by) == 0
    document.signatures.update(asked_at=clock.now() - timedelta(days=2))
    count = reminding.remind_of_bundle(bundle=bundle, by=by)

    assert count == len({one.signer.email for one in document.signatures.all() if one.signer != by})
