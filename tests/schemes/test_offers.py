"""Timelines between partners: a copy through the wall, a signed file, three-way differences, lines taken by choice."""

import json
from copy import deepcopy

import pytest
from django_scopes import scope, scopes_disabled
from hypothesis import given
from hypothesis import strategies as st

from compagnon.core import activity
from compagnon.core.states import MoveRefused
from compagnon.schemes import actions
from compagnon.schemes.actions.offers import rows_of
from compagnon.schemes.models import ReceivedTimeline, SchemeTask, TimelineOffer
from compagnon.schemes.offers import files
from compagnon.schemes.offers.content import offered, problems
from compagnon.schemes.offers.differences import Kind, compare, taken
from compagnon.schemes.queries import new_offers
from tests.factories.network import NetworkFactory
from tests.factories.people import PersonFactory
from tests.factories.schemes import SchemeFactory, SchemeTaskFactory


def row(key, **fields):
    plain = {
        "key": key, "step": "prepare", "phase": "before", "title": {"en": f"Do {key}"}, "help": {}, "role": "referent",
        "anchor": "departure", "amount": -10, "unit": "days", "working_days": False, "blocks_departure": False,
        "blocks_closing": False, "conditions": [], "evidence": "", "produces": "", "effort_minutes": None,
        "source_mark": "P", "source": "", "level": "mobility", "strand": "administrative", "is_shared": False,
    }  # fmt: skip
    return {**plain, **fields}


def told(compared):
    return {one.key: (str(one.kind), one.is_ours_too) for one in compared.differences}


def test_without_a_common_ground_every_row_that_differs_is_the_partners_change_and_ours_stay():
    ours = [row("a"), row("b"), row("mine")]
    theirs = [row("a"), row("b", amount=-20), row("c")]

    found = compare(None, ours, theirs)

    assert told(found) == {"b": ("moved", False), "c": ("added", False)}
    assert [(str(kind), one["key"]) for kind, one in found.own] == [("added", "mine")]


def test_a_newer_edition_is_told_apart_from_what_is_our_own():
    base = [row(key) for key in "abcdefg"]
    theirs = [
        row("a", amount=-20), row("b", role="learner"), row("c"), row("d", amount=-5), row("f", role="learner"), row("new"),
    ]  # fmt: skip
    ours = [row("a"), row("b"), row("c", amount=-1), row("d", amount=-7), row("e", role="trainer"), row("own")]

    found = compare(base, ours, theirs)

    assert told(found) == {
        "a": ("moved", False),  # theirs alone
        "b": ("changed", False),
        "d": ("moved", True),  # both moved it
        "f": ("changed", True),  # we left it out, they changed it
        "new": ("added", False),
        "e": ("removed", True),  # they took out what we had changed
    }
    own = {one["key"]: str(kind) for kind, one in found.own}
    assert own == {"c": "moved", "d": "moved", "e": "changed", "own": "added", "f": "removed"}


def test_taking_a_line_writes_what_the_partner_changed_and_keeps_our_words_in_other_languages():
    base = [row("a", title={"en": "Insure", "fr": "Assurer"})]
    ours = [row("a", title={"en": "Insure", "fr": "Assurer", "de": "Versichern"}, role="trainer")]
    theirs = [row("a", title={"en": "Insure yourself", "fr": "Assurer"}, amount=-30)]
    found = compare(base, ours, theirs)

    (kept,) = taken(ours, found.differences, {})

    assert told(found) == {"a": ("changed", False)}
    assert kept["title"] == {"en": "Insure yourself", "fr": "Assurer", "de": "Versichern"}
    assert (kept["amount"], kept["role"]) == (-30, "trainer")


_KEYS = st.lists(st.sampled_from("abcdef"), unique=True)


@st.composite
def timelines(draw):
    return [
        row(key, amount=draw(st.sampled_from([-10, -20])), role=draw(st.sampled_from(["learner", "referent"])))
        for key in draw(_KEYS)
    ]


@given(base=st.none() | timelines(), ours=timelines(), theirs=timelines())
def test_taking_everything_leaves_nothing_to_take_and_taking_nothing_changes_nothing(base, ours, theirs):
    before = deepcopy(ours)
    found = compare(base, ours, theirs)

    kept = taken(ours, found.differences, {})

    assert taken(ours, [], {}) == before == ours
    assert compare(base, kept, theirs).differences == []
    assert len({one["key"] for one in kept}) == len(kept)
    assert {one["key"] for _kind, one in found.own if _kind is Kind.ADDED} <= {one["key"] for one in kept}


@pytest.fixture
def here(network):
    scheme = SchemeFactory(network=network)
    for key in ("insurance", "ticket"):
        SchemeTaskFactory(scheme=scheme, key=key, title=f"Do {key}")
    return scheme


@pytest.fixture
def there(db):
    other = NetworkFactory(default_language="de", languages=["de", "en"])
    with scopes_disabled():
        return SchemeFactory(network=other)


@pytest.fixture
def coordinator(network):
    return PersonFactory(network=network, role="coordinator")


def received(scheme):
    with scope(network=scheme.network):
        return ReceivedTimeline.objects.get()


def test_an_offer_gives_the_partner_a_copy_of_its_own_and_nothing_of_ours(here, there, coordinator):
    offer = actions.offer_timeline(scheme=here, to=[there.network], note="Try it", by=coordinator)

    copy = received(there)
    assert (copy.network, copy.sender, copy.edition, copy.note) == (there.network, str(here.network), 1, "Try it")
    assert [one["key"] for one in copy.content["tasks"]] == ["insurance", "ticket"]
    assert set(copy.content) == {"name", "summary", "participant_kind", "direction", "form", "tasks"}
    with scope(network=there.network):
        assert not TimelineOffer.objects.exists()
        assert not SchemeTask.unscoped.exists()  # the second wall too: nothing of the offerer is seen
        assert activity.sentence(activity.on(copy).get()) == (
            f"{here.network} offers the timeline “Erasmus+ short internship”, edition 1."
        )
    with scope(network=here.network):
        assert not ReceivedTimeline.unscoped.exists()
        assert TimelineOffer.objects.get() == offer


def test_offering_the_same_again_is_no_new_edition_and_a_changed_timeline_is(here, there, coordinator):
    for _twice in range(2):
        actions.offer_timeline(scheme=here, to=[there.network], note="", by=coordinator)
    assert received(there).edition == 1
    SchemeTaskFactory(scheme=here, key="visit", title="Visit")

    actions.offer_timeline(scheme=here, to=[there.network], note="A visit", by=coordinator)

    assert (received(there).edition, received(there).note) == (2, "A visit")
    with scope(network=there.network):
        assert activity.on(received(there)).count() == 2


def test_withdrawing_takes_the_copy_away_but_not_what_was_taken(here, there, coordinator):
    offer = actions.offer_timeline(scheme=here, to=[there.network], note="", by=coordinator)
    with scope(network=there.network):
        by = PersonFactory(network=there.network, role="coordinator")
        found = compare(None, [], received(there).content["tasks"])
        actions.take_lines(received=received(there), scheme=there, chosen=found.differences[:1], words={}, by=by)

    actions.withdraw_offer(offer=offer, by=coordinator)

    copy = received(there)
    assert (copy.state, "tasks" in copy.content, copy.name) == ("withdrawn", False, "Erasmus+ short internship")
    with scope(network=there.network):
        assert [one["key"] for one in rows_of(there)] == ["insurance"]
        assert not new_offers().exists()
        with pytest.raises(MoveRefused):
            actions.take_lines(received=copy, scheme=there, chosen=[], words={}, by=by)
    assert not offer.recipients.exists()


def test_a_partner_who_is_ticked_no_more_loses_the_copy(here, there, coordinator):
    actions.offer_timeline(scheme=here, to=[there.network], note="", by=coordinator)

    actions.offer_timeline(scheme=here, to=[], note="", by=coordinator)

    assert received(there).state == "withdrawn"
    actions.offer_timeline(scheme=here, to=[there.network], note="", by=coordinator)
    assert received(there).state == "open"


def test_what_was_not_taken_is_not_asked_again_before_a_newer_edition(here, there, coordinator):
    actions.offer_timeline(scheme=here, to=[there.network], note="", by=coordinator)
    with scope(network=there.network):
        assert new_offers().count() == 1
        actions.take_lines(received=received(there), scheme=there, chosen=[], words={}, by=coordinator)
        assert not new_offers().exists()
    SchemeTaskFactory(scheme=here, key="visit", title="Visit")

    actions.offer_timeline(scheme=here, to=[there.network], note="", by=coordinator)

    with scope(network=there.network):
        copy = new_offers().get()
        found = compare(copy.taken["tasks"], rows_of(there), copy.content["tasks"])
        assert told(found) == {"visit": ("added", False)}


def an_offer(scheme, by):
    return actions.offer_timeline(scheme=scheme, to=[], note="", by=by)


def test_a_file_carries_an_offer_to_an_installation_elsewhere(here, there, coordinator):
    sent = files.write(an_offer(here, coordinator))

    arrived, found = files.read(sent)

    assert found == []
    assert arrived is not None
    assert arrived.content == offered(here)
    with scope(network=there.network):
        kept = actions.receive_file(network=there.network, arrived=arrived, by=coordinator)
        again = actions.receive_file(network=there.network, arrived=arrived, by=coordinator)
    assert (kept.pk, kept.sender, kept.edition) == (again.pk, str(here.network), 1)
    assert len(files.fingerprint(kept.key).split()) == 4


def changed(sent, change):
    said = json.loads(sent)
    change(said)
    return json.dumps(said).encode()


def test_a_file_that_was_changed_on_the_way_is_refused_with_every_problem_named(here, coordinator):
    def spoil(said):
        said["content"]["tasks"][0] |= {"amount": 4000, "role": "burglar", "extra": 1}
        said["content"]["tasks"][1]["key"] = "insurance"
        said["content"]["tasks"][1]["conditions"] = ["full_moon"]
        said["content"]["form"] = "swarm"

    arrived, found = files.read(changed(files.write(an_offer(here, coordinator)), spoil))

    assert arrived is None
    assert found == [
        "Its signature does not hold: the file was changed on the way, or after it was made.",
        "“form” is not one that is known here: swarm.",
        "Task 1, “Do insurance”: not known here: extra.",
        "Task 1, “Do insurance”: “offset” cannot be this: 4000.",
        "Task 1, “Do insurance”: “responsible” cannot be this: burglar.",
        "Task 2, “Do ticket”: “only when” cannot be this: ['full_moon'].",
        "Task 2, “Do ticket”: its key is there twice: insurance.",
    ]
    assert not ReceivedTimeline.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b"[" * 100_000,
        b'{"format": "compagnon-timeline", "version": 2}',
        b"null",
        b'"x"',
    ],
)
def test_what_is_no_such_file_is_told_in_one_sentence(sent):
    arrived, found = files.read(sent)

    assert (arrived, len(found)) == (None, 1)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(field=st.sampled_from(sorted(row("a"))), value=_JSON)
def test_no_value_in_a_row_breaks_the_check(field, value):
    content = {
        "name": {"en": "x"}, "summary": {}, "participant_kind": "learner", "direction": "out", "form": "group",
        "tasks": [{**row("a"), field: value}],
    }  # fmt: skip

    assert all(isinstance(one, str) for one in problems(content))


def test_another_key_an_older_edition_and_an_own_offer_are_refused(here, there, coordinator, settings):
    offer = an_offer(here, coordinator)
    first, _none = files.read(files.write(offer))
    SchemeTaskFactory(scheme=here, key="visit", title="Visit")
    second, _none = files.read(files.write(an_offer(here, coordinator)))
    settings.SECRET_KEY = "another installation that says it is the same offer"
    forged, _none = files.read(files.write(TimelineOffer.objects.get()))

    with pytest.raises(MoveRefused, match="your own"):
        actions.receive_file(network=here.network, arrived=first, by=coordinator)
    with scope(network=there.network):
        kept = actions.receive_file(network=there.network, arrived=second, by=coordinator)
        with pytest.raises(MoveRefused, match="older"):
            actions.receive_file(network=there.network, arrived=first, by=coordinator)
        with pytest.raises(MoveRefused, match="Another key"):
            actions.receive_file(network=there.network, arrived=forged, by=coordinator)
        actions.put_aside(received=kept, by=coordinator)
        assert actions.receive_file(network=there.network, arrived=forged, by=coordinator).key == forged.key
