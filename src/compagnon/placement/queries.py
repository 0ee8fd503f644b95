"""Which partners could host somebody, and why; what a host may know before it has said yes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from compagnon.core.search import matching
from compagnon.mobilities.choices import RUNNING as RUNNING_MOBILITIES
from compagnon.mobilities.models import Mobility
from compagnon.network.models import Organisation, Trade
from compagnon.partners.models import Capacity
from compagnon.people.choices import ContactKind
from compagnon.people.models import Contact, Participant
from compagnon.placement.choices import RUNNING, RequestState
from compagnon.placement.models import PlacementRequest

TUTORS = (ContactKind.TUTOR, ContactKind.HOST_COORDINATOR)
SHOWN = 30  # proposals on one page: further ones are found by searching
AGE_BANDS = ((16, 17), (18, 20), (21, 25))


@dataclass(frozen=True)
class Wish:
    """What the referent looks for; empty means "any"."""

    typed: str = ""
    trade: Trade | None = None
    country: str = ""
    only_free: bool = False


@dataclass(frozen=True)
class Proposal:
    """One possible host with the reasons that speak for it and what speaks against."""

    host: Organisation
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]
    free: int
    tutors: tuple[Contact, ...]


@dataclass(frozen=True)
class Profile:
    """All that a host learns before it accepts: no name, no birth date, no address (MT-09)."""

    trade: str
    level: str
    age_band: str
    languages: tuple[str, ...]
    departs_on: date
    returns_on: date
    days: int
    scheme: str
    network: str


def possible_hosts(mobility: Mobility, wish: Wish) -> QuerySet[Any]:
    """Partners that host, with what a choice is made on: places, places taken, stays so far; the likeliest first."""
    hosts = Organisation.objects.filter(partner__hosts=True)
    if mobility.kept_scheme.host_kinds:
        hosts = hosts.filter(kind__in=mobility.kept_scheme.host_kinds)
    if wish.country:
        hosts = hosts.filter(country=wish.country)
    if wish.trade:
        offers_it = Capacity.objects.filter(partner__organisation=OuterRef("pk"), trade=wish.trade)
        works_in_it = Organisation.trades.through.objects.filter(organisation=OuterRef("pk"), trade=wish.trade)
        hosts = hosts.filter(Exists(offers_it) | Exists(works_in_it))
    hosts = with_free_places(matching(hosts, wish.typed), mobility)
    if wish.only_free:
        hosts = hosts.filter(free_places__gt=0)
    return hosts.order_by("-free_places", "-same_town", "-stays_so_far", "name")


def with_free_places(hosts: QuerySet[Any], mobility: Mobility) -> QuerySet[Any]:
    """Adds `places` offered for the trade over the whole stay, `taken`, `free_places`, `stays_so_far`, `same_town`."""
    offers = Capacity.objects.filter(
        partner__organisation=OuterRef("pk"), from_day__lte=mobility.departs_on, to_day__gte=mobility.returns_on
    )
    meanwhile = Mobility.objects.filter(
        host=OuterRef("pk"),
        state__in=RUNNING_MOBILITIES,
        departs_on__lte=mobility.returns_on,
        returns_on__gte=mobility.departs_on,
    ).exclude(pk=mobility.pk)
    asked = PlacementRequest.objects.filter(
        host=OuterRef("pk"),
        state=RequestState.ASKED,
        mobility__departs_on__lte=mobility.returns_on,
        mobility__returns_on__gte=mobility.departs_on,
    ).exclude(mobility=mobility.pk)
    if mobility.trade_id:
        offers, meanwhile = offers.filter(trade=mobility.trade_id), meanwhile.filter(trade=mobility.trade_id)
        asked = asked.filter(mobility__trade=mobility.trade_id)
    hosts = hosts.annotate(
        places=_figure(offers, "partner__organisation", Sum("places")),
        taken=_figure(meanwhile, "host", Count("pk")) + _figure(asked, "host", Count("pk")),
        stays_so_far=_figure(Mobility.objects.filter(host=OuterRef("pk")), "host", Count("pk")),
        same_town=Case(When(town__iexact=mobility.town, then=1), default=0) if mobility.town else Value(0),
    )
    return hosts.annotate(free_places=F("places") - F("taken"))


def _figure(rows: QuerySet[Any], by: str, figure: Sum | Count) -> Coalesce:
    one = rows.order_by().values(by).annotate(figure=figure).values("figure")
    return Coalesce(Subquery(one, output_field=IntegerField()), 0)


def proposals(mobility: Mobility, wish: Wish) -> tuple[list[Proposal], bool]:
    """The first proposals with their reasons, and whether there are more than are shown."""
    found = list(possible_hosts(mobility, wish).prefetch_related("trades")[: SHOWN + 1])
    tutors = _tutors_of(found)
    said_no = PlacementRequest.objects.filter(mobility=mobility.pk, state=RequestState.DECLINED)
    declined = set(said_no.values_list("host_id", flat=True)) if mobility.pk else set()  # a group is not a stay
    made = [_proposal(mobility, host, tutors.get(host.pk, ()), said_no=host.pk in declined) for host in found[:SHOWN]]
    return made, len(found) > SHOWN


def _tutors_of(hosts: Iterable[Any]) -> dict[int, tuple[Contact, ...]]:
    by_host: dict[int, tuple[Contact, ...]] = {}
    for contact in Contact.objects.filter(organisation__in=[host.pk for host in hosts], kind__in=TUTORS).order_by("pk"):
        by_host[contact.organisation_id] = (*by_host.get(contact.organisation_id, ()), contact)
    return by_host


def _proposal(mobility: Mobility, host: Any, tutors: tuple[Contact, ...], *, said_no: bool) -> Proposal:
    reasons, doubts = [], []
    if mobility.trade and mobility.trade in host.trades.all():
        reasons.append(_("works in %(trade)s") % {"trade": mobility.trade})
    if host.free_places > 0:
        reasons.append(
            ngettext("%(free)d place free for these dates", "%(free)d places free for these dates", host.free_places)
            % {"free": host.free_places}
        )
    elif host.places:
        doubts.append(_("all places for these dates are taken"))
    else:
        doubts.append(_("no place announced for these dates"))
    if host.same_town:
        reasons.append(_("is in %(town)s, where the stay is planned") % {"town": host.town})
    elif host.country == mobility.country:
        reasons.append(_("is in the country of the stay"))
    if host.stays_so_far:
        reasons.append(
            ngettext("has hosted %(count)d stay", "has hosted %(count)d stays", host.stays_so_far)
            % {"count": host.stays_so_far}
        )
    if said_no:
        doubts.append(_("has already declined this request"))
    if not tutors:
        doubts.append(_("no tutor is known yet"))
    return Proposal(host, tuple(reasons), tuple(doubts), max(host.free_places, 0), tutors)


def running_request(mobility: Mobility) -> PlacementRequest | None:
    """The question that is out or was answered yes; at most one (a constraint holds that)."""
    return mobility.placement_requests.filter(state__in=RUNNING).select_related("host", "tutor").first()


def former_requests(mobility: Mobility) -> QuerySet[PlacementRequest]:
    """Questions that led nowhere, newest first."""
    return (
        mobility.placement_requests.filter(Q(state=RequestState.DECLINED) | Q(state=RequestState.WITHDRAWN))
        .select_related("host", "tutor")
        .order_by("-asked_at")
    )


def profile_of(mobility: Mobility) -> Profile:
    """What the host is shown before it accepts, in the language that is active."""
    participant = mobility.participant
    level = participant.qualification or (
        _("level %(level)d of the European framework") % {"level": participant.eqf_level}
        if participant.eqf_level
        else ""
    )
    return Profile(
        trade=str(mobility.trade or ""),
        level=level,
        age_band=age_band(participant, mobility.departs_on),
        languages=languages_of(mobility),
        departs_on=mobility.departs_on,
        returns_on=mobility.returns_on,
        days=mobility.days,
        scheme=str(mobility.scheme),
        network=str(mobility.network),
    )


def age_band(participant: Participant, day: date) -> str:
    """A band instead of the age, so that nobody is recognised by it; "under 18" is kept because the law asks for it."""
    age = participant.age_on(day)
    if age is None:
        return ""
    for first, last in AGE_BANDS:
        if first <= age <= last:
            return _("%(first)d to %(last)d years") % {"first": first, "last": last}
    return _("under 16 years") if age < AGE_BANDS[0][0] else _("over 25 years")


def languages_of(mobility: Mobility) -> tuple[str, ...]:
    """The participant's own language and those told in the application, with their level: "English (A2)"."""
    own = mobility.participant.person.language
    levels = mobility.application.language_levels if mobility.application else {}
    others = (f"{_language(code)} ({level})" for code, level in levels.items() if code != own and level)
    return (_language(own), *others)


def _language(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:  # a language that Django has no name for
        return code
