"""Spreadsheets as people send them, made for tests."""

import io
import zipfile
from html import escape

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

TITLES = ["Nom", "Prénom", "Adresse mail", "Date de naissance", "Métier", "CFA", "Statut", "Matricule"]
ADA = ["Essai", "Ada", "ada@example.org", "14/03/2007", "Boulangerie", "Laval", "apprentie", "A-1"]
BEN = ["Essai", "Ben", "ben@example.org", "02/11/2006", "Bakery", "Laval", "apprenti", "A-2"]


def csv_of(*rows, separator=";", encoding="utf-8", titles=TITLES):
    text = "\r\n".join(separator.join(str(cell) for cell in row) for row in (titles, *rows))
    return text.encode(encoding)


def xlsx_of(*rows, titles=TITLES):
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate((titles, *rows)):
        for place, cell in enumerate(row):
            sheet.write(number, place, cell)
    book.close()
    return kept.getvalue()


def ods_of(*rows, titles=TITLES, more="", manifest=""):
    """A LibreOffice sheet as small as can be; `more` is put behind its rows as it stands."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = "".join(
        f"<table:table-row>{''.join(cell.format(escape(str(one))) for one in row)}</table:table-row>"
        for row in (titles, *rows)
    )
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    spaces = " ".join(f'xmlns:{name}="{space}{name}:1.0"' for name in ("office", "table", "text"))
    sheet = f'<table:table table:name="A">{lines}{more}</table:table>'
    body = f"<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body>"
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "META-INF/manifest.xml", f'<?xml version="1.0"?><m:manifest xmlns:m="urn:x">{manifest}</m:manifest>'
        )
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml", f'<?xml version="1.0"?><office:document-content {spaces}>{body}</office:document-content>'
        )
    return kept.getvalue()


def upload(content, name="list.csv"):
    return SimpleUploadedFile(name, content)
