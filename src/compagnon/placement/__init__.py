"""Finding a host: proposals from the partners with their reasons, the question to a tutor, the answer by personal link.

Plugs into a mobility's page (panel), the timeline (evidence `host_accepted`) and the letters (purpose `placement.accept`).
"""
