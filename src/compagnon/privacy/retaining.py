"""Retention: what each rule takes away tonight and in thirty days, and the run that does it. Twice does no harm."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from compagnon.core import clock
from compagnon.core.holdings import holding_of
from compagnon.core.trail.chain import rewriting
from compagnon.engines.dates import add_months
from compagnon.people.models import Contact, Person
from compagnon.privacy.choices import CertificateKind
from compagnon.privacy.erasing import empty
from compagnon.privacy.models import Certificate, Hold
from compagnon.privacy.reach import all_rows, lookups, rows_under
from compagnon.privacy.record import Period, periods_of

SOON = 30  # days
AT_ONCE = 500


@dataclass(frozen=True)
class Going:
    """What one rule would take away: tonight, and within thirty days."""

    period: Period
    tonight: int
    soon: int


def going(network: Any) -> list[Going]:
    """Every rule that takes something away by itself, with counts; a rule without a period takes nothing."""
    today = clock.today()
    found = []
    for period in periods_of(network).values():
        if period.rule.due is not None:
            tonight, soon = (due(network, period, on=day) for day in (today, today + timedelta(days=SOON)))
            found.append(Going(period, _count(tonight), _count(soon)))
    return found


def _count(rows: QuerySet[Any] | None) -> int:
    return 0 if rows is None else rows.count()


def due(network: Any, period: Period, *, on: date) -> QuerySet[Any] | None:
    """The rows that a rule takes away on a day; None when the network has not set its period. Never what is held."""
    if period.rule.due is None or period.months is None:
        return None
    before = on
    if not period.rule.has_own_clock:
        before = add_months(on, -period.months) - timedelta(days=period.appeal_days or 0)
    return _without_held(network, period.rule.due(network, before)).order_by("pk")


def _without_held(network: Any, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Rows about nobody under a hold that people set (RET-03)."""
    holding = holding_of(rows.model)
    in_force = Hold._base_manager.filter(network=network, lifted_at=None).exclude(until__lt=clock.today())  # noqa: SLF001  (of any scope)
    for kind, column in ((Person, "person_id"), (Contact, "contact_id")):
        held = list(in_force.exclude(**{column: None}).values_list(column, flat=True))
        for lookup in lookups(holding, kind, holding.about) if held and holding else ():
            rows = rows.exclude(Q(**{f"{lookup}__in": held}))
    return rows


def run(network: Any, *, by: Any = None) -> list[Certificate]:
    """Take away what is due today, rule by rule, with a certificate for each rule that took something."""
    certificates = []
    for period in periods_of(network).values():
        rows = due(network, period, on=clock.today())
        if rows is None:
            continue
        counts: Counter[str] = Counter()
        for portion in _portions(list(rows.values_list("pk", flat=True))):
            counts.update(_retire(period, rows.model, portion, by))
        if counts:
            certificates.append(
                Certificate.objects.create(
                    network=network, kind=CertificateKind.RETENTION, rule=period.rule.key, by=by, counts=dict(counts)
                )
            )
    return certificates


def _portions(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]


@transaction.atomic
def _retire(period: Period, model: Any, keys: list[int], by: Any) -> Counter[str]:
    """Take one portion away: whole rows at once, a file with all that belongs to it one by one."""
    rows = all_rows(model).filter(pk__in=keys)
    holding = holding_of(model)
    if period.rule.retire is None and (period.rule.is_dropped or (holding and holding.is_deleted)):
        with rewriting(model, keys):
            rows.delete()
        return Counter({model._meta.label: len(keys)})
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update(period.rule.retire(row, by) if period.rule.retire else empty(rows_under(row)))
    return counts
