"""Addresses of surveys."""

from django.urls import path

from compagnon.surveys.views import desk, guest

app_name = "surveys"
urlpatterns = [
    path("desk/mobilities/<str:code>/evaluation/", desk.read, name="read"),
    path("desk/mobilities/<str:code>/evaluation/ask/", desk.ask, name="ask"),
    path("g/evaluation/<str:token>/", guest.evaluation, name="tutor-evaluation"),
]
