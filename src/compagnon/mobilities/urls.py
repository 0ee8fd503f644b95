"""Addresses of mobilities and departures at the desk."""

from django.urls import path, re_path
from django.views.decorators.http import require_POST

from compagnon.mobilities.views import departures, desk, many, past, periods

app_name = "mobilities"
urlpatterns = [
    path("mobilities/", desk.pipeline, name="pipeline"),
    path("mobilities/board/", desk.board, name="board"),
    path("mobilities/many/", require_POST(many.many), name="many"),
    path("mobilities/export/", many.export_all, name="export"),
    path("mobilities/past/", past.past, name="past"),
    path("mobilities/past/export/", past.export, name="past-export"),
    path("mobilities/new/<str:participant>/", desk.new, name="new"),
    path("mobilities/<str:code>/edit/", desk.edit, name="edit"),
    path("mobilities/<str:code>/periods/", periods.periods, name="periods"),
    path("mobilities/<str:code>/cancel/", desk.cancel, name="cancel"),
    re_path(r"^mobilities/(?P<code>\w+)/(?P<to>departure|return|close|reopen)/$", require_POST(desk.move), name="move"),
    path("departures/", departures.departures, name="departures"),
    path("departures/new/", departures.new, name="new-departure"),
    path("departures/<str:code>/", departures.departure, name="departure"),
    path("departures/<str:code>/edit/", departures.edit, name="edit-departure"),
    path("departures/<str:code>/undo/", require_POST(departures.undo), name="undo-departure"),
]
