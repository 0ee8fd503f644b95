"""Addresses of documents."""

from django.urls import path

from compagnon.documents.views import (
    amending,
    bundles,
    desk,
    guest,
    journey,
    papers,
    posters,
    public,
    signers,
    together,
    versions,
    wordings,
)

app_name = "documents"
urlpatterns = [
    path("desk/mobilities/<str:code>/agreement/", desk.page, name="agreement"),
    path("desk/mobilities/<str:code>/agreement/begin/", desk.begin, name="begin"),
    path("desk/mobilities/<str:code>/agreement/preview.pdf", desk.preview, name="preview"),
    path("desk/mobilities/<str:code>/agreement/new-version/", desk.new_version, name="new-version"),
    path("desk/mobilities/<str:code>/agreement/change/", desk.change, name="change-agreement"),
    path("desk/documents/<str:code>.pdf", desk.paper, name="paper"),
    path("desk/documents/<str:code>/remind/", desk.remind, name="remind"),
    path("desk/documents/<str:code>/amend/", amending.amend, name="amend"),
    path("desk/documents/<str:code>/versions/", versions.versions, name="versions"),
    path("desk/signed-otherwise/", amending.otherwise, name="otherwise"),
    path("desk/amendments/<str:code>/", amending.amendment, name="amendment"),
    path("desk/amendments/<str:code>/act/", amending.act, name="act-on-amendment"),
    path("desk/sign/<str:code>/", desk.sign, name="sign-at-desk"),
    path("desk/mobilities/<str:code>/papers/", papers.listing, {"about": "mobility"}, name="papers-of-mobility"),
    path("desk/mobilities/<str:code>/papers/<str:kind>/", papers.page, {"about": "mobility"}, name="paper-of-mobility"),
    path(
        "desk/mobilities/<str:code>/papers/<str:kind>/preview.pdf",
        papers.preview,
        {"about": "mobility"},
        name="preview-of-mobility",
    ),
    path(
        "desk/mobilities/<str:code>/papers/<str:kind>/act/", papers.act, {"about": "mobility"}, name="act-on-mobility"
    ),
    path(
        "desk/departures/<str:code>/group-papers/", papers.listing, {"about": "departure"}, name="papers-of-departure"
    ),
    path(
        "desk/departures/<str:code>/group-papers/<str:kind>/",
        papers.page,
        {"about": "departure"},
        name="paper-of-departure",
    ),
    path(
        "desk/departures/<str:code>/group-papers/<str:kind>/preview.pdf",
        papers.preview,
        {"about": "departure"},
        name="preview-of-departure",
    ),
    path(
        "desk/departures/<str:code>/group-papers/<str:kind>/act/",
        papers.act,
        {"about": "departure"},
        name="act-on-departure",
    ),
    path("desk/partners/<str:code>/agreements/", papers.listing, {"about": "partner"}, name="papers-of-partner"),
    path("desk/partners/<str:code>/agreements/<str:kind>/", papers.page, {"about": "partner"}, name="paper-of-partner"),
    path(
        "desk/partners/<str:code>/agreements/<str:kind>/preview.pdf",
        papers.preview,
        {"about": "partner"},
        name="preview-of-partner",
    ),
    path(
        "desk/partners/<str:code>/agreements/<str:kind>/act/", papers.act, {"about": "partner"}, name="act-on-partner"
    ),
    path("desk/departures/<str:code>/gather-papers/", bundles.gather, name="gather"),
    path("desk/bundles/<str:code>/", bundles.show, name="bundle"),
    path("desk/bundles/<str:code>/papers.zip", bundles.download, name="bundle-file"),
    path("desk/bundles/<str:code>/join/", bundles.join, name="bundle-join"),
    path("desk/bundles/<str:code>/papers.pdf", bundles.download_joined, name="bundle-joined"),
    path("desk/bundles/<str:code>/send/", bundles.send, name="bundle-send"),
    path("desk/bundles/<str:code>/again/", bundles.gather_again, name="bundle-again"),
    path("desk/bundles/<str:code>/answers/<str:kind>/", bundles.say_for_all, name="bundle-answers"),
    path("desk/paper-words/", wordings.kinds, name="wordings"),
    path("desk/paper-words/<str:key>/", wordings.wording, name="wording"),
    path("desk/paper-words/<str:key>/preview.pdf", wordings.preview, name="wording-preview"),
    path("desk/paper-words/<str:key>/act/", wordings.act, name="wording-act"),
    path("desk/signers/<str:code>/", signers.signer, name="signer"),
    path("desk/signers/<str:code>/scan/", signers.scan, name="scan"),
    path("desk/to-sign/", together.at_desk, name="to-sign"),
    path("me/documents/", journey.papers, name="my-papers"),
    path("me/documents/<str:code>.pdf", journey.paper, name="my-paper"),
    path("me/sign/<str:code>/", journey.sign, name="my-signature"),
    path("me/to-sign/", together.own, name="my-papers-to-sign"),
    path("g/papers/<str:token>/", together.papers, name="guest-papers"),
    path("g/papers/<str:token>/<str:code>.pdf", together.paper, name="guest-papers-paper"),
    path("g/sign/<str:token>/others/", together.others, name="guest-others"),
    path("g/sign/<str:token>/", guest.sign, name="sign"),
    path("g/sign/<str:token>/paper.pdf", guest.paper, name="guest-paper"),
    path("g/copy/<str:token>/", guest.copy, name="copy"),
    path("g/copy/<str:token>/paper.pdf", guest.copy_paper, name="copy-paper"),
    path("check/", public.check, name="check"),
    path("<slug:network>/calls/<str:code>/poster-<str:language>.pdf", posters.poster, name="poster"),
]
