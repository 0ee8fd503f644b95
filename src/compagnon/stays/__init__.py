"""The stay itself: arrival, one check-in a week, the logbook with its learning outcomes.

Plugs into a mobility’s page (panel), the timeline (evidence `arrival_confirmed`, `weekly_check_ins`), the desk (what
waits, navigation) and the letters (purposes `stays.arrival`, `stays.confirm_week`).
"""
