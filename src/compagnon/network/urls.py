"""Addresses of the settings of a network at the desk: for each part its list, a new row, one row, its order, on and off."""

from django.urls import path
from django.views.decorators.http import require_POST

from compagnon.network.parts import PARTS
from compagnon.network.views import identity, rows

app_name = "network"
urlpatterns = [
    path("identity/", identity.identity, name="identity"),
    path("steps/", identity.steps, name="steps"),
    path("catalogue/", rows.catalogue, name="catalogue"),
]
for part in PARTS:
    told = {"part": part.name}
    urlpatterns += [
        path(f"{part.name}/", rows.rows, told, name=part.name),
        path(f"{part.name}/new/", rows.new, told, name=f"{part.name}-new"),
        path(f"{part.name}/<str:key>/", rows.edit, told, name=f"{part.name}-edit"),
        path(f"{part.name}/<str:key>/turn/", require_POST(rows.turn), told, name=f"{part.name}-turn"),
        path(f"{part.name}/<str:key>/move/", require_POST(rows.move), told, name=f"{part.name}-move"),
    ]
