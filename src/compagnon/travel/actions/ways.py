"""Ways to travel are thought of, changed and one is chosen."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from compagnon.core import activity
from compagnon.core.states import MoveRefused, locked
from compagnon.mobilities.choices import RUNNING
from compagnon.mobilities.models import Mobility
from compagnon.timeline.actions import reschedule
from compagnon.travel.models import Leg, StayTerms, Way
from compagnon.travel.places import Found
from compagnon.travel.queries.ways import is_sustainable

MOST_WAYS, MOST_LEGS = 12, 15


@transaction.atomic
def keep_way(*, mobility: Mobility, way: Way | None, said: dict[str, Any], by: Any) -> Way:
    """Write a way; of two with one name in one stay the second is refused with MoveRefused."""
    locked(mobility)
    kept = way or Way(network_id=mobility.network_id, mobility=mobility)
    if Way.objects.filter(mobility=mobility, name=said["name"]).exclude(pk=kept.pk).exists():
        raise MoveRefused(_("There is a way of this name already: give it another one."))
    if way is None and Way.objects.filter(mobility=mobility).count() >= MOST_WAYS:
        raise MoveRefused(_("Enough to compare: take a way away first."))
    for name, value in said.items():
        setattr(kept, name, value)
    kept.save()
    activity.record("travel.way_kept", about=kept, by=by, trail=mobility, facts={"way": kept.name})
    return kept


@transaction.atomic
def keep_leg(*, way: Way, leg: Leg | None, said: dict[str, Any], points: tuple[Found, Found], by: Any) -> Leg:
    """Write a leg between two places of the list, a new one at the end. Raises MoveRefused beyond the most legs of a way."""
    way = locked(way)
    if leg is None and way.legs.count() >= MOST_LEGS:
        raise MoveRefused(_("Enough legs for one way: take one away first."))
    kept = leg or Leg(network_id=way.network_id, way=way, position=(way.legs.aggregate(Max("position"))["position__max"] or 0) + 1)  # fmt: skip
    for name, value in said.items():
        setattr(kept, name, value)
    for which, point in zip(("start", "end"), points, strict=True):
        setattr(kept, which, point.name)
        setattr(kept, f"{which}_country", point.country)
        setattr(kept, f"{which}_latitude", point.latitude)
        setattr(kept, f"{which}_longitude", point.longitude)
    kept.save()
    activity.record("travel.leg_kept", about=kept, by=by, trail=way.mobility, facts={"way": way.name, "leg": str(kept)})
    _follow(way.mobility, by)
    return kept


@transaction.atomic
def remove_leg(*, leg: Leg, by: Any) -> None:
    """Take a leg away for good."""
    way = locked(leg.way)
    activity.record(
        "travel.leg_removed", about=leg, by=by, trail=way.mobility, facts={"way": way.name, "leg": str(leg)}
    )
    leg.delete()
    _follow(way.mobility, by)


@transaction.atomic
def remove_way(*, way: Way, by: Any) -> None:
    """Take a way away for good, with its legs."""
    way = locked(way)
    activity.record("travel.way_removed", about=way, by=by, trail=way.mobility, facts={"way": way.name})
    mobility = way.mobility
    way.delete()
    _follow(mobility, by)


@transaction.atomic
def choose_way(*, way: Way, by: Any) -> Way:
    """Take this way; the one chosen before is not any more. Choosing twice changes nothing."""
    locked(way.mobility)
    way = locked(way)
    if not way.is_chosen:
        Way.objects.filter(mobility=way.mobility, is_chosen=True).update(is_chosen=False)
        way.is_chosen = True
        way.save()
        activity.record("travel.way_chosen", about=way, by=by, trail=way.mobility, facts={"way": way.name})
        _follow(way.mobility, by)
    return way


def _follow(mobility: Mobility, by: Any) -> None:
    """Tasks and papers may hang on how somebody travels: they follow the way that is chosen."""
    found = is_sustainable(Way.objects.filter(mobility=mobility, is_chosen=True).prefetch_related("legs").first())
    terms = StayTerms.objects.filter(mobility=mobility).first()
    if found == (terms.sustainable_travel if terms else None):
        return
    terms = terms or StayTerms(network_id=mobility.network_id, mobility=mobility)
    terms.sustainable_travel = found
    terms.save()
    Mobility.stay_terms.related.set_cached_value(mobility, terms)
    if mobility.state in RUNNING:
        reschedule(mobility=mobility, by=by)
