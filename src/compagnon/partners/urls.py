"""Addresses of partners at the desk."""

from django.urls import path
from django.views.decorators.http import require_POST

from compagnon.partners.views import desk, doubles

app_name = "partners"
urlpatterns = [
    path("", desk.partners, name="partners"),
    path("new/", desk.new, name="new"),
    path("export/", desk.export, name="export"),
    path("doubles/", doubles.doubles, name="doubles"),
    path("doubles/look/", require_POST(doubles.look), name="look-for-doubles"),
    path("doubles/chosen/", require_POST(doubles.chosen), name="merge-chosen"),
    path("doubles/<str:one>/<str:other>/", doubles.compare, name="compare"),
    path("doubles/<str:one>/<str:other>/apart/", require_POST(doubles.apart), name="apart"),
    path("merges/<str:merge>/undo/", require_POST(doubles.undo_merge), name="undo-merge"),
    path("<str:code>/", desk.partner, name="partner"),
    path("<str:code>/edit/", desk.edit, name="edit"),
    path("<str:code>/contact/", desk.contact, name="new-contact"),
    path("<str:code>/contact/<str:contact>/", desk.contact, name="contact"),
    path("<str:code>/places/", desk.offer, name="offer"),
    path("<str:code>/places/<int:capacity>/withdraw/", require_POST(desk.withdraw), name="withdraw"),
]
