"""Everything about one person, for that person: a page to read and JSON, in one ZIP, without anybody else's data."""

import json
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.db.models import Model
from django.template.loader import render_to_string
from django.utils import formats, timezone
from i18nfield.strings import LazyI18nString

from compagnon.core import clock, files
from compagnon.core.holdings import Holding, Treatment, holdings
from compagnon.people.models import Contact, Person
from compagnon.privacy.phrases import field_words
from compagnon.privacy.reach import all_rows, rows_under

TOLD = (Treatment.WORDS, Treatment.FACTS, Treatment.PLAIN)


def export_of(subject: Person | Contact) -> bytes:
    """A ZIP with `index.html`, `data.json` and the person's own files."""
    sections = list(_sections(subject))
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as bundle:
        context = {"subject": subject, "sections": sections, "today": clock.today()}
        bundle.writestr("index.html", render_to_string("privacy/export/index.html", context))
        told = {section["key"]: [dict(row) for row in section["rows"]] for section in sections}
        bundle.writestr("data.json", json.dumps(told, ensure_ascii=False, indent=1, default=str))
        for name in sorted({name for section in sections for name in section["files"]}):
            bundle.writestr(f"files/{name.rpartition('/')[2]}", files.read(name))
    return kept.getvalue()


def _sections(subject: Person | Contact) -> Iterator[dict[str, Any]]:
    rows = rows_under(subject, others_too=True)
    for holding in holdings():
        keys = rows.get(holding.model)
        if not keys:
            continue
        found = list(all_rows(holding.model).filter(pk__in=keys).order_by("pk"))
        told = [pairs for row in found if (pairs := list(_pairs(holding, row, whole=_is_own(holding, row, subject))))]
        own = [name for row in found if _is_own(holding, row, subject) for name in _files(holding, row)]
        if told:
            meta = holding.model._meta
            yield {"key": meta.label, "title": str(meta.verbose_name_plural), "rows": told, "files": own}


def _is_own(holding: Holding, row: Model, subject: Any) -> bool:
    """Whether a row says things of this person alone.

    A row that names who said it (a signer, a reader) is that person's; what only hangs on a file, such as activity,
    may tell of others: of these no more is given than that they are there.
    """
    direct = [way for way in holding.about if way not in ("self", "*") and "__" not in way]
    if holding.model in (Person, Contact):
        return bool(row.pk == subject.pk)
    if direct:
        return any(getattr(row, way) == subject for way in direct)
    return "*" not in holding.about


def _pairs(holding: Holding, row: Any, *, whole: bool) -> Iterator[tuple[str, Any]]:
    """Names and values of the fields that are told."""
    told = set(holding.treated(*TOLD) if whole else holding.treated(Treatment.PLAIN))
    for column in holding.model._meta.concrete_fields:
        if column.name in told and column.name != "code" and not (column.is_relation and not whole):
            value = _value(row, column)
            words = field_words(holding, column.name) or column.name.replace("_", " ")
            if value not in (None, "", [], {}):
                yield words, value


def _value(row: Any, column: Any) -> Any:
    """A value as people read it; a day stays a day in JSON by its text."""
    if column.choices:
        return str(getattr(row, f"get_{column.name}_display")())
    value = getattr(row, column.name)
    if column.is_relation:
        return None if isinstance(value, Person | Contact) or value is None else str(value)
    if isinstance(value, LazyI18nString):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if hasattr(value, "tzinfo"):
        return formats.date_format(timezone.localtime(value), "DATETIME_FORMAT")
    return value


def _files(holding: Holding, row: Any) -> list[str]:
    return [name for field in holding.treated(Treatment.FILES) if (name := getattr(row, field))]
