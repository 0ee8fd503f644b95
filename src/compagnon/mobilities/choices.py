"""States of a mobility and the moves between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MobilityState(TextChoices):
    PREPARING = "preparing", _("In preparation")
    ABROAD = "abroad", _("Abroad")
    RETURNED = "returned", _("Returned")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


RUNNING = (MobilityState.PREPARING, MobilityState.ABROAD, MobilityState.RETURNED)
MOVES = {
    MobilityState.PREPARING: {MobilityState.ABROAD, MobilityState.CANCELLED},
    MobilityState.ABROAD: {MobilityState.RETURNED, MobilityState.CANCELLED},
    MobilityState.RETURNED: {MobilityState.CLOSED},
    MobilityState.CLOSED: {MobilityState.RETURNED},
    MobilityState.CANCELLED: {MobilityState.PREPARING},
}
