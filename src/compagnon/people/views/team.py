"""The team at the desk: who is there with which role, and what each role may do."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from compagnon.core import clock
from compagnon.core.access import desk
from compagnon.people.rights import table


@desk("people.work_at_desk")
def rights(request: Any) -> HttpResponse:
    """The table of roles and rights as it is in force, for auditors and for paper."""
    return render(request, "people/desk/rights.html", {"today": clock.today(), **table()})
