"""Letters: what was written to whom, about what, and what became of it."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nTextField

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.correspondence.kinds import FOR_SAFETY
from compagnon.people.models import Contact, PersonalLink


class LetterState(models.TextChoices):
    HELD = "held", _("To read before it goes")
    QUEUED = "queued", _("Waiting to go")
    SENDING = "sending", _("Going now")
    UNSURE = "unsure", _("Answer lost")
    UNSENT = "unsent", _("Only kept here")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Could not be sent")
    CANCELLED = "cancelled", _("Kept back")
    BOUNCED = "bounced", _("Came back")


class Manner(models.TextChoices):
    """When letters of a kind leave; without one, as the program proposes."""

    WAITS = "waits", _("Somebody reads it first")
    AT_ONCE = "at_once", _("It leaves at once")


class LetterSettings(NetworkModel):
    """How the letters of a network look, and which wait to be read; `manners` has a `Manner` by kind."""

    sender = models.CharField(_("name of the sender"), max_length=60, blank=True)
    reply_to = models.EmailField(_("answers go to"), blank=True)
    signature = I18nTextField(_("signature"), blank=True)
    manners = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("settings of letters")
        verbose_name_plural = _("settings of letters")
        constraints = [models.UniqueConstraint(fields=["network"], name="letter_settings_once_per_network")]

    def __str__(self) -> str:
        return self.sender

    @cached_property
    def texts(self) -> "dict[tuple[str, str, str], LetterText]":
        """The network's own texts by kind, language and audience; asked for once, however many letters are written."""
        own = LetterText.objects.filter(network_id=self.network_id, is_current=True)
        return {(one.key, one.language, one.audience): one for one in own}

    def holds(self, key: str, *, proposed: bool) -> bool:
        """Whether a letter of this kind waits for somebody to read it; one for safety never does."""
        if key in FOR_SAFETY:
            return False
        manner = self.manners.get(key)
        return manner == Manner.WAITS if manner else proposed


class Audience(models.TextChoices):
    """To whom a text speaks, where the program speaks otherwise to learners than to others."""

    ALL = "", _("Everybody")
    LEARNER = "learner", _("Learners")
    OTHER = "other", _("Others")


class LetterText(Coded, NetworkModel):
    """A network's own text for a kind of letter in one language: each change is a version, one or none is current.

    `problem` says why a current text could not be used, and the program's went out instead.
    """

    key = models.CharField(_("kind"), max_length=80)
    language = models.CharField(max_length=5)
    audience = models.CharField(max_length=10, choices=Audience, blank=True, default="")
    number = models.PositiveIntegerField(_("version"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), max_length=8000)
    is_current = models.BooleanField(default=True)
    problem = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("text of a letter")
        verbose_name_plural = _("texts of letters")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "key", "language", "audience", "number"], name="letter_text_version_once"
            ),
            models.UniqueConstraint(
                fields=["network", "key", "language", "audience"],
                condition=models.Q(is_current=True),
                name="letter_text_current_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.language}) {self.number}"


class Letter(Coded, NetworkModel):
    """One letter to one reader, in the reader's language.

    `body` holds the words with `{link}` where the personal link goes: the link itself is put in when the
    letter is sent, so that the database holds no working token.
    """

    MOVES = {
        LetterState.HELD: {LetterState.QUEUED, LetterState.CANCELLED},
        LetterState.QUEUED: {LetterState.SENDING, LetterState.HELD, LetterState.CANCELLED},
        LetterState.SENDING: {
            *(LetterState.SENT, LetterState.UNSURE, LetterState.UNSENT),
            *(LetterState.QUEUED, LetterState.FAILED),
        },
        LetterState.UNSENT: {LetterState.QUEUED, LetterState.CANCELLED},
        LetterState.UNSURE: {LetterState.SENT, LetterState.QUEUED, LetterState.CANCELLED},
        LetterState.FAILED: {LetterState.QUEUED, LetterState.CANCELLED},
        LetterState.CANCELLED: {LetterState.HELD},
        LetterState.SENT: {LetterState.BOUNCED},
        LetterState.BOUNCED: {LetterState.QUEUED, LetterState.SENT},
    }

    key = models.CharField(_("kind"), max_length=80)
    state = models.CharField(_("state"), max_length=10, choices=LetterState, default=LetterState.QUEUED)
    to_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="letters"
    )
    to_contact = models.ForeignKey(Contact, on_delete=models.CASCADE, null=True, blank=True, related_name="letters")
    to_email = models.EmailField(_("to"), blank=True)
    to_phone = models.CharField(_("to the number"), max_length=20, blank=True)  # a text message, and no mail
    language = models.CharField(max_length=5)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    link = models.ForeignKey(PersonalLink, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    about_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    about_id = models.BigIntegerField()
    about = GenericForeignKey("about_type", "about_id")
    trail = models.CharField(max_length=40, editable=False, default="")  # the file it is shown under: `mobility:42`
    written_at = models.DateTimeField(default=clock.now, editable=False)
    taken_at = models.DateTimeField(null=True, blank=True, editable=False)  # by a worker, to send it
    handed_at = models.DateTimeField(null=True, blank=True, editable=False)  # from here on a server may have it
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    is_confidential = models.BooleanField(_("shown to nobody but its reader"), default=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes = [
            models.Index(fields=["network", "state", "-written_at"], name="letter_outbox"),
            models.Index(fields=["about_type", "about_id"], name="letter_about"),
            models.Index(fields=["trail", "-written_at"], name="letter_trail"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_person__isnull=False) ^ models.Q(to_contact__isnull=False),
                name="letter_has_one_reader",
            )
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def reader(self) -> object:
        return self.to_person or self.to_contact


class Rhythm(models.TextChoices):
    """How often a reader wants letters of a kind that need not come."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("At most once a day")
    WEEKLY = "weekly", _("At most once a week")
    OFF = "off", _("Not at all")


class LetterWish(NetworkModel):
    """What a reader wants of one kind of letter; without one, as the program proposes."""

    to_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    to_contact = models.ForeignKey(Contact, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    key = models.CharField(_("kind"), max_length=80)
    rhythm = models.CharField(_("how often"), max_length=10, choices=Rhythm)
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("wish about letters")
        verbose_name_plural = _("wishes about letters")
        constraints = [
            models.UniqueConstraint(
                fields=["to_person", "to_contact", "key"], name="letter_wish_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=models.Q(to_person__isnull=False) ^ models.Q(to_contact__isnull=False),
                name="letter_wish_has_one_reader",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.rhythm}"
