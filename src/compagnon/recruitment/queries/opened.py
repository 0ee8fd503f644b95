"""How things of a selection are named, and found, on the page of who opened what."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from compagnon.recruitment.models import Application, Call, PanelMeeting
from compagnon.recruitment.queries.applications import found
from compagnon.recruitment.queries.calls import matching_calls

Named = dict[int, tuple[str, str]]


def applications(keys: Iterable[int]) -> Named:
    """Whose application it is, and for which call; the address of the file."""
    rows = Application.objects.filter(pk__in=keys).select_related("participant__person", "call")
    return {
        one.pk: (f"{one.participant.person.full_name}, {one.call}", reverse("recruitment:application", args=[one.code]))
        for one in rows
    }


def applications_of(typed: str) -> Any:
    """Keys of the applications of people who are called so."""
    return found(Application.objects.order_by(), typed).values("pk")


def calls(keys: Iterable[int]) -> Named:
    """The title of each call, and its page."""
    return {
        one.pk: (str(one), reverse("recruitment:call", args=[one.code])) for one in Call.objects.filter(pk__in=keys)
    }


def calls_called(typed: str) -> Any:
    """Keys of the calls that are called so."""
    return matching_calls(Call.objects.order_by(), typed).values("pk")


def meetings(keys: Iterable[int]) -> Named:
    """The call about which each panel met, and the page of the meeting."""
    rows = PanelMeeting.objects.filter(pk__in=keys).select_related("selection__call")
    return {one.pk: (str(one.selection.call), reverse("recruitment:meeting", args=[one.code])) for one in rows}


def meetings_of(typed: str) -> Any:
    """Keys of the meetings about calls that are called so."""
    return PanelMeeting.objects.filter(selection__call__in=calls_called(typed)).values("pk")
