"""Questions that are put into words once a day: they may depend on nothing but who asks, their roles and the day."""

from types import SimpleNamespace

import pytest
import time_machine
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from compagnon.core import statements
from compagnon.core.registries import Waiting, desk_attention, desk_navigation
from compagnon.people.choices import Role
from compagnon.people.models import Membership
from tests.factories.network import SiteFactory
from tests.factories.people import PersonFactory

ROLES = [
    Role.COORDINATOR,
    Role.REFERENT,
    Role.REVIEWER,
    Role.ACCOMPANYING,
    Role.ADMINISTRATOR,
    Role.PROTECTION,
    Role.CONFIDANT,
]


def of_role(network, role, site=None):
    person = PersonFactory(network=network)
    place = {"departement_code": "53"} if role == Role.REFERENT else {}
    Membership.objects.create(network=network, person=person, role=role, site=site, **place)
    return person


def questions_of(person):
    """Every question that is kept for this person, by what it counts."""
    request = SimpleNamespace(person=person, network=person.network, path="/desk/", GET={})
    waiting = {name: found.rows for name, ask in desk_attention.items() if isinstance(found := ask(request), Waiting)}
    beside = {entry.url_name: lambda entry=entry: entry.rows(request) for entry in desk_navigation if entry.rows}
    return waiting | beside


def in_words(question):
    try:
        return question().query.sql_with_params()
    except EmptyResultSet:
        return None


@pytest.mark.parametrize("role", ROLES)
def test_a_question_that_is_kept_asks_nothing_itself_and_is_the_same_all_day(network, role):
    person = of_role(network, role)
    person.memberships  # noqa: B018  (read once a request, before any question)
    with time_machine.travel("2027-03-01T06:00:00Z", tick=False):
        questions = questions_of(person)
        with CaptureQueriesContext(connection) as captured:
            morning = {name: in_words(question) for name, question in questions.items()}
    with time_machine.travel("2027-03-01T20:00:00Z", tick=False):
        evening = {name: in_words(question) for name, question in questions_of(person).items()}

    assert len(questions) >= (12 if role in (Role.COORDINATOR, Role.REFERENT) else 0)
    assert [one["sql"] for one in captured] == []
    assert {name for name, words in morning.items() if words != evening[name]} == set()


def test_roles_given_today_count_at_once(network):
    person = of_role(network, Role.REVIEWER)
    seen = person.seen_as
    site = SiteFactory(network=network)
    Membership.objects.create(network=network, person=person, role=Role.REFERENT, site=site)
    person.read_roles_again()

    assert person.seen_as != seen


def test_a_question_is_put_into_words_once_a_day_and_answered_anew_each_time(network):
    person, asked = of_role(network, Role.COORDINATOR), []

    def question() -> QuerySet:
        asked.append(1)
        return Membership.objects.filter(person=person).values_list("role")

    with time_machine.travel("2027-03-01T06:00:00Z", tick=False):
        statements.asked("test-roles", person, question)
        before = statements.asked("test-roles", person, question)
        Membership.objects.create(network=network, person=person, role=Role.REVIEWER)
        after = statements.asked("test-roles", person, question)
    with time_machine.travel("2027-03-02T06:00:00Z", tick=False):
        statements.asked("test-roles", person, question)

    assert (before, sorted(after)) == ([("coordinator",)], [("coordinator",), ("reviewer",)])
    assert len(asked) == 2


def test_what_nobody_can_answer_has_no_rows_and_is_not_asked(network, django_assert_num_queries):
    person = of_role(network, Role.COORDINATOR)
    person.memberships  # noqa: B018
    with django_assert_num_queries(0):
        assert statements.asked("test-none", person, Membership.objects.none) == []
