"""Addresses of documents."""

from django.urls import path

from compagnon.documents.views import desk, guest, journey, posters, public

app_name = "documents"
urlpatterns = [
    path("desk/mobilities/<str:code>/agreement/", desk.page, name="agreement"),
    path("desk/mobilities/<str:code>/agreement/begin/", desk.begin, name="begin"),
    path("desk/mobilities/<str:code>/agreement/preview.pdf", desk.preview, name="preview"),
    path("desk/mobilities/<str:code>/agreement/new-version/", desk.new_version, name="new-version"),
    path("desk/documents/<str:code>.pdf", desk.paper, name="paper"),
    path("desk/documents/<str:code>/remind/", desk.remind, name="remind"),
    path("desk/sign/<str:code>/", desk.sign, name="sign-at-desk"),
    path("me/documents/", journey.papers, name="my-papers"),
    path("me/documents/<str:code>.pdf", journey.paper, name="my-paper"),
    path("me/sign/<str:code>/", journey.sign, name="my-signature"),
    path("g/sign/<str:token>/", guest.sign, name="sign"),
    path("g/sign/<str:token>/paper.pdf", guest.paper, name="guest-paper"),
    path("g/copy/<str:token>/", guest.copy, name="copy"),
    path("g/copy/<str:token>/paper.pdf", guest.copy_paper, name="copy-paper"),
    path("check/", public.check, name="check"),
    path("<slug:network>/calls/<str:code>/poster-<str:language>.pdf", posters.poster, name="poster"),
]
