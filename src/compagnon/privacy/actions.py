"""Writes of privacy: erasure and its certificate, holds, requests, breaches, settings, versions of the notice."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django_scopes import scope

from compagnon.core import activity, clock, files, security
from compagnon.core.states import locked, move
from compagnon.people.models import Contact, Person
from compagnon.privacy import erasures, notice
from compagnon.privacy.choices import CertificateKind
from compagnon.privacy.erasing import Plan, Subject, evidence_rows, forget, plan_for, pseudonym
from compagnon.privacy.models import (
    Breach,
    Certificate,
    Controller,
    FinalPayment,
    Hold,
    NoticeVersion,
    RetentionPeriod,
    RightsRequest,
    SealedFile,
)
from compagnon.privacy.reach import all_rows, rows_under
from compagnon.privacy.sealing import package


class ErasureRefused(Exception):
    """Somebody may not be erased now; the message can be shown."""


@transaction.atomic
def erase(*, subject: Subject, by: Any, again: bool = False) -> Certificate:
    """Erase a person or contact in all apps at once, and those known only because of them; gives the certificate.

    What must be kept is put under seal first. Raises ErasureRefused while the person is needed for something under way,
    or would erase themself; `again` repeats an erasure after a restore, whatever the restored rows say is under way.
    """
    plan = plan_for(subject)
    if isinstance(subject, Person) and by is not None and by.pk == subject.pk:
        raise ErasureRefused(_("Nobody erases themself: ask somebody else with the right."))
    if plan.at_work and not again:
        raise ErasureRefused(" ".join(plan.at_work))
    sealed = _seal(plan, by)
    counts: Counter[str] = Counter()
    key = pseudonym(subject)
    for one in (subject, *plan.along):
        erasures.note(pseudonym(one))
        counts.update(forget(one))
    certificate = Certificate.objects.create(
        network_id=subject.network_id, kind=CertificateKind.PERSON, key=key, by=by, counts=dict(counts), sealed=sealed
    )
    activity.record("privacy.person_erased", about=certificate, by=by)
    return certificate


def _seal(plan: Plan, by: Any) -> int:
    """Put under seal what must be kept, as one package with the longest of its periods; gives how many packages."""
    if not plan.kept:
        return 0
    rows = evidence_rows(rows_under(plan.subject), whole=any(one.is_whole for one in plan.kept))
    held = [one.until for one in plan.kept if not one.project]
    until = None if any(one.until is None for one in plan.kept) else max(one.until for one in plan.kept)
    reason = "; ".join(dict.fromkeys(one.reason for one in plan.kept))[:300]
    SealedFile.objects.create(
        network_id=plan.subject.network_id,
        reason=reason,
        until=until,
        projects=sorted({one.project for one in plan.kept if one.project}),
        held_until=max((one for one in held if one), default=None),
        is_held=None in held,
        by=by,
        file=files.keep(package(rows, reason=reason, until=until), kind=files.ZIP),
    )
    return 1


def replay(keys: Iterable[str]) -> int:
    """Erase again, after a restore, everybody whose key is on the list; gives how many."""
    listed = set(keys)
    found = 0
    for model in (Person, Contact):
        for subject in all_rows(model).filter(erased_at=None, network__isnull=False).select_related("network"):
            if pseudonym(subject) in listed:
                with scope(network=subject.network):
                    erase(subject=subject, by=None, again=True)
                found += 1
    return found


@transaction.atomic
def set_hold(*, subject: Subject, reason: str, words: str, until: date | None, by: Any) -> Hold:
    """Keep everything about somebody from going, until a day or until it is lifted."""
    of = {"person": subject} if isinstance(subject, Person) else {"contact": subject}
    hold = Hold.objects.create(network_id=subject.network_id, reason=reason, words=words, until=until, by=by, **of)
    activity.record("privacy.hold_set", about=hold, by=by)
    return hold


@transaction.atomic
def lift_hold(*, hold: Hold, by: Any) -> None:
    """Let a hold end now; a hold that has ended stays ended."""
    hold = locked(hold)
    if hold.lifted_at is None:
        hold.lifted_at = clock.now()
        hold.save(update_fields=["lifted_at"])
        activity.record("privacy.hold_lifted", about=hold, by=by)


@transaction.atomic
def receive_request(
    *,
    network: Any,
    kind: str,
    who: str,
    words: str = "",
    person: Person | None = None,
    received_on: Any = None,
    by: Any,
) -> RightsRequest:
    """Note that somebody uses a right over their data; the month runs from the day on which it came."""
    request = RightsRequest.objects.create(
        network=network, kind=kind, who=who, words=words, person=person, received_on=received_on or clock.today()
    )
    activity.record("privacy.request_received", about=request, by=by)
    return request


@transaction.atomic
def extend_request(*, request: RightsRequest, until: date, reason: str, by: Any) -> None:
    """Give oneself at most two months more, with a reason that the person is told (GDPR art. 12.3)."""
    request = locked(request)
    request.extended_to, request.extension_reason = until, reason
    request.save(update_fields=["extended_to", "extension_reason"])
    activity.record("privacy.request_extended", about=request, by=by)


@transaction.atomic
def decide_request(*, request: RightsRequest, decision: str, reason: str, reply: str, by: Any) -> RightsRequest:
    """Answer a request. Raises MoveRefused when it was answered already."""
    request = locked(request)
    request.decision_reason, request.reply = reason, reply
    request.decided_at, request.decided_by = clock.now(), by
    move(request, decision, by=by)
    return request


@transaction.atomic
def keep_breach(*, breach: Breach, values: dict[str, Any], by: Any) -> Breach:
    """Note a breach of data, or complete one."""
    is_new = breach.pk is None
    for name, value in values.items():
        setattr(breach, name, value)
    if is_new:
        breach.by = by
    breach.save()
    activity.record("privacy.breach_reported" if is_new else "privacy.breach_changed", about=breach, by=by)
    return breach


def note_export(*, subject: Subject, request: Any) -> None:
    """Note apart from activity that somebody's data was given out."""
    security.note("privacy.exported", result=security.DONE, request=request, about=subject)


@transaction.atomic
def note_opening(*, sealed: SealedFile, by: Any) -> None:
    """Note who opened evidence under seal."""
    activity.record("privacy.seal_opened", about=sealed, by=by)


def counted_words(key: str) -> str:
    """What a certificate counts beside rows."""
    return str(
        {"people": _("people erased"), "files": _("files"), "mentions": _("places in words of others")}.get(key, key)
    )


@transaction.atomic
def keep_controller(*, network: Any, values: dict[str, Any], by: Any) -> None:
    """Say who answers for the data of a network."""
    kept, _is_new = Controller.objects.update_or_create(network=network, defaults=values)
    activity.record("privacy.settings_changed", about=kept, by=by)


@transaction.atomic
def keep_periods(*, network: Any, periods: dict[str, tuple[int | None, int | None]], by: Any) -> None:
    """Set how long each rule keeps; a rule without months is asked again and takes nothing away."""
    for rule, (months, appeal_days) in periods.items():
        if months is None:
            RetentionPeriod.objects.filter(network=network, rule=rule).delete()
        else:
            RetentionPeriod.objects.update_or_create(
                network=network, rule=rule, defaults={"months": months, "appeal_days": appeal_days}
            )
    activity.record("privacy.settings_changed", about=network, by=by)


@transaction.atomic
def keep_payments(*, network: Any, payments: dict[str, dict[str, Any]], by: Any) -> None:
    """Set when projects were paid to their end: the day on which their evidence may go moves with it, under seal too."""
    for key, values in payments.items():
        FinalPayment.objects.update_or_create(network=network, key=key, defaults=values)
    for sealed in SealedFile.objects.exclude(projects=[]):
        ends = [one.until for one in FinalPayment.objects.filter(key__in=sealed.projects)]
        known = None not in ends and len(ends) == len(sealed.projects)
        sealed.until = max([*ends, sealed.held_until or date.min]) if known and not sealed.is_held else None
        sealed.save(update_fields=["until"])
    activity.record("privacy.settings_changed", about=network, by=by)


@transaction.atomic
def publish_notice(*, network: Any, by: Any) -> NoticeVersion:
    """Keep the notice as it reads now as a version; when it says the same as the last one, that one stays."""
    said = notice.texts(network)
    last = notice.current(network)
    if last is not None and last.fingerprint == notice.fingerprint(said):
        return last
    version = NoticeVersion.objects.create(
        network=network, number=notice.next_number(network), by=by, texts=said, fingerprint=notice.fingerprint(said)
    )
    activity.record("privacy.notice_published", about=version, by=by)
    return version
