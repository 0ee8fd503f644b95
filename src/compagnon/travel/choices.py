"""What the terms of a stay can be."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from compagnon.travel.phrases.legal import REGIMES


class RegimeChoice(TextChoices):
    """What becomes of the contract during the stay: the parties choose it."""

    STAND_BY = "stand_by", REGIMES["stand_by"]
    SECONDMENT = "secondment", REGIMES["secondment"]


class HostsChoice(TextChoices):
    """Where the stay takes place, when the kind of the host does not say it."""

    COMPANY = "company", _("A company")
    TRAINING_BODY = "training_body", _("A training body")
    BOTH = "both", _("A company and a training body")


class Known(TextChoices):
    """Yes, no, or nobody has said it yet."""

    UNKNOWN = "", _("Not known yet")
    YES = "yes", _("Yes")
    NO = "no", _("No")
