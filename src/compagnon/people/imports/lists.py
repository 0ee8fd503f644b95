"""The two lists of people that can be imported."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.imports.kinds import Importer
from compagnon.people.choices import ParticipantKind
from compagnon.people.imports.fields import fields_of
from compagnon.people.imports.register import PeopleRegister, forget_roles, full_name

_SIDE_BY_SIDE = ("birth_date", "email", "external_id", "site_id", "trade_id")


def _open(kind: str) -> Any:
    return lambda network: PeopleRegister(network, kind, clock.today())


LEARNERS = Importer(
    name="learners",
    label=_("Learners"),
    explanation=_("Apprentices, trainees, job seekers and graduates, with their training centre, trade and contract."),
    icon="graduation-cap",
    fields=fields_of(ParticipantKind.LEARNER),
    open=_open(ParticipantKind.LEARNER),
    title=full_name,
    side_by_side=_SIDE_BY_SIDE,
    after_undo=forget_roles,
)
STAFF = Importer(
    name="staff",
    label=_("Staff"),
    explanation=_("Trainers, teachers and other staff who go abroad themselves."),
    icon="users",
    fields=fields_of(ParticipantKind.STAFF),
    open=_open(ParticipantKind.STAFF),
    title=full_name,
    side_by_side=_SIDE_BY_SIDE,
    after_undo=forget_roles,
)
