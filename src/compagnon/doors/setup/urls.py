"""Addresses of setting up: two pages by a one-time address, three at the desk, then the first day."""

from django.urls import path
from django.views.decorators.http import require_POST

from compagnon.doors.setup.views import first_day, walk

app_name = "setup"
urlpatterns = [
    path("setup/<str:token>/", walk.who, name="who"),
    path("setup/<str:token>/network/", walk.network, name="network"),
    path("desk/setup/centres/", walk.centres, name="centres"),
    path("desk/setup/trades/", walk.trades, name="trades"),
    path("desk/setup/schemes/", walk.schemes, name="schemes"),
    path("desk/first-day/", first_day.first_day, name="first-day"),
    path("desk/first-day/portal/", require_POST(first_day.portal), name="portal"),
    path("desk/first-day/done/", require_POST(first_day.dismiss), name="dismiss"),
    path("desk/networks/", first_day.networks, name="networks"),
]
