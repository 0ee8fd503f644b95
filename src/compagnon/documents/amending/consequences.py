"""What else hangs on what changes: tasks, papers and insurance, the grant, other papers, who signed for what is no longer.

Told before an amendment is opened; nothing of it is done by itself. The days and the country that were signed are those that the
file had when the paper went out.
"""

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compagnon.core import activity, clock
from compagnon.core.models import Activity
from compagnon.documents.amending.comparing import WATCHED, Change, here
from compagnon.documents.amending.parties import TOPICS
from compagnon.documents.catalogue.reading import said_here, shipped
from compagnon.documents.choices import DocumentState, SignerRole
from compagnon.documents.filling import by_language
from compagnon.documents.models import Document
from compagnon.documents.queries import finals_of, terms_agreed
from compagnon.documents.standings import url_of_document
from compagnon.engines.readiness import Light
from compagnon.mobilities.models import Departure, Mobility
from compagnon.timeline.changes import Changed, foresee
from compagnon.timeline.queries import tasks_of
from compagnon.travel.models import Way
from compagnon.travel.queries.readiness import Readiness, readiness_of_each, to_check

MOVED = ("mobilities.mobility_dates_moved", "mobilities.mobility_split")
PLACED = ("mobilities.mobility_host_assigned", "mobilities.mobility_changed")
SENT = "documents.document_signing"
GRANT = "grant_agreement"
SHORTEST = 5  # letters: fewer are found in any text
Days = tuple[date, date]


@dataclass(frozen=True)
class Consequence:
    """One thing that hangs on the change: what, the reason, and where it is dealt with."""

    group: str
    title: str
    why: str
    url: str = ""


def consequences_of(
    document: Document, changes: Sequence[Change], *, finals: Sequence[Document] | None = None
) -> list[Consequence]:
    """Everything that follows from these changes of a signed paper, in the order in which it is dealt with.

    Who knows its signed amendments gives them.
    """
    finals = finals_of(document) if finals is None else finals
    topics = {TOPICS.get(one.name, "terms") for one in changes}
    row = document.subject
    found: list[Consequence] = []
    if isinstance(row, Mobility):
        signed = as_signed(document, finals)
        found += _tasks(row, signed) if signed.days or signed.country else ()
        found += _grant(row, document, signed.days) if signed.days else ()
        found += _covers(row, signed.days, is_elsewhere=bool(signed.country))
        found += _way(row) if "place" in topics else []
    return [*found, *_answers(document, changes, finals), *_other_papers(document), *_signed_for_others(document)]


@dataclass(frozen=True)
class Signed:
    """The days and the country of the stay when the paper, or its newest amendment, went out; None and empty where they are the same now."""

    days: Days | None
    country: str


def as_signed(document: Document, finals: Sequence[Document]) -> Signed:
    """As it was noted when they changed; the country else as that of the host who signed."""
    row, newest = document.subject, max((document, *finals), key=lambda one: one.made_at)
    since = activity.on(row).filter(verb__in=(*MOVED, *PLACED, SENT), at__gte=newest.made_at).order_by("at", "pk")
    happened = list(since)
    went_out = [number for number, one in enumerate(happened) if one.verb == SENT and one.about_id == newest.pk]
    happened = happened[went_out[-1] + 1 if went_out else 0 :]
    moved = next((one for one in happened if one.verb in MOVED), None)
    left = next((str(one.facts["country_before"]) for one in happened if "country_before" in one.facts), "")
    days, country = _days_before(moved) if moved else None, left or _country_of_host(newest, str(row.country))
    return Signed(
        days if days != (row.departs_on, row.returns_on) else None, country if country != str(row.country) else ""
    )


def _days_before(moved: Activity) -> Days:
    spans = [part.split(" / ") for part in str(moved.facts["before"]).split("; ")]
    return date.fromisoformat(spans[0][0]), date.fromisoformat(spans[-1][1])


def _country_of_host(document: Document, now: str) -> str:
    """Where a host signed; of several that of now, if it is among them."""
    signed = document.signatures.filter(role=SignerRole.HOST, contact__organisation__isnull=False)
    countries = [str(one) for one in signed.values_list("contact__organisation__country", flat=True)]
    return now if now in countries or not countries else countries[0]


def _tasks(mobility: Mobility, signed: Signed) -> Iterator[Consequence]:
    """What the days and the country did to the timeline: found by asking what going back to those that were signed would do."""
    first, last = signed.days or (mobility.departs_on, mobility.returns_on)
    then: dict[str, Any] = {"departs_on": first, "returns_on": last, "country": signed.country}
    back = foresee(mobility, tasks_of(mobility), **then, today=clock.today())
    page = mobility.get_absolute_url()
    for one in back.moves:
        was, is_now = (_day(day) for day in (one.move.due_after, one.move.due_before))
        yield Consequence("tasks", str(one.task.title), _("Due %(now)s instead of %(before)s.") % {
            "now": is_now, "before": was,
        }, page)  # fmt: skip
    for one in back.leaves:
        yield Consequence("tasks", str(one.task.title), _because(_("It came with what changed"), one), page)
    for one in back.comes:
        yield Consequence("tasks", str(one.task.title), _because(_("It fell away with what changed"), one), page)


def _because(said: str, one: Changed) -> str:
    return _("%(what)s: %(why)s.") % {"what": said, "why": one.why} if one.why else f"{said}."


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else "–"


def _covers(mobility: Mobility, before: Days | None, *, is_elsewhere: bool) -> Iterator[Consequence]:
    """Papers, insurance and rules of the contract that do worse than on the days that were signed."""
    if before is None and not is_elsewhere:
        return
    now = list(to_check(Mobility.objects.filter(pk=mobility.pk)))
    then = [copy(one) for one in now]
    for one in then if before else ():
        one.departs_on, one.returns_on = before or (one.departs_on, one.returns_on)
    checked, stood = readiness_of_each([*now, *then])
    did = {} if is_elsewhere else {one.key: _rank(one.light) for one in stood.items}
    for item in _lacking(checked):
        if _rank(item.light) > did.get(item.key, 0):
            yield Consequence("cover", item.title, item.sentence, item.url)


def _lacking(checked: Readiness) -> Iterable[Any]:
    return [one for one in (*checked.red, *checked.amber) if one.group in ("cover", "papers", "law")]


def _rank(light: str) -> int:
    """Green, amber, red."""
    return {str(Light.RED): 2, str(Light.AMBER): 1}.get(str(light), 0)


def _grant(mobility: Mobility, document: Document, before: Days) -> Iterator[Consequence]:
    """The grant was agreed for other days: its amount comes from the calculation and is never reckoned here (D1-02)."""
    grant = document if document.kind == GRANT else _final(mobility, GRANT)
    if grant is None or (before[1] - before[0]).days + 1 == mobility.days:
        return
    was, is_now = (before[1] - before[0]).days + 1, mobility.days
    days = ngettext("%(was)s → %(now)s day", "%(was)s → %(now)s days", is_now) % {"was": was, "now": is_now}
    total = terms_agreed(grant).get("total")
    facts = {"days": days, "total": total}
    why = _("%(days)s. Agreed: %(total)s €. Have it calculated again for these days.") if total else _(
        "%(days)s. Have it calculated again for these days."
    )  # fmt: skip
    where = reverse("documents:amend", args=[grant.code])
    yield Consequence("grant", grant.get_kind_display(), why % facts, "" if grant == document else where)


def _final(mobility: Mobility, kind: str) -> Document | None:
    found: Document | None = mobility.documents.filter(kind=kind, state=DocumentState.FINAL).first()
    return found


def _way(mobility: Mobility) -> Iterator[Consequence]:
    """The way that was chosen leads to the old place: distance and days of travel are others."""
    way = Way.objects.filter(mobility=mobility, is_chosen=True).first()
    if way is not None:
        why = _("It was chosen for the old place: distance and days of travel of the grant may be others.")
        yield Consequence("grant", _("Way to travel"), why, reverse("travel:ways", args=[mobility.code]))


def _answers(document: Document, changes: Sequence[Change], finals: Sequence[Document]) -> Iterator[Consequence]:
    """What somebody typed for the paper and that repeats what is true no longer: it stays until it is answered anew."""
    kind = shipped().get(document.kind)
    agreed = terms_agreed(document, finals)
    gone = {part.strip() for one in changes for text in one.before.values() for part in text.split(",")}
    changed = {here(one.label) for one in changes}
    for term in kind.terms if kind else ():
        said = " ".join(by_language(agreed.get(term.key, "")).values()) if not term.choices else ""
        found = next((part for part in sorted(gone) if len(part) >= SHORTEST and part in said), None)
        if found and said_here(term.label) not in changed:
            why = _("It still says “%(words)s”: answer it anew if that changes too.") % {"words": found}
            yield Consequence("answers", said_here(term.label), why)


def _other_papers(document: Document) -> Iterator[Consequence]:
    """Other papers of the same stay or group that say what is true no longer, as it was noted when the fact changed."""
    row = document.subject
    rows = Document.objects.filter(amends=None, state__in=WATCHED, differs_at__isnull=False).exclude(pk=document.pk)
    if isinstance(row, Mobility):
        rows = rows.filter(mobility=row) | (
            rows.filter(departure=row.departure_id) if row.departure_id else rows.none()
        )
    elif isinstance(row, Departure):
        rows = rows.filter(departure=row) | rows.filter(mobility__departure=row)
    else:
        rows = rows.filter(organisation=row)
    for one in rows.select_related("mobility__participant__person", "departure", "organisation").order_by("kind", "pk"):
        points = ", ".join(dict.fromkeys(Change.read(kept).label_here for kept in one.differs))
        title = one.get_kind_display() if one.subject == row else f"{one.get_kind_display()} ({one.subject})"
        yield Consequence(
            "papers", title, _("It says otherwise too: %(points)s.") % {"points": points}, url_of_document(one)
        )


def _signed_for_others(document: Document) -> Iterator[Consequence]:
    """Who signed for a host that is no longer the host is not asked again."""
    row = document.subject
    if not isinstance(row, Mobility):
        return
    for one in document.signatures.filter(role=SignerRole.HOST).select_related("contact__organisation"):
        if one.contact is not None and one.contact.organisation_id != row.host_id:
            why = _("Signed for the former host, and is not asked again: tell them yourself.")
            yield Consequence("people", f"{one.signer} ({one.contact.organisation})", why)
