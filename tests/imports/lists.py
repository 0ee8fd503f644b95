"""Spreadsheets as people send them, made for tests."""

import io

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


def upload(content, name="list.csv"):
    return SimpleUploadedFile(name, content)
