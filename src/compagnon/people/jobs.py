"""Background work of people: long imports."""

from django.contrib.sessions.backends.db import SessionStore
from django_scopes import scope, scopes_disabled

from compagnon.core.files import FileLost, FileRefused
from compagnon.core.imports import actions
from compagnon.core.imports.progress import teller
from compagnon.core.jobs import job, nightly
from compagnon.core.models import ImportRun
from compagnon.core.states import MoveRefused
from compagnon.people.actions.codes import forget_old_codes
from compagnon.people.actions.tries import forget_old_tries
from compagnon.people.models import Person


@nightly("people.tidy_entrance", cron="40 2 * * *")
def tidy_entrance() -> None:
    """Remove what is over at the entrance: sessions, codes, counts of tries."""
    with scopes_disabled():
        forget_old_codes()
        forget_old_tries()
        SessionStore.clear_expired()


@job("people.write_import", again=True)
def write_import(run: int, network: int, by: int) -> None:
    """Write one import; running it twice does no harm, because a written import is not written again."""
    with scope(network=network):
        found = ImportRun.objects.filter(pk=run, state=ImportRun.State.WRITING).first()
        if found is None:
            return
        person = Person.objects.get(pk=by)
        try:
            actions.write(run=found, by=person, tell=teller(run))
        except (MoveRefused, FileLost, FileRefused) as refused:
            actions.give_back(run=found, trouble=str(refused), by=person)


@job("people.undo_import", again=True)
def undo_import(run: int, network: int, by: int) -> None:
    """Take one import back; running it twice does no harm, because an import that is undone is left alone."""
    with scope(network=network):
        found = ImportRun.objects.filter(pk=run, state=ImportRun.State.UNDOING).first()
        if found is not None:
            actions.undo(run=found, by=Person.objects.get(pk=by), tell=teller(run))
