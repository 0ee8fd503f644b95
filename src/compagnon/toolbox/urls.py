"""Addresses of the toolbox at the desk."""

from django.urls import path

from compagnon.toolbox.views import desk

app_name = "toolbox"
urlpatterns = [
    path("toolbox/", desk.tools, name="tools"),
    path("toolbox/new/", desk.write, name="new"),
    path("toolbox/export/", desk.export, name="export"),
    path("toolbox/<str:code>/", desk.tool, name="tool"),
    path("toolbox/<str:code>/edit/", desk.write, name="edit"),
    path("toolbox/<str:code>/review/", desk.review, name="review"),
    path("toolbox/<str:code>/withdraw/", desk.withdraw, name="withdraw"),
    path("toolbox/<str:code>/take-up/", desk.take_up, name="take-up"),
]
