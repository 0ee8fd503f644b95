"""Wording papers: a draft, published from now on, taken back to the shipped words. Papers that are out keep theirs."""

from django.db import transaction

from compagnon.documents.actions import versions
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.models import PaperWording
from compagnon.documents.situations import ticked
from compagnon.documents.wordings import TURN, Conditions, Content, places_of, turns_of
from compagnon.network.models import Network
from compagnon.people.models import Person

WRITTEN = "documents.wording_written"


def drafted(network: Network, kind: PaperKind) -> PaperWording | None:
    """The draft of a kind, if somebody has begun one."""
    return versions.drafted(PaperWording, network, kind)


def in_use(network: Network, kind: PaperKind) -> PaperWording | None:
    """The wording in use, None for the shipped one."""
    return versions.in_use(PaperWording, network, kind)


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

    What reads as shipped, or is emptied, is as shipped. `conditions` say when a sentence is said, by its place, and in which turn
    a role signs, by `turn:ROLE`; what is not among them stays as it was.
    """
    versions.held(network)
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
    return versions.keep_draft(draft=draft, by=by, verb=WRITTEN)


def _otherwise_than_shipped(kind: PaperKind, conditions: Conditions) -> Conditions:
    said = {
        place.key: conditions[place.key]
        for place in places_of(kind)
        if place.key in conditions and set(ticked(conditions[place.key])) != set(ticked(place.when or []))
    }
    turns = {f"{TURN}{role}": [str(turn)] for role, turn in turns_of(kind).items()}
    return said | {key: conditions[key] for key, shipped in turns.items() if conditions.get(key, shipped) != shipped}


def _begun(network: Network, kind: PaperKind) -> PaperWording:
    current = in_use(network, kind)
    said = {"content": current.content, "conditions": current.conditions} if current else {}
    return versions.begun(PaperWording, network, kind, **said)


def publish(*, draft: PaperWording, by: Person) -> PaperWording:
    """Word papers like this from now on: those that are out, and final ones, stay as they are."""
    return versions.publish(draft=draft, by=by)


def back_to_shipped(*, network: Network, kind: PaperKind, by: Person) -> bool:
    """Use the shipped words again; the own ones stay among the versions. False when they are in use already."""
    return versions.back_to_shipped(of=PaperWording, network=network, kind=kind, by=by)


@transaction.atomic
def take_again(*, version: PaperWording, by: Person) -> PaperWording:
    """Begin a draft with the words of an earlier version; one that was begun is written over."""
    versions.held(version.network)
    kind = shipped()[version.kind]
    draft = drafted(version.network, kind) or _begun(version.network, kind)
    draft.content, draft.conditions = version.content, version.conditions
    return versions.keep_draft(draft=draft, by=by, verb=WRITTEN)


def drop(*, draft: PaperWording, by: Person) -> None:
    """Throw a draft away; what is in use stays, also what somebody has just published from it."""
    versions.drop(draft=draft, by=by, verb="documents.wording_dropped")
