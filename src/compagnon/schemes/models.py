"""Schemes with their versions, and the timeline tasks that each gives to its mobilities."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from compagnon.core import clock
from compagnon.core.i18n import localised
from compagnon.core.models import Coded, NetworkModel
from compagnon.network.choices import Step
from compagnon.network.models import Network
from compagnon.people.choices import ParticipantKind
from compagnon.schemes.choices import (
    LONG_FROM_DAYS,
    OFFER_MOVES,
    RECEIVED_MOVES,
    VERSION_MOVES,
    Anchor,
    Direction,
    Form,
    OfferState,
    Phase,
    ReceivedState,
    SourceMark,
    Strand,
    TaskLevel,
    TaskRole,
    Unit,
    VersionState,
)
from compagnon.schemes.content import read_content


class Scheme(Coded, NetworkModel):
    """A kind of mobility with its rules (SD-24 to SD-32).

    `rules` is what `engines.eligibility.SchemeRules` reads; a rule that the facts leave open is absent and
    named in `ask_per_call`, so that each call must set it. `grid` is what `schemes.grids` reads. The content is that of
    the version in force, whose number is `version`; `as_of` gives that of an earlier one.
    """

    key = models.SlugField(_("key"), max_length=60)
    name = I18nCharField(_("name"), max_length=200)
    summary = I18nTextField(_("summary"))
    participant_kind = models.CharField(_("for"), max_length=10, choices=ParticipantKind)
    direction = models.CharField(_("direction"), max_length=3, choices=Direction)
    form = models.CharField(_("form"), max_length=10, choices=Form)
    zone = models.CharField(_("zone"), max_length=20, blank=True)
    host_kinds = models.JSONField(_("kinds of hosts"), default=list)
    programme = models.CharField(_("programme"), max_length=60, blank=True)
    duration_text = I18nCharField(_("length"), max_length=80, blank=True)
    rules: Any = models.JSONField(_("rules"), default=dict)
    ask_per_call: Any = models.JSONField(_("to be set by each call"), default=list)
    documents: Any = models.JSONField(_("documents"), default=list)
    grid: Any = models.JSONField(_("selection grid"), default=dict)
    surveys: Any = models.JSONField(_("surveys"), default=list)
    funders: Any = models.JSONField(_("funders"), default=list)
    preparation_days = models.PositiveSmallIntegerField(_("days of preparation, at least"), null=True, blank=True)
    long_from_days = models.PositiveSmallIntegerField(_("days from which a stay is long"), default=LONG_FROM_DAYS)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    is_off = models.BooleanField(_("switched off"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("scheme")
        verbose_name_plural = _("schemes")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["network", "key"], name="scheme_key_once_per_network")]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def is_incoming(self) -> bool:
        return self.direction == Direction.IN

    def as_of(self, number: int | None) -> Self:
        """The scheme with the content of this version, never to be saved; without a number, as it is now.

        Asks the database only for a version that is no longer in force.
        """
        if number in (None, self.version):
            return self
        content = self.versions.values_list("content", flat=True).get(number=number)
        known = {field.attname: getattr(self, field.attname) for field in self._meta.concrete_fields}
        return type(self)(**{**known, **read_content(content), "version": number})

    def tasks_of(self, number: int) -> "models.QuerySet[SchemeTask]":
        """The rows of the timeline in this version."""
        in_it = models.Q(since__lte=number) & (models.Q(until=None) | models.Q(until__gt=number))
        rows: models.QuerySet[SchemeTask] = self.tasks.filter(in_it)
        return rows


class SchemeVersion(Coded, NetworkModel):
    """One state of a scheme's whole content, its tasks included: worked on as a draft, frozen once published.

    `number` is given at publication. `wanted` says, in one sentence, what is changed and why.
    """

    MOVES = VERSION_MOVES

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=VersionState, default=VersionState.DRAFT)
    based_on = models.PositiveSmallIntegerField(_("begun from version"), default=1)
    content: Any = models.JSONField(_("content"), default=dict)
    wanted = models.CharField(_("what is changed"), max_length=500, blank=True)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    begun_at = models.DateTimeField(default=clock.now, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by_name = models.CharField(_("published by"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("version of a scheme")
        verbose_name_plural = _("versions of a scheme")
        ordering = ["-number", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "number"], name="version_number_once_per_scheme"),
            models.UniqueConstraint(
                fields=["scheme"], condition=models.Q(state__in=["draft", "proposed"]), name="one_draft_per_scheme"
            ),
        ]

    def __str__(self) -> str:
        return str(_("Version %(number)s") % {"number": self.number}) if self.number else str(_("Draft"))


class SchemeTask(NetworkModel):
    """One row of a scheme's timeline template: who, what, when reckoned from which anchor, and why (TL-01).

    It belongs to the versions from `since` on, up to the one before `until`; once published it never changes.
    """

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="tasks")
    since = models.PositiveSmallIntegerField(_("since version"), default=1)
    until = models.PositiveSmallIntegerField(_("until version"), null=True, blank=True)
    key = models.SlugField(_("key"), max_length=60)
    step = models.CharField(_("step"), max_length=10, choices=Step)
    phase = models.CharField(_("phase"), max_length=10, choices=Phase)
    level = models.CharField(_("for"), max_length=10, choices=TaskLevel, default=TaskLevel.MOBILITY)
    strand = models.CharField(_("strand"), max_length=14, choices=Strand, default=Strand.ADMINISTRATIVE)
    is_shared = models.BooleanField(_("done once for the whole group"), default=False)
    position = models.PositiveSmallIntegerField(default=0)
    title = I18nCharField(_("title"), max_length=200)
    help = I18nTextField(_("help"), blank=True)
    role = models.CharField(_("responsible"), max_length=20, choices=TaskRole)
    anchor = models.CharField(_("reckoned from"), max_length=12, choices=Anchor)
    amount = models.SmallIntegerField(_("offset"), help_text=_("Negative: before."))
    unit = models.CharField(_("unit"), max_length=6, choices=Unit, default=Unit.DAYS)
    working_days = models.BooleanField(_("on a working day"), default=False)
    blocks_departure = models.BooleanField(_("nobody leaves without it"), default=False)
    blocks_closing = models.BooleanField(_("no closing without it"), default=False)
    conditions: Any = models.JSONField(_("only when"), default=list)
    evidence = models.CharField(_("proved by"), max_length=40, blank=True)
    produces = models.CharField(_("produces"), max_length=120, blank=True)
    effort_minutes = models.PositiveSmallIntegerField(_("minutes of work"), null=True, blank=True)
    source_mark = models.CharField(_("source"), max_length=1, choices=SourceMark, default=SourceMark.P)
    source = models.CharField(_("source note"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("task of a scheme")
        verbose_name_plural = _("tasks of a scheme")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["scheme", "key", "since"], name="task_key_once_per_version")]

    def __str__(self) -> str:
        return str(self.title)


class TimelineOffer(Coded, NetworkModel):
    """The timeline of a scheme as it is offered to partners: `content` is the copy that leaves, in its `edition`.

    Partners never read this row: each has a copy of its own (`ReceivedTimeline`), or a signed file.
    """

    MOVES = OFFER_MOVES

    scheme = models.OneToOneField(Scheme, on_delete=models.CASCADE, related_name="offer")
    state = models.CharField(_("state"), max_length=10, choices=OfferState, default=OfferState.OFFERED)
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    version = models.PositiveSmallIntegerField(_("version of the scheme"), default=1)
    content: Any = models.JSONField(_("content"), default=dict)
    note = models.CharField(_("what is new"), max_length=500, blank=True)
    offered_at = models.DateTimeField(_("offered"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("offer of a timeline")
        verbose_name_plural = _("offers of timelines")

    def __str__(self) -> str:
        return str(self.scheme)


class OfferRecipient(NetworkModel):
    """A partner's network in this installation to which a timeline is offered."""

    offer = models.ForeignKey(TimelineOffer, on_delete=models.CASCADE, related_name="recipients")
    to = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("recipient of an offer")
        verbose_name_plural = _("recipients of an offer")
        constraints = [models.UniqueConstraint(fields=["offer", "to"], name="offer_once_per_recipient")]

    def __str__(self) -> str:
        return f"{self.offer}: {self.to}"


class ReceivedTimeline(Coded, NetworkModel):
    """A timeline that a partner offers: the copy that reached this network, from here or by file.

    `taken` is the edition as it stood when somebody last chose from it: the common ground from which a newer edition and
    the own changes are told apart. `key` is the public key of the file's sender.
    """

    MOVES = RECEIVED_MOVES

    offer_code = models.CharField(max_length=12, editable=False)
    sender = models.CharField(_("from"), max_length=200)
    key = models.CharField(max_length=60, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=ReceivedState, default=ReceivedState.OPEN)
    edition = models.PositiveSmallIntegerField(_("edition"))
    content: Any = models.JSONField(_("content"), default=dict)
    note = models.CharField(_("what is new"), max_length=500, blank=True)
    arrived_at = models.DateTimeField(_("arrived"), default=clock.now)
    scheme = models.ForeignKey(Scheme, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    taken: Any = models.JSONField(default=dict)
    taken_edition = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("timeline offered by a partner")
        verbose_name_plural = _("timelines offered by partners")
        ordering = ["-arrived_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["network", "offer_code"], name="received_timeline_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What the partner calls it, in the reader's language if it has it."""
        return localised(self.content.get("name") or self.taken.get("name") or {}, get_language() or "en")

    @property
    def is_new(self) -> bool:
        """Whether there is something that nobody has chosen from yet."""
        return self.state == ReceivedState.OPEN and (self.taken_edition is None or self.edition > self.taken_edition)
