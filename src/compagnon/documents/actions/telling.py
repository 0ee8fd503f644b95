"""Facts of a file, told by link by whoever knows them: each kept in its row, and only where that says nothing yet."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction

from compagnon.core.imports.cells import phone, registration_number
from compagnon.core.states import locked
from compagnon.documents.catalogue.subjects import OfMobility
from compagnon.documents.file_facts import BY_KEY, Keeps, giver_of
from compagnon.mobilities.models import Mobility
from compagnon.partners.actions import complete_organisation
from compagnon.people.actions.completing import complete_contact, complete_participant, complete_person, still_empty
from compagnon.people.models import Contact, Person
from compagnon.travel.actions.terms import correct_contract, tell_terms

READ: dict[str, Callable[[str], Any]] = {
    "date": date.fromisoformat,
    "birth": date.fromisoformat,
    "yes": lambda typed: typed == "yes",
    "phone": phone,
    "register": registration_number,
}


@transaction.atomic
def tell_facts(*, subject: OfMobility, giver: str, said: dict[str, str], by: Person | Contact) -> int:
    """Keep what somebody told of themselves, of their organisation or of their child. How many facts were written.

    What somebody wrote there before stays. Who is not this giver of the stay (any more) writes nothing.
    """
    if giver_of(giver, subject) != by:
        return 0
    told: dict[Keeps, tuple[Any, dict[str, Any]]] = {}
    for key, typed in said.items():
        fact = BY_KEY[key]
        row = fact.row(subject, giver)
        if row is not None:
            told.setdefault(fact.keeps, (row, {}))[1][fact.field] = READ.get(fact.ask, str.strip)(typed)
    return sum(len(_kept(keeps, row, values, subject.mobility, by)) for keeps, (row, values) in told.items())


def _kept(keeps: Keeps, row: Any, said: dict[str, Any], mobility: Mobility, by: Any) -> list[str]:
    """Write into one row; gives the names of the fields that were written."""
    if keeps == "participant":
        born = still_empty(locked(row), {name: value for name, value in said.items() if name == "birth_date"})
        correct_contract(mobility=mobility, changes=born, by=by)  # open tasks hang on it
        rest = {name: value for name, value in said.items() if name != "birth_date"}
        return [*born, *complete_participant(participant=row, said=rest, by=by)]
    if keeps == "terms":
        changes = still_empty(locked(row) if row.pk else row, said)
        tell_terms(mobility=mobility, changes=changes, by=by)
        return list(changes)
    if keeps == "person":
        return complete_person(person=row, said=said, by=by, trail=mobility.participant)
    if keeps == "contact":
        return complete_contact(contact=row, said=said, by=by, trail=mobility)
    return complete_organisation(organisation=row, said=said, by=by, trail=mobility)
