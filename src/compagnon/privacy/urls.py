"""Addresses of privacy at the desk."""

from django.urls import path

from compagnon.privacy.views import record

app_name = "privacy"
urlpatterns = [
    path("record/", record.record, name="record"),
    path("record/sheet/", record.record_sheet, name="record-sheet"),
    path("record/json/", record.record_json, name="record-json"),
    path("impact/", record.impact, name="impact"),
]
