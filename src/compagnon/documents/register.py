"""The evidence of the signatures under one paper: who, when, known how, agreeing to which words, over which bytes, from where.

As data for machines and as a tagged page for people, both made from what was kept with each signature and nothing else. What the
law of a country makes of it is not said here.
"""

import json
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from compagnon.core.files import fingerprint
from compagnon.documents.models import Document, Signature
from compagnon.documents.sentences import identified
from compagnon.documents.typesetting.compile import typeset_paper
from compagnon.documents.typesetting.facts import Bilingual, PaperFacts, RowFacts, SectionFacts
from compagnon.documents.typesetting.printable import drawn

FORMAT = "compagnon.signature-evidence/1"


def register_of(document: Document) -> dict[str, Any]:
    """Everything that is kept of the signatures of a paper, ready for JSON; times in UTC."""
    return {
        "format": FORMAT,
        "paper": {
            "title": document.get_kind_display(),
            "reference": document.facts.get("reference", ""),
            "version": document.version,
            "state": document.state,
            "network": str(document.network),
            "languages": document.languages,
            "signed_bytes_sha256": document.agreed_sha256,
            "final_bytes_sha256": document.final_sha256,
            "final_at": _moment(document.finished_at),
        },
        "signatures": [_signature(one) for one in _signatures(document)],
    }


def _signatures(document: Document) -> QuerySet[Signature]:
    return document.signatures.select_related("person", "contact", "checked_by").order_by("turn", "pk")


def _moment(at: Any) -> str:
    return at.isoformat() if at else ""


def _signature(one: Signature) -> dict[str, Any]:
    said = {
        "name": str(one.signer),
        "role": one.role,
        "instead_of": one.instead_of,
        "state": one.state,
        "method": one.method,
        "written_name": one.typed_name,
        "drawing_sha256": fingerprint(bytes(one.drawing)) if one.drawing else "",
        "at": _moment(one.signed_at),
        "identified_by": one.identified_by,
        "words": one.consent_sentence,
        "words_version": one.consent_version,
        "words_sha256": fingerprint(one.consent_sentence.encode()) if one.consent_sentence else "",
        "bytes_sha256": one.signed_sha256,
        "address": one.address or "",
        "browser": one.browser,
        "copy_sha256": one.scan_sha256,
        "copy_handed_in_at": _moment(one.handed_in_at),
        "copy_checked_by": str(one.checked_by or ""),
        "refusal": one.refusal_reason,
    }
    return {name: value for name, value in said.items() if value or name in ("name", "state")}


def as_data(document: Document) -> bytes:
    """The register as JSON, always the same for the same register."""
    return json.dumps(register_of(document), ensure_ascii=False, indent=2, sort_keys=True).encode()


def as_page(document: Document, language: str) -> bytes:
    """The register as a tagged PDF in one language. Raises TypesettingError."""
    with translation.override(language):
        facts = _facts(document, language)
    return typeset_paper(facts, languages=(language,))


def _facts(document: Document, language: str) -> PaperFacts:
    rows = [
        (_("Paper"), document.get_kind_display()),
        (_("Version"), str(document.version)),
        (_("State"), document.get_state_display()),
        (_("Final since"), _read(document.finished_at)),
        (_("Fingerprint of the text signed (SHA-256)"), document.agreed_sha256),
        (_("Fingerprint of the final paper (SHA-256)"), document.final_sha256),
    ]
    return PaperFacts(
        kind="signature_evidence",
        reference=document.facts.get("reference", ""),
        made_at=timezone.localtime(document.finished_at or document.made_at),
        version=document.version,
        title=_here(_("Evidence of the signatures"), language),
        network=str(document.network),
        author=str(document.network),
        name=str(document.subject),
        sections=(
            SectionFacts(title=_here(_("What was signed"), language), rows=_rows(rows, language)),
            *(
                SectionFacts(title=_here(str(one.signer), language), rows=_rows(_told(one), language))
                for one in _signatures(document)
            ),
        ),
    )


def _told(one: Signature) -> list[tuple[str, str]]:
    """What the page says of one signature, as people read it."""
    return [
        (_("Role"), one.get_role_display()),
        (_("In place of"), one.instead_of),
        (_("State"), one.get_state_display()),
        (_("When"), _read(one.signed_at)),
        (_("How"), one.get_method_display()),
        (_("Name as written"), one.typed_name),
        (_("Known by"), identified(one.identified_by) if one.identified_by else ""),
        (_("Words agreed to"), one.consent_sentence),
        (_("Version of the words"), one.consent_version),
        (_("Fingerprint of the bytes shown (SHA-256)"), one.signed_sha256),
        (_("Network address"), one.address or ""),
        (_("Browser"), one.browser),
        (_("Copy handed in"), _read(one.handed_in_at)),
        (_("Fingerprint of the copy (SHA-256)"), one.scan_sha256),
        (_("Copy checked by"), str(one.checked_by or "")),
        (_("Reason of the refusal"), one.refusal_reason),
    ]


def _read(at: Any) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M:%S %z") if at else ""


def _here(text: str, language: str) -> Bilingual:
    return {language: text}


def _rows(rows: list[tuple[str, str]], language: str) -> tuple[RowFacts, ...]:
    return tuple(RowFacts(label=_here(label, language), value={"": drawn(value)}) for label, value in rows if value)
