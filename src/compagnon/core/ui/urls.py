"""The style page, and the choice of a language."""

from django.urls import path
from django.views.i18n import set_language

from compagnon.core.access import public
from compagnon.core.ui import views

urlpatterns = [
    path("language/", public(set_language), name="set_language"),
    path("styleguide/", views.style_page, name="styleguide"),
]
