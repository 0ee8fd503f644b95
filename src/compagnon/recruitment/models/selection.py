"""How a call is decided: its frozen grid, its panel, ranking runs, meetings, offered places and appeals."""

from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel, random_code
from compagnon.recruitment.choices import APPEAL_MOVES, OFFER_MOVES, AppealState, OfferState, Part
from compagnon.recruitment.models.applications import Application
from compagnon.recruitment.models.calls import Call


def random_seed() -> str:
    """Written down when the selection is prepared, long before anybody reads, so that nobody can choose the lots."""
    return f"{random_code()}-{random_code()}"


class Selection(Coded, NetworkModel):
    """How the applications to a call are decided; frozen once the call opens (SEL-01, SEL-02).

    `grid` is the shape of `engines.selection.Grid`, its texts by language; `answers` are the sentences given to the
    questions of the linter; `place_rules` are reserved places and ceilings, none unless the call publishes them.
    """

    call = models.OneToOneField(Call, on_delete=models.CASCADE, related_name="selection")
    version = models.PositiveSmallIntegerField(default=0)
    frozen_at = models.DateTimeField(null=True, blank=True)
    change_reason = models.TextField(_("why the criteria change"), blank=True)
    grid: Any = models.JSONField(_("grid"), default=dict)
    answers: Any = models.JSONField(_("answers to questions on words"), default=dict)
    place_rules: Any = models.JSONField(_("reserved places and ceilings"), default=list)
    seed = models.CharField(_("seed of the lots"), max_length=40, default=random_seed, editable=False)
    hides_identity = models.BooleanField(_("first reading without identity"), default=True)
    shows_identity_after = models.BooleanField(_("the panel sees who they are once all is read"), default=False)
    names_in_minutes = models.BooleanField(_("minutes with names instead of codes"), default=False)
    reviews_from = models.PositiveSmallIntegerField(
        _("readers of each file"), default=2, validators=[MinValueValidator(2)]
    )
    quorum = models.PositiveSmallIntegerField(
        _("members present for a decision"), default=3, validators=[MinValueValidator(3)]
    )
    answer_days = models.PositiveSmallIntegerField(
        _("days to accept an offered place"), default=7, validators=[MinValueValidator(1)]
    )
    appeal_days = models.PositiveSmallIntegerField(
        _("working days to appeal"), default=10, validators=[MinValueValidator(10)]
    )
    appeal_route = models.TextField(_("who decides on an appeal, and how"), blank=True)
    other_routes = models.TextField(_("where else one can turn"), blank=True)
    sits_at = models.DateTimeField(_("the panel meets on"), null=True, blank=True)
    sits_in = models.CharField(_("where the panel meets"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("selection")
        verbose_name_plural = _("selections")
        constraints = [
            models.CheckConstraint(condition=models.Q(reviews_from__gte=2), name="two_readers_at_least"),
            models.CheckConstraint(condition=models.Q(quorum__gte=3), name="panel_of_three_at_least"),
            models.CheckConstraint(condition=models.Q(appeal_days__gte=10), name="ten_days_to_appeal_at_least"),
        ]

    def __str__(self) -> str:
        return str(self.call)

    @property
    def file(self) -> Call:
        """What activity about it is kept under."""
        return self.call

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None


class SelectionVersion(NetworkModel):
    """A selection as it was published at one opening of the call."""

    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content: Any = models.JSONField(_("published content"), default=dict)
    reason = models.TextField(_("why the criteria change"), blank=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("published version of a selection")
        verbose_name_plural = _("published versions of selections")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["selection", "number"], name="selection_version_once")]

    def __str__(self) -> str:
        return f"{self.selection} {self.number}"


class PanelMember(NetworkModel):
    """Somebody who reads for a call, or sits on its panel, and in what capacity."""

    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, related_name="panel")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    part = models.CharField(_("part"), max_length=10, choices=Part, default=Part.READER)
    capacity = models.CharField(_("capacity"), max_length=80, help_text=_("For example: trainer, employer, referent."))
    employer = models.CharField(_("own employer or centre"), max_length=120, blank=True)
    at_most = models.PositiveSmallIntegerField(_("at most so many files"), null=True, blank=True)

    class Meta:
        verbose_name = _("panel member")
        verbose_name_plural = _("panel members")
        ordering = ["part", "pk"]
        constraints = [models.UniqueConstraint(fields=["selection", "person"], name="once_on_a_panel")]

    def __str__(self) -> str:
        return f"{self.person}, {self.capacity}"


class RankingRun(Coded, NetworkModel):
    """One reckoning of the order by the engine: who asked for it, from which input and its SHA-256, with which seed."""

    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, related_name="runs")
    version = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=clock.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    seed = models.CharField(max_length=40)
    facts = models.TextField(default="")
    fingerprint = models.CharField(max_length=64)
    places = models.PositiveIntegerField()
    ranked = models.PositiveIntegerField(default=0)
    unread = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("ranking")
        verbose_name_plural = _("rankings")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.selection} {self.at:%Y-%m-%d %H:%M}"


class RankedFile(NetworkModel):
    """One application in one ranking: its place and what the engine would do with it, each with its reasons."""

    run = models.ForeignKey(RankingRun, on_delete=models.CASCADE, related_name="files")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    rank = models.PositiveIntegerField(null=True, blank=True)
    score = models.FloatField(null=True, blank=True)
    reading = models.CharField(max_length=15)
    has_place = models.BooleanField(default=False)
    reasons: Any = models.JSONField(_("reasons"), default=list)
    levels: Any = models.JSONField(_("levels"), default=dict)

    class Meta:
        verbose_name = _("ranked file")
        verbose_name_plural = _("ranked files")
        ordering = [models.F("rank").asc(nulls_last=True), "pk"]
        indexes = [models.Index(fields=["run", "rank"], name="ranked_file_order")]

    def __str__(self) -> str:
        return f"{self.rank}: {self.application_id}"


class PanelMeeting(Coded, NetworkModel):
    """One sitting of the panel; `present` are the keys of those who take part, `signatures` names typed under the minutes."""

    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, related_name="meetings")
    run = models.ForeignKey(RankingRun, on_delete=models.PROTECT, related_name="+")
    chair = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    chair_name = models.CharField(max_length=200)
    present: Any = models.JSONField(_("members present"), default=list)
    notes = models.TextField(_("notes"), blank=True)
    signatures: Any = models.JSONField(_("signatures"), default=list)
    opened_at = models.DateTimeField(default=clock.now, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("panel meeting")
        verbose_name_plural = _("panel meetings")
        ordering = ["-opened_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.selection} {self.opened_at:%Y-%m-%d}"


class PanelNote(NetworkModel):
    """What the panel noted about one application."""

    meeting = models.ForeignKey(PanelMeeting, on_delete=models.CASCADE, related_name="about_files")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="panel_notes")
    text = models.TextField(_("note"))
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("note of the panel")
        verbose_name_plural = _("notes of the panel")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Offer(Coded, NetworkModel):
    """A place offered to somebody of the reserve list, with the last day to say yes."""

    MOVES = OFFER_MOVES

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="offers")
    state = models.CharField(_("state"), max_length=10, choices=OfferState, default=OfferState.OPEN)
    offered_at = models.DateTimeField(default=clock.now, editable=False)
    answer_by = models.DateField(_("answer until"))
    answered_at = models.DateTimeField(null=True, blank=True)
    reasons: Any = models.JSONField(_("reasons"), default=list)

    class Meta:
        verbose_name = _("offered place")
        verbose_name_plural = _("offered places")
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=models.Q(state="open"), name="one_open_offer_a_file"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.get_state_display()}"

    @property
    def file(self) -> Application:
        """The file under which letters about it are shown."""
        return self.application


class Appeal(Coded, NetworkModel):
    """An applicant asks that a decision be looked at again, by somebody who neither scored nor decided (SEL-10)."""

    MOVES = APPEAL_MOVES

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="appeals")
    state = models.CharField(_("state"), max_length=10, choices=AppealState, default=AppealState.OPEN)
    what = models.TextField(_("what should be looked at again"))
    why = models.TextField(_("why"))
    lodged_at = models.DateTimeField(default=clock.now, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_by_name = models.CharField(max_length=200, blank=True)
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        constraints = [
            models.UniqueConstraint(fields=["application"], condition=models.Q(state="open"), name="one_open_appeal"),
            models.CheckConstraint(
                condition=models.Q(state="open") | ~models.Q(decided_by_name=""), name="appeal_decided_by_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.get_state_display()}"

    @property
    def file(self) -> Application:
        """The file under which letters about it are shown."""
        return self.application
