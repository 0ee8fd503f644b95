"""The sentences of papers in the network's own words: drafted, previewed, published, taken back."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from compagnon.correspondence.models import Letter
from compagnon.documents.actions import sending
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.models import Document, PaperWording
from compagnon.documents.wordings import WORDED, kind_of, places_of
from tests.factories.documents import ready_to_send
from tests.factories.people import PersonFactory

KEY = "quality_commitment"
KIND = shipped()[KEY]
PLACE = next(place for place in places_of(KIND) if not place.is_own)


def page(name="wording", language="en"):
    return reverse(f"documents:{name}", args=[KEY]) + f"?language={language}"


def words_of(pdf):
    return " ".join("".join(one.extract_text() for one in PdfReader(io.BytesIO(pdf)).pages).split())


def printed(client, language="en"):
    return words_of(client.get(page("wording-preview", language)).content)


def write(client, text, button="save", place=PLACE.key, language="en"):
    return client.post(page(language=language), {place: text, "button": button})


def test_a_draft_shows_in_the_preview_alone_until_it_is_published(client, coordinator, network):
    write(client, "We welcome everybody at {host.name}.")

    draft = printed(client)
    before = kind_of(network.pk, KEY)
    write(client, "We welcome everybody at {host.name}.", "publish")

    assert "We welcome everybody at Bäckerei Beispiel." in draft
    assert before == KIND
    assert "We welcome everybody" in str(kind_of(network.pk, KEY).sections)
    listed = client.get(reverse("documents:wordings")).text
    assert "Your own" in listed


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("At {host.nam}.", "There is no fact “host.nam” on this paper"),
        ("At {host name}.", "is not a fact: write its name between braces"),
        ("At {host.name.", "is not a fact"),
        ("At 山田.", "These letters cannot be printed: 山 田"),
    ],
)
def test_what_cannot_be_printed_is_told_beside_the_field_and_stays_typed(client, coordinator, typed, told):
    answer = write(client, typed)

    assert answer.status_code == 422
    assert told in answer.text
    assert typed in answer.text
    assert not PaperWording.objects.exists()


def test_what_differs_from_the_shipped_words_is_shown_word_by_word(client, coordinator):
    write(client, PLACE.shipped["en"] + " Truly.")

    assert "<ins>" in client.get(page()).text
    assert "<del>" not in client.get(page()).text


def test_a_sentence_emptied_reads_as_shipped_and_other_languages_stay(client, coordinator):
    write(client, "Autrement.", language="fr")
    write(client, "Otherwise.")
    write(client, "")

    assert PaperWording.objects.get().content == {PLACE.key: {"fr": "Autrement."}}


def test_papers_that_are_out_keep_the_words_they_went_out_with(client, coordinator, network):
    write(client, "The first words.", "publish")
    mobility = ready_to_send(network, participant__person__language="en")
    document = sending.send_paper(row=mobility, kind=kind_of(network.pk, KEY), by=mobility.referent)
    write(client, "The second words.", "publish")

    kept = Document.objects.get(pk=document.pk)
    assert kept.wording == 1
    assert "The first words." in str(kept.facts)
    assert {one.number: one.state for one in PaperWording.objects.all()} == {1: "replaced", 2: "published"}


def test_back_to_the_shipped_words_and_to_an_earlier_version(client, coordinator, network):
    write(client, "The first words.", "publish")

    client.post(page("wording-act"), {"button": "shipped"})
    shipped_again = kind_of(network.pk, KEY)
    client.post(page("wording-act"), {"button": "again:1"})
    draft = PaperWording.objects.get(state="draft").content
    client.post(page("wording-act"), {"button": "drop"})

    assert shipped_again == KIND
    assert draft == {PLACE.key: {"en": "The first words."}}
    assert not PaperWording.objects.filter(state="draft").exists()


def test_one_more_sentence_is_printed_where_it_was_written(client, coordinator):
    own = next(place for place in places_of(KIND) if place.is_own)

    write(client, "And a sentence of ours.", place=own.key)

    assert "And a sentence of ours." in printed(client)


@pytest.mark.parametrize("key", [key for key, kind in shipped().items() if kind.made in WORDED])
def test_every_kind_is_printed_of_somebody_invented_and_nothing_is_saved(client, coordinator, key):
    answer = client.get(reverse("documents:wording-preview", args=[key]) + "?language=fr")

    assert answer.content.startswith(b"%PDF")
    assert not Document.objects.exists()


def test_who_does_not_set_the_network_up_words_nothing(client, network):
    client.force_login(PersonFactory(network=network, role="referent"))

    assert client.get(page()).status_code in (403, 404)


def test_a_network_says_in_which_turn_each_signs_and_papers_that_go_out_follow_it(client, coordinator, network):
    shown = client.get(page()).text
    roles = {str(one.role) for one in KIND.signers}
    assert all(f'name="turn:{role}"' in shown for role in roles)
    first = {f"turn:{role}": "2" for role in roles} | {"turn:host": "1"}

    client.post(page(), {**first, "asked-when": "1", "button": "save"})
    before = sending.send_paper(row=ready_to_send(network), kind=kind_of(network.pk, KEY), by=coordinator)
    client.post(page(), {**first, "asked-when": "1", "button": "publish"})
    after = sending.send_paper(row=ready_to_send(network), kind=kind_of(network.pk, KEY), by=coordinator)

    turns = {one.role: one.turn for one in KIND.signers}
    assert set(before.signatures.values_list("role", "turn")) <= {(str(role), turn) for role, turn in turns.items()}
    assert dict(after.signatures.values_list("role", "turn")) == {
        role: 1 if role == "host" else 2 for role in after.signatures.values_list("role", flat=True)
    }
    assert [
        one.about.role
        for one in Letter.objects.filter(key="documents.paper_sign", about_id__in=after.signatures.values("pk"))
    ] == ["host"]
    wording = PaperWording.objects.get(state="published")
    assert set(wording.conditions) == {f"turn:{role}" for role in roles if int(first[f"turn:{role}"]) != turns[role]}


def test_a_turn_that_does_not_exist_is_told_beside_its_field(client, coordinator):
    answer = client.post(page(), {"turn:host": "9", "asked-when": "1", "button": "save"})

    assert answer.status_code == 422
    assert not PaperWording.objects.exists()
