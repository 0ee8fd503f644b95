"""Addresses of stays."""

from django.urls import path, re_path

from compagnon.stays.views.desk import abroad as desk_abroad
from compagnon.stays.views.desk import care as desk_care
from compagnon.stays.views.desk import early as desk_early
from compagnon.stays.views.desk import followup as desk_followup
from compagnon.stays.views.desk import incidents as desk_incidents
from compagnon.stays.views.desk import lessons as desk_lessons
from compagnon.stays.views.desk import logbook as desk_logbook
from compagnon.stays.views.desk import safety as desk_safety
from compagnon.stays.views.desk import silence as desk_silence
from compagnon.stays.views.desk import weeks as desk
from compagnon.stays.views.guest import followup as guest_followup
from compagnon.stays.views.guest import logbook as guest_logbook
from compagnon.stays.views.guest import safety as guest_safety
from compagnon.stays.views.guest import silence as guest_silence
from compagnon.stays.views.guest import weeks as guest
from compagnon.stays.views.journey import care as my_care
from compagnon.stays.views.journey import followup as my_followup
from compagnon.stays.views.journey import logbook as my_logbook
from compagnon.stays.views.journey import pocket, sending
from compagnon.stays.views.journey import safety as my_safety
from compagnon.stays.views.journey import weeks as journey

app_name = "stays"
urlpatterns = [
    path("desk/abroad/", desk_abroad.abroad, name="abroad"),
    path("desk/abroad/export/", desk_abroad.export, name="abroad-export"),
    path("desk/abroad/calls-for-help/", desk_care.calls, name="calls"),
    path("desk/abroad/calls-for-help/<str:code>/", desk_care.call, name="call"),
    re_path(r"^desk/abroad/calls-for-help/(?P<code>\w+)/(?P<what>take|back|next)/$", desk_care.act, name="act-on-call"),
    path("desk/abroad/on-call/", desk_care.rota, name="rota"),
    path("desk/abroad/on-call/settings/", desk_care.care_settings, name="care-settings"),
    path("desk/abroad/on-call/new/", desk_care.add_turn, name="add-turn"),
    path("desk/abroad/on-call/<str:code>/remove/", desk_care.remove_turn, name="remove-turn"),
    path("desk/abroad/on-call/<str:code>/restore/", desk_care.restore_turn, name="restore-turn"),
    path("desk/abroad/no-sign/", desk_silence.silences, name="silences"),
    path("desk/abroad/no-sign/<str:code>/", desk_silence.heard, name="heard"),
    path("desk/abroad/reach/", desk_safety.reach, name="reach"),
    path("desk/abroad/reach/<str:code>/", desk_safety.round_page, name="round"),
    re_path(r"^desk/abroad/reach/(?P<code>\w+)/(?P<what>remind|close)/$", desk_safety.round_act, name="round-act"),
    path("desk/abroad/answers/<str:code>/", desk_safety.note_answer, name="note-answer"),
    path("desk/groups/", desk_safety.groups, name="groups"),
    path("desk/groups/<str:code>/", desk_safety.group, name="group"),
    path("desk/groups/<str:code>/help/", desk_safety.group_help, name="group-help"),
    path("desk/groups/<str:code>/cards/", desk_safety.group_cards, name="group-cards"),
    path("desk/abroad/incidents/", desk_incidents.incidents, name="incidents"),
    path("desk/abroad/incidents/<str:code>/", desk_incidents.incident, name="incident"),
    re_path(
        r"^desk/abroad/incidents/(?P<code>\w+)/(?P<what>note|task|standing|close|reopen)/$",
        desk_incidents.incident_act,
        name="incident-act",
    ),
    path("desk/abroad/incident-tasks/<str:code>/", desk_incidents.settle_task, name="settle-incident-task"),
    path("desk/mobilities/<str:code>/incident/", desk_incidents.new_incident, name="new-incident"),
    path("desk/mobilities/<str:code>/early-return/", desk_early.early_return, name="early-return"),
    path("desk/mobilities/<str:code>/card/", desk_early.card, name="card"),
    path("desk/abroad/follow-up/", desk_followup.follow_ups, name="follow-ups"),
    path("desk/abroad/follow-up/seen/", desk_followup.note_seen, name="follow-ups-seen"),
    path("desk/abroad/lessons/", desk_lessons.missed, name="missed-lessons"),
    path("desk/abroad/lessons/seen-to/", desk_lessons.seen_to, name="lessons-seen-to"),
    path("desk/abroad/lessons/<str:code>/", desk_lessons.attendance, name="attendance"),
    path("desk/abroad/lessons/<str:code>/change/", desk_lessons.change, name="change-lesson"),
    path("desk/abroad/lessons/<str:code>/remove/", desk_lessons.remove, name="remove-lesson"),
    path("desk/abroad/lessons/<str:code>/restore/", desk_lessons.restore, name="restore-lesson"),
    re_path(
        r"^desk/abroad/contract-events/(?P<code>\w+)/(?P<what>remove|restore)/$",
        desk_followup.contract_event,
        name="contract-event",
    ),
    path("desk/mobilities/<str:code>/follow-up/", desk_followup.long_stay, name="long-stay"),
    re_path(
        r"^desk/mobilities/(?P<code>\w+)/follow-up/(?P<what>visit|plan|call-off|lesson|contract|counts)/$",
        desk_followup.long_stay_act,
        name="long-stay-act",
    ),
    path("desk/abroad/check-ins/", desk.check_ins, name="check-ins"),
    path("desk/abroad/check-ins/seen/", desk.mark_seen, name="mark-seen"),
    path("desk/mobilities/<str:code>/arrival/", desk.arrival, name="note-arrival"),
    path("desk/abroad/logbook/", desk_logbook.entries, name="entries"),
    path("desk/abroad/logbook/read/", desk_logbook.mark_read, name="mark-read"),
    path("desk/abroad/logbook/entries/<str:code>/comment/", desk_logbook.comment, name="comment"),
    path("desk/abroad/logbook/photos/<str:code>/", desk_logbook.photo, name="photo"),
    path("desk/mobilities/<str:code>/logbook/", desk_logbook.logbook, name="logbook"),
    path("desk/mobilities/<str:code>/logbook/ask/", desk_logbook.ask_tutor, name="ask-tutor"),
    path("me/arrival/<str:code>/", journey.arrival, name="my-arrival"),
    path("me/check-in/<str:code>/", journey.check_in, name="my-check-in"),
    path("me/mobilities/<str:code>/help/", my_care.call_help, name="call-help"),
    path("me/calls-for-help/<str:code>/", my_care.help_called, name="help-called"),
    path("me/mobilities/<str:code>/card/", my_safety.card, name="my-card"),
    path("me/follow-up/<str:code>/", my_followup.my_follow_up, name="my-follow-up"),
    path("me/safe/<str:code>/", my_safety.safe, name="my-safety"),
    path("me/logbook/entries/<str:code>/", my_logbook.entry, name="my-entry"),
    path("me/logbook/entries/<str:code>/remove/", my_logbook.remove, name="remove-entry"),
    path("me/logbook/entries/<str:code>/restore/", my_logbook.restore, name="restore-entry"),
    path("me/logbook/photos/<str:code>/", my_logbook.photo, name="my-photo"),
    path("me/mobilities/<str:code>/write/", my_logbook.write, name="write"),
    path("me/mobilities/<str:code>/ask-tutor/", my_logbook.ask_tutor, name="my-ask-tutor"),
    path("me/mobilities/<str:code>/send/", sending.send, name="send"),
    path("me/pocket/", pocket.pocket, name="pocket"),
    path("me/pocket/passage/", pocket.passage, name="passage"),
    path("me/offline/", pocket.offline, name="offline"),
    path("me/worker.js", pocket.worker, name="worker"),
    path("me/compagnon.webmanifest", pocket.manifest, name="manifest"),
    path("g/arrival/<str:token>/", guest.arrival, name="arrival"),
    path("g/follow-up/<str:token>/", guest_followup.follow_up, name="follow-up"),
    path("g/seen/<str:token>/", guest_silence.sign, name="sign"),
    path("g/safe/<str:token>/", guest_safety.safe, name="safe"),
    path("g/logbook/<str:token>/", guest_logbook.confirm, name="confirm-week"),
]
