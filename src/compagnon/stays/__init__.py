"""The stay itself: arrival, one check-in a week, the logbook with its learning outcomes, the pocket file.

The *pocket file* is one page that the phone keeps: it opens without a network, and what is written there waits in the
*outbox* of the browser until there is one.

Plugs into a mobility’s page (panel), the timeline (evidence `arrival_confirmed`, `weekly_check_ins`), the desk (what
waits, navigation) and the letters (purposes `stays.arrival`, `stays.confirm_week`).
"""
