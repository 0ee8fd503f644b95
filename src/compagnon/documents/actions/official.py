"""Official forms of a network: brought, filled with facts as a draft, published from now on, taken back to our own paper."""

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import files, scanner, uploads
from compagnon.core.files import FileRefused
from compagnon.documents.actions import versions
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.models import OfficialForm
from compagnon.documents.official.proposals import proposed
from compagnon.documents.official.reading import Apart, checked, take_apart
from compagnon.documents.official.shape import Given
from compagnon.network.models import Network
from compagnon.people.models import Person

BROUGHT, FILLED = "documents.form_brought", "documents.form_filled"


def looked_through(pdf: bytes) -> Apart:
    """A form that somebody brings, taken apart. Raises FileRefused; asks the virus scanner of the whole file, of which only pages stay."""
    pdf = checked(pdf)
    verdict = scanner.look(pdf) if scanner.is_set() else None
    if verdict is not None and verdict.said is scanner.Said.FOUND:
        raise FileRefused(
            _("The virus scanner found %(name)s in this file, so it is not kept.") % {"name": verdict.name}
        )
    return take_apart(pdf)


@transaction.atomic
def bring(*, network: Network, kind: PaperKind, name: str, language: str, apart: Apart, by: Person) -> OfficialForm:
    """Keep a form as the draft for a kind, in the place of one that was begun.

    A box that was in the form before, by its name, gets what it got; into others goes what is proposed. Raises FileRefused beyond
    the quota.
    """
    versions.held(network)
    before = versions.drafted(OfficialForm, network, kind) or versions.in_use(OfficialForm, network, kind)
    draft = versions.drafted(OfficialForm, network, kind) or versions.begun(OfficialForm, network, kind)
    known = before.given if before else {}
    draft.file = uploads.take_in(apart.bare, kind=files.PDF, network_id=network.pk, by=by)
    draft.name, draft.language, draft.left_out = name[:120], language, apart.left_out
    draft.content = {
        "pages": [one.model_dump() for one in apart.pages],
        "boxes": [one.model_dump() for one in apart.boxes],
    }
    offered = proposed(kind, apart.boxes)
    draft.given = {
        box.name: known.get(box.name) or offered[box.name].model_dump()
        for box in apart.boxes
        if box.name in known or box.name in offered
    }
    return versions.keep_draft(draft=draft, by=by, verb=BROUGHT)


@transaction.atomic
def fill_boxes(*, network: Network, kind: PaperKind, given: dict[str, Given], by: Person) -> OfficialForm:
    """Keep what goes into the boxes as a draft, begun from the form in use. Raises OfficialForm.DoesNotExist where there is neither."""
    versions.held(network)
    draft = versions.drafted(OfficialForm, network, kind) or _like(versions.in_use(OfficialForm, network, kind), kind)
    draft.given = {name: one.model_dump() for name, one in given.items() if one.source}
    return versions.keep_draft(draft=draft, by=by, verb=FILLED)


@transaction.atomic
def take_again(*, version: OfficialForm, by: Person) -> OfficialForm:
    """Begin a draft with an earlier version; one that was begun is written over."""
    versions.held(version.network)
    kind = shipped()[version.kind]
    there = versions.drafted(OfficialForm, version.network, kind)
    draft = _like(version, kind)
    if there is not None:
        draft.pk, draft.number, draft.code = there.pk, there.number, there.code
        draft._state.adding = False  # noqa: SLF001  (the same row, written over)
    return versions.keep_draft(draft=draft, by=by, verb=FILLED)


def publish(*, draft: OfficialForm, by: Person) -> OfficialForm:
    """Print papers of its kind on this form from now on. Raises FileHeld while the virus scanner has not looked at it."""
    uploads.ask_for([draft.file])
    return versions.publish(draft=draft, by=by)


def _like(version: OfficialForm | None, kind: PaperKind) -> OfficialForm:
    if version is None:
        raise OfficialForm.DoesNotExist
    same = {name: getattr(version, name) for name in ("name", "language", "file", "content", "given", "left_out")}
    return versions.begun(OfficialForm, version.network, kind, **same)
