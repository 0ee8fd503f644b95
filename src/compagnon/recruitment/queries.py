"""Reads of calls, applications, consents and reviews."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from compagnon.core import clock
from compagnon.core.lists import counted
from compagnon.core.search import matching
from compagnon.people.choices import Role
from compagnon.people.models import Participant, Person
from compagnon.people.queries import reachable, who_looks_after, whole_network
from compagnon.recruitment import rules
from compagnon.recruitment.choices import ApplicationState, CallState, ConsentKind, ConsentState
from compagnon.recruitment.models import Application, Call, CallScheme, Consent, Review

UNDECIDED = (ApplicationState.DRAFT, ApplicationState.SUBMITTED, ApplicationState.WAITING)


def visible_to(person: Person, applications: QuerySet[Application]) -> QuerySet[Application]:
    """The applications that somebody may read at the desk.

    A coordinator sees all, a referent those of the départements and sites he looks after (and those whose site is not
    known yet, so that nobody falls between), a reviewer only those assigned to him.
    """
    reach = person.reach
    if reach.everything:
        return applications
    if reach:
        within = reach.where("participant__site__departement_code", "participant__site")
        return applications.filter(within | Q(participant__site__isnull=True))
    if Role.REVIEWER in person.roles:
        return applications.filter(reviews__reviewer=person)
    return applications.none()


def of_participant(person: Person) -> QuerySet[Application]:
    """Somebody's own applications, newest first."""
    rows: QuerySet[Application] = (
        Application.objects.filter(participant__person=person)
        .select_related("call__scheme", "participant")
        .order_by("-started_at")
    )
    return rows


def with_people(applications: QuerySet[Application]) -> QuerySet[Application]:
    """With everything a list row shows, in a fixed number of queries."""
    return applications.select_related(
        "call__scheme", "participant__person", "participant__trade", "participant__site"
    ).prefetch_related("consents")


def found(applications: QuerySet[Application], typed: str) -> QuerySet[Application]:
    """Those whose participant's name, town or trade begins with the typed words."""
    if not typed.strip():
        return applications
    return applications.filter(participant__in=matching(Participant.objects.all(), typed).values("pk"))


def with_consents_missing(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Those that still wait for a guardian or an employer, or were refused by one."""
    open_consents = Consent.objects.filter(application=OuterRef("pk")).exclude(state=ConsentState.GIVEN)
    return applications.filter(Exists(open_consents))


def to_decide(person: Person) -> QuerySet[Application]:
    """Submitted applications that wait for a decision of this person."""
    return visible_to(person, Application.objects.filter(state=ApplicationState.SUBMITTED))


def count_to_decide(request: Any) -> int | None:
    """For the navigation and the first screen of the desk: counted once a page."""
    if not hasattr(request, "applications_to_decide"):
        request.applications_to_decide = counted(to_decide(request.person))
    return request.applications_to_decide or None


def count_to_review(request: Any) -> int | None:
    """For the navigation."""
    return counted(reviews_to_do(request.person)) or None


def reviews_to_do(person: Person) -> QuerySet[Review]:
    """The readings that somebody still owes."""
    rows: QuerySet[Review] = Review.objects.filter(
        reviewer=person, finished_at__isnull=True, application__state=ApplicationState.SUBMITTED
    )
    return rows


def next_review(person: Person, after: Review) -> Review | None:
    """The next reading to do, so that reading thirty goes without coming back to the list."""
    return reviews_to_do(person).exclude(pk=after.pk).order_by("pk").first()


def open_calls() -> QuerySet[Call]:
    """Calls to which people can apply today, those closing first."""
    today = clock.today()
    rows: QuerySet[Call] = (
        Call.objects.filter(state=CallState.OPEN, opens_on__lte=today, closes_on__gte=today)
        .select_related("scheme")
        .order_by("closes_on", "pk")
    )
    return rows


def shown_in_public() -> QuerySet[Call]:
    """Calls whose page the public may read: published once, open still or over."""
    rows: QuerySet[Call] = Call.objects.exclude(state=CallState.DRAFT).select_related("scheme")
    return rows


def calls_by_state() -> dict[str, int]:
    """How many calls stand in each state."""
    return dict(Call.objects.order_by().values_list("state").annotate(Count("pk")))


def counts_of(calls: Iterable[Call]) -> dict[int, dict[str, int]]:
    """Applications by state for each call, in one query: {call.pk: {"submitted": 4, ...}}."""
    counted: dict[int, dict[str, int]] = {}
    rows = Application.objects.filter(call__in=list(calls)).values_list("call_id", "state").annotate(Count("pk"))
    for call, state, number in rows:
        counted.setdefault(call, {})[state] = number
    return counted


def admitted_to(call: Call) -> QuerySet[Application]:
    """Those who have a place."""
    rows: QuerySet[Application] = Application.objects.filter(call=call, state=ApplicationState.ADMITTED)
    return rows


def call_pairs() -> list[tuple[str, str]]:
    """Calls to which a reviewer can be kept, as code and title, the last to close first."""
    return [(call.code, str(call)) for call in Call.objects.order_by("-closes_on", "-pk")[:100]]


def places_left(call: Call) -> int:
    """Places that nobody has been admitted to."""
    return max(0, call.places - admitted_to(call).count())


def waiting_list(call: Call) -> QuerySet[Application]:
    """Those who wait, by their place on the reserve list, then in the order in which they were put on it."""
    rows: QuerySet[Application] = (
        Application.objects.filter(call=call, state=ApplicationState.WAITING)
        .select_related("participant__person")
        .order_by(F("reserve_place").asc(nulls_last=True), "decided_at", "pk")
    )
    return rows


def needed_consents(application: Application) -> list[ConsentKind]:
    """Whose word this application needs, whether asked or not."""
    needed = []
    if rules.needs_guardian(application.participant, clock.today()):
        needed.append(ConsentKind.GUARDIAN)
    if rules.has_employer(application.participant):
        needed.append(ConsentKind.EMPLOYER)
    return needed


def consents_of(application: Application) -> list[tuple[ConsentKind, Consent | None]]:
    """Each needed or asked consent with its answer; None when it was not asked yet."""
    asked = {ConsentKind(consent.kind): consent for consent in application.consents.select_related("contact")}
    needed = needed_consents(application)
    kinds = [*needed, *(kind for kind in asked if kind not in needed)]
    return [(kind, asked.get(kind)) for kind in kinds]


def reachable_referents(application: Application) -> list[Person]:
    """Whom to call about an application: the referents of its place, else of the network, else coordinators.

    Who is away is replaced by who stands in.
    """
    site = application.participant.site
    near = who_looks_after(site.departement_code, site.pk) if site else []
    return reachable(near or whole_network(Role.REFERENT, Role.COORDINATOR)[:2])


def calls_by_version(**only: Any) -> dict[tuple[int, int], int]:
    """How many calls that were opened keep each version of a scheme, by the scheme's key and the version's number."""
    rows = Call.objects.exclude(state=CallState.DRAFT).filter(scheme_version__isnull=False, **only).order_by()
    counted = rows.values_list("scheme_id", "scheme_version").annotate(number=Count("pk"))
    found = {(scheme, version): number for scheme, version, number in counted}
    beside = CallScheme.objects.exclude(scheme=F("call__scheme")).exclude(call__state=CallState.DRAFT)
    of_calls = {f"call__{name}": value for name, value in only.items()}
    more = beside.filter(scheme_version__isnull=False, **of_calls).order_by()
    for scheme, version, number in more.values_list("scheme_id", "scheme_version").annotate(number=Count("pk")):
        found[scheme, version] = found.get((scheme, version), 0) + number
    return found
