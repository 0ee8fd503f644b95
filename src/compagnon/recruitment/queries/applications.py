"""Reads of applications and of the consents they need."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from compagnon.core import clock
from compagnon.core.search import matching
from compagnon.people.choices import Role
from compagnon.people.models import Participant, Person
from compagnon.people.queries import reachable, who_looks_after, whole_network
from compagnon.recruitment import rules
from compagnon.recruitment.choices import ApplicationState, ConsentKind, ConsentState
from compagnon.recruitment.models import Application, Consent, Correction

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


def with_corrections_back(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Those not decided whose corrected answers came back and wait for somebody to look at them."""
    back = Correction.objects.filter(application=OuterRef("pk"), done_at__isnull=False, seen_at=None)
    return applications.filter(Exists(back), state__in=UNDECIDED)


def to_decide(person: Person) -> QuerySet[Application]:
    """Submitted applications that wait for a decision of this person."""
    return visible_to(person, Application.objects.filter(state=ApplicationState.SUBMITTED))


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
