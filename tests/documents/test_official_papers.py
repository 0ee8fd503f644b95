"""Papers on an official form: what is printed is what was put in, whatever that is, and they go the way of all papers to the end."""

import io
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryFile

import pytest
from hypothesis import HealthCheck, example, given, settings
from pypdf import PdfReader

from compagnon.core import files
from compagnon.documents.actions import official as actions
from compagnon.documents.actions import sending, signing
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.models import Document
from compagnon.documents.official.reading import take_apart
from compagnon.documents.official.shape import Given
from compagnon.documents.queries import current_of
from compagnon.documents.typesetting import shelf
from compagnon.documents.typesetting.compile import fingerprint, typeset_form
from compagnon.documents.typesetting.errors import TypesettingError
from compagnon.documents.typesetting.facts import PaperFacts, SignatureFacts
from compagnon.documents.typesetting.joining.joined import Joined
from compagnon.documents.typesetting.official import BoxFacts, FormFacts, SheetFacts
from compagnon.documents.typesetting.printable import printable
from compagnon.documents.wordings import kind_of
from compagnon.seals.reading import seals_in
from tests.documents import checked
from tests.documents.blank_forms import BlankForm, usual, words_on
from tests.documents.test_hostile import TYPED, inked
from tests.documents.test_signing import act
from tests.factories.documents import ready_to_send

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
BARE = take_apart(BlankForm("A form").text("any", (100, 700, 400, 720)).pdf()).bare
FACTS = PaperFacts(
    kind="quality_commitment", reference="QC-K7M2QX", made_at=NOON, title={"en": "Paper"}, name="Somebody"
)
LINE = {"page": 1, "x": 100, "y": 100, "w": 300, "h": 20}


def form(*boxes, bare=BARE):
    return FormFacts(
        number=1, file="x", sha256=fingerprint(bare), language="en",
        pages=(SheetFacts(width=595, height=842, words="A form"),), boxes=tuple(BoxFacts(**one) for one in boxes),
    )  # fmt: skip


def printed(*boxes, **known):
    return typeset_form(form(*boxes), FACTS, pages=BARE, languages=("en", "fr"), **known)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(TYPED)
@example('"); #panic("')
@example('\\") #read("/etc/passwd") ("')
@example("x" * 300)
@example("mot " * 75)
@example("שלום עולם")
@example("\u202eevil\u202c 😀 \u0000")
@example("one\ntwo\n\nthree")
@example("] #eval(1) [" * 20)
def test_whatever_is_put_into_a_box_is_printed_whole_or_refused_with_a_sentence(text):
    """In a short box, one of several lines and a narrow one; what has no room there stands whole on a page of its own."""
    boxes = (LINE, {**LINE, "y": 200, "h": 90, "lines": True, "size": 11}, {**LINE, "y": 400, "w": 40})
    refusal = said = ""
    try:
        said = inked(words_on(printed(*({**one, "text": text, "label": "Box"} for one in boxes))))
        typed = inked(str(printable(text)))
    except TypesettingError as refused:
        refusal = str(refused)

    assert "cannot be printed" in refusal or said.count(typed) >= len(boxes)


def places_of(pdf, page=1):
    """Every word with its box, as poppler finds it: points from the upper left corner."""
    with TemporaryFile() as kept:
        kept.write(pdf)
        kept.seek(0)
        asked = ["pdftotext", "-bbox", "-f", str(page), "-l", str(page), "-", "-"]
        found = subprocess.run(asked, stdin=kept, capture_output=True, text=True, check=True).stdout
    rows = [line.split('"') for line in found.splitlines() if "<word" in line]
    return {row[8][1:].partition("<")[0]: tuple(float(row[at]) for at in (1, 3, 5, 7)) for row in rows}


def test_a_value_stands_inside_its_box_and_shrinks_before_it_leaves_it():
    long = "Wortreich " * 9
    words = places_of(printed({**LINE, "text": long}, {**LINE, "y": 300, "text": "Kurz", "align": 2}))

    left, top, right, low = words["Wortreich"]
    assert left >= 100
    assert right <= 400
    assert top >= 98
    assert low <= 122
    assert 395 < words["Kurz"][2] <= 400


def test_what_has_no_room_begins_in_the_box_and_stands_whole_on_a_page_that_names_the_box():
    long = "Ein sehr langer Satz, der nicht passt. " * 9
    pdf = printed({**LINE, "text": long, "label": "Remarks"}, {**LINE, "y": 200, "text": "short", "label": "Other"})

    first, second = words_on(pdf, 1), words_on(pdf, 2)
    assert "… [1]" in first
    assert len(first) < len(second)
    assert "[1] continued from box" in second
    assert "Remarks" in second
    assert "Other" not in second
    assert inked(long) in inked(second)


@pytest.mark.parametrize(("turn", "upright"), [(0, False), (90, True), (270, True)])
def test_a_value_in_a_turned_box_stays_inside(turn, upright):
    box = {"page": 1, "x": 200, "y": 300, "w": 30, "h": 200, "turn": turn} if upright else {**LINE, "turn": turn}

    words = places_of(printed({**box, "text": "Hochkant geschrieben"}))

    left, top, right, low = words["Hochkant"]
    assert box["x"] - 1 <= left
    assert right <= box["x"] + box["w"] + 1
    assert box["y"] - 1 <= top
    assert low <= box["y"] + box["h"] + 1


def test_each_sign_has_its_cell_and_what_divides_them_goes_where_there_is_no_cell_for_it():
    words = places_of(
        printed({**LINE, "w": 320, "cells": 8, "text": "31/04/2965"}, {**LINE, "y": 200, "cells": 3, "text": "four"})
    )

    middles = {sign: (place[0] + place[2]) / 2 for sign, place in words.items() if sign in "310429658"}
    assert middles == {
        sign: pytest.approx(120 + 40 * at, abs=2) for at, sign in enumerate("31042965") if sign in middles
    }
    assert set(middles) == set("31042965")
    assert "four" in words


def test_the_signature_page_follows_the_same_pages_and_carries_what_was_signed():
    before = printed({**LINE, "text": "Agreed"})
    signature = SignatureFacts(
        role="host",
        name="Aoife",
        method="typed",
        signed_at=NOON,
        consent={"en": "I agree."},
        sha256=fingerprint(before),
    )

    after = printed({**LINE, "text": "Agreed"}, signatures=(signature,), signed_original=before)

    reader = PdfReader(io.BytesIO(after))
    assert len(reader.pages) == 2
    assert words_on(after, 1) == words_on(before, 1)
    assert "Signature page" in words_on(after, 2)
    assert [content for contents in reader.attachments.values() for content in contents] == [before]


def test_pages_that_the_system_tidied_away_are_laid_again():
    before = printed({**LINE, "text": "Agreed"})
    shutil.rmtree(shelf.folder())

    assert printed({**LINE, "text": "Agreed"}) == before
    assert [one.name for one in Path(shelf.folder()).rglob("*.pdf")] == ["pages.pdf"]


def test_the_pages_of_another_form_are_not_printed_for_it():
    with pytest.raises(TypesettingError, match="not the one that it was filled for"):
        typeset_form(form({**LINE, "text": "x"}), FACTS, pages=BARE + b" ")


def test_who_listens_hears_the_page_and_each_value_with_the_name_of_its_box():
    pdf = printed({**LINE, "text": "Camille", "label": "First name"})

    root = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert said_aloud(root["/StructTreeRoot"]) == ["A form", "First name: Camille"]


def said_aloud(element):
    found = [str(element["/Alt"])] if "/Alt" in element else []
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        inner = kid.get_object()
        if isinstance(inner, dict):
            found += said_aloud(inner)
    return found


@pytest.fixture
def mobility(network, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return ready_to_send(network)


def use_form(network, key, given, by, pdf=None):
    kind, apart = shipped()[key], take_apart(pdf or usual().pdf())
    actions.bring(network=network, kind=kind, name="form.pdf", language="en", apart=apart, by=by)
    draft = actions.fill_boxes(network=network, kind=kind, given=given, by=by)
    return actions.publish(draft=draft, by=by)


GIVEN = {
    "participant.nom": Given(source="fact", value="participant.name"),
    "comment": Given(source="fact", value="outcomes.titles"),
    "minor": Given(source="when", value="minor"),
    "option=services": Given(source="when", value="!minor"),
}


@pytest.mark.parametrize("key", ["quality_commitment", "learning_agreement"])
def test_a_paper_on_a_form_is_signed_sealed_and_kept_as_any_other(network, mobility, key):
    use_form(network, key, GIVEN, mobility.referent)
    document = sending.send_paper(row=mobility, kind=kind_of(network.pk, key), by=mobility.referent)
    for signature in document.signatures.order_by("turn"):
        signing.sign(signature=signature, act=act(document), by=signature.signer)

    document.refresh_from_db()
    final = files.read(document.final_file)
    (seal,) = seals_in(final)
    assert document.state == "final"
    assert (seal.is_intact, seal.is_whole) == (True, True)
    checked.opens(final)
    is_valid_for_poppler(final)
    said = words_on(final, 1)
    assert mobility.participant.person.full_name in said
    assert "Bake a rye bread" in said
    assert words_on(final, 1) == words_on(files.read(document.agreed_file), 1)
    assert document.signatures.first().signed_sha256 in words_on(final)


def is_valid_for_poppler(pdf):
    with TemporaryFile() as kept:
        kept.write(pdf)
        kept.seek(0)
        asked = subprocess.run(
            ["pdfsig", "-nocert", "/dev/stdin"], stdin=kept, capture_output=True, text=True, check=False
        )
    assert "Signature is Valid." in asked.stdout, asked.stdout + asked.stderr
    assert "Total document signed" in asked.stdout


def test_a_box_is_ticked_when_what_it_hangs_on_holds_and_left_when_not(network, mobility):
    use_form(network, "quality_commitment", GIVEN, mobility.referent)
    kind = kind_of(network.pk, "quality_commitment")

    document = sending.send_paper(row=mobility, kind=kind, by=mobility.referent)

    ticked = {one["label"] for one in document.form["boxes"] if one["is_tick"]}
    expected = "Under age" if mobility.is_minor else "How it is given: services"
    assert ticked == {expected}


def test_what_was_called_back_goes_out_on_the_form_in_use_then(network, mobility):
    use_form(network, "quality_commitment", GIVEN, mobility.referent)
    first = sending.send_paper(row=mobility, kind=kind_of(network.pk, "quality_commitment"), by=mobility.referent)
    sending.call_back(document=first, reason="Another form", by=mobility.referent)
    use_form(network, "quality_commitment", {"comment": Given(source="text", value="Anew")}, mobility.referent)

    sending.send_paper(row=mobility, kind=kind_of(network.pk, "quality_commitment"), by=mobility.referent)

    assert [one.form["number"] for one in Document.objects.order_by("version")] == [1, 2]
    assert "Anew" in words_on(files.read(current_of(mobility, "quality_commitment").agreed_file))


def test_papers_on_forms_are_joined_with_others_into_one_pdf(network, mobility):
    use_form(network, "quality_commitment", GIVEN, mobility.referent)
    on_form = sending.preview(row=mobility, kind=kind_of(network.pk, "quality_commitment"))
    ours = sending.preview(row=mobility, kind=shipped()["quality_commitment"])
    made = io.BytesIO()
    joined = Joined(made, title="All", language="en", identity="x")
    joined.begin("Somebody")

    joined.add(on_form, paper="On a form")
    joined.add(ours, paper="Ours")
    joined.finish()

    checked.opens(made.getvalue())
    assert mobility.participant.person.full_name in words_on(made.getvalue(), 1)
