"""A guardian's consent and an employer's agreement: a letter, what it commits to, yes or no."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from compagnon.core.access import guest
from compagnon.core.states import MoveRefused
from compagnon.people import links
from compagnon.people.models import PersonalLink
from compagnon.recruitment import actions, queries
from compagnon.recruitment.choices import ConsentKind
from compagnon.recruitment.forms.public import ConsentForm
from compagnon.recruitment.models import Consent


@guest("recruitment.guardian_consent")
def guardian_consent(request: Any, link: PersonalLink) -> HttpResponse:
    return _consent(request, link, "recruitment/guest/guardian_consent.html")


@guest("recruitment.employer_agreement")
def employer_agreement(request: Any, link: PersonalLink) -> HttpResponse:
    return _consent(request, link, "recruitment/guest/employer_agreement.html")


def _consent(request: Any, link: PersonalLink, template: str) -> HttpResponse:
    """Reading changes nothing; the answer can be changed until the decision."""
    consent = (
        Consent.objects.select_related(
            "application__call__scheme",
            "application__participant__person",
            "application__participant__site__organisation",
            "application__participant__employer",
            "contact",
        )
        .filter(pk=link.about_id)
        .first()
    )
    if consent is None:
        raise Http404
    form = ConsentForm(request.POST or None)
    if form.is_valid() and _answered(consent, link, form):
        return redirect(request.path)
    context = {
        "link": link,
        "consent": consent,
        "application": consent.application,
        "call": consent.application.call,
        "participant": consent.application.participant,
        "sentence": sentence_of(consent),
        "form": form,
        "referents": queries.applications.reachable_referents(consent.application),
        "asks_change": request.GET.get("change") == "1",
    }
    return render(request, template, context, status=422 if form.is_bound else 200)


def _answered(consent: Consent, link: PersonalLink, form: ConsentForm) -> bool:
    given = form.cleaned_data["answer"] == "given"
    try:
        actions.answer_consent(
            consent=consent,
            given=given,
            by=link.holder,
            sentence=sentence_of(consent) if given else "",
            reason=form.cleaned_data["reason"].strip(),
        )
    except MoveRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    links.used(link)
    return True


def sentence_of(consent: Consent) -> str:
    """The very words that are agreed to; they are kept with the answer."""
    facts = {
        "name": consent.application.participant.person.full_name,
        "call": str(consent.application.call.title),
    }
    if consent.kind == ConsentKind.GUARDIAN:
        return _("I am a legal guardian of %(name)s and I agree that %(name)s applies for “%(call)s”.") % facts
    return _("We agree that %(name)s may be away from work for “%(call)s” if selected.") % facts
