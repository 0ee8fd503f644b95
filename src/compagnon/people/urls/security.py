"""Addresses of what the desk sees of accounts: security events, single sign-on."""

from django.urls import path

from compagnon.people.views import security, sign_on

app_name = "security"
urlpatterns = [
    path("security/", security.events, name="events"),
    path("security/export/", security.export, name="export"),
    path("sign-on/", sign_on.settings, name="sign-on"),
]
