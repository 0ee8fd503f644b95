"""What is left of setting a network up, each thing with the page on which it is done."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from compagnon.core.registries import network_settings
from compagnon.network.models import Emblem, Site, Trade
from compagnon.people.choices import Role
from compagnon.people.models import IdentityProvider, Invitation, Membership, Participant
from compagnon.recruitment.models import Call
from compagnon.schemes.models import Scheme


@dataclass(frozen=True)
class Left:
    """One thing of the first day: what, why, where; whether it is done. What `is_optional` does not count as left."""

    title: str | Promise
    told: str | Promise
    url: str
    is_done: bool
    is_optional: bool = False


def first_day(request: Any) -> list[Left]:
    """The first day in the order in which it goes best."""
    found = [*_ground(), _of_settings(request, "identity"), _logo(), _people(), _team(request), _sign_on(), _call()]
    return [one for one in found if one is not None]


def _ground() -> list[Left]:
    """What the pages of setting up have asked."""
    return [
        Left(
            _("Say where people learn"),
            _("Centres and sites, with their towns."),
            reverse("setup:centres"),
            Site.objects.exclude(town="").exists(),
        ),
        Left(
            _("Say what is learnt"),
            _("Trades from the catalogue, or your own."),
            reverse("setup:trades"),
            Trade.objects.exists(),
        ),
        Left(
            _("Choose your schemes"),
            _("The kinds of mobility that you run, each with its rules and its timeline."),
            reverse("setup:schemes"),
            Scheme.objects.exists(),
        ),
    ]


def _logo() -> Left:
    return Left(
        _("Show your logo"),
        _("On the portal, on papers and beside what outsiders read; your funders’ emblems too."),
        reverse("network:emblems"),
        Emblem.objects.filter(kind="logo").exists(),
    )


def _people() -> Left:
    return Left(
        _("Import your people"),
        _("Fill in the template that we give you, or bring the list that you have."),
        reverse("imports:imports"),
        Participant.objects.exists(),
    )


def _call() -> Left:
    return Left(
        _("Open your first call"),
        _("Visitors see it when the portal is open."),
        reverse("recruitment:call-new"),
        Call.objects.exists(),
    )


def _team(request: Any) -> Left:
    others = Membership.objects.exclude(role=Role.PARTICIPANT).exclude(person=request.person)
    is_done = others.exists() or Invitation.objects.exists()
    told = _("Referents, reviewers, another coordinator: each gets a letter with a personal link.")
    return Left(_("Invite your team"), told, reverse("team:invite"), is_done)


def _sign_on() -> Left:
    return Left(
        _("Single sign-on"),
        _("Only where your network has a directory of its own, by which people sign in."),
        reverse("security:sign-on"),
        IdentityProvider.objects.filter(is_active=True).exists(),
        is_optional=True,
    )


def _of_settings(request: Any, name: str) -> Left | None:
    """A part of the settings as a thing to do, if there is such a part."""
    part = network_settings.get(name)
    if part is None:
        return None
    is_done = part.state is not None and not part.state(request).is_to_do
    return Left(part.label, part.told, reverse(part.url_name), is_done)
