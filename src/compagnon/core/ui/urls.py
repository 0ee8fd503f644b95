"""The style page."""

from django.urls import path

from compagnon.core.ui import views

urlpatterns = [
    path("styleguide/", views.style_page, name="styleguide"),
]
