"""What a stranger's fillable PDF is taken apart into, and what is refused with a sentence."""

import io
import zlib

import pytest
from pypdf import PdfReader
from pypdf.generic import NameObject, StreamObject

from compagnon.core.files import FileRefused
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.official import reading
from compagnon.documents.official.proposals import proposed
from compagnon.documents.official.reading import checked, take_apart
from compagnon.documents.official.shape import Box, Given, Spot
from tests.documents.blank_forms import BlankForm, named, usual, words_on


@pytest.fixture(scope="module")
def apart():
    return take_apart(usual().pdf())


def box(apart, name):
    return next(one for one in apart.boxes if one.name == name)


def test_every_box_is_found_in_the_order_in_which_one_reads_with_its_kind_and_what_it_is_called(apart):
    found = [(one.name, one.label, one.kind, one.page) for one in apart.boxes]

    assert found == [
        ("participant.nom", "Full name", "text", 1),
        ("Date_naissance", "Date of birth", "text", 1),
        ("start", "Country", "text", 1),
        ("comment", "Comment", "text", 1),
        ("cells", "Cells", "text", 1),
        ("minor", "Under age", "tick", 1),
        ("option=money", "How it is given: money", "tick", 1),
        ("option=services", "How it is given: services", "tick", 1),
        ("civil", "Title", "choice", 1),
        ("signature", "Signature of the participant", "signature", 2),
    ]


def test_what_a_box_is_like_is_known(apart):
    cells, comment, civil = box(apart, "cells"), box(apart, "comment"), box(apart, "civil")

    assert (cells.comb, cells.longest) == (True, 8)
    assert (comment.lines, comment.places) == (True, [Spot(page=1, x=100, y=152, w=400, h=130)])
    assert civil.choices == ["Mister", "Madam"]
    assert box(apart, "start").said == "France"


def test_the_pages_keep_what_is_printed_and_fixed_and_lose_what_can_be_filled(apart):
    printed = words_on(apart.bare)

    assert "Application of somebody invented" in printed
    assert "Edition 7" in printed
    assert "France" not in printed
    assert "HISTICK" not in printed
    assert [one.words for one in apart.pages] == ["Application of somebody invented", "Second page"]


@pytest.mark.parametrize("worse", ["scripted", "attached"])
def test_programs_and_attached_files_are_told_and_do_not_come_along(worse):
    found = take_apart(getattr(usual(), worse)().pdf())

    assert found.left_out == ["scripts" if worse == "scripted" else "files"]
    for trace in (b"JavaScript", b"/JS", b"surprise", b"EmbeddedFile", b"/AA", b"/OpenAction", b"/AcroForm"):
        assert trace not in found.bare
    assert set(PdfReader(io.BytesIO(found.bare)).trailer["/Root"]) == {"/Type", "/Pages"}


@pytest.mark.parametrize(
    ("pdf", "told"),
    [
        (lambda: usual().dynamic().pdf(), "draws its pages by a program (XFA)"),
        (lambda: usual().pdf(password="secret"), "locked against changes"),
        (lambda: usual().launching().pdf(), "starts another program"),
        (lambda: BlankForm().pdf(), "has no boxes to fill"),
        (lambda: b"%PDF-1.7\nnothing of it", "cannot be read"),
        (lambda: BlankForm(*["Page"] * 31).text("a", (10, 10, 90, 30)).pdf(), "too many pages: at most 30"),
        (lambda: many_boxes(301), "too many boxes: at most 300"),
        (lambda: usual().pdf()[:2_500], "cannot be read"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_with_what_to_do(pdf, told):
    with pytest.raises(FileRefused) as refused:
        take_apart(pdf())

    assert told in str(refused.value)


def many_boxes(count):
    form = BlankForm()
    for number in range(count):
        form.text(
            f"box{number}",
            (10 + number % 20 * 25, 20 + number // 20 * 25, 30 + number % 20 * 25, 40 + number // 20 * 25),
        )
    return form.pdf()


@pytest.mark.parametrize(
    ("content", "told"), [(b"MZ", "not a PDF"), (b"%PDF-" + b"x" * 3_000_000, "too large: at most 3 MB")]
)
def test_a_file_is_looked_at_before_it_is_opened(content, told):
    with pytest.raises(FileRefused, match=told):
        checked(content)


def test_a_field_that_is_its_own_parent_ends_the_reading_and_not_the_server():
    form = usual()
    looped = form.fields[0].get_object()
    looped[NameObject("/Parent")] = form.fields[0]
    looped.pop("/FT")

    with pytest.raises(FileRefused):
        take_apart(form.pdf())


def test_a_page_that_unpacks_to_more_than_the_child_may_hold_is_refused():
    form = BlankForm().text("a", (10, 10, 90, 30))
    burst = StreamObject()
    packing = zlib.compressobj()
    burst._data = b"".join([*(packing.compress(bytes(1_000_000)) for _one in range(300)), packing.flush()])
    burst[NameObject("/Filter")] = NameObject("/FlateDecode")
    form.writer.pages[0][NameObject("/Contents")] = form.writer._add_object(burst)

    with pytest.raises(FileRefused):
        take_apart(checked(form.pdf()))


def test_a_child_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(reading, "_SECONDS", 0.01)

    with pytest.raises(FileRefused, match="too much room"):
        take_apart(usual().pdf())


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_turned_page_is_set_upright_with_its_boxes(angle):
    upright = {90: (842, 595), 180: (595, 842), 270: (842, 595)}[angle]
    place = {90: (740, 100, 20, 300), 180: (195, 740, 300, 20), 270: (82, 195, 20, 300)}[angle]
    found = take_apart(BlankForm().turned(1, angle).text("name", (100, 740, 400, 760)).pdf())

    spot = found.boxes[0].places[0]
    assert (found.pages[0].width, found.pages[0].height) == upright
    assert (spot.x, spot.y, spot.w, spot.h) == place
    assert "/Rotate" not in PdfReader(io.BytesIO(found.bare)).pages[0]


def test_a_page_cut_out_of_a_larger_one_begins_at_its_own_corner():
    form = BlankForm().text("name", (100, 740, 400, 760))
    form.writer.pages[0].cropbox.lower_left, form.writer.pages[0].cropbox.upper_right = (50, 100), (550, 800)

    found = take_apart(form.pdf())

    spot = found.boxes[0].places[0]
    assert (found.pages[0].width, found.pages[0].height, spot.x, spot.y) == (500, 700, 50, 40)


def test_one_field_in_two_places_is_one_box():
    form = BlankForm("One", "Two").text("name", (100, 740, 400, 760)).text("name", (100, 640, 400, 660), page=2)

    found = take_apart(form.pdf())

    assert [[spot.page for spot in one.places] for one in found.boxes] == [[1, 2]]


def asked(name, label="", **known):
    return Box(
        name=name, label=label, kind=known.pop("kind", "text"), places=[Spot(page=1, x=0, y=0, w=9, h=9)], **known
    )


@pytest.mark.parametrize(
    ("name", "label", "fact"),
    [
        ("participant.name", "", "participant.name"),
        ("Text7", "Date de naissance", "participant.birth_date"),
        ("DateNaissance", "", "participant.birth_date"),
        ("f1", "Prénom", "participant.first_name"),
        ("host_address", "", "host.address"),
        ("x", "Adresse de l’organisme d’accueil", "host.address"),
        ("y", "Tuteur · Téléphone", "tutor.phone"),
        ("Geburtsdatum", "", "participant.birth_date"),
        ("z", "Montant total de la bourse", "term.total"),
        ("w", "Couleur préférée du chat", ""),
        ("Text12", "", ""),
    ],
)
def test_a_fact_is_proposed_for_a_box_that_is_called_alike_in_any_language(name, label, fact):
    found = proposed(shipped()["grant_agreement"], [asked(name, label)])

    assert found == ({name: Given(source="fact", value=fact)} if fact else {})


def test_what_stands_in_the_blank_form_is_proposed_where_nothing_is_guessed():
    boxes = [asked("q7", said="Edition 7"), asked("q8", kind="tick", said="on"), asked("q9")]

    found = proposed(shipped()["grant_agreement"], boxes)

    assert found == {"q7": Given(source="text", value="Edition 7"), "q8": Given(source="ticked")}


def test_a_frame_of_no_extent_is_left_out_and_the_box_stays():
    form = BlankForm()
    form.text("name", (100, 740, 400, 760), AP=named(N=form.look("0 0 9 9 re S", 0, 0)))

    found = take_apart(form.pdf())

    assert [one.name for one in found.boxes] == ["name"]
    assert b"/Left0" not in found.bare
