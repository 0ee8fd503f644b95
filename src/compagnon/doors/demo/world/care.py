"""Help and follow-up in the demonstration: a rota, calls for help, an incident, an exercise, a month told by both sides."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from compagnon.core import clock
from compagnon.doors.demo.world.cast import Cast
from compagnon.mobilities.models import Mobility
from compagnon.network.models import Network
from compagnon.stays.actions import care, followup, incidents, safety
from compagnon.stays.actions.silence import watch
from compagnon.stays.choices import Safety
from compagnon.stays.models import FollowUp
from compagnon.stays.queries.followup import questions_of

_NUMBERS = ("+33 1 99 00 12 01", "+33 1 99 00 12 02")  # of the range kept for fiction


def make(network: Network, people: Cast) -> None:
    """What there is on the pages of help today."""
    _rota(network, people)
    abroad = list(Mobility.objects.filter(state="abroad").exclude(tutor=None).select_related("participant__person"))
    if len(abroad) < 3:
        return
    _calls(abroad, people)
    _incident(abroad[2], people)
    safety.ask_all(
        country=str(abroad[0].country), town="", is_drill=True, by=people.coordinator,
        words="Exercice annuel. Si vous étiez sur place, que feriez-vous\u202f?",
    )  # fmt: skip
    _silent(abroad[-1], people)
    _months()


def _silent(mobility: Mobility, people: Cast) -> None:
    """A storm in one town, an hour ago: most answered, two did not and are followed."""
    with clock.at(clock.now() - timedelta(minutes=70)):
        asked = safety.ask_all(
            country=str(mobility.country), town=mobility.town, is_drill=False, by=people.coordinator,
            words="Tempête cette nuit. Restez à l’intérieur et répondez.",
        )  # fmt: skip
    with clock.at(clock.now() - timedelta(minutes=50)):
        for one in list(asked.answers.order_by("pk"))[2:]:
            safety.answer(answer=one, state=Safety.SAFE, by=one.mobility.participant.person)
    watch()


def _rota(network: Network, people: Cast) -> None:
    monday = clock.today() - timedelta(days=clock.today().weekday())
    referents = list(people.referents.values())
    said = {"phone": "+33 1 99 00 12 00", "answer_within": 15, "daily_days": 3}
    care.change_settings(network=network, said=said, by=people.coordinator)
    for week in range(6):
        days = (monday + timedelta(weeks=week), monday + timedelta(weeks=week, days=6))
        for place in (1, 2):
            person = referents[(week + place) % len(referents)]
            care.add_turn(person=person, days=days, place=place, phone=_NUMBERS[place - 1], by=people.coordinator)


def _calls(abroad: list[Mobility], people: Cast) -> None:
    first, second = abroad[:2]
    with clock.at(_yesterday(22)):
        lost = care.Cry(UUID(int=1), "urgent", "J’ai raté le dernier bus, je suis seul à la gare.")
        call, _is_new = care.call_for_help(mobility=first, cry=lost, by=first.participant.person)
        care.take(call=call, by=people.coordinator)
    with clock.at(_yesterday(23)):
        care.close_call(call=call, outcome="Le tuteur est venu le chercher en voiture.", by=people.coordinator)
    question = care.Cry(UUID(int=2), "question", "Est-ce que je peux changer de chambre\u202f?")
    care.call_for_help(mobility=second, cry=question, by=second.participant.person)


def _incident(mobility: Mobility, people: Cast) -> None:
    by = mobility.referent or people.coordinator
    day = clock.today() - timedelta(days=2)
    what = incidents.Happening(
        "theft", "Sac volé, carte d’identité comprise", day, "Volé dans le train, déclaré à la police."
    )
    incident = incidents.open_incident(mobility=mobility, what=what, by=by)
    incidents.add_note(
        incident=incident, kind="contact", text="Consulat appelé, rendez-vous vendredi.", is_restricted=False, by=by
    )
    incidents.add_note(incident=incident, kind="note", text="La famille avance l’argent.", is_restricted=True, by=by)
    incidents.add_task(
        incident=incident, title="Laissez-passer", person=by, due_on=clock.today() + timedelta(days=3), by=by
    )
    incidents.change_standing(incident=incident, family_told="yes", review_on=clock.today(), by=by)


def _months() -> None:
    """What was due is answered, but for some."""
    due = FollowUp.objects.filter(due_on__lt=clock.today()).select_related(
        "mobility__participant__person", "mobility__tutor"
    )
    for number, one in enumerate(due.order_by("pk")):
        who = one.mobility.participant.person if one.side == "learner" else one.mobility.tutor
        if number % 9 == 4 or who is None:
            continue
        marks = {code: 3 + (number + place) % 3 for place, code in enumerate(questions_of(one))}
        if number % 13 == 6:
            marks["work"] = 2
        with clock.at(timezone.make_aware(datetime.combine(one.due_on, time(19)))):
            followup.answer_follow_up(follow_up=one, marks=marks, words="", wants_call=False, by=who)


def _yesterday(hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(clock.today() - timedelta(days=1), time(hour)))
