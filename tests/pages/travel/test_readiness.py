"""The departure check at the desk and the papers on the phone."""

from datetime import date

import pytest
from django.urls import reverse

from compagnon.mobilities.models import Departure
from compagnon.travel.actions.cover import add_cover
from compagnon.travel.models import Cover, Waiver
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory


@pytest.fixture
def stay(network):
    return MobilityFactory(network=network, placed=True)


@pytest.fixture
def coordinator(network):
    return PersonFactory(network=network, role="coordinator")


@pytest.fixture
def expiring(stay):
    said = {"kind": "identity", "areas": [], "valid_from": None, "valid_until": date(2027, 3, 14)}
    return add_cover(mobility=stay, said=said, by=stay.referent, seen=True)


def check_page(stay):
    return reverse("travel:check", args=[stay.code])


def test_the_check_says_what_stands_in_the_way_and_what_nobody_told(client, stay, expiring):
    client.force_login(stay.referent)

    page = client.get(check_page(stay)).text

    assert "1 thing stands in the way" in page
    assert "before the return on 15 March 2027" in page
    assert "nobody has told yet that it is there" in page
    assert check_page(stay) in client.get(stay.get_absolute_url()).text


def test_a_referent_sees_that_a_coordinator_may_answer_and_cannot(client, stay, expiring):
    client.force_login(stay.referent)

    response = client.post(reverse("travel:waive", args=[stay.code]), {"item": "identity", "reason": "Please"})

    assert response.status_code == 404
    assert "A coordinator may answer for it by name" in client.get(check_page(stay)).text


def test_a_coordinator_answers_by_name_and_takes_it_back(client, stay, expiring, coordinator):
    client.force_login(coordinator)
    client.post(reverse("travel:waive", args=[stay.code]), {"item": "identity", "reason": "Renewed on Friday."})
    page = client.get(check_page(stay)).text

    client.post(reverse("travel:take-waiver-back", args=[Waiver.objects.get().code]))

    assert f"Waived by {coordinator.full_name}" in page
    assert "Renewed on Friday." in page
    assert not Waiver.objects.exists()


def test_a_waiver_without_a_reason_gets_a_sentence_beside_the_field(client, stay, expiring, coordinator):
    client.force_login(coordinator)

    response = client.post(reverse("travel:waive", args=[stay.code]), {"item": "identity", "reason": ""})

    assert response.status_code == 422
    assert "This field is required." in response.text
    assert not Waiver.objects.exists()


def test_departing_with_a_red_item_leads_to_the_check(client, stay, expiring):
    client.force_login(stay.referent)

    response = client.post(reverse("mobilities:move", args=[stay.code, "departure"]))

    assert "cannot leave yet" in response.text
    assert check_page(stay) in response.text


def test_an_insurance_is_added_changed_and_taken_away(client, stay):
    client.force_login(stay.referent)
    typed = {"kind": "insurance", "areas": ["travel", "liability"], "valid_from": "2027-02-01", "valid_until": "2027-03-20", "issuer": "Assurances d’essai", "reference": "P-12", "phone": "+33 1 02 03 04 05"}  # fmt: skip
    client.post(reverse("travel:new-cover", args=[stay.code]) + "?kind=insurance", typed)
    made = Cover.objects.get()

    client.post(reverse("travel:cover", args=[made.code]), {**typed, "valid_until": "2027-04-01"})
    page = client.get(check_page(stay)).text
    client.post(reverse("travel:remove-cover", args=[made.code]))

    assert made.areas == ["travel", "liability"]
    assert "Assurances d’essai" in page
    assert "1 April 2027" in page
    assert not Cover.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"kind": "insurance", "valid_until": "2027-03-20"}, "Choose what the insurance covers"),
        (
            {"kind": "identity", "valid_until": "2027-03-20", "reference": "12AB34567"},
            "the number of such a paper is not kept",
        ),
        ({"kind": "visa", "valid_from": "2027-04-01", "valid_until": "2027-03-20"}, "cannot be before the first"),
    ],
)
def test_a_wrong_paper_gets_a_sentence_and_what_was_typed_stays(client, stay, typed, sentence):
    client.force_login(stay.referent)

    response = client.post(reverse("travel:new-cover", args=[stay.code]), typed)

    assert response.status_code == 422
    assert sentence in response.text
    assert "2027-03-20" in response.text
    assert not Cover.objects.exists()


def test_a_departure_shows_each_traveller_s_light_and_covers_many_at_once(client, network, stay, expiring, coordinator):
    group = Departure.objects.create(
        network=network, name="Flensburg", scheme=stay.scheme, country="DE", departs_on=stay.departs_on, returns_on=stay.returns_on
    )  # fmt: skip
    other = MobilityFactory(network=network, departure=group, scheme=stay.scheme)
    stay.departure = group
    stay.save()
    client.force_login(coordinator)
    page = reverse("travel:check-departure", args=[group.code])
    chosen = {"action": "cover", "selected": [stay.code, other.code], "back": page}

    shown = client.get(page).text
    asked = client.post(reverse("mobilities:many"), chosen).text
    said = {
        "confirmed": "1",
        "kind": "insurance",
        "areas": ["liability"],
        "valid_from": "2027-01-01",
        "valid_until": "2027-12-31",
    }
    done = client.post(reverse("mobilities:many"), {**chosen, **said})

    assert stay.participant.person.full_name in shown
    assert other.participant.person.full_name in shown
    assert page in client.get(group.get_absolute_url()).text
    assert "Add a cover to 2 mobilities" in asked
    assert done.url == page
    assert Cover.objects.filter(kind="insurance").count() == 2


def test_a_cover_for_many_without_what_it_covers_is_asked_again(client, stay):
    client.force_login(stay.referent)
    response = client.post(
        reverse("mobilities:many"), {"action": "cover", "selected": [stay.code], "confirmed": "1", "kind": "insurance"}
    )

    assert response.status_code == 422
    assert "Choose what the insurance covers" in response.text
    assert not Cover.objects.exists()


def test_the_participant_tells_days_on_the_phone_and_the_referent_marks_them_as_seen(client, stay):
    client.force_login(stay.participant.person)
    page = reverse("travel:my-papers", args=[stay.code])
    tell = reverse("travel:tell-paper", args=[stay.code, "identity"])

    before = client.get(page).text
    client.post(tell, {"valid_until": "2028-01-01"})
    made = Cover.objects.get()
    change = reverse("travel:my-cover", args=[made.code])
    told = client.get(page).text
    client.post(change, {"valid_until": "2029-01-01"})
    made.refresh_from_db()
    client.force_login(stay.referent)
    client.post(reverse("travel:see-cover", args=[made.code]))

    assert tell in before
    assert change in told
    assert "nobody of the staff has seen it yet" in told
    assert made.valid_until == date(2029, 1, 1)
    made.refresh_from_db()
    assert made.seen_by_name == stay.referent.full_name
    client.force_login(stay.participant.person)
    assert page in client.get(reverse("travel:my-ready", args=[stay.code])).text
    assert client.get(change).status_code == client.post(change, {"valid_until": "2030-01-01"}).status_code == 404
    assert change not in client.get(page).text


def test_the_participant_tells_whom_to_call_at_home_and_it_is_not_asked_again(client, network, stay):
    client.force_login(stay.participant.person)
    page, tell = (reverse(f"travel:{one}", args=[stay.code]) for one in ("my-papers", "home-contact"))

    asked = client.get(page).text
    empty = client.post(tell, {"emergency_contact": " "})
    client.post(tell, {"emergency_contact": "Aunt Rye, +33 6 00 00 00 00"})

    assert tell in asked
    assert empty.status_code == 422
    assert tell not in client.get(page).text
    stay.participant.refresh_from_db()
    assert stay.participant.emergency_contact == "Aunt Rye, +33 6 00 00 00 00"
    client.force_login(MobilityFactory(network=network).participant.person)
    assert client.post(tell, {"emergency_contact": "Somebody else"}).status_code == 404


def test_a_second_insurance_stands_beside_the_first(client, stay):
    client.force_login(stay.participant.person)
    tell = reverse("travel:tell-paper", args=[stay.code, "insurance"])

    client.post(tell, {"areas": ["travel"], "valid_until": "2027-04-01", "issuer": "First"})
    client.post(tell, {"areas": ["liability"], "valid_until": "2027-04-01", "issuer": "Second"})

    assert [(one.issuer, one.areas) for one in Cover.objects.order_by("pk")] == [
        ("First", ["travel"]),
        ("Second", ["liability"]),
    ]


def test_what_is_only_told_on_the_phone_lifts_no_red_item(client, stay, expiring):
    client.force_login(stay.participant.person)
    client.post(reverse("travel:tell-paper", args=[stay.code, "identity"]), {"valid_until": "2030-01-01"})

    client.force_login(stay.referent)
    page = client.get(check_page(stay)).text

    assert "1 thing stands in the way" in page
    assert "cannot leave yet" in client.post(reverse("mobilities:move", args=[stay.code, "departure"])).text


def test_a_waiver_of_what_is_not_red_any_more_is_told_and_the_reason_stays(client, stay, expiring, coordinator):
    client.force_login(coordinator)
    page = client.post(reverse("travel:waive", args=[stay.code]), {"item": "nothing", "reason": "Renewed on Friday."})

    assert page.status_code == 422
    assert "Your reason was not kept" in page.text
    assert "Renewed on Friday." in page.text


def test_a_reason_that_is_too_long_stays_in_its_field(client, stay, expiring, coordinator):
    client.force_login(coordinator)
    page = client.post(reverse("travel:waive", args=[stay.code]), {"item": "identity", "reason": "Renewed. " * 150})

    assert page.status_code == 422
    assert "Renewed. Renewed." in page.text


def test_a_paper_of_no_kind_and_other_people_s_papers_do_not_exist(client, network, stay, expiring):
    client.force_login(stay.participant.person)
    assert client.get(reverse("travel:tell-paper", args=[stay.code, "unknown"])).status_code == 404

    client.force_login(MobilityFactory(network=network).participant.person)
    assert client.get(reverse("travel:my-papers", args=[stay.code])).status_code == 404

    client.force_login(PersonFactory(network=network, role="referent", role__departement_code="72"))
    assert client.get(check_page(stay)).status_code == 404
    assert client.get(reverse("travel:cover", args=[expiring.code])).status_code == 404
    assert client.post(reverse("travel:see-cover", args=[expiring.code])).status_code == 404
