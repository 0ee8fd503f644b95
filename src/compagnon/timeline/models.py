"""Tasks: the items of a mobility's timeline."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.mobilities.models import Mobility
from compagnon.network.choices import Step
from compagnon.schemes.choices import Phase, TaskRole
from compagnon.schemes.models import SchemeTask
from compagnon.timeline.choices import TASK_MOVES, TaskState

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
