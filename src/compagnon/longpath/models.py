"""Course sheets with their versions, which of them a stay follows, and the register of obstacles."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.longpath.choices import Interest, Reason, Stage, Talk
from compagnon.mobilities.models import Mobility
from compagnon.network.models import Organisation, Trade
from compagnon.recruitment.models import Application


class CourseSheet(Coded, NetworkModel):
    """One course as it can hold a long stay; what it says stands in its versions."""

    title = models.CharField(_("course"), max_length=160, help_text=_("As the diploma is called, with its level."))
    trade = models.ForeignKey(
        Trade, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("trade")
    )
    level = models.PositiveSmallIntegerField(
        _("EQF level"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(8)]
    )
    rncp = models.CharField(
        _("RNCP number"),
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^RNCP\d{2,6}$", _("Write it as in the register: RNCP37537."))],
        help_text=_("Of the diploma in the French register of qualifications."),
    )
    is_off = models.BooleanField(_("not offered any more"), default=False)

    class Meta:
        verbose_name = _("course sheet")
        verbose_name_plural = _("course sheets")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class CourseVersion(Coded, NetworkModel):
    """What a sheet says. Approved it never changes any more: a change makes the next version."""

    sheet = models.ForeignKey(CourseSheet, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(default=1, editable=False)
    fits = models.TextField(_("when a long stay fits"), max_length=1000)
    units = models.TextField(_("units of the diploma reached abroad"), max_length=1000, blank=True)
    learnt = models.TextField(_("what is learnt abroad"), max_length=3000)
    assessed = models.TextField(_("how it is assessed, and counts at home"), max_length=2000)
    at_distance = models.TextField(_("lessons from a distance"), max_length=2000, blank=True)
    written_at = models.DateTimeField(default=clock.now, editable=False)
    written_by_name = models.CharField(max_length=200, editable=False)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    team = models.CharField(_("who of the teaching team approved it"), max_length=300, blank=True)
    noted_by_name = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = _("version of a course sheet")
        verbose_name_plural = _("versions of course sheets")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="course_version_once")]

    def __str__(self) -> str:
        return f"{self.sheet} ({self.number})"

    @property
    def is_approved(self) -> bool:
        return self.approved_on is not None


class CourseOfStay(NetworkModel):
    """Which version a stay follows: it keeps it, whatever comes after."""

    mobility = models.OneToOneField(Mobility, on_delete=models.CASCADE, related_name="course_of_stay")
    version = models.ForeignKey(CourseVersion, on_delete=models.PROTECT, related_name="stays")
    chosen_at = models.DateTimeField(default=clock.now, editable=False)
    chosen_by_name = models.CharField(max_length=200, editable=False)

    class Meta:
        verbose_name = _("course sheet of a stay")
        verbose_name_plural = _("course sheets of stays")

    def __str__(self) -> str:
        return str(self.version)


class EmployerWord(Coded, NetworkModel):
    """What the sending company says of one stay: before it whether it agrees and how it manages, after it what came back.

    `employer` is the company as it was when it answered: its history stays with it when the apprentice works elsewhere. Who
    wants to talk stands on the first page of the desk until somebody has (`seen_at`).
    """

    mobility = models.OneToOneField(Mobility, on_delete=models.CASCADE, related_name="employer_word")
    employer = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    interest = models.CharField(
        pgettext_lazy("guest", "Do you agree to this stay?"), max_length=6, choices=Interest, blank=True
    )
    reason = models.TextField(pgettext_lazy("guest", "Why, in a few words"), max_length=1000, blank=True)
    talk = models.CharField(
        pgettext_lazy("guest", "Would you like to talk about it?"), max_length=8, choices=Talk, blank=True
    )
    suits = models.CharField(
        pgettext_lazy("guest", "When it suits you, and at which number"), max_length=200, blank=True
    )
    replacement = models.TextField(
        pgettext_lazy("guest", "How the work is done meanwhile"), max_length=1000, blank=True
    )
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by_name = models.CharField(max_length=200, blank=True, editable=False)
    brought_back = models.TextField(
        pgettext_lazy("guest", "What came back to the company?"), max_length=2000, blank=True
    )
    again = models.CharField(
        pgettext_lazy("guest", "Would you let an apprentice go again?"), max_length=6, choices=Interest, blank=True
    )
    told_at = models.DateTimeField(null=True, blank=True, editable=False)
    told_by_name = models.CharField(max_length=200, blank=True, editable=False)
    seen_at = models.DateTimeField(null=True, blank=True, editable=False)
    seen_by_name = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = _("word of an employer")
        verbose_name_plural = _("words of employers")
        ordering = ["-answered_at", "-pk"]

    def __str__(self) -> str:
        return str(self.employer or self.mobility)

    @property
    def file(self) -> Any:
        """The file under which its activity is shown."""
        return self.mobility


class ObstacleEntry(Coded, NetworkModel):
    """Why somebody did not go, or came back early. What the program notices waits for its reason; `reason` is empty then."""

    on = models.DateField(_("day"), default=clock.today)
    stage = models.CharField(_("when"), max_length=12, choices=Stage)
    reason = models.CharField(_("what stood in the way"), max_length=10, choices=Reason, blank=True)
    words = models.TextField(_("in a few words"), max_length=1000, blank=True)
    trade = models.ForeignKey(
        Trade, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("trade")
    )
    mobility = models.ForeignKey(
        Mobility, on_delete=models.SET_NULL, null=True, blank=True, related_name="obstacle_entries"
    )
    application = models.ForeignKey(
        Application, on_delete=models.SET_NULL, null=True, blank=True, related_name="obstacle_entries"
    )
    told_by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    told_by_name = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = _("obstacle")
        verbose_name_plural = _("obstacles")
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["network", "-on"], name="obstacle_list")]

    def __str__(self) -> str:
        return str(self.get_reason_display() or self.get_stage_display())

    @property
    def who(self) -> str:
        """Whose obstacle it was; empty where nobody had applied."""
        file = self.mobility or self.application
        return str(file.participant) if file else ""
