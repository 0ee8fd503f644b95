"""Tasks done once for a whole group: whoever settles one settles it for all who travel along (TL-02)."""

from collections.abc import Iterable

from compagnon.mobilities.choices import RUNNING
from compagnon.mobilities.models import Departure, Mobility
from compagnon.timeline.models import Task


def of_the_group(task: Task) -> list[Task]:
    """The same task of those who travel along, held until the transaction ends; none where each does the own.

    The departure is held first, so that two referents who settle it for two people act one after the other.
    """
    group = task.mobility.departure_id
    if task.template is None or not task.template.is_shared or group is None:
        return []
    Departure.objects.select_for_update().get(pk=group)
    rows = Task.objects.filter(
        mobility__departure=group, mobility__state__in=RUNNING, template__key=task.template.key
    ).exclude(pk=task.pk)
    return list(rows.select_for_update(of=("self",)).select_related("mobility", "template").order_by("pk"))


def done_in_group(mobility: Mobility, tasks: Iterable[Task]) -> dict[str, Task]:
    """Of the shared tasks that are open here, those that the group has done already, by their key.

    What somebody did who does not travel along any more is not done for the group.
    """
    if mobility.departure_id is None:
        return {}
    keys = [task.template.key for task in tasks if task.is_open and task.template and task.template.is_shared]
    if not keys:
        return {}
    done = Task.objects.filter(
        mobility__departure=mobility.departure_id, mobility__state__in=RUNNING, template__key__in=keys, state="done"
    )
    rows = done.exclude(mobility=mobility).select_related("template", "done_by").order_by("done_at")
    return {task.template.key: task for task in rows if task.template}
