"""Purposes with their texts, national ages, and who agreed to what."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from i18nfield.fields import I18nCharField, I18nTextField

from compagnon.consents.choices import MOVES, Channel, Party, Standing
from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.people.models import Participant


class Purpose(Coded, NetworkModel):
    """One thing that somebody may agree to or not, asked for itself alone."""

    key = models.SlugField(_("key"), max_length=40)
    title = I18nCharField(_("title"), max_length=120)
    explanation = I18nTextField(_("what it means"), blank=True)
    both_until_18 = models.BooleanField(
        _("learner and guardian until 18"),
        default=False,
        help_text=_("Whatever the national age: for photographs, health and travel."),
    )
    is_offered = models.BooleanField(_("asked at present"), default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("purpose of a consent")
        verbose_name_plural = _("purposes of consents")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["network", "key"], name="consent_purpose_once")]

    def __str__(self) -> str:
        return str(self.title)

    @cached_property
    def text(self) -> "Text":
        """The version asked now; there is always one."""
        return max(self.texts.all(), key=lambda text: text.number)


class Text(NetworkModel):
    """One version of the sentence agreed to; it is never changed once kept, only followed by the next."""

    purpose = models.ForeignKey(Purpose, on_delete=models.CASCADE, related_name="texts")
    number = models.PositiveSmallIntegerField(_("version"))
    sentence = I18nTextField(_("sentence agreed to"))
    written_at = models.DateTimeField(default=clock.now, editable=False)
    written_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("text of a consent")
        verbose_name_plural = _("texts of consents")
        constraints = [models.UniqueConstraint(fields=["purpose", "number"], name="consent_text_once")]

    def __str__(self) -> str:
        return f"{self.purpose_id}.{self.number}"


class NationalAge(NetworkModel):
    """From which age somebody consents alone to an online service, in one country (GDPR, art. 8.1).

    `grade` says how sure the value is: V read in a public source, K known but not read again, C a coordinator checked it.
    """

    country = CountryField(_("country"))
    age = models.PositiveSmallIntegerField(_("age"))
    grade = models.CharField(max_length=1)
    source = models.CharField(_("source"), max_length=250)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("age of consent in a country")
        verbose_name_plural = _("ages of consent by country")
        constraints = [models.UniqueConstraint(fields=["network", "country"], name="national_age_once")]

    def __str__(self) -> str:
        return f"{self.country}: {self.age}"

    @property
    def is_to_check(self) -> bool:
        return self.grade == "K"


class Consent(Coded, NetworkModel):
    """Where one participant stands on one purpose; `state` is reckoned anew from the words at each of them."""

    MOVES = MOVES

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="consents")
    purpose = models.ForeignKey(Purpose, on_delete=models.CASCADE, related_name="consents")
    state = models.CharField(_("state"), max_length=20, choices=Standing, default=Standing.UNANSWERED)
    both_needed = models.BooleanField(_("guardian needed"), default=False)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("consent to a purpose")
        verbose_name_plural = _("consents to purposes")
        indexes = [models.Index(fields=["network", "purpose", "state"], name="consent_list")]
        constraints = [models.UniqueConstraint(fields=["participant", "purpose"], name="consent_once")]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.get_state_display()}"

    @property
    def last_words(self) -> "dict[str, Word]":
        """The last word of each party; reads `words`, which lists prefetch."""
        return {word.party: word for word in sorted(self.words.all(), key=lambda word: (word.at, word.pk))}

    @property
    def learner_word(self) -> "Word | None":
        return self.last_words.get(Party.LEARNER)

    @property
    def guardian_word(self) -> "Word | None":
        return self.last_words.get(Party.GUARDIAN)


class Word(NetworkModel):
    """One yes or no: by whom, when, to which text in which language, and by which way. Never changed."""

    consent: Any = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="words")
    party = models.CharField(_("who"), max_length=10, choices=Party)
    is_given = models.BooleanField(_("agreed"))
    at = models.DateTimeField(default=clock.now, editable=False)
    by_name = models.CharField(_("by"), max_length=200)
    text = models.ForeignKey(Text, on_delete=models.RESTRICT, related_name="+")
    sentence = models.TextField(_("words agreed to"))
    language = models.CharField(_("language"), max_length=5)
    channel = models.CharField(_("way"), max_length=10, choices=Channel)
    age = models.PositiveSmallIntegerField(_("age on the day"), null=True, blank=True)

    class Meta:
        verbose_name = _("word on a consent")
        verbose_name_plural = _("words on consents")

    def __str__(self) -> str:
        return f"{self.party} {self.is_given}"
