"""What can be set in a network and how it stands; jobs that failed."""

from dataclasses import dataclass
from typing import Any

import rules
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from compagnon.core import clock
from compagnon.core.jobs import DECLARED
from compagnon.core.registries import Setting, Standing, network_settings

_SHOWN = 50


@dataclass(frozen=True)
class Part:
    """A part of the settings as one person sees it now."""

    of: Setting
    url: str
    standing: Standing


def parts(request: Any) -> list[Part]:
    """All that this person may set in the network, in order, each with how it stands."""
    return [
        Part(one, reverse(one.url_name), one.state(request) if one.state else Standing())
        for one in network_settings
        if rules.test_rule(one.right, request.person)
    ]


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
