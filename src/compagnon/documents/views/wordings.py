"""How the network words its papers: every kind, one to word with a preview, its versions."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core import files, gateway
from compagnon.core.access import desk
from compagnon.documents import example, wordings
from compagnon.documents.actions import codes
from compagnon.documents.actions import wordings as actions
from compagnon.documents.catalogue.reading import said_here, shipped
from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.choices import CodeWay, SignerRole, WordingState
from compagnon.documents.code_rules import rule_of
from compagnon.documents.forms.wordings import SituationForm, WordingForm
from compagnon.documents.models import OfficialForm, PaperWording
from compagnon.documents.official.giving import ON_FORMS
from compagnon.documents.typesetting.errors import TypesettingError
from compagnon.documents.typesetting.facts import LANGUAGES


def _kind(key: str) -> PaperKind:
    kind = shipped().get(key)
    if kind is None or kind.made not in wordings.WORDED:
        raise Http404
    return kind


def _language(request: Any) -> str:
    asked = request.GET.get("language", request.person.language)
    return asked if asked in LANGUAGES else "en"


def _address(kind: PaperKind, language: str) -> str:
    return f"{reverse('documents:wording', args=[kind.key])}?language={language}"


@desk("network.administer")
def kinds(request: Any) -> HttpResponse:
    """Every kind that can be worded, and how it is worded now."""
    states = _states(PaperWording)
    forms = _states(OfficialForm)
    rows = [
        {
            "kind": kind,
            "name": title_of_kind(kind),
            "told": said_here(kind.told),
            "used": states.get((kind.key, WordingState.PUBLISHED)),
            "draft": states.get((kind.key, WordingState.DRAFT)),
            "on_form": kind.made in ON_FORMS,
            "form": forms.get((kind.key, WordingState.PUBLISHED)),
            "form_draft": forms.get((kind.key, WordingState.DRAFT)),
        }
        for kind in shipped().values()
        if kind.made in wordings.WORDED
    ]
    return render(request, "documents/desk/wordings.html", {"rows": rows})


def _states(of: Any) -> dict[tuple[str, str], Any]:
    """The drafts and the versions in use, by kind and state."""
    return {(one.kind, one.state): one for one in of.objects.exclude(state=WordingState.REPLACED)}


@desk("network.administer")
def wording(request: Any, key: str) -> HttpResponse:
    """Word the sentences of a kind in one language, and say when each is said; kept as a draft until it is published."""
    kind, language = _kind(key), _language(request)
    draft, current = actions.drafted(request.network, kind), actions.in_use(request.network, kind)
    start = draft or current
    form = WordingForm(request.POST or None, kind=kind, start=start, language=language)
    if form.is_valid():
        said = {"said": form.cleaned_data, "conditions": form.conditions}
        draft = actions.write_draft(network=request.network, kind=kind, language=language, **said, by=request.person)
        return _kept(request, draft, kind, language)
    shown = {"form": form, "draft": draft, "current": current, **_around(request, kind, language)}
    shown["situation"] = _situation(request, wordings.worded(kind, start), None)
    return render(request, "documents/desk/wording.html", shown, status=422 if form.is_bound else 200)


def _kept(request: Any, draft: PaperWording, kind: PaperKind, language: str) -> HttpResponse:
    """What the button asks for, once the draft is kept."""
    button = request.POST.get("button")
    if button == "preview":
        return redirect(f"{reverse('documents:wording-preview', args=[kind.key])}?language={language}")
    if button == "publish":
        actions.publish(draft=draft, by=request.person)
        messages.success(request, _("In use: papers that are sent from now on say it like this."))
    else:
        messages.success(request, _("Kept as a draft. Papers say it as before until you publish."))
    return redirect(_address(kind, language))


def title_of_kind(kind: PaperKind) -> str:
    return _("Amendments of papers") if kind.made == "amendment" else said_here(kind.title)


def _situation(request: Any, kind: PaperKind, asked: Any) -> SituationForm:
    return SituationForm(asked, kind=kind, usual=example.usual(kind, network=request.network))


def _around(request: Any, kind: PaperKind, language: str) -> dict[str, Any]:
    tabs = [
        {
            "label": get_language_info(code)["name_local"].capitalize(),
            "url": _address(kind, code),
            "current": code == language,
        }
        for code in LANGUAGES
    ]
    return {
        "kind": kind,
        "title": title_of_kind(kind),
        "language": language,
        "tabs": tabs,
        **_codes(request, kind),
        "on_form": kind.made in ON_FORMS,
        "is_on_form": wordings.kinds_of(request.network.pk)[kind.key].official is not None,
        "known": wordings.labelled_facts(kind),
        "versions": PaperWording.objects.filter(kind=kind.key).exclude(state=WordingState.DRAFT).select_related("by"),
    }


def _codes(request: Any, kind: PaperKind) -> dict[str, Any]:
    """Who signs this kind, of whom a code is asked, and how it goes to them where there is a choice."""
    rule = rule_of(request.network, kind)
    roles = dict.fromkeys(str(one.role) for one in kind.signers)
    return {
        "codes": [(role, str(SignerRole(role).label), role in rule.roles) for role in roles],
        "ways": [(way, str(label), way == rule.way) for way, label in CodeWay.choices] if gateway.is_set() else [],
        "way": rule.way,
    }


@desk("network.administer")
def preview(request: Any, key: str) -> HttpResponse:
    """The paper of somebody invented of whom the chosen is true, as it would be printed with the draft, else with what is in use."""
    kind, language = _kind(key), _language(request)
    start = actions.drafted(request.network, kind) or actions.in_use(request.network, kind)
    said = wordings.worded(kind, start)
    chosen = _situation(request, said, request.GET).situation()
    try:
        content = example.printed(said, network=request.network, language=language, situation=chosen)
    except TypesettingError as error:
        messages.warning(request, str(error))
        return redirect(_address(kind, language))
    return files.stream(content, kind=files.PDF, filename=f"{key}-{language}.pdf")


@desk("network.administer")
@require_POST
def act(request: Any, key: str) -> HttpResponse:
    """Throw the draft away, go back to the shipped words, or take an earlier version again: as the button says."""
    kind, language = _kind(key), _language(request)
    button, _colon, number = request.POST.get("button", "").partition(":")
    draft = actions.drafted(request.network, kind)
    if button == "codes":
        said = {"roles": request.POST.getlist("role"), "way": request.POST.get("way", "")}
        codes.set_code_rule(network=request.network, kind=kind, **said, by=request.person)
        messages.success(request, _("Kept: papers that are sent from now on ask for it."))
    elif button == "drop" and draft is not None:
        actions.drop(draft=draft, by=request.person)
        messages.success(request, _("The draft is gone. Papers say it as before."))
    elif button == "shipped" and actions.back_to_shipped(network=request.network, kind=kind, by=request.person):
        messages.success(request, _("Papers use the shipped words again. Yours stay among the versions."))
    elif button == "again" and number.isdigit():
        version = get_object_or_404(PaperWording.objects.filter(kind=kind.key), number=int(number))
        actions.take_again(version=version, by=request.person)
        messages.success(request, _("The words of version %(number)s are a draft now.") % {"number": number})
    return redirect(_address(kind, language))
