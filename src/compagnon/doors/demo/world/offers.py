"""Timelines across networks: the chamber at Flensburg offers its own way to us, and we offer ours to it."""

from typing import Any

from django_scopes import scope

from compagnon.network.choices import OrganisationKind
from compagnon.network.models import Network, Organisation
from compagnon.partners.models import Partner
from compagnon.people.choices import Role
from compagnon.people.models import Membership, Person
from compagnon.schemes.actions import begin_draft, change_draft, offer_timeline, publish_draft
from compagnon.schemes.models import Scheme

OFFERED = "short_internship_group"
TOOLS = {
    "title": {
        "de": "Werkzeug und Arbeitskleidung absprechen",
        "en": "Agree on tools and working clothes",
        "fr": "Convenir des outils et de la tenue de travail",
    },
    "help": {
        "de": "Wer bringt was mit? Der Betrieb sagt, was dort bereitliegt.",
        "en": "Who brings what? The company says what is there.",
        "fr": "Qui apporte quoi\u202f? L’entreprise dit ce qui est sur place.",
    },
}


def make(home: Network, there: Network) -> None:
    """Each offers its timeline of the short internship to the other; theirs says otherwise than ours in three lines."""
    with scope(network=there):
        by = _coordinator(there)
        scheme = Scheme.objects.get(key=OFFERED)
        draft = begin_draft(scheme=scheme, by=by)
        draft = change_draft(draft=draft, by=by, tasks=_their_way(draft.content["tasks"]))
        publish_draft(draft=draft, by=by, wanted="Sprache früher, Werkzeug abgesprochen.")
        scheme.refresh_from_db()
        offer_timeline(scheme=scheme, to=[home], note="Language earlier, tools agreed with the company.", by=by)
    with scope(network=home):
        _note_partner(home, there)
        ours = Scheme.objects.get(key=OFFERED)
        offer_timeline(scheme=ours, to=[there], note="", by=_coordinator(home))


def _their_way(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Three months of language instead of ours, no testimony asked, and a talk about tools with the host."""
    kept = []
    for row in rows:
        if row["key"] == "language_preparation":
            kept.append({**row, "amount": -3, "unit": "months", "working_days": False})
        elif row["key"] != "testimony":
            kept.append(row)
        if row["key"] == "travel_and_lodging":
            own = {"key": "tools_and_clothes", "amount": -3, "unit": "weeks", "working_days": False, "evidence": ""}
            words = {"source": "Eigene Praxis", "source_mark": "K", "blocks_departure": False, "produces": ""}
            kept.append({**row, **own, **words, **TOOLS})
    return kept


def _note_partner(home: Network, there: Network) -> None:
    """The chamber among our partners, with its network in this installation."""
    organisation = Organisation.objects.create(
        network=home, kind=OrganisationKind.OTHER, name=str(there), country=there.country, town="Flensburg"
    )
    Partner.objects.create(network=home, organisation=organisation, network_here=there, hosts=False, sends=True)


def _coordinator(network: Network) -> Person:
    found = Membership.objects.select_related("person").filter(network=network, role=Role.COORDINATOR)
    person: Person = found.order_by("pk")[0].person
    return person
