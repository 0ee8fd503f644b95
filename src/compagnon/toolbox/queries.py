"""Reads of tools."""

from django.db.models import Q, QuerySet

from compagnon.core import clock
from compagnon.toolbox.choices import ToolState
from compagnon.toolbox.models import Tool


def for_task(key: str, step: str, *, trade_id: int | None, country: str) -> QuerySet[Tool]:
    """Accepted tools for a row of a timeline, or for its whole step, that suit the trade and the country of a stay."""
    here = Q(tasks__contains=[key]) | Q(tasks=[], step=step) if key else Q(tasks=[], step=step)
    suits = (Q(trade=None) | Q(trade=trade_id)) & (Q(country="") | Q(country=country))
    rows: QuerySet[Tool] = Tool.objects.filter(here & suits, state=ToolState.ACCEPTED)
    return rows.order_by("title", "pk")


def overdue(tools: QuerySet[Tool]) -> QuerySet[Tool]:
    """Offered although their review date is past."""
    return tools.filter(state=ToolState.ACCEPTED, review_on__lt=clock.today())


def to_review() -> QuerySet[Tool]:
    """Proposed ones, and those whose review date is past."""
    rows: QuerySet[Tool] = Tool.objects.filter(
        Q(state=ToolState.PROPOSED) | Q(state=ToolState.ACCEPTED, review_on__lt=clock.today())
    )
    return rows
