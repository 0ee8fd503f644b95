"""The papers of a bundle as one PDF: made by a job from the ZIP that is there, on request, and gone with it.

Not with every bundle: most are sent or kept and never printed, and it takes the worker a minute for a thousand papers.
"""

import zipfile
from functools import partial
from tempfile import TemporaryFile
from typing import IO

from django.db import transaction
from django.utils import translation

from compagnon.core import clock, files, jobs
from compagnon.core.states import locked
from compagnon.documents.catalogue.reading import BROUGHT, title_of
from compagnon.documents.models import BundleFile, JoinedPapers, PaperBundle
from compagnon.documents.typesetting.joining.joined import Joined, Unjoinable


@transaction.atomic
def ask_to_join(*, bundle: PaperBundle, both_sides: bool) -> None:
    """Ask for one PDF of what the ZIP holds; what was asked for before is there still, or is made anew when it was otherwise.

    Without a ZIP, nothing happens: the papers have to be gathered again first.
    """
    bundle = locked(bundle)
    if not bundle.file or bundle.file_until is None or bundle.file_until <= clock.now():
        return
    before = JoinedPapers.objects.filter(bundle=bundle).first()
    if before is not None and before.both_sides == both_sides:
        return
    drop(bundle)
    total = sum(len(_inside(one)) for one in bundle.files.all())
    joined = JoinedPapers.objects.create(network=bundle.network, bundle=bundle, both_sides=both_sides, total=total)
    jobs.later("documents.join_papers", joined=joined.pk, network=bundle.network_id)


def join(*, joined: JoinedPapers) -> None:
    """Put every paper of the ZIP behind the others, file by file. Done twice is done once."""
    if joined.file:
        return
    rows = JoinedPapers.objects.filter(pk=joined.pk)
    try:
        zipped = files.opened(joined.bundle.file)
    except files.FileLost:  # its page then offers it anew instead of waiting for ever
        rows.delete()
        return
    with TemporaryFile() as made:
        with translation.override(joined.bundle.by.language), zipped as kept:
            document = _joined(joined, kept, made)
        name = files.keep_from(made, kind=files.PDF)
    if not rows.update(file=name, pages=document.pages, left_out=joined.left_out, done=joined.total):
        files.remove(name)  # asked for otherwise meanwhile


def _joined(joined: JoinedPapers, kept: IO[bytes], made: IO[bytes]) -> Joined:
    bundle = joined.bundle
    document = Joined(
        made,
        title=f"{bundle.get_purpose_display()} · {bundle.title}",
        language=bundle.by.language,
        identity=f"{bundle.code} {joined.pk}",
        both_sides=joined.both_sides,
    )
    joined.left_out = []
    with zipfile.ZipFile(kept) as packed:
        for one in bundle.files.select_related("mobility__participant__person", "departure"):
            document.begin(str(one))
            for name, title in _inside(one):
                try:
                    document.add(packed.read(name), paper=title)
                except Unjoinable:
                    joined.left_out.append(f"{one}: {title}")
                joined.done += 1
            JoinedPapers.objects.filter(pk=joined.pk).update(done=joined.done)
    document.finish()
    return document


def drop(bundle: PaperBundle) -> None:
    """Take the one PDF away, if there is one; its file goes when the transaction ends well."""
    for one in JoinedPapers.objects.filter(bundle=bundle):
        if one.file:
            transaction.on_commit(partial(files.remove, one.file))
        one.delete()


def _inside(one: BundleFile) -> list[tuple[str, str]]:
    """Its papers in the ZIP, by the name that they have there, with their titles; never a copy, which anybody may have made."""
    return [
        (paper["file"], title_of(paper["kind"], paper.get("number", 0)))
        for paper in one.papers
        if "file" in paper and paper["state"] not in BROUGHT
    ]
