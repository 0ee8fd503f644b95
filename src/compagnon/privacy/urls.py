"""Addresses of privacy at the desk."""

from django.urls import path
from django.views.decorators.http import require_POST

from compagnon.privacy.views import breaches, certificates, notices, people, record, requests, retention, trail

app_name = "privacy"
urlpatterns = [
    path("", requests.home, name="home"),
    path("requests/", requests.requests, name="requests"),
    path("requests/new/", requests.receive, name="receive"),
    path("requests/<str:code>/", requests.one, name="request"),
    path("people/", people.people, name="people"),
    path("people/holds/<str:hold>/", require_POST(people.lift), name="lift"),
    path("people/<str:kind>/<str:code>/", people.person, name="person"),
    path("people/<str:kind>/<str:code>/export/", require_POST(people.person_export), name="person-export"),
    path("people/<str:kind>/<str:code>/erase/", people.erase, name="erase"),
    path("record/", record.record, name="record"),
    path("record/sheet/", record.record_sheet, name="record-sheet"),
    path("record/json/", record.record_json, name="record-json"),
    path("impact/", record.impact, name="impact"),
    path("notice/", notices.notice, name="notice"),
    path("notice/publish/", require_POST(notices.publish), name="publish"),
    path("retention/", retention.retention, name="retention"),
    path("retention/settings/", retention.settings, name="settings"),
    path("retention/<str:rule>/", retention.rows, name="rows"),
    path("breaches/", breaches.breaches, name="breaches"),
    path("breaches/new/", breaches.report, name="report"),
    path("breaches/<str:code>/", breaches.breach, name="breach"),
    path("certificates/", certificates.certificates, name="certificates"),
    path("certificates/<str:code>/", certificates.certificate, name="certificate"),
    path("trail/", trail.openings, name="trail"),
    path("trail/export/", trail.export, name="trail-export"),
    path("trail/check/", require_POST(trail.check), name="trail-check"),
    path("sealed/", certificates.sealed, name="sealed"),
    path("sealed/<str:code>/", require_POST(certificates.sealed_open), name="sealed-open"),
]
