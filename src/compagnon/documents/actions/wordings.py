"""Wording papers: a draft, published from now on, taken back to the shipped words. Papers that are out keep theirs."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from compagnon.core import clock
from compagnon.core.activity import record
from compagnon.core.states import move
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.choices import WordingState
from compagnon.documents.models import PaperWording
from compagnon.documents.situations import ticked
from compagnon.documents.wordings import Conditions, Content, places_of, published
from compagnon.network.models import Network
from compagnon.people.models import Person


def drafted(network: Network, kind: PaperKind) -> PaperWording | None:
    """The draft of a kind, if somebody has begun one."""
    found: PaperWording | None = PaperWording.objects.filter(
        network=network, kind=kind.key, state=WordingState.DRAFT
    ).first()
    return found


def in_use(network: Network, kind: PaperKind) -> PaperWording | None:
    """The wording in use, None for the shipped one."""
    return published(network.pk).get(kind.key)


@transaction.atomic
def write_draft(
    *,
    network: Network,
    kind: PaperKind,
    language: str,
    said: dict[str, str],
    conditions: Conditions | None = None,
    by: Person,
) -> PaperWording:
    """Keep what was written in one language as a draft, begun from what is in use; the words of other languages stay.

    What reads as shipped, or is emptied, is as shipped. `conditions` say when a sentence is said, by its place; a place that is
    not among them stays as it was.
    """
    _held(network)
    draft = drafted(network, kind) or _begun(network, kind)
    content: Content = {key: dict(texts) for key, texts in draft.content.items()}
    for place in places_of(kind):
        text = said.get(place.key, "").strip().replace("\r\n", "\n")
        texts = content.setdefault(place.key, {})
        texts.pop(language, None)
        if text and text != place.shipped.get(language, ""):
            texts[language] = text
    draft.content = {key: texts for key, texts in content.items() if texts}
    draft.conditions = _otherwise_than_shipped(kind, {**draft.conditions, **(conditions or {})})
    draft.by, draft.at = by, clock.now()
    draft.save()
    record("documents.wording_written", about=draft, by=by, trail=network, facts=_told(draft))
    return draft


def _otherwise_than_shipped(kind: PaperKind, conditions: Conditions) -> Conditions:
    return {
        place.key: conditions[place.key]
        for place in places_of(kind)
        if place.key in conditions and set(ticked(conditions[place.key])) != set(ticked(place.when or []))
    }


def _begun(network: Network, kind: PaperKind) -> PaperWording:
    rows = PaperWording.objects.filter(network=network, kind=kind.key)
    number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
    current = in_use(network, kind)
    said = {"content": current.content, "conditions": current.conditions} if current else {}
    return PaperWording(network=network, kind=kind.key, number=number, **said)


def _held(network: Network) -> None:
    """Two who word papers of one network go one after the other."""
    Network.objects.select_for_update().get(pk=network.pk)


@transaction.atomic
def publish(*, draft: PaperWording, by: Person) -> PaperWording:
    """Word papers like this from now on: those that are out, and final ones, stay as they are."""
    _held(draft.network)
    draft = PaperWording.objects.get(pk=draft.pk)
    if draft.state == WordingState.DRAFT:
        _put_aside(draft.network, draft.kind, by)
        draft.by, draft.at = by, clock.now()
        move(draft, WordingState.PUBLISHED, by=by, trail=draft.network, facts=_told(draft))
    return draft


@transaction.atomic
def back_to_shipped(*, network: Network, kind: PaperKind, by: Person) -> bool:
    """Use the shipped words again; the own ones stay among the versions. False when they are in use already."""
    _held(network)
    return _put_aside(network, kind.key, by)


def _put_aside(network: Network, key: str, by: Person) -> bool:
    current = PaperWording.objects.filter(network=network, kind=key, state=WordingState.PUBLISHED).first()
    if current is not None:
        move(current, WordingState.REPLACED, by=by, trail=network, facts=_told(current))
    return current is not None


@transaction.atomic
def take_again(*, version: PaperWording, by: Person) -> PaperWording:
    """Begin a draft with the words of an earlier version; one that was begun is written over."""
    _held(version.network)
    kind = shipped()[version.kind]
    draft = drafted(version.network, kind) or _begun(version.network, kind)
    draft.content, draft.conditions = version.content, version.conditions
    draft.by, draft.at = by, clock.now()
    draft.save()
    record("documents.wording_written", about=draft, by=by, trail=draft.network, facts=_told(draft))
    return draft


@transaction.atomic
def drop(*, draft: PaperWording, by: Person) -> None:
    """Throw a draft away; what is in use stays, also what somebody has just published from it."""
    _held(draft.network)
    if still := PaperWording.objects.filter(pk=draft.pk, state=WordingState.DRAFT).first():
        record("documents.wording_dropped", about=still, by=by, trail=still.network, facts=_told(still))
        still.delete()


def _told(wording: PaperWording) -> dict[str, Any]:
    return {"version": wording.number, "paper": shipped()[wording.kind].title}
