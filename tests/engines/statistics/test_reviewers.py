"""How reviewers of the same files agree, and who gives less than those beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compagnon.engines.statistics import Scored, agreement, severities

NONE = None
KRIPPENDORFF = [
    # Krippendorff 2011, "Computing Krippendorff's alpha-reliability": four observers, twelve units; interval 0.849
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NONE, NONE, NONE],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NONE, 3],
    [NONE, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NONE],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NONE],
]


def test_alpha_is_the_published_one():
    units = {
        str(unit): [given for given in column if given is not None]
        for unit, column in enumerate(zip(*KRIPPENDORFF, strict=True))
    }

    assert round(agreement(units).alpha, 3) == 0.849


def test_agreement_counts_pairs_of_reviews():
    found = agreement({"a": [2, 2], "b": [1, 3], "c": [4, 3, 4], "read once": [0]})

    assert (found.files, found.pairs, found.same, found.within_one, found.mean_gap) == (3, 5, 0.4, 0.8, 0.8)


def test_without_two_reviews_of_a_file_there_is_no_agreement_to_speak_of():
    assert (agreement({"a": [2], "b": []}).pairs, agreement({"a": [2]}).alpha) == (0, None)
    assert agreement({"a": [2, 2], "b": [2, 2]}).alpha is None


def panel(files=40, severe=10):
    """Anna and Bea read everything with Carla, who gives less."""
    return [
        Scored(name, f"file {number}", 50 + number % 7 - (severe if name == "Carla" else 0))
        for number in range(files)
        for name in ("Anna", "Bea", "Carla")
    ]


def test_somebody_who_gives_less_than_the_others_looks_severe_and_is_shrunk():
    found = {one.reviewer: one for one in severities(panel())}

    assert {name: (one.files, one.mean, one.shrunk) for name, one in found.items()} == {
        "Anna": (40, -5.0, -4.0),
        "Bea": (40, -5.0, -4.0),
        "Carla": (40, 10.0, 8.0),
    }
    assert (found["Carla"].interval.low, found["Carla"].interval.high) == (10.0, 10.0)


def test_nobody_is_looked_at_over_fewer_than_thirty_files():
    [anna, *_others] = severities(panel(files=29))

    assert (anna.files, anna.mean, anna.shrunk, anna.interval) == (29, None, None, None)
    assert anna.reason.code == "statistics.severity.too_few_files"
    assert severities(panel(files=30))[0].mean == -5.0
    assert severities(panel(files=30), files_from=31)[0].mean is None
    with pytest.raises(ValueError, match="must not be below 30"):
        severities(panel(), files_from=29)


def test_files_read_alone_say_nothing_of_severity():
    alone = [Scored("Dora", f"own {number}", 0) for number in range(50)]

    assert [one.files for one in severities([*alone, *panel()])] == [40, 40, 40, 0]


def test_one_review_of_a_file_for_each_reviewer():
    with pytest.raises(ValueError, match="Anna scored a twice"):
        severities([Scored("Anna", "a", 1), Scored("Anna", "a", 2)])


@given(
    st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 60), st.integers(0, 100)), unique_by=lambda t: t[:2]),
    st.randoms(),
)
def test_neither_the_order_nor_the_names_change_what_is_found(given_scores, random):
    scored = [Scored(name, str(file), score) for name, file, score in given_scores]
    shuffled = scored.copy()
    random.shuffle(shuffled)
    renamed = [Scored(f"x{one.reviewer}", f"y{one.file}", one.score) for one in scored]

    found = severities(scored)

    assert severities(shuffled) == found
    assert [one.shrunk for one in severities(renamed)] == pytest.approx([one.shrunk for one in found])
