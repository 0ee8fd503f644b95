"""What a call asks of its own: adding, changing, ordering and taking away questions and papers."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity
from compagnon.core.order import shift
from compagnon.core.states import MoveRefused, locked
from compagnon.people.models import Person
from compagnon.recruitment.choices import CallState
from compagnon.recruitment.models import Call, Question, RequiredPiece

Asked = Question | RequiredPiece


@transaction.atomic
def ask(*, call: Call, model: type[Asked], by: Person, **fields: Any) -> Asked:
    """Ask something more, at the end of the list. Raises MoveRefused once people may have applied."""
    call = locked(call)
    _still_in_preparation(call)
    last = model.objects.filter(call=call).order_by("-position").values_list("position", flat=True).first() or 0
    made = model.objects.create(network_id=call.network_id, call=call, position=last + 1, **fields)
    _changed(call, by)
    return made


@transaction.atomic
def change_asked(*, asked: Asked, by: Person, **fields: Any) -> Asked:
    """Change words or rules of what is asked. Once the call was opened only words change, so that answers stay true."""
    call = locked(asked.call)
    asked = locked(asked)
    if call.state != CallState.DRAFT and any(
        getattr(asked, name) != value
        for name, value in fields.items()
        if name in ("kind", "wishes_for", "when", "most")
    ):
        raise MoveRefused(_("The call was opened: only words can be mended now. Take it away and ask anew if need be."))
    for name, value in fields.items():
        setattr(asked, name, value)
    asked.save()
    _changed(call, by)
    return asked


@transaction.atomic
def stop_asking(*, asked: Asked, by: Person) -> None:
    """Take away what is asked; what was answered already is kept and still read."""
    call = locked(asked.call)
    answered = asked.answers if isinstance(asked, Question) else asked.pieces
    if answered.exists():
        asked.is_off = True
        asked.save()
    else:
        asked.delete()
    _changed(call, by)


@transaction.atomic
def move_asked(*, asked: Asked, up: bool, by: Person) -> None:
    """Put it one place higher or lower; at the ends of the list it stays."""
    call = locked(asked.call)
    if shift(asked, among=type(asked).objects.filter(call=call, is_off=False), up=up):
        _changed(call, by)


def _still_in_preparation(call: Call) -> None:
    if call.state != CallState.DRAFT:
        raise MoveRefused(_("The call was opened: nobody is asked more than those who applied first."))


def _changed(call: Call, by: Person) -> None:
    activity.record("recruitment.call_changed", about=call, by=by)
