"""The shape of `seed/outcomes.yaml`: typical learning outcomes of each trade, proposed for a learning agreement."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from compagnon.documents.choices import OutcomeKind
from compagnon.network.seed_shape import Key, Shape, Source, Text, once, read_yaml

FOLDER = Path(__file__).parent / "seed"


class OutcomeSeed(Shape):
    """What somebody will be able to do, by which task, and how it is judged; level of the European framework (EQF)."""

    kind: OutcomeKind
    level: Literal[3, 4]
    title: Text
    task: Text
    assessment: Text


class SharedOutcomeSeed(OutcomeSeed):
    key: Key


class TradeOutcomesSeed(Shape):
    """A trade's own outcomes and the shared ones that go with it, where they are not the usual ones."""

    outcomes: Annotated[list[OutcomeSeed], Field(min_length=2)]
    shared: Annotated[list[Key], Field(min_length=1)] | None = None


class OutcomesSeed(Shape):
    source: Source
    default_shared: Annotated[list[Key], Field(min_length=1)]
    shared: list[SharedOutcomeSeed]
    trades: dict[Key, TradeOutcomesSeed]

    @model_validator(mode="after")
    def shared_ones_exist(self) -> Self:
        once(outcome.key for outcome in self.shared)
        named = {*self.default_shared, *(key for trade in self.trades.values() for key in trade.shared or ())}
        if unknown := named - {outcome.key for outcome in self.shared}:
            raise ValueError(f"no shared outcome is called {', '.join(sorted(unknown))}")
        return self

    def proposed_for(self, trade: str) -> list[OutcomeSeed]:
        """The outcomes proposed for a trade, its own first; only the shared ones for a trade that is not known here."""
        known = self.trades.get(trade)
        keys = (known and known.shared) or self.default_shared
        shared = {outcome.key: outcome for outcome in self.shared}
        return [*(known.outcomes if known else ()), *(shared[key] for key in keys)]


@cache
def read_outcomes() -> OutcomesSeed:
    """The shipped proposals."""
    return OutcomesSeed.model_validate(read_yaml(FOLDER / "outcomes.yaml"))
