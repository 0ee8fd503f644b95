"""Filling, signing and filing papers; learning agreements and their learning outcomes.

A paper is a `Document` of one version; what it says is frozen when it goes out, so that everybody signs the same bytes.
Plugs into a mobility's page (panel), the timeline (evidence `learning_agreement_signed`) and the letters
(purposes `documents.sign`, `documents.copy`).
"""
