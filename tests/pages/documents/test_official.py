"""An official form in place of our own paper: brought, its boxes filled, previewed, published, put aside; papers on it go to the end."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_scopes import scope, scopes_disabled

from compagnon.core import files
from compagnon.documents.actions import sending
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.models import Document, OfficialForm
from compagnon.documents.queries import lacks_of
from compagnon.documents.wordings import kind_of, kinds_of
from tests.documents.blank_forms import BlankForm, usual, words_on
from tests.factories.documents import ready_to_send
from tests.factories.network import NetworkFactory
from tests.factories.people import PersonFactory

KEY = "quality_commitment"


def page(name="official-form", key=KEY):
    return reverse(f"documents:{name}", args=[key])


def bring(client, pdf=None, language="en", key=KEY):
    file = SimpleUploadedFile("form.pdf", pdf or usual().pdf(), "application/pdf")
    return client.post(page("official-form-bring", key), {"file": file, "language": language})


def boxes():
    """The number of each box of the newest version by its name."""
    newest = OfficialForm.objects.order_by("-number").first()
    return {box.name: number for number, box in enumerate(newest.official.boxes, start=1)}


def fill(client, button="save", **given):
    """Say what goes into boxes: their names with `.` and `=` as `_`; (source, value) or (source, value, "on") where it is needed."""
    posted = {"button": button}
    for name, number in boxes().items():
        source, value, *needed = given.get(name.replace(".", "_").replace("=", "_"), ("", ""))
        posted |= {f"source-{number}": source, f"value-{number}": value}
        posted |= {f"needed-{number}": "on"} if needed else {}
    return client.post(page(), posted)


FILLED = {
    "participant_nom": ("fact", "Name (participant.name)"),
    "Date_naissance": ("fact", "participant.birth_day"),
    "comment": ("text", "Always the same words"),
    "cells": ("today", ""),
    "minor": ("when", "!minor"),
    "option_money": ("ticked", ""),
    "civil": ("fact", "host.name"),
}


def test_a_form_is_brought_as_a_draft_with_a_proposal_for_its_boxes(client, coordinator, network):
    answer = bring(client)
    shown = client.get(page()).text

    draft = OfficialForm.objects.get()
    assert (answer.status_code, draft.state, draft.language) == (302, "draft", "en")
    assert draft.given["Date_naissance"]["value"] == "participant.birth_date"
    assert "Full name" in shown
    assert "Date of birth (participant.birth_date)" in shown
    assert kind_of(network.pk, KEY) == shipped()[KEY]


def test_the_preview_is_of_somebody_invented_and_names_what_is_not_known_of_them(client, coordinator):
    bring(client)
    fill(client, **FILLED | {"start": ("fact", "participant.nationality")})

    printed = words_on(client.get(page("official-form-preview")).content)

    assert "Application of somebody invented" in printed
    assert "Camille Fournil" in printed
    assert "Always the same words" in printed
    assert "Bäckerei Beispiel" in printed
    assert "[Nationality]" in printed


def test_a_draft_is_printed_by_nobody_until_it_is_published(client, coordinator, network):
    bring(client)
    fill(client, **FILLED)
    before = kind_of(network.pk, KEY).official
    fill(client, "publish", **FILLED)

    official = kind_of(network.pk, KEY).official
    assert before is None
    assert official.number == 1
    assert official.given["minor"].value == "!minor"
    listed = client.get(reverse("documents:wordings")).text
    assert "Official form" in listed


def published(client, **given):
    bring(client)
    fill(client, "publish", **FILLED | given)


def sent(network, **facts):
    mobility = ready_to_send(network, participant__person__language="en", **facts)
    return sending.send_paper(row=mobility, kind=kind_of(network.pk, KEY), by=mobility.referent)


def test_a_paper_of_the_kind_goes_out_on_the_form_and_says_what_is_known(client, coordinator, network):
    published(client)

    document = sent(network)

    printed, mobility = words_on(files.read(document.agreed_file)), document.mobility
    for said in (
        "Application of somebody invented",
        mobility.participant.person.full_name,
        mobility.participant.birth_date.strftime("%d/%m/%Y"),
        "Always the same words",
        str(mobility.host),
    ):
        assert said in printed
    assert document.form["number"] == 1


def test_papers_that_are_out_keep_the_form_they_went_out_with(client, coordinator, network):
    published(client)
    document = sent(network)
    bring(client, BlankForm("Another form").text("other", (100, 700, 300, 720)).pdf())
    fill(client, "publish", other=("text", "Second edition"))

    kept = Document.objects.get(pk=document.pk)
    assert kept.form["number"] == 1
    assert "Always the same words" in words_on(files.read(kept.agreed_file))
    assert {one.number: one.state for one in OfficialForm.objects.all()} == {1: "replaced", 2: "published"}


def test_a_box_that_was_there_before_keeps_what_it_got(client, coordinator):
    published(client)
    bring(client, BlankForm("Next edition").text("comment", (9, 9, 99, 99)).text("new", (9, 200, 99, 220)).pdf())

    draft = OfficialForm.objects.get(state="draft")
    assert draft.given == {"comment": {"source": "text", "value": "Always the same words", "is_needed": False}}


def test_back_to_our_own_paper_and_to_an_earlier_form(client, coordinator, network):
    published(client)
    client.post(page("official-form-act"), {"button": "shipped"})
    own = kind_of(network.pk, KEY)
    client.post(page("official-form-act"), {"button": "again:1"})
    again = OfficialForm.objects.get(state="draft").given["comment"]["value"]
    client.post(page("official-form-act"), {"button": "drop"})

    assert own == shipped()[KEY]
    assert again == "Always the same words"
    assert not OfficialForm.objects.filter(state="draft").exists()


def test_a_fact_that_is_needed_is_told_as_missing_and_keeps_the_paper_from_going_out(client, coordinator, network):
    published(client, start=("fact", "participant.nationality", "on"))
    mobility = ready_to_send(network)
    mobility.participant.nationality = ""
    mobility.participant.save()
    kind = kind_of(network.pk, KEY)

    lacking = lacks_of(mobility, kind, None, mobility.referent)

    assert [(one.what, one.blocks) for one in lacking] == [("Nationality", True)]
    with pytest.raises(sending.AgreementRefused, match="Nationality"):
        sending.send_paper(row=mobility, kind=kind, by=mobility.referent)


def test_the_page_of_the_agreement_and_of_a_paper_say_the_form_and_what_it_lacks(client, coordinator, network):
    for key in (KEY, "learning_agreement"):
        bring(client, key=key)
        number = boxes()["start"]
        client.post(
            page(key=key),
            {
                "button": "publish",
                f"source-{number}": "fact",
                f"value-{number}": "participant.nationality",
                f"needed-{number}": "on",
            },
        )
    mobility = ready_to_send(network)
    mobility.participant.nationality = ""
    mobility.participant.save()

    for address in (f"papers/{KEY}/", "agreement/"):
        shown = client.get(f"/desk/mobilities/{mobility.code}/{address}").text
        assert "Printed on the official form of your network, version 1." in shown
        assert "<strong>Nationality</strong>" in shown
    refused = client.post(f"/desk/mobilities/{mobility.code}/papers/{KEY}/", {"button": "send"}, follow=True).text
    assert "Not yet: Nationality is missing." in refused


def test_the_page_of_words_says_which_of_them_are_printed_while_a_form_is_in_use(client, coordinator):
    before = client.get(reverse("documents:wording", args=[KEY])).text
    published(client)

    after = client.get(reverse("documents:wording", args=[KEY])).text

    assert ("the form says the rest" in before, "the form says the rest" in after) == (False, True)


def test_the_preview_asks_for_what_a_tick_hangs_on(client, coordinator):
    bring(client)
    fill(client, minor=("when", "minor"), option_money=("when", "!group"))

    shown = client.get(page()).text
    of_age = words_on(client.get(page("official-form-preview") + "?chosen=1").content, 1)
    minor = words_on(
        client.get(page("official-form-preview") + "?chosen=1&of-holding=minor&of-holding=group").content, 1
    )

    assert 'value="minor"' in shown
    assert 'value="group"' in shown
    assert (of_age.count("X"), minor.count("X")) == (1, 1)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("fact", "participant.nam"), "There is nothing called “participant.nam” here"),
        (("fact", ""), "Choose one from the list"),
        (("text", ""), "Write the words, or leave the box empty"),
        (("text", "山田"), "These letters cannot be printed: 山 田"),
    ],
)
def test_what_cannot_go_into_a_box_is_told_beside_it_and_stays_typed(client, coordinator, given, told):
    bring(client)

    answer = fill(client, participant_nom=given)

    assert answer.status_code == 422
    assert told in answer.text
    assert given[1] in answer.text


def test_what_is_typed_without_choosing_what_it_is_counts_and_what_is_left_empty_is_emptied(client, coordinator):
    bring(client)

    fill(client, participant_nom=("", "host.name"), Date_naissance=("", "Date of birth (participant.birth_date)"))

    given = OfficialForm.objects.get().given
    assert given == {"participant.nom": {"source": "fact", "value": "host.name", "is_needed": False}}


def test_a_condition_that_does_not_exist_is_told(client, coordinator):
    bring(client)

    assert "There is nothing called “sunny” here" in fill(client, minor=("when", "sunny")).text


@pytest.mark.parametrize(
    ("pdf", "told"),
    [
        (lambda: BlankForm().pdf(), "has no boxes to fill"),
        (lambda: usual().dynamic().pdf(), "XFA"),
        (lambda: b"MZ not a PDF", "This is not a PDF"),
    ],
)
def test_a_file_that_is_no_form_is_refused_beside_the_field_and_nothing_is_kept(client, coordinator, pdf, told):
    answer = bring(client, pdf())

    assert answer.status_code == 422
    assert told in answer.text
    assert not OfficialForm.objects.exists()


def test_what_was_left_out_of_a_scripted_form_is_told(client, coordinator):
    bring(client, usual().scripted().attached().pdf())

    shown = client.get(page()).text

    assert "nothing is calculated or checked by the form itself" in shown
    assert "files attached to it" in shown


def test_the_boxes_are_found_by_their_numbers_on_the_blank_form(client, coordinator):
    bring(client)

    printed = words_on(client.get(page("official-form-boxes")).content)

    assert "Application of somebody invented" in printed
    assert [str(number) for number in range(1, 11) if str(number) not in printed.split()] == []


def test_the_form_of_another_network_is_neither_seen_nor_printed(client, coordinator):
    published(client)
    with scopes_disabled():
        other = NetworkFactory()
    with scope(network=other):
        client.force_login(PersonFactory(network=other, role="coordinator", language="en"))

    shown = client.get(page())

    assert "Bring the form" in shown.text
    assert "form.pdf" not in shown.text
    assert client.get(page("official-form-preview")).status_code == 404
    assert client.get(page("official-form-boxes")).status_code == 404
    assert client.post(page("official-form-act"), {"button": "again:1"}).status_code == 404
    with scope(network=other):
        assert kinds_of(other.pk)[KEY].official is None


@pytest.mark.parametrize("key", ["europass_mobility", "funding_file", "amendment", "unknown"])
def test_what_is_not_made_by_us_or_has_no_form_has_no_such_page(client, coordinator, key):
    assert client.get(page(key=key)).status_code == 404


@pytest.mark.parametrize(
    "key", [key for key, kind in shipped().items() if kind.made in ("general", "learning_agreement")]
)
def test_every_kind_prints_every_fact_it_knows_on_a_form_of_somebody_invented(client, coordinator, key):
    from compagnon.documents.official.giving import facts_for

    names = [name for name, _label in facts_for(shipped()[key])]
    form = BlankForm()
    for number, _name in enumerate(names):
        form.text(
            f"box{number}",
            (10 + number % 3 * 190, 20 + number // 3 * 22, 190 + number % 3 * 190, 40 + number // 3 * 22),
        )
    bring(client, form.pdf(), "fr", key)
    posted = {"button": "save"}
    for number, name in enumerate(names, start=1):
        posted |= {f"source-{number}": "fact", f"value-{number}": name}
    # boxes are read from above: which fact stands where does not matter here
    kept = client.post(page(key=key), posted)

    answer = client.get(page("official-form-preview", key))

    assert kept.status_code == 302
    assert answer["Content-Type"] == "application/pdf"
    assert "Official form" in words_on(answer.content)
