"""Addresses of placement."""

from django.urls import path

from compagnon.placement.views import desk, group, guest

app_name = "placement"
urlpatterns = [
    path("desk/mobilities/<str:code>/host/", desk.choose, name="choose"),
    path("desk/mobilities/<str:code>/host/<str:host>/", desk.ask, name="ask"),
    path("desk/placement/<str:code>/withdraw/", desk.withdraw, name="withdraw"),
    path("desk/placement/<str:code>/again/", desk.send_again, name="send-again"),
    path("desk/departures/<str:code>/host/", group.choose, name="choose-group"),
    path("desk/departures/<str:code>/host/<str:host>/", group.give, name="give-group"),
    path("desk/departures/<str:code>/host-away/", group.away, name="group-away"),
    path("desk/departures/<str:code>/host-undo/", group.undo, name="undo-group"),
    path("g/placement/<str:token>/", guest.answer, name="answer"),
]
