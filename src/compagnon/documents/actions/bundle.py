"""The learning agreements of many mobilities in one file, each as it stands."""

import re
import zipfile
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from compagnon.core import files
from compagnon.core.i18n import plain
from compagnon.documents.choices import DocumentKind, DocumentState
from compagnon.documents.filling import agreement_facts, local_now, paper_languages
from compagnon.documents.models import Document
from compagnon.documents.queries import for_papers
from compagnon.documents.typesetting.compile import typeset_learning_agreement
from compagnon.documents.typesetting.errors import TypesettingError
from compagnon.mobilities.models import Mobility

AT_ONCE = 200
"""Papers in one file: each that has not gone out yet is set while the reader waits, about 20 ms each."""


def agreements_in_one_file(mobilities: QuerySet[Mobility]) -> tuple[IO[bytes], int]:
    """A ZIP with one PDF for each mobility, and how many could not be made: these are named in a text file beside them.

    What was signed or is out for signature goes as the exact bytes that were kept; a draft is filled as it would go out now.
    """
    kept = TemporaryFile()  # noqa: SIM115  (the answer closes it)
    refused: list[str] = []
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as bundle:
        for name, content in _papers(for_papers(mobilities[:AT_ONCE])):
            if isinstance(content, bytes):
                bundle.writestr(name, content)
            else:
                refused.append(f"{name}: {content}")
        if refused:
            bundle.writestr(_("not-made") + ".txt", "\n".join(refused))
    kept.seek(0)
    return kept, len(refused)


def _papers(mobilities: list[Mobility]) -> Iterator[tuple[str, bytes | Exception]]:
    counting = Document.objects.filter(mobility__in=mobilities, kind=DocumentKind.LEARNING_AGREEMENT).exclude(
        state=DocumentState.REPLACED
    )
    documents = {document.mobility_id: document for document in counting}
    for mobility in mobilities:
        document = documents.get(mobility.pk)
        who = "-".join(re.findall(r"\w+", plain(str(mobility.participant))))
        name = f"{who}-LA-{mobility.code.upper()}.pdf"
        try:
            yield name, _content(mobility, document)
        except (TypesettingError, files.FileLost) as error:
            yield name, error


def _content(mobility: Mobility, document: Document | None) -> bytes:
    if document is not None and document.state in (DocumentState.SIGNING, DocumentState.FINAL):
        return files.read(document.final_file or document.agreed_file)
    facts = agreement_facts(mobility, version=document.version if document else 1, made_at=local_now())
    return typeset_learning_agreement(facts, languages=paper_languages(mobility))
