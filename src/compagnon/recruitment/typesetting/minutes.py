"""Minutes of a panel's meeting: from what was recorded to an accessible PDF."""

import json
import threading
from pathlib import Path
from typing import Any

import typst
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from compagnon.core import ui
from compagnon.core.i18n import localised
from compagnon.recruitment import queries
from compagnon.recruitment.choices import ApplicationState
from compagnon.recruitment.models import PanelMeeting
from compagnon.recruitment.queries import grids
from compagnon.recruitment.queries.panel import Decided

HERE = Path(__file__).parent
FONTS = Path(ui.__file__).parent / "fonts"
_mine = threading.local()


def typeset(meeting: PanelMeeting) -> bytes:
    """The minutes in the language of who asks, as PDF/A-2a and PDF/UA-1; the same facts give the same words."""
    content = json.dumps(content_of(meeting), ensure_ascii=False, default=str)  # labels are lazy
    compiled: bytes = _compiler().compile(
        input=str(HERE / "minutes.typ"), sys_inputs={"content": content}, format="pdf", pdf_standards=["a-2a", "ua-1"]
    )
    return compiled


def _compiler() -> Any:
    if not hasattr(_mine, "compiler"):
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
        _mine.compiler = typst.Compiler(root=str(HERE), font_paths=fonts)
    return _mine.compiler


def content_of(meeting: PanelMeeting) -> dict[str, Any]:
    """Everything that the minutes print: composition, criteria, dates, counts, decisions, departures, signatures."""
    selection, run = meeting.selection, meeting.run
    call = selection.call
    grid = grids.shown(selection.grid)
    decided = queries.panel.decided_in(meeting)
    language = translation.get_language() or "en"
    return {
        "lang": language.partition("-")[0],
        "title": _("Minutes of the selection panel"),
        "call": localised(call.title, language),
        "network": str(call.network),
        "facts": [
            [
                _("Meeting"),
                _moment(meeting.opened_at) + (f" – {_moment(meeting.closed_at)}" if meeting.closed_at else ""),
            ],
            [_("Presided by"), meeting.chair_name],
            [_("Applications"), f"{_day(call.opens_on)} – {_day(call.closes_on)}"],
            [_("Places"), str(call.places)],
            [_("Ranked"), str(run.ranked)],
            [_("Not ranked yet"), str(run.unread)],
            [_("Version of the criteria"), str(run.version)],
            [_("Seed of the lots"), run.seed],
            [_("Fingerprint of the facts"), run.fingerprint],
        ],
        "sections": _sections(meeting, grid, decided),
        "notes": meeting.notes,
        "notes_title": _("Notes"),
        "signatures_title": _("Signed by typed name"),
        "signatures": [f"{one['name']}, {one['at'][:16].replace('T', ' ')} UTC" for one in meeting.signatures],
        "unsigned": _("Not signed yet."),
    }


def _sections(meeting: PanelMeeting, grid: dict[str, Any], decided: list[Decided]) -> list[dict[str, Any]]:
    panel = list(meeting.selection.panel.select_related("person"))
    there = set(meeting.present)
    return [
        {
            "title": _("Composition"),
            "head": [_("Name"), _("Capacity"), _("Present")],
            "rows": [[str(one.person), one.capacity, _("yes") if one.person_id in there else _("no")] for one in panel],
        },
        {
            "title": _("Criteria"),
            "head": [_("Criterion"), _("Weight"), _("What it is for")],
            "rows": [[one["name"], f"{one['percent']} %", one["aim"]] for one in grid["criteria"]],
        },
        {
            "title": _("Decisions"),
            "head": [pgettext("application", "File"), _("Rank"), _("Decision"), _("Reason")],
            "rows": [_decision(meeting, one) for one in decided],
        },
        {
            "title": _("Departures from the order"),
            "head": [pgettext("application", "File"), _("Decision"), _("Why")],
            "rows": [[_file(meeting, one), _label(one), one.departure] for one in decided if one.departure],
        },
    ]


def _file(meeting: PanelMeeting, decided: Decided) -> str:
    application = decided.application
    return str(application.participant) if meeting.selection.names_in_minutes else application.code.upper()


def _decision(meeting: PanelMeeting, decided: Decided) -> list[str]:
    rank = "" if decided.rank is None else str(decided.rank)
    return [_file(meeting, decided), rank, _label(decided), decided.reason]


def _label(decided: Decided) -> str:
    return str(ApplicationState(decided.decision).label)


def _moment(moment: Any) -> str:
    return date_format(localtime(moment), "j F Y, H:i") if moment else ""


def _day(day: Any) -> str:
    return date_format(day, "j F Y")
