"""Keeping evidence that others made with the file, and taking it away."""

from typing import Any

from django.db import transaction

from compagnon.core import activity, files, uploads
from compagnon.documents.actions.sending import refresh_if_mobility
from compagnon.documents.choices import DocumentKind, ProofKind
from compagnon.documents.models import Proof
from compagnon.mobilities.models import Departure, Mobility
from compagnon.people.models import Person
from compagnon.privacy.erasing import remove_files
from compagnon.seals.reading import seals_in


def _about(row: Any) -> str:
    if isinstance(row, Mobility):
        return "mobility"
    return "departure" if isinstance(row, Departure) else "organisation"


@transaction.atomic
def keep_proof(
    *, row: Any, kind: str, words: str, content: bytes, media_type: str, by: Person, stands_for: str = ""
) -> Proof:
    """Keep it with a mobility, a departure or a partner, with what its electronic signatures say. Raises FileRefused as `take_in`."""
    name = uploads.take_in(
        content, kind=media_type, network_id=row.network_id, by=by, site_id=getattr(row, "site_id", None)
    )
    proof: Proof = Proof.objects.create(
        network_id=row.network_id,
        kind=ProofKind.PAPER if stands_for else kind,
        stands_for=stands_for,
        words=words,
        file=name,
        sha256=files.fingerprint(content),
        found=[one.kept() for one in seals_in(content)] if media_type == files.PDF else [],
        given_by=by,
        given_by_name=by.full_name,
        **{_about(row): row},
    )
    activity.record("documents.proof_kept", about=proof, by=by, trail=row, facts={"what": str(proof)})
    _look_again(proof, by)
    return proof


@transaction.atomic
def remove_proof(*, proof: Proof, by: Person) -> None:
    """Take it away: kept by mistake, or with the wrong file."""
    activity.record("documents.proof_removed", about=proof, by=by, trail=proof.row, facts={"what": str(proof)})
    name = proof.file
    proof.delete()
    remove_files([name])
    _look_again(proof, by)


def _look_again(proof: Proof, by: Person) -> None:
    """A task hangs on the learning agreement alone."""
    if proof.stands_for == DocumentKind.LEARNING_AGREEMENT:
        refresh_if_mobility(proof.row, by)
