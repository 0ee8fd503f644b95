"""Help that is planned, without its reason; and what a network sets about inclusion."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nTextField

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.inclusion.choices import MEASURE_MOVES, MeasureKind, MeasureState
from compagnon.people.models import Participant


class SupportMeasure(Coded, NetworkModel):
    """One piece of help: what, by whom, until when, what it costs. Never why: the reason stays in the vault."""

    MOVES = MEASURE_MOVES

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="support_measures")
    kind = models.CharField(_("kind"), max_length=20, choices=MeasureKind)
    what = models.CharField(_("what is planned"), max_length=300)
    carried_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    carried_by_name = models.CharField(_("who does it"), max_length=160, blank=True)
    carried_by_email = models.EmailField(_("e-mail"), blank=True)
    due_on = models.DateField(_("until"), null=True, blank=True)
    amount = models.DecimalField(
        _("cost in EUR"), max_digits=9, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    state = models.CharField(_("state"), max_length=10, choices=MeasureState, default=MeasureState.PLANNED)
    planned_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("help that is planned")
        verbose_name_plural = _("help that is planned")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["network", "state", "due_on"], name="support_measure_list")]

    def __str__(self) -> str:
        return self.what

    @property
    def who(self) -> str:
        return self.carried_by.full_name if self.carried_by else self.carried_by_name

    @property
    def who_email(self) -> str:
        return self.carried_by.email if self.carried_by else self.carried_by_email

    @property
    def is_late(self) -> bool:
        is_open = self.state in (MeasureState.PLANNED, MeasureState.ARRANGED)
        return is_open and self.due_on is not None and self.due_on < clock.today()


class InclusionSettings(NetworkModel):
    """What a network sets; without a row, the defaults stand."""

    keep_days = models.PositiveSmallIntegerField(_("days after the stay until the vault is emptied"), default=90)
    answer_days = models.PositiveSmallIntegerField(_("days to answer a report"), default=30)
    national_criteria = I18nTextField(_("national criteria for fewer opportunities"), blank=True)
    complaint_routes = I18nTextField(_("where else one can complain"), blank=True)

    class Meta:
        verbose_name = _("settings of inclusion")
        verbose_name_plural = _("settings of inclusion")
        constraints = [models.UniqueConstraint(fields=["network"], name="inclusion_settings_once")]

    def __str__(self) -> str:
        return str(self.network)
