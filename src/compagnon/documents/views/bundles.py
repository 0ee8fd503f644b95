"""The papers of many files at once: gathered while the page waits, looked at, downloaded, sent."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from compagnon.core import clock, files
from compagnon.core.access import desk
from compagnon.documents import queries
from compagnon.documents.actions import answers, joining, reminding
from compagnon.documents.actions import bundle as actions
from compagnon.documents.bundles import BundledRow, rows_of, seen_by
from compagnon.documents.catalogue.reading import said_here
from compagnon.documents.catalogue.subjects import subject_of
from compagnon.documents.choices import BundlePurpose, BundleState
from compagnon.documents.forms.papers import PaperForm
from compagnon.documents.models import JoinedPapers, PaperBundle
from compagnon.documents.views.papers import row_of
from compagnon.documents.wordings import kind_of, kinds_of
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import visible_to
from compagnon.people.entrance.proof import asked_first

AT_ONCE_ON_PAGE = 200


def _bundle(request: Any, code: str) -> PaperBundle:
    return get_object_or_404(seen_by(request.person), code=code)


@desk("documents.prepare_documents")
def show(request: Any, code: str) -> HttpResponse:
    """How far it is; then by person what is ready and what is missing, first what is missing."""
    bundle = _bundle(request, code)
    rows = rows_of(bundle)
    is_working = bundle.state in (BundleState.GATHERING, BundleState.SENDING)
    shown = {
        "bundle": bundle,
        "rows": rows,
        "page": Paginator(rows, AT_ONCE_ON_PAGE).get_page(request.GET.get("page")),
        "done": sum(row.is_done for row in rows),
        "is_working": is_working,
        "same_for_all": [] if is_working else _same_for_all(bundle, rows),
        "unsigned": 0 if is_working else queries.open_in(reminding.papers_out(bundle)).count(),
        "has_file": _has_file(bundle),
        "is_binder": bundle.purpose == BundlePurpose.BINDER,
        **_joined(bundle, rows),
        **_counts(rows),
    }
    return render(request, "documents/desk/bundle.html", shown)


def _counts(rows: list[BundledRow]) -> dict[str, int]:
    """How many papers stand so."""
    states = Counter(paper.state for row in rows for paper in row.papers)
    names = {"ready": "ready", "out": "signing", "final": "final", "lacking": "lacking", "later": "later"}
    return {name: states[state] for name, state in names.items()}


def _joined(bundle: PaperBundle, rows: list[BundledRow]) -> dict[str, Any]:
    """The one PDF: whether there can be one, whether it is under work, and it."""
    joined = JoinedPapers.objects.filter(bundle=bundle).first()
    can_join = any(paper.is_inside for row in rows for paper in row.papers)
    return {"joined": joined, "is_joining": joined is not None and not joined.file, "can_join": can_join}


@desk("documents.prepare_documents")
def download(request: Any, code: str) -> HttpResponseBase:
    """The ZIP, to who still sees every file in it, for a day; of many people, after a proof, as every list that leaves."""
    bundle = _bundle(request, code)
    if not _has_file(bundle):
        raise Http404
    return asked_first(request, bundle.files.count()) or files.stream_from(
        files.opened(bundle.file), kind=files.ZIP, filename=f"{_name(bundle)}.zip", attached=True
    )


@desk("documents.prepare_documents")
@require_POST
def join(request: Any, code: str) -> HttpResponse:
    """Have one PDF made of what the ZIP holds."""
    bundle = _bundle(request, code)
    joining.ask_to_join(bundle=bundle, both_sides=bool(request.POST.get("both_sides")))
    return redirect(bundle)


@desk("documents.prepare_documents")
def download_joined(request: Any, code: str) -> HttpResponseBase:
    """The one PDF, under the conditions of the ZIP."""
    bundle = _bundle(request, code)
    joined = get_object_or_404(JoinedPapers.objects.exclude(file=""), bundle=bundle)
    if not _has_file(bundle):
        raise Http404
    return asked_first(request, bundle.files.count()) or files.stream_from(
        files.opened(joined.file), kind=files.PDF, filename=f"{_name(bundle)}.pdf", attached=True
    )


def _has_file(bundle: PaperBundle) -> bool:
    return bool(bundle.file and bundle.file_until and bundle.file_until > clock.now())


def _name(bundle: PaperBundle) -> str:
    return f"{bundle.get_purpose_display()}-{bundle.made_at.date().isoformat()}"


@desk("documents.prepare_documents")
@require_POST
def send(request: Any, code: str) -> HttpResponse:
    """Send all that is ready for signature."""
    bundle = actions.ask_to_send(bundle=_bundle(request, code), by=request.person)
    return redirect(bundle)


@desk("documents.prepare_documents")
@require_POST
def remind(request: Any, code: str) -> HttpResponse:
    """Remind all who have not signed; who was written to within a day is left in peace."""
    count = reminding.remind_of_bundle(bundle=_bundle(request, code), by=request.person)
    said = ngettext("%d letter is on its way.", "%d letters are on their way.", count) % count
    messages.success(request, said if count else _("Everybody who has not signed was written to within a day."))
    return redirect("documents:bundle", code)


@desk("documents.prepare_documents")
@require_POST
def gather(request: Any, code: str) -> HttpResponse:
    """Gather the papers of a departure and of everybody in it."""
    departure = row_of(request, "departure", code)
    travellers = visible_to(request.person, Mobility.objects.filter(departure=departure)).exclude(state="cancelled")
    purpose = BundlePurpose.BINDER if request.POST.get("purpose") == "binder" else BundlePurpose.PAPERS
    try:
        bundle = actions.begin_bundle(
            mobilities=travellers, departures=[departure], title=str(departure), by=request.person, purpose=purpose
        )
    except actions.TooMany as refused:
        messages.warning(request, str(refused))
        return redirect(departure)
    return redirect(bundle)


@desk("documents.prepare_documents")
@require_POST
def gather_again(request: Any, code: str) -> HttpResponse:
    """Look through the files once more, after something was mended."""
    return redirect(actions.gather_again(bundle=_bundle(request, code), by=request.person))


def _same_for_all(bundle: PaperBundle, rows: list[BundledRow]) -> list[dict[str, Any]]:
    """The papers that lack something in several files, and have questions whose answer may be the same in all."""
    if bundle.purpose == BundlePurpose.BINDER:
        return []
    lacking = Counter(paper.key for row in rows for paper in row.papers if paper.state == "lacking")
    kinds = kinds_of(bundle.network_id)
    return [
        {
            "name": said_here(kinds[key].title),
            "count": count,
            "url": reverse("documents:bundle-answers", args=[bundle.code, key]),
        }
        for key, count in lacking.items()
        if count > 1 and kinds[key].made == "general" and answers.shared(kinds[key]).terms
    ]


@desk("documents.prepare_documents")
def say_for_all(request: Any, code: str, kind: str) -> HttpResponse:
    """What is the same for several files, asked once: what was said for one of them stays."""
    bundle, known = _bundle(request, code), kind_of(request.network.pk, kind)
    asking = answers.files_asking(bundle, kind)
    if known is None or known.made != "general" or not asking:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    subjects = [subject_of(one.row, request.person) for one in asking]
    languages = tuple(dict.fromkeys(code for one in subjects for code in one.languages))
    form = PaperForm(
        posted, kind=answers.shared(known), subject=subjects[0], terms={},
        languages=languages[:1] if known.languages == "own" else languages,
    )  # fmt: skip
    if posted and form.is_valid():
        count = answers.say_for_all(bundle=bundle, kind=known, said=form.said(), by=request.person)
        messages.success(request, ngettext("Kept for %d file.", "Kept for %d files.", count) % count)
        return redirect(bundle)
    shown = {"bundle": bundle, "form": form, "title": said_here(known.title), "files": asking}
    return render(request, "documents/desk/say_for_all.html", shown, status=422 if posted else 200)
