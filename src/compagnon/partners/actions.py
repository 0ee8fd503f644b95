"""What can be done with partners: added, changed, their contacts and places kept."""

from datetime import date
from typing import Any

from django.db import transaction

from compagnon.core import activity
from compagnon.core.i18n import in_every_language
from compagnon.core.states import MoveRefused, locked
from compagnon.network.models import Organisation, Trade
from compagnon.partners.merging import look_for_doubles
from compagnon.partners.models import Capacity, Partner
from compagnon.partners.registers import departement_of
from compagnon.people.actions.completing import still_empty
from compagnon.people.models import Contact


@transaction.atomic
def save_partner(
    *, network: Any, partner: Partner | None, organisation: Organisation, said: dict[str, Any], by: Any
) -> Partner:
    """Add a partner with its organisation, or change both."""
    trades = said.pop("trades", None)
    organisation.network = network
    organisation.departement_code = (
        departement_of(organisation.country, organisation.postcode) or organisation.departement_code
    )
    organisation.save()
    if trades is not None:
        organisation.trades.set(trades)
    is_new = partner is None
    partner = partner or Partner(network=network, organisation=organisation)
    for name, value in said.items():
        setattr(partner, name, value)
    partner.save()
    verb = "partners.partner_added" if is_new else "partners.partner_changed"
    activity.record(verb, about=partner, by=by, facts={"partner": str(organisation)})
    look_for_doubles(network=network, among=[organisation.pk])
    return partner


@transaction.atomic
def complete_organisation(*, organisation: Organisation, said: dict[str, Any], by: Any, trail: Any) -> list[str]:
    """Write facts where nothing is said of an organisation yet, as somebody of it told them; what it says already stays.

    Gives the names of the fields that were written. A number that another one has makes of both a likely double.
    """
    organisation = locked(organisation)
    given = still_empty(organisation, said)
    for name, value in given.items():
        setattr(organisation, name, value)
    if given:
        organisation.save()
        labels = [in_every_language(Organisation._meta.get_field(name).verbose_name) for name in given]  # type: ignore[union-attr]
        what = {language: ", ".join(one[language] for one in labels) for language in labels[0]}
        facts = {"organisation": str(organisation), "what": what}
        activity.record("partners.facts_told", about=organisation, by=by, trail=trail, facts=facts)
        look_for_doubles(network=organisation.network, among=[organisation.pk])
    return list(given)


@transaction.atomic
def save_contact(*, partner: Partner, contact: Contact, by: Any) -> Contact:
    """Add or change somebody at a partner."""
    is_new = contact.pk is None
    contact.network_id, contact.organisation = partner.network_id, partner.organisation
    contact.save()
    verb = "partners.contact_added" if is_new else "partners.contact_changed"
    activity.record(verb, about=contact, by=by, trail=partner, facts={"contact": contact.full_name})
    return contact


@transaction.atomic
def offer_places(*, partner: Partner, trade: Trade, places: int, from_day: date, to_day: date, by: Any) -> Capacity:
    """Note how many people of a trade a partner can take in a period; both days included."""
    if to_day < from_day:
        raise MoveRefused("The period ends before it begins.")
    offered: Capacity = Capacity.objects.create(
        network_id=partner.network_id, partner=partner, trade=trade, places=places, from_day=from_day, to_day=to_day
    )
    facts = {"places": places, "trade": trade.name.data if isinstance(trade.name.data, dict) else str(trade)}
    activity.record("partners.places_offered", about=offered, by=by, trail=partner, facts=facts)
    return offered


@transaction.atomic
def withdraw_places(*, capacity: Capacity, by: Any) -> None:
    """Take an offer of places away."""
    partner = capacity.partner
    facts = {"places": capacity.places, "trade": str(capacity.trade)}
    activity.record("partners.places_withdrawn", about=partner, by=by, facts=facts)
    capacity.delete()
