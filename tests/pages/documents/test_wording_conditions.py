"""When a sentence is said, ticked in plain words; and the learning agreement and amendments in the network's own words."""

import io
import re
from datetime import date

import pytest
from django.urls import reverse
from pypdf import PdfReader

from compagnon.core import files
from compagnon.documents.actions import sending
from compagnon.documents.actions.wordings import in_use
from compagnon.documents.catalogue.filling import Filling
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.catalogue.subjects import subject_of
from compagnon.documents.models import PaperWording
from compagnon.documents.situations import choices_for, joined, ticked
from compagnon.documents.wordings import WORDED, kind_of, places_of
from tests.documents.test_amending import amend, finished, moved, signed
from tests.factories.documents import ready_to_send

FRENCH = "french_agreement"
SLEEPS = "The contract is put to sleep."


def words_of(pdf):
    return " ".join("".join(one.extract_text() for one in PdfReader(io.BytesIO(pdf)).pages).split())


def page(key, name="wording", language="en"):
    return reverse(f"documents:{name}", args=[key]) + f"?language={language}"


def as_it_stands(html):
    """What the page would post if nothing was typed."""
    said = {"asked-when": "1"}
    for name, text in re.findall(r'<textarea name="([^"]+)"[^>]*>\n?([^<]*)</textarea>', html):
        said[name] = text.replace("&#x27;", "'")
    for name, value in re.findall(r'<input type="checkbox" name="(when-[^"]+)" value="([^"]+)" checked>', html):
        said.setdefault(name, []).append(value)
    return said


def write(client, key, **changed):
    said = as_it_stands(client.get(page(key)).text)
    return client.post(page(key), {**said, "button": "publish", **changed})


def previewed(client, key, **chosen):
    said = {"language": "en", "chosen": "1", **{f"of-{name}": value for name, value in chosen.items()}}
    return words_of(client.get(reverse("documents:wording-preview", args=[key]), said).content)


def said_to(network, key, mobility, **answers):
    filling = Filling(kind_of(network.pk, key), subject_of(mobility), answers)
    return " ".join(str(text) for section in filling.sections() for text in filling.sentences(section))


def test_a_page_saved_as_it_stands_changes_nothing(client, coordinator, network):
    for key in (FRENCH, "learning_agreement", "amendment", "group_list", "partnership_agreement"):
        write(client, key)
        draft = PaperWording.objects.get(kind=key)
        assert (draft.content, draft.conditions) == ({}, {}), key


def test_a_shipped_sentence_is_said_when_the_network_says_it(client, coordinator, network):
    apprentice, minor = ready_to_send(network), ready_to_send(network, participant__birth_date=date(2010, 6, 1))

    write(client, FRENCH, **{"when-regime.0": ["minor", "regime=stand_by", "regime=secondment"]})

    words = {
        (one, regime): SLEEPS in said_to(network, FRENCH, row, regime=regime)
        for one, row in (("adult", apprentice), ("minor", minor))
        for regime in ("stand_by", "secondment")
    }
    assert words == {
        ("adult", "stand_by"): False,
        ("adult", "secondment"): False,
        ("minor", "stand_by"): True,
        ("minor", "secondment"): True,
    }
    assert in_use(network, shipped()[FRENCH]).conditions == {"regime.0": ["minor", "regime=stand_by|secondment"]}
    told = client.get(page(FRENCH)).text
    assert "Said only when: Under age; Regime: Contract put to sleep (stand-by) or Secondment" in told


def test_an_own_sentence_hangs_on_what_is_ticked_and_is_previewed_for_whom_one_chooses(client, coordinator, network):
    write(
        client,
        "learning_agreement",
        **{"support.own": "Somebody calls each evening.", "when-support.own": ["minor", "outside_eu"]},
    )

    both = previewed(client, "learning_agreement", holding=["minor", "outside_eu"])
    one = previewed(client, "learning_agreement", holding=["minor"])

    assert "7.1 Somebody calls each evening." in both
    assert "Somebody calls" not in one
    assert "Legal guardian" in both
    mobility = ready_to_send(network)
    assert said_to(network, "learning_agreement", mobility) == ""


@pytest.mark.parametrize(
    ("place", "ticks", "told"),
    [
        ("regime.0", ["minor", "adult"], "“Under age” and “Of age” never hold together"),
        ("exceptions.0", ["host_signs=yes"], "This part of the paper is printed only when: Does the host sign?: "),
        ("regime.0", ["moon"], "moon"),
    ],
)
def test_what_would_never_be_printed_is_told_beside_the_sentence_and_stays_ticked(
    client, coordinator, place, ticks, told
):
    answer = write(client, FRENCH, **{f"when-{place}": ticks})

    assert answer.status_code == 422
    assert told in answer.text
    assert not PaperWording.objects.exists()
    assert all(f'name="when-{place}" value="{one}" checked' in answer.text for one in ticks if one != "moon")


def test_all_that_can_be_ticked_is_in_plain_words_and_comes_back_as_it_was(client, coordinator):
    for kind in (kind for kind in shipped().values() if kind.made in WORDED):
        known = {value for _name, choices in choices_for(kind) for value, _label in choices}
        for place in places_of(kind):
            assert set(ticked(place.when or [])) <= known, (kind.key, place.key)
            assert set(joined(ticked(place.when or []))) == set(place.when or [])
        assert all(label and "_" not in label for _name, choices in choices_for(kind) for _value, label in choices)


def test_the_agreement_says_in_the_own_words_what_signing_means_and_keeps_them_once_it_is_out(
    client, coordinator, network
):
    write(
        client,
        "learning_agreement",
        commitment="We all keep our word.",
        how="Sign by link.",
        **{"stay.own": "Days of travel are days of rest at {host.name}."},
    )
    mobility = ready_to_send(network, participant__person__language="en")
    document = sending.send_for_signature(mobility=mobility, by=mobility.referent)
    write(client, "learning_agreement", commitment="Otherwise.")

    finished(document)

    kept = words_of(files.read(document.final_file))
    assert document.wording == 1
    for said in ("We all keep our word.", "Sign by link.", f"2.1 Days of travel are days of rest at {mobility.host}."):
        assert said in kept, said
    assert "Otherwise." not in kept
    assert "Otherwise." in words_of(sending.preview(row=ready_to_send(network, participant__person__language="en")))


def test_a_sentence_in_one_language_alone_is_said_rather_than_left_out(client, coordinator, network):
    said = as_it_stands(client.get(page("learning_agreement", language="it")).text)
    client.post(page("learning_agreement", language="it"), {**said, "people.own": "Una frase.", "button": "publish"})

    mobility = ready_to_send(network, participant__person__language="en")

    assert "1.1 Una frase." in words_of(sending.preview(row=mobility))


def test_an_amendment_is_worded_and_its_version_noted(client, coordinator, network):
    write(
        client,
        "amendment",
        commitment="We agree to what changes.",
        **{"rest.own": "Kept with {amended.paper}.", "when-rest.own": ["later=yes"]},
    )
    mobility = ready_to_send(network, participant__person__language="en")
    document = signed(mobility)
    moved(mobility)

    first = finished(amend(document))
    moved(mobility, days=14)
    second = amend(document)

    words = [words_of(files.read(one.agreed_file)) for one in (first, second)]
    assert (first.wording, second.wording) == (1, 1)
    assert all("We agree to what changes." in said for said in words)
    assert ["Kept with Learning agreement." in said for said in words] == [False, True]
    assert "Kept with Learning agreement." in previewed(client, "amendment", holding=["later=yes"])
    assert "Kept with Learning agreement." not in previewed(client, "amendment")
    assert "There is no fact “host.name” on this paper" in write(client, "amendment", note="{host.name}").text


def test_answers_are_chosen_for_the_preview(client, coordinator):
    assert "is put to sleep" in previewed(client, FRENCH, regime="stand_by")
    assert "is put to sleep" not in previewed(client, FRENCH, regime="secondment")


def test_a_fact_that_the_program_knew_once_is_left_to_be_completed_and_breaks_nothing(client, coordinator, network):
    content = {"regime.own": {"en": "By {host.moon} and {term.moon}."}}
    PaperWording.objects.create(
        network=network,
        kind=FRENCH,
        number=1,
        state="published",
        content=content,
        conditions={"regime.1": ["moon=full"]},
    )

    assert "By [to be completed] and [to be completed]." in previewed(client, FRENCH)
    assert client.get(page(FRENCH)).status_code == 200


def test_what_is_typed_is_kept_as_a_draft_and_previewed_with_one_press(client, coordinator):
    said = {**as_it_stands(client.get(page(FRENCH)).text), "regime.own": "One press.", "button": "preview"}

    answer = client.post(page(FRENCH), said, follow=True)

    assert "One press." in words_of(answer.content)
    assert PaperWording.objects.get(kind=FRENCH).state == "draft"


def test_wording_costs_few_questions(client, coordinator, django_assert_max_num_queries):
    client.get(page(FRENCH))

    with django_assert_max_num_queries(15):
        client.get(page(FRENCH))
