"""The personas: one learner before applying, one abroad, a trainer; and links that somebody outside can answer now."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import F

from compagnon.core import clock
from compagnon.correspondence.models import Letter, LetterState
from compagnon.doors.demo.world.cast import Cast
from compagnon.doors.demo.world.companies import Firms
from compagnon.doors.demo.world.learners import Crowd
from compagnon.mobilities.models import Mobility
from compagnon.network.models import Network
from compagnon.people.models import Person
from compagnon.recruitment.actions.consents import ask_needed_consents
from compagnon.recruitment.choices import ApplicationState, ConsentState
from compagnon.recruitment.models import Application, Call

LEARNER = {"first": "Camille", "last": "Fournil", "email": "learner@demo.example"}
TRAVELLER = {"first": "Sacha", "last": "Boussole-Levain", "email": "traveller@demo.example"}
TRAINER = {"first": "Dominique", "last": "Établi", "email": "trainer@demo.example"}


def make(network: Network, people: Cast, firms: Firms, open_calls: list[tuple[Call, int]], crowd: Crowd) -> None:
    """Give the personas their names and let the letters of the past have left."""
    call = open_calls[0][0]
    crowd.rename(crowd.learner(leaves_on=call.departs_on, age=17, departement="53", trade="bakery"), **LEARNER)
    _rename(crowd, Mobility.objects.filter(state="abroad", scheme__key="short_internship_group"), TRAVELLER)
    _rename(crowd, Mobility.objects.filter(state="preparing", scheme__key="staff_short"), TRAINER)
    _ask_somebody(people.coordinator)
    _let_letters_have_left()


def _rename(crowd: Crowd, mobilities: Any, name: dict[str, str]) -> None:
    """The first of them gets the name of a persona, everywhere it is written."""
    mobility = mobilities.order_by("pk").first()
    if mobility is not None:
        crowd.rename(mobility.participant, **name)
        mobility.save()


def _ask_somebody(by: Person) -> None:
    """Open questions to guardians and employers, so that there is something to answer."""
    waiting = Application.objects.filter(
        state=ApplicationState.SUBMITTED, consents__state=ConsentState.ASKED
    ).distinct()
    for application in waiting.order_by("pk")[:8]:
        application.consents.filter(state=ConsentState.ASKED).delete()
        ask_needed_consents(application=application, by=by)


def _let_letters_have_left() -> None:
    """Letters of the past left on the day they were written; those of the last two days wait to be read where they must."""
    recent = clock.now() - timedelta(days=2)
    old = Letter.objects.filter(state__in=[LetterState.QUEUED, LetterState.HELD])
    old.filter(written_at__lt=recent).update(state=LetterState.SENT, sent_at=F("written_at"))
    old.filter(state=LetterState.QUEUED).update(state=LetterState.SENT, sent_at=F("written_at"))
    with connection.cursor() as cursor:  # jobs are read-only as models
        cursor.execute("DELETE FROM procrastinate_jobs WHERE status = 'todo'")
