"""Letters that a later move has overtaken: they do not leave any more. What has left stays as it was said."""

from typing import Any

from compagnon.correspondence.actions import keep_back_overtaken
from compagnon.recruitment.choices import DECIDED, OfferState
from compagnon.recruitment.models import Application, Offer

OF_DECISIONS = tuple(f"recruitment.{state}" for state in DECIDED)


def after_move(application: Application, by: Any) -> None:
    """An application stands elsewhere now: the letter of the decision before, if it still waits, is kept back."""
    keep_back_overtaken(about=application, keys=OF_DECISIONS, by=by)


def after_answer(offer: Offer, by: Any) -> None:
    """An offered place was answered, passed on or taken back: a letter that still offers it is kept back."""
    if offer.state != OfferState.OPEN:
        keep_back_overtaken(about=offer, keys=("recruitment.place_offered",), by=by)
