"""What the desk corrects of a participant's own facts."""

from typing import Any

from django.db import transaction

from compagnon.core import activity
from compagnon.core.i18n import in_every_language
from compagnon.core.states import locked
from compagnon.people.models import Participant


@transaction.atomic
def correct_facts(*, participant: Participant, changes: dict[str, Any], by: Any) -> Participant:
    """Write facts of the contract, the birth date, the nationality or whom to call; which of them changed is kept in the activity.

    Timelines and due dates that hang on them are the caller's to follow.
    """
    participant = locked(participant)
    changed = [name for name, value in changes.items() if getattr(participant, name) != value]
    for name in changed:
        setattr(participant, name, changes[name])
    if changed:
        participant.save(update_fields=changed)
        activity.record("people.facts_corrected", about=participant, by=by, facts={"what": _labels(changed)})
    return participant


def _labels(names: list[str]) -> dict[str, str]:
    said = [in_every_language(Participant._meta.get_field(name).verbose_name) for name in names]  # type: ignore[union-attr]
    return {language: ", ".join(one[language] for one in said) for language in said[0]}
