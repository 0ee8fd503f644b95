"""Papers, their signatures and the learning outcomes they promise; bundles of papers, and their words."""

from compagnon.documents.models.bundles import BundleFile, JoinedPapers, PaperBundle
from compagnon.documents.models.papers import AgreementTerms, Document, LearningOutcome, Proof, Signature
from compagnon.documents.models.wordings import PaperWording

__all__ = [
    "AgreementTerms",
    "BundleFile",
    "Document",
    "JoinedPapers",
    "LearningOutcome",
    "PaperBundle",
    "PaperWording",
    "Proof",
    "Signature",
]
