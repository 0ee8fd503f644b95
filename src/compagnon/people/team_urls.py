"""Addresses of the team at the desk."""

from django.urls import path

from compagnon.people.views import team

app_name = "team"
urlpatterns = [
    path("rights/", team.rights, name="rights"),
]
