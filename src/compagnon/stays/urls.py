"""Addresses of stays."""

from django.urls import path

from compagnon.stays.views import desk, guest, journey

app_name = "stays"
urlpatterns = [
    path("desk/check-ins/", desk.check_ins, name="check-ins"),
    path("desk/check-ins/seen/", desk.mark_seen, name="mark-seen"),
    path("desk/mobilities/<str:code>/arrival/", desk.arrival, name="note-arrival"),
    path("me/arrival/<str:code>/", journey.arrival, name="my-arrival"),
    path("me/check-in/<str:code>/", journey.check_in, name="my-check-in"),
    path("g/arrival/<str:token>/", guest.arrival, name="arrival"),
]
