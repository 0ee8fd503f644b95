"""Projects whose money must be accounted for: when each was paid to its end, and which still waits for that day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from compagnon.core import clock
from compagnon.core.holdings import funded
from compagnon.engines.dates import add_months
from compagnon.privacy.models import FinalPayment

PATIENCE = 18
"""Months after the last return before somebody is asked for the final payment: our own proposal."""


@dataclass(frozen=True)
class Project:
    """One project with its mobilities, the last return, and its final payment if there was one."""

    key: str
    label: str
    people: int
    last_return: date
    payment: FinalPayment | None

    @property
    def is_missing(self) -> bool:
        """Nobody has said in 18 months when it was paid."""
        unpaid = self.payment is None or self.payment.paid_on is None
        return unpaid and add_months(self.last_return, PATIENCE) < clock.today()


def projects_of(network: Any) -> list[Project]:
    """Every project of the network that has mobilities, those that wait for a day first."""
    payments = {one.key: one for one in FinalPayment.objects.filter(network=network)}
    found = [Project(*told, payments.get(told[0])) for ask in funded for told in ask(network)]
    return sorted(found, key=lambda one: (not one.is_missing, one.last_return, one.key))
