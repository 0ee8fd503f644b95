"""Addresses of recognition."""

from django.urls import path
from django.views.decorators.http import require_POST

from compagnon.recognition.views import desk

app_name = "recognition"
urlpatterns = [
    path("desk/mobilities/<str:code>/europass/", require_POST(desk.issue), name="issue"),
]
