"""What is the same for everybody in a bundle, said once: the questions of a kind, for each file that still lacks an answer."""

from typing import Any

from django.db import transaction

from compagnon.core import activity
from compagnon.documents.actions import terms
from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.catalogue.subjects import subject_of
from compagnon.documents.following import standing
from compagnon.documents.models import BundleFile, PaperBundle
from compagnon.documents.queries import EDITABLE, current_of
from compagnon.people.models import Person

STILL_WRITTEN = ("lacking", "ready")


def shared(kind: PaperKind) -> PaperKind:
    """The kind with those questions alone whose answer may be the same for several."""
    return kind.model_copy(update={"terms": [term for term in kind.terms if not term.personal]})


def files_asking(bundle: PaperBundle, key: str) -> list[BundleFile]:
    """The files of a bundle in which a paper of this kind is still written."""
    joined = bundle.files.select_related("mobility__participant__person", "departure")
    return [one for one in joined if any(_is_written(paper, key) for paper in one.papers)]


def _is_written(paper: dict[str, Any], key: str) -> bool:
    return bool(paper["kind"] == key and paper["state"] in STILL_WRITTEN)


@transaction.atomic
def say_for_all(*, bundle: PaperBundle, kind: PaperKind, said: dict[str, Any], by: Person) -> int:
    """Answer the questions of a kind for every file that asks for it; what was said for one stays. How many were answered."""
    given = {key: value for key, value in said.items() if value not in (None, "", {})}
    count = 0
    for one in files_asking(bundle, kind.key):
        document = current_of(one.row, kind.key)
        if document is not None and document.state not in EDITABLE:
            continue
        known = standing(kind, subject_of(one.row), document)
        new = {key: _beside(known.get(key), value) for key, value in given.items()}
        if any(known.get(key) != value for key, value in new.items()):
            terms.say(row=one.row, kind=kind, terms=new, by=by)
            count += 1
    if count:
        facts = {"count": count, "paper": kind.title}
        activity.record("documents.answers_said", about=bundle, by=by, trail=by, facts=facts)
    return count


def _beside(known: Any, value: Any) -> Any:
    """What was said before it; of a text, in the languages in which it was not said yet."""
    if isinstance(known, dict) and isinstance(value, dict):
        return {**value, **known}
    return value if known in (None, "", {}) else known
