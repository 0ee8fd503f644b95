"""Addresses of correspondence."""

from django.urls import path
from django.views.decorators.http import require_POST

from compagnon.correspondence.views import desk, manners, texts

app_name = "correspondence"
urlpatterns = [
    path("", desk.outbox, name="outbox"),
    path("many/", require_POST(desk.many), name="many"),
    path("hidden/", require_POST(desk.hidden), name="hidden"),
    path("taken-up/", require_POST(desk.take_back_up), name="take-back-up"),
    path("settings/", manners.manners, name="settings"),
    path("settings/test/", require_POST(manners.test), name="test"),
    path("texts/", texts.kinds, name="texts"),
    path("texts/<str:kind>/", texts.text, name="text"),
    path("texts/<str:kind>/give-up/", require_POST(texts.give_up), name="text-give-up"),
    path("texts/<str:kind>/again/<int:number>/", require_POST(texts.again), name="text-again"),
    path("<str:code>/arrived/", require_POST(desk.arrived), name="arrived"),
    path("<str:code>/came-back/", require_POST(desk.came_back), name="came-back"),
    path("<str:code>/", desk.letter, name="letter"),
]
