"""Everything about one person, for that person: a page to read and JSON, in one ZIP, without anybody else's data."""

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from compagnon.core import clock, files, uploads
from compagnon.core.holdings import Holding, Treatment, holdings
from compagnon.people.models import Contact, Person
from compagnon.privacy.phrases import EXPORTED, field_words
from compagnon.privacy.reach import all_rows, rows_under


@dataclass(frozen=True)
class Told:
    """What one field says: under its name for programs, under its words (if it has any) for people."""

    name: str
    words: str
    value: Any
    shown: str


TOLD = (Treatment.WORDS, Treatment.FACTS, Treatment.PLAIN)


def export_of(subject: Person | Contact) -> bytes:
    """A ZIP with `index.html`, `data.json` and the person's own files. A file that is lost is named and left out."""
    sections = list(_sections(subject))
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as bundle:
        lost = [
            name for name in sorted({one for section in sections for one in section["files"]}) if not _put(bundle, name)
        ]
        context = {"subject": subject, "sections": sections, "today": clock.today(), "lost": lost}
        bundle.writestr("index.html", render_to_string("privacy/export/index.html", context))
        told: dict[str, Any] = {
            section["key"]: [{one.name: one.value for one in row} for row in section["rows"]] for section in sections
        }
        if lost:
            told["lost_files"] = lost
        bundle.writestr("data.json", json.dumps(told, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder))
    return kept.getvalue()


def _put(bundle: zipfile.ZipFile, name: str) -> bool:
    """Add a kept file; False when it is gone, altered or held back by the virus scanner, which must not keep somebody from all the rest."""
    try:
        content = uploads.read(name)
    except (files.FileLost, uploads.FileHeld):
        return False
    bundle.writestr(f"files/{name.rpartition('/')[2]}", content)
    return True


def _sections(subject: Person | Contact) -> Iterator[dict[str, Any]]:
    rows = rows_under(subject, others_too=True)
    for holding in holdings():
        keys = rows.get(holding.model)
        if not keys:
            continue
        found = list(all_rows(holding.model).filter(pk__in=keys).order_by("pk"))
        told = [said for row in found if (said := list(_told(holding, row, whole=_is_own(holding, row, subject))))]
        own = [name for row in found if _is_own(holding, row, subject) for name in _files(holding, row)]
        if told:
            meta, shown = holding.model._meta, [[one for one in row if one.words] for row in told]
            yield {
                "key": meta.label,
                "title": str(meta.verbose_name_plural),
                "rows": told,
                "shown": [row for row in shown if row],
                "files": own,
            }


def _is_own(holding: Holding, row: Model, subject: Any) -> bool:
    """Whether a row says things of this person alone.

    A row that names who said it (a signer, a reader) is that person's; what only hangs on a file, such as activity,
    may tell of others, and what is kept back for their sake: of these no more is given than that they are there.
    """
    if holding.kept_back and getattr(row, holding.kept_back):
        return False
    direct = [way for way in holding.about if way not in ("self", "*") and "__" not in way]
    if holding.model in (Person, Contact):
        return bool(row.pk == subject.pk)
    if direct:
        return any(getattr(row, way) == subject for way in direct)
    return "*" not in holding.about


def _told(holding: Holding, row: Any, *, whole: bool) -> Iterator[Told]:
    """What the fields of a row say, those that say nothing left out."""
    told = set(holding.treated(*TOLD) if whole else holding.treated(Treatment.PLAIN))
    for column in holding.model._meta.concrete_fields:
        if column.name in told and column.name != "code" and not (column.is_relation and not whole):
            value = _value(row, column)
            if value not in (None, "", [], {}):
                shown = str(getattr(row, f"get_{column.name}_display")()) if column.choices else _shown(value)
                yield Told(
                    column.name, field_words(holding, column.name) or str(EXPORTED.get(column.name, "")), value, shown
                )


def _value(row: Any, column: Any) -> Any:
    """A value as other programs read it."""
    value = getattr(row, column.name)
    if column.is_relation:
        return None if isinstance(value, Person | Contact) or value is None else str(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return value if isinstance(value, bool | int | date | dict | list) else "" if value is None else str(value)


def _shown(value: Any) -> str:
    """A value as people read it, in their language."""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return formats.date_format(value, "DATE_FORMAT")
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_shown(said)}" for name, said in value.items())
    return ", ".join(map(_shown, value)) if isinstance(value, list) else str(value)


def _files(holding: Holding, row: Any) -> list[str]:
    return [name for field in holding.treated(Treatment.FILES) if (name := getattr(row, field))]
