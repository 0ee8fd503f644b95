"""Reads of help: who is on call, in which order people are asked, which calls somebody sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, IntegerField, Q, QuerySet, Value, When

from compagnon.core import activity, clock
from compagnon.correspondence.models import Letter
from compagnon.documents.models import AgreementTerms
from compagnon.engines.legal.facts import EUROPEAN_UNION
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import visible_to
from compagnon.network.choices import Zone
from compagnon.network.models import Destination
from compagnon.people.choices import Role
from compagnon.people.models import Membership, Person
from compagnon.people.queries import reachable, whole_network
from compagnon.people.rules import RIGHTS
from compagnon.stays.choices import OPEN, URGENT, HelpState
from compagnon.stays.models import CareSettings, HelpCall, OnCallTurn
from compagnon.travel.models import CountryPage
from compagnon.travel.phrases.preparation import NUMBERS
from compagnon.travel.queries.preparation import Number, numbers_of, page_of


@dataclass(frozen=True)
class OnDuty:
    """Somebody who is asked for help, and the number under which they answer."""

    person: Person
    phone: str


def settings_of(network_id: int) -> CareSettings:
    """How the network answers; as the program proposes while nobody has said anything."""
    kept = CareSettings.objects.filter(network_id=network_id).first()
    return kept or CareSettings(network_id=network_id)


def turns() -> QuerySet[OnCallTurn]:
    """The turns of the network that count."""
    return OnCallTurn.objects.filter(is_off=False, person__is_active=True).select_related("person")


def coming_turns() -> QuerySet[OnCallTurn]:
    """Turns of today and later, in their order."""
    return turns().filter(last_day__gte=clock.today())


def _turns_now() -> QuerySet[OnCallTurn]:
    today = clock.today()
    return turns().filter(first_day__lte=today, last_day__gte=today, person__in=who_may("stays.answer_help"))


def is_on_call(person: Person) -> Exists:
    """Whether somebody is on call today, as part of a question: who is sees what is of the whole network."""
    return Exists(_turns_now().filter(person=person))


def on_call_now() -> list[OnDuty]:
    """Who is on call today and may answer, the first asked first; each person once."""
    found = _turns_now().order_by("place", "pk")
    return list({turn.person_id: OnDuty(turn.person, turn.phone) for turn in reversed(found)}.values())[::-1]


def who_may(right: str) -> QuerySet[Person]:
    """Open accounts whose roles give this right."""
    able = Membership.objects.filter(role__in=RIGHTS[right]).values("person")
    return Person.objects.filter(is_active=True, pk__in=able)


def asked_so_far(call: HelpCall) -> set[int]:
    """Who was written to about this call: the chain may have changed since."""
    letters = Letter.objects.filter(key="stays.help", about_id=call.pk, to_person__isnull=False)
    return set(letters.values_list("to_person", flat=True))


def chain_for(mobility: Mobility) -> list[OnDuty]:
    """Who is asked for help, in order: those on call, then the referent (or who replaces them), then coordinators."""
    on_call = on_call_now()
    referents = [mobility.referent] if mobility.referent is not None and mobility.referent.is_active else []
    others = reachable([*referents, *whole_network(Role.COORDINATOR)])
    known = {one.person.pk for one in on_call}
    return [*on_call, *(OnDuty(one, one.phone) for one in others if one.pk not in known)]


def calls_seen_by(person: Person) -> QuerySet[HelpCall]:
    """Calls of the mobilities that this person may see, was asked about or is on; while on call, all of the network."""
    calls = HelpCall.objects.select_related("mobility__participant__person", "mobility__host", "asked", "taken_by")
    of_theirs = Q(mobility__in=visible_to(person, Mobility.objects.all()))
    return calls.filter(of_theirs | Q(asked=person) | Q(taken_by=person) | Q(is_on_call(person)))


def open_calls(calls: QuerySet[HelpCall]) -> QuerySet[HelpCall]:
    """Not closed: those that nobody has taken first, the gravest first."""
    rank = Case(When(state=HelpState.ASKED, then=Value(0)), default=Value(1), output_field=IntegerField())
    grave = Case(
        When(level="danger", then=Value(0)), When(level="urgent", then=Value(1)), default=Value(2),
        output_field=IntegerField(),
    )  # fmt: skip
    return calls.filter(state__in=OPEN).order_by(rank, grave, "called_at")


def unanswered(calls: QuerySet[HelpCall]) -> QuerySet[HelpCall]:
    """Those that nobody has taken."""
    return calls.filter(state=HelpState.ASKED)


def waits_too_long() -> QuerySet[HelpCall]:
    """Calls whose answer is overdue: the next has to be asked."""
    return HelpCall.objects.filter(state=HelpState.ASKED, answer_by__lte=clock.now())


def own_open_call(mobility: Mobility) -> HelpCall | None:
    """The urgent call of this stay that is not closed, if there is one: pressing again is about the same."""
    found: HelpCall | None = HelpCall.objects.filter(mobility=mobility, state__in=OPEN, level__in=URGENT).first()
    return found


@dataclass(frozen=True)
class Numbers:
    """Whom somebody abroad can call without waiting for anybody: `local` as the network wrote it of the country."""

    local: list[Number]
    embassy: str
    health: str
    central: str
    on_call: list[OnDuty]


def numbers_for(mobility: Mobility) -> Numbers:
    """What the network wrote of the country, else 112 where it is sure; its own number; who is asked, the first first."""
    page = page_of(str(mobility.country))
    found = numbers_there(str(mobility.country), page)
    return Numbers(
        local=[one for one in found if one.service != "embassy"],
        embassy=next((one.number for one in found if one.service == "embassy"), ""),
        health=str(page.health) if page else "",
        central=settings_of(mobility.network_id).phone,
        on_call=[one for one in chain_for(mobility) if one.phone][:3],
    )


def numbers_there(country: str, page: CountryPage | None) -> list[Number]:
    """Emergency numbers of a country as the network wrote them, else 112 where it is sure."""
    found = numbers_of(country, page)
    if all(one.service == "embassy" for one in found) and is_in_europe(country):
        found.append(Number("all", str(NUMBERS["all"]), "112", is_checked=False))
    return found


def is_in_europe(country: str) -> bool:
    """112 works there: a country of the Union, or one that the network counts as Europe. Of others nothing is promised."""
    if country in EUROPEAN_UNION:
        return True
    return Destination.objects.filter(country=country, zone=Zone.EUROPE).exists()


def for_page(calls: QuerySet[HelpCall]) -> QuerySet[HelpCall]:
    """With everybody who can be reached about it."""
    return calls.select_related(
        "mobility__tutor", "mobility__referent", "mobility__departure__accompanying", "mobility__participant__guardian"
    )


def steps_of(call: HelpCall) -> list[dict[str, Any]]:
    """What was done about a call, step by step, the first first."""
    rows = activity.on(call.mobility).filter(about_type__model="helpcall", about_id=call.pk).order_by("at", "pk")
    return [{"at": row.at, "words": activity.sentence(row), "reason": row.reason} for row in rows]


def card_of(mobility: Mobility) -> dict[str, Any]:
    """What stands on the emergency card of a stay."""
    return cards_of([mobility])[0]


def cards_of(mobilities: Sequence[Mobility]) -> list[dict[str, Any]]:
    """The emergency cards of stays, in their order; what a country or the rota says is asked once for all."""
    insurances = dict(AgreementTerms.objects.filter(mobility__in=mobilities).values_list("mobility", "insurance"))
    on_call = [one for one in on_call_now() if one.phone]
    numbers: dict[tuple[str, int | None], Numbers] = {}
    for one in mobilities:
        if (key := (str(one.country), one.referent_id)) not in numbers:
            numbers[key] = numbers_for(one)
    return [
        {
            "mobility": one,
            "numbers": numbers[str(one.country), one.referent_id],
            "on_call": on_call,
            "insurance": insurances.get(one.pk, ""),
        }
        for one in mobilities
    ]
