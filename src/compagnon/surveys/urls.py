"""Addresses of surveys."""

from django.urls import path
from django.views.decorators.http import require_POST

from compagnon.surveys.views import desk, guest

app_name = "surveys"
urlpatterns = [
    path("desk/mobilities/<str:code>/evaluation/", desk.read, name="read"),
    path("desk/mobilities/<str:code>/evaluation/ask/", require_POST(desk.ask), name="ask"),
    path("g/evaluation/<str:token>/", guest.evaluation, name="tutor-evaluation"),
]
