"""The address of the network's seal."""

from django.urls import path

from compagnon.seals import views

app_name = "seals"
urlpatterns = [path("seal/", views.seal, name="seal")]
