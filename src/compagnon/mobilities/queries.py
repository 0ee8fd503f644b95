"""Reads of mobilities and departures; who may see which is said here and nowhere else."""

from datetime import date, timedelta
from typing import Any

import rules
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_countries import countries

from compagnon.core import activity, clock
from compagnon.core.models import Activity
from compagnon.core.registries import mobility_joins
from compagnon.core.search import Found, matching
from compagnon.mobilities.choices import GONE, RUNNING
from compagnon.mobilities.models import Departure, Mobility
from compagnon.network.models import Destination, Site, Trade
from compagnon.people.choices import Role
from compagnon.people.models import Person
from compagnon.people.queries import who_looks_after
from compagnon.schemes.models import Scheme


def sees_all(person: Person) -> bool:
    """Coordinators, and referents who are not kept to a place, see every mobility of their network."""
    return person.reach.everything


def visible_to(person: Person, mobilities: QuerySet[Mobility]) -> QuerySet[Mobility]:
    """Those a person may see: a referent those of the own départements and sites, who accompanies a group those of
    the group, a participant the own, others none.
    """
    if person.reach:
        return person.reach.of(mobilities, "departement_code", "site")
    if Role.ACCOMPANYING in person.roles:
        return mobilities.filter(departure__accompanying=person)
    if Role.PARTICIPANT in person.roles:
        return mobilities.filter(participant__person=person)
    return mobilities.none()


def running(mobilities: QuerySet[Mobility]) -> QuerySet[Mobility]:
    """Neither closed nor cancelled."""
    return mobilities.filter(state__in=RUNNING)


def late(mobilities: QuerySet[Mobility], *, on: date | None = None) -> QuerySet[Mobility]:
    """Running ones with an open task that was due before the day (today)."""
    return running(mobilities).filter(next_due_on__lt=on or clock.today())


def for_list(mobilities: QuerySet[Mobility]) -> QuerySet[Mobility]:
    """With all that a row shows, joined; the words of schemes and trades come from `Names`, read once a page."""
    return mobilities.select_related("participant__person", "host").only(
        *("code", "network_id", "scheme_id", "trade_id", "site_id", "departement_code", "departure_id"),
        *("state", "departs_on", "returns_on", "days_at_home", "country", "town", "created_at"),
        *("step", "progress", "tasks_done", "tasks_total", "next_due_on", "next_task", "waiting_for"),
        *("participant__code", "participant__kind", "participant__person__code"),
        *("participant__person__first_name", "participant__person__last_name", "host__code", "host__name"),
    )


def for_page(mobilities: QuerySet[Mobility]) -> QuerySet[Mobility]:
    """With everybody whom the page names."""
    return mobilities.select_related(
        *("scheme", "participant__person", "participant__employer", "participant__mentor", "participant__guardian"),
        *("host", "tutor", "departure", "referent", "site", "trade", "network"),
        *mobility_joins,
    )


def mobility_by_code(person: Person, code: str) -> Mobility:
    """One that the person may see; raises DoesNotExist for an absent and a hidden one alike."""
    return one_for_page(visible_to(person, Mobility.objects.all()), code=code)


def one_for_page(mobilities: QuerySet[Mobility], **which: Any) -> Mobility:
    """The one so chosen, with everybody whom its page names; raises DoesNotExist.

    Not by `get`: the LIMIT that it adds makes PostgreSQL plan so many joins for 27 ms instead of 4 (measured).
    """
    found = list(for_page(mobilities.filter(**which)))
    if len(found) != 1:
        raise Mobility.DoesNotExist
    return found[0]


def departures_visible_to(person: Person, departures: QuerySet[Departure]) -> QuerySet[Departure]:
    """Departures with at least one mobility that the person may see, and the empty ones."""
    if sees_all(person):
        return departures
    theirs = Mobility.objects.filter(departure=OuterRef("pk"))
    seen = Exists(visible_to(person, theirs))
    return departures.filter(Q(seen) | ~Exists(theirs)) if person.reach else departures.filter(seen)


def with_travellers(departures: QuerySet[Departure], person: Person) -> QuerySet[Departure]:
    """`travellers`, and `late_travellers`, of those that the person may see, cancelled ones left out."""
    seen = Q(mobilities__state__in=[*RUNNING, "closed"])
    if not sees_all(person):
        within = person.reach.where("mobilities__departement_code", "mobilities__site")
        seen &= within if person.reach else Q(accompanying=person)
    is_late = seen & Q(mobilities__state__in=RUNNING, mobilities__next_due_on__lt=clock.today())
    return departures.annotate(
        travellers=Count("mobilities", filter=seen), late_travellers=Count("mobilities", filter=is_late)
    )


def referent_of(site: Site | None) -> Person | None:
    """The referent of a site or of its département; None when nobody or more than one looks after it."""
    found = who_looks_after(site.departement_code, site.pk) if site else []
    return found[0] if len(found) == 1 else None


def open_files_of(people: list[int]) -> dict[int, int]:
    """How many mobilities under way each of these people looks after."""
    rows = running(Mobility.objects.filter(referent__in=people)).order_by().values_list("referent")
    return dict(rows.annotate(files=Count("*")))


class Names:
    """Words of schemes, trades and places of a network in the reader's language, read once a page."""

    def __init__(self) -> None:
        self.schemes = {key: str(name) for key, name in Scheme.objects.values_list("pk", "name")}
        self.trades = {key: str(name) for key, name in Trade.objects.values_list("pk", "name")}
        self.countries = [destination.country for destination in Destination.objects.all()]
        sites = Site.objects.exclude(departement_code="").values_list("departement_code", "departement_name")
        self.departements = dict(sorted((code, name or code) for code, name in sites))
        self._countries: dict[str, str] = {}

    def scheme(self, key: int) -> str:
        return self.schemes.get(key, "")

    def trade(self, key: int | None) -> str:
        return self.trades.get(key, "") if key else ""

    def country(self, code: str) -> str:
        """The country's name; each is looked up once a page, because a look-up costs more than the row."""
        if code not in self._countries:
            self._countries[code] = str(countries.name(code))
        return self._countries[code]


def hosts_before() -> QuerySet[Any]:
    """The keys of the organisations where somebody was or is."""
    return Mobility.objects.filter(state__in=GONE, host__isnull=False).values("host")


def leaving_within(mobilities: QuerySet[Mobility], days: int) -> QuerySet[Mobility]:
    """In preparation, leaving from today on and within so many days."""
    today = clock.today()
    return mobilities.filter(state="preparing", departs_on__range=(today, today + timedelta(days=days)))


def find_mobilities(person: Person, typed: str) -> list[Found]:
    """For the instant search: by name, place, host or trade, running ones first."""
    if not rules.test_rule("mobilities.view_mobilities", person):
        return []
    rows = matching(visible_to(person, Mobility.objects.all()), typed).select_related("participant__person")
    return [
        Found(
            str(row.participant.person),
            ", ".join(
                str(part)
                for part in (
                    row.town or row.country.name,
                    date_format(row.departs_on, "SHORT_DATE_FORMAT"),
                    row.get_state_display(),
                )
            ),
            row.get_absolute_url(),
            str(_("Mobilities")),
            "route",
        )
        for row in rows.order_by(F("closed_at").asc(nulls_first=True), "-departs_on", "pk")[:5]
    ]


def mobilities_by_version(**only: Any) -> dict[tuple[int, int], int]:
    """How many mobilities keep each version of a scheme, by the scheme's key and the version's number."""
    rows = Mobility.objects.filter(**only).order_by()
    counted = rows.values_list("scheme_id", "scheme_version").annotate(number=Count("pk"))
    return {(scheme, version): number for scheme, version, number in counted}


def what_followed(mobility: Mobility, last: Activity | None) -> list[str]:
    """What later chapters did because of a change of the file, in sentences: all that is newer than `last` but the change."""
    newer = activity.on(mobility).filter(pk__gt=last.pk if last else 0).order_by("pk")
    return [activity.sentence(row) for row in newer if not row.verb.startswith("mobilities.")]
