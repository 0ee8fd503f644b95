"""Recognition: the Europass Mobility, issued after the stay from the learning outcomes and the tutor's evaluation.

Plugs into a mobility's page (panel) and the timeline (evidence `europass_issued`).
"""
