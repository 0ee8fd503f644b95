"""Mobilities and the departures that travel together."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from compagnon.core import clock
from compagnon.core.i18n import plain_words
from compagnon.core.models import Coded, NetworkModel
from compagnon.core.search import search_index
from compagnon.mobilities.choices import MOVES, RUNNING, Funding, MobilityState, school_year_name
from compagnon.network.choices import Step
from compagnon.network.models import Organisation, Site, Trade
from compagnon.people.choices import ParticipantKind
from compagnon.people.models import Contact, Participant
from compagnon.recruitment.models import Application
from compagnon.schemes.choices import Direction
from compagnon.schemes.models import Scheme


class Departure(Coded, NetworkModel):
    """Mobilities that travel together; who joins without a host of their own takes that of the group, if it has one."""

    name = models.CharField(_("name"), max_length=200)
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="departures")
    country = CountryField(_("country"))
    town = models.CharField(_("town"), max_length=120, blank=True)
    departs_on = models.DateField(_("departure"))
    returns_on = models.DateField(_("return"))
    accompanying = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    host = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    tutor = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("departure")
        verbose_name_plural = _("departures")
        indexes = [models.Index(fields=["network", "departs_on"], name="departure_list")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(returns_on__gte=models.F("departs_on")), name="departure_returns_after_leaving"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("mobilities:departure", args=[self.code])


class Mobility(Coded, NetworkModel):
    """One participant's stay.

    The second half of the fields summarises its timeline, written by `record_progress` whenever a task changes,
    so that a list of 100,000 needs no work per row. `is_late` alone is asked of the day.
    """

    MOVES = MOVES

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="mobilities", db_index=False)
    scheme_version = models.PositiveSmallIntegerField(_("version of the scheme"), default=1, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="mobilities")
    application = models.OneToOneField(
        Application, on_delete=models.SET_NULL, null=True, blank=True, related_name="mobility"
    )
    departure = models.ForeignKey(
        Departure, on_delete=models.SET_NULL, null=True, blank=True, related_name="mobilities"
    )
    referent = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(_("state"), max_length=10, choices=MobilityState, default=MobilityState.PREPARING)
    departs_on = models.DateField(_("departure"))
    returns_on = models.DateField(_("return"), help_text=_("Last day of the activity."))
    days_at_home = models.PositiveSmallIntegerField(_("days at home between its periods"), default=0, editable=False)
    country = CountryField(_("country"))
    town = models.CharField(_("town"), max_length=120, blank=True)
    host = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="hosted_mobilities"
    )
    tutor = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    trade = models.ForeignKey(Trade, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    departement_code = models.CharField(_("département"), max_length=3, blank=True)
    funding = models.CharField(_("funding"), max_length=10, choices=Funding, blank=True)
    project_code = models.CharField(_("project code"), max_length=40, blank=True)
    programme_id = models.CharField(_("mobility ID of the programme"), max_length=40, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True)

    step = models.CharField(_("step"), max_length=10, choices=Step, default=Step.PREPARE)
    progress = models.CharField(_("progress"), max_length=60, blank=True)
    tasks_done = models.PositiveSmallIntegerField(default=0)
    tasks_total = models.PositiveSmallIntegerField(default=0)
    next_due_on = models.DateField(_("next due date"), null=True, blank=True)
    next_task = models.JSONField(_("next task"), default=dict)
    waiting_for = models.CharField(_("waiting for"), max_length=20, blank=True)
    search_text = models.TextField(editable=False, blank=True)

    class Meta:
        verbose_name = _("mobility")
        verbose_name_plural = _("mobilities")
        indexes = [
            models.Index(fields=["network", "departs_on", "id"], name="mobility_by_departure"),
            models.Index(fields=["network", "departement_code", "state", "departs_on"], name="mobility_desk"),
            models.Index(fields=["network", "state", "next_due_on"], name="mobility_due"),
            models.Index(fields=["network", "scheme", "state", "departs_on"], name="mobility_scheme"),
            models.Index(
                fields=["network", "departs_on", "id"],
                name="mobility_running",
                condition=models.Q(state__in=["preparing", "abroad", "returned"]),
            ),
            models.Index(
                fields=["network", "step", "next_due_on"],
                name="mobility_step",
                condition=models.Q(state__in=["preparing", "abroad", "returned"]),
            ),
            models.Index(  # all that the counts of who carries how much read
                fields=["network", "departement_code", "referent", "next_due_on", "scheme"],
                name="mobility_load",
                condition=models.Q(state__in=["preparing", "abroad", "returned"]),
            ),
            search_index("mobility_search"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(returns_on__gte=models.F("departs_on")), name="mobility_returns_after_leaving"
            )
        ]

    def __str__(self) -> str:
        return str(self.participant)

    @cached_property
    def kept_scheme(self) -> Scheme:
        """Its scheme as it stood when the mobility, or the call that led to it, began."""
        return self.scheme.as_of(self.scheme_version)

    def save(self, *args: Any, **kwargs: Any) -> None:
        trade = self.trade.name.data.values() if self.trade and isinstance(self.trade.name.data, dict) else ()
        self.search_text = plain_words((self.participant.person.full_name, self.town, self.host, *trade))
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Its page at the desk, where the timeline is the page."""
        return reverse("timeline:mobility", args=[self.code])

    @property
    def days(self) -> int:
        """Days abroad, first and last included; those at home between two periods are not."""
        return (self.returns_on - self.departs_on).days + 1 - self.days_at_home

    @property
    def is_long(self) -> bool:
        """Whether it is a long stay, as its scheme draws the line: the one meaning of "long" in every chapter."""
        return self.days >= self.kept_scheme.long_from_days

    @property
    def is_split(self) -> bool:
        """Whether it is made in several periods abroad, which stand in `periods`."""
        return self.days_at_home > 0

    @property
    def is_late(self) -> bool:
        return self.next_due_on is not None and self.next_due_on < clock.today()

    @property
    def line(self) -> str:
        """Its line as the drawing reads it: `3/3 2/2 4/9! 0/3 0/5 @2.4`."""
        words = (self.progress or "0/0 0/0 0/0 0/0 0/0").split()
        if self.is_late and self.state in RUNNING:
            unfinished = (place for place, word in enumerate(words) if len(set(word.split("/"))) == 2)
            first = next(unfinished, None)
            if first is not None:
                words[first] += "!"
        return " ".join([*words, f"@{self.today_at:.1f}"])

    @property
    def today_at(self) -> float:
        """Where today stands on the line, in steps passed: preparing until departure, six weeks of evaluation."""
        today = clock.today()
        if self.state in (MobilityState.CLOSED, MobilityState.CANCELLED) or today > self.returns_on:
            return min(4 + (today - self.returns_on).days / 42, 5.0)
        if today >= self.departs_on:
            return 3 + (today - self.departs_on).days / (self.days + self.days_at_home)
        lead = max((self.departs_on - timezone.localdate(self.created_at)).days, 1)
        return 2 + max(0.0, 1 - (self.departs_on - today).days / lead)

    @property
    def is_funded(self) -> bool:
        """Whether it has a grant: as the file says, else as its scheme with its programme does."""
        return self.funding == Funding.GRANT if self.funding else bool(self.kept_scheme.programme)

    @property
    def is_minor(self) -> bool:
        return self.participant.is_minor_on(self.departs_on)

    @property
    def guardian_signs(self) -> bool:
        """Whether a guardian signs what is signed today: who turned 18 during the stay signs alone from then on."""
        return self.participant.is_minor


class Period(NetworkModel):
    """One period abroad of a stay that is split; a stay in one piece has none. Written by `split_stay` and `move_dates`."""

    mobility = models.ForeignKey(Mobility, on_delete=models.CASCADE, related_name="periods")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))

    class Meta:
        verbose_name = _("period abroad")
        verbose_name_plural = _("periods abroad")
        ordering = ["first_day"]
        constraints = [
            models.UniqueConstraint(fields=["mobility", "first_day"], name="period_begins_once"),
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="period_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day.isoformat()} / {self.last_day.isoformat()}"


class PastMobilities(NetworkModel):
    """People who moved before the software, counted as a list told them (SD-17): so many, alike in all that is known.

    Nobody is invented for them; they come only by an import, count in totals and are always called imported.
    """

    year = models.PositiveSmallIntegerField(_("school year"), help_text=_("The year in which it begins."))
    departs_on = models.DateField(_("departure"), null=True, blank=True)
    returns_on = models.DateField(_("return"), null=True, blank=True)
    country = CountryField(_("country"))
    kind = models.CharField(_("kind"), max_length=10, choices=ParticipantKind, blank=True)
    direction = models.CharField(_("direction"), max_length=3, choices=Direction, default=Direction.OUT)
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    trade = models.ForeignKey(Trade, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reference = models.CharField(_("reference"), max_length=60, blank=True)
    people = models.PositiveIntegerField(_("number of people"))

    class Meta:
        verbose_name = _("past mobilities")
        verbose_name_plural = _("past mobilities")
        indexes = [models.Index(fields=["network", "-year", "country"], name="past_mobilities_list")]
        constraints = [models.CheckConstraint(condition=models.Q(people__gte=1), name="past_mobilities_of_somebody")]

    def __str__(self) -> str:
        return f"{self.year_name}, {self.country.name}: {self.people}"

    @property
    def year_name(self) -> str:
        return school_year_name(self.year)
