"""Addresses of participants at the desk."""

from django.urls import path

from compagnon.people.views import desk

app_name = "desk-people"
urlpatterns = [
    path("", desk.participants, name="participants"),
    path("export/", desk.export, name="export"),
    path("<str:code>/", desk.participant, name="participant"),
]
