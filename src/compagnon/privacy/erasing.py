"""Erasure: what would go, what is held, and then everything at once, in all apps, through what they declare."""

import hmac
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django_scopes import scopes_disabled

from compagnon.core import clock, files, uploads
from compagnon.core.holdings import (
    Holding,
    Kept,
    Treatment,
    also_erased,
    goes_along,
    holding_of,
    holdings,
    reasons_to_keep,
    replacements,
    still_at_work,
)
from compagnon.core.i18n import plain
from compagnon.core.trail.chain import rewriting
from compagnon.people.models import Contact, Person
from compagnon.privacy.models import Hold
from compagnon.privacy.reach import Rows, all_rows, rows_under
from compagnon.privacy.sweeping import Names, mentions, names_of, sweep

Subject = Person | Contact
EMPTIED = (Treatment.WORDS, Treatment.FACTS, Treatment.NAMES, Treatment.FILES, Treatment.SECRET)


@dataclass
class Trace:
    """What is known of somebody while they are erased: who, by which names, and which rows are theirs."""

    subject: Subject
    names: Names
    rows: Rows
    plain_names: tuple[str, ...] = ()


@dataclass
class Plan:
    """What an erasure would do: rows by model, why evidence is held, what stands in the way."""

    subject: Subject
    along: list[Subject]
    goes: dict[str, int] = field(default_factory=dict)
    mentions: dict[str, int] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)
    at_work: list[str] = field(default_factory=list)
    has_namesake: bool = False

    @property
    def is_possible(self) -> bool:
        return not self.at_work


def kept_about(subject: Subject) -> list[Kept]:
    """Why evidence about somebody may not go: holds that people set, and what the apps say, such as an open grant."""
    column = "person" if isinstance(subject, Person) else "contact"
    active = Hold._base_manager.filter(**{column: subject}, lifted_at__isnull=True).exclude(until__lt=clock.today())  # noqa: SLF001  (of any scope)
    found = [Kept(f"{one.get_reason_display()}: {one.words}", one.until, is_whole=True) for one in active]
    return found + [kept for ask in reasons_to_keep for kept in ask(subject)]


def along_with(subject: Subject) -> list[Subject]:
    """Who is known only because of this person: the guardian of nobody else."""
    return [one for ask in goes_along for one in ask(subject)]


def plan_for(subject: Subject) -> Plan:
    """What erasing this person or contact would do now; changes nothing."""
    plan = Plan(subject, along_with(subject))
    goes: Counter[str] = Counter()
    for one in (subject, *plan.along):
        rows, names = rows_under(one), names_of(one)
        goes.update({str(model._meta.verbose_name_plural): len(keys) for model, keys in rows.items()})
        plan.mentions = {**plan.mentions, **mentions(names)}
        plan.kept += kept_about(one)
        plan.has_namesake = plan.has_namesake or names.has_namesake
    plan.goes = dict(goes)
    plan.at_work = [sentence for ask in still_at_work for sentence in ask(subject)]
    return plan


def pseudonym(subject: Subject) -> str:
    """A key that tells the same row again after a restore, and tells nobody anything else."""
    secret = sha256(b"compagnon.erasure:" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(secret, f"{subject._meta.label}:{subject.code}".encode(), sha256).hexdigest()


def forget(subject: Subject) -> Counter[str]:
    """Empty or delete every declared row about somebody, replace their names, remove their files. In a transaction."""
    said = (plain(subject.first_name), plain(subject.last_name), plain(subject.email))
    trace = Trace(subject, names_of(subject), rows_under(subject), said)
    counts = empty(trace.rows)
    counts["mentions"] += sweep(trace.names)
    for also in also_erased:
        counts.update(also(trace))
    counts["people"] += 1
    return counts


def empty(rows: Rows) -> Counter[str]:
    """Empty or delete rows as their apps declare, and remove the files that nothing names any more."""
    counts: Counter[str] = Counter()
    freed: set[str] = set()
    for holding in holdings():
        keys = rows.get(holding.model)
        if not keys:
            continue
        found = all_rows(holding.model).filter(pk__in=keys)
        freed |= _files(holding, found)
        with rewriting(holding.model, keys):
            if holding.is_deleted:
                found.delete()
            else:
                _empty_rows(holding, found)
        counts[holding.model._meta.label] += len(keys)
    counts["files"] += remove_files(freed)
    return counts


def _empty_rows(holding: Holding, found: models.QuerySet[Any]) -> None:
    own = replacements.get(holding.model, {})
    values = {
        name: _empty_value(holding.model._meta.get_field(name)) for name in holding.treated(*EMPTIED) if name not in own
    }
    if values:
        found.update(**values)
    for key in found.values_list("pk", flat=True) if own else ():
        all_rows(holding.model).filter(pk=key).update(**{name: make() for name, make in own.items()})


def _empty_value(column: Any) -> Any:
    """Nothing, as a field says it."""
    if column.null:
        return None
    if isinstance(column, models.JSONField):
        return column.get_default()
    if isinstance(column, models.BooleanField):
        return False
    return 0 if isinstance(column, models.IntegerField) else ""


def _files(holding: Holding, rows: models.QuerySet[Any]) -> set[str]:
    names = holding.treated(Treatment.FILES)
    return {name for row in rows.values_list(*names) for name in row if name} if names else set()


def remove_files(freed: Iterable[str]) -> int:
    """Remove from the disk, when the transaction ends well, those files that no row names any more."""
    left = set(freed)
    with scopes_disabled():  # the same bytes are one file, whichever networks keep them
        for holding in holdings():
            for name in holding.treated(Treatment.FILES):
                left -= set(all_rows(holding.model).filter(**{f"{name}__in": left}).values_list(name, flat=True))
    uploads.forget(left)
    for gone in sorted(left):
        transaction.on_commit(partial(files.remove, gone))
    return len(left)


def evidence_rows(rows: Rows, *, whole: bool) -> Rows:
    """The part of the rows that a funder may ask for; `whole` for a dispute, which needs everything."""
    return {
        model: keys for model, keys in rows.items() if (holding := holding_of(model)) and (whole or holding.is_evidence)
    }
