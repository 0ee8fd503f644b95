"""One signature under many papers: each is signed by itself, with its own evidence, and one that is refused holds up no other."""

from dataclasses import dataclass, field

from compagnon.documents.actions.codes import CodeRefused
from compagnon.documents.actions.signing import Act, SigningRefused, sign
from compagnon.documents.models import Document, Signature


@dataclass
class Outcome:
    """What became of papers that were signed together: how many were, and why others were not."""

    signed: int = 0
    refused: list[tuple[Document, str]] = field(default_factory=list)


def sign_together(*, chosen: list[tuple[Signature, Act]]) -> Outcome:
    """Sign each paper, always in the same order, so that two who sign the same papers do not wait crosswise."""
    outcome = Outcome()
    for signature, act in sorted(chosen, key=lambda one: one[0].document_id):
        try:
            sign(signature=signature, act=act, by=signature.signer)
            outcome.signed += 1
        except (SigningRefused, CodeRefused) as refused:
            outcome.refused.append((signature.document, str(refused)))
    return outcome
