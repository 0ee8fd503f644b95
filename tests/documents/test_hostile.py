"""Whatever is typed into a paper is printed or refused with a sentence: it never breaks or leaves the template."""

from datetime import UTC, datetime

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from compagnon.documents.typesetting.compile import typeset_paper
from compagnon.documents.typesetting.errors import TypesettingError
from compagnon.documents.typesetting.facts import (
    CardFacts,
    PaperFacts,
    PartyFacts,
    RowFacts,
    SectionFacts,
    TableFacts,
)
from compagnon.documents.typesetting.printable import printable
from tests.documents.test_papers import words_of

TIMES = 15
"""Places of the paper below in which the same text stands."""
CODE = st.sampled_from(
    ["#panic()", '"', "\\", "$x$", "#import", "]", "[", "{", "}", "*", "_", "`", "<a>", "@a", "//", "/*", "#{", "\u202e", "😀", "\n",
     "שלום", "مرحبا", "\x00", "\u2028", "%s", "{host.name}", "'", "=", "- ", "\ue000", "\ue001"]
)  # fmt: skip
TYPED = st.one_of(st.text(max_size=300), st.lists(st.one_of(CODE, st.text(max_size=8)), max_size=40).map("".join)).map(
    lambda text: text[:300]
)


def paper(text):
    said = {"": text}
    row = RowFacts(label={"en": "Label"}, value=said)
    return PaperFacts(
        kind="quality_commitment",
        reference="QC-K7M2QX",
        made_at=datetime(2026, 11, 26, tzinfo=UTC),
        title={"en": f"Paper {text}"},
        eyebrow=said,
        network=text,
        author=text,
        name=text,
        sections=(
            SectionFacts(
                title={"en": f"Part {text}"},
                cards=(CardFacts(role={"en": "Host"}, name=said, rows=(row,)),),
                rows=(row,),
                table=TableFacts(columns=({"en": "Column"},), rows=((said,),)),
                texts=(said, {"en": text, "fr": text}),
            ),
        ),
        commitment=said,
        parties=(PartyFacts(role="host", name=text, organisation=text),),
        note=said,
        link="https://example.org/",
    )


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(TYPED)
@example('"); #panic("')
@example('\\") #read("/etc/passwd") ("')
@example("x" * 300)
@example("#text(size: 0pt)[" * 9)
@example("#{" + '"' + "}#")
@example("\u202eevil\u202c 😀 \u0000")
def test_three_hundred_characters_of_anything_in_every_field_are_printed_as_typed_or_refused_with_a_sentence(text):
    """What would be read as code and compiled would be printed otherwise, or less often."""
    refusal, printed, typed = "", "", ""
    try:
        printed = inked(words_of(typeset_paper(paper(text), languages=("en", "fr"))))
        typed = inked(str(printable(text)))
    except TypesettingError as refused:
        refusal = str(refused)

    assert "cannot be printed" in refusal or not typed or printed.count(typed) >= TIMES


def test_a_plain_word_is_printed_once_in_each_place():
    assert inked(words_of(typeset_paper(paper("Zwetschge"), languages=("en", "fr")))).count("Zwetschge") == TIMES


def inked(text):
    """The signs that every reader of a PDF gives back alike: typesetting breaks lines and joins accents as it must."""
    return "".join(sign for sign in text if sign.isascii() and sign.isprintable() and not sign.isspace())
