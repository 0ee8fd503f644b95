"""Addresses of the participants' own pages."""

from django.urls import path

from compagnon.doors.journey import views

app_name = "journey"
urlpatterns = [
    path("", views.home, name="home"),
    path("tasks/<str:code>/", views.task, name="task"),
    path("logbook/", views.logbook, name="logbook"),
    path("help/", views.help_page, name="help"),
]
