"""Addresses of consents, at every door."""

from django.urls import path

from compagnon.consents.views import desk, guest, journey

app_name = "consents"
urlpatterns = [
    path("desk/consents/", desk.consents, name="consents"),
    path("desk/consents/export/", desk.export, name="export"),
    path("desk/consents/purposes/", desk.purposes, name="purposes"),
    path("desk/consents/purposes/new/", desk.new_purpose, name="new-purpose"),
    path("desk/consents/purposes/<str:code>/", desk.purpose, name="purpose"),
    path("desk/consents/ages/<str:country>/", desk.age, name="age"),
    path("desk/consents/ask/<str:code>/", desk.ask_guardian, name="ask-guardian"),
    path("me/agreed/", journey.agreed, name="agreed"),
    path("me/agreed/guardian/", journey.ask_guardian, name="ask-own-guardian"),
    path("me/agreed/<str:code>/", journey.answer, name="answer"),
    path("g/consents/<str:token>/", guest.guardian, name="guardian"),
]
