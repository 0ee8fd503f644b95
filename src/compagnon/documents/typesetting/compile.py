"""Makes the PDFs: facts in, bytes out, always the same bytes for the same facts.

The facts travel to the templates as JSON inside a main file that exists in memory only, written in an alphabet in which that text
cannot end: a name like `#panic()` is only a name. (`sys.inputs` would do too, but a change there makes the compiler forget every
layout it remembers: 32 ms a paper instead of 8.)
"""

import hashlib
import json
import threading
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typst

from compagnon.documents.typesetting.agreement import agreement_content
from compagnon.documents.typesetting.errors import TypesettingError
from compagnon.documents.typesetting.europass import europass_content
from compagnon.documents.typesetting.facts import (
    EuropassMobilityFacts,
    LearningAgreementFacts,
    PaperFacts,
    SignatureFacts,
)
from compagnon.documents.typesetting.frame import Content
from compagnon.documents.typesetting.official import FormFacts, form_content, numbered_content
from compagnon.documents.typesetting.paper import paper_content
from compagnon.documents.typesetting.poster import PosterFacts, poster_content
from compagnon.documents.typesetting.printable import printable
from compagnon.documents.typesetting.shelf import folder, laid
from compagnon.documents.typesetting.signing import signature_content
from compagnon.documents.typesetting.wording import Wording

if TYPE_CHECKING:
    from typst import PDFStandard  # a name of the stubs only

HERE = Path(__file__).parent
PLAIN: "list[PDFStandard]" = ["a-2a", "ua-1"]
WITH_ATTACHMENT: "list[PDFStandard]" = ["a-3a", "ua-1"]  # PDF/A-2 may not carry a file beside it

QUOTE, BACKSLASH = "\ue000", "\ue001"

_mine = threading.local()


def typeset_learning_agreement(
    facts: LearningAgreementFacts,
    *,
    languages: tuple[str, ...] = ("fr", "en"),
    signatures: tuple[SignatureFacts, ...] = (),
    signed_original: bytes | None = None,
) -> bytes:
    """A learning agreement as tagged PDF (PDF/UA-1 and PDF/A-2a).

    `languages` are the participant's and the host's; equal ones print once. With `signatures`, the same pages are followed by a
    signature page; with `signed_original`, the bytes that were signed are attached to the file (then PDF/A-3a), so that anybody
    can check the fingerprint. Raises TypesettingError.
    """
    wording = Wording(languages)
    content = agreement_content(facts, wording)
    content["signatures"] = _signatures(content, wording, signatures, signed_original)
    return _typeset("learning_agreement.typ", content, facts.made_at)


def typeset_europass(
    facts: EuropassMobilityFacts,
    *,
    languages: tuple[str, ...] = ("fr", "en"),
    signatures: tuple[SignatureFacts, ...] = (),
    signed_original: bytes | None = None,
) -> bytes:
    """A Europass Mobility as tagged PDF; parameters and errors as in `typeset_learning_agreement`."""
    wording = Wording(languages)
    content = europass_content(facts, wording)
    content["signatures"] = _signatures(content, wording, signatures, signed_original)
    return _typeset("europass_mobility.typ", content, facts.made_at)


def pictured_europass(facts: EuropassMobilityFacts, *, languages: tuple[str, ...] = ("fr", "en")) -> list[bytes]:
    """The pages of a Europass Mobility as PNG pictures of 96 dots an inch, for whoever shows it without reading PDFs."""
    content = {**europass_content(facts, Wording(languages)), "signatures": None}
    try:
        made = _compiler().compile(input=_main_file("europass_mobility.typ", content), format="png", ppi=96.0)
    except typst.TypstError as error:
        raise TypesettingError(f"The paper {facts.reference} could not be drawn: {error.message}.") from error
    return [page for page in ([made] if isinstance(made, bytes) else made or []) if page]


def typeset_paper(
    facts: PaperFacts,
    *,
    languages: tuple[str, ...] = ("fr", "en"),
    signatures: tuple[SignatureFacts, ...] = (),
    signed_original: bytes | None = None,
) -> bytes:
    """Any other paper as tagged PDF; parameters and errors as in `typeset_learning_agreement`."""
    wording = Wording(languages)
    content = paper_content(facts, wording)
    content["signatures"] = _signatures(content, wording, signatures, signed_original)
    return _typeset("paper.typ", content, facts.made_at)


def typeset_form(
    form: FormFacts,
    facts: LearningAgreementFacts | EuropassMobilityFacts | PaperFacts,
    *,
    pages: bytes,
    languages: tuple[str, ...] = ("fr", "en"),
    signatures: tuple[SignatureFacts, ...] = (),
    signed_original: bytes | None = None,
) -> bytes:
    """A paper on the pages of an official form, tagged; PDF/A and PDF/UA allow no pages of others, so it is neither.

    Parameters and errors as in `typeset_learning_agreement`; also raises TypesettingError when `pages` are not those of the form.
    """
    if fingerprint(pages) != form.sha256:
        raise TypesettingError(f"The form of the paper {facts.reference} is not the one that it was filled for.")
    wording = Wording(languages)
    content = form_content(form, facts, wording)
    content["signatures"] = _signatures(content, wording, signatures, signed_original)
    return _typeset("official_form.typ", content, facts.made_at, form=laid(pages, form.sha256))


def typeset_numbered(form: FormFacts, *, pages: bytes, language: str, title: str, made_at: datetime) -> bytes:
    """A blank form with the number of each box in it: the label of a box here. Raises TypesettingError."""
    content = numbered_content(form, Wording((language,)), title)
    return _typeset("official_form.typ", content, made_at, form=laid(pages, fingerprint(pages)))


def typeset_poster(facts: PosterFacts) -> bytes:
    """The poster of a call as tagged PDF, one A4 page. Raises TypesettingError."""
    return _typeset("poster.typ", poster_content(facts), facts.made_at)


def fingerprint(pdf: bytes) -> str:
    """SHA-256 of the bytes, as the signature page prints it."""
    return hashlib.sha256(pdf).hexdigest()


def _signatures(
    content: Content, wording: Wording, signatures: tuple[SignatureFacts, ...], original: bytes | None
) -> Content | None:
    if signatures:
        made = signature_content(signatures, original, wording, file=f"{_file_name(content['reference'])}.pdf")
        return {**made, "check": content["check"]["how"] if content["check"] else []}
    if original is not None:
        raise TypesettingError("There is no signature yet: a signed original can be attached only with its signatures.")
    return None


def _typeset(template: str, content: Content, made_at: datetime, *, form: str = "") -> bytes:
    """The PDF; with the line of `shelf` that brings the pages of a `form`, which no PDF/A and no PDF/UA may carry."""
    attached = content["signatures"] and content["signatures"]["attachment"]["bytes"] is not None
    usual = WITH_ATTACHMENT if attached else PLAIN
    try:
        made = _compiler().compile(
            input=_main_file(template, content, form),
            format="pdf",
            pdf_standards=[] if form else usual,
            timestamp=int(made_at.timestamp()),
        )
    except typst.TypstError as error:
        raise TypesettingError(f"The paper {content['reference']} could not be typeset: {error.message}.") from error
    if not isinstance(made, bytes):
        raise TypesettingError(f"The paper {content['reference']} could not be typeset: the compiler gave no file.")
    return made


def _main_file(template: str, content: Content, form: str = "") -> bytes:
    """The few lines that hand the content to a template, and the pages of a form.

    JSON in ASCII has no control characters; with its quotes and backslashes exchanged for two private characters, which ASCII
    cannot contain, the Typst string around it has no way to end early.
    """
    inert = json.dumps(printable(content), separators=(",", ":")).translate({ord('"'): QUOTE, ord("\\"): BACKSLASH})
    back = f'.replace("{QUOTE}", "\\"").replace("{BACKSLASH}", "\\\\")'
    also = ", pages: pages" if form else ""
    return f'{form}#import "/{template}": printed\n#printed(json(bytes("{inert}"{back})){also})\n'.encode()


def _file_name(reference: str) -> str:
    return (
        "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_") else "-" for sign in reference)
        or "document"
    )


def _compiler() -> typst.Compiler:
    """One compiler a thread, with its fonts read once: starting one costs more than a page."""
    if not hasattr(_mine, "compiler"):
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(HERE / "fonts")])
        _mine.compiler = typst.Compiler(root=str(HERE), font_paths=fonts, package_path=folder())
    compiler: typst.Compiler = _mine.compiler
    return compiler
