"""The same words set by others: the bare Typst compiler, WeasyPrint, LibreOffice, and docxtpl with LibreOffice, where installed."""

import html
import importlib.util
import io
import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import typst

from compagnon.documents.typesetting.compile import HERE as TYPESETTING

BARE = """#set page(margin: 2cm)
#set text(font: "Atkinson Hyperlegible Next", size: 9pt)
#for page in json(bytes(sys.inputs.words)) { for line in page { par(line) }; pagebreak(weak: true) }
"""
SHEETS = 40
Words = list[str]


def words_of(pdf: bytes) -> Words:
    """The texts of the pages of a paper."""
    from pypdf import PdfReader  # here, since the processes that are measured load this module too

    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def ways() -> dict[str, Callable[[Words], float]]:
    """Those installed here, by name; each gives milliseconds a paper. `Words` are the texts of the pages."""
    there: dict[str, Callable[[Words], float]] = {"bare compile": _bare}
    if importlib.util.find_spec("weasyprint"):
        there["WeasyPrint"] = _weasyprint
    if _office():
        there["LibreOffice"] = _libreoffice
    if _office() and importlib.util.find_spec("docxtpl"):
        there["docxtpl with LibreOffice"] = _docxtpl
    return there


def absent() -> dict[str, str]:
    """Those not installed here, with what would bring them."""
    known = {
        "WeasyPrint": "`pip install weasyprint` to compare",
        "LibreOffice": "install libreoffice-writer to compare",
        "docxtpl with LibreOffice": "`pip install docxtpl` and install libreoffice-writer to compare",
    }
    return {name: f"not installed here: {how}" for name, how in known.items() if name not in ways()}


def _office() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def _bare(words: Words) -> float:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(TYPESETTING / "fonts")]
    )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "bare.typ"
        source.write_text(BARE)
        compiler = typst.Compiler(root=folder, font_paths=fonts)

        def set_one(number: int) -> None:
            lines = [[f"{line} " for line in page.splitlines()] for page in words]
            lines[0].append(str(number))
            compiler.compile(input=str(source), format="pdf", sys_inputs={"words": json.dumps(lines)})

        return _each(set_one, times=25)


def _weasyprint(words: Words) -> float:
    from weasyprint import HTML  # only where somebody installed it to compare

    return _each(lambda number: HTML(string=_as_html(words, number)).write_pdf(), times=6)


def _libreoffice(words: Words) -> float:
    """All sheets in one start of the office, as a mail merge makes them."""
    with tempfile.TemporaryDirectory() as folder:
        sheets = [Path(folder) / f"{number}.html" for number in range(SHEETS)]
        for number, sheet in enumerate(sheets):
            sheet.write_text(_as_html(words, number), encoding="utf-8")
        _convert(sheets[:1], folder, "pdf:writer_web_pdf_Export")
        started = time.perf_counter()
        _convert(sheets, folder, "pdf:writer_web_pdf_Export")
        return (time.perf_counter() - started) / SHEETS * 1000


def _docxtpl(words: Words) -> float:
    """Each sheet filled from one template of a word processor, then all turned into PDF in one start of the office."""
    from docx import Document  # only where somebody installed it to compare
    from docxtpl import DocxTemplate

    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "template.docx"
        form = Document()
        for number, page in enumerate(words):
            for line in range(len(page.splitlines())):
                form.add_paragraph(f"{{{{ pages[{number}][{line}] }}}}")
            form.add_page_break()
        form.add_paragraph("{{ number }}")
        form.save(str(template))
        pages = [page.splitlines() for page in words]

        def fill(number: int) -> Path:
            filled, sheet = DocxTemplate(template), Path(folder) / f"{number}.docx"
            filled.render({"pages": pages, "number": number}, autoescape=True)
            filled.save(sheet)
            return sheet

        _convert([fill(-1)], folder, "pdf")
        started = time.perf_counter()
        _convert([fill(number) for number in range(SHEETS)], folder, "pdf")
        return (time.perf_counter() - started) / SHEETS * 1000


def _convert(sheets: list[Path], folder: str, wanted: str) -> None:
    command = [str(_office()), "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", wanted]
    subprocess.run([*command, "--outdir", folder, *map(str, sheets)], check=True, capture_output=True)


def _as_html(words: Words, number: int) -> str:
    pages = "".join(
        "<section>" + "".join(f"<p>{html.escape(line)}</p>" for line in page.splitlines()) + "</section>"
        for page in words
    )
    look = "@page { margin: 2cm } body { font: 9pt sans-serif } p { margin: 0 0 4pt } section + section { break-before: page }"
    return f"<!doctype html><meta charset=utf-8><title>{number}</title><style>{look}</style>{pages}<p>{number}</p>"


def _each(make: Callable[[int], object], *, times: int) -> float:
    """Milliseconds each, after two to warm up; every one differs by a number, so that nothing is remembered."""
    for number in range(2):
        make(-1 - number)
    started = time.perf_counter()
    for number in range(times):
        make(number)
    return (time.perf_counter() - started) / times * 1000
