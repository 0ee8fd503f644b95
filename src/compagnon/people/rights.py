"""The table of roles and rights to read and print, made from `rules.RIGHTS` and nothing else."""

from itertools import groupby
from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from compagnon.core.registries import link_purposes
from compagnon.people import phrases
from compagnon.people.choices import BY_LINK, Role
from compagnon.people.rules import RIGHTS

COLUMNS = [role for role in Role if role not in BY_LINK]
"""Roles with an account; who comes by a personal link has no right but what the link is for."""

CHAPTERS: dict[str, str | Promise] = {
    "people": _("People"),
    "consents": _("Consents"),
    "inclusion": _("Inclusion"),
    "network": _("Network"),
    "correspondence": _("Letters"),
    "partners": _("Partners"),
    "recruitment": _("Recruitment"),
    "mobilities": _("Mobilities"),
    "timeline": _("Timeline"),
    "placement": _("Placement"),
    "travel": _("Getting ready"),
    "documents": _("Documents"),
    "stays": _("Stays"),
    "surveys": _("Surveys"),
    "recognition": _("Recognition"),
    "privacy": _("Personal data"),
    "insights": _("Figures"),
}


def table() -> dict[str, Any]:
    """Rows of rights by chapter with a yes or no for each role, what each role sees, what each link opens."""
    ordered = sorted(RIGHTS, key=lambda right: list(apps.app_configs).index(right.split(".")[0]))
    chapters = [
        {
            "title": CHAPTERS.get(app, app),
            "rows": [
                {"right": right, "words": phrases.RIGHTS[right], "given": [role in RIGHTS[right] for role in COLUMNS]}
                for right in rights
            ],
        }
        for app, rights in groupby(ordered, key=lambda right: right.split(".")[0])
    ]
    return {
        "columns": [role.label for role in COLUMNS],
        "chapters": chapters,
        "roles": [
            {"label": role.label, "sees": phrases.ROLES[role][0], "not": phrases.ROLES[role][1]} for role in Role
        ],
        "links": sorted(link_purposes, key=lambda purpose: str(purpose.label)),
    }
