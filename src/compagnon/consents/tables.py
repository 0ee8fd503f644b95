"""What the list of consents shows, filters, sorts and exports: who agreed to what, when, to which words."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from compagnon.consents.choices import ANSWERED, Standing
from compagnon.consents.models import Consent, Purpose, Word
from compagnon.core.lists import Listing, View
from compagnon.core.search import matching
from compagnon.core.sheets import Column
from compagnon.network.models import Site
from compagnon.people.models import Participant


class ConsentFilters(filters.FilterSet):
    q = filters.CharFilter(label=_("Words"), method="find")
    purpose = filters.ChoiceFilter(field_name="purpose_id", label=_("Purpose"), empty_label=_("All purposes"))
    state = filters.ChoiceFilter(
        label=_("State"),
        choices=[(one.value, one.label) for one in Standing if one in ANSWERED],
        empty_label=_("Any state"),
    )
    site = filters.ChoiceFilter(
        field_name="participant__site_id", label=_("Training centre"), empty_label=_("All centres")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["site"].extra["choices"] = [(site.pk, site.town or site.name) for site in Site.objects.all()]
        self.filters["purpose"].extra["choices"] = [(one.pk, str(one)) for one in Purpose.objects.all()]

    def find(self, rows: QuerySet[Consent], _name: str, value: str) -> QuerySet[Consent]:
        return rows.filter(participant__in=matching(Participant.objects.all(), value).values("pk"))


def _answer(word: Word | None) -> str:
    return "" if word is None else str(_("yes") if word.is_given else _("no"))


def _columns_of(party: str, title: Any) -> tuple[Column, ...]:
    def word(row: Consent) -> Word | None:
        return row.last_words.get(party)

    return (
        Column(title, lambda row: _answer(word(row)), 10),
        Column(_("On"), lambda row: (found := word(row)) and found.at, 12),
        Column(_("By"), lambda row: (found := word(row)) and found.by_name, 22),
        Column(_("Way"), lambda row: (found := word(row)) and str(found.get_channel_display()), 18),
        Column(_("Version"), lambda row: (found := word(row)) and found.text.number, 9),
        Column(_("Language"), lambda row: (found := word(row)) and found.language, 9),
        Column(_("Words read"), lambda row: (found := word(row)) and found.sentence, 60),
    )


CONSENTS = Listing(
    name="consents",
    filters=ConsentFilters,
    orders={
        "newest": ("-changed_at", "-id"),
        "name": ("participant__person__last_name", "participant__person__first_name", "purpose__position", "id"),
        "purpose": ("purpose__position", "participant__person__last_name", "id"),
    },
    columns=(
        Column(_("Last name"), lambda row: row.participant.person.last_name),
        Column(_("First name"), lambda row: row.participant.person.first_name),
        Column(_("Training centre"), lambda row: row.participant.site.town if row.participant.site else "", 18),
        Column(_("Purpose"), lambda row: str(row.purpose), 24),
        Column(_("State"), lambda row: str(row.get_state_display()), 22),
        *_columns_of("learner", _("Person")),
        *_columns_of("guardian", _("Guardian")),
    ),
    views=(
        View(_("All"), ""),
        View(_("Agreed"), f"state={Standing.ACTIVE}"),
        View(_("Waits for the guardian"), f"state={Standing.WAITING_GUARDIAN}"),
        View(_("Withdrawn"), f"state={Standing.WITHDRAWN}"),
    ),
)
