"""From the database to the paper: whatever a learning agreement can say, somebody can write, and it is printed."""

import io
import re
from datetime import date
from pathlib import Path

import pytest
from i18nfield.strings import LazyI18nString
from pypdf import PdfReader

from compagnon.documents.actions.sending import preview
from compagnon.documents.filling import agreement_facts, local_now
from compagnon.documents.forms.writing import OutcomeForm, TermsForm
from compagnon.documents.models import AgreementTerms
from compagnon.documents.proposals import TERMS, proposed_outcomes
from compagnon.documents.typesetting import labels
from compagnon.documents.typesetting.facts import LearningAgreementFacts
from compagnon.travel.models import Way
from tests.factories.documents import ready_to_send

SAID_OTHERWISE = {"added", "commitment", "how", "funder", "employer", "guardian"}
"""Slots that a network's words, the scheme or other people fill; their own tests look at them."""


@pytest.fixture
def written(network):
    mobility = ready_to_send(network, project_code="2026-1-FR01-KA121", programme_id="77", outcomes=1)
    texts = {name: LazyI18nString({"en": f"Slot{name}"}) for name in TERMS}
    AgreementTerms.objects.create(network=network, mobility=mobility, **texts)
    outcome = mobility.outcomes.get()
    outcome.standard = LazyI18nString({"en": "Slotstandard"})
    outcome.save()
    Way.objects.create(network=network, mobility=mobility, name="Train", days=2, is_chosen=True)
    mobility.participant.qualification, mobility.participant.eqf_level = "CAP Boulanger", 3
    mobility.participant.save()
    mobility.refresh_from_db()
    return mobility


def test_everything_that_is_written_is_printed(written):
    pages = PdfReader(io.BytesIO(preview(row=written, by=written.referent))).pages
    words = "".join("".join(page.extract_text() for page in pages).split())

    slots = [f"Slot{name}" for name in (*TERMS, "standard")]
    assert [one for one in slots if one not in words] == []
    assert "15days+2daysoftravel" in words
    assert "Languagepreparation.Slotlanguage" in words


def test_no_fixed_word_of_the_papers_is_written_twice():
    text = (Path(labels.__file__).parent / "labels.yaml").read_text(encoding="utf-8")
    keys = re.findall(r"^([\w\"]+):", text, re.MULTILINE)

    assert [key for key in set(keys) if keys.count(key) > 1] == []


def test_no_slot_of_an_agreement_stays_empty_however_much_is_known(written):
    facts = agreement_facts(written, version=1, made_at=local_now())

    empty = {name for name in LearningAgreementFacts.model_fields if getattr(facts, name) in ("", {}, None, ())}
    assert empty <= SAID_OTHERWISE
    assert (facts.participant.progress, facts.period.virtual) == ({"en": "Slotprogress"}, {"en": "Slotvirtual"})


def test_the_page_asks_for_each_of_them():
    terms = TermsForm(terms=AgreementTerms(), languages=("en",), prefix="t")
    outcome = OutcomeForm(languages=("en",), prefix="o0")

    assert {f"{name}-en" for name in TERMS} <= set(terms.fields)
    assert "standard-en" in outcome.fields


def test_a_proposed_outcome_says_its_level():
    assert {one["standard"]["en"] for one in proposed_outcomes("bakery")} <= {"EQF level 3", "EQF level 4"}


def test_days_on_the_way_are_no_amendment_of_what_was_signed(written):
    from compagnon.documents.amending.points import points_of

    written.departs_on = date(2027, 3, 1)
    facts = agreement_facts(written, version=1, made_at=local_now())
    length = next(one for one in points_of(facts, ("en",)) if one.name == "length")

    assert length.value["en"].replace("\u00a0", " ") == "15 days"
