"""The signature page: who signed, how and when, and the fingerprint of the bytes that were signed."""

import hashlib
import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from compagnon.documents.typesetting.errors import TypesettingError
from compagnon.documents.typesetting.facts import SignatureFacts
from compagnon.documents.typesetting.frame import Content, row, rows
from compagnon.documents.typesetting.wording import Wording

PNG = b"\x89PNG\r\n\x1a\n"
LARGEST_DRAWING = 512 * 1024  # bytes; a finger's signature on a phone weighs 5 to 40 kB
INK = "#1E252B"
ON_A_COPY = ("ink", "elsewhere")
"""Ways to sign of which a copy is kept."""

# What a signature pad draws. Anything else in an SVG (images, links, scripts, styles) has no place on an official paper.
DRAWN = {
    "path": ("d",),
    "circle": ("cx", "cy", "r"),
    "line": ("x1", "y1", "x2", "y2"),
    "polyline": ("points",),
}
HARMLESS = re.compile(r"^[\w\s.,+\-]*$")


def signature_content(
    signatures: Sequence[SignatureFacts], original: bytes | None, wording: Wording, *, file: str
) -> Content:
    """Everything that the signature page prints.

    Raises TypesettingError when the signatures are not all of the same bytes, or `original` is not those bytes.
    """
    fingerprints = {signature.sha256 for signature in signatures}
    if len(fingerprints) > 1:
        raise TypesettingError(
            "These signatures were given on different versions of the document: each version has its own page."
        )
    fingerprint = fingerprints.pop()
    if original is not None and hashlib.sha256(original).hexdigest() != fingerprint:
        raise TypesettingError("The document to attach is not the one that was signed: its fingerprint differs.")
    return {
        "title": wording.label("signature_page"),
        "intro": wording.label(
            "signature_intro_ink" if any(one.method in ON_A_COPY for one in signatures) else "signature_intro"
        ),
        "signers": [_signer(signature, wording) for signature in signatures],
        "fingerprint": {"label": wording.label("fingerprint"), "value": fingerprint},
        "verify": {
            "label": wording.label("verify"),
            "text": wording.label("verify_kept") if original is None else wording.label("verify_attached", file=file),
        },
        "attachment": {"name": file, "bytes": None if original is None else list(original)},
    }


def _signer(signature: SignatureFacts, wording: Wording) -> Content:
    return {
        "role": wording.label(signature.role),
        "name": signature.name,
        "drawing": _drawing(signature) if signature.method == "drawn" else None,
        "ink": wording.label(signature.method) if signature.method in ON_A_COPY else None,
        "drawing_alt": wording.line("drawing_alt", name=signature.name),
        "rows": _how(signature, wording),
        "consent": {"label": wording.label("consent"), "text": wording.say(signature.consent)},
    }


def _how(signature: SignatureFacts, wording: Wording) -> list[Content]:
    """When and how; of a signature on a copy, what is known of the copy: the moment of the pen is not."""
    moment = wording.moment(signature.signed_at)
    if signature.method in ON_A_COPY:
        parts = (signature.copy_sha256[at : at + 16] for at in range(0, len(signature.copy_sha256), 16))
        return rows(
            row(wording, "method", wording.label(signature.method)),
            row(wording, "instead_of", signature.instead_of),
            row(wording, "copy_checked_on", moment, required=True),
            row(wording, "copy_checked_by", signature.checked_by),
            row(wording, "copy_fingerprint", " ".join(parts)),
        )
    return rows(
        row(wording, "signed_at", moment, required=True),
        row(wording, "place", signature.place),
        row(wording, "method", wording.label(signature.method)),
        row(wording, "identified_by", signature.identified_by),
        row(wording, "instead_of", signature.instead_of),
    )


def _drawing(signature: SignatureFacts) -> Content:
    if len(signature.drawing) > LARGEST_DRAWING:
        raise TypesettingError(f"The drawn signature of {signature.name} is larger than 512 kB.")
    if signature.drawing.startswith(PNG):
        return {"format": "png", "bytes": list(signature.drawing)}
    return {"format": "svg", "bytes": list(_redrawn(signature).encode())}


def _redrawn(signature: SignatureFacts) -> str:
    """The strokes of an SVG alone, drawn anew in ink."""
    unreadable = TypesettingError(f"The drawn signature of {signature.name} is neither a PNG nor a readable SVG.")
    if b"<!" in signature.drawing or b"<?xml-" in signature.drawing:  # no entities, no document type
        raise unreadable
    try:
        root = ET.fromstring(signature.drawing)  # noqa: S314 - entities are refused above
    except ET.ParseError:
        raise unreadable from None
    strokes = [stroke for element in root.iter() if (stroke := _stroke(element))]
    box = root.get("viewBox") or f"0 0 {root.get('width', '')} {root.get('height', '')}".replace("px", "")
    if not strokes or not re.fullmatch(r"-?[\d.]+( -?[\d.]+){3}", box.strip()):
        raise unreadable
    width, height = box.split()[2:]
    size = f'width="{width}" height="{height}" viewBox="{box}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(strokes)}</svg>'


def _stroke(element: ET.Element) -> str:
    name = str(element.tag).rpartition("}")[2]
    wanted = {key: element.get(key, "") for key in (*DRAWN.get(name, ()), "stroke-width") if element.get(key)}
    if name not in DRAWN or not all(HARMLESS.match(value) for value in wanted.values()):
        return ""
    filled = name == "circle"  # a dot of the pen; everything else is a line
    look = f'fill="{INK if filled else "none"}" stroke="{INK}" stroke-linecap="round" stroke-linejoin="round"'
    shape = " ".join(f'{key}="{value}"' for key, value in wanted.items())
    return f"<{name} {shape} {look}/>"
