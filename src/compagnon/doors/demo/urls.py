"""Addresses of the demonstration."""

from django.urls import path
from django.views.decorators.http import require_POST

from compagnon.doors.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.choose, name="choose"),
    path("letters/", views.letters, name="letters"),
    path("be/<slug:key>/", require_POST(views.be), name="be"),
]
