"""What others say of a paper: qpdf of the file, pdfua of the tags, outloud of what is read aloud, and the place of each field."""

import io
import subprocess
import tempfile
from pathlib import Path

import outloud
import pdfua
from pypdf import PdfReader

from compagnon.seals import pades
from compagnon.seals.certificates import Certificate


def is_accepted(pdf: bytes) -> None:
    """Fails with what qpdf, pdfua or outloud find wrong, and for a field that stands in no Form element (PDF/UA-1, 7.18.4)."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as kept:
        Path(kept.name).write_bytes(pdf)
        _opens(kept.name)
        report, heard = pdfua.validate(kept.name), outloud.check(kept.name)
    assert [f"{one.rule_id}: {one.message}" for one in report.findings] == []
    assert heard.error is None
    assert [f"{one.rule}: {one.message} ({one.evidence})" for one in heard.findings if one.severity != "info"] == []
    assert untagged_fields(pdf) == []


def opens(pdf: bytes) -> None:
    """Fails with what qpdf finds wrong with the file itself."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as kept:
        Path(kept.name).write_bytes(pdf)
        _opens(kept.name)


def _opens(name: str) -> None:
    asked = subprocess.run(["qpdf", "--check", name], capture_output=True, text=True, check=False)
    assert asked.returncode == 0, asked.stdout + asked.stderr


def is_sealed_by(pdf: bytes, certificate: Certificate) -> None:
    """Seals it and fails unless poppler's pdfsig finds the seal valid and over the whole file."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as kept:
        Path(kept.name).write_bytes(pades.seal(pdf, certificate))
        asked = subprocess.run(["pdfsig", "-nocert", kept.name], capture_output=True, text=True, check=False)
    assert "Signature is Valid." in asked.stdout, asked.stdout + asked.stderr
    assert "Total document signed" in asked.stdout, asked.stdout


def untagged_fields(pdf: bytes) -> list[str]:
    """The fields whose widget no Form element of the structure holds, by their names."""
    reader = PdfReader(io.BytesIO(pdf))
    root = reader.trailer["/Root"]
    widgets = [
        one.get_object()
        for page in reader.pages
        for one in page.get("/Annots", ())
        if one.get_object()["/Subtype"] == "/Widget"
    ]
    numbers = list(root["/StructTreeRoot"]["/ParentTree"]["/Nums"])
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
    return [str(one.get("/T")) for one in widgets if not _stands_in_form(one, parents)]


def _stands_in_form(widget: dict, parents: dict) -> bool:
    element = parents.get(widget.get("/StructParent"))
    if element is None:
        return False
    element = element.get_object()
    is_child = any(child.get_object() == element for child in element["/P"]["/K"])
    return element["/S"] == "/Form" and element["/K"]["/Obj"].get_object() == widget and is_child
