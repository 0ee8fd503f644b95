"""The terms of a stay are told, or corrected."""

from typing import Any

from django.db import transaction

from compagnon.core import activity
from compagnon.core.i18n import in_every_language
from compagnon.core.registries import announce
from compagnon.core.states import locked
from compagnon.mobilities.choices import RUNNING
from compagnon.mobilities.models import Mobility
from compagnon.people.actions.participants import correct_facts
from compagnon.timeline.actions import reschedule
from compagnon.travel.models import StayTerms


@transaction.atomic
def tell_what_is_known(*, mobility: Mobility, terms: dict[str, Any], contract: dict[str, Any], by: Any) -> None:
    """Keep both halves of the page at once, or neither."""
    correct_contract(mobility=mobility, changes=contract, by=by)
    tell_terms(mobility=mobility, changes=terms, by=by)


@transaction.atomic
def tell_terms(*, mobility: Mobility, changes: dict[str, Any], by: Any) -> StayTerms:
    """Keep what was told of a stay; only what is named changes, so that two referents do not undo one another."""
    locked(mobility)  # so that the first row of a stay is made once
    terms = StayTerms.objects.filter(mobility=mobility).first()
    terms = terms or StayTerms(network_id=mobility.network_id, mobility=mobility)
    changed = [name for name, value in changes.items() if getattr(terms, name) != value]
    for name in changed:
        setattr(terms, name, changes[name])
    if changed:
        terms.save()
        Mobility.stay_terms.related.set_cached_value(mobility, terms)  # who asks the mobility hears what was told now
        activity.record("travel.terms_told", about=terms, by=by, trail=mobility, facts={"what": labels(changed)})
    if "regime" in changed and mobility.state in RUNNING:
        reschedule(mobility=mobility, by=by)
    if changed:
        announce("travel.terms_told", mobility, by)
    return terms


@transaction.atomic
def correct_contract(*, mobility: Mobility, changes: dict[str, Any], by: Any) -> None:
    """Correct the participant's contract, birth date or nationality; the open stays follow, as their tasks hang on it."""
    if not changes:
        return
    participant = correct_facts(participant=mobility.participant, changes=changes, by=by)
    for stay in Mobility.objects.filter(participant=participant, state__in=RUNNING).order_by("pk"):
        reschedule(mobility=stay, by=by)


def labels(names: list[str]) -> dict[str, str]:
    """The names of fields in every language, as activity keeps them."""
    said = [in_every_language(StayTerms._meta.get_field(name).verbose_name) for name in names]  # type: ignore[union-attr]
    return {language: ", ".join(one[language] for one in said) for language in said[0]}
