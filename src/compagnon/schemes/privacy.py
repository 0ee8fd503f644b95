"""What the schemes app holds about people: only who wrote and published a version."""

from compagnon.core.holdings import holds, nothing
from compagnon.schemes.models import OfferRecipient, ReceivedTimeline, Scheme, SchemeTask, SchemeVersion, TimelineOffer

nothing(Scheme, SchemeTask, TimelineOffer, OfferRecipient, ReceivedTimeline)
holds(
    SchemeVersion, purpose="partners", rule="partner",
    words="wanted", names="published_by_name", people="begun_by", plain="code content",
)  # fmt: skip
