"""Each template as programs of others see it: qpdf, pdfua, outloud, and pdfsig once it is sealed."""

from datetime import UTC, datetime

import pytest

from compagnon.documents.typesetting.compile import typeset_europass, typeset_learning_agreement, typeset_poster
from compagnon.documents.typesetting.facts import LANGUAGES
from compagnon.documents.typesetting.poster import PosterFacts
from compagnon.recruitment.typesetting.codes import drawn
from compagnon.seals import certificates
from tests.documents.checked import is_accepted, is_sealed_by
from tests.documents.paper_facts import agreement, europass, signatures_of

SEAL = certificates.make(organisation="Chambre d’essai", country="FR", now=datetime.now(UTC))
CHECK = {"check": "https://mobility.example.org/check/"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_learning_agreement_is_accepted_in_each_language(language):
    is_accepted(typeset_learning_agreement(agreement().model_copy(update=CHECK), languages=(language,)))


def test_a_signed_learning_agreement_and_a_europass_are_accepted_and_sealed():
    agreed = typeset_learning_agreement(agreement().model_copy(update=CHECK))
    signed = typeset_learning_agreement(
        agreement().model_copy(update=CHECK), signatures=signatures_of(agreed), signed_original=agreed
    )
    mobility = typeset_europass(europass().model_copy(update=CHECK))

    for one in (signed, mobility):
        is_accepted(one)
        is_sealed_by(one, SEAL)


def test_a_poster_is_accepted():
    facts = PosterFacts(
        language="fr", network="Chambre d’essai", title="Partir au printemps", eyebrow="Stage court", text="Deux semaines.",
        rows=(("Quand", "du 1er au 15 mars"), ("Places", "12")), call_to_action="Scanne, lis, candidate",
        code=drawn("https://example.org/calls/abc/", kind="svg"), code_words="Code QR vers l’appel",
        address="example.org/calls/abc/", made_at=datetime(2027, 1, 11, tzinfo=UTC),
    )  # fmt: skip

    is_accepted(typeset_poster(facts))
