"""Addresses of participants at the desk."""

from django.urls import path
from django.views.decorators.http import require_POST

from compagnon.people.views import desk, doubles, facts

app_name = "desk-people"
urlpatterns = [
    path("", desk.participants, name="participants"),
    path("export/", desk.export, name="export"),
    path("slips/", desk.slips, name="slips"),
    path("twice/", doubles.doubles, name="doubles"),
    path("twice/<str:participant>/<str:other>/merge/", require_POST(doubles.merge), name="merge"),
    path("twice/<str:participant>/<str:other>/apart/", require_POST(doubles.apart), name="apart"),
    path("twice/undo/<str:merge>/", require_POST(doubles.undo_merge), name="undo-merge"),
    path("<str:code>/", desk.participant, name="participant"),
    path("<str:code>/facts/", facts.facts, name="facts"),
]
