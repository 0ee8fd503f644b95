"""The regime of a stay on the page where its agreement under French law is amended: proposed as it is now, and as somebody answers it."""

import pytest
from django.urls import reverse

from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.models import Document
from compagnon.travel.actions.terms import tell_terms
from compagnon.travel.models import StayTerms
from tests.documents.test_amending import finished, moved, signed
from tests.documents.test_papers import terms_for
from tests.factories.documents import ready_to_send
from tests.pages.documents.test_amending import said

FRENCH = "french_agreement"


@pytest.fixture
def agreement(network, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    mobility = ready_to_send(network, participant__qualification="CAP boulanger")
    made = signed(mobility, FRENCH, **terms_for(shipped()[FRENCH], regime="stand_by", host_signs="yes"))
    tell_terms(mobility=mobility, changes={"regime": "secondment"}, by=mobility.referent)
    return made


@pytest.fixture
def page(client, agreement):
    client.force_login(agreement.subject.referent)
    return reverse("documents:amend", args=[agreement.code])


def answers(shown, **changed):
    """What the questions of the page would post as they stand."""
    form = shown.context["page"].questions
    return {form[name].html_name: form[name].value() or "" for name in form.fields} | {
        f"s-{name}": value for name, value in changed.items()
    }


def opened(client, page, **changed):
    shown = client.get(page)
    posted = answers(shown, **changed)
    looked = client.post(page, said(shown.text, **posted, button="show"))
    client.post(page, said(looked.text, **posted))
    return shown, Document.objects.get(amends__isnull=False)


def test_the_page_answers_the_regime_as_the_stay_has_it_now_and_the_amendment_says_so(client, page, agreement):
    shown, made = opened(client, page)

    assert shown.context["page"].questions["regime"].value() == "secondment"
    assert made.terms["said"]["regime"] == "secondment"
    assert "Secondment" in str(made.changes)


def test_who_answers_as_it_was_agreed_amends_it_not_and_the_terms_of_the_stay_stay(client, page, agreement):
    stay = agreement.subject
    tell_terms(mobility=stay, changes={"regime": "stand_by", "host_signs": False}, by=stay.referent)
    moved(stay)  # nothing else is answered anew

    shown, made = opened(client, page, host_signs="yes")
    finished(made)

    assert shown.context["page"].questions["host_signs"].value() == "no"
    assert made.terms["said"]["host_signs"] == "yes"
    assert [one["name"] for one in made.changes] == ["period"]
    assert StayTerms.objects.get(mobility=stay).host_signs is False
