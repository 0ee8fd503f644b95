"""Addresses of the desk itself."""

from django.urls import path
from django.views.decorators.http import require_POST

from compagnon.doors.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("network/", views.administration, name="administration"),
    path("network/installation/", views.installation, name="installation"),
    path("network/jobs/<int:job>/", require_POST(views.retry), name="retry"),
    path("views/", require_POST(views.keep_view), name="keep-view"),
    path("views/<str:code>/forget/", require_POST(views.forget_view), name="forget-view"),
]
