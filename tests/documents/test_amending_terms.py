"""Regime and host's signature stand on the agreement under French law and in the terms of the stay: amended in one place, true in both."""

import pytest

from compagnon.documents.amending.comparing import here
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.models import Document
from compagnon.travel.actions.terms import tell_terms
from compagnon.travel.models import StayTerms
from tests.documents.test_amending import amend, differences, finished, signed
from tests.documents.test_papers import terms_for
from tests.factories.documents import ready_to_send

FRENCH = "french_agreement"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def agreement(network):
    mobility = ready_to_send(network, participant__qualification="CAP boulanger")
    said = terms_for(shipped()[FRENCH], regime="stand_by", host_signs="yes")
    return signed(mobility, FRENCH, **said)


def fresh(document):
    return Document.objects.get(pk=document.pk)


def test_another_regime_in_the_terms_of_the_stay_is_told_of_the_signed_agreement_until_it_is_amended(agreement):
    stay = agreement.subject
    before = differences(fresh(agreement))

    tell_terms(mobility=stay, changes={"regime": "secondment"}, by=stay.referent)

    noted = {here(one["before"]): here(one["after"]) for one in fresh(agreement).differs}
    assert before == []
    assert noted["Contract put to sleep (stand-by)"] == "Secondment"
    made = finished(amend(agreement))
    assert made.terms["said"]["regime"] == "secondment"
    assert differences(fresh(agreement)) == []
    assert fresh(agreement).differs == []
    assert StayTerms.objects.get(mobility=stay).regime == "secondment"


def test_a_regime_that_an_amendment_answers_anew_is_kept_in_the_terms_of_the_stay_once_all_have_signed(agreement):
    stay = agreement.subject
    said = {**agreement.terms, "regime": "secondment"}

    made = amend(agreement, said=said)
    meanwhile = StayTerms.objects.get(mobility=stay).regime
    finished(made)

    assert (meanwhile, StayTerms.objects.get(mobility=stay).regime) == ("stand_by", "secondment")
    assert differences(fresh(agreement)) == []


def test_what_an_amendment_does_not_answer_anew_stays_as_the_terms_of_the_stay_have_it_by_then(agreement):
    stay = agreement.subject
    made = amend(agreement, said={**agreement.terms, "regime": "secondment"})

    tell_terms(mobility=stay, changes={"host_signs": False}, by=stay.referent)
    finished(made)

    kept = StayTerms.objects.get(mobility=stay)
    assert (kept.regime, kept.host_signs) == ("secondment", False)
