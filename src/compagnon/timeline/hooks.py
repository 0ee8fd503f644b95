"""What the timeline app plugs into others."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from compagnon.core import security
from compagnon.core.activity import words
from compagnon.core.registries import (
    Batch,
    Link,
    LinkPurpose,
    Setting,
    Standing,
    calendar_entries,
    departure_links,
    follow,
    link_purposes,
    mobility_batches,
    mobility_obstacles,
    network_settings,
)
from compagnon.inclusion.choices import MeasureState
from compagnon.inclusion.models import SupportMeasure
from compagnon.mobilities.choices import BACK, RUNNING
from compagnon.mobilities.models import Mobility
from compagnon.recruitment.models import Application, Consent
from compagnon.timeline import actions, dates, feeds, new_days
from compagnon.timeline.models import Reminder, Task
from compagnon.timeline.queries import obstacles, reminder_settings
from compagnon.timeline.reminding import due
from compagnon.timeline.reminding.by_hand import remind, with_readers

words(
    {
        "timeline.task_done": _("Done: %(title)s%(who)s."),
        "timeline.task_open": _("Open again: %(title)s%(who)s."),
        "timeline.task_waived": _("%(by)s does without: %(title)s."),
        "timeline.task_added": _("%(by)s added the task: %(title)s."),
        "timeline.reminders_changed": _("%(by)s changed when reminders leave by themselves."),
        "timeline.mobility_reminded": _("%(by)s sent reminders (%(letters)s)."),
        "timeline.mobility_rescheduled": _(
            "The timeline followed: %(moved)s open tasks moved, %(added)s came, %(left)s fell away."
        ),
        "timeline.mobility_tasks_came": _("Came into the timeline: %(titles)s."),
        "timeline.mobility_tasks_left": _("Fell away from the timeline: %(titles)s."),
    }
)


def _make(mobility: Mobility, by: Any) -> None:
    actions.create_timeline(mobility=mobility, by=by)


def _follow(mobility: Mobility, by: Any) -> None:
    actions.reschedule(mobility=mobility, by=by)


def _look_again(mobility: Mobility, by: Any) -> None:
    actions.refresh(mobility=mobility, by=by)


def _tell_of_days(mobility: Mobility, by: Any) -> None:
    new_days.tell(mobility, by)


def _follow_help(measure: SupportMeasure, by: Any) -> None:
    """Help is planned, or is not any more: tasks that hang on it come or fall away."""
    for stay in Mobility.objects.filter(participant=measure.participant, state__in=RUNNING).order_by("pk"):
        actions.reschedule(mobility=stay, by=by)


def _follow_answer(application: Application, by: Any) -> None:
    """Somebody wishes for help, or does not any more: tasks that hang on it come or fall away."""
    for stay in Mobility.objects.filter(application=application, state__in=RUNNING):
        actions.reschedule(mobility=stay, by=by)


def _look_again_for(consent: Consent, by: Any) -> None:
    """A guardian or an employer may answer after the admission: the task knows at once."""
    mobility = Mobility.objects.filter(application=consent.application_id).first()
    if mobility is not None:
        _look_again(mobility, by)


def _forget_reminders(task: Task, _by: Any) -> None:
    """What is done needs no reminder: those that nobody has read yet are taken back."""
    due.take_back(Reminder.objects.filter(task=task))


def _remind_many(request: Any, rows: Any) -> str:
    told = remind(mobilities=with_readers(rows), by=request.person)
    sentence = ngettext("%d reminder was written.", "%d reminders were written.", told.letters) % told.letters
    if told.without_address:
        sentence += " " + gettext("No address is known for: %(who)s.") % {"who": "; ".join(told.without_address[:10])}
    return sentence


follow("mobilities.mobility_preparing", _make)
for verb in (
    "dates_moved",
    "split",
    "changed",
    "joined",
    "host_assigned",
    "host_released",
):  # a host may lie in another country
    follow(f"mobilities.mobility_{verb}", _follow)
follow(new_days.MOVED, _tell_of_days)
for verb in ("wanted", "not_wanted"):
    follow(f"recruitment.support_{verb}", _follow_answer)
follow("inclusion.help_planned", _follow_help)
for state in MeasureState.values:
    follow(f"inclusion.supportmeasure_{state}", _follow_help)
for verb in ("abroad", "returned", "closed", "cancelled"):
    follow(f"mobilities.mobility_{verb}", _look_again)
for verb in ("given", "refused"):
    follow(f"recruitment.consent_{verb}", _look_again_for)
for verb in ("done", "waived"):
    follow(f"timeline.task_{verb}", _forget_reminders)
departure_links.add(
    "tasks",
    Link(
        _("People and tasks"),
        "table",
        "timeline.change_tasks",
        lambda departure: f"{reverse('timeline:matrix')}?departure={departure.code}",
    ),
    position=20,
)
departure_links.add(
    "time",
    Link(
        _("Through time"),
        "calendar",
        "mobilities.view_mobilities",
        lambda departure: reverse("timeline:departure-time", args=[departure.code]),
    ),
    position=30,
)
departure_links.add(
    "again",
    Link(
        _("Again with this partner"),
        "refresh-cw",
        "schemes.propose_changes",
        lambda departure: reverse("timeline:departure-again", args=[departure.code]),
        applies=lambda departure: departure.mobilities.filter(state__in=BACK).exists(),
    ),
    position=40,
)
mobility_obstacles.add("tasks", obstacles)
mobility_batches.add("remind", Batch(_("Remind"), "bell", "timeline.change_tasks", _remind_many), position=10)


def _state(request: Any) -> Standing:
    settled = reminder_settings(request.network)
    if not settled.is_on:
        return Standing(gettext("Off"))
    days = ", ".join(f"{offset:+d}" for offset in settled.offsets)
    return Standing(gettext("Days from the due day: %(days)s") % {"days": days})


network_settings.add(
    "reminders",
    Setting(
        _("Reminders"),
        _("When people are reminded of what they have to do, at which hours, and when the coordinator hears of it."),
        "timeline:reminders",
        "bell",
        "network.administer",
        _state,
    ),
    position=85,
)
calendar_entries.add("journeys", dates.journeys, position=10)
calendar_entries.add("tasks", dates.tasks, position=20)
link_purposes.add(feeds.PURPOSE, LinkPurpose("calendars:feed", _("your calendar"), days=3650))
security.words(
    {
        "calendar.made": _("Calendar with a private address made"),
        "calendar.changed": _("Names in a calendar changed"),
        "calendar.renewed": _("Address of a calendar renewed"),
        "calendar.ended": _("Calendar ended"),
    }
)
