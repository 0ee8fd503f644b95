"""Following a stay from afar: half-way and month by month, visits, lessons from a distance, the contract, what counts at home."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.mobilities.models import Mobility
from compagnon.stays.choices import Attended, ContractMove, CountsAs, FollowKind, Side, VisitWay


class FollowUp(Coded, NetworkModel):
    """The same few questions to the participant and to the tutor, each for themselves; `month` is 0 half-way."""

    mobility = models.ForeignKey(Mobility, on_delete=models.CASCADE, related_name="follow_ups")
    kind = models.CharField(_("kind"), max_length=10, choices=FollowKind)
    month = models.PositiveSmallIntegerField(_("month"), default=0)
    side = models.CharField(_("asked of"), max_length=10, choices=Side)
    due_on = models.DateField(_("due"))
    marks: Any = models.JSONField(_("marks"), default=dict)
    words = models.TextField(_("in a few sentences"), max_length=2000, blank=True)
    wants_call = models.BooleanField(_("wants to be called"), default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    is_low = models.BooleanField(default=False)
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["month", "side"]
        indexes = [
            models.Index(fields=["network", "due_on"], name="follow_up_open", condition=models.Q(seen_at__isnull=True))
        ]
        constraints = [
            models.UniqueConstraint(fields=["mobility", "kind", "month", "side"], name="one_follow_up_a_month_and_side")
        ]

    def __str__(self) -> str:
        return f"{self.mobility}: {self.get_kind_display()} {self.month or ''}".strip()

    @property
    def file(self) -> Any:
        """The file under which letters about it are shown."""
        return self.mobility

    @property
    def is_late(self) -> bool:
        return self.answered_at is None and self.due_on < clock.today()


class Visit(NetworkModel):
    """A member of staff sees or speaks with the participant at the host: planned, until its report is there.

    `goes` is who does it, where it was planned; `by_name` who wrote it down.
    """

    mobility = models.ForeignKey(Mobility, on_delete=models.CASCADE, related_name="visits")
    on = models.DateField(_("on"), default=clock.today)
    way = models.CharField(_("how"), max_length=10, choices=VisitWay)
    report = models.TextField(_("report"), max_length=4000, blank=True)
    by_name = models.CharField(max_length=200)
    goes = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.mobility}: {self.on.isoformat()}"

    @property
    def is_planned(self) -> bool:
        """Whether nobody has reported on it yet."""
        return not self.report


class DistanceLesson(Coded, NetworkModel):
    """A lesson of the own centre followed from abroad.

    Planned in one go, the lessons of a `series` share its mark. `starts_at` is the time of the centre, not of the host country.
    One that was taken away (`removed_at`) can be put back for a week. `teacher`, and the mentor in the company where `tells_mentor`, hear once (`told_at`) of one that was missed; it stands on
    the referent's list until somebody has seen to it (`seen_at`).
    """

    mobility = models.ForeignKey(Mobility, on_delete=models.CASCADE, related_name="distance_lessons")
    on = models.DateField(_("on"))
    starts_at = models.TimeField(_("at"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=60)
    title = models.CharField(_("lesson"), max_length=200)
    link = models.URLField(_("address of the platform"), max_length=500, blank=True)
    series = models.CharField(max_length=12, blank=True, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    attended = models.CharField(_("attended"), max_length=10, choices=Attended, default=Attended.PLANNED)
    noted_by_name = models.CharField(max_length=200, blank=True)
    teacher = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    tells_mentor = models.BooleanField(_("the mentor hears of it too"), default=False)
    told_at = models.DateTimeField(null=True, blank=True, editable=False)
    seen_at = models.DateTimeField(null=True, blank=True, editable=False)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("lesson from a distance")
        verbose_name_plural = _("lessons from a distance")
        ordering = ["on", "starts_at", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_to_come(self) -> bool:
        return self.on >= clock.today() and self.attended == Attended.PLANNED


class ContractEvent(Coded, NetworkModel):
    """What became of the contract and the pay during the stay, from a day on; taken away, it can be put back for a week."""

    mobility = models.ForeignKey(Mobility, on_delete=models.CASCADE, related_name="contract_events")
    on = models.DateField(_("from"))
    move = models.CharField(_("what"), max_length=16, choices=ContractMove)
    words = models.CharField(_("note"), max_length=300, blank=True)
    by_name = models.CharField(max_length=200)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("event of the contract")
        verbose_name_plural = _("events of the contract")
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_move_display()}, {self.on.isoformat()}"


class CountsAtHome(NetworkModel):
    """What of the stay counts in the diploma: decided before, confirmed after."""

    mobility = models.OneToOneField(Mobility, on_delete=models.CASCADE, related_name="counts_at_home")
    counts_as = models.CharField(_("counts as"), max_length=14, choices=CountsAs)
    what = models.TextField(_("which unit, which assessment"), max_length=1000, blank=True)
    decided_at = models.DateTimeField(default=clock.now, editable=False)
    decided_by_name = models.CharField(max_length=200)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("what counts in the diploma")
        verbose_name_plural = _("what counts in the diploma")

    def __str__(self) -> str:
        return self.get_counts_as_display()
