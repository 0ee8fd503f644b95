"""Addresses of recognition."""

from django.urls import path

from compagnon.recognition.views import desk

app_name = "recognition"
urlpatterns = [
    path("desk/mobilities/<str:code>/europass/", desk.issue, name="issue"),
]
