"""Background jobs: asked for in the transaction that needs them, so they exist exactly if the change does.

A job loads its subject by primary key, opens the scope and calls one action. Each declares with `again`
whether it may run twice; retries with growing delay are the library's.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job

from compagnon.core import uploads

DECLARED: dict[str, bool] = {}
WAITS = (10, 60, 10 * 60, 60 * 60, 6 * 60 * 60, 24 * 60 * 60)
"""Seconds before each new attempt: what is away for a moment is waited for at once, what is away for a night by morning."""


class _Patience(BaseRetryStrategy):
    """Tries again after the waits, and at last leaves the job among the failed ones."""

    def __init__(self, attempts: int) -> None:
        self.attempts = attempts

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if job.attempts + 1 >= self.attempts:
            return None
        return RetryDecision(retry_in={"seconds": WAITS[min(job.attempts, len(WAITS) - 1)]})


def job(
    name: str, *, again: bool, attempts: int = len(WAITS) + 1
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Declare a job. `again` says that running it twice does no harm; one that may not is never retried."""
    DECLARED[name] = again
    retry = _Patience(attempts) if again else False
    return app.task(name=name, retry=retry, pass_context=False)  # type: ignore[return-value]


def nightly(name: str, *, cron: str = "15 3 * * *") -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Declare a job that runs by the clock (cron, UTC); it must be able to run twice."""

    def declare(function: Callable[..., None]) -> Callable[..., None]:
        DECLARED[name] = True

        def run(timestamp: int) -> None:
            function()

        return app.periodic(cron=cron)(app.task(name=name, pass_context=False)(run))  # type: ignore[return-value]

    return declare


def later(name: str, **arguments: Any) -> None:
    """Ask for a job; it runs after the transaction is committed, and never when it is rolled back."""
    app.configure_task(name, allow_unknown=True).defer(**arguments)


def later_each(name: str, arguments: list[dict[str, Any]], *, at: datetime | None = None) -> None:
    """Ask for the same job many times over, in one statement; with `at`, no worker takes them up before that moment."""
    if arguments:
        app.configure_task(name, allow_unknown=True, schedule_at=at).batch_defer(*arguments)


@nightly("core.look_again", cron="*/5 * * * *")
def look_again() -> None:
    uploads.look_again()


def under_way(name: str, **arguments: Any) -> set[str]:
    """How the jobs stand that were asked for with these arguments: `todo` waits for a worker, `doing` is at work."""
    rows = ProcrastinateJob.objects.filter(task_name=name, args=arguments, status__in=("todo", "doing"))
    return set(rows.values_list("status", flat=True))
