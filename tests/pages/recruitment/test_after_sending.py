"""After it is sent: opened again, withdrawn by mistake, corrected by request, an address put right, a trainer heard."""

import re
from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse

from compagnon.core.models import Activity
from compagnon.correspondence.models import Letter
from compagnon.correspondence.queries import text_of
from compagnon.network.models import Organisation
from compagnon.people.models import PersonalLink
from compagnon.recruitment.actions import ask_needed_consents
from compagnon.recruitment.models import Application, Correction, Opinion
from tests.factories.recruitment import ApplicationFactory


@pytest.fixture(autouse=True)
def nobody_has_tried_yet():
    cache.clear()


@pytest.fixture
def sent(client, call):
    application = ApplicationFactory(
        call=call, wishes=["DE"], language_levels={"en": "A2"}, submitted_at="2026-11-20T10:00Z"
    )
    client.force_login(application.participant.person)
    return application


def status(application):
    return reverse("recruitment:status", args=[application.code])


def screen(application, step):
    return reverse("recruitment:apply-step", args=[application.call.code, step])


def fresh(application):
    return Application.objects.get(pk=application.pk)


def link_in(letter):
    return re.search(r"https?://[^/]+(/\S+)", text_of(letter)).group(1)


def test_what_is_sent_can_be_opened_again_until_somebody_reads_it(client, sent):
    client.post(reverse("recruitment:reopen", args=[sent.code]))
    assert fresh(sent).state == "draft"

    client.post(screen(sent, "motivation"), {"motivation": "Rye and spelt."})
    client.post(screen(sent, "check"))

    assert (fresh(sent).state, fresh(sent).motivation) == ("submitted", "Rye and spelt.")


def test_it_is_not_opened_again_once_a_reader_was_asked_or_the_call_is_over(client, sent, reviewer):
    review = sent.reviews.create(network=sent.network, reviewer=reviewer)
    client.post(reverse("recruitment:reopen", args=[sent.code]))
    review.delete()
    sent.call.closes_on = date(2026, 11, 20)
    sent.call.save()

    page = client.post(reverse("recruitment:reopen", args=[sent.code]), follow=True)

    assert "It can no longer be changed" in page.text
    assert fresh(sent).state == "submitted"


def test_a_withdrawal_by_mistake_is_undone(client, sent):
    page = client.post(status(sent), {"reason": ""}, follow=True)
    assert f'action="{reverse("recruitment:undo-withdrawal", args=[sent.code])}"' in page.text

    client.post(reverse("recruitment:undo-withdrawal", args=[sent.code]))

    assert (fresh(sent).state, fresh(sent).submitted_at) == ("submitted", fresh(sent).submitted_at)
    assert fresh(sent).submitted_at is not None


def test_a_withdrawal_after_the_decision_is_not_undone(client, call):
    application = ApplicationFactory(call=call, state="admitted", submitted_at="2026-11-20T10:00Z")
    client.force_login(application.participant.person)
    client.post(status(application), {"reason": ""})

    page = client.post(reverse("recruitment:undo-withdrawal", args=[application.code]), follow=True)

    assert "It is too late to undo this" in page.text
    assert fresh(application).state == "withdrawn"


def test_only_what_the_referent_sent_back_is_changed_and_the_history_is_kept(client, sent, coordinator):
    learner = sent.participant.person
    client.force_login(coordinator)
    asks = reverse("recruitment:application-correct", args=[sent.code])
    lacking = client.post(asks, {"sentence": "Write more."})
    client.post(asks, {"asked": ["motivation"], "sentence": "Write two sentences more."})
    twice = client.post(asks, {"asked": ["motivation"], "sentence": "Again."})
    letter = Letter.objects.get(key="recruitment.correction")
    client.force_login(learner)

    page = client.get(status(sent)).text
    refused = client.post(screen(sent, "languages"), {"level_en": "C2"})
    changed = client.post(screen(sent, "motivation"), {"motivation": "Rye, spelt, and how they teach."})
    client.post(reverse("recruitment:send-back", args=[sent.code]))
    after = client.post(screen(sent, "motivation"), {"motivation": "Too late."})

    assert (lacking.status_code, twice.status_code) == (422, 422)
    assert "I want to change my answers" not in page
    assert "Write two sentences more." in text_of(letter)
    assert "Write two sentences more." in page
    assert {answer.headers["Location"] for answer in (refused, changed, after)} == {status(sent)}
    assert (fresh(sent).language_levels, fresh(sent).motivation) == ({"en": "A2"}, "Rye, spelt, and how they teach.")
    correction = Correction.objects.get()
    assert correction.changes == [
        {
            "step": "motivation",
            "title": "Why do you want to go?",
            "before": "I want to bake rye bread.",
            "after": "Rye, spelt, and how they teach.",
        }
    ]
    client.force_login(coordinator)
    desk = client.get(reverse("recruitment:application", args=[sent.code])).text
    assert "<del>I want to bake rye bread.</del>" in desk
    verbs = set(Activity.objects.values_list("verb", flat=True))
    assert verbs >= {"recruitment.correction_asked", "recruitment.correction_done"}


def test_a_decided_application_is_not_sent_back(client, call, coordinator):
    application = ApplicationFactory(call=call, state="declined")
    client.force_login(coordinator)

    page = client.post(
        reverse("recruitment:application-correct", args=[application.code]), {"asked": ["motivation"], "sentence": "x"}
    )

    assert "Only an application that is sent and not decided can be corrected." in page.text


def test_nothing_is_sent_back_that_was_not_asked_for(client, sent):
    assert client.post(reverse("recruitment:send-back", args=[sent.code])).headers["Location"] == status(sent)


def test_a_wrong_address_of_the_mentor_is_put_right_after_sending_until_they_agree(client, sent):
    ask_needed_consents(application=sent, by=sent.participant.person)
    first = PersonalLink.objects.get(purpose="recruitment.employer_agreement")
    said = {"first_name": "C", "last_name": "P", "phone": "", "language": "fr", "email": "right@example.org"}
    assert "Correct the address" in client.get(status(sent)).text

    client.post(screen(sent, "mentor"), said)

    first.refresh_from_db()
    consent = sent.consents.get()
    assert (first.is_valid, consent.contact.email) == (False, "right@example.org")
    assert Letter.objects.filter(to_email="right@example.org").count() == 1
    consent.state = "given"
    consent.save()
    client.post(screen(sent, "mentor"), {**said, "email": "other@example.org"})
    assert sent.consents.get().contact.email == "right@example.org"


TRAINER = {"first_name": "Yves", "last_name": "Fournée", "email": "yves@example.org"}


def test_a_trainer_says_what_they_think_by_link_and_may_say_it_anew(client, sent, coordinator):
    own = client.post(
        reverse("recruitment:ask-trainer", args=[sent.code]), {**TRAINER, "email": sent.participant.person.email}
    )
    client.post(reverse("recruitment:ask-trainer", args=[sent.code]), TRAINER)
    client.logout()
    link = link_in(Letter.objects.get(key="recruitment.opinion"))

    assert client.get(link).status_code == 200
    assert client.post(link, {"strengths": "Careful."}).status_code == 422
    client.post(link, {"readiness": "ready", "strengths": "Careful.", "watch": ""})
    client.post(link, {"readiness": "with_help", "strengths": "Careful.", "watch": "Gets up late."})

    assert "This is your own address" in own.text
    assert "Thank you for your opinion." in client.get(f"{link}?lang=en").text
    opinion = Opinion.objects.get()
    assert (opinion.by_name, opinion.readiness, opinion.watch) == ("Yves Fournée", "with_help", "Gets up late.")
    client.force_login(sent.participant.person)
    page = client.get(status(sent)).text
    assert "Has answered" in page
    assert "Gets up late." not in page
    client.force_login(coordinator)
    assert "Gets up late." in client.get(reverse("recruitment:application", args=[sent.code])).text


def test_trainers_are_not_written_to_again_and_again(client, sent):
    address = reverse("recruitment:ask-trainer", args=[sent.code])
    pages = [client.post(address, {**TRAINER, "email": f"trainer{number}@example.org"}) for number in range(4)]

    assert "give them a day" in pages[-1].text
    assert Letter.objects.filter(key="recruitment.opinion").count() == 3


def test_at_the_desk_a_trainer_is_asked_or_what_they_said_is_noted(client, sent, coordinator):
    client.force_login(coordinator)
    address = reverse("recruitment:application-opinion", args=[sent.code])

    client.post(address, {"way": "ask", **TRAINER})
    client.post(address, {"way": "ask", **TRAINER})
    client.post(address, {"way": "note", "trainer": "Anne Levain", "readiness": "ready", "strengths": "", "watch": ""})
    lacking = client.post(address, {"way": "note", "trainer": ""})

    assert [(one.by_name, one.state) for one in Opinion.objects.all()] == [
        ("Yves Fournée", "asked"), ("Anne Levain", "given"),
    ]  # fmt: skip
    assert Letter.objects.filter(key="recruitment.opinion").count() == 2
    assert lacking.status_code == 422


def test_nobody_is_asked_once_it_is_decided(client, call, coordinator):
    application = ApplicationFactory(call=call, state="declined")
    client.force_login(coordinator)

    page = client.post(reverse("recruitment:application-opinion", args=[application.code]), {"way": "ask", **TRAINER})

    assert "no opinion is asked any more" in page.text
    client.force_login(application.participant.person)
    client.post(reverse("recruitment:ask-trainer", args=[application.code]), TRAINER)
    assert not Opinion.objects.exists()


def test_staff_say_what_for_what_there_and_what_it_brings(client, call, coordinator):
    application = ApplicationFactory(
        call=call, state="draft", wishes=["DE"], language_levels={"en": "B1"}, participant__kind="staff",
        participant__status="trainer",
    )  # fmt: skip
    client.force_login(application.participant.person)
    said = {
        "purpose": "shadowing",
        "programme": "Monday: the bakery of the school.",
        "sharing": "A workshop.",
        "replacement": "",
    }

    for step, words in said.items():
        assert client.get(screen(application, step)).status_code == 200
        assert client.post(screen(application, step), {step: words}).status_code == 302

    plan = fresh(application).staff_plan
    assert {name: getattr(plan, name) for name in said} == said
    check = client.get(screen(application, "check")).text
    assert "Job shadowing" in check
    assert "A workshop." in check
    client.force_login(coordinator)
    desk = client.get(reverse("recruitment:application", args=[application.code])).text
    assert "Job shadowing" in desk
    assert "Monday: the bakery of the school." in desk


def test_who_comes_from_a_partner_names_it_once_and_somebody_there(client, call, coordinator):
    said = {
        "name": "Bäckerschule Muster", "town": "Flensburg", "country": "DE", "first_name": "Greta",
        "last_name": "Sauerteig", "email": "greta@example.org",
    }  # fmt: skip
    for _one in range(2):
        application = ApplicationFactory(call=call, state="draft", participant__status="foreign_apprentice")
        client.force_login(application.participant.person)
        assert client.get(screen(application, "sending")).status_code == 200
        client.post(screen(application, "sending"), said)

    sender = Organisation.objects.get(name="Bäckerschule Muster")
    assert {one.participant.sending_organisation for one in Application.objects.all()} == {sender}
    assert [contact.full_name for contact in sender.contacts.all()] == ["Greta Sauerteig"]
    page = client.get(screen(application, "sending")).text
    assert 'value="greta@example.org"' in page
    assert "Bäckerschule Muster, Flensburg" in client.get(screen(application, "check")).text
    client.force_login(coordinator)
    assert "Bäckerschule Muster" in client.get(reverse("recruitment:application", args=[application.code])).text
