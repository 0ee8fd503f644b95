"""How the activity of a network is narrowed down."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from compagnon.core.models import Activity
from compagnon.people.happened import kinds_of_things
from compagnon.people.models import Person


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class ActivityFilters(forms.Form):
    """Words, who, about what, from and until which day."""

    q = forms.CharField(label=_("Words"), required=False)
    who = forms.ChoiceField(label=_("Who"), required=False)
    kind = forms.ChoiceField(label=_("About"), required=False)
    since = _day(_("From day"))
    until = _day(_("Until day"))

    def __init__(self, *args: Any, team: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(one.code, str(one)) for one in team.order_by("last_name", "first_name")[:500]]
        self.fields["who"].choices = [("", _("Everybody")), *people]
        self.fields["kind"].choices = [("", _("Everything")), *kinds_of_things()]

    def narrowed(self, rows: QuerySet[Activity]) -> QuerySet[Activity]:
        """The rows that are left; what was filled in wrongly is left aside and told beside its field."""
        self.is_valid()
        said = getattr(self, "cleaned_data", {})
        if said.get("who"):
            rows = rows.filter(by__code=said["who"])
        if said.get("kind"):
            rows = rows.filter(about_type=said["kind"])
        if said.get("since"):
            rows = rows.filter(at__gte=_begin(said["since"]))
        if said.get("until"):
            rows = rows.filter(at__lt=_begin(said["until"] + timedelta(days=1)))
        for word in said.get("q", "").split()[:5]:
            within = Q(by_name__icontains=word) | Q(for_name__icontains=word) | Q(reason__icontains=word)
            rows = rows.alias(said_of=Cast("facts", CharField())).filter(within | Q(said_of__icontains=word))
        return rows


def _begin(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
