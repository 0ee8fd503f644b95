"""Addresses of timelines at the desk."""

from django.urls import path, re_path
from django.views.decorators.http import require_POST

from compagnon.timeline.views import again, desk, matrix, overview, settings, time, work

app_name = "timeline"
urlpatterns = [
    path("work/", work.work, name="work"),
    path("reminders/", settings.reminders, name="reminders"),
    path("work/many/", require_POST(work.many), name="many"),
    re_path(r"^tasks/(?P<code>\w+)/(?P<to>done|open)/$", require_POST(desk.settle), name="settle"),
    path("tasks/<str:code>/waive/", require_POST(desk.waive), name="waive"),
    path("mobilities/<str:code>/", desk.mobility, name="mobility"),
    path("overview/", overview.overview, name="overview"),
    path("matrix/", matrix.show, name="matrix"),
    path("matrix/act/", require_POST(matrix.act), name="matrix-act"),
    path("matrix/export/", matrix.export, name="matrix-export"),
    path("year/", time.year, name="year"),
    path("departures/<str:code>/time/", time.departure, name="departure-time"),
    path("mobilities/<str:code>/time/", time.mobility, name="time"),
    path("mobilities/<str:code>/task/", desk.new_task, name="new-task"),
    path("mobilities/<str:code>/dates/", desk.dates, name="dates"),
    path("mobilities/<str:code>/again/", again.mobility, name="again"),
    path("departures/<str:code>/again/", again.departure, name="departure-again"),
    path("again/undo/", require_POST(again.undo), name="undo-again"),
    path("mobilities/<str:code>/remind/", require_POST(desk.remind), name="remind"),
]
