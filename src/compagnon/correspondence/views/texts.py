"""A network's own texts of letters: which there are, one to write and to try, its versions."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from compagnon.core.access import desk
from compagnon.correspondence import actions, examples, queries
from compagnon.correspondence import kinds as kinds_of_letters
from compagnon.correspondence import texts as own
from compagnon.correspondence.forms import TextForm
from compagnon.correspondence.models import LetterText
from compagnon.network.queries import languages_of
from compagnon.people.rights import CHAPTERS


@desk("network.administer")
def kinds(request: Any) -> HttpResponse:
    """Every kind of letter by chapter, and in which languages the network says it in its own words."""
    texts = list(queries.own_texts())
    rows: list[dict[str, Any]] = [
        {
            "kind": kind,
            "own": sorted({one.language.upper() for one in texts if one.key == kind.key and not one.problem}),
            "broken": any(one.problem for one in texts if one.key == kind.key),
        }
        for kind in kinds_of_letters.kinds()
    ]
    chapters = [(CHAPTERS.get(app, app), list(found)) for app, found in groupby(rows, key=lambda row: row["kind"].app)]
    return render(request, "correspondence/desk/texts.html", {"chapters": chapters})


def _asked(request: Any, kind: str) -> dict[str, Any]:
    """Which text: its kind, language and audience; 404 for what there is not."""
    if kind not in {one.key for one in kinds_of_letters.kinds()}:
        raise Http404
    spoken = languages_of(request.network)
    language = request.GET.get("language", spoken[0])
    if language not in spoken:
        raise Http404
    to = own.audiences(kind, language)
    audience = request.GET.get("to", to[0])
    if audience not in to:
        raise Http404
    return {"key": kind, "language": language, "audience": audience}


@desk("network.administer")
def text(request: Any, kind: str) -> HttpResponse:
    """Write a text of one's own beside the program's placeholders; look at it, send it to oneself, keep it."""
    asked = _asked(request, kind)
    program = own.text_of_program(**asked)
    versions = list(queries.versions_of_text(**asked))
    current = next((one for one in versions if one.is_current), None)
    start = current or program
    form = TextForm(request.POST or None, program=program, initial={"subject": start.subject, "body": start.body})
    said = form.cleaned_data if form.is_valid() else None
    action = request.POST.get("action", "keep")
    if said and action == "keep":
        actions.keep_text(network=request.network, said=said, by=request.person, **asked)
        messages.success(request, _("Saved. Letters written from now on say it like this."))
        return redirect(_address(asked))
    if said and action == "test":
        actions.send_example(
            person=request.person, language=asked["language"], **examples.filled(said, asked["language"], program)
        )
        messages.success(request, _("A letter is on its way to %(email)s.") % {"email": request.person.email})
    context = {"form": form, "current": current, "versions": versions, **asked, **_around(request, asked, program)}
    context["example"] = examples.filled(
        said or {"subject": start.subject, "body": start.body}, asked["language"], program
    )
    return render(request, "correspondence/desk/text.html", context, status=422 if form.is_bound and not said else 200)


def _around(request: Any, asked: dict[str, str], program: Any) -> dict[str, Any]:
    """What stands around the form: the way to other languages and audiences, the placeholders."""
    languages = [
        {
            "label": get_language_info(code)["name_local"].capitalize(),
            "url": _address({**asked, "language": code, "audience": ""}),
            "current": code == asked["language"],
        }
        for code in languages_of(request.network)
    ]
    to = own.audiences(asked["key"], asked["language"])
    speaks_to = [
        {"label": one.label, "url": _address({**asked, "audience": one}), "current": one == asked["audience"]}
        for one in to
    ]
    return {
        "title": own.kind_words(asked["key"]),
        "other_languages": languages,
        "audiences": speaks_to if len(to) > 1 else [],
        "places": examples.places(program, asked["language"]),
    }


def _address(asked: dict[str, str]) -> str:
    to = f"&to={asked['audience']}" if asked["audience"] else ""
    return f"{reverse('correspondence:text', args=[asked['key']])}?language={asked['language']}{to}"


@desk("network.administer")
def give_up(request: Any, kind: str) -> HttpResponse:
    """Back to the program's text; the own one stays among the versions."""
    asked = _asked(request, kind)
    if actions.give_up_text(network=request.network, by=request.person, **asked) is not None:
        messages.success(request, _("Letters say it in the program’s words again. Yours stay among the versions."))
    return redirect(_address(asked))


@desk("network.administer")
def again(request: Any, kind: str, number: int) -> HttpResponse:
    """Take an earlier version again, as a new one; refused when it can no longer be filled."""
    asked = _asked(request, kind)
    version = get_object_or_404(LetterText.objects.filter(**asked), number=number)
    said = {"subject": version.subject, "body": version.body}
    problems = own.problems_of(**said, program=own.text_of_program(**asked))
    if problems:
        messages.warning(request, " ".join(problems.values()))
    else:
        actions.keep_text(network=request.network, said=said, by=request.person, **asked)
        messages.success(request, _("Version %(number)s is used again.") % {"number": number})
    return redirect(_address(asked))
