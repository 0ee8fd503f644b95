"""The list of one's own work: tasks, what is due first on top."""

from datetime import timedelta
from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.lists import Listing, View
from compagnon.network.choices import Step
from compagnon.schemes.choices import TaskRole
from compagnon.schemes.models import SchemeTask
from compagnon.timeline.models import Task

WEEK = timedelta(days=7)
_WHEN = [("late", _("Late")), ("today", _("Today")), ("week", _("This week")), ("later", _("Later"))]


def due_when(tasks: QuerySet[Task], when: str) -> QuerySet[Task]:
    """Tasks late, due today, in the week after today, or later; today is the installation's."""
    today = clock.today()
    ranges: dict[str, dict[str, Any]] = {
        "late": {"due_on__lt": today},
        "today": {"due_on": today},
        "week": {"due_on__gt": today, "due_on__lte": today + WEEK},
        "later": {"due_on__gt": today + WEEK},
    }
    return tasks.filter(**ranges[when]) if when in ranges else tasks


class TaskFilters(filters.FilterSet):
    when = filters.ChoiceFilter(label=_("Due"), choices=_WHEN, empty_label=_("Any day"), method="due")
    step = filters.ChoiceFilter(label=_("Step"), choices=Step.choices, empty_label=_("All steps"))
    role = filters.ChoiceFilter(label=_("Responsible"), choices=TaskRole.choices, empty_label=_("Anybody"))
    task = filters.ChoiceFilter(field_name="template_id", label=_("Task"), empty_label=_("All tasks"))

    def __init__(self, query: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(query, *args, **kwargs)
        asked = query.get("task", "")
        one = SchemeTask.objects.filter(pk=asked) if asked.isdecimal() else SchemeTask.objects.none()
        self.filters["task"].extra["choices"] = [(task.pk, str(task.title)) for task in one]
        if not asked:  # offered only where it came from: the first screen, which groups the same work
            del self.filters["task"]

    def due(self, tasks: QuerySet[Task], _name: str, value: str) -> QuerySet[Task]:
        return due_when(tasks, value)


WORK = Listing(
    name="tasks",
    filters=TaskFilters,
    orders={"due": ("due_on", "id")},
    views=(
        View(_("All"), ""),
        View(_("Late"), "when=late"),
        View(_("Today"), "when=today"),
        View(_("This week"), "when=week"),
        View(_("Later"), "when=later"),
    ),
)
