"""What is agreed or told for one stay, beside what its file says."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core.models import NetworkModel
from compagnon.mobilities.models import Mobility
from compagnon.travel.choices import HostsChoice, RegimeChoice


def _hours(label: object, most: int) -> models.DecimalField:
    limits = [MinValueValidator(0), MaxValueValidator(most)]
    return models.DecimalField(label, max_digits=4, decimal_places=1, null=True, blank=True, validators=limits)  # type: ignore[arg-type]


class StayTerms(NetworkModel):
    """The facts for the rules of a stay that no other file holds; nothing said is not known, never no."""

    mobility = models.OneToOneField(Mobility, on_delete=models.CASCADE, related_name="stay_terms")
    regime = models.CharField(_("what becomes of the contract"), max_length=12, choices=RegimeChoice, blank=True)
    signed_on = models.DateField(_("agreement signed on"), null=True, blank=True)
    days_abroad_before = models.PositiveSmallIntegerField(
        _("days already abroad under this contract"), null=True, blank=True, validators=[MaxValueValidator(3660)]
    )
    four_week_template = models.BooleanField(_("the template speaks of four weeks"), null=True, blank=True)
    hosts = models.CharField(_("kind of host"), max_length=14, choices=HostsChoice, blank=True)
    host_signs = models.BooleanField(_("the host signs the agreement"), null=True, blank=True)
    guarantees_signed = models.BooleanField(_("the host gave written guarantees"), null=True, blank=True)
    partnership_from = models.DateField(_("partnership agreement from"), null=True, blank=True)
    partnership_until = models.DateField(_("partnership agreement until"), null=True, blank=True)
    erasmus = models.BooleanField(_("paid by Erasmus+"), null=True, blank=True)
    employee_abroad = models.BooleanField(_("employee under the law of the host country"), null=True, blank=True)
    resides_abroad = models.BooleanField(_("takes residence in the host country"), null=True, blank=True)
    with_parent = models.BooleanField(_("a parent comes along"), null=True, blank=True)
    with_adult = models.BooleanField(_("another adult comes along"), null=True, blank=True)
    parent_document_french = models.BooleanField(_("the parent’s identity paper is French"), null=True, blank=True)
    parent_document_until = models.DateField(_("the parent’s identity paper is valid until"), null=True, blank=True)
    hours_a_day = _hours(_("hours a day"), 24)
    hours_a_week = _hours(_("hours a week"), 168)
    daily_rest = _hours(_("hours of rest between two days"), 24)
    rest_days_in_a_row = models.PositiveSmallIntegerField(
        _("days of rest in a row each week"), null=True, blank=True, validators=[MaxValueValidator(7)]
    )
    starts_at = models.TimeField(_("earliest start"), null=True, blank=True)
    ends_at = models.TimeField(_("latest end"), null=True, blank=True)
    dangerous_work = models.BooleanField(_("work on the ban list for under 18"), null=True, blank=True)
    inspectorate_told = models.BooleanField(_("the labour inspectorate has the declaration"), null=True, blank=True)
    medical_opinion_on = models.DateField(_("medical opinion of"), null=True, blank=True)

    sustainable_travel = models.BooleanField(
        _("more than half of the way by low-emission means"), null=True, editable=False
    )
    """As the engine answers of the way that is chosen, kept by the actions of ways: tasks and papers of many stays ask it."""
    visa_needed = models.BooleanField(_("a visa is needed"), null=True, blank=True)

    class Meta:
        verbose_name = _("terms of a stay")
        verbose_name_plural = _("terms of stays")

    def __str__(self) -> str:
        return str(self.mobility)
