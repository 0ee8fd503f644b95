"""Addresses of getting ready, at every door."""

from django.urls import path

from compagnon.travel.views import journey, legal, papers, preparation, readiness, ready, ways

app_name = "travel"
urlpatterns = [
    path("desk/mobilities/<str:code>/legal/", legal.pack, name="legal"),
    path("desk/mobilities/<str:code>/legal/terms/", legal.terms, name="terms"),
    path("desk/mobilities/<str:code>/check/", readiness.check, name="check"),
    path("desk/mobilities/<str:code>/check/waive/", readiness.waive, name="waive"),
    path("desk/waivers/<str:code>/back/", readiness.take_back, name="take-waiver-back"),
    path("desk/mobilities/<str:code>/covers/new/", readiness.new_cover, name="new-cover"),
    path("desk/covers/<str:code>/", readiness.cover, name="cover"),
    path("desk/covers/<str:code>/seen/", readiness.seen, name="see-cover"),
    path("desk/covers/<str:code>/remove/", readiness.remove, name="remove-cover"),
    path("desk/departures/<str:code>/check/", readiness.departure, name="check-departure"),
    path("desk/mobilities/<str:code>/preparation/", preparation.preparation, name="preparation"),
    path(
        "desk/mobilities/<str:code>/preparation/<str:module>/<str:to>/",
        preparation.settle_module,
        name="settle-module",
    ),
    path("desk/countries/", preparation.countries, name="countries"),
    path("desk/countries/<str:country>/", preparation.country, name="country"),
    path("desk/modules/", preparation.modules, name="modules"),
    path("desk/modules/<str:module>/", preparation.module, name="module"),
    path("desk/mobilities/<str:code>/ways/", ways.ways, name="ways"),
    path("desk/ways/<str:code>/", ways.way, name="way"),
    path("desk/ways/<str:code>/change/", ways.change_way, name="change-way"),
    path("desk/ways/<str:code>/choose/", ways.choose, name="choose-way"),
    path("desk/ways/<str:code>/remove/", ways.remove_way, name="remove-way"),
    path("desk/legs/<str:code>/", ways.leg, name="leg"),
    path("desk/legs/<str:code>/remove/", ways.remove_leg, name="remove-leg"),
    path("me/stays/<str:code>/", ready.ready, name="my-ready"),
    path("me/stays/<str:code>/modules/<str:module>/", ready.module, name="my-module"),
    path("me/stays/<str:code>/country/", ready.country, name="my-country"),
    path("me/stays/<str:code>/papers/", papers.papers, name="my-papers"),
    path("me/stays/<str:code>/home-contact/", papers.home_contact, name="home-contact"),
    path("me/stays/<str:code>/covers/<str:kind>/", papers.tell, name="tell-paper"),
    path("me/covers/<str:code>/", papers.cover, name="my-cover"),
    path("me/stays/<str:code>/legal/", journey.legal, name="my-legal"),
]
