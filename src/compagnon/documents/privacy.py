"""What the documents app holds about people: papers and their signatures."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from compagnon.core.holdings import Basis, Purpose, also_erased, holds, nothing, purposes
from compagnon.documents.actions.bundle import withdraw
from compagnon.documents.models import (
    AgreementTerms,
    BundleFile,
    CodeRule,
    Document,
    Inquiry,
    JoinedPapers,
    LearningOutcome,
    OfficialForm,
    PaperBundle,
    PaperWording,
    Proof,
    Signature,
)

purposes.add(
    "evidence",
    Purpose(
        "evidence",
        _("Agreements and certificates, signed, and kept as evidence of the grant"),
        Basis.OBLIGATION,
        _("Participants and those who sign with them"),
        _("Those who sign; the national agency and auditors on request"),
    ),
    position=50,
)
_MINE = "mobility__participant__person"
holds(
    LearningOutcome, purpose="evidence", rule="evidence", about=_MINE, evidence=True,
    words="title task assessment standard", plain="code",
)  # fmt: skip
holds(
    AgreementTerms, purpose="evidence", rule="evidence", about=_MINE, evidence=True, delete=True,
    words="programme weekly workplace schedule equipment monitoring monitoring_home assessment recognition reintegration progress virtual language preparation insurance accommodation",
)  # fmt: skip
holds(
    Document, purpose="evidence", rule="evidence", about=f"{_MINE} departure__mobilities__participant__person", evidence=True,
    secret="facts form changes differs", facts="terms basis", files="agreed_file final_file", people="made_by",
    plain="code code_of languages agreed_sha256 final_sha256 kind", protected="terms",
)  # fmt: skip
holds(
    Signature, purpose="evidence", rule="evidence", about=f"document__{_MINE} person contact", evidence=True,
    facts="drawing identified_by code_number address browser", names="typed_name instead_of", words="refusal_reason not_mine_words consent_sentence",
    files="scan", people="checked_by", plain="code signed_sha256 scan_sha256 consent_version", protected="drawing address scan",
)  # fmt: skip
holds(
    Proof, purpose="evidence", rule="evidence", about=f"{_MINE} departure__mobilities__participant__person", evidence=True,
    files="file", words="words", names="given_by_name", people="given_by", facts="found", plain="code sha256 stands_for",
)  # fmt: skip
holds(
    Inquiry, purpose="evidence", rule="with_file", about=f"{_MINE} departure__mobilities__participant__person person contact",
    delete=True, people="asked_by", plain="code kind terms",
)  # fmt: skip
holds(
    PaperBundle, purpose="evidence", rule="with_file", about="by", delete=True,
    files="file", words="title", plain="code project",
)  # fmt: skip
holds(
    BundleFile, purpose="evidence", rule="with_file", about="mobility__participant__person departure__mobilities__participant__person",
    facts="papers",
)  # fmt: skip
holds(
    JoinedPapers, purpose="evidence", rule="with_file", about="bundle__by", delete=True,
    files="file", facts="left_out",
)  # fmt: skip
nothing(CodeRule)
holds(PaperWording, purpose="evidence", rule="with_file", people="by", words="content", plain="code kind conditions")

holds(
    OfficialForm, purpose="evidence", rule="with_file", people="by", facts="given", files="file",
    plain="code kind language name content left_out",
)  # fmt: skip


def _bundles_of(trace: Any) -> dict[str, int]:
    """No ZIP of a bundle outlives the erasure of somebody in it, though it would go by itself within a day."""
    rows = PaperBundle.unscoped.filter(files__in=trace.rows.get(BundleFile, ())).exclude(file="").distinct()
    return {"documents.PaperBundle": sum(withdraw(bundle) for bundle in rows)} if rows else {}


also_erased.add("bundles", _bundles_of)
