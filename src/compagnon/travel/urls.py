"""Addresses of getting ready, at every door."""

from django.urls import path

from compagnon.travel.views import journey, legal

app_name = "travel"
urlpatterns = [
    path("desk/mobilities/<str:code>/legal/", legal.pack, name="legal"),
    path("desk/mobilities/<str:code>/legal/terms/", legal.terms, name="terms"),
    path("me/stays/<str:code>/legal/", journey.legal, name="my-legal"),
]
