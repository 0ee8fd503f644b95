"""The order of files, ties and drawn lots."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compagnon.engines.selection import Reading, ReviewRules, lot, rank
from tests.engines.selection.cases import GRID, scored

files = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=4), st.tuples(*[st.integers(0, 4)] * 3), max_size=15)
TIES = GRID.tie_break


def order(scores, seed="2027-02 spring"):
    return [one.file for one in rank(scores, TIES, seed=seed)]


def test_ties_are_parted_by_the_published_criteria_and_then_by_lot():
    # 60 points each but the first: 2.4 of 4 on average, earned in different ways
    found = rank(
        scored({"top": (4, 4, 4), "a": (2, 2, 4), "b": (3, 1, 3), "c": (2, 2, 4), "d": (2, 3, 2)}), TIES, seed="s"
    )

    codes = {one.file: [reason.code.rsplit(".", 1)[1] for reason in one.reasons] for one in found}
    assert [(one.rank, one.score) for one in found] == [(1, 100.0), (2, 60.0), (3, 60.0), (4, 60.0), (5, 57.5)]
    assert found[1].file == "b"
    assert codes["b"] == ["score", "tie_break"]
    assert codes["a"] == codes["c"] == ["score", "tie_break", "lot"]
    assert codes["top"] == codes["d"] == ["score"]
    drawn = {one.file: one.reasons[2].facts["lot"] for one in found if one.file in "ac"}
    assert [one.file for one in found[2:4]] == sorted(drawn, key=drawn.get)


def test_anybody_can_draw_a_lot_again():
    assert lot("2027-02 spring", "K7") == sha256(b"2027-02 spring\nK7").hexdigest()


def test_another_seed_draws_other_lots():
    equal = scored(dict.fromkeys("abcdefgh", (2, 2, 2)))

    orders = {tuple(order(equal, seed=str(seed))) for seed in range(20)}

    assert len(orders) > 15
    assert {one[0] for one in orders} > {"a"}


def test_files_still_being_read_are_not_ranked():
    found = scored({"a": (2, 2, 2)}, ReviewRules(reviews_from=3))

    assert found[0].reading is Reading.TOO_FEW
    assert rank(found, TIES, seed="s") == []


def test_a_position_tells_nothing_of_other_files():
    found = rank(scored({"mine": (2, 2, 2), "theirs": (2, 2, 2)}), TIES, seed="s")

    [mine] = [one for one in found if one.file == "mine"]
    assert "theirs" not in str(mine)


@given(files, st.randoms())
def test_the_order_of_input_does_not_matter(given_files, random):
    scores = scored(given_files)
    shuffled = scores.copy()
    random.shuffle(shuffled)

    assert rank(shuffled, TIES, seed="s") == rank(scores, TIES, seed="s")


@given(files.filter(bool), st.data())
def test_a_better_score_never_ranks_lower(given_files, data):
    file = data.draw(st.sampled_from(sorted(given_files)))
    place = data.draw(st.integers(0, 2))
    better = {**given_files, file: tuple(min(4, n + (i == place)) for i, n in enumerate(given_files[file]))}

    assert order(scored(better)).index(file) <= order(scored(given_files)).index(file)


@given(files)
def test_relabelling_people_changes_nothing_but_lots(given_files):
    """Each level triple once: nothing is left to lots, so that new codes must leave every position where it was."""
    alone = {levels: file for file, levels in given_files.items()}
    first = scored({file: levels for levels, file in alone.items()})
    renamed = {file: f"zz{file[::-1]}{number}" for number, file in enumerate(alone.values())}
    second = scored({renamed[file]: levels for levels, file in alone.items()})

    assert [renamed[file] for file in order(first)] == order(second)
    assert [one.score for one in rank(first, TIES, seed="s")] == [one.score for one in rank(second, TIES, seed="s")]


@given(files)
def test_ranks_count_up_and_scores_never_rise(given_files):
    found = rank(scored(given_files), TIES, seed="s")

    assert [one.rank for one in found] == list(range(1, len(given_files) + 1))
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


@pytest.mark.parametrize("tie_break", [(), ("team",)])
def test_other_tie_breaks_give_other_orders(tie_break):
    tied = scored({"a": (2, 2, 4), "b": (3, 1, 3)})

    found = rank(tied, tie_break, seed="s")

    assert found[0].file == ("a" if tie_break else min("ab", key=lambda file: lot("s", file)))
