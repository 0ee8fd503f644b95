"""Keeping evidence that others made with the file, and taking it away."""

from typing import Any

from django.db import transaction

from compagnon.core import activity, files, uploads
from compagnon.documents.models import Proof
from compagnon.mobilities.models import Mobility
from compagnon.people.models import Person
from compagnon.privacy.erasing import remove_files


@transaction.atomic
def keep_proof(*, row: Any, kind: str, words: str, content: bytes, media_type: str, by: Person) -> Proof:
    """Keep it with a mobility or a departure. Raises FileRefused as `take_in`."""
    is_stay = isinstance(row, Mobility)
    name = uploads.take_in(
        content, kind=media_type, network_id=row.network_id, by=by, site_id=row.site_id if is_stay else None
    )
    proof: Proof = Proof.objects.create(
        network_id=row.network_id,
        kind=kind,
        words=words,
        file=name,
        sha256=files.fingerprint(content),
        given_by=by,
        given_by_name=by.full_name,
        **{"mobility" if is_stay else "departure": row},
    )
    activity.record("documents.proof_kept", about=proof, by=by, trail=row, facts={"what": str(proof)})
    return proof


@transaction.atomic
def remove_proof(*, proof: Proof, by: Person) -> None:
    """Take it away: kept by mistake, or with the wrong file."""
    activity.record("documents.proof_removed", about=proof, by=by, trail=proof.row, facts={"what": str(proof)})
    name = proof.file
    proof.delete()
    remove_files([name])
