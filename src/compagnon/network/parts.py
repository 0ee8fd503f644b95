"""What a network is made of, part by part: for each its rows, its form, and what its list shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from compagnon.network.choices import OrganisationKind
from compagnon.network.forms import rows as forms
from compagnon.network.models import (
    CooperationProject,
    Destination,
    Emblem,
    KeyFigure,
    Organisation,
    Sector,
    Site,
    Trade,
)

OURS = (OrganisationKind.NETWORK_HEAD, OrganisationKind.TRAINING_CENTRE)


@dataclass(frozen=True)
class Cell:
    """A column of a part's list, after the name."""

    label: str | Promise
    value: Callable[[Any], Any]


@dataclass(frozen=True)
class Part:
    """One part of the settings that is a list of rows.

    `key` is the field by which an address names a row. Rows are put in order within those of like `group`. `lacks` says
    what is still missing in a row, in words, or nothing.
    """

    name: str
    label: str | Promise
    told: str | Promise
    add: str | Promise
    empty: str | Promise
    icon: str
    model: Any
    form: type[forms.RowForm]
    key: str
    position: int
    cells: Sequence[Cell] = ()
    group: Callable[[Any], str] | None = None
    lacks: Callable[[Any], str | Promise] = lambda _row: ""
    related: tuple[str, ...] = ()
    order: tuple[str, ...] = ("position", "pk")

    def rows(self) -> QuerySet[Any]:
        """The rows of the network in scope, in their order."""
        found = self.model.objects.select_related(*self.related).order_by(*self.order)
        return found.filter(kind__in=OURS) if self.model is Organisation else found  # type: ignore[no-any-return]

    def row(self, key: str) -> Any:
        """The row with this key; raises Http404 when there is none."""
        found = self.rows().filter(**{self.key: key}).first()
        if found is None:
            raise Http404
        return found

    def key_of(self, row: Any) -> str:
        return str(getattr(row, self.key))


PARTS: tuple[Part, ...] = (
    Part(
        "emblems",
        _("Logos and funders’ emblems"),
        _("Your logo on every public page; emblems of funders with the words they ask for, on pages and papers."),
        _("Add a logo or an emblem"),
        _("Your logo and your funders’ emblems will stand here."),
        "badge-check",
        Emblem,
        forms.EmblemForm,
        "code",
        20,
        (Cell(_("Kind"), lambda row: row.get_kind_display()), Cell(_("Programme"), lambda row: row.programme)),
        lacks=lambda row: (
            _("the funder’s statement is missing") if row.kind == "funder" and not str(row.statement) else ""
        ),
    ),
    Part(
        "organisations",
        _("Organisations"),
        _("The head of the network and its training centres, with their identifiers."),
        _("Add an organisation"),
        _("The head of the network and its training centres will stand here."),
        "building-2",
        Organisation,
        forms.OrganisationForm,
        "code",
        30,
        (
            Cell(_("Kind"), lambda row: row.get_kind_display()),
            Cell(_("Town"), lambda row: row.town),
            Cell(_("OID"), lambda row: row.oid),
        ),
        order=("position", "departement_code", "name"),
    ),
    Part(
        "sites",
        _("Sites"),
        _("Where people learn; a site whose town is not known stays “to be completed”."),
        _("Add a site"),
        _("The places of your centres will stand here. Add an organisation first."),
        "map-pin",
        Site,
        forms.SiteForm,
        "code",
        31,
        (
            Cell(_("Town"), lambda row: row.town),
            Cell(_("Département"), lambda row: " ".join(filter(None, (row.departement_code, row.departement_name)))),
        ),
        group=lambda row: str(row.organisation),
        lacks=lambda row: "" if row.is_complete else _("to be completed"),
        related=("organisation",),
        order=("organisation__position", "organisation__name", "position", "departement_code", "name"),
    ),
    Part(
        "sectors",
        _("Sectors"),
        _("Families of trades, in the order in which visitors see them."),
        _("Add a sector"),
        _("Families of trades will stand here. Take some from the catalogue, or add your own."),
        "layout-list",
        Sector,
        forms.SectorForm,
        "key",
        40,
    ),
    Part(
        "trades",
        _("Trades"),
        _("What is learnt in the network, with its European codes: from the shipped catalogue, or your own."),
        _("Add a trade"),
        _("What is learnt in your centres will stand here. Take trades from the catalogue, or add your own."),
        "wrench",
        Trade,
        forms.TradeForm,
        "key",
        41,
        (
            Cell(_("ISCO-08"), lambda row: row.isco08),
            Cell(_("ISCED-F"), lambda row: row.isced_f),
            Cell(_("ESCO"), lambda row: row.esco_label),
        ),
        group=lambda row: str(row.sector),
        related=("sector",),
        order=("sector__position", "sector__pk", "position", "pk"),
    ),
    Part(
        "destinations",
        _("Destinations"),
        _("Countries to which the network sends people; each stands on the map of the first public page."),
        _("Add a country"),
        _("Countries to which you send people will stand here."),
        "globe",
        Destination,
        forms.DestinationForm,
        "country",
        50,
        (Cell(_("Zone"), lambda row: row.get_zone_display()),),
    ),
    Part(
        "figures",
        _("Key figures"),
        _("Figures that the network declares, each with its unit, its year and its source."),
        _("Add a figure"),
        _("Figures about your network will stand here, each with its year and its source."),
        "activity",
        KeyFigure,
        forms.FigureForm,
        "key",
        60,
        (
            Cell(_("Value"), lambda row: f"{number_format(row.value.normalize(), force_grouping=True)}"),
            Cell(_("Year"), lambda row: row.year or _("year not stated")),
            Cell(_("Source"), lambda row: row.source),
            Cell(_("Entered by"), lambda row: row.entered_by or ""),
        ),
        related=("entered_by",),
    ),
    Part(
        "projects",
        _("Cooperation projects"),
        _("European and national projects in which the network takes part."),
        _("Add a project"),
        _("Projects in which you take part will stand here."),
        "handshake",
        CooperationProject,
        forms.ProjectForm,
        "key",
        70,
        (
            Cell(_("Programme"), lambda row: row.programme),
            Cell(_("Role"), lambda row: row.get_role_display()),
            Cell(_("Period"), lambda row: row.period),
        ),
    ),
)
BY_NAME = {part.name: part for part in PARTS}
