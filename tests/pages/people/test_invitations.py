"""Inviting people to the team, and joining it by a personal link."""

import re

import pytest
from django.urls import reverse

from compagnon.core import clock
from compagnon.correspondence.models import Letter
from compagnon.correspondence.queries import text_of
from compagnon.people.models import Invitation, Membership, Person
from tests.factories.people import ParticipantFactory, PersonFactory

SAID = {"language": "fr", "roles": ["referent"], "departements": []}
PASSWORD = "a long and quiet password"


@pytest.fixture
def coordinator(client, network):
    person = PersonFactory(network=network, role="coordinator", first_name="Hélène", last_name="Rose")
    client.force_login(person)
    return person


def invite(client, *lines, **said):
    return client.post(reverse("team:invite"), {**SAID, "people": "\n".join(lines), **said})


def mailed_address():
    return re.search(r"https?://[^/]+(/g/join/\S+)", text_of(Letter.objects.latest("pk"))).group(1)


def test_several_people_are_invited_by_pasted_lines_in_their_language(client, coordinator):
    invite(
        client, "Solène Ardoisier <Solene@example.org>", "", '"Charron, Mathis" <mathis@example.org>', "x@example.org"
    )

    people = [one.person for one in Invitation.objects.order_by("pk")]
    assert [(one.email, one.first_name, one.last_name, one.is_active) for one in people] == [
        ("solene@example.org", "Solène", "Ardoisier", False),
        ("mathis@example.org", "Mathis", "Charron", False),
        ("x@example.org", "", "", False),
    ]
    letter = Letter.objects.order_by("pk").first()
    assert (letter.to_email, letter.language) == ("solene@example.org", "fr")
    assert "Hélène Rose" in letter.body


def test_each_problem_line_is_told_and_nothing_is_sent(client, network, coordinator):
    PersonFactory(network=network, role="reviewer", email="there@example.org")
    PersonFactory(email="elsewhere@example.org")

    answer = invite(
        client, "new@example.org", "no address", "new@example.org", "there@example.org", "elsewhere@example.org"
    )

    assert answer.status_code == 422
    told = answer.context["form"].errors["people"]
    assert [line.split(":")[0] for line in told] == [
        "Line 2, “no address”",
        "Line 3, “new@example.org”",
        "there@example.org",
        "elsewhere@example.org",
    ]
    assert "new@example.org" in answer.context["form"]["people"].value()
    assert (Invitation.objects.count(), Letter.objects.count()) == (0, 0)


def test_opening_the_link_changes_nothing_and_accepting_opens_the_account_once(client, network, coordinator):
    invite(client, "solene@example.org", roles=["referent", "reviewer"])
    address = mailed_address()
    client.logout()
    said = {"first_name": "Solène", "last_name": "Ardoisier", "language": "en", "password": PASSWORD}

    assert client.get(address).status_code == 200
    assert not Person.objects.get(email="solene@example.org").is_active

    assert client.post(address, said).headers["Location"] == reverse("sign-in")
    person = Person.objects.get(email="solene@example.org")
    assert (str(person), person.language, person.is_active, person.roles, person.check_password(PASSWORD)) == (
        "Solène Ardoisier", "en", True, {"referent", "reviewer"}, True,
    )  # fmt: skip
    assert client.post(address, said).status_code == 410


def test_a_weak_password_is_told_beside_its_field(client, coordinator):
    invite(client, "solene@example.org")

    answer = client.post(
        mailed_address(), {"first_name": "S", "last_name": "A", "language": "en", "password": "password"}
    )

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"password"}


def test_who_types_no_password_has_none_and_signs_in_by_a_mailed_code(client, coordinator):
    invite(client, "solene@example.org")

    answer = client.post(mailed_address(), {"first_name": "S", "last_name": "A", "language": "en", "password": ""})

    person = Person.objects.get(email="solene@example.org")
    assert answer.headers["Location"] == reverse("sign-in")
    assert (person.is_active, person.has_usable_password()) == (True, False)


def test_a_participant_with_a_password_joins_by_one_press(client, network, coordinator):
    trainer = ParticipantFactory(network=network).person
    trainer.set_password(PASSWORD)
    trainer.save()
    invite(client, trainer.email)

    page = client.get(mailed_address())
    assert "password" not in page.context["form"].fields
    client.post(mailed_address(), {"first_name": "T", "last_name": "P", "language": "en"})

    trainer.refresh_from_db()
    assert trainer.check_password(PASSWORD)
    assert set(Membership.objects.filter(person=trainer).values_list("role", flat=True)) == {"participant", "referent"}


def test_an_invitation_is_sent_again_with_a_fresh_link(client, coordinator):
    invite(client, "solene@example.org")
    first = mailed_address()

    client.post(reverse("team:resend", args=[Invitation.objects.get().code]))

    assert mailed_address() != first
    assert client.get(first).status_code == 410
    assert client.get(mailed_address()).status_code == 200


def test_a_withdrawn_invitation_opens_nothing(client, coordinator):
    invite(client, "solene@example.org")
    address = mailed_address()

    client.post(reverse("team:withdraw", args=[Invitation.objects.get().code]))

    assert client.post(address, {}).status_code == 410
    assert client.get(reverse("team:team")).context["invitations"] == []
    assert invite(client, "solene@example.org").status_code == 302


def test_an_invitation_is_over_after_seven_days(client, coordinator, time_machine):
    time_machine.move_to(clock.now())
    invite(client, "solene@example.org")
    address = mailed_address()

    time_machine.shift(7 * 24 * 3600 + 1)

    assert client.get(address).status_code == 410
