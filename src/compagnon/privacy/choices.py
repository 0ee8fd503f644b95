"""Kinds and states of requests, reasons of holds, risks of breaches."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RequestKind(TextChoices):
    ACCESS = "access", _("See or receive the data")
    RECTIFICATION = "rectification", _("Correct the data")
    ERASURE = "erasure", _("Erase the data")
    OBJECTION = "objection", _("Object to a use")


class RequestState(TextChoices):
    RECEIVED = "received", _("To answer")
    GRANTED = "granted", _("Granted")
    PARTLY = "partly", _("Granted in part")
    REFUSED = "refused", _("Refused")


REQUEST_MOVES = {RequestState.RECEIVED: {RequestState.GRANTED, RequestState.PARTLY, RequestState.REFUSED}}


class HoldReason(TextChoices):
    EVIDENCE = "evidence", _("Evidence of a grant")
    AUDIT = "audit", _("Audit")
    DISPUTE = "dispute", _("Dispute or appeal")
    FRAUD = "fraud", _("Enquiry into fraud")


class Risk(TextChoices):
    NONE = "none", _("Unlikely to harm anybody")
    SOME = "some", _("A risk for people: tell the authority")
    HIGH = "high", _("A high risk for people: tell the authority and the people")


class CertificateKind(TextChoices):
    PERSON = "person", _("One person")
    RETENTION = "retention", _("End of retention")
