"""Papers, their signatures and the learning outcomes they promise; bundles of papers, their words, what was asked for them."""

from compagnon.documents.models.asking import Inquiry
from compagnon.documents.models.bundles import BundleFile, JoinedPapers, PaperBundle
from compagnon.documents.models.official import OfficialForm
from compagnon.documents.models.papers import AgreementTerms, Document, LearningOutcome, Proof, Signature
from compagnon.documents.models.wordings import CodeRule, PaperWording

__all__ = [
    "AgreementTerms",
    "BundleFile",
    "CodeRule",
    "Document",
    "Inquiry",
    "JoinedPapers",
    "LearningOutcome",
    "OfficialForm",
    "PaperBundle",
    "PaperWording",
    "Proof",
    "Signature",
]
