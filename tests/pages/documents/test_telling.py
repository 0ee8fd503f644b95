"""Facts of a file asked by link: each giver tells what is theirs, only where nothing stands, and the next paper does not ask again."""

from datetime import date

import pytest
from django.urls import reverse

from compagnon.core.models import Activity
from compagnon.documents import file_facts
from compagnon.documents.actions import inquiring
from compagnon.documents.actions.telling import tell_facts
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.catalogue.subjects import OfMobility, subject_of
from compagnon.documents.models import Document, Inquiry
from compagnon.documents.queries import lacks_of
from compagnon.documents.typesetting.facts import LANGUAGES
from compagnon.mobilities.models import Mobility
from compagnon.network.models import Organisation
from compagnon.people import links
from compagnon.people.models import Contact, Participant
from compagnon.travel.models import StayTerms
from tests.factories.documents import ready_to_send
from tests.factories.people import ContactFactory

FRENCH, EXIT, GRANT = "french_agreement", "exit_sheet", "grant_agreement"


@pytest.fixture
def mobility(network):
    stay = ready_to_send(network)
    return Mobility.objects.get(pk=stay.pk)


@pytest.fixture
def minor(network):
    stay = ready_to_send(network, participant__birth_date=date(2010, 1, 1))
    stay.participant.guardian = ContactFactory(network=network, kind="guardian")
    stay.participant.save()
    return Mobility.objects.get(pk=stay.pk)


def asked(row, kind, giver):
    return inquiring.ask(row=row, kind=shipped()[kind], giver=giver, by=row.referent)


def by_link(holder):
    link = links.make(purpose=inquiring.ANSWER, holder=holder, about=holder)
    return reverse("documents:asked", args=[links.token_of(link)])


def lacking(row, kind, giver):
    document = Document.objects.filter(kind=kind).first()
    return {
        one.key for one in lacks_of(Mobility.objects.get(pk=row.pk), shipped()[kind], document, None) if one.by == giver
    }


def fresh(row):
    return type(row).objects.get(pk=row.pk)


# Each giver


def test_the_tutor_tells_of_the_host_and_of_themselves_and_the_paper_fills_by_itself(client, mobility):
    asked(mobility, FRENCH, "host")
    url = by_link(mobility.tutor)
    shown = client.get(url).text
    assert 'name="t-fact_host_registration_number"' in shown
    assert 'name="t-fact_host_address"' in shown
    assert 'name="t-fact_host_postcode"' in shown  # asked beside the street, as it is empty too
    assert 'name="t-fact_host_town"' not in shown
    assert (
        shown.index("t-fact_host_address")
        < shown.index("t-fact_host_postcode")
        < shown.index("t-fact_host_representative")
    )
    assert 'name="t-fact_employer' not in shown
    assert 'name="t-fact_participant' not in shown

    client.post(url, {
        "t-fact_host_registration_number": "DE 123 456 789", "t-fact_host_activity": "Bäckerei", "t-fact_host_address": "Musterweg 1",
        "t-fact_host_postcode": "24937", "t-fact_host_representative": "Hanna Brot", "t-fact_tutor_phone": "+49 461 000000",
        "t-fact_tutor_function": "Meisterin", "t-fact_employer_phone": "+33 1 99 00 00 00",
    })  # fmt: skip

    host, tutor = fresh(mobility.host), fresh(mobility.tutor)
    assert (host.registration_number, host.address, host.postcode) == ("DE123456789", "Musterweg 1", "24937")
    assert (host.activity, host.representative) == ("Bäckerei", "Hanna Brot")
    assert (tutor.phone, tutor.function) == ("+49 461 000000", "Meisterin")
    assert fresh(mobility.participant.employer).phone == ""
    assert not [key for key in lacking(mobility, FRENCH, "host") if key.startswith("fact_")]
    told = Activity.objects.filter(trail=f"mobility:{mobility.pk}", by_name__contains=mobility.tutor.last_name)
    assert {"partners.facts_told", "people.contact_facts_noted"} <= set(told.values_list("verb", flat=True))


def test_the_mentor_tells_of_the_employer(client, mobility):
    asked(mobility, FRENCH, "employer")

    client.post(by_link(mobility.participant.mentor), {
        "t-fact_employer_registration_number": "732 829 320 00074", "t-fact_employer_representative": "Ada Fournil",
        "t-fact_employer_phone": "+33 1 99 00 00 01", "t-fact_employer_email": "a@example.org", "t-fact_employer_address": "1 rue",
    })  # fmt: skip

    employer = fresh(mobility.participant.employer)
    assert (employer.registration_number, employer.representative) == ("73282932000074", "Ada Fournil")
    assert (employer.phone, employer.email, employer.address) == ("+33 1 99 00 00 01", "a@example.org", "1 rue")


def test_the_guardian_tells_their_own_facts_and_where_the_child_was_born(client, minor):
    guardian = minor.participant.guardian
    asked(minor, EXIT, "guardian")
    url = by_link(guardian)
    shown = client.get(url).text
    assert 'name="t-fact_participant_birth_place"' in shown
    assert 'name="t-fact_participant_nationality"' not in shown

    client.post(url, {
        "t-fact_guardian_birth_date": "1980-02-03", "t-fact_guardian_birth_place": "Angers", "t-fact_guardian_address": "3 rue",
        "t-fact_participant_birth_place": "Laval", "t-fact_parent_document_until": "2025-06-30", "t-fact_parent_document_french": "yes",
        "t-fact_participant_nationality": "FR", "t-document_kind": "card",
    })  # fmt: skip

    kept = Contact.objects.get(pk=guardian.pk)
    assert (kept.birth_date, kept.birth_place, kept.address) == (date(1980, 2, 3), "Angers", "3 rue")
    participant = Participant.objects.get(pk=minor.participant_id)
    assert (participant.birth_place, str(participant.nationality)) == ("Laval", "")
    told = StayTerms.objects.get(mobility=minor)
    assert (told.parent_document_until, told.parent_document_french) == (date(2025, 6, 30), True)
    assert Document.objects.get(kind=EXIT).terms["document_kind"] == "card"


def test_the_learner_tells_the_own_facts_on_the_phone(client, mobility):
    participant = mobility.participant
    Participant.objects.filter(pk=participant.pk).update(address="")
    type(participant.person).objects.filter(pk=participant.person_id).update(phone="")
    inquiry = asked(mobility, GRANT, "participant")
    client.force_login(participant.person)
    own = reverse("documents:my-questions", args=[inquiry.code])
    assert own in client.get(reverse("documents:my-papers")).text

    wrong = client.post(own, {"t-fact_participant_phone": "call me"})
    assert wrong.status_code == 422
    assert wrong.context["form"].errors.keys() == {"fact_participant_phone"}
    client.post(
        own,
        {"t-fact_participant_address": "5 rue de l’Essai, 53000 Laval", "t-fact_participant_phone": "06 99 00 00 05"},
    )

    kept = Participant.objects.get(pk=participant.pk)
    assert (kept.address, kept.person.phone) == ("5 rue de l’Essai, 53000 Laval", "06 99 00 00 05")
    assert not Inquiry.objects.get().is_open
    assert Activity.objects.filter(verb="people.facts_corrected", trail=f"participant:{participant.pk}").exists()


# What is wrong is said beside the field


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("fact_host_registration_number", "DE12"), ("fact_host_registration_number", "73282932000075"),
        ("fact_tutor_phone", "12"), ("fact_host_representative", "x" * 161),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_told_and_nothing_is_kept(client, mobility, field, typed):
    asked(mobility, FRENCH, "host")
    answer = client.post(by_link(mobility.tutor), {f"t-{field}": typed, "t-fact_host_activity": "Bakery"})

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert fresh(mobility.host).activity == ""


def test_nobody_is_born_tomorrow(client, minor):
    asked(minor, EXIT, "guardian")
    answer = client.post(by_link(minor.participant.guardian), {"t-fact_guardian_birth_date": "2199-01-01"})

    assert answer.context["form"].errors.keys() == {"fact_guardian_birth_date"}


# Nothing is replaced, nobody writes what is not theirs


def test_what_the_desk_wrote_meanwhile_stays(client, mobility):
    asked(mobility, FRENCH, "host")
    url = by_link(mobility.tutor)
    client.get(url)
    Organisation.objects.filter(pk=mobility.host_id).update(activity="As the desk wrote it")

    client.post(url, {"t-fact_host_activity": "Otherwise", "t-fact_host_registration_number": "HRB 12345"})

    host = fresh(mobility.host)
    assert (host.activity, host.registration_number) == ("As the desk wrote it", "HRB12345")


def test_the_action_itself_writes_into_nothing_that_is_filled(mobility):
    Organisation.objects.filter(pk=mobility.host_id).update(activity="As the desk wrote it")
    subject = subject_of(Mobility.objects.get(pk=mobility.pk))

    count = tell_facts(subject=subject, giver="host", said={"fact_host_activity": "Otherwise"}, by=mobility.tutor)

    assert count == 0
    assert fresh(mobility.host).activity == "As the desk wrote it"


def test_a_tutor_who_handed_over_or_is_of_another_company_writes_nothing(network, mobility):
    former = ContactFactory(network=network, kind="tutor", organisation=mobility.host)
    said = {"fact_host_activity": "Baking"}
    assert tell_facts(subject=OfMobility(mobility), giver="host", said=said, by=former) == 0

    stranger = ContactFactory(network=network, kind="tutor", organisation=mobility.participant.employer)
    mobility.tutor = stranger
    mobility.save()
    elsewhere = OfMobility(Mobility.objects.get(pk=mobility.pk))
    assert tell_facts(subject=elsewhere, giver="host", said=said, by=stranger) == 0
    assert file_facts.asked_of("host.activity", elsewhere) == {}
    assert file_facts.asked_of("tutor.phone", elsewhere)["by"] == "host"
    assert fresh(mobility.host).activity == ""


@pytest.mark.parametrize("giver", ["participant", "guardian", "employer", "host", "desk"])
def test_no_giver_has_a_row_that_is_not_theirs(minor, giver):
    mine = minor.participant
    subject = OfMobility(minor)
    rows = {one.row(subject, giver) for one in file_facts.FACTS.values() if one.keeps != "terms"} - {None}

    assert rows == {
        "participant": {mine, mine.person}, "guardian": {mine, mine.guardian}, "employer": {mine.employer, mine.mentor},
        "host": {minor.host, minor.tutor}, "desk": set(),
    }[giver]  # fmt: skip
    of_child = {
        one.field for one in file_facts.FACTS.values() if giver == "guardian" and one.row(subject, giver) == mine
    }
    assert of_child <= {"birth_place"}


# The next paper


def test_what_was_told_for_one_paper_is_asked_for_no_other(client, mobility):
    Participant.objects.filter(pk=mobility.participant_id).update(address="")
    for kind in (FRENCH, GRANT):
        asked(mobility, kind, "participant")
    client.force_login(mobility.participant.person)
    first, second = Inquiry.objects.order_by("pk")
    both = {"t-fact_participant_address": "5 rue", "t-fact_participant_contract_number": "053"}
    both["t-fact_participant_qualification"] = "CAP Boulanger"
    client.post(reverse("documents:my-questions", args=[first.code]), both)

    assert not fresh(first).is_open
    assert "fact_participant_address" not in lacking(mobility, GRANT, "participant")
    assert not fresh(second).is_open


def test_who_was_asked_the_same_and_nothing_else_is_asked_no_more(client, mobility):
    second = ready_to_send(mobility.network, host=mobility.host, tutor=mobility.tutor)
    for one in (mobility, second):
        asked(one, FRENCH, "host")
    inquiry = Inquiry.objects.get(mobility=mobility)
    url = f"{by_link(mobility.tutor)}paper/{inquiry.code}/"

    client.post(url, {"t-fact_host_activity": "Bakery"})

    other = Inquiry.objects.get(mobility=second)
    assert other.is_open  # its own questions are open
    page = client.get(f"{by_link(mobility.tutor)}paper/{other.code}/").text
    assert "t-fact_host_activity" not in page


# Words


def test_every_question_and_help_is_there_in_six_languages():
    terms = [file_facts.term_of(one.key) for one in file_facts.FACTS.values()]

    assert [one.key for one in terms if set(one.label) != set(LANGUAGES)] == []
    assert [one.key for one in terms if one.help and set(one.help) != set(LANGUAGES)] == []
    assert len({one.key for one in terms}) == len(terms)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_the_language_of_who_is_asked(client, mobility, language):
    Contact.objects.filter(pk=mobility.tutor_id).update(language=language)
    asked(mobility, FRENCH, "host")

    shown = client.get(by_link(Contact.objects.get(pk=mobility.tutor_id))).text

    assert file_facts.term_of("fact_host_registration_number").label[language] in shown
