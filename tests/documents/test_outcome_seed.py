import pytest
from pydantic import ValidationError

from compagnon.documents.seed_shape import OutcomesSeed, read_outcomes
from compagnon.network.seed_shape import read_network

SEED = read_outcomes()
TRADES = [trade.key for sector in read_network("pays-de-la-loire").sectors for trade in sector.trades]


def test_every_trade_of_the_catalogue_and_no_other_has_proposals():
    assert sorted(SEED.trades) == sorted(TRADES)


@pytest.mark.parametrize("trade", TRADES)
def test_a_trade_gets_four_outcomes_of_which_one_in_a_language(trade):
    proposed = SEED.proposed_for(trade)

    assert len(proposed) == 4
    assert proposed[:2] == SEED.trades[trade].outcomes
    assert {outcome.kind for outcome in proposed[:2]} <= {"technical", "professional"}
    assert [outcome.kind for outcome in proposed].count("linguistic") == 1


def test_no_two_outcomes_say_the_same():
    titles = [
        outcome.title[language]
        for language in ("en", "fr")
        for outcome in [*SEED.shared, *(own for trade in SEED.trades.values() for own in trade.outcomes)]
    ]

    assert len(titles) == len(set(titles)) == 2 * (5 + 2 * 45)


def test_every_text_fits_in_its_field_of_the_agreement():
    everything = [*SEED.shared, *(own for trade in SEED.trades.values() for own in trade.outcomes)]
    texts = [text for one in everything for part in (one.title, one.task, one.assessment) for text in part.values()]

    assert max(map(len, texts)) <= 140


def test_an_unknown_trade_gets_the_shared_outcomes():
    assert SEED.proposed_for("beekeeping") == [outcome for outcome in SEED.shared if outcome.key in SEED.default_shared]


def test_they_are_marked_as_proposals():
    assert SEED.source.grade == "P"


def test_a_shared_outcome_that_is_not_there_is_refused():
    with pytest.raises(ValidationError, match="juggling"):
        OutcomesSeed.model_validate(SEED.model_dump() | {"default_shared": ["juggling"]})
