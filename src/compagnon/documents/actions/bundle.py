"""The papers of many files at once: gathered by a job into one ZIP, and sent for signature with one press."""

import re
import zipfile
from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta
from functools import partial
from tempfile import TemporaryFile
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from compagnon.core import clock, files, jobs, uploads
from compagnon.core.i18n import plain
from compagnon.core.lists import MOST_AT_ONCE
from compagnon.core.registries import paper_makers
from compagnon.core.states import locked, move
from compagnon.documents import register
from compagnon.documents.actions import binder, joining, sending
from compagnon.documents.actions.agreement import AgreementRefused
from compagnon.documents.actions.asking import together
from compagnon.documents.actions.binder import Packed
from compagnon.documents.catalogue.filling import reference_of
from compagnon.documents.catalogue.reading import AMENDMENT, PROOF, said_here
from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.catalogue.subjects import Subject, subject_of
from compagnon.documents.choices import BundlePurpose, BundleState, DocumentState
from compagnon.documents.copies import Copy, copies_of
from compagnon.documents.filing import asked_kinds, is_still_to_come, share_schemes, wanted_kinds
from compagnon.documents.models import BundleFile, Document, JoinedPapers, PaperBundle, Proof
from compagnon.documents.queries import next_version_of
from compagnon.documents.received import keys_received
from compagnon.documents.wordings import kinds_of
from compagnon.mobilities.models import Departure, Mobility
from compagnon.people.models import Person

AT_ONCE = MOST_AT_ONCE
"""Stays in one bundle: as many as a list selects. They are gathered and sent one by one, a portion in memory, onto the disk."""
AT_ONCE_IN_BINDER = 2_000
"""Files in the binder of a project: more than a network moves in a school year. They are gathered one by one, onto the disk."""
PORTION = 50
ZIP_LIVES = timedelta(hours=24)
BUNDLE_LIVES = timedelta(days=7)
OF_STAY = (
    *("scheme", "host", "tutor", "referent", "trade", "site__organisation", "terms", "departure__accompanying"),
    *("stay_terms", "application", "participant__person", "participant__employer", "participant__mentor"),
    *("participant__guardian", "participant__sending_organisation"),
)
"""What the papers of a stay say of it, read with it."""
BESIDE_STAY: tuple[str, ...] = (
    *("mobility__outcomes", "mobility__participant__support_measures"),
    *("mobility__participant__sending_organisation__contacts", "mobility__placement_requests__host"),
    *("mobility__placement_requests__tutor", "mobility__ways"),
)
OUT = (DocumentState.SIGNING, DocumentState.FINAL)


class TooMany(Exception):
    """More files than one bundle holds; the message can be shown."""


@transaction.atomic
def begin_bundle(
    *, mobilities: Iterable[Mobility], departures: Iterable[Departure] = (), title: str, by: Person, purpose: str
) -> PaperBundle:
    """Ask for a bundle; a job gathers it. Raises TooMany."""
    groups, stays = list(departures), list(mobilities)
    if len(stays) > AT_ONCE:
        raise TooMany(_("At most %(count)d files at once: select fewer.") % {"count": AT_ONCE})
    rows = [{"departure": one} for one in groups] + [{"mobility": one} for one in stays]
    return _begun_with(rows, title=title, by=by, purpose=purpose)


@transaction.atomic
def begin_binder(
    *, mobilities: QuerySet[Mobility], departures: QuerySet[Departure], title: str, project: str, by: Person
) -> PaperBundle:
    """Ask for the binder of a project, whose files may be many more than a page lists. Raises TooMany."""
    rows = [{"departure_id": key} for key in departures.values_list("pk", flat=True)]
    rows += [{"mobility_id": key} for key in mobilities.values_list("pk", flat=True)]
    if len(rows) > AT_ONCE_IN_BINDER:
        most = {"count": AT_ONCE_IN_BINDER}
        raise TooMany(_("At most %(count)d files in a binder: make one of each departure instead.") % most)
    return _begun_with(rows, title=title, project=project, by=by, purpose=BundlePurpose.BINDER)


def _begun_with(rows: list[dict[str, Any]], *, title: str, by: Person, **facts: Any) -> PaperBundle:
    bundle: PaperBundle = PaperBundle.objects.create(network_id=by.network_id, title=title[:200], by=by, **facts)
    network = bundle.network_id
    BundleFile.objects.bulk_create(BundleFile(network_id=network, bundle=bundle, **row) for row in rows)
    jobs.later("documents.gather_bundle", bundle=bundle.pk, network=network)
    return bundle


def gather(*, bundle: PaperBundle) -> None:
    """Prepare what can be prepared, file by file, and put everything with an index into one ZIP. Done twice is done once."""
    if bundle.state != BundleState.GATHERING:
        return
    kinds = kinds_of(bundle.network_id).values()
    with TemporaryFile() as kept:
        with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as packed, translation.override(bundle.by.language):
            lines = [
                line for number, one in enumerate(_files_of(bundle), 1) for line in _pack(packed, number, one, kinds)
            ]
            packed.writestr(_("index") + ".xlsx", binder.written(lines))
            packed.comment = bundle.code.encode()  # so that two bundles are never one file on the disk
        name = files.keep_from(kept, kind=files.ZIP)
    _make_ready(bundle, name)


@transaction.atomic
def _pack(packed: zipfile.ZipFile, number: int, one: BundleFile, kinds: Collection[PaperKind]) -> list[binder.Line]:
    """Put the papers of one file into its folder; gives their lines of the index."""
    folder, lines = f"{number:03}-{_slug(str(one))}", []
    for paper in (_proofs if one.bundle.purpose == BundlePurpose.BINDER else _gathered)(one, kinds):
        packed.writestr(f"{folder}/{paper.name}", paper.content)
        lines.append(binder.line_of(one, paper, folder))
        if not paper.is_register:
            one.papers[-1]["file"] = f"{folder}/{paper.name}"
    one.is_done = True
    one.save()
    return [*lines, *binder.lines_of_missing(one)]


@transaction.atomic
def _make_ready(bundle: PaperBundle, name: str) -> None:
    bundle = locked(bundle)
    if bundle.file not in ("", name):
        transaction.on_commit(partial(files.remove, bundle.file))  # the ZIP of before
    bundle.file, bundle.file_until = name, clock.now() + ZIP_LIVES
    move(bundle, BundleState.READY, by=bundle.by, trail=bundle.by, facts={"title": bundle.title})


def _files_of(bundle: PaperBundle) -> Iterator[BundleFile]:
    """A portion at a time, so that a thousand are never in memory together."""
    joined = [
        *(f"mobility__{name}" for name in OF_STAY),
        *("departure__scheme", "departure__accompanying"),
    ]
    found = bundle.files.select_related(*joined)
    found = found.prefetch_related(*BESIDE_STAY)
    keys = list(bundle.files.values_list("pk", flat=True))
    schemes: dict[tuple[int, int], Any] = {}
    for start in range(0, len(keys), PORTION):
        for one in found.filter(pk__in=keys[start : start + PORTION]):
            one.bundle = bundle
            one.row.network = bundle.network  # whose emblems and words are then read once
            share_schemes([one.mobility] if one.mobility else [], schemes)
            yield one


def _gathered(one: BundleFile, kinds: Collection[PaperKind]) -> Iterator[Packed]:
    """The papers of one file that can be printed; what became of each is noted on the file."""
    one.papers = []
    by = one.bundle.by
    subject = subject_of(one.row, by)
    begun = list(one.row.documents.exclude(state=DocumentState.REPLACED).order_by("number"))
    there = {document.kind: document for document in begun if not document.is_amendment}
    for kind in asked_kinds(subject, kinds):
        document = there.get(kind.key)
        state, told, content = _paper(subject, kind, document, by)
        one.papers.append({"kind": kind.key, "state": state, "told": told})
        if content:
            name = f"{_slug(said_here(kind.title))}-{reference_of(kind, subject)}.pdf"
            yield Packed(name, content, kind.key, state, document)
            yield from _amendments(one, [other for other in begun if document and other.amends_id == document.pk])


def _amendments(one: BundleFile, amendments: Iterable[Document]) -> Iterator[Packed]:
    """Those signed and the one that is out."""
    for amendment in amendments:
        if amendment.state not in OUT:
            continue
        one.papers.append({**_entry(amendment), "state": amendment.state})
        content = files.read(amendment.final_file or amendment.agreed_file)
        yield Packed(_name(amendment), content, amendment.kind, amendment.state, amendment)


def _entry(document: Document, *told: str) -> dict[str, Any]:
    """A paper in the list of a file: final, or lacking with what is told of it."""
    state = "lacking" if told else "final"
    return {"kind": document.kind, "number": document.number, "state": state, "told": list(told)}


def _name(document: Document) -> str:
    return f"{_slug(document.get_kind_display())}-{document.version}.pdf"


def _proofs(one: BundleFile, kinds: Collection[PaperKind]) -> Iterator[Packed]:
    """Every final paper of one file with its copies, as the bytes that were kept; what is asked for and not final is noted."""
    found = list(one.row.documents.exclude(state=DocumentState.REPLACED))
    found.sort(key=lambda document: (document.kind.removeprefix(AMENDMENT), document.number))
    finals = [document for document in found if document.state == DocumentState.FINAL]
    copies, proofs = copies_of(finals), list(one.row.proofs.all())
    there = {document.kind for document in finals} | keys_received(proofs)
    one.papers = [_lacking(kind, one.row) for kind in wanted_kinds(one.row, kinds) if kind.key not in there]
    one.papers += [
        _entry(amendment, _("It is not signed by everybody yet."))
        for amendment in found
        if amendment.is_amendment and amendment.state != DocumentState.FINAL
    ]
    for document in finals:
        try:
            content = files.read(document.final_file)
        except files.FileLost as lost:
            one.papers.append(_entry(document, str(lost)))
            continue
        one.papers.append(_entry(document))
        yield Packed(_name(document), content, document.kind, "final", document)
        yield from _registers(document, one.bundle.by.language)
        yield from _copies(one, copies.get(document.pk, []))
    yield from _made_by_others(one, proofs)


def _registers(document: Document, language: str) -> Iterator[Packed]:
    """The evidence of its signatures, for people and for machines; none of a paper that nobody signs."""
    if not document.signatures.exists():
        return
    called = f"{_name(document).removesuffix('.pdf')}-{_slug(_('Evidence of the signatures'))}"
    for ending, content in (("json", register.as_data(document)), ("pdf", register.as_page(document, language))):
        yield Packed(f"{called}.{ending}", content, document.kind, "final", document, is_register=True)


def _made_by_others(one: BundleFile, proofs: Iterable[Proof]) -> Iterator[Packed]:
    """What the desk keeps with the file that was made elsewhere."""
    for number, proof in enumerate(proofs, 1):
        said = {"kind": f"{PROOF}{proof.kind}", "words": proof.words, "number": number}
        entry: dict[str, Any] = {**said, "state": "proof", "told": []}
        if proof.stands_for:
            entry["stands_for"] = proof.stands_for
        try:
            content = uploads.read(proof.file)
        except (files.FileLost, uploads.FileHeld) as kept_back:
            one.papers.append({**entry, "state": "lacking", "told": [str(kept_back)]})
            continue
        one.papers.append(entry)
        name = f"{_slug(str(proof))}-{number}.{proof.file.rpartition('.')[2]}"
        yield Packed(name, content, entry["kind"], "proof", None, proof=proof)


def _copies(one: BundleFile, copies: Iterable[Copy]) -> Iterator[Packed]:
    """The copies of one paper that were handed in and accepted."""
    called = _slug(_("Signed copy"))
    for number, copy in enumerate(copies, 1):
        entry = {**_entry(copy.document), "state": "copy", "signers": copy.signers}
        try:
            content = uploads.read(copy.name)
        except (files.FileLost, uploads.FileHeld) as kept_back:
            one.papers.append({**entry, "state": "lacking", "told": [str(kept_back)]})
            continue
        one.papers.append(entry)
        name = f"{_name(copy.document).removesuffix('.pdf')}-{called}-{number}.{copy.suffix}"
        yield Packed(name, content, copy.document.kind, "copy", copy.document, copy)


def _lacking(kind: PaperKind, row: Any) -> dict[str, Any]:
    if is_still_to_come(kind, row):
        return {"kind": kind.key, "state": "later", "told": []}
    return {"kind": kind.key, "state": "lacking", "told": [_("It is not final.")]}


def _paper(subject: Subject, kind: PaperKind, document: Document | None, by: Person) -> tuple[str, list[str], bytes]:
    """How a paper stands (out, final, ready, lacking, or later when it tells of a stay that is not over), what it lacks, and its bytes where it can be printed."""
    try:
        if document is not None and document.state in OUT:
            return document.state, [], files.read(document.final_file or document.agreed_file)
        if is_still_to_come(kind, subject.row):
            return "later", [], b""
        if maker := paper_makers.get(kind.key):
            lacks = maker.lacks(subject.row)
            return ("lacking", lacks, b"") if lacks else ("ready", [], maker.printed(subject.row, by))
        lacks = sending.lacking(row=subject.row, kind=kind, document=document, by=by, subject=subject)
        is_draft = document is not None and document.state == DocumentState.DRAFT
        version = document.version if document and is_draft else next_version_of(subject.row, kind.key)
        content = sending.printed(subject=subject, kind=kind, document=document, version=version)
    except (AgreementRefused, files.FileLost) as refused:
        return "lacking", [str(refused)], b""
    return ("lacking", lacks, content) if lacks else ("ready", [], content)


def _slug(words: str) -> str:
    return "-".join(re.findall(r"\w+", plain(words)))[:60]


@transaction.atomic
def gather_again(*, bundle: PaperBundle, by: Person) -> PaperBundle:
    """Look through every file once more, once something was mended; a job does it. Pressed twice it is done once."""
    bundle = locked(bundle)
    if bundle.purpose == BundlePurpose.PAPERS and bundle.state in (BundleState.READY, BundleState.SENT):
        bundle.by = by
        bundle.files.update(is_done=False)
        joining.drop(bundle)
        move(bundle, BundleState.GATHERING, by=by, trail=by, facts={"title": bundle.title})
        jobs.later("documents.gather_bundle", bundle=bundle.pk, network=bundle.network_id)
    return bundle


@transaction.atomic
def ask_to_send(*, bundle: PaperBundle, by: Person) -> PaperBundle:
    """Send every paper of the bundle that is ready; a job does it. Pressed twice it is done once."""
    bundle = locked(bundle)
    if bundle.purpose == BundlePurpose.PAPERS and bundle.state in (BundleState.READY, BundleState.SENT):
        bundle.by = by  # whoever presses answers for it
        move(bundle, BundleState.SENDING, by=by, trail=by, facts={"title": bundle.title})
        jobs.later("documents.send_bundle", bundle=bundle.pk, network=bundle.network_id)
    return bundle


def send(*, bundle: PaperBundle) -> None:
    """Send what is ready, each paper by itself; what is refused says why and stays where it was."""
    if bundle.state != BundleState.SENDING:
        return
    kinds = kinds_of(bundle.network_id)
    for one in _files_of(bundle):
        with transaction.atomic(), translation.override(bundle.by.language), together():
            if any(paper["state"] == "ready" for paper in one.papers):
                row = sending.held_whole(one.row)  # once for all of its papers
                one.papers = [_sent(row, paper, kinds, bundle.by) for paper in one.papers]
            one.save()
    with transaction.atomic():
        move(locked(bundle), BundleState.SENT, by=bundle.by, trail=bundle.by, facts={"title": bundle.title})


def _sent(row: Any, paper: dict[str, Any], kinds: dict[str, PaperKind], by: Person) -> dict[str, Any]:
    kind = kinds.get(paper["kind"])
    if paper["state"] != "ready" or kind is None:
        return paper
    try:
        with transaction.atomic():
            maker = paper_makers.get(kind.key)
            document = maker.send(row, by, "") if maker else sending.send_held(row=row, kind=kind, by=by)
    except AgreementRefused as refused:
        return {**paper, "state": "lacking", "told": [str(refused)]}
    return {**paper, "state": document.state}


def withdraw(bundle: PaperBundle) -> int:
    """Take the ZIP and the one PDF away when the transaction ends well; returns how many bundles that were."""
    bundle.file, kept = "", [bundle.file, *JoinedPapers.unscoped.filter(bundle=bundle).values_list("file", flat=True)]
    JoinedPapers.unscoped.filter(bundle=bundle).delete()
    PaperBundle.unscoped.filter(pk=bundle.pk).update(file="")
    for name in filter(None, kept):
        transaction.on_commit(partial(files.remove, name))
    return 1


def drop_old() -> int:
    """Remove ZIPs whose day is over, and bundles of last week; the papers stay. Returns how many rows went."""
    for bundle in PaperBundle.objects.filter(file_until__lt=clock.now()).exclude(file=""):
        withdraw(bundle)
    gone, _by_model = PaperBundle.objects.filter(made_at__lt=clock.now() - BUNDLE_LIVES).delete()
    return gone
