"""Addresses of calendars to subscribe to: the own page, and what programs read."""

from django.urls import path, re_path
from django.views.decorators.http import require_POST

from compagnon.timeline.views import calendars

app_name = "calendars"
urlpatterns = [
    path("me/calendar/", calendars.calendars, name="mine"),
    re_path(
        r"^me/calendar/(?P<code>\w+)/(?P<deed>names|initials|renew|end)/$",
        require_POST(calendars.change),
        name="change",
    ),
    path("g/calendar/<str:token>/calendar.ics", calendars.feed, name="feed"),
]
