"""A named teacher approves a course sheet by link."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from compagnon.correspondence.models import Letter
from compagnon.longpath.actions import approve_version, keep_sheet
from compagnon.longpath.models import CourseSheet, CourseVersion
from tests.factories.longpath import SAID
from tests.factories.people import PersonFactory
from tests.pages.walking import link_in


@pytest.fixture
def asked(client, network):
    teacher = PersonFactory(network=network, role="trainer", first_name="Théo", last_name="Levain", language="fr")
    referent = PersonFactory(network=network, role="referent")
    sheet = keep_sheet(sheet=CourseSheet(network=network, title="CAP Boulanger"), version=SAID, by=referent)
    client.force_login(referent)
    client.post(reverse("longpath:ask-approval", args=[sheet.versions.get().code]), {"teacher": teacher.pk})
    client.logout()
    return Letter.objects.get(key="longpath.approval", to_person=teacher)


def test_a_named_teacher_approves_by_link_and_a_scanner_does_not(client, asked):
    link = link_in(asked)
    with time_machine.travel("2026-11-28 09:00+00:00"):
        shown = client.get(link)
        before = CourseVersion.objects.get().is_approved
        client.post(link, {"team": "Mme Farine (français)"})

    version = CourseVersion.objects.get()
    assert (shown.status_code, before) == (200, False)
    assert SAID["learnt"] in shown.text
    assert (version.team, version.approved_on) == ("Théo Levain, Mme Farine (français)", date(2026, 11, 28))
    again = client.post(link, {"team": "Somebody else"})
    version.refresh_from_db()
    assert "Mme Farine (français)" in again.text
    assert "Somebody else" not in version.team


def test_an_approved_version_is_not_asked_again(client, network, asked):
    version = CourseVersion.objects.get()
    by = PersonFactory(network=network, role="referent")
    approve_version(version=version, on=date(2026, 9, 1), team="The team", by=by)
    client.force_login(by)

    told = client.post(
        reverse("longpath:ask-approval", args=[version.code]), {"teacher": asked.to_person.pk}, follow=True
    )

    assert "This version is approved already." in told.text
    assert Letter.objects.filter(key="longpath.approval").count() == 1
