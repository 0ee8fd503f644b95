"""Addresses of what happened in the network."""

from django.urls import path

from compagnon.people.views import activity

app_name = "activity"
urlpatterns = [
    path("", activity.activity, name="activity"),
    path("export/", activity.export, name="export"),
]
