"""The papers: what they say, in which languages, that nothing a person types can bend them, and that the same facts give the same bytes."""

import io
import os
import re
import struct
import subprocess
import sys
import unicodedata
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from pydantic import ValidationError
from pypdf import PdfReader

from compagnon.documents.typesetting import compile as compile_module
from compagnon.documents.typesetting import printable as printing
from compagnon.documents.typesetting.compile import HERE, fingerprint, typeset_europass, typeset_learning_agreement
from compagnon.documents.typesetting.errors import TypesettingError
from compagnon.documents.typesetting.facts import (
    LANGUAGES,
    EuropassMobilityFacts,
    LearningAgreementFacts,
    OutcomeFacts,
    ParticipantFacts,
    PartyFacts,
    PeriodFacts,
    SignatureFacts,
    SkillFacts,
)
from compagnon.documents.typesetting.labels import all_labels, paper_languages
from compagnon.documents.typesetting.minimum import missing_minimum
from tests.documents.paper_facts import (
    DRAWING,
    LEARNER,
    MADE_AT,
    agreement,
    both,
    europass,
    named,
    outcome,
    signatures_of,
)


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    """The text of all pages as one line, so that line breaks of the layout do not matter."""
    return " ".join(" ".join(page.extract_text() for page in reader(pdf).pages).replace("\u00a0", " ").split())


def png() -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0\0\xff\0\xff\0"))
        + chunk(b"IEND", b"")
    )


# What it says


def test_a_normal_agreement_takes_two_pages_and_says_everything():
    pdf = typeset_learning_agreement(agreement())

    text = text_of(pdf)
    assert len(reader(pdf).pages) == 2
    for expected in (
        "LA-7Q4M-KD2X", "Éléonore Démo-Lepré", "1er avril 2009", "1 April 2009", "Armand Démo-Lepré", "+33 0 00 00 00 02",
        "Centre de formation Exemple-sur-Loire", "Boulangerie du Fournil imaginaire", "Marcel Inventé", "The Sample Loaf Bakery",
        "3 Specimen Street, Cork, Irlande", "3 Specimen Street, Cork, Ireland", "Aoife Placeholder, cheffe boulangère", "head baker",
        "du 1er mars 2027 au 26 mars 2027", "1 March 2027 to 26 March 2027", "26 jours + 2 jours de voyage", "26 days + 2 days of travel",
        "Acquis 4 : conduire une pousse", "Outcome 4: carry out proving", "Prepare two doughs each morning", "la tutrice", "the tutor",
        "A review every Friday.", "Inscription au livret", "Recorded in the training record.", "Liability and repatriation covered.",
        "Financé par l’Union européenne", "Co-funded by the European Union", "Page 1/2", "Page 2/2",
    ):  # fmt: skip
        assert expected in text, expected
    assert "à compléter" not in text


def test_six_outcomes_still_fit_two_pages_and_many_more_flow_on():
    assert len(reader(typeset_learning_agreement(agreement(outcomes=tuple(map(outcome, range(6)))))).pages) == 2
    assert len(reader(typeset_learning_agreement(agreement(outcomes=tuple(map(outcome, range(40)))))).pages) > 3


def test_the_europass_names_the_holder_the_skills_and_the_tutors_words():
    pdf = typeset_europass(europass())

    text = text_of(pdf)
    assert len(reader(pdf).pages) == 2
    for expected in (
        "Europass Mobilité", "Europass Mobility", "EM-7Q4M-KD2X", "9 avril 2027", "Éléonore Démo-Lepré", "LA-7Q4M-KD2X",
        "Compétences du métier", "Job-related skills", "Carry out proving", "On her own", "Langues", "Languages", "Clear and calm.",
        "L’équipe la reprendrait demain.", "Aoife Placeholder, cheffe boulangère, The Sample Loaf Bakery",
    ):  # fmt: skip
        assert expected in text, expected
    assert "Numérique" not in text


def test_the_emblem_stands_only_beside_its_statement():
    without = agreement(funder=agreement().funder.model_copy(update={"statement": {}}))

    assert text_of(typeset_learning_agreement(without)).count("Co-funded") == 0
    assert len(typeset_learning_agreement(without)) < len(typeset_learning_agreement(agreement()))


def test_an_emblem_of_the_network_stands_beside_the_statement_too():
    drawn = {"emblem": "", "picture": (HERE / "eu-emblem.svg").read_bytes(), "picture_format": "svg"}
    own = agreement(funder=agreement().funder.model_copy(update={**drawn, "picture_words": {"fr": "Emblème d’essai"}}))
    bare = agreement(funder=agreement().funder.model_copy(update={"emblem": ""}))

    assert len(typeset_learning_agreement(own)) > len(typeset_learning_agreement(bare))
    assert "Co-funded" in text_of(typeset_learning_agreement(own))


# Languages


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_paper_in_one_language_has_no_label_of_another(language):
    pdf = typeset_learning_agreement(agreement(), languages=(language, language))

    text = text_of(pdf)
    others = {words for code, words in all_labels()["learning_agreement"].items() if code != language}
    assert all_labels()["learning_agreement"][language] in text
    assert all_labels()["s_outcomes"][language].replace("\u00a0", " ") in text
    assert not [words for words in others if words in text]
    assert reader(pdf).trailer["/Root"]["/Lang"] == language


def test_two_languages_stand_label_over_label():
    text = text_of(typeset_learning_agreement(agreement(), languages=("de", "nl")))

    for key in ("learning_agreement", "participant", "host", "tutor", "s_outcomes", "s_support", "sign_here"):
        assert all_labels()[key]["de"] in text
        assert all_labels()[key]["nl"] in text


def test_a_text_known_in_another_language_only_is_printed_in_it_and_once():
    text = text_of(
        typeset_learning_agreement(agreement(workplace={"fr": "Fournil au sous-sol"}), languages=("de", "nl"))
    )

    assert text.count("Fournil au sous-sol") == 1


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        (("fr", "en"), ("fr", "en")),
        (("fr", "fr"), ("fr",)),
        (("en-gb", "EN"), ("en",)),
        (("fr", "pt"), ("fr", "en")),
        (("pt_BR", "en"), ("en",)),
        ((), ("en",)),
    ],
)
def test_languages_without_labels_are_printed_in_english(asked, printed):
    assert paper_languages(asked) == printed


def test_every_label_exists_in_six_languages_with_the_same_blanks():
    for key, by_language in all_labels().items():
        assert set(by_language) == set(LANGUAGES), key
        assert all(words.strip() for words in by_language.values()), key
        blanks = {frozenset(re.findall(r"\{\w+\}", words)) for words in by_language.values()}
        assert len(blanks) == 1, key


def test_french_labels_never_leave_a_mark_alone_on_a_line():
    wrong = [
        words["fr"]
        for words in all_labels().values()
        if re.search(r"[^\u00a0\u202f][:;!?»]|«[^\u00a0\u202f]|'", words["fr"])
    ]

    assert wrong == []


# What is missing


def test_a_missing_fact_is_left_open_in_both_languages_and_never_invented():
    bare = LearningAgreementFacts(
        reference="LA-BARE", made_at=MADE_AT, is_minor=True, parties=(PartyFacts(role="participant"),)
    )

    text = text_of(typeset_learning_agreement(bare, languages=("de", "nl")))

    assert text.count("noch zu ergänzen") == text.count("nog in te vullen") > 15
    assert text_of(typeset_learning_agreement(bare, languages=("fr", "fr"))).count("à compléter") > 15
    assert "à compléter" in text_of(typeset_europass(EuropassMobilityFacts(reference="EM-BARE", made_at=MADE_AT)))


def test_the_minimum_lists_what_nobody_may_sign_without():
    assert missing_minimum(agreement()) == ()
    assert missing_minimum(europass()) == ()
    incomplete = agreement(guardian=None, outcomes=(OutcomeFacts(text="Souder"),), period=PeriodFacts(), workplace={})
    assert missing_minimum(incomplete) == (
        "guardian", "period.start", "period.end", "outcomes.0.task", "outcomes.0.assessed_how", "workplace",
    )  # fmt: skip


def test_an_adult_has_no_line_for_a_guardian():
    text = text_of(typeset_learning_agreement(agreement(is_minor=False, guardian=None, parties=())))

    assert "Représentant légal" not in text


# The same bytes, whatever is typed


def test_the_same_facts_give_the_same_bytes():
    pdf = typeset_learning_agreement(agreement())
    typeset_learning_agreement(named("Somebody Else"))

    assert typeset_learning_agreement(agreement()) == pdf
    assert typeset_europass(europass()) == typeset_europass(europass())
    assert typeset_learning_agreement(agreement(made_at=datetime(2027, 1, 12, tzinfo=UTC))) != pdf


def test_threads_and_other_processes_give_the_same_bytes_too():
    expected = fingerprint(typeset_learning_agreement(agreement()))
    program = (
        "from tests.documents.paper_facts import agreement;"
        "from compagnon.documents.typesetting.compile import fingerprint, typeset_learning_agreement as t;"
        "print(fingerprint(t(agreement())))"
    )

    with ThreadPoolExecutor(4) as threads:
        in_threads = list(threads.map(lambda _: fingerprint(typeset_learning_agreement(agreement())), range(8)))
    elsewhere = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert {*in_threads, elsewhere.stdout.strip()} == {expected}


@pytest.mark.parametrize(
    "hostile",
    [
        '#panic("caught")',
        "$ integral_0^1 $",
        '"); #read("/etc/passwd") //',
        "*bold* _soft_ `raw` = not a heading",
        "\\u{1F4A5} \\ <label> @reference",
        '{"reference": "LA-EVIL"}',
        "</script><b>&amp;",
        "{start} %s ${name}",
    ],
)
def test_what_people_type_is_printed_as_typed(hostile):
    assert hostile in text_of(typeset_learning_agreement(named(hostile)))


def test_what_people_type_cannot_leave_the_text_it_travels_in():
    hostile = '"\\")))#panic(1)\ue000\ue001\n#read("x")'

    source = compile_module._main_file("learning_agreement.typ", {"name": hostile, "bytes": [1, 2]}).decode()

    travelling = source.split('bytes("')[1].split('".replace')[0]
    assert not set(travelling) & {'"', "\\", "\n"}
    assert source.count("#panic") == travelling.count("#panic") == 1


def test_invisible_controls_cannot_disguise_a_text():
    text = text_of(typeset_learning_agreement(named("Anna\u202e otseT\u200b\x00\x07 \ufeffTest")))

    assert "Anna otseT Test" in text


def test_very_long_words_and_texts_do_not_break_the_paper():
    pdf = typeset_learning_agreement(agreement(programme=both("mot " * 3000, "word " * 3000), workplace="x" * 400))

    assert len(reader(pdf).pages) > 3


# Letters


@pytest.mark.parametrize(
    "name",
    [
        "Şükrü Çağlayan-Ğ",
        "Zoë Ångström Łódź",
        "Ștefan Țîțu",
        "Ελένη Παράδειγμα",
        "Жюли Примерова",
        "Ünal Straße ẞ",
        "Jo\u0308rg",
    ],
)
def test_accented_greek_and_cyrillic_names_are_printed(name):
    text = text_of(typeset_learning_agreement(named(name)))

    assert unicodedata.normalize("NFC", name) in text


def test_vietnamese_letters_are_lent_by_the_second_font():
    text = text_of(typeset_learning_agreement(named("Đặng Thị Ví Dụ")))

    assert "Đặng Thị" in text


def test_an_emoji_is_left_out_and_the_words_stay():
    text = text_of(typeset_europass(europass(appreciation={"fr": "Bravo 👩‍🍳👍🏽 !", "en": "Well done ❤️!"})))

    assert "Bravo !" in text
    assert "Well done !" in text


def test_a_letter_without_glyph_is_said_with_what_to_do():
    with pytest.raises(TypesettingError, match=r"cannot be printed: 三 张 \(in “张三”\).*as in the passport"):
        typeset_learning_agreement(named("张三"))


def test_the_list_of_printable_characters_is_that_of_the_fonts():
    ttlib = pytest.importorskip("fontTools.ttLib")
    in_fonts = set().union(*(ttlib.TTFont(file).getBestCmap() for file in sorted((HERE / "fonts").glob("*.ttf"))))
    listed = {
        code
        for line in printing.COVERAGE.read_text().split()
        for code in range(int(line.split("-")[0], 16), int(line.split("-")[1], 16) + 1)
    }

    assert listed <= in_fonts
    assert not {code for code in in_fonts - listed if chr(code).isalnum()}


# Accessible and kept


def test_the_paper_is_tagged_titled_and_keeps_for_the_archive():
    pdf = reader(typeset_learning_agreement(agreement()))

    root = pdf.trailer["/Root"]
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert bool(root["/MarkInfo"]["/Marked"])
    assert "/StructTreeRoot" in root
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert root["/Lang"] == "fr"
    assert pdf.metadata.title == "Contrat pédagogique / Learning agreement – Éléonore Démo-Lepré – LA-7Q4M-KD2X"
    assert re.search(r"<pdfuaid:part>1<", metadata)
    assert re.search(r"<pdfaid:part>2<.*<pdfaid:conformance>A<", metadata, re.DOTALL)


def test_the_drawings_are_read_out():
    raw = str(structure_texts(reader(typeset_learning_agreement(agreement()))))

    assert "La ligne des cinq étapes" in raw
    assert "Départ\u00a0: 1er\u00a0mars\u00a02027" in raw.replace("\\xa0", "\u00a0")


def structure_texts(pdf: PdfReader) -> list[str]:
    found, waiting = [], [pdf.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            found.append(str(node.get("/Alt", "")))
            waiting.extend([node["/K"]] if "/K" in node else [])
    return found


def test_only_the_shipped_fonts_are_used():
    fonts = {
        font.get_object()["/BaseFont"].split("+")[1]
        for page in reader(typeset_learning_agreement(named("Ελένη"))).pages
        for font in page["/Resources"]["/Font"].values()
    }

    assert fonts == {"AtkinsonHyperlegibleNext-Regular", "AtkinsonHyperlegibleNext-SemiBold", "NotoSans-SemiBold"}


# Signatures


def test_the_signature_page_follows_the_unchanged_pages_and_tells_everything():
    unsigned = typeset_learning_agreement(agreement())

    signed = typeset_learning_agreement(agreement(), signatures=signatures_of(unsigned))

    before, after = reader(unsigned), reader(signed)
    assert len(after.pages) == len(before.pages) + 1
    assert [page.extract_text() for page in after.pages[:2]] == [page.extract_text() for page in before.pages]
    page = " ".join(after.pages[2].extract_text().replace("\u00a0", " ").split())
    for expected in (
        "Page de signatures", "Signature page", "Éléonore Démo-Lepré", "Aoife Placeholder", "11 janvier 2027, 09:30:00 (UTC)",
        "signature drawn on screen", "nom saisi au clavier", "I have read this and I sign.", "lien personnel", "personal link",
        fingerprint(unsigned), "sha256sum", "1/1",
    ):  # fmt: skip
        assert expected in page, expected
    assert "Drawn signature" not in page


def test_the_signed_original_travels_inside_the_signed_file():
    unsigned = typeset_learning_agreement(agreement())

    signed = reader(
        typeset_learning_agreement(agreement(), signatures=signatures_of(unsigned), signed_original=unsigned)
    )

    assert signed.attachments == {"LA-7Q4M-KD2X.pdf": [unsigned]}
    assert re.search(r"<pdfaid:part>3<", signed.trailer["/Root"]["/Metadata"].get_object().get_data().decode())
    assert "LA-7Q4M-KD2X.pdf" in signed.pages[2].extract_text()


def test_a_signature_drawn_as_a_picture_is_printed_with_its_alternative():
    unsigned = typeset_europass(europass())
    drawn = signatures_of(unsigned)[0].model_copy(update={"drawing": png()})

    signed = reader(typeset_europass(europass(), signatures=(drawn,)))

    assert len(signed.pages) == 3
    assert "Signature dessinée de Éléonore Démo-Lepré" in str(structure_texts(signed))


def test_signatures_of_different_bytes_never_share_a_page():
    first, second = signatures_of(b"one")[0], signatures_of(b"two")[1]

    with pytest.raises(TypesettingError, match="different versions"):
        typeset_learning_agreement(agreement(), signatures=(first, second))
    with pytest.raises(TypesettingError, match="not the one that was signed"):
        typeset_learning_agreement(agreement(), signatures=(first,), signed_original=b"something else")
    with pytest.raises(TypesettingError, match="no signature yet"):
        typeset_learning_agreement(agreement(), signed_original=b"one")


@pytest.mark.parametrize(
    "drawing",
    [
        b"not a picture",
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="/etc/passwd"/></svg>',
        b'<!DOCTYPE x [<!ENTITY a "b">]><svg viewBox="0 0 9 9"><path d="M 0,0 L 9,9"/></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>1</script></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M 0,0 L 9,9"/></svg>',
        b"\x89PNG\r\n\x1a\n broken",
        DRAWING + b" " * 600_000,
    ],
)
def test_a_drawing_that_is_no_plain_drawing_is_refused(drawing):
    signature = signatures_of(b"")[0].model_copy(update={"drawing": drawing})

    with pytest.raises(TypesettingError):
        typeset_learning_agreement(agreement(), signatures=(signature,))


# Facts that cannot be true


def test_facts_that_contradict_themselves_are_refused():
    with pytest.raises(ValidationError, match="ends before it starts"):
        PeriodFacts(start=date(2027, 3, 2), end=date(2027, 3, 1))
    with pytest.raises(ValidationError, match="from the last day of the stay on"):
        EuropassMobilityFacts(**{**europass().model_dump(), "issued_on": date(2027, 3, 25)})
    with pytest.raises(ValidationError, match="above the highest one"):
        SkillFacts(text="x", rung=5, rungs=4)
    with pytest.raises(ValidationError, match="needs its drawing"):
        SignatureFacts(role="host", name="A", method="drawn", signed_at=MADE_AT, consent="I sign.", sha256="0" * 64)
    with pytest.raises(ValidationError, match="timezone"):
        LearningAgreementFacts(reference="LA", made_at=datetime(2027, 1, 1))  # noqa: DTZ001 - the point of the test
    with pytest.raises(ValidationError, match="eqf_level"):
        ParticipantFacts(**{**LEARNER.model_dump(), "eqf_level": 9})


def test_days_count_the_first_and_the_last_one():
    assert PeriodFacts(start=date(2028, 2, 28), end=date(2028, 3, 1)).days == 3
    assert PeriodFacts(start=date(2027, 3, 1), end=date(2027, 3, 1)).days == 1
