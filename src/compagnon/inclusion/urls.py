"""Addresses of inclusion, at every door."""

from django.urls import path

from compagnon.inclusion.views import coordinator, desk, guest, journey, public, reports

app_name = "inclusion"
urlpatterns = [
    path("desk/inclusion/", desk.measures, name="measures"),
    path("desk/inclusion/export/", desk.export, name="export"),
    path("desk/inclusion/help/<str:code>/", desk.measure, name="measure"),
    path("desk/inclusion/help/<str:code>/move/", desk.move_measure, name="move-measure"),
    path("desk/inclusion/stay/<str:code>/", desk.help_of, name="help-of"),
    path("desk/inclusion/plan/<str:participant>/", desk.new_measure, name="new-measure"),
    path("desk/inclusion/together/<str:code>/", desk.together, name="together"),
    path("desk/inclusion/told/<str:code>/", desk.read, name="read"),
    path("desk/inclusion/told/<str:code>/send/", desk.send, name="send"),
    path("desk/inclusion/adjustments/", coordinator.adjustments, name="adjustments-asked"),
    path("desk/inclusion/adjustments/<str:code>/", coordinator.settle, name="settle"),
    path("desk/inclusion/reconciliation/", coordinator.reconciliation, name="reconciliation"),
    path("desk/inclusion/settings/", coordinator.settings, name="settings"),
    path("desk/reports/", reports.reports, name="reports"),
    path("desk/reports/<str:code>/", reports.report, name="report"),
    path("desk/reports/<str:code>/answer/", reports.answer, name="answer-report"),
    path("desk/inclusion/reports-to/", reports.confidant, name="confidant"),
    path("me/support/", journey.support, name="support"),
    path("me/support/tell/", journey.tell, name="tell"),
    path("me/support/opportunities/", journey.opportunities, name="opportunities"),
    path("me/support/adjustments/", journey.adjustments, name="adjustments"),
    path("me/support/guardian/", journey.ask_guardian, name="ask-guardian"),
    path("me/support/forget/<str:kind>/", journey.forget, name="forget"),
    path("g/support/<str:token>/", guest.guardian, name="guardian"),
    path("g/needs/<str:token>/", guest.read, name="read-needs"),
    path("<slug:network>/report/", public.report, name="report-here"),
    path("<slug:network>/report/follow/", public.follow, name="follow"),
    path("<slug:network>/plain/<str:key>/", public.plain, name="plain"),
]
