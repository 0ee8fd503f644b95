"""The official form on which a kind of paper is printed: brought, its boxes filled with facts, previewed, published, put aside."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core import files, uploads
from compagnon.core.access import desk
from compagnon.core.files import FileRefused
from compagnon.documents import example, wordings
from compagnon.documents.actions import official as actions
from compagnon.documents.actions import versions
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.choices import WordingState
from compagnon.documents.filling import local_now
from compagnon.documents.forms.official import BoxesForm, BringForm
from compagnon.documents.forms.wordings import SituationForm
from compagnon.documents.models import OfficialForm
from compagnon.documents.official.giving import ON_FORMS, blank_form
from compagnon.documents.typesetting.compile import typeset_numbered
from compagnon.documents.typesetting.errors import TypesettingError
from compagnon.documents.views.wordings import title_of_kind

Draft = OfficialForm | None


def _kind(request: Any, key: str) -> PaperKind:
    kind = wordings.kind_of(request.network.pk, key) if key in shipped() else None
    if kind is None or kind.made not in ON_FORMS:
        raise Http404
    return kind


def _address(kind: PaperKind, name: str = "official-form") -> str:
    return reverse(f"documents:{name}", args=[kind.key])


def _versions(request: Any, kind: PaperKind) -> tuple[Draft, Draft]:
    """The draft, and what is in use."""
    return (
        versions.drafted(OfficialForm, request.network, kind),
        versions.in_use(OfficialForm, request.network, kind),
    )


@desk("network.administer")
def form(request: Any, key: str) -> HttpResponse:
    """Say what goes into the boxes; kept as a draft until it is published. Where no form is there, one can be brought."""
    kind = _kind(request, key)
    draft, current = _versions(request, kind)
    start = draft or current
    asked = BoxesForm(request.POST or None, kind=kind, draft=start) if start else None
    if asked is not None and asked.is_valid():
        draft = actions.fill_boxes(network=request.network, kind=kind, given=asked.given, by=request.person)
        return _kept(request, draft, kind)
    shown = {"form": asked, "bringing": _bringing(request), **_around(request, kind, draft, current)}
    return render(request, "documents/desk/official.html", shown, status=422 if asked and asked.is_bound else 200)


def _kept(request: Any, draft: OfficialForm, kind: PaperKind) -> HttpResponse:
    """What the button asks for, once the draft is kept."""
    button = request.POST.get("button")
    if button == "preview":
        return redirect(_address(kind, "official-form-preview"))
    if button == "publish":
        _publish(request, draft)
    else:
        messages.success(request, _("Kept as a draft. Papers are printed as before until you publish."))
    return redirect(_address(kind))


def _publish(request: Any, draft: OfficialForm) -> None:
    try:
        actions.publish(draft=draft, by=request.person)
    except uploads.FileHeld as held:
        messages.warning(request, str(held))
    else:
        messages.success(request, _("In use: papers that are sent from now on are printed on this form."))


def _bringing(request: Any, *given: Any) -> BringForm:
    return BringForm(*given, initial={"language": request.network.default_language})


def _around(request: Any, kind: PaperKind, draft: Draft, current: Draft) -> dict[str, Any]:
    start = draft or current
    said = kind.model_copy(update={"official": start.official if start else None})
    return {
        "kind": kind,
        "title": title_of_kind(kind),
        "draft": draft,
        "current": current,
        "shown": start,
        "situation": SituationForm(None, kind=said, usual=example.usual(said, network=request.network)),
        "versions": OfficialForm.objects.filter(kind=kind.key).exclude(state=WordingState.DRAFT).select_related("by"),
    }


@desk("network.administer")
@require_POST
def bring(request: Any, key: str) -> HttpResponse:
    """Keep a form that somebody brings as a draft, with a proposal for its boxes."""
    kind = _kind(request, key)
    bringing = _bringing(request, request.POST, request.FILES)
    if bringing.is_valid():
        brought = {"name": request.FILES["file"].name, "language": bringing.cleaned_data["language"]}
        try:
            actions.bring(
                network=request.network, kind=kind, apart=bringing.cleaned_data["file"], by=request.person, **brought
            )
        except FileRefused as refused:
            bringing.add_error("file", str(refused))
        else:
            messages.success(request, _("The form is there as a draft. Look at what is proposed for each box."))
            return redirect(_address(kind))
    draft, current = _versions(request, kind)
    start = draft or current
    asked = BoxesForm(kind=kind, draft=start) if start else None
    shown = {"form": asked, "bringing": bringing, **_around(request, kind, draft, current)}
    return render(request, "documents/desk/official.html", shown, status=422)


@desk("network.administer")
def preview(request: Any, key: str) -> HttpResponse:
    """The form filled for somebody invented of whom the chosen is true, with the draft, else with what is in use."""
    kind, (draft, current) = (known := _kind(request, key)), _versions(request, known)
    start = draft or current
    if start is None:
        raise Http404
    said = kind.model_copy(update={"official": start.official})
    usual = example.usual(said, network=request.network)
    chosen = SituationForm(request.GET, kind=said, usual=usual).situation()
    try:
        uploads.ask_for([start.file])
        content = example.printed(said, network=request.network, language=start.language, situation=chosen)
    except (TypesettingError, uploads.FileHeld) as error:
        messages.warning(request, str(error))
        return redirect(_address(kind))
    return files.stream(content, kind=files.PDF, filename=f"{key}-form.pdf")


@desk("network.administer")
def boxes(request: Any, key: str) -> HttpResponse:
    """The blank form with the number of each box, to find the boxes by."""
    kind = _kind(request, key)
    draft, current = _versions(request, kind)
    start = draft or current
    if start is None:
        raise Http404
    try:
        content = typeset_numbered(
            blank_form(start.official), pages=uploads.read(start.file), language=start.language, title=start.name,
            made_at=local_now(),
        )  # fmt: skip
    except (TypesettingError, uploads.FileHeld) as error:
        messages.warning(request, str(error))
        return redirect(_address(kind))
    return files.stream(content, kind=files.PDF, filename=f"{key}-boxes.pdf")


@desk("network.administer")
@require_POST
def act(request: Any, key: str) -> HttpResponse:
    """Throw the draft away, go back to our own paper, or take an earlier form again: as the button says."""
    kind = _kind(request, key)
    button, _colon, number = request.POST.get("button", "").partition(":")
    draft = versions.drafted(OfficialForm, request.network, kind)
    own = {"of": OfficialForm, "network": request.network, "kind": kind, "by": request.person}
    if button == "drop" and draft is not None:
        versions.drop(draft=draft, by=request.person, verb="documents.form_dropped")
        messages.success(request, _("The draft is gone. Papers are printed as before."))
    elif button == "shipped" and versions.back_to_shipped(**own):
        messages.success(request, _("Papers are printed as our own again. The form stays among the versions."))
    elif button == "again" and number.isdigit():
        version = get_object_or_404(OfficialForm.objects.filter(kind=kind.key), number=int(number))
        actions.take_again(version=version, by=request.person)
        messages.success(request, _("The form of version %(number)s is a draft now.") % {"number": number})
    return redirect(_address(kind))
