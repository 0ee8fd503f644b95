"""Course sheets at the desk: written, approved, chosen for a stay."""

from typing import Any

import rules
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.access import desk
from compagnon.core.states import MoveRefused
from compagnon.longpath import actions, queries
from compagnon.longpath.forms import ApprovalForm, SheetForm, TeacherForm, VersionForm
from compagnon.longpath.models import CourseSheet, CourseVersion
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import mobility_by_code
from compagnon.stays.queries.lessons import who_may_teach

_RIGHT = "documents.prepare_documents"


@desk(_RIGHT)
def sheets(request: Any) -> HttpResponse:
    """Every course sheet with what its newest version waits for."""
    rows = [(sheet, next(iter(sheet.versions.all()), None)) for sheet in queries.sheets()]
    return render(
        request,
        "longpath/desk/sheets.html",
        {"rows": rows, "may_import": rules.test_rule("people.import_people", request.person)},
    )


@desk(_RIGHT)
def sheet(request: Any, code: str) -> HttpResponse:
    """Write a sheet; `new` begins one. Its versions stand below, the newest is approved beside the form."""
    found = CourseSheet(network=request.network) if code == "new" else get_object_or_404(CourseSheet, code=code)
    versions = list(found.versions.all()) if found.pk else []
    newest = versions[0] if versions else None
    form = SheetForm(request.POST or None, instance=found)
    texts = VersionForm(request.POST or None, initial={name: getattr(newest, name) for name in VersionForm.Meta.fields} if newest else {})  # fmt: skip
    if form.is_valid() and texts.is_valid():
        kept = actions.keep_sheet(sheet=form.save(commit=False), version=texts.said(), by=request.person)
        messages.success(request, _("The sheet is kept. The teaching team approves it before somebody leaves with it."))
        return redirect("longpath:sheet", code=kept.code)
    context = {
        "sheet": found,
        "form": form,
        "texts": texts,
        "versions": versions,
        "approval": ApprovalForm(),
        **_to_ask(request),
    }
    return render(request, "longpath/desk/sheet.html", context, status=422 if form.is_bound else 200)


def _to_ask(request: Any) -> dict[str, Any]:
    return {"asking": TeacherForm(staff=who_may_teach(request.network.pk))}


@desk(_RIGHT)
@require_POST
def ask_approval(request: Any, code: str) -> HttpResponse:
    """Write to a teacher, with the link by which they approve the version."""
    version = get_object_or_404(CourseVersion.objects.select_related("sheet"), code=code)
    form = TeacherForm(request.POST, staff=who_may_teach(request.network.pk))
    try:
        if form.is_valid():
            letter = actions.ask_teacher(version=version, teacher=form.cleaned_data["teacher"], by=request.person)
            messages.success(request, _("The letter to %(name)s is on its way.") % {"name": letter.reader})
        else:
            messages.warning(request, _("Choose who of the teaching team is asked."))
    except MoveRefused as refused:
        messages.warning(request, str(refused))
    return redirect("longpath:sheet", code=version.sheet.code)


@desk(_RIGHT)
@require_POST
def approve(request: Any, code: str) -> HttpResponse:
    """Note who of the teaching team approved a version."""
    version = get_object_or_404(CourseVersion.objects.select_related("sheet"), code=code)
    form = ApprovalForm(request.POST)
    if form.is_valid():
        try:
            actions.approve_version(version=version, by=request.person, **form.cleaned_data)
            messages.success(request, _("Approved: this version does not change any more."))
            return redirect("longpath:sheet", code=version.sheet.code)
        except MoveRefused as refused:
            form.add_error(None, str(refused))
    context = {
        "sheet": version.sheet,
        "form": SheetForm(instance=version.sheet),
        "texts": VersionForm(instance=version),
        "versions": list(version.sheet.versions.all()),
        "approval": form,
        **_to_ask(request),
    }
    return render(request, "longpath/desk/sheet.html", context, status=422)


@desk(_RIGHT)
def course(request: Any, code: str) -> HttpResponse:
    """Choose the sheet that a stay follows, those of the own trade first."""
    try:
        mobility = mobility_by_code(request.person, code)
    except Mobility.DoesNotExist as error:
        raise Http404 from error
    offered = queries.offered_to(mobility)
    if request.method == "POST":
        wanted = request.POST.get("version", "")
        version = next((one for one in offered if one.code == wanted), None)
        if wanted and version is None:
            raise Http404
        actions.choose_course(mobility=mobility, version=version, by=request.person)
        messages.success(request, _("Kept with the stay."))
        return redirect(mobility)
    context = {"mobility": mobility, "offered": offered, "chosen": queries.course_of(mobility)}
    return render(request, "longpath/desk/course.html", context)


@desk(_RIGHT)
@require_POST
def tell_employer(request: Any, code: str) -> HttpResponse:
    """Write to the mentor at the company, with the link to its page."""
    try:
        mobility = mobility_by_code(request.person, code)
    except Mobility.DoesNotExist as error:
        raise Http404 from error
    try:
        letter = actions.tell_employer(mobility=mobility, by=request.person)
        messages.success(request, _("The letter to %(name)s is on its way.") % {"name": letter.reader})
    except MoveRefused as refused:
        messages.warning(request, str(refused))
    return redirect(mobility)


@desk("stays.follow_stays")
def employers(request: Any) -> HttpResponse:
    """What companies said of the stays of their apprentices, who wants to talk first; of one company by `?q=`."""
    words = queries.words_seen_by(request.person)
    asked = request.GET.get("q", "").strip()[:100]
    found = words.filter(employer__name__icontains=asked) if asked else words
    shown = {
        "page": Paginator(found, 50).get_page(request.GET.get("page")),
        "asked": asked,
        "to_call": queries.wanting_to_talk(found)[:20],
    }
    return render(request, "longpath/desk/employers.html", shown)


@desk("stays.follow_stays")
@require_POST
def talked(request: Any, code: str) -> HttpResponse:
    """Somebody has called or met the company."""
    word = get_object_or_404(queries.words_seen_by(request.person), code=code)
    actions.note_talked(word=word, by=request.person)
    messages.success(request, _("Noted: somebody has talked with the company."))
    return redirect("longpath:employers")
