"""Tasks: the items of a mobility's timeline; and who was reminded of which."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.correspondence.models import Letter
from compagnon.mobilities.models import Mobility
from compagnon.network.choices import Step
from compagnon.network.models import Site
from compagnon.people.models import Contact
from compagnon.schemes.choices import Phase, TaskRole
from compagnon.schemes.models import SchemeTask
from compagnon.timeline.choices import TASK_MOVES, FeedKind, ReminderKind, TaskState

_AT_WORK = models.Q(state="open", is_running=True)


class Task(Coded, NetworkModel):
    """One thing to be done by one role by one day; words and offset come from the scheme's task, or are its own.

    `departement_code` and `is_running` repeat what the mobility says, kept by `refresh`: so the work list of a
    referent is one walk along an index, however many files there are.
    """

    MOVES = TASK_MOVES

    mobility = models.ForeignKey(Mobility, on_delete=models.CASCADE, related_name="tasks")
    template = models.ForeignKey(
        SchemeTask, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    own_title = models.CharField(_("title"), max_length=200, blank=True)
    step = models.CharField(_("step"), max_length=10, choices=Step)
    phase = models.CharField(_("phase"), max_length=10, choices=Phase)
    position = models.PositiveSmallIntegerField(default=0)
    role = models.CharField(_("responsible"), max_length=20, choices=TaskRole)
    due_on = models.DateField(_("due"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=TaskState, default=TaskState.OPEN)
    evidence = models.CharField(max_length=40, blank=True)
    blocks_departure = models.BooleanField(_("nobody leaves without it"), default=False)
    blocks_closing = models.BooleanField(_("no closing without it"), default=False)
    late_on_creation = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    done_by_name = models.CharField(max_length=200, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    departement_code = models.CharField(_("département"), max_length=3, blank=True, editable=False)
    is_running = models.BooleanField(default=True, editable=False)

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["position", "pk"]
        indexes = [
            models.Index(fields=["network", "due_on", "id", "role"], name="task_work", condition=_AT_WORK),
            models.Index(
                fields=["network", "departement_code", "due_on", "id", "role"],
                name="task_work_departement",
                condition=_AT_WORK,
            ),
            # Few of a file's forty tasks are these: what is at risk asks for them of hundreds of files, of the index alone.
            models.Index(
                fields=["mobility"],
                include=["network"],
                name="task_blocking",
                condition=models.Q(state="open", blocks_departure=True),
            ),
            models.Index(
                fields=["mobility"],
                include=["network"],
                name="task_arrival",
                condition=models.Q(state="open", evidence="arrival_confirmed"),
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["mobility", "template"], name="task_once_per_mobility")]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def title(self) -> object:
        return self.own_title or (self.template.title if self.template else "")

    @property
    def help(self) -> object:
        return self.template.help if self.template else ""

    @property
    def is_open(self) -> bool:
        return self.state == TaskState.OPEN

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < clock.today()


class Reminder(NetworkModel):
    """One task of which one reader is reminded at one distance from its due day; told when `told_at` says so.

    Written once for each task, reader, distance and due day: a task that is moved is reminded of anew.
    """

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=10, choices=ReminderKind)
    offset = models.SmallIntegerField(null=True)
    due_on = models.DateField(_("due"), null=True)
    to_person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    to_contact = models.ForeignKey(Contact, on_delete=models.CASCADE, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    planned_at = models.DateTimeField(default=clock.now, editable=False)
    told_at = models.DateTimeField(null=True)
    letter = models.ForeignKey(Letter, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        indexes = [
            models.Index(
                fields=["network", "to_person", "to_contact"],
                name="reminder_waiting",
                condition=models.Q(told_at__isnull=True),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "kind", "offset", "due_on", "to_person", "to_contact"],
                condition=~models.Q(kind="by_hand"),
                name="reminder_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.kind} {self.offset}"

    @property
    def reader(self) -> object:
        return self.to_person or self.to_contact


class ReminderSettings(NetworkModel):
    """When a network reminds by itself: days before and after a due day, hours, days off; as TL-07 proposes."""

    is_on = models.BooleanField(_("Reminders leave by themselves"), default=True)
    first_before = models.PositiveSmallIntegerField(_("days before, the first time"), default=7)
    last_before = models.PositiveSmallIntegerField(_("days before, the second time"), default=1)
    first_after = models.PositiveSmallIntegerField(_("days late, the first time"), default=1)
    last_after = models.PositiveSmallIntegerField(_("days late, the second time"), default=7)
    escalates_after = models.PositiveSmallIntegerField(_("days until the coordinator is told"), default=7)
    from_hour = models.PositiveSmallIntegerField(_("not before"), default=8)
    until_hour = models.PositiveSmallIntegerField(_("not from"), default=19)
    on_days_off = models.BooleanField(_("learners and guardians also on days off"), default=False)

    class Meta:
        verbose_name = _("settings of reminders")
        verbose_name_plural = _("settings of reminders")
        constraints = [models.UniqueConstraint(fields=["network"], name="reminder_settings_once_per_network")]

    def __str__(self) -> str:
        return f"{self.offsets}"

    @property
    def offsets(self) -> list[int]:
        """Days from the due day on which the one who has to do it is reminded, the earliest first."""
        return sorted({-self.first_before, -self.last_before, self.first_after, self.last_after})


class CalendarFeed(Coded, NetworkModel):
    """A calendar that somebody subscribes to at a private address (a personal link): the own dates, or those of a team or site."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds")
    kind = models.CharField(_("calendar"), max_length=10, choices=FeedKind)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    shows_names = models.BooleanField(_("whole names"), default=False)
    made_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("calendar")
        verbose_name_plural = _("calendars")
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "site"], name="calendar_once", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """As it is called in the program that reads it."""
        own = str(self.site) if self.site else str(self.get_kind_display())
        return f"Compagnon · {own}"


class CalendarItem(NetworkModel):
    """How often one entry of a calendar has changed: its digest, so that nothing of it is kept."""

    feed = models.ForeignKey(CalendarFeed, on_delete=models.CASCADE, related_name="items")
    key = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("entry of a calendar")
        verbose_name_plural = _("entries of calendars")
        constraints = [models.UniqueConstraint(fields=["feed", "key"], name="calendar_item_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.sequence}"
