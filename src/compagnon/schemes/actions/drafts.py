"""A new version in preparation: begun from the one in force, changed part by part, proposed, dropped."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity
from compagnon.core.states import MoveRefused, locked, move
from compagnon.schemes.choices import VersionState
from compagnon.schemes.content import content_of
from compagnon.schemes.models import Scheme, SchemeVersion

OPEN = (VersionState.DRAFT, VersionState.PROPOSED)


@transaction.atomic
def begin_draft(*, scheme: Scheme, by: Any) -> SchemeVersion:
    """The draft of a scheme: the one that is there, else a new one with the content in force."""
    scheme = locked(scheme)
    there: SchemeVersion | None = scheme.versions.filter(state__in=OPEN).first()
    if there is not None:
        return there
    made: SchemeVersion = SchemeVersion.objects.create(
        network_id=scheme.network_id,
        scheme=scheme,
        based_on=scheme.version,
        content=content_of(scheme, scheme.tasks_of(scheme.version)),
        begun_by=by,
    )
    activity.record("schemes.draft_begun", about=scheme, by=by, facts={"scheme": _words(scheme)})
    return made


@transaction.atomic
def change_draft(*, draft: SchemeVersion, by: Any, **parts: Any) -> SchemeVersion:
    """Write these parts of the content (names of `content.FIELDS`, and `tasks`). Raises MoveRefused once published.

    What was proposed is a draft again, since somebody would otherwise accept what they have not read.
    """
    draft = locked(draft)
    if draft.state not in OPEN:
        raise MoveRefused(_("This version is published: begin a new draft to change the scheme."))
    draft.content = {**draft.content, **parts}
    draft.save(update_fields=["content"])
    if draft.state == VersionState.PROPOSED:
        move(draft, VersionState.DRAFT, by=by, trail=draft.scheme, facts=told(draft))
    return draft


@transaction.atomic
def propose_draft(*, draft: SchemeVersion, by: Any, wanted: str) -> SchemeVersion:
    """Ask the coordinator to publish a draft (SD-39); `wanted` says what is changed and why."""
    draft = locked(draft)
    draft.wanted = wanted
    move(draft, VersionState.PROPOSED, by=by, trail=draft.scheme, facts=told(draft), reason=wanted)
    return draft


@transaction.atomic
def return_draft(*, draft: SchemeVersion, by: Any, reason: str) -> SchemeVersion:
    """Give a proposal back to be worked on, with the reason."""
    draft = locked(draft)
    move(draft, VersionState.DRAFT, by=by, trail=draft.scheme, facts=told(draft), reason=reason)
    return draft


@transaction.atomic
def drop_draft(*, draft: SchemeVersion, by: Any) -> SchemeVersion:
    """Let a draft go; the version in force stays as it is."""
    draft = locked(draft)
    move(draft, VersionState.DROPPED, by=by, trail=draft.scheme, facts=told(draft))
    return draft


def told(version: SchemeVersion) -> dict[str, Any]:
    """What activity says of a version."""
    return {"scheme": _words(version.scheme), "number": version.number or ""}


def _words(scheme: Scheme) -> Any:
    return scheme.name.data if hasattr(scheme.name, "data") else str(scheme.name)
