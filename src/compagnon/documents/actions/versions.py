"""What a network makes its own of a kind of paper, version by version: a draft, one or none in use, those put aside."""

from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max

from compagnon.core import clock
from compagnon.core.activity import record
from compagnon.core.states import move
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.choices import WordingState
from compagnon.documents.models import OfficialForm, PaperWording
from compagnon.network.models import Network
from compagnon.people.models import Person

Version = TypeVar("Version", PaperWording, OfficialForm)


def held(network: Network) -> None:
    """Two who change papers of one network go one after the other; for the transaction around it."""
    Network.objects.select_for_update().get(pk=network.pk)


def drafted(of: type[Version], network: Network, kind: PaperKind) -> Version | None:
    """The draft of a kind, if somebody has begun one."""
    return of.objects.filter(network=network, kind=kind.key, state=WordingState.DRAFT).first()


def in_use(of: type[Version], network: Network, kind: PaperKind) -> Version | None:
    """The version in use; None where papers are as shipped."""
    return of.objects.filter(network=network, kind=kind.key, state=WordingState.PUBLISHED).first()


def begun(of: type[Version], network: Network, kind: PaperKind, **said: Any) -> Version:
    """The next version, not saved yet."""
    last = of.objects.filter(network=network, kind=kind.key).aggregate(last=Max("number"))["last"] or 0
    return of(network=network, kind=kind.key, number=last + 1, **said)


def keep_draft(*, draft: Version, by: Person, verb: str) -> Version:
    """Save a draft as somebody left it, and tell."""
    draft.by, draft.at = by, clock.now()
    draft.save()
    record(verb, about=draft, by=by, trail=draft.network, facts=told(draft))
    return draft


@transaction.atomic
def publish(*, draft: Version, by: Person) -> Version:
    """Make papers like this from now on: those that are out, and final ones, stay as they are."""
    held(draft.network)
    draft = type(draft).objects.get(pk=draft.pk)
    if draft.state == WordingState.DRAFT:
        _put_aside(type(draft), draft.network, draft.kind, by)
        draft.by, draft.at = by, clock.now()
        move(draft, WordingState.PUBLISHED, by=by, trail=draft.network, facts=told(draft))
    return draft


@transaction.atomic
def back_to_shipped(*, of: type[Version], network: Network, kind: PaperKind, by: Person) -> bool:
    """Make papers as shipped again; the own versions stay. False when they are made so already."""
    held(network)
    return _put_aside(of, network, kind.key, by)


def _put_aside(of: type[Version], network: Network, key: str, by: Person) -> bool:
    current = of.objects.filter(network=network, kind=key, state=WordingState.PUBLISHED).first()
    if current is not None:
        move(current, WordingState.REPLACED, by=by, trail=network, facts=told(current))
    return current is not None


@transaction.atomic
def drop(*, draft: Version, by: Person, verb: str) -> None:
    """Throw a draft away; what is in use stays, also what somebody has just published from it."""
    held(draft.network)
    if still := type(draft).objects.filter(pk=draft.pk, state=WordingState.DRAFT).first():
        record(verb, about=still, by=by, trail=still.network, facts=told(still))
        still.delete()


def told(version: PaperWording | OfficialForm) -> dict[str, Any]:
    """What activity says of a version."""
    return {"version": version.number, "paper": shipped()[version.kind].title}
