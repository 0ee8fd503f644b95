"""Documents, their signatures, and the learning outcomes they promise."""

import hashlib
import hmac
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.documents.catalogue.reading import title_of
from compagnon.documents.choices import (
    DOCUMENT_MOVES,
    SIGNATURE_MOVES,
    CodeWay,
    DocumentState,
    OutcomeKind,
    ProofKind,
    SignatureMethod,
    SignatureState,
    SignerRole,
)
from compagnon.mobilities.models import Departure, Mobility
from compagnon.network.models import Organisation
from compagnon.people.models import Contact
from compagnon.seals.reading import Found


class LearningOutcome(Coded, NetworkModel):
    """What the participant will be able to do; the same row feeds agreement, evaluation and Europass (DA-02)."""

    mobility = models.ForeignKey(Mobility, on_delete=models.CASCADE, related_name="outcomes")
    position = models.PositiveSmallIntegerField(default=0)
    title = I18nCharField(_("learning outcome"), max_length=300)
    kind = models.CharField(_("kind"), max_length=20, choices=OutcomeKind, default=OutcomeKind.PROFESSIONAL)
    task = I18nCharField(_("task at the host"), max_length=300, blank=True)
    assessment = I18nCharField(_("how it is assessed"), max_length=300, blank=True)
    standard = I18nCharField(_("level and source standard"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("learning outcome")
        verbose_name_plural = _("learning outcomes")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.title)


class AgreementTerms(NetworkModel):
    """What the learning agreement says beyond what is known elsewhere, in the languages of its readers."""

    mobility = models.OneToOneField(Mobility, on_delete=models.CASCADE, related_name="terms")
    programme = I18nTextField(_("programme and tasks"), blank=True)
    workplace = I18nCharField(_("workplace"), max_length=250, blank=True)
    schedule = I18nCharField(_("working hours"), max_length=200, blank=True)
    weekly = I18nTextField(_("programme week by week"), blank=True)
    equipment = I18nTextField(_("equipment"), blank=True)
    monitoring = I18nTextField(_("follow-up by the tutor"), blank=True)
    monitoring_home = I18nTextField(_("follow-up by the centre"), blank=True)
    assessment = I18nTextField(_("how the learning outcomes are assessed"), blank=True)
    recognition = I18nTextField(_("recognition at home"), blank=True)
    reintegration = I18nTextField(_("back at the centre"), blank=True)
    progress = I18nCharField(_("stage of the training"), max_length=200, blank=True)
    virtual = I18nTextField(_("virtual part"), blank=True)
    language = I18nTextField(_("language preparation"), blank=True)
    preparation = I18nTextField(_("preparation and support"), blank=True)
    insurance = I18nTextField(_("insurance and safety"), blank=True)
    accommodation = I18nTextField(_("accommodation"), blank=True)

    class Meta:
        verbose_name = _("terms of the agreement")
        verbose_name_plural = _("terms of agreements")

    def __str__(self) -> str:
        return str(self.mobility)


class Document(Coded, NetworkModel):
    """One version of one paper about a mobility, a departure or a partner.

    Its facts are frozen when it is prepared, its bytes when it goes out. `terms` is what only somebody could say, by its
    key; `basis` on what they said it: what was proposed to them, and the days of the stay; `wording` the version of the network's own words that it was filled with, 0 for the shipped ones; `form` the official form
    as it was filled, where it went out on one. An amendment is a
    document too: what it `amends`, which one of that paper it is (`number`), since when it counts, and its `changes` point by
    point. `differs` are the points that read otherwise today than they were signed, since `differs_at`; `warned_at` when its referent was told that the time to sign is nearly over.
    """

    MOVES = DOCUMENT_MOVES

    mobility = models.ForeignKey(Mobility, on_delete=models.CASCADE, null=True, blank=True, related_name="documents")
    departure = models.ForeignKey(Departure, on_delete=models.CASCADE, null=True, blank=True, related_name="documents")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="documents"
    )
    kind = models.CharField(_("kind"), max_length=40)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=DocumentState, default=DocumentState.DRAFT)
    needs_code = models.BooleanField(default=False)
    code_of: Any = models.JSONField(_("who types a code"), default=list)
    code_way = models.CharField(_("how the code is sent"), max_length=8, choices=CodeWay, default=CodeWay.LETTER)
    languages: Any = models.JSONField(_("languages"), default=list)
    facts: Any = models.JSONField(default=dict)
    terms: Any = models.JSONField(_("what was said for it"), default=dict)
    basis: Any = models.JSONField(_("on what it was said"), default=dict)
    wording = models.PositiveSmallIntegerField(default=0)
    form: Any = models.JSONField(_("official form"), default=dict)
    expires_on = models.DateField(_("to be signed by"), null=True, blank=True)
    made_at = models.DateTimeField(default=clock.now, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    agreed_file = models.CharField(max_length=200, blank=True)
    agreed_sha256 = models.CharField(_("fingerprint of the text signed"), max_length=64, blank=True)
    final_file = models.CharField(max_length=200, blank=True)
    final_sha256 = models.CharField(_("fingerprint of the final paper"), max_length=64, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    amends = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="amendments")
    number = models.PositiveSmallIntegerField(default=0)
    effective_on = models.DateField(_("takes effect on"), null=True, blank=True)
    changes: Any = models.JSONField(default=list)
    differs: Any = models.JSONField(default=list)
    differs_at = models.DateTimeField(null=True, blank=True)
    warned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["mobility", "departure", "organisation", "kind", "version", "amends", "number"],
                name="document_version_once",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["mobility", "departure", "organisation", "kind"],
                condition=~models.Q(state="replaced") & models.Q(amends=None),
                name="one_current_document",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["amends"],
                condition=models.Q(state__in=["draft", "signing", "returned", "expired"]),
                name="one_amendment_under_way",
            ),
            models.UniqueConstraint(
                fields=["amends", "number"], condition=models.Q(state="final"), name="amendment_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(amends=None, number=0) | models.Q(amends__isnull=False, number__gte=1),
                name="amendment_has_number",
            ),
            models.CheckConstraint(
                condition=models.Q(mobility__isnull=False, departure__isnull=True, organisation__isnull=True)
                | models.Q(mobility__isnull=True, departure__isnull=False, organisation__isnull=True)
                | models.Q(mobility__isnull=True, departure__isnull=True, organisation__isnull=False),
                name="document_is_about_one",
            ),
        ]
        indexes = [
            models.Index(fields=["expires_on"], condition=models.Q(state="signing"), name="document_expiry"),
            models.Index(fields=["differs_at"], condition=models.Q(differs_at__isnull=False), name="document_differs"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.version}"

    def get_kind_display(self) -> str:
        return title_of(self.kind, self.number)

    @property
    def is_amendment(self) -> bool:
        return self.amends_id is not None

    @property
    def subject(self) -> Any:
        """What it is about: a mobility, a departure or an organisation."""
        return self.mobility or self.departure or self.organisation

    @property
    def file(self) -> Any:
        """The file under which letters about it are shown."""
        return self.subject

    @property
    def referent(self) -> Any:
        """Who answers for it."""
        return (self.mobility and self.mobility.referent) or self.made_by


class Signature(Coded, NetworkModel):
    """One signer's answer, with its evidence: who, when, how, under which words, over which bytes."""

    MOVES = SIGNATURE_MOVES

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="signatures")
    role = models.CharField(_("role"), max_length=12, choices=SignerRole)
    number = models.PositiveSmallIntegerField(default=1)
    turn = models.PositiveSmallIntegerField(default=1)
    instead_of = models.CharField(_("in place of"), max_length=200, blank=True)
    asked_at = models.DateTimeField(_("last asked"), default=clock.now, editable=False)
    code_sent_at = models.DateTimeField(null=True, blank=True)
    code_number = models.CharField(_("where the code went"), max_length=20, blank=True)  # by text message: its end
    scan = models.CharField(_("scan of the signed paper"), max_length=200, blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="signatures"
    )
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="signatures")
    state = models.CharField(_("state"), max_length=10, choices=SignatureState, default=SignatureState.WAITING)
    method = models.CharField(_("method"), max_length=10, choices=SignatureMethod, blank=True)
    typed_name = models.CharField(_("typed name"), max_length=200, blank=True)
    drawing = models.BinaryField(null=True, blank=True)
    consent_sentence = models.TextField(_("words agreed to"), blank=True)
    consent_version = models.CharField(_("version of the words"), max_length=20, blank=True)
    identified_by = models.CharField(_("identified by"), max_length=120, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_sha256 = models.CharField(max_length=64, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)
    browser = models.CharField(max_length=300, blank=True)
    refusal_reason = models.TextField(_("reason of the refusal"), blank=True)
    not_mine_at = models.DateTimeField(null=True, blank=True)
    not_mine_words = models.CharField(_("who it is for"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["person"], name="signature_waiting", condition=models.Q(state="waiting")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["document", "role", "number"], name="one_signature_per_place"),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) ^ models.Q(contact__isnull=False),
                name="signature_has_one_signer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.get_state_display()}"

    @property
    def file(self) -> Any:
        """The file under which letters about it are shown."""
        return self.document.subject

    @property
    def signer(self) -> Any:
        return self.person or self.contact

    @property
    def digits(self) -> str:
        """What the letter with the code says: made again from the installation's key, kept nowhere."""
        key = hashlib.sha256(b"compagnon.signing-code:" + settings.SECRET_KEY.encode()).digest()
        sent = self.code_sent_at.isoformat() if self.code_sent_at else ""
        made = hmac.new(key, f"{self.code}:{sent}".encode(), hashlib.sha256).digest()
        number = f"{int.from_bytes(made[:8], 'big') % 1_000_000:06}"
        return f"{number[:3]} {number[3:]}"

    def is_said_by(self, typed: str) -> bool:
        """Whether these are the digits, however they were spaced."""
        said = "".join(sign for sign in typed if sign.isdigit())
        return hmac.compare_digest(said, self.digits.replace(" ", ""))


class Proof(Coded, NetworkModel):
    """Evidence that others made and somebody at the desk keeps with the file: a certificate of the host, tickets, an invoice.

    One that `stands_for` a kind of paper was signed or made elsewhere in its place. `found` are the electronic signatures in it, as
    they were when it was kept: a file never changes.
    """

    mobility = models.ForeignKey(Mobility, on_delete=models.CASCADE, null=True, blank=True, related_name="proofs")
    departure = models.ForeignKey(Departure, on_delete=models.CASCADE, null=True, blank=True, related_name="proofs")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="proofs"
    )
    kind = models.CharField(_("what it is"), max_length=12, choices=ProofKind)
    stands_for = models.CharField(_("in place of"), max_length=40, blank=True)
    words = models.CharField(_("in your words"), max_length=120, blank=True)
    file = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    found: Any = models.JSONField(_("electronic signatures in it"), default=list)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    given_by_name = models.CharField(_("kept by"), max_length=200)
    given_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("evidence made by others")
        verbose_name_plural = _("evidence made by others")
        ordering = ["kind", "given_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(mobility__isnull=False, departure__isnull=True, organisation__isnull=True)
                | models.Q(mobility__isnull=True, departure__isnull=False, organisation__isnull=True)
                | models.Q(mobility__isnull=True, departure__isnull=True, organisation__isnull=False),
                name="proof_is_about_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} · {self.words}" if self.words else self.title

    @property
    def title(self) -> str:
        """The paper for which it stands, or what else it is."""
        return title_of(self.stands_for) if self.stands_for else str(self.get_kind_display())

    @property
    def row(self) -> Any:
        return self.mobility or self.departure or self.organisation

    @property
    def seals(self) -> list[Found]:
        return [Found.from_kept(one) for one in self.found]

    @property
    def counts(self) -> bool:
        """Whether what was signed in it reads as it was signed; a copy in ink is judged by who keeps it."""
        return all(one.is_sound for one in self.seals)
