"""The addresses of the network's seal and of the authorities it trusts."""

from django.urls import path

from compagnon.seals import views

app_name = "seals"
urlpatterns = [
    path("seal/", views.seal, name="seal"),
    path("seal/trust/", views.trust, name="trust"),
]
