"""Who reads which file, by load and without conflicts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compagnon.engines.selection import Reviewer, assign


def named(*keys, **more):
    return [Reviewer(key=key, **more) for key in keys]


def loads(assigned):
    read = [key for one in assigned for key in one.reviewers]
    return {key: read.count(key) for key in sorted(set(read))}


def test_the_load_is_even_and_the_pairs_are_mixed():
    found = assign([f"f{number}" for number in range(60)], named("Anna", "Bea", "Carla", "Dora"), seed="s")

    assert loads(found) == {"Anna": 30, "Bea": 30, "Carla": 30, "Dora": 30}
    assert len({one.reviewers for one in found}) == 6


def test_nobody_reads_where_they_declared_a_conflict_or_beyond_their_limit():
    reviewers = [
        Reviewer(key="Anna", not_files=["f0", "f1"]),
        Reviewer(key="Bea", at_most=2),
        *named("Carla", "Dora"),
    ]

    found = assign([f"f{number}" for number in range(8)], reviewers)

    assert not any("Anna" in one.reviewers for one in found if one.file in ("f0", "f1"))
    assert loads(found)["Bea"] == 2
    assert all(len(one.reviewers) == 2 and not one.reasons for one in found)


def test_too_few_reviewers_are_told_with_the_reason():
    [found] = assign(["f"], [*named("Anna"), Reviewer(key="Bea", not_files=["f"])])

    assert (found.reviewers, found.reasons[0].code, found.reasons[0].remedy) == (
        ("Anna",),
        "selection.assignment.too_few",
        "add_reviewer",
    )
    assert found.reasons[0].facts == {"reviewers": 1, "each": 2, "conflicts": 1}


def test_a_chain_of_exchanges_is_found_where_load_alone_would_fail():
    """Each reviewer may read two files; only one way of dealing them out reads every file twice."""
    reviewers = [
        Reviewer(key="A", at_most=2, not_files=["f3"]),
        Reviewer(key="B", at_most=2, not_files=["f1"]),
        Reviewer(key="C", at_most=2, not_files=["f2"]),
    ]

    for seed in range(20):
        found = assign(["f1", "f2", "f3"], reviewers, seed=str(seed))
        assert {one.file: one.reviewers for one in found} == {"f1": ("A", "C"), "f2": ("A", "B"), "f3": ("B", "C")}


def test_a_third_reader_disturbs_nobody_and_load_counts_all_files():
    already = {"f1": ["Anna", "Bea"], "f2": ["Anna", "Carla"], "f3": ["Carla", "Anna"]}

    assert assign(["f1"], named("Anna", "Bea", "Carla", "Dora"), each=3, already=already)[0].reviewers == (
        "Anna",
        "Bea",
        "Dora",
    )


def test_fewer_than_two_readers_are_refused():
    with pytest.raises(ValueError, match="must not be below 2"):
        assign(["f"], named("Anna", "Bea"), each=1)


@st.composite
def desks(draw):
    files = [f"f{number}" for number in range(draw(st.integers(0, 8)))]
    reviewers = [
        Reviewer(
            key=f"r{number}",
            at_most=draw(st.none() | st.integers(0, 5)),
            not_files=draw(st.sets(st.sampled_from(files))) if files else [],
        )
        for number in range(draw(st.integers(0, 5)))
    ]
    return files, reviewers


def most_readings(files, reviewers, each):
    """How many readings any way of dealing files out could reach: flow by brute augmenting, written apart."""
    edges = {(one.key, file) for one in reviewers for file in files if file not in one.not_files}
    room = {one.key: len(files) if one.at_most is None else one.at_most for one in reviewers}
    used = set()

    def reach(file, seen):
        for key, other in sorted(edges - used):
            if other != file or key in seen:
                continue
            seen.add(key)
            if sum(one[0] == key for one in used) < room[key]:
                used.add((key, file))
                return True
            for _key, taken in sorted(one for one in used if one[0] == key):
                used.remove((key, taken))
                if reach(taken, seen):
                    used.add((key, file))
                    return True
                used.add((key, taken))
        return False

    return sum(reach(file, set()) for file in files for _ in range(each))


@given(desks(), st.randoms())
def test_every_reading_that_is_possible_is_given_and_rules_are_kept(desk, random):
    files, reviewers = desk

    found = assign(files, reviewers, seed="s")

    shuffled = files.copy()
    random.shuffle(shuffled)
    assert assign(shuffled, reviewers[::-1], seed="s") == found
    limits = {one.key: one for one in reviewers}
    for key, load in loads(found).items():
        assert limits[key].at_most is None or load <= limits[key].at_most
    assert all(one.file not in limits[key].not_files for one in found for key in one.reviewers)
    assert all(len(one.reviewers) <= 2 and (len(one.reviewers) == 2) is not bool(one.reasons) for one in found)
    assert sum(len(one.reviewers) for one in found) == most_readings(files, reviewers, 2)
