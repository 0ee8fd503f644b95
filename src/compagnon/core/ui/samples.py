"""Rows that show every component in every state, for the style page and for tests. Nobody in them exists."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.ui import icons
from compagnon.core.ui.line import STEPS
from compagnon.core.ui.line_page import LinePage, LineRow, LineStep, LineTask
from compagnon.core.ui.states import BADGES
from compagnon.core.ui.widgets import MoodInput

SPARKS = (
    "3/3 2/2 4/9! 0/3 0/5 @2.4",
    "3/3 2/2 9/9 1/3 0/5 @3.5",
    "1/3 0/2 0/9 0/3 0/5 @0.4",
    "3/3 2/2 9/9 3/3 2/5! @4.8",
    "3/3 2/2 9/9 3/3 5/5",
)


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("First name"), help_text=_("As on the identity card."))
    place = forms.ChoiceField(label=_("Centre"), choices=[("a", "Centre A"), ("b", "Centre B")])
    leaves = forms.DateField(label=_("Departure"), widget=forms.DateInput(attrs={"type": "date"}))
    distance = forms.DecimalField(label=_("Distance"), required=False, help_text=_("From door to door."))
    why = forms.CharField(label=_("Why do you want to go?"), widget=forms.Textarea, required=False)
    length = forms.ChoiceField(
        label=_("How long?"), choices=[("15", _("15 days")), ("90", _("3 months"))], widget=forms.RadioSelect
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages that you speak"),
        choices=[("en", "English"), ("de", "Deutsch"), ("it", "Italiano")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    mood = forms.ChoiceField(label=_("How are you?"), choices=[(str(n), str(n)) for n in range(1, 6)], widget=MoodInput)
    agrees = forms.BooleanField(label=_("I have read what this commits me to."))
    paper = forms.FileField(label=_("Health card"), help_text=_("A photograph is enough."), required=False)


def sample_line(heading_level: int = 3) -> LinePage:
    """A stay that leaves in 30 days, with a task in every state."""
    today = clock.today()

    def task(title: str, in_days: int, state: str = "open", who: str = "Learner", **more: object) -> LineTask:
        due = today + timedelta(days=in_days)
        return LineTask(title=title, due=due, responsible=who, state=state, url="#line", **more)  # type: ignore[arg-type]

    return LinePage(
        steps=(
            LineStep("promote", (task("Information meeting", -120, "done"), task("First talk", -110, "done"))),
            LineStep("recruit", (task("Application", -90, "done"), task("Decision", -75, "done", "Referent"))),
            LineStep(
                "prepare",
                (
                    task("Language test", -40, "done"),
                    task("Trade briefing", -20, "waived", "Trainer"),
                    task("Sign the learning agreement", -3, "late", blocking=True, note="2 of 5 signed"),
                    task("European health insurance card", 6, blocking=True),
                    task("Accept the place", 8, "waiting", "Host tutor"),
                    task("Book the journey", 12, "blocked", "Referent"),
                ),
            ),
            LineStep("monitor", (task("Confirm arrival", 31), task("Weekly check-in", 37), task("Mid-term talk", 38))),
            LineStep(
                "evaluate", (task("Evaluation by the tutor", 46, who="Host tutor"), task("Report", 60, blocking=True))
            ),
        ),
        departure=today + timedelta(days=30),
        return_=today + timedelta(days=45),
        today=today,
        heading_level=heading_level,
    )


def sample_places() -> dict[str, Any]:
    """Tabs and the entries of the rail."""
    return {
        "tabs": [
            {"label": _("Late"), "url": "#tabs", "count": 4, "current": True},
            {"label": _("This week"), "url": "#tabs", "count": 9, "current": False},
            {"label": _("Waiting for others"), "url": "#tabs", "count": None, "current": False},
        ],
        "navigation": [
            {"label": _("Today"), "url": "#", "icon": "list-todo", "count": 12, "current": True},
            {"label": _("Pipeline"), "url": "#table", "icon": "square-kanban", "count": None, "current": False},
            {"label": _("Letters"), "url": "#letter", "icon": "mail", "count": 3, "current": False},
        ],
    }


def sample_rows(today: date) -> dict[str, Any]:
    """What the lists, badges and days of the style page show."""
    return {
        "sparks": SPARKS,
        "line": sample_line(),
        "rows": [LineRow(f"Sample person {n}", "#group", value) for n, value in enumerate(SPARKS, start=1)],
        "states": [state for state in BADGES if state not in STEPS],
        "steps": STEPS,
        "page": Paginator(range(480), 50).page(4),
        "names": sorted(icons.names()),
        "today": today,
        "late_day": today - timedelta(days=3),
        "near_day": today + timedelta(days=3),
        "far_day": today + timedelta(days=140),
    }
