"""Erasure column by column: a mark in every text and JSON of every row about somebody, and none of it afterwards."""

from functools import reduce

import pytest
from django.db import connection, models, transaction
from django_scopes import scope, scopes_disabled

from compagnon.core import wall
from compagnon.core.holdings import Treatment, holdings
from compagnon.people.models import Contact, Person
from compagnon.privacy.actions import erase
from compagnon.privacy.models import Hold
from compagnon.privacy.reach import rows_under
from tests.factories.people import PersonFactory
from tests.house.filled import Filled
from tests.privacy.dump import dumped

MARK = "zqx7w"
STAYS = {
    "core.Activity": "trail verb",
    "core.SecurityEvent": "about event request_id",
    "core.Opening": "what",
    "consents.Word": "sentence",
    "documents.Document": "agreed_sha256 code_of final_sha256 kind languages",
    "documents.Signature": "consent_version scan_sha256 signed_sha256",
    "documents.Proof": "sha256 stands_for",
    "mobilities.Mobility": "next_task progress project_code town waiting_for",
    "people.SupportVisit": "path",
    "recruitment.Answer": "media_type",
    "recruitment.Correction": "steps",
    "recruitment.PanelMember": "capacity",
    "recruitment.RankedFile": "reading",
    "recruitment.Review": "levels",
    "stays.DistanceLesson": "series",
    "timeline.Task": "evidence",
    "travel.Cover": "areas",
    "travel.Waiver": "item",
}
"""Text that is left for the figures: words of the program or the network, numbers, codes that open nothing any more."""


NOT_REACHED = {
    Person: {"people.Contact"},
    Contact: {"people.Person", "recruitment.Consent", "documents.Signature", "core.Activity"},
}
"""The other kind of people; what a contact signed stays with the file of the participant, and so does its activity."""


def texts(holding):
    """Its columns that can hold a mark, with those that are left."""
    kinds = models.CharField | models.TextField | models.JSONField
    return {
        column.name: holding.treatments.get(column.name, Treatment.PLAIN) == Treatment.PLAIN
        for column in holding.model._meta.concrete_fields
        if isinstance(column, kinds) and not column.choices and column.name != "code" and (column.max_length or 99) >= 8
    }


def about_somebody():
    return [one for one in holdings() if one.about]


def lead(row, about, subject):
    """Make the first way that can end at the subject end there, and at nobody else; False when none can."""
    for way in about:
        *steps, last = way.split("__")
        if way in ("self", "*"):
            return True
        there = reduce(lambda found, step: getattr(found, step, None), steps, row)
        if isinstance(there, models.Model) and there._meta.get_field(last).related_model is type(subject):
            others = [one for one in about if "__" not in one and one not in (last, "*") and not steps]
            others = [one for one in others if there._meta.get_field(one).null]
            type(there)._base_manager.filter(pk=there.pk).update(**{last: subject}, **dict.fromkeys(others))
            return True
    return False


def mark(model, name, keys):
    column = model._meta.get_field(name)
    for key in keys:
        said = f"{MARK}{key}"
        value = {"who": said} if isinstance(column, models.JSONField) else said
        model._base_manager.filter(pk=key).update(**{name: value})


@pytest.fixture
def filled(db, settings, tmp_path):
    settings.MEDIA_ROOT = settings.DATA_FOLDER = tmp_path
    filled = Filled("ownmk")
    with scope(network=filled.network):
        filled.rows["mobilities.Mobility"].__class__.objects.update(state="closed")
        yield filled


@pytest.mark.parametrize("kind", [Person, Contact])
def test_no_mark_is_left_in_any_column_of_any_row_about_somebody(filled, kind):
    subject = filled.rows[kind._meta.label]
    with scopes_disabled(), wall.as_owner():
        led = {one.model for one in about_somebody() if lead(filled.row(one.model), one.about, subject)}
    rows = rows_under(subject)
    marked = 0
    with wall.as_owner(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # a note of an incident is written once
        for holding in about_somebody():
            for name, is_left in texts(holding).items():
                if not is_left:
                    mark(holding.model, name, rows.get(holding.model, ()))
                    marked += len(rows.get(holding.model, ()))
        cursor.execute("SET LOCAL session_replication_role = origin")
    Hold.objects.update(
        words=f"{MARK}{subject.pk} {MARK}{subject.pk}"
    )  # a seal keeps its reason, without the name in it
    assert {model._meta.label for model in led - set(rows)} == NOT_REACHED[kind]
    assert dumped().count(MARK) >= marked > 0

    erase(subject=kind.objects.get(pk=subject.pk), by=PersonFactory(network=filled.network, role="coordinator"))

    assert [line for line in dumped().splitlines() if MARK in line] == []


def test_every_text_that_is_left_is_named_here():
    left = {
        one.model._meta.label: " ".join(sorted(name for name, is_left in texts(one).items() if is_left))
        for one in about_somebody()
        if not one.is_deleted
    }

    assert {label: names for label, names in left.items() if names} == STAYS
