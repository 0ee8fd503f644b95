"""What the administrator sees: people with their roles, jobs that failed, settings of the network."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from compagnon.core import clock
from compagnon.core.jobs import DECLARED
from compagnon.network.models import Network
from compagnon.people.choices import Role
from compagnon.people.models import Membership

_SHOWN = 50


def staff() -> list[dict[str, Any]]:
    """Everybody with a role at the desk, with all the roles."""
    rows = Membership.objects.exclude(role=Role.PARTICIPANT).select_related("person")
    people: dict[int, dict[str, Any]] = {}
    for row in rows.order_by("person__last_name", "person__first_name", "role"):
        entry = people.setdefault(row.person_id, {"person": row.person, "roles": []})
        role = str(row.get_role_display())
        entry["roles"].append(f"{role} ({row.departement_code})" if row.departement_code else role)
    return list(people.values())


def failed_jobs() -> list[ProcrastinateJob]:
    """Jobs that failed for good, the newest first."""
    return list(ProcrastinateJob.objects.filter(status="failed").order_by("-id")[:_SHOWN])


def try_again(pk: int) -> bool:
    """Put a failed job back into the queue; False for one that may not run twice, or that is not there."""
    job = ProcrastinateJob.objects.filter(pk=pk, status="failed").first()
    if job is None or not DECLARED.get(job.task_name, False):
        return False
    app.job_manager.retry_job_by_id(job.pk, retry_at=clock.now())
    return True


def settings_of(network: Network) -> list[tuple[str | Promise, str]]:
    """What the network's file says, to read."""
    languages = ", ".join(str(get_language_info(code)["name_translated"]) for code in network.languages)
    return [
        (_("Name"), str(network.name)),
        (_("Key"), network.key),
        (_("Country"), str(network.country.name)),
        (_("Region"), network.region),
        (_("Languages"), languages),
        (_("Time zone"), network.time_zone),
    ]
