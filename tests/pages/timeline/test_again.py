"""Again with this partner: a stay that is over proposes a timeline and opens the next departure."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compagnon.core import activity
from compagnon.core.i18n import localised
from compagnon.mobilities.models import Departure, Mobility
from compagnon.schemes.content import content_of
from compagnon.schemes.models import SchemeVersion
from compagnon.timeline.actions import add_task, complete_task, create_timeline, waive_task
from compagnon.timeline.models import Task
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory
from tests.factories.schemes import SchemeFactory, SchemeTaskFactory


@pytest.fixture(autouse=True)
def on_2_april_2027():
    with time_machine.travel(datetime(2027, 4, 2, 9, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def referent(network):
    return PersonFactory(
        network=network, role="referent", role__departement_code="53", first_name="Rita", last_name="Rey"
    )


@pytest.fixture
def at_desk(client, referent):
    client.force_login(referent)
    return client


@pytest.fixture
def scheme(network):
    scheme = SchemeFactory(network=network)
    rows = {"insurance": "Insure", "ticket": "Buy the ticket", "visit": "Visit", "exit": "Exit form"}
    for position, (key, title) in enumerate(rows.items()):
        conditions = ["minor"] if key == "exit" else []
        SchemeTaskFactory(
            scheme=scheme, key=key, title=title, role="referent", position=position, conditions=conditions
        )
    return scheme


def on(day):
    return time_machine.travel(datetime.combine(day, datetime.min.time(), UTC).replace(hour=10), tick=True)


def gone(network, scheme, referent, *, name="Rye", departure=None, host=None):
    """A stay of 1 to 15 March: insured 10 days before, the ticket bought as planned, no visit, a call added."""
    place = {"host": host} if host else {"placed": True}
    with on(date(2027, 1, 4)):
        stay = MobilityFactory(
            network=network, scheme=scheme, departure=departure, participant__person__last_name=name, **place
        )
        create_timeline(mobility=stay, by=None)
        added = add_task(
            mobility=stay, title="Call the bakery", role="referent", step="prepare", due_on=None, by=referent
        )
    tasks = {task.template.key: task for task in Task.objects.filter(mobility=stay, template__isnull=False)}
    with on(date(2027, 2, 1)):
        complete_task(task=tasks["ticket"], by=referent)
        waive_task(task=tasks["visit"], by=referent, reason="The tutor came to us.")
    with on(date(2027, 2, 19)):
        complete_task(task=tasks["insurance"], by=referent)
    with on(date(2027, 2, 26)):
        complete_task(task=added, by=referent)
    Mobility.objects.filter(pk=stay.pk).update(state="returned")
    stay.refresh_from_db()
    return stay


@pytest.fixture
def stay(network, scheme, referent):
    return gone(network, scheme, referent)


def again(stay):
    return reverse("timeline:again", args=[stay.code])


def own_key(stay):
    return f"own-{Task.objects.get(mobility=stay, template=None).code}"


def text(answer):
    return " ".join(answer.content.decode().split())


def test_the_page_of_a_stay_that_is_over_leads_to_what_was_really_done(at_desk, stay):
    page = at_desk.get(stay.get_absolute_url())
    assert again(stay) in text(page)

    shown = text(at_desk.get(again(stay)))

    for said in (
        "Call the bakery", "3 days before the departure", "1 month before the departure", "10 days before the departure",
        "The tutor came to us.", "18 days later", "under age", "1 task stays as it is planned", str(stay.host), str(stay.tutor), "15 days",
    ):  # fmt: skip
        assert said in shown
    assert (
        stay.participant.person.last_name
        not in text(at_desk.get(again(stay))).split('id="next"')[0].split("</h1>")[1].split("</p>", 1)[1]
    )  # beside the heading nobody is named


def test_a_stay_that_is_not_over_has_no_such_page(at_desk, network, scheme):
    running = MobilityFactory(network=network, scheme=scheme)

    assert at_desk.get(again(running)).status_code == 404
    assert again(running) not in text(at_desk.get(running.get_absolute_url()))


def test_what_is_ticked_becomes_a_proposal_that_the_coordinator_decides_on(at_desk, stay, scheme, referent):
    own = own_key(stay)
    said = {
        "do": "propose", "wanted": "As in March", f"keep_{own}": "on", f"title_{own}": "Call the host",
        "keep_insurance": "on", "keep_visit": "on",
    }  # fmt: skip

    answer = at_desk.post(again(stay), said)

    assert answer.url == reverse("schemes:draft", args=[scheme.code])
    version = SchemeVersion.objects.get(scheme=scheme, number=None)
    assert (version.state, version.wanted, version.begun_by) == ("proposed", "As in March", referent)
    rows = version.content["tasks"]
    titles = [localised(row["title"], "en") for row in rows]
    assert titles == ["Insure", "Buy the ticket", "Exit form", "Call the host"]
    insure, ticket, _exit, call = rows
    assert (insure["anchor"], insure["amount"], insure["unit"], insure["source_mark"]) == (
        "departure",
        -10,
        "days",
        "K",
    )
    assert insure["source"] == f"Done so with {stay.host}, March 2027"
    assert (ticket["amount"], ticket["unit"]) == (-1, "months")
    assert (call["anchor"], call["amount"], call["role"], call["level"]) == ("departure", -3, "referent", "mobility")
    scheme.refresh_from_db()
    assert scheme.version == 1  # nothing is in force before it is accepted
    at_desk.post(reverse("schemes:drop", args=[scheme.code]))
    assert SchemeVersion.objects.get(pk=version.pk).state == "dropped"


def test_a_published_proposal_gives_the_next_stay_the_days_that_were_kept(at_desk, client, network, stay, scheme):
    at_desk.post(again(stay), {"do": "propose", "wanted": "As in March", "keep_insurance": "on", "keep_visit": "on"})
    client.force_login(PersonFactory(network=network, role="coordinator"))
    client.post(reverse("schemes:publish", args=[scheme.code]), {"wanted": "As in March"})
    scheme.refresh_from_db()

    following = MobilityFactory(
        network=network,
        scheme=scheme,
        scheme_version=scheme.version,
        departs_on=date(2027, 9, 6),
        returns_on=date(2027, 9, 20),
    )
    create_timeline(mobility=following, by=None)

    assert dict(Task.objects.filter(mobility=following).values_list("template__key", "due_on")) == {
        "insurance": date(2027, 8, 27), "ticket": date(2027, 8, 6),
    }  # fmt: skip


def test_a_draft_in_preparation_takes_the_lines_and_is_proposed_by_nobody_else(at_desk, network, stay, scheme):
    from_colleague = SchemeVersion.objects.create(
        network=network, scheme=scheme, content={**_content(scheme), "summary": {"en": "Half done"}}
    )
    assert "A draft of this scheme is in preparation" in text(at_desk.get(again(stay)))

    at_desk.post(again(stay), {"do": "propose", "wanted": "As in March", "keep_visit": "on"})

    from_colleague.refresh_from_db()
    assert (from_colleague.state, from_colleague.content["summary"]) == ("draft", {"en": "Half done"})
    assert [row["key"] for row in from_colleague.content["tasks"]] == ["insurance", "ticket", "exit"]


def _content(scheme):
    return content_of(scheme, scheme.tasks_of(1))


def test_nothing_ticked_or_no_words_is_said_beside_the_field_and_what_was_typed_stays(at_desk, stay):
    nothing = at_desk.post(again(stay), {"do": "propose", "wanted": "Longer lead times"})
    own = own_key(stay)
    wordless = at_desk.post(again(stay), {"do": "propose", "wanted": "x", f"keep_{own}": "on", f"title_{own}": " "})

    assert nothing.status_code == wordless.status_code == 422
    assert "Tick at least one line" in text(nothing)
    assert "Longer lead times" in text(nothing)
    assert "Say what is to be done." in text(wordless)
    assert not SchemeVersion.objects.exists()


def test_a_departure_tells_what_most_of_its_people_did_in_a_constant_number_of_questions(
    at_desk, network, scheme, referent
):
    group = Departure.objects.create(
        network=network, scheme=scheme, name="Flensburg 2027", country="DE", town="Flensburg",
        departs_on=date(2027, 3, 1), returns_on=date(2027, 3, 15),
    )  # fmt: skip
    first = gone(network, scheme, referent, name="Rye", departure=group)
    address = reverse("timeline:departure-again", args=[group.code])
    with CaptureQueriesContext(
        connection,
    ) as alone:
        at_desk.get(address)
    gone(network, scheme, referent, name="Oat", departure=group, host=first.host)
    gone(network, scheme, referent, name="Barley", departure=group, host=first.host)

    with CaptureQueriesContext(connection) as together:
        page = text(at_desk.get(address))

    assert len(together) == len(alone) <= 15
    assert page.count('value="Call the bakery"') == 1
    assert "done for 3 people" in page
    assert address in text(at_desk.get(group.get_absolute_url()))


@pytest.fixture
def group(network, scheme, referent):
    made = Departure.objects.create(
        network=network, scheme=scheme, name="Flensburg 2027", country="DE", town="Flensburg",
        departs_on=date(2027, 3, 1), returns_on=date(2027, 3, 15),
    )  # fmt: skip
    first = gone(network, scheme, referent, name="Rye", departure=made)
    gone(network, scheme, referent, name="Oat", departure=made, host=first.host)
    return made


def open_next(client, group, **said):
    address = reverse("timeline:departure-again", args=[group.code])
    asked = {
        "do": "open", "name": "Flensburg 2028", "departs_on": "2028-02-28", "returns_on": "2028-03-13", "place": "0", **said,
    }  # fmt: skip
    return client.post(address, asked, follow=True)


def test_the_next_departure_has_the_host_and_nobody_who_was_not_ticked(at_desk, group):
    shown = text(at_desk.get(reverse("timeline:departure-again", args=[group.code])))
    host = group.mobilities.first().host
    assert 'value="Flensburg 2028"' in shown
    assert 'value="2028-02-28"' in shown  # a Monday, as before

    open_next(at_desk, group)

    made = Departure.objects.get(name="Flensburg 2028")
    assert (made.host, made.mobilities.count()) == (host, 0)
    assert (made.departs_on, made.returns_on) == (date(2028, 2, 28), date(2028, 3, 13))


def test_who_is_ticked_goes_with_the_host_and_a_press_takes_it_back(at_desk, network, scheme, group):
    once_more = group.mobilities.first().participant
    waiting = MobilityFactory(network=network, scheme=scheme, departs_on=date(2028, 3, 6), returns_on=date(2028, 3, 20))

    answer = open_next(at_desk, group, people=[once_more.code], joining=[waiting.code])

    made = Departure.objects.get(name="Flensburg 2028")
    new = Mobility.objects.get(participant=once_more, departure=made)
    waiting.refresh_from_db()
    assert {one.host for one in (new, waiting)} == {made.host}
    assert (waiting.departure, waiting.departs_on, new.departs_on) == (made, date(2028, 2, 28), date(2028, 2, 28))
    assert new.tasks.filter(template__key="insurance").exists()
    undo = next(str(one.extra_tags) for one in answer.context["messages"] if "undo:" in str(one.extra_tags))

    at_desk.post(undo.partition("undo:")[2])

    waiting.refresh_from_db()
    new.refresh_from_db()
    assert (new.state, waiting.state, waiting.departure, waiting.host) == ("cancelled", "preparing", None, None)
    assert not Departure.objects.filter(name="Flensburg 2028").exists()


def test_a_stay_of_ones_own_is_opened_again_for_who_is_chosen(at_desk, network, scheme, stay):
    elsewhere = MobilityFactory(network=network, scheme=scheme, departement_code="49")
    waiting = MobilityFactory(network=network, scheme=scheme, departs_on=date(2028, 3, 6), returns_on=date(2028, 3, 20))
    days = {"do": "open", "departs_on": "2028-02-28", "returns_on": "2028-03-13", "place": "0"}

    nobody = at_desk.post(again(stay), days)
    out_of_reach = at_desk.post(again(stay), {**days, "joining": [elsewhere.code]})
    at_desk.post(again(stay), {**days, "joining": [waiting.code]})

    assert (nobody.status_code, out_of_reach.status_code) == (422, 422)
    assert "Tick who goes" in text(nobody)
    waiting.refresh_from_db()
    assert (waiting.host, waiting.tutor, waiting.departs_on) == (stay.host, stay.tutor, date(2028, 3, 6))
    assert stay.host.name in activity.sentence(activity.on(waiting).filter(verb__endswith="host_assigned").first())


def test_a_scheme_that_is_switched_off_opens_nothing(at_desk, stay, scheme):
    type(scheme).objects.filter(pk=scheme.pk).update(is_off=True)

    page = text(at_desk.get(again(stay)))

    assert "no new call or mobility begins with it" in page
    assert 'value="open"' not in page


def test_in_french_the_page_is_french(client, network, referent, stay):
    referent.language = "fr"
    referent.save()
    client.force_login(referent)

    page = text(client.get(again(stay), headers={"accept-language": "fr"}))

    assert "Recommencer avec ce partenaire" in page
    assert "10 jours avant le départ" in page
