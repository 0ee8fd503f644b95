"""Addresses of imports at the desk."""

from django.urls import path
from django.views.decorators.http import require_POST

from compagnon.people.views import imports

app_name = "imports"
urlpatterns = [
    path("", imports.imports, name="imports"),
    path("new/<str:kind>/", imports.new, name="new"),
    path("template/<str:kind>/", imports.template, name="template"),
    path("<str:code>/", imports.run, name="run"),
    path("<str:code>/columns/", imports.columns, name="columns"),
    path("<str:code>/sheet/", require_POST(imports.sheet), name="sheet"),
    path("<str:code>/problems/", imports.problems, name="problems"),
    path("<str:code>/settle/", require_POST(imports.settle), name="settle"),
    path("<str:code>/write/", require_POST(imports.write), name="write"),
    path("<str:code>/undo/", require_POST(imports.undo), name="undo"),
    path("<str:code>/discard/", require_POST(imports.discard), name="discard"),
]
