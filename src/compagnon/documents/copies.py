"""Copies of final papers, signed by hand or in another tool, handed in and accepted: what a binder holds beside the papers.

Of all that people bring, nothing else enters a binder but what the desk keeps as a `Proof`, because its readers need no more (GDPR art. 5.1.c, and 9 for health):

- pieces and answers of an application, identity papers among them, serve the selection: no list of evidence that was found names them;
- what is told of health and needs is sealed for named readers; of the help that was paid, amount and invoice prove it without the reason;
- of insurances and health cards days are kept, never pictures;
- pictures of a logbook are the learner's own;
- a copy that nobody accepted proves nothing, and one that the virus scanner holds back is not opened.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils import timezone

from compagnon.core.models import Upload
from compagnon.documents.choices import SignatureState
from compagnon.documents.models import Document, Signature
from compagnon.people.models import Contact, Person


@dataclass(frozen=True)
class Copy:
    """One copy of a paper: whose signatures it carries, who handed it in, when."""

    document: Document
    signers: list[str]
    name: str
    sha256: str
    given_by: str
    given_on: date | None

    @property
    def suffix(self) -> str:
        return self.name.rpartition(".")[2]


def copies_of(documents: Iterable[Document]) -> dict[int, list[Copy]]:
    """The accepted copies of these papers by the key of each, every copy once however many stand on it."""
    mine = {one.pk: one for one in documents}
    rows = Signature.objects.filter(document__in=mine, state=SignatureState.SIGNED).exclude(scan="")
    signed = list(rows.select_related("person", "contact").order_by("document", "scan", "turn", "pk"))
    uploads = Upload.objects.filter(name__in={one.scan for one in signed}).order_by("-at", "-pk") if signed else ()
    brought = {one.name: one for one in uploads}  # the first to bring it stays
    names = _names({one.giver for one in brought.values()})
    found: dict[int, list[Copy]] = {}
    for (key, scan), group in groupby(signed, key=lambda one: (one.document_id, one.scan)):
        signatures, upload = list(group), brought.get(scan)
        copy = Copy(
            document=mine[key],
            signers=[str(one.signer) for one in signatures],
            name=scan,
            sha256=signatures[0].scan_sha256,
            given_by=names.get(upload.giver, "") if upload else "",
            given_on=timezone.localdate(upload.at) if upload else None,
        )
        found.setdefault(key, []).append(copy)
    return found


def _names(givers: set[str]) -> dict[str, str]:
    """Who is meant by `person:17`, `contact:4`."""
    found: dict[str, str] = {}
    for kind, model in (("person", Person), ("contact", Contact)):
        keys = [int(giver.partition(":")[2]) for giver in givers if giver.startswith(f"{kind}:")]
        if keys:
            found |= {f"{kind}:{one.pk}": str(one) for one in model.objects.filter(pk__in=keys)}
    return found
