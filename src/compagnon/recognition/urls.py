"""Addresses of recognition."""

from django.urls import path

from compagnon.recognition.views import desk, journey

app_name = "recognition"
urlpatterns = [
    path("desk/mobilities/<str:code>/europass/", desk.issue, name="issue"),
    path("desk/mobilities/<str:code>/europass/data/", desk.credential, name="credential"),
    path("me/stays/<str:code>/europass/data/", journey.credential, name="my-credential"),
]
