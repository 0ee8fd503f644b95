"""The vault, the plan of help and the numbers on their pages; the marker crawls for what must not leak."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from compagnon.core import activity
from compagnon.correspondence.models import Letter
from compagnon.correspondence.queries import text_of
from compagnon.inclusion.actions import support, vault
from compagnon.inclusion.choices import EntryKind
from compagnon.inclusion.models import InclusionSettings, OpportunityAnswer, SupportMeasure, VaultEntry, VaultEvent
from compagnon.mobilities.models import Departure
from compagnon.people import links
from tests.factories.people import PersonFactory
from tests.factories.recruitment import ApplicationFactory
from tests.house.addresses import behind
from tests.inclusion.conftest import MARKER, tell
from tests.people.entrance import JustSignedIn


def signed_in(person):
    client = JustSignedIn()
    client.force_login(person)
    return client


def page_of(purpose, holder, about, url):
    return reverse(url, args=[links.token_of(links.make(purpose=purpose, holder=holder, about=about))])


def test_somebody_tells_names_a_reader_and_sees_who_has_read(learner, referent, stay):
    own = signed_in(learner.person)
    empty = own.get(reverse("inclusion:tell")).text
    own.post(reverse("inclusion:tell"), {"needs": ["rest"], "words": MARKER, "readers": ["referent"]})
    entry = VaultEntry.objects.get()

    read = signed_in(referent).get(reverse("inclusion:read", args=[entry.code]))
    after = own.get(reverse("inclusion:support")).text

    assert "checked" not in empty
    assert MARKER in read.text
    assert "Breaks, and a quiet place" in read.text
    assert f"Read by {referent.full_name} on 26 November 2026" in after
    assert MARKER in after
    assert MARKER in own.get(reverse("inclusion:tell")).text


def test_who_is_not_named_is_told_nothing_is_there(learner, referent, coordinator, network):
    entry = tell(learner, readers=["coordinator"])
    others = [
        referent,
        PersonFactory(network=network, role="reviewer"),
        PersonFactory(network=network, role="administrator"),
        PersonFactory(network=network, role="participant"),
    ]
    address = reverse("inclusion:read", args=[entry.code])

    assert [signed_in(person).get(address).status_code for person in others] == [404] * 4
    assert VaultEvent.objects.filter(act="read").count() == 0
    assert signed_in(coordinator).get(address).status_code == 200


def test_as_many_readings_are_noted_as_pages_were_opened(learner, referent):
    entry = tell(learner, readers=["referent"])

    for _time in range(3):
        signed_in(referent).get(reverse("inclusion:read", args=[entry.code]))

    assert VaultEvent.objects.filter(act="read", by=referent).count() == 3


def test_what_was_told_stands_on_no_other_page_and_in_no_file_or_letter(learner, stay, referent, coordinator, network):
    entry = tell(learner, readers=["referent", "coordinator", "host"], needs=["daily_care"])
    vault.answer_opportunities(participant=learner, answer="yes", families=["DISAB"], by=learner.person)
    vault.send_to_named(entry=entry, by=referent)
    people = [referent, coordinator] + [
        PersonFactory(network=network, role=role) for role in ("reviewer", "administrator")
    ]
    own = {"inclusion:reconciliation"}
    addresses = [one.url() for one in behind("desk") if not one.arguments and one.name not in own]
    addresses += [learner.get_absolute_url(), stay.get_absolute_url(), reverse("desk:search") + f"?q={MARKER}"]
    found = []
    for person in people:
        client = signed_in(person)
        for address in addresses:
            answer = client.get(address)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            secrets = (MARKER, "fridge", "Disabilities", "daily_care")
            found += [(address, one) for one in secrets if one.encode() in body and "?q=" not in address]
    letters = "".join(text_of(letter) + letter.subject for letter in Letter.objects.all())

    assert found == []
    assert MARKER not in letters
    assert "fridge" not in letters
    assert VaultEvent.objects.filter(act="read").count() == 0


def test_the_tutor_reads_after_a_press_and_is_noted(client, learner, stay):
    entry = tell(learner, readers=["host"])
    address = page_of(vault.READ, stay.tutor, entry, "inclusion:read-needs")

    looked = client.get(address)
    noted_before = VaultEvent.objects.filter(act="read").count()
    read = client.post(address)

    assert MARKER not in looked.text
    assert MARKER in read.text
    assert noted_before == 0
    assert VaultEvent.objects.get(act="read").by_name == stay.tutor.full_name

    tell(learner, readers=[])
    assert client.post(address).status_code == 404


def test_a_guardian_tells_reads_and_sees_who_read_and_no_longer_for_an_adult(client, learner, referent):
    address = page_of(vault.GUARDIAN, learner.guardian, learner, "inclusion:guardian") + "?lang=en"

    client.post(address, {"do": "keep", "needs": ["rest"], "words": MARKER, "readers": ["referent"]})
    entry = VaultEntry.objects.get()
    signed_in(referent).get(reverse("inclusion:read", args=[entry.code]))
    looked = client.get(address).text
    opened = client.post(address, {"do": "open"}).text
    learner.birth_date = learner.birth_date.replace(year=2000)
    learner.save()

    assert MARKER not in looked
    assert f"Read by {referent.full_name}" in looked
    assert MARKER in opened
    assert VaultEvent.objects.filter(act="read", reader="guardian").count() == 1
    assert client.get(address).status_code == 404


def test_the_guardian_of_a_minor_gets_a_letter_and_that_of_an_adult_none(learner):
    own = signed_in(learner.person)

    first = own.post(reverse("inclusion:ask-guardian"), follow=True).text
    learner.birth_date = learner.birth_date.replace(year=2000)
    learner.save()
    second = own.post(reverse("inclusion:ask-guardian"), follow=True).text

    assert "The letter to the guardian goes." in first
    assert "There is no guardian" in second
    assert [letter.key for letter in Letter.objects.all()] == ["inclusion.guardian_needs"]


def test_a_referent_writes_down_together_and_not_alone(learner, referent):
    client = signed_in(referent)
    typed = {"needs": ["rest"], "words": MARKER, "readers": ["referent"]}
    address = reverse("inclusion:together", args=[learner.code])

    alone = client.post(address, typed)
    client.post(address, {**typed, "together": "on"})
    again = client.get(address).text

    assert alone.status_code == 422
    assert VaultEntry.objects.get().readers == ["referent"]
    assert MARKER not in again
    assert "takes its place" in again


def test_somebody_deletes_what_they_told(learner):
    tell(learner)
    own = signed_in(learner.person)

    own.post(reverse("inclusion:forget", args=["support"]))

    assert VaultEntry.objects.count() == 0
    assert own.post(reverse("inclusion:forget", args=["support"])).status_code == 404


def test_adjustments_are_asked_without_a_why_and_only_the_coordinator_hears(learner, coordinator, referent, network):
    own = signed_in(learner.person)
    own.post(reverse("inclusion:adjustments"), {"adjustments": ["more_time"], "words": MARKER})
    entry = VaultEntry.objects.get(kind=EntryKind.ADJUSTMENTS)
    desk = signed_in(coordinator)
    listed = desk.get(reverse("inclusion:adjustments-asked")).text
    waiting = desk.get(reverse("desk:home")).text

    read = desk.get(reverse("inclusion:read", args=[entry.code])).text
    desk.post(reverse("inclusion:settle", args=[entry.code]))

    assert learner.person.full_name in listed
    assert MARKER not in listed
    assert "1 adjustment of a selection to arrange" in waiting
    assert MARKER in read
    assert "More time" in read
    assert "Arranged" in own.get(reverse("inclusion:support")).text
    for person in (referent, PersonFactory(network=network, role="reviewer")):
        assert signed_in(person).get(reverse("inclusion:read", args=[entry.code])).status_code == 404
        assert "adjustment of a selection" not in signed_in(person).get(reverse("desk:home")).text


def test_the_answer_on_fewer_opportunities_is_private_and_not_given_beforehand(learner, referent):
    own = signed_in(learner.person)
    before = own.get(reverse("inclusion:opportunities")).text
    own.post(reverse("inclusion:opportunities"), {"answer": "yes", "families": ["ECON", "GEO"]})
    wrong = own.post(reverse("inclusion:opportunities"), {"families": ["ECON"]})

    assert "checked" not in before
    assert wrong.status_code == 422
    assert OpportunityAnswer.objects.get().answer == "yes"
    shown = signed_in(referent).get(learner.get_absolute_url()).text
    assert "Fewer opportunities: Yes" in " ".join(shown.split())
    assert "Economic" not in shown


def test_the_coordinator_reconciles_flags_and_reasons(learner, stay, coordinator):
    vault.answer_opportunities(participant=learner, answer="yes", families=[], by=learner.person)
    client = signed_in(coordinator)

    missing = client.get(reverse("inclusion:reconciliation")).text
    vault.answer_opportunities(participant=learner, answer="yes", families=["GEO"], by=learner.person)
    whole = client.get(reverse("inclusion:reconciliation") + "?year=2027").text

    assert "A difference to explain" in missing
    assert "Everybody flagged has given at least one reason." in whole
    assert learner.person.full_name not in whole


def plan(learner, by, **fields):
    told = {"kind": "companion", "what": "Travels along on the first day", "carried_by": by, **fields}
    return support.plan(participant=learner, fields=told, by=by)


def test_help_is_planned_edited_moved_and_shown_to_the_person_without_a_reason(learner, stay, referent):
    client = signed_in(referent)
    address = reverse("inclusion:new-measure", args=[learner.code])
    typed = {"kind": "mentor", "what": "Writes every week", "carried_by_name": "Ida Beispiel", "carried_by_email": "ida@example.org", "due_on": "2027-02-01", "amount": "120.50"}  # fmt: skip

    nobody = client.post(address, {**typed, "carried_by_name": ""})
    client.post(address, typed)
    measure = SupportMeasure.objects.get()
    client.post(reverse("inclusion:measure", args=[measure.code]), {**typed, "amount": "150"})
    client.post(reverse("inclusion:move-measure", args=[measure.code]), {"to": "arranged"})
    refused = client.post(reverse("inclusion:move-measure", args=[measure.code]), {"to": "nonsense"}, follow=True)

    measure.refresh_from_db()
    assert nobody.status_code == 422
    assert (str(measure.amount), measure.state) == ("150.00", "arranged")
    assert "not possible" in refused.text
    own = signed_in(learner.person).get(reverse("inclusion:support")).text
    assert "mailto:ida@example.org" in own
    assert "Writes every week" in client.get(stay.get_absolute_url()).text


def test_what_happened_to_a_plan_is_read_in_the_reader_s_language(network, learner):
    by = PersonFactory(network=network, role="coordinator", first_name="Ada", last_name="Exemple")
    fields = {"kind": "mentor", "what": "Writes every week", "carried_by_name": "Ida Beispiel"}
    with translation.override("de"):
        support.plan(participant=learner, fields=fields, by=by)

    row = activity.on(learner).get(verb="inclusion.help_planned")

    with translation.override("fr"):
        assert activity.sentence(row) == "Ada Exemple a prévu une aide\u202f: Un mentor à qui écrire."
    assert activity.sentence(row) == "Ada Exemple planned help: A mentor to write to."


def test_planned_help_is_listed_filtered_and_exported_with_its_costs(learner, referent):
    plan(learner, referent, amount="80", due_on="2026-01-01")
    client = signed_in(referent)

    page = client.get(reverse("inclusion:measures"), {"whose": "me", "kind": "companion", "state": "planned"})
    export = client.get(reverse("inclusion:export"))

    assert [row.participant for row in page.context["page"]] == [learner]
    assert "80.00 €" in page.text
    assert list(client.get(reverse("inclusion:measures"), {"q": "nobody"}).context["page"]) == []
    assert export["Content-Disposition"].startswith("attachment")
    assert "1 planned help to see to" in client.get(reverse("desk:home")).text


def test_the_list_of_help_takes_as_many_queries_for_one_as_for_three(learner, referent):
    plan(learner, referent)
    client = signed_in(referent)
    client.get(reverse("inclusion:measures"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("inclusion:measures"))
    for _time in range(2):
        plan(learner, referent)

    with CaptureQueriesContext(connection) as three:
        assert len(client.get(reverse("inclusion:measures")).context["page"]) == 3

    assert len(three) == len(one)


def test_a_coordinator_sets_days_and_national_criteria_that_staff_then_read(learner, coordinator, referent):
    typed = {"keep_days": "60", "answer_days": "21", "national_criteria_en": "Criteria of the agency", "national_criteria_fr": "Critères"}  # fmt: skip
    client = signed_in(coordinator)

    before = signed_in(referent).get(learner.get_absolute_url()).text
    client.post(reverse("inclusion:settings"), typed)
    wrong = client.post(reverse("inclusion:settings"), {**typed, "keep_days": "0"})

    kept = InclusionSettings.objects.get()
    assert (kept.keep_days, kept.answer_days, wrong.status_code) == (60, 21, 422)
    assert "Not entered yet" in before
    assert "Criteria of the agency" in signed_in(referent).get(learner.get_absolute_url()).text


def test_a_named_reader_sends_the_tutor_a_link(learner, stay, referent, coordinator):
    entry = tell(learner, readers=["referent", "host"])

    signed_in(coordinator).post(reverse("inclusion:send", args=[entry.code]))
    assert Letter.objects.count() == 0
    signed_in(referent).post(reverse("inclusion:send", args=[entry.code]))

    assert Letter.objects.get().to_contact == stay.tutor


def test_somebody_without_a_file_reads_what_the_page_is_for(network):
    client = signed_in(PersonFactory(network=network, role="participant"))

    assert "With the first application" in client.get(reverse("inclusion:support")).text
    assert client.get(reverse("inclusion:tell")).status_code == 404


def test_who_accompanies_reads_when_named_and_travelling_with_the_person(learner, stay, network):
    companion = PersonFactory(network=network, role="accompanying")
    stranger = PersonFactory(network=network, role="accompanying")
    stay.departure = Departure.objects.create(
        network=network, name="Group", scheme=stay.scheme, country="DE", departs_on=stay.departs_on,
        returns_on=stay.returns_on, accompanying=companion,
    )  # fmt: skip
    stay.save()
    entry = tell(learner, readers=["accompanying"])
    address = reverse("inclusion:read", args=[entry.code])

    assert MARKER in signed_in(companion).get(address).text
    assert signed_in(stranger).get(address).status_code == 404
    help_page = reverse("inclusion:help-of", args=[stay.code])
    assert "Read what was told to you" in signed_in(companion).get(help_page).text
    assert help_page in signed_in(companion).get(stay.get_absolute_url()).text
    assert signed_in(stranger).get(help_page).status_code == 404
    tell(learner, readers=["referent"])
    assert signed_in(companion).get(address).status_code == 404


def test_the_application_leads_to_what_helps_me(learner):
    application = ApplicationFactory(network=learner.network, call__network=learner.network, participant=learner)
    own = signed_in(learner.person)
    sent = own.get(reverse("recruitment:status", args=[application.code])).text
    application.state = "draft"
    application.save()
    asked = own.get(reverse("recruitment:apply-step", args=[application.call.code, "support"])).text

    assert reverse("inclusion:support") in sent
    assert reverse("inclusion:support") in asked
