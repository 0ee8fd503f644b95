"""Addresses of schemes at the desk."""

from django.urls import path

from compagnon.schemes.views import desk, drafts, offers

app_name = "schemes"
urlpatterns = [
    path("", desk.schemes, name="list"),
    path("compare/", desk.compare, name="compare"),
    path("offers/", offers.offers, name="offers"),
    path("offers/read/", offers.read_file, name="read-offer"),
    path("offers/<str:code>/", offers.received, name="received"),
    path("offers/<str:code>/aside/", offers.aside, name="aside"),
    path("<str:code>/", desk.scheme, name="scheme"),
    path("<str:code>/offer/", offers.offer, name="offer"),
    path("<str:code>/offer/file/", offers.offer_file, name="offer-file"),
    path("<str:code>/offer/withdraw/", offers.withdraw, name="withdraw-offer"),
    path("<str:code>/copy/", desk.copy, name="copy"),
    path("<str:code>/turn/", desk.turn, name="turn"),
    path("<str:code>/move/", desk.move, name="move"),
    path("<str:code>/versions/<int:number>/", desk.version, name="version"),
    path("<str:code>/versions/<int:number>/take-back/", drafts.take_back, name="take-back"),
    path("<str:code>/tasks/", drafts.tasks, name="tasks"),
    path("<str:code>/tasks/new/", drafts.task, name="task-new"),
    path("<str:code>/tasks/<str:key>/", drafts.task, name="task"),
    path("<str:code>/tasks/<str:key>/move/", drafts.move_task, name="task-move"),
    path("<str:code>/tasks/<str:key>/remove/", drafts.remove_task, name="task-remove"),
    path("<str:code>/grid/", drafts.grid, name="grid"),
    path("<str:code>/grid/new/", drafts.criterion, name="criterion-new"),
    path("<str:code>/grid/<str:key>/", drafts.criterion, name="criterion"),
    path("<str:code>/grid/<str:key>/remove/", drafts.remove_criterion, name="criterion-remove"),
    path("<str:code>/draft/", drafts.draft, name="draft"),
    path("<str:code>/draft/propose/", drafts.propose, name="propose"),
    path("<str:code>/draft/publish/", drafts.publish, name="publish"),
    path("<str:code>/draft/give-back/", drafts.give_back, name="give-back"),
    path("<str:code>/draft/drop/", drafts.drop, name="drop"),
    path("<str:code>/edit/<str:part>/", drafts.part, name="part"),
]
