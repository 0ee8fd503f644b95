"""Addresses of the portal; they begin with the network's key, so they are included last."""

from django.urls import path

from compagnon.doors.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("where/", views.fit, name="fit"),
    path("calls/", views.calls, name="calls"),
    path("schemes/", views.schemes, name="schemes"),
    path("schemes/<str:key>/", views.scheme, name="scheme"),
    path("trades/", views.trades, name="trades"),
    path("centres/", views.centres, name="centres"),
    path("projects/", views.projects, name="projects"),
    path("contact/", views.contact, name="contact"),
    path("about/", views.about, name="about"),
    path("privacy/", views.privacy, name="privacy"),
    path("cookies/", views.cookies, name="cookies"),
]
