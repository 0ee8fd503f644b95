"""The stay itself: arrival confirmed, one check-in a week with a mood and a sentence.

Plugs into a mobility's page (panel), the timeline (evidence `arrival_confirmed`, `weekly_check_ins`), the desk (what
waits, navigation) and the letters (purpose `stays.arrival`).
"""
