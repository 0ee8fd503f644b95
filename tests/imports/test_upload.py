"""Hostile and broken files: each is refused with a sentence, before anything of it is believed."""

import io
import struct
import zipfile

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compagnon.core.files import FileRefused
from compagnon.core.imports import opening
from compagnon.core.imports.reading import read_table
from compagnon.core.imports.upload import LARGEST, shown_name, spreadsheet_in
from compagnon.core.sheets import Column, write_xlsx
from tests.imports.lists import ADA, BEN, TITLES, csv_of, ods_of, xlsx_of


def with_part(content, name, body, *, compression=zipfile.ZIP_DEFLATED):
    kept = io.BytesIO(content)
    with zipfile.ZipFile(kept, "a", compression) as archive:
        archive.writestr(name, body)
    return kept.getvalue()


def lying_about_its_size(content):
    """The same archive, saying in its directory that every part is 10 bytes long."""
    changed, place = bytearray(content), 0
    while (place := changed.find(b"PK\x01\x02", place)) >= 0:
        struct.pack_into("<I", changed, place + 24, 10)
        place += 4
    return bytes(changed)


def far_away(column_and_row):
    """A workbook whose one cell stands so far away that a reader which keeps a table of everything bursts."""
    kept, source = io.BytesIO(), zipfile.ZipFile(io.BytesIO(xlsx_of(ADA)))
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            body = source.read(name)
            if name.endswith("sheet1.xml"):
                end = f'<row r="{column_and_row[1]}"><c r="{column_and_row[0]}{column_and_row[1]}"><v>1</v></c></row>'
                body = body.replace(b"</sheetData>", end.encode() + b"</sheetData>")
            made.writestr(name, body)
    return kept.getvalue()


def locked_with_a_password(content):
    """The same archive, saying of its first part that it is encrypted."""
    changed = bytearray(content)
    changed[changed.find(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


def with_entities(content, part):
    """The same archive, one part of which begins with a document type that defines entities out of entities."""
    kept, source = io.BytesIO(), zipfile.ZipFile(io.BytesIO(content))
    bomb = b'<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;&b;">]>'
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            body = source.read(name)
            made.writestr(name, body.replace(b"?>", b"?>" + bomb, 1) if name == part else body)
    return kept.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
REPEATED = (
    '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"'
    ' office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
)
REFUSED = {
    "nothing": ("list.csv", b"", "The file is empty"),
    "too large": ("list.csv", b"a;b\n" * (LARGEST // 4 + 1), "too large"),
    "macros by name": ("list.xlsm", xlsx_of(ADA), "carries macros"),
    "macros inside": ("list.xlsx", with_part(xlsx_of(ADA), "xl/vbaProject.bin", b"x"), "carries macros"),
    "a PDF": ("list.xlsx", b"%PDF-1.7 something", "not a spreadsheet"),
    "a picture": ("list.csv", b"\x89PNG\r\n\x1a\n", "not a spreadsheet"),
    "a page": ("list.csv", b"<!DOCTYPE html><script>alert(1)</script>", "not a spreadsheet"),
    "a drawing": ("list.csv", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "not a spreadsheet"),
    "a program": ("list.csv", b"MZ\x90\x00", "not a spreadsheet"),
    "bytes of nothing": ("list.csv", bytes(range(32)) * 20, "not a spreadsheet"),
    "two files in one": ("list.xlsx", xlsx_of(ADA) + b"<script>alert(1)</script>", "damaged"),
    "an archive in front of which something stands": ("list.xlsx", b"GIF89a" + xlsx_of(ADA), "not a spreadsheet"),
    "a path in an archive": ("list.xlsx", with_part(xlsx_of(ADA), "../../etc/passwd", b"x"), "damaged"),
    "any archive": ("list.xlsx", with_part(b"", "notes.txt", b"x"), "not a spreadsheet"),
    "a bomb": ("list.xlsx", with_part(xlsx_of(ADA), "xl/worksheets/sheet9.xml", b"0" * 260_000_000), "unpacks"),
    "a bomb that lies": (
        "list.xlsx", lying_about_its_size(with_part(xlsx_of(ADA), "xl/media/a.xml", b"0" * 260_000_000)), "unpacks|damaged"),
    "an archive that lies": ("list.xlsx", lying_about_its_size(xlsx_of(ADA)), "damaged"),
    "a cell far away": ("list.xlsx", far_away(("XFD", 1048576)), "too long|too much room|cannot be read"),
    "a row that repeats itself": ("list.ods", ods_of(ADA, more=REPEATED), "too long|too much room|cannot be read"),
    "macros in an ODS": ("list.ods", with_part(ods_of(ADA), "Basic/Standard/Module1.xml", b"x"), "carries macros"),
    "entities in an ODS": ("list.ods", with_entities(ods_of(ADA), "content.xml"), "damaged"),
    "entities in a workbook": ("list.xlsx", with_entities(xlsx_of(ADA), "xl/sharedStrings.xml"), "damaged"),
    "links to elsewhere": ("list.xlsx", with_part(xlsx_of(ADA), "xl/externalLinks/externalLink1.xml", b"<x/>"), "elsewhere"),
    "a connection": ("list.xlsx", with_part(xlsx_of(ADA), "xl/connections.xml", b"<x/>"), "elsewhere"),
    "macros of Excel 4": ("list.xlsx", with_part(xlsx_of(ADA), "xl/macrosheets/sheet1.xml", b"<x/>"), "carries macros"),
    "a password of Excel": ("list.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "has a password"),
    "a password of an archive": ("list.xlsx", locked_with_a_password(xlsx_of(ADA)), "has a password"),
    "a password of LibreOffice": (
        "list.ods", ods_of(ADA, manifest='<m:encryption-data xmlns:m="urn:x"/>'), "has a password"),
    "a document": ("list.xls", OLE + "WordDocument".encode("utf-16-le"), "not a spreadsheet"),
    "cut off": ("list.xlsx", xlsx_of(ADA)[:-200], "damaged"),
    "too many rows": ("list.csv", b"a;b\n" + b"1;2\n" * 200_002, "too long"),
    "too many columns": ("list.csv", b";".join([b"a"] * 200) + b"\n1\n", "too long"),
    "only titles": ("list.csv", b"Nom;Mail\n", "no list"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_with_a_sentence(what):
    name, content, sentence = REFUSED[what]

    with pytest.raises(FileRefused, match=sentence):
        read_table(name, content)


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\Users\\liste.xlsx", "liste.xlsx"),
        ("<b>list</b>.csv", "b.csv"),
        ("\x00\n..", "file"),
        ("a" * 300 + ".csv", "a" * 116 + ".csv"),
    ],
)
def test_a_name_is_shown_without_its_path_and_kept_nowhere(given_name, shown):
    assert shown_name(given_name) == shown


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_any_separator_and_encoding_is_read(encoding, separator):
    table = read_table("list.csv", csv_of(ADA, BEN, separator=separator, encoding=encoding))

    assert table.titles[1] == "Prénom"
    assert (table.rows, table.first) == ([ADA, BEN], 2)


def test_a_sheet_of_libreoffice_is_read():
    table = read_table("list.ods", ods_of(ADA, BEN))

    assert (table.titles[1], table.rows) == ("Prénom", [ADA, BEN])


def test_titles_may_stand_under_the_name_of_the_list():
    table = read_table("list.xlsx", xlsx_of(["Nom", "Prénom", "Adresse mail"], ["Essai", "Ada", "a@example.org"],
                                            titles=["Liste des apprenants"]))  # fmt: skip

    assert (table.titles, table.rows, table.first) == (
        ["Nom", "Prénom", "Adresse mail"], [["Essai", "Ada", "a@example.org"]], 3)  # fmt: skip


def test_titles_may_stand_under_merged_cells_and_empty_rows():
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept)
    sheet = book.add_worksheet()
    sheet.merge_range("A2:H2", "Apprenants 2026/2027", book.add_format())
    for number, row in enumerate((TITLES, ADA, BEN), start=4):
        sheet.write_row(number, 0, row)
    book.close()

    table = read_table("list.xlsx", kept.getvalue())

    assert (table.titles, table.rows, table.first) == (TITLES, [ADA, BEN], 6)


def test_of_several_sheets_the_first_with_rows_is_read_or_the_chosen_one():
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept)
    book.add_worksheet("Lisez-moi")
    for name, person in (("Caché", ["Nobody"]), ("2025", ADA), ("2026", BEN)):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, TITLES)
        sheet.write_row(1, 0, person)
        if name == "Caché":
            sheet.hide()
    book.close()

    first, chosen = read_table("list.xlsx", kept.getvalue()), read_table("list.xlsx", kept.getvalue(), 2)

    assert (first.rows, first.sheets, first.sheet) == ([ADA], ("Lisez-moi", "2025", "2026"), 1)
    assert (chosen.rows, chosen.sheet) == ([BEN], 2)
    for place in (0, 9):
        with pytest.raises(FileRefused, match="no list"):
            read_table("list.xlsx", kept.getvalue(), place)


@pytest.mark.parametrize("ending", ["\n", "\r", "\r\n"])
def test_lines_may_end_in_any_way(ending):
    content = ending.join(";".join(row) for row in (TITLES, ADA)).encode()

    assert read_table("list.csv", content).rows == [ADA]


def test_a_formula_is_read_as_its_value():
    table = read_table("list.xlsx", xlsx_of(["=1+1", "x"], titles=["Nom", "Prénom"]))

    assert table.rows[0][0] in {"0", "2"}


def test_what_is_written_back_is_never_a_formula():
    cells = ["=cmd|' /C calc'!A0", "@SUM(1)", "+1", "-1", "http://example.org"]

    content = write_xlsx([Column("Nom", lambda row: row)], cells).read()

    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet
    assert [row[0] for row in read_table("list.xlsx", content).rows] == cells


def test_a_text_is_cut_where_most_lines_agree():
    assert opening.separator("a;b,c;d\n1;2,5;3\n4;5,5;6") == ";"


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=3000))
def test_no_bytes_are_more_than_refused(content):
    try:
        kind = spreadsheet_in("list.csv", content)
    except FileRefused:
        return
    assert kind in {"xlsx", "ods", "xls", "text"}


WORKBOOK = xlsx_of(ADA, BEN)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_workbook_with_changed_bytes_is_read_or_refused(data):
    """Whatever is broken in an archive: a table, or a sentence; never another error."""
    content = bytearray(WORKBOOK)
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=12)):
        content[place] = data.draw(st.integers(0, 255))

    try:
        table = read_table("list.xlsx", bytes(content))
    except FileRefused:
        return
    assert table.rows
