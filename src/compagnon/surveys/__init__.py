"""Evaluations: here the host tutor's of each learning outcome, by personal link, given once.

Plugs into a mobility's page (panel), the timeline (evidence `tutor_evaluation`) and the letters
(purpose `surveys.tutor_evaluation`).
"""
