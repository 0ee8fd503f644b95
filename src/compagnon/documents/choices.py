"""Kinds and states of documents and signatures, and the moves between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DocumentKind(TextChoices):
    LEARNING_AGREEMENT = "learning_agreement", _("Learning agreement")
    EUROPASS_MOBILITY = "europass_mobility", _("Europass Mobility")


class DocumentState(TextChoices):
    DRAFT = "draft", _("Draft")
    SIGNING = "signing", _("Out for signature")
    RETURNED = "returned", _("Returned for correction")
    EXPIRED = "expired", _("Expired")
    FINAL = "final", _("Final")
    REPLACED = "replaced", _("Replaced by a newer version")


class SignerRole(TextChoices):
    PARTICIPANT = "participant", _("Participant")
    GUARDIAN = "guardian", _("Legal guardian")
    EMPLOYER = "employer", _("Sending employer")
    CENTRE = "centre", _("Sending centre")
    HOST = "host", _("Host organisation")
    ACCOMPANYING = "accompanying", _("Accompanying person")
    PARTNER = "partner", _("Partner organisation")
    RECEIVING = "receiving", _("Receiving centre")


OURS = (SignerRole.CENTRE, SignerRole.RECEIVING)
"""Roles in which somebody of the network may sign where the paper is sent; of who comes to us, the centre is the sender's."""


class Giver(TextChoices):
    """Who can say what a paper lacks."""

    PARTICIPANT = "participant", _("Participant")
    GUARDIAN = "guardian", _("Legal guardian")
    EMPLOYER = "employer", _("Sending employer")
    HOST = "host", _("Host organisation")
    DESK = "desk", _("Mobility referent")


class SignatureState(TextChoices):
    WAITING = "waiting", _("Waiting")
    CHECKING = "checking", _("Signed on paper, to be checked")
    SIGNED = "signed", _("Signed")
    REFUSED = "refused", _("Refused")


class SignatureMethod(TextChoices):
    DRAWN = "drawn", _("Drawn")
    TYPED = "typed", _("Typed name")
    INK = "ink", _("By hand, on paper")
    ELSEWHERE = "elsewhere", _("Electronically, in another tool")


class OutcomeKind(TextChoices):
    """The five kinds of skills that a stay gives (SD-18)."""

    SOCIAL = "social", _("Social")
    PROFESSIONAL = "professional", _("Professional")
    TECHNICAL = "technical", _("Technical")
    LINGUISTIC = "linguistic", _("Linguistic")
    CROSS_DISCIPLINARY = "cross_disciplinary", _("Cross-disciplinary")


DOCUMENT_MOVES = {
    DocumentState.DRAFT: {DocumentState.SIGNING, DocumentState.FINAL, DocumentState.REPLACED},
    DocumentState.SIGNING: {
        DocumentState.FINAL,
        DocumentState.RETURNED,
        DocumentState.EXPIRED,
        DocumentState.REPLACED,
    },
    DocumentState.RETURNED: {DocumentState.REPLACED},
    DocumentState.EXPIRED: {DocumentState.REPLACED},
    DocumentState.FINAL: {DocumentState.REPLACED},
}
SIGNATURE_MOVES = {
    SignatureState.WAITING: {SignatureState.SIGNED, SignatureState.REFUSED, SignatureState.CHECKING},
    SignatureState.CHECKING: {SignatureState.SIGNED, SignatureState.WAITING},
}


class ProofKind(TextChoices):
    """What others made and proves a stay or a cost. Nothing here is for health, needs or identity papers: no list of evidence names them."""

    PAPER = "paper", _("Paper signed or made elsewhere")
    ATTENDANCE = "attendance", _("Certificate of the host")
    TRAVEL = "travel", _("Tickets")
    INVOICE = "invoice", _("Invoice")
    TIMESHEET = "timesheet", _("Time sheet")
    QUALITY = "quality", _("Evidence for a quality standard or label")
    FUNDER = "funder", _("Paper of the funder")
    OTHER = "other", _("Other signed paper")


class BundlePurpose(TextChoices):
    PAPERS = "papers", _("Papers to look at and send")
    BINDER = "binder", _("Evidence binder")


class BundleState(TextChoices):
    GATHERING = "gathering", _("Being gathered")
    READY = "ready", _("Ready")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent for signature")


BUNDLE_MOVES = {
    BundleState.GATHERING: {BundleState.READY},
    BundleState.READY: {BundleState.SENDING, BundleState.GATHERING},
    BundleState.SENDING: {BundleState.SENT},
    BundleState.SENT: {BundleState.SENDING, BundleState.GATHERING},
}


class WordingState(TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("In use")
    REPLACED = "replaced", _("Put aside")


WORDING_MOVES = {
    WordingState.DRAFT: {WordingState.PUBLISHED},
    WordingState.PUBLISHED: {WordingState.REPLACED},
}


class CodeWay(TextChoices):
    """How the code goes that a signer types; a text message goes to the number on file and to no other."""

    LETTER = "letter", _("By e-mail")
    EITHER = "either", _("By e-mail or text message, as the signer chooses")
    TEXT = "text", _("By text message only")
