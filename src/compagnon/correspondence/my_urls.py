"""Addresses at which somebody with an account chooses which letters come."""

from django.urls import path

from compagnon.correspondence.views import mine

app_name = "my-letters"
urlpatterns = [path("", mine.wishes, name="home")]
