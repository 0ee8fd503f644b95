"""Addresses of figures at the desk."""

from django.urls import path, re_path

from compagnon.insights.views import fairness, readings, targets

app_name = "insights"
urlpatterns = [
    path("fairness/", fairness.overview, name="fairness"),
    path("fairness/table/", fairness.table, name="fairness-table"),
    path("fairness/export/", fairness.export, name="fairness-export"),
    path("fairness/anew/", fairness.anew, name="fairness-anew"),
    path("fairness/tables/<str:code>/gap/", fairness.open_gap, name="gap-open"),
    path("fairness/gaps/<str:code>/", fairness.gap, name="gap"),
    path("fairness/gaps/<str:code>/move/", fairness.move_gap, name="gap-move"),
    path("fairness/readers/", readings.readings, name="readings"),
    path("fairness/readers/export/", readings.export, name="readings-export"),
    path("targets/", targets.targets, name="targets"),
    path("targets/export/", targets.export, name="targets-export"),
    path("targets/new/", targets.new, name="target-new"),
    path("targets/copy/", targets.copy, name="targets-copy"),
    path("targets/<str:code>/", targets.change, name="target"),
    path("targets/<str:code>/remove/", targets.remove, name="target-remove"),
    re_path(
        r"^targets/(?P<code>\w+)/rows/(?P<part>gone|preparing|applied|imported)/$", targets.rows, name="target-rows"
    ),
]
