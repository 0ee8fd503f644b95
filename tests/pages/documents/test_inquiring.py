"""What a paper lacks, asked of whoever knows: by letter, on one small page, kept as theirs, shown at the desk."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from compagnon.core import clock
from compagnon.core.models import Activity
from compagnon.correspondence.models import Letter
from compagnon.documents.actions import bundle as bundles
from compagnon.documents.actions import inquiring, terms
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.choices import BundlePurpose
from compagnon.documents.models import Document, Inquiry
from compagnon.people import links
from tests.factories.documents import ready_to_send
from tests.factories.people import PersonFactory

AGREEMENT, GUARANTEES = "learning_agreement", "host_guarantees"


@pytest.fixture
def mobility(network):
    return ready_to_send(network)


@pytest.fixture
def desk(client, mobility):
    client.force_login(mobility.referent)
    return client


def page(row, kind, name="paper-of"):
    return reverse(f"documents:{name}-mobility", args=[row.code, kind])


def ask(desk, row, kind=GUARANTEES, giver="host", **more):
    return desk.post(page(row, kind, "ask-of"), {"giver": giver, **more}, follow=True)


def by_link(holder):
    return reverse(
        "documents:asked", args=[links.token_of(links.make(purpose=inquiring.ANSWER, holder=holder, about=holder))]
    )


def test_the_page_names_who_can_be_asked_and_the_press_writes_one_letter(desk, mobility):
    shown = desk.get(page(mobility, GUARANTEES)).text
    assert f"Ask {mobility.tutor}" in shown

    after = ask(desk, mobility).text

    inquiry = Inquiry.objects.get()
    assert (inquiry.contact, inquiry.giver, inquiry.asked_by) == (mobility.tutor, "host", mobility.referent)
    assert {"tasks", "workplace", "schedule"} <= set(inquiry.terms)
    letter = Letter.objects.get(key=inquiring.LETTER)
    assert letter.reader == mobility.tutor
    assert letter.link.purpose == inquiring.ANSWER
    assert f"Asked {mobility.tutor} on" in after
    assert Activity.objects.filter(verb="documents.inquiry_asked", trail=f"mobility:{mobility.pk}").count() == 1


def test_asking_again_within_a_day_asks_first_and_after_a_day_does_not(desk, mobility):
    ask(desk, mobility)
    assert "less than a day ago" in ask(desk, mobility).text
    assert Inquiry.objects.get().times == 1

    ask(desk, mobility, again="yes")
    assert Inquiry.objects.get().times == 2

    Inquiry.objects.update(asked_at=clock.now() - timedelta(days=2))
    ask(desk, mobility)
    assert Inquiry.objects.get().times == 3


def test_the_page_of_the_link_asks_just_what_that_person_can_say_and_keeps_it_as_theirs(desk, client, mobility):
    ask(desk, mobility)
    client.logout()
    url = by_link(mobility.tutor)
    before = client.get(url)
    assert "t-workplace" in before.text
    assert not Document.objects.filter(terms__has_key="workplace").exists()  # reading changes nothing

    client.post(url, {"t-workplace": "Hall 3", "t-regime": "stand_by"})
    document = Document.objects.get()
    assert document.terms["workplace"] == "Hall 3"
    assert "regime" not in document.terms
    assert Inquiry.objects.get().is_open  # what is needed is still missing
    said = Activity.objects.get(verb="documents.terms_said", by_name__contains=mobility.tutor.last_name)
    assert said.trail == f"mobility:{mobility.pk}"
    assert "t-workplace" not in client.get(url).text

    language = "de" if "t-tasks-de" in client.get(url).text else "en"
    done = client.post(
        url, {f"t-tasks-{language}": "Knead", f"t-follow_up-{language}": "Weekly", "t-schedule": "8 to 4"}, follow=True
    )
    assert not Inquiry.objects.get().is_open
    assert "Thank you" in done.text or "Danke" in done.text


def test_an_empty_answer_is_told_and_closes_nothing(desk, client, mobility):
    ask(desk, mobility)
    client.logout()

    assert client.post(by_link(mobility.tutor), {}).status_code == 422
    assert Inquiry.objects.get().is_open


def test_nobody_answers_what_another_was_asked(desk, client, mobility):
    ask(desk, mobility)
    client.logout()
    token = by_link(mobility.participant.guardian or mobility.participant.mentor)
    other = f"{token}paper/{Inquiry.objects.get().code}/"

    assert client.get(other).status_code == 404
    client.force_login(mobility.participant.person)
    assert client.get(reverse("documents:my-questions", args=[Inquiry.objects.get().code])).status_code == 404


def test_what_the_desk_alone_knows_is_not_taken_from_a_giver(mobility):
    kind = shipped()["grant_agreement"]
    desk_term = {"total": "99999", "holder": "Testa", "iban": "x", "option": "services"}
    terms.say(row=mobility, kind=kind, terms={"option": "money"}, by=mobility.referent)
    inquiry = inquiring.ask(row=mobility, kind=kind, giver="participant", by=mobility.referent)

    inquiring.answer(inquiry=inquiry, said=desk_term, language="en", by=mobility.participant.person)

    kept = Document.objects.get().terms
    assert kept["option"] == "money"
    assert "total" not in kept
    assert kept["holder"] == "Testa"


def test_a_learner_who_is_signed_in_finds_the_same_on_the_phone(desk, client, mobility):
    desk.post(page(mobility, "grant_agreement"), {"t-option": "money"})
    ask(desk, mobility, "grant_agreement", "participant")
    client.force_login(mobility.participant.person)
    code = Inquiry.objects.get().code
    own = reverse("documents:my-questions", args=[code])

    assert own in client.get(reverse("documents:my-papers")).text
    client.post(own, {"t-holder": "Testa", "t-iban": "FR76 3000 6000 0112 3456 7890 189"})
    assert not Inquiry.objects.get().is_open
    assert own not in client.get(reverse("documents:my-papers")).text


def test_the_learning_agreement_asks_the_tutor_for_its_terms(desk, client, mobility):
    ask(desk, mobility, AGREEMENT)
    client.logout()
    url = by_link(mobility.tutor)
    assert "t-workplace" in client.get(url).text

    client.post(url, {"t-workplace": "Hall 3"})
    mobility.refresh_from_db()
    assert "Hall 3" in str(mobility.terms.workplace.data)


def test_the_desk_hears_of_the_answer_until_the_paper_goes_out(desk, mobility):
    ask(desk, mobility)
    Inquiry.objects.update(answered_at=clock.now())
    listed = reverse("documents:inquiries")

    assert f"{mobility.tutor} answered on" in desk.get(listed).text
    assert listed in desk.get(reverse("desk:home")).text
    document = Document.objects.create(network=mobility.network, mobility=mobility, kind="quality_commitment")
    inquiring.close_of(document, None)
    assert f"{mobility.tutor} answered on" in desk.get(listed).text  # another paper
    inquiring.close_of(Document(network=mobility.network, mobility=mobility, kind=GUARANTEES), None)
    assert f"{mobility.tutor} answered on" not in desk.get(listed).text


def test_somebody_of_another_centre_asks_nobody(client, mobility, network):
    client.force_login(PersonFactory(network=network, role="trainer"))

    assert client.post(page(mobility, GUARANTEES, "ask-of"), {"giver": "host"}).status_code == 404
    assert not Inquiry.objects.exists()


def test_a_bundle_asks_for_all_by_one_letter_to_each_and_nobody_twice_in_a_day(network):
    first = ready_to_send(network)
    first.scheme.documents = ["D2", "D8", "D17"]
    first.scheme.save()
    second = ready_to_send(network, scheme=first.scheme, host=first.host, tutor=first.tutor)
    by = first.referent
    bundle = bundles.begin_bundle(mobilities=[first, second], title="two", by=by, purpose=BundlePurpose.PAPERS)
    bundles.gather(bundle=bundle)
    bundle.refresh_from_db()

    count = inquiring.ask_in_bundle(bundle=bundle, by=by)

    asked = Inquiry.objects.all()
    assert {one.mobility for one in asked} == {first, second}
    assert count == Letter.objects.filter(key=inquiring.LETTER).count() == len({one.holder for one in asked})
    assert inquiring.ask_in_bundle(bundle=bundle, by=by) == 0


def test_the_list_of_what_is_asked_costs_the_same_for_more_rows(desk, mobility):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            desk.get(reverse("documents:inquiries"))
        return len(asked)

    ask(desk, mobility)
    one = questions()
    for giver, kind in (("participant", "host_application"), ("host", AGREEMENT)):
        ask(desk, mobility, kind, giver)

    assert Inquiry.objects.count() > 1
    assert questions() <= one


def test_those_ticked_who_have_not_answered_are_asked_once_more_and_nobody_within_a_day(desk, mobility):
    for giver, kind in (("host", GUARANTEES), ("participant", "host_application"), ("host", AGREEMENT)):
        ask(desk, mobility, kind, giver)
    Letter.objects.all().delete()
    old = clock.now() - timedelta(days=3)
    Inquiry.objects.exclude(kind=AGREEMENT).update(asked_at=old)
    Inquiry.objects.filter(giver="participant").update(answered_at=clock.now())

    told = desk.post(
        reverse("documents:ask-once-more"),
        {"selected": list(Inquiry.objects.values_list("code", flat=True))},
        follow=True,
    )

    assert "1 person is asked once more." in told.text
    assert [one.reader for one in Letter.objects.filter(key=inquiring.LETTER)] == [mobility.tutor]
    assert dict(Inquiry.objects.values_list("kind", "times")) == {GUARANTEES: 2, "host_application": 1, AGREEMENT: 1}
    nobody = desk.post(reverse("documents:ask-once-more"), {"everything": "1", "query": ""}, follow=True)
    assert "Nobody was asked" in nobody.text


def test_the_list_is_filtered_and_exported_as_it_is_filtered(desk, mobility):
    ask(desk, mobility)
    ask(desk, mobility, "host_application", "participant")
    listed = reverse("documents:inquiries")

    found = desk.get(listed, {"giver": "participant", "q": mobility.participant.person.last_name}).text
    assert mobility.participant.person.full_name in found
    assert f"Asked {mobility.tutor} on" not in found
    assert "Nothing matches these filters." in desk.get(listed, {"state": "answered"}).text

    sheet = desk.get(reverse("documents:inquiries-export"), {"giver": "host"})
    (rows,) = [
        one.to_python() for one in [CalamineWorkbook.from_filelike(BytesIO(b"".join(sheet))).get_sheet_by_index(0)]
    ]
    assert [row[2] for row in rows[1:]] == [str(mobility.tutor)]
