"""Asking readers by load and conflicts: all at once as proposed, or one more for one file."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Count

from compagnon.core import activity
from compagnon.correspondence.actions import write
from compagnon.engines.selection import assign
from compagnon.people.models import Person
from compagnon.recruitment import queries
from compagnon.recruitment.choices import ApplicationState
from compagnon.recruitment.models import Application, Review, Selection


@transaction.atomic
def assign_all(*, selection: Selection, by: Person) -> int:
    """Ask the readers that the engine proposes for every submitted file that has too few; how many were asked."""
    proposal = queries.assignment.propose(selection)
    files = {one.code: one for one in Application.objects.filter(code__in=proposal.new)}
    people = {
        one.code: one for one in Person.objects.filter(code__in={c for new in proposal.new.values() for c in new})
    }
    made = Review.objects.bulk_create(
        Review(network_id=selection.network_id, application=files[file], reviewer=people[code])
        for file, codes in proposal.new.items()
        for code in codes
    )
    if made:
        facts = {"count": len(made)}
        activity.record("recruitment.reviews_assigned", about=selection, by=by, trail=selection.call, facts=facts)
    return len(made)


@transaction.atomic
def remind_readers(*, selection: Selection, by: Person) -> int:
    """Write to each reader who still owes a reading of this call; how many letters go."""
    owed = Review.objects.filter(
        application__call=selection.call, application__state=ApplicationState.SUBMITTED, finished_at__isnull=True
    )
    counted = dict(owed.order_by().values_list("reviewer").annotate(Count("pk")))
    for reader in Person.objects.filter(pk__in=counted):
        facts = {"owed": counted[reader.pk]}
        write(key="recruitment.reading_reminder", reader=reader, about=selection, by=by, facts=facts)
    return len(counted)


@transaction.atomic
def find_reader(application: Application, *, is_third: bool) -> Review | None:
    """Ask one more reader, by load and without conflicts; None when the panel has nobody left."""
    selection = Selection.objects.filter(call=application.call_id).select_related("call").first()
    if selection is None:
        return None
    already: dict[str, list[str]] = defaultdict(list)
    asked = Review.objects.filter(application__call=application.call_id)
    for file, reader in asked.values_list("application__code", "reviewer__code"):
        already[file].append(reader)
    has = already[application.code]
    each = max(2, len(has) + 1)
    (found,) = assign(
        [application.code], queries.assignment.able(selection), each=each, already=already, seed=selection.seed
    )
    new = [code for code in found.reviewers if code not in has]
    if not new:
        activity.record("recruitment.reader_lacks", about=application, by=None)
        return None
    reader = Person.objects.get(code=new[0])
    made: Review = Review.objects.create(
        network_id=application.network_id, application=application, reviewer=reader, is_third=is_third
    )
    verb = "recruitment.third_called" if is_third else "recruitment.reader_replaced"
    activity.record(verb, about=made, by=None, trail=application, facts={"reviewer": str(reader)})
    return made
