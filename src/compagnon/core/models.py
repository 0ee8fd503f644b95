"""Base classes of all models, and the record of who did what."""

import secrets
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from compagnon.core import clock

_UNAMBIGUOUS = "23456789abcdefghjkmnpqrstuvwxyz"


def random_code() -> str:
    """Eight characters that nobody mistakes for others when read aloud: 31^8 possibilities."""
    return "".join(secrets.choice(_UNAMBIGUOUS) for _ in range(8))


class Coded(models.Model):
    """Something with an address of its own: URLs carry this code, never the primary key."""

    code = models.CharField(_("code"), max_length=12, unique=True, default=random_code, editable=False)

    class Meta:
        abstract = True


class NetworkModel(models.Model):
    """Something that belongs to one network; a query outside of a network's scope raises."""

    network = models.ForeignKey(settings.NETWORK_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)

    objects: Any = ScopedManager(network="network")
    unscoped: Any = models.Manager()

    class Meta:
        abstract = True


def random_salt() -> str:
    """What makes the digest of a row one that nobody can guess a name from."""
    return secrets.token_hex(16)


class RandomSalt(models.Func):
    """The same, made by PostgreSQL for each row that it writes."""

    template = "replace(gen_random_uuid()::text, '-', '')"
    output_field = models.CharField()


class Sealable(models.Model):
    """A row that `core.trail` seals. Its salt goes when its words go: from then on the old digest tells nobody anything."""

    salt = models.CharField(max_length=32, default=random_salt, db_default=RandomSalt(), editable=False)

    class Meta:
        abstract = True


class Upload(NetworkModel):
    """A file that somebody brought: its size, for the quota, and whether the virus scanner has seen it."""

    class State(models.TextChoices):
        UNSEEN = "unseen", _("taken in without a scanner")
        CLEAN = "clean", _("seen, nothing found")
        HELD = "held", _("waiting for the scanner")
        REFUSED = "refused", _("something harmful was found")

    name = models.CharField(max_length=100, editable=False)
    size = models.PositiveIntegerField(_("bytes"), editable=False)
    giver = models.CharField(max_length=40, editable=False)
    place = models.CharField(max_length=40, blank=True, editable=False)
    state = models.CharField(max_length=8, choices=State.choices, editable=False)
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("file that was brought")
        verbose_name_plural = _("files that were brought")
        indexes = [
            models.Index(fields=["network", "giver"], name="upload_giver", include=["size"]),
            models.Index(fields=["network", "place"], name="upload_place", include=["size"]),
            models.Index(fields=["name"], name="upload_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Activity(Sealable):
    """One thing that happened: append-only; read as a sentence through `core.activity.sentence`.

    `for_name` is the colleague in whose place it was done; `trail` names the file under which it is shown, for
    example `mobility:42`.
    """

    network = models.ForeignKey(settings.NETWORK_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField(default=clock.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    by_name = models.CharField(max_length=200)
    for_name = models.CharField(max_length=200, blank=True, default="")
    verb = models.CharField(max_length=80)
    about_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", db_index=False)
    about_id = models.BigIntegerField()
    about = GenericForeignKey("about_type", "about_id")
    trail = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    reason = models.TextField(blank=True)

    objects: Any = ScopedManager(network="network")
    unscoped: Any = models.Manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        indexes = [
            models.Index(fields=["trail", "-at"], name="activity_trail"),
            models.Index(fields=["network", "-at"], name="activity_network"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"


class SecurityEvent(Sealable):
    """One thing that concerns who gets in and what they may reach: append-only, written by `core.security.note` alone.

    It names nothing secret and no whole address: `came_from` is the first part of one, `about` is `app.model:code`.
    """

    class Result(models.TextChoices):
        DONE = "done", _("Done")
        REFUSED = "refused", _("Refused")
        FAILED = "failed", _("Failed")

    network = models.ForeignKey(
        settings.NETWORK_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )
    at = models.DateTimeField(default=clock.now, editable=False)
    event = models.CharField(max_length=60)
    result = models.CharField(max_length=10, choices=Result)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    person_name = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=100, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    came_from = models.CharField(max_length=50, blank=True)
    facts = models.JSONField(default=dict)

    objects: Any = ScopedManager(network="network")
    unscoped: Any = models.Manager()

    class Meta:
        verbose_name = _("security event")
        verbose_name_plural = _("security events")
        indexes = [
            models.Index(fields=["network", "-at"], name="security_event_list"),
            models.Index(fields=["person", "-at"], name="security_event_person"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.event} {self.result}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("A security event is written once and never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("A security event is not deleted one by one; retention takes whole periods.")


class Opening(Sealable, NetworkModel):
    """Somebody opened something confidential: one row for a person, a thing and a day. Written by `core.openings` alone."""

    at = models.DateTimeField(default=clock.now, editable=False)
    day = models.DateField(default=clock.today, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    by_name = models.CharField(max_length=200)
    what = models.CharField(max_length=60)
    about_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", db_index=False)
    about_id = models.BigIntegerField()
    about = GenericForeignKey("about_type", "about_id")

    class Meta:
        verbose_name = _("opening")
        verbose_name_plural = _("openings")
        indexes = [models.Index(fields=["network", "-at"], name="opening_list")]
        constraints = [
            models.UniqueConstraint(fields=["by", "day", "about_type", "about_id", "what"], name="opening_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.what}"


class Seal(models.Model):
    """A link of the chain over the trail: which rows stood there, as digests, and the digest of the link before.

    Append-only, for the program's role in PostgreSQL too. `leaves` are those of `core.trail.leaves`, packed; `settled` is
    the last key that any row could have when the link was made. A chain for each network, one for what is of none.
    """

    class Deed(models.TextChoices):
        SEALED = "sealed", _("Sealed")
        REWRITTEN = "rewritten", _("Words erased")
        GONE = "gone", _("Period over")

    is_append_only = True
    network = models.ForeignKey(
        settings.NETWORK_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )
    number = models.PositiveIntegerField()
    at = models.DateTimeField(editable=False)
    source = models.CharField(max_length=60)
    deed = models.CharField(max_length=10, choices=Deed)
    first_key = models.BigIntegerField()
    last_key = models.BigIntegerField()
    settled = models.BigIntegerField()
    leaves = models.BinaryField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects: Any = ScopedManager(network="network")
    unscoped: Any = models.Manager()

    class Meta:
        verbose_name = _("seal of the trail")
        verbose_name_plural = _("seals of the trail")
        constraints = [
            models.UniqueConstraint(fields=["network", "number"], name="seal_number_once", nulls_distinct=False)
        ]
        indexes = [models.Index(fields=["network", "source", "last_key"], name="seal_of_rows")]

    def __str__(self) -> str:
        return f"{self.number} {self.digest[:12]}"


class TrailCheck(NetworkModel):
    """What the last check of a network's trail found: how much, and the first things that are not as they were sealed."""

    at = models.DateTimeField(default=clock.now)
    rows = models.PositiveBigIntegerField(default=0)
    rewritten = models.PositiveBigIntegerField(default=0)
    gone = models.PositiveBigIntegerField(default=0)
    seals = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)
    troubles: Any = models.JSONField(default=list)

    class Meta:
        verbose_name = _("check of the trail")
        verbose_name_plural = _("checks of the trail")
        constraints = [models.UniqueConstraint(fields=["network"], name="trail_check_once")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.seals}"


class SavedView(Coded, NetworkModel):
    """A list as somebody likes to look at it: its filters and order, under a name of their own."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views", db_index=False
    )
    list_name = models.CharField(_("list"), max_length=60)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(_("filters"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "list_name", "name"], name="saved_view_name_once_per_list")
        ]

    def __str__(self) -> str:
        return self.name


class ImportRun(Coded, NetworkModel):
    """One spreadsheet on its way in: the file by its content, what was said about it, what it changed.

    `file` is the name under which `core.files` keeps it; `undo` is what `core.imports.writing.undo` takes.
    """

    class State(models.TextChoices):
        OPEN = "open", _("In preparation")
        WRITING = "writing", _("Being written")
        WRITTEN = "written", _("Imported")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")
        DISCARDED = "discarded", _("Discarded")

    MOVES = {
        State.OPEN: {State.WRITING, State.WRITTEN, State.DISCARDED},
        State.WRITING: {State.WRITTEN, State.OPEN},
        State.WRITTEN: {State.UNDOING, State.UNDONE},
        State.UNDOING: {State.UNDONE},
    }

    kind = models.CharField(_("kind"), max_length=40)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.OPEN)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)
    file = models.CharField(_("file"), max_length=100)
    file_name = models.CharField(_("file"), max_length=120)
    size = models.PositiveIntegerField(_("bytes"), default=0)
    sheet = models.PositiveSmallIntegerField(_("sheet"), null=True, blank=True)
    columns = models.JSONField(default=dict)
    corrections = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    decisions = models.JSONField(default=dict)
    checked = models.JSONField(default=dict)
    progress = models.PositiveIntegerField(default=0)
    trouble = models.TextField(blank=True)
    undo = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [models.Index(fields=["network", "-at"], name="import_run_list")]

    def __str__(self) -> str:
        return self.file_name


class Double(NetworkModel):
    """Two rows of one model that look like one; `apart` when somebody said that they are two, which is remembered.

    `one` is the smaller key. `reasons` are codes that the app which found them turns into words.
    """

    of = models.CharField(max_length=60)
    one = models.BigIntegerField()
    other = models.BigIntegerField()
    reasons: Any = models.JSONField(default=list)
    alikeness = models.FloatField(default=1)
    apart = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("likely double")
        verbose_name_plural = _("likely doubles")
        indexes = [models.Index(fields=["network", "of", "apart", "-alikeness"], name="double_list")]
        constraints = [
            models.UniqueConstraint(fields=["network", "of", "one", "other"], name="double_once"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="double_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.of}: {self.one}, {self.other}"


class Merge(Coded, NetworkModel):
    """One row that was put into another: `record` is what `merging.undo` takes, `lost_code` its old address."""

    of = models.CharField(max_length=60)
    kept = models.BigIntegerField()
    lost = models.BigIntegerField()
    lost_code = models.CharField(max_length=12, db_index=True)
    lost_name = models.CharField(_("name"), max_length=250)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)
    record: Any = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        indexes = [models.Index(fields=["network", "of", "kept"], name="merge_of_kept")]

    def __str__(self) -> str:
        return self.lost_name
