"""What funders ask beside papers: proofs count by their kind, what is kept on request leaves a file complete, each with its source."""

from datetime import date
from decimal import Decimal

import pytest

from compagnon.core import clock, files
from compagnon.documents import evidence
from compagnon.documents.filing import filed, with_finals
from compagnon.documents.models import Document, Proof
from compagnon.documents.projects import counted_proofs, shown_standards
from compagnon.inclusion.models import SupportMeasure
from compagnon.mobilities.models import Mobility
from compagnon.schemes.models import Scheme
from tests.factories.mobilities import MobilityFactory


@pytest.fixture
def stay(network):
    made = MobilityFactory(
        network=network, project_code="2016-1", departs_on=date(2016, 3, 1), returns_on=date(2016, 3, 15),
        participant__status="apprentice",
    )  # fmt: skip
    Scheme.objects.filter(pk=made.scheme_id).update(documents=["D1"], programme="Erasmus+")
    return made


def kept(stay, kind, **more):
    return Proof.objects.create(
        network=stay.network, mobility=stay, kind=kind, file="a", sha256="a" * 64, given_by_name="N.", **more
    )


def final(stay, kind):
    name = files.keep(b"%PDF-1.7 " + kind.encode(), kind=files.PDF)
    known = {"final_file": name, "final_sha256": "a" * 64, "finished_at": clock.now()}
    Document.objects.create(network=stay.network, mobility=stay, kind=kind, state="final", **known)


def file_of(stay):
    (found,) = filed(with_finals(Mobility.objects.filter(pk=stay.pk)))
    return found


def told(found):
    return {one.name for one in found}


def test_what_is_kept_on_request_is_named_and_a_file_without_it_is_complete(stay, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for kind in ("grant_agreement", "learning_agreement", "europass_mobility"):
        final(stay, kind)

    found = file_of(stay)

    assert (found.state, found.proofs) == ("complete", [])
    assert told(found.on_request) == {
        "Tickets, or the declaration on the way of travel",
        "Copy of the participant’s report",
        "Invoices, tickets and time sheets for the skills operator",
    }
    assert all("what=" in one.url for one in found.on_request)


@pytest.mark.parametrize(
    ("kind", "left"),
    [
        ("travel", {"Copy of the participant’s report"}),
        ("timesheet", {"Copy of the participant’s report", "Tickets, or the declaration on the way of travel"}),
        ("invoice", {"Copy of the participant’s report", "Tickets, or the declaration on the way of travel"}),
    ],
)
def test_a_proof_counts_for_what_its_kind_proves(stay, kind, left):
    kept(stay, kind)

    assert told(file_of(stay).on_request) == left


def test_the_report_kept_here_is_no_more_asked_for(stay):
    kept(stay, "paper", stands_for="participant_report")

    assert "Copy of the participant’s report" not in told(file_of(stay).on_request)


@pytest.mark.parametrize(
    ("state", "amount", "is_asked"), [("done", 120, True), ("planned", 120, False), ("done", None, False)]
)
def test_help_that_was_given_and_paid_asks_for_its_invoice(stay, state, amount, is_asked):
    SupportMeasure.objects.create(
        network=stay.network, participant=stay.participant, kind="companion", what="x", state=state,
        amount=amount and Decimal(amount),
    )  # fmt: skip
    name = "Invoices of the help that was given"

    before = told(file_of(stay).proofs)
    kept(stay, "invoice")

    assert (name in before) is is_asked
    assert name not in told(file_of(stay).proofs)


def test_somebody_without_a_grant_or_a_french_contract_is_asked_nothing_of_the_kind(network):
    stay = MobilityFactory(network=network, project_code="")
    Scheme.objects.filter(pk=stay.scheme_id).update(documents=[], programme="")
    Mobility.objects.filter(pk=stay.pk).update(project_code="")

    found = file_of(stay)

    assert found.proofs == []
    assert "Copy of the participant’s report" not in told(found.on_request)


def test_a_proof_that_was_changed_after_its_signature_does_not_count(stay):
    broken = {
        "name": "N.", "sha256": "a" * 64, "at": None, "is_stamped": False, "is_intact": True, "after": "changed",
        "validity": "", "issuer": "",
    }  # fmt: skip
    kept(stay, "travel", found=[broken])

    assert "Tickets, or the declaration on the way of travel" in told(file_of(stay).on_request)


def test_standards_are_counted_over_the_stays_of_which_they_are_true_and_never_make_a_file_incomplete(
    stay, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    final(stay, "learning_agreement")
    kept(stay, "travel")
    rows = [file_of(stay)]

    shown = {one.code: (one.done, one.total) for one in shown_standards(rows)}

    assert shown["EQS-3.8"] == (1, 1)
    assert shown["EQS-3.10"] == (0, 1)
    assert "EQS-3.2" not in shown or shown["EQS-3.2"][1] <= 1
    assert counted_proofs(rows) == [("Tickets", 1)]


def test_every_need_and_standard_has_a_source_and_something_that_proves_it():
    for need in (*evidence.NEEDS, evidence.GROUP):
        assert need.source
        assert need.any_of or need.proofs
    assert all(one.source and one.any_of for one in evidence.STANDARDS)
    assert len({need.key for need in evidence.NEEDS}) == len(evidence.NEEDS)
