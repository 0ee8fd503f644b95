"""Reads of schemes: their drafts, and what began with which version."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q, QuerySet

from compagnon.core.registries import scheme_uses
from compagnon.schemes.choices import ReceivedState, VersionState
from compagnon.schemes.models import ReceivedTimeline, Scheme, SchemeVersion


def to_open() -> QuerySet[Scheme]:
    """The schemes with which something new can begin: those that are not switched off."""
    rows: QuerySet[Scheme] = Scheme.objects.filter(is_off=False)
    return rows


def draft_of(scheme: Scheme) -> SchemeVersion | None:
    """The version that is in preparation or proposed."""
    found: SchemeVersion | None = scheme.versions.filter(state__in=(VersionState.DRAFT, VersionState.PROPOSED)).first()
    return found


def rules_of_versions(wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], dict[str, Any]]:
    """The rules of versions, by the scheme's key and the version's number, in one question for all."""
    asked = set(wanted)
    rows = SchemeVersion.objects.filter(
        scheme__in={scheme for scheme, _number in asked}, number__in={number for _scheme, number in asked}
    ).values_list("scheme_id", "number", "content__rules")
    return {(scheme, number): rules for scheme, number, rules in rows if (scheme, number) in asked}


def drafts_by_scheme() -> dict[int, SchemeVersion]:
    """The draft of each scheme that has one."""
    rows = SchemeVersion.objects.filter(state__in=(VersionState.DRAFT, VersionState.PROPOSED)).defer("content")
    return {one.scheme_id: one for one in rows}


def new_offers() -> QuerySet[ReceivedTimeline]:
    """What partners offer, and newer editions of it, from which nobody has chosen yet."""
    rows: QuerySet[ReceivedTimeline] = ReceivedTimeline.objects.filter(state=ReceivedState.OPEN)
    return rows.filter(Q(taken_edition=None) | Q(edition__gt=F("taken_edition")))


def uses_by_scheme() -> dict[str, Counter[int]]:
    """How many things of each kind run with each scheme now: by the kind's name, then by the scheme's key in the table."""
    found: dict[str, Counter[int]] = {}
    for name, use in zip(scheme_uses.in_order(), scheme_uses, strict=True):
        found[name] = Counter()
        for (scheme, _version), number in use.running().items():
            found[name][scheme] += number
    return found


def users_of(scheme: Scheme, version: int | None) -> list[str]:
    """What has begun with a version, in words: "2 calls", "3 mobilities"."""
    told = [(use, use.begun().get((scheme.pk, version or 0), 0)) for use in scheme_uses]
    return [str(use.words(number)) for use, number in told if number]


def most_alike(content: dict[str, Any]) -> str:
    """The code of the scheme that is called like an offered one in some language; nothing when none is."""
    theirs = {str(words).casefold() for words in (content.get("name") or {}).values()}
    for scheme in Scheme.objects.only("code", "name", "network_id"):
        ours = scheme.name.data if isinstance(scheme.name.data, dict) else {"": scheme.name.data}
        if theirs & {str(words).casefold() for words in ours.values()}:
            return str(scheme.code)
    return ""
