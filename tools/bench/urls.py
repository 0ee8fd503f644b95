"""The program's addresses, and the floor."""

from django.urls import path

from compagnon.config.urls import urlpatterns as of_the_program
from tools.bench.floor import floor

urlpatterns = [path("bench-floor/", floor, name="bench-floor"), *of_the_program]
