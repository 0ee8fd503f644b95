"""Addresses at which a reader chooses by personal link which letters come."""

from django.urls import path

from compagnon.correspondence.views import guest

app_name = "letter-wishes"
urlpatterns = [
    path("letters/<str:token>/", guest.wishes, name="page"),
    path("letters/<str:token>/off/<str:kind>/", guest.off, name="off"),
]
