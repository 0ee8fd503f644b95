"""What papers lack, asked of whoever knows: the buttons at the desk, and the page of just these questions."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core import jobs
from compagnon.core.access import desk, journey
from compagnon.core.access import guest as by_link
from compagnon.documents import bundles, file_facts, inquiries, queries
from compagnon.documents.actions import inquiring
from compagnon.documents.actions.agreement import AgreementRefused
from compagnon.documents.catalogue.reading import said_here
from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.catalogue.subjects import Subject, subject_of
from compagnon.documents.choices import BundlePurpose, DocumentKind
from compagnon.documents.forms.papers import PaperForm
from compagnon.documents.models import Inquiry
from compagnon.documents.standings import url_of
from compagnon.documents.views.papers import row_of
from compagnon.documents.wordings import kind_of
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import for_page
from compagnon.people import links


@desk("documents.prepare_documents")
@require_POST
def ask(request: Any, code: str, kind: str, about: str) -> HttpResponse:
    """Write to who can say it; within a day of the last letter, ask first whether to write again."""
    row, known = row_of(request, about, code), kind_of(request.network.pk, kind)
    if known is None or known.about != about or known.made not in ("general", DocumentKind.LEARNING_AGREEMENT):
        raise Http404
    then = url_of(known, row, about)
    giver, again = request.POST.get("giver", ""), request.POST.get("again") == "yes"
    try:
        asked = inquiring.ask(row=row, kind=known, giver=giver, by=request.person, again=again)
        messages.success(request, _("%(name)s gets a letter with a link to these questions.") % {"name": asked.holder})
    except inquiring.AskedLately as lately:
        shown = {"sentence": str(lately), "giver": giver, "back_url": then, "title": said_here(known.title), "row": row}
        return render(request, "documents/desk/ask_again.html", shown)
    except AgreementRefused as refused:
        messages.warning(request, str(refused))
    return redirect(then)


@desk("documents.prepare_documents")
@require_POST
def ask_in_bundle(request: Any, code: str) -> HttpResponse:
    """Ask for everything that the papers of a bundle lack."""
    bundle = get_object_or_404(bundles.seen_by(request.person).filter(purpose=BundlePurpose.PAPERS), code=code)
    jobs.later("documents.ask_in_bundle", bundle=bundle.pk, network=bundle.network_id, by=request.person.pk)
    messages.success(
        request,
        _(
            "The letters are being written: one to each person for all that they are asked. Who was asked within a day is not asked again."
        ),
    )
    return redirect(bundle)


@journey()
def own(request: Any, code: str) -> HttpResponse:
    """The questions of one paper, for who is signed in."""
    inquiry = get_object_or_404(inquiries.open_of(request.person), code=code)
    then = reverse("documents:my-papers")
    return _answered(request, inquiry, template="documents/journey/asked.html", then=then)


@by_link(inquiring.ANSWER)
def asked(request: Any, link: Any) -> HttpResponse:
    """What is asked of the holder of the link: the questions at once when it is one paper, else the papers."""
    found = list(inquiries.open_of(link.holder))
    if len(found) == 1:
        return _answered(request, found[0], template="documents/guest/asked.html", then=request.path)
    token = request.resolver_match.kwargs["token"]
    rows = [(one, reverse("documents:asked-one", args=[token, one.code])) for one in found]
    return render(request, "documents/guest/asked_several.html", {"rows": rows})


@by_link(inquiring.ANSWER)
def one(request: Any, link: Any, code: str) -> HttpResponse:
    """The questions of one of several papers."""
    inquiry = get_object_or_404(inquiries.open_of(link.holder), code=code)
    then = reverse("documents:asked", args=[request.resolver_match.kwargs["token"]])
    return _answered(request, inquiry, template="documents/guest/asked.html", then=then)


def _answered(request: Any, inquiry: Inquiry, *, template: str, then: str) -> HttpResponse:
    """Show just these questions; on POST keep the answers. A GET changes nothing."""
    row = inquiry.subject
    if isinstance(row, Mobility):
        row = for_page(Mobility.objects.filter(pk=row.pk))[0]
    kind, subject = kind_of(inquiry.network_id, inquiry.kind), subject_of(row)
    if kind is None:
        raise Http404
    language = inquiries.language_of(kind, subject)
    form = _form(request, inquiry, kind, subject, language)
    if form.is_bound and form.is_valid() and not any(form.said().values()):
        form.add_error(None, _("Answer at least one question."))
    if form.is_bound and form.is_valid():
        try:
            is_done = inquiring.answer(inquiry=inquiry, said=form.said(), language=language, by=inquiry.holder)
            if link := getattr(request, "link", None):
                links.used(link)
            if is_done:
                messages.success(request, _("Thank you: it is kept."))
                return redirect(then)
            messages.warning(request, _("Kept. What is marked as needed is still missing."))
            return redirect(request.path)
        except AgreementRefused as refused:
            messages.warning(request, str(refused))
            return redirect(then)
    shown = {"inquiry": inquiry, "form": form, "row": row, "title": said_here(kind.title), "told": said_here(kind.told)}
    return render(request, template, shown, status=422 if form.is_bound else 200)


def _form(request: Any, inquiry: Inquiry, kind: PaperKind, subject: Subject, language: str) -> PaperForm:
    """Just the questions that whoever is asked can answer: of the paper, and of the files that it is filled from."""
    document, giver = queries.current_of(subject.row, kind.key), inquiry.giver
    lacking = [one for one in queries.lacks_of(subject.row, kind, document, None, subject=subject) if one.by == giver]
    keys = [one.key for one in lacking]
    keys = [*file_facts.along(keys, subject, giver), *keys]  # what belongs together stands together
    return PaperForm(
        request.POST if request.method == "POST" else None,
        kind=inquiries.questions(kind, keys, needed=[one.key for one in lacking if one.blocks]),
        countries=file_facts.countries_of(keys, subject, giver),
        subject=subject,
        terms=inquiries.said_for(kind, subject, document),
        languages=(language,),
    )
